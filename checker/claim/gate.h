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

/*
 * For passages with exactly `figures` figures, in which phrases that need more never open; GATE_MANY is for all others.
 * Lives in `arena`; borrows the cues.
 */
enum { GATE_MANY = 2 };
struct gate *gate_new(struct arena *arena, const struct phrase *phrases, size_t count, size_t figures);

/*
 * Sets bit i % 64 of open[i / 64] for each phrase i that has a cue word of its first set in text[span], or has no such
 * set; and so on for the second set, in the gate_words() words behind these. All others are cleared.
 */
void gate_scan(const struct gate *gate, const char *text, struct span span, uint64_t *open);

/* The words of one set's bits. */
size_t gate_words(const struct gate *gate);

#endif
