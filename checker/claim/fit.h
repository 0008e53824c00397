/* Whether and where a passage can hold what every match of a phrase binds: asked before PCRE2, which costs far more. */
#ifndef RCHECK_CLAIM_FIT_H
#define RCHECK_CLAIM_FIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "claim/vocabulary.h"

struct arena;
struct claim_source;
struct fit;
struct hole;
struct passage;
struct pattern;
struct phrase;

/*
 * Has the passage a figure for every hole that a match must bind? Where it has none, *missing becomes the first such
 * hole, NULL when there are only too few.
 */
bool fit_figures(const struct pattern *pattern, const struct passage *passage, const struct hole **missing);

/* Lives in `arena`; borrows the rest. `sightings` are those of the whole skeleton. */
struct fit *fit_new(struct arena *arena, const struct claim_source *source, const struct vocabulary *vocabulary,
		    const struct sightings *sightings);

/* Turns to a passage, which holds `count` sightings from `first` on. */
void fit_enter(struct fit *fit, const struct passage *passage, size_t first, size_t count);

/*
 * Where a match of the phrase may begin in that passage: spans of the skeleton, their ends included, that follow each other
 * without touching. None: it cannot match. They are valid until the next call.
 */
const struct span *fit_starts(struct fit *fit, const struct phrase *phrase, size_t *count);

#endif
