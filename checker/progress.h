/*
 * One line on a terminal that says how far a long run is: "rcheck: 120 of 3000 reports". It is rewritten in place, and gone
 * when the run goes on to write anything else. Every function takes NULL, which shows nothing.
 */
#ifndef RCHECK_PROGRESS_H
#define RCHECK_PROGRESS_H

#include <stddef.h>
#include <stdio.h>

struct arena;
struct progress;

/* Milliseconds that a run lasts before it shows how far it is: shorter ones would only flicker. */
enum { PROGRESS_DELAY = 1000 };

/*
 * Of `total` reports; NULL when `out` is no terminal, or when there is one report only. The line appears with the first
 * report that is done after `delay` milliseconds. Lives in `arena`. Nothing else may be written to that terminal before
 * progress_end().
 */
struct progress *progress_begin(struct arena *arena, FILE *out, size_t total, unsigned delay);

/* One more is done. Any thread may call it. */
void progress_advance(struct progress *progress);

/* Clears the line. No other thread may be at work any more. */
void progress_end(struct progress *progress);

#endif
