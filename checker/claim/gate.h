/* The gate: which phrases can match in a passage at all, by their cue words, in one pass over it. */
#ifndef RCHECK_CLAIM_GATE_H
#define RCHECK_CLAIM_GATE_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct gate;
struct pattern;
struct rule;

struct phrase {
	const struct rule *rule;
	struct pattern *pattern;
};

/* Copies `phrases`; lives in `arena`. */
struct gate *gate_new(struct arena *arena, const struct phrase *phrases, size_t count);

/*
 * Sets bit i % 64 of open[i / 64] for each phrase i that has a cue word in text[span], or that has none;
 * the others are cleared. `open` has room for gate_words() words.
 */
void gate_scan(const struct gate *gate, const char *text, struct span span, uint64_t *open);

size_t gate_words(const struct gate *gate);

#endif
