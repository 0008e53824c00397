/* The gate: which phrases can match in a passage at all, by the cue words that stand in it. */
#ifndef RCHECK_CLAIM_GATE_H
#define RCHECK_CLAIM_GATE_H

#include <stddef.h>
#include <stdint.h>

#include "claim/vocabulary.h"

struct arena;
struct gate;
struct pattern;
struct rule;

struct phrase {
	const struct rule *rule;
	struct pattern *pattern;
	const struct word_set *const *words; /* of each item of its outline; NULL of a figure */
};

/* Adds the cues to the vocabulary; lives in `arena`. */
struct gate *gate_new(struct arena *arena, struct vocabulary *vocabulary, const struct phrase *phrases, size_t count);

/*
 * Of a passage with so many figures that ends at `end`, with the sightings in it: sets bit i % 64 of open[i / 64] for each
 * phrase i that has a cue word of its first set there, or has no such set; and so on for the second set, in the
 * gate_words() words behind these. All others are cleared, and those of phrases that need more figures.
 */
void gate_open(const struct gate *gate, const struct sighting *sightings, size_t count, size_t end, size_t figures,
	       uint64_t *open);

/* The words of one set's bits. */
size_t gate_words(const struct gate *gate);

#endif
