/* The gate: each cue word once, hashed by its first character; a bit for each character that opens one. */
#include "claim/gate.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rule/cue.h"
#include "rule/pattern.h"

enum { CODE_POINTS = 1 << 16, HEADS = 1 << 10 };

/* A cue without its first character; cues with one hash form a chain. */
struct cue {
	const char *word;
	const char *rest;
	size_t length;
	uint64_t *phrases[CUE_SETS]; /* those that have it in this set */
	uint32_t next;               /* index + 1 */
};

struct gate {
	size_t words;
	uint64_t *always[CUE_SETS]; /* phrases without cues in this set */
	uint64_t opens[CODE_POINTS / 64];
	uint32_t heads[HEADS];
	struct cue *cues;
	size_t cue_count;
	size_t cue_capacity;
};

static void set_bit(uint64_t *bits, size_t bit)
{
	bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

static struct cue *find_or_add(struct arena *arena, struct gate *gate, const char *word)
{
	size_t size;
	uint32_t first = utf8_decode(word, &size), head = first % HEADS;
	struct cue *cue;

	for (uint32_t c = gate->heads[head]; c; c = gate->cues[c - 1].next)
		if (strcmp(gate->cues[c - 1].word, word) == 0)
			return &gate->cues[c - 1];
	gate->cues = arena_grow(arena, gate->cues, gate->cue_count, &gate->cue_capacity, sizeof(*gate->cues));
	cue = &gate->cues[gate->cue_count++];
	*cue =
	    (struct cue){.word = word, .rest = word + size, .length = strlen(word + size), .next = gate->heads[head]};
	for (size_t set = 0; set < CUE_SETS; set++)
		cue->phrases[set] = arena_alloc_array(arena, gate->words, sizeof(uint64_t));
	gate->heads[head] = (uint32_t)gate->cue_count;
	set_bit(gate->opens, first % CODE_POINTS);
	return cue;
}

struct gate *gate_new(struct arena *arena, const struct phrase *phrases, size_t count, size_t figures)
{
	struct gate *gate = arena_alloc(arena, sizeof(*gate));

	gate->words = (count + 63) / 64;
	for (size_t set = 0; set < CUE_SETS; set++) {
		gate->always[set] = arena_alloc_array(arena, gate->words, sizeof(uint64_t));
		for (size_t i = 0; i < count; i++) {
			size_t cue_count;
			const char *const *cues = pattern_cues(phrases[i].pattern, set, &cue_count);

			if (figures < GATE_MANY && pattern_least_figures(phrases[i].pattern) > figures)
				continue;
			if (cue_count == 0)
				set_bit(gate->always[set], i);
			for (size_t c = 0; c < cue_count; c++)
				set_bit(find_or_add(arena, gate, cues[c])->phrases[set], i);
		}
	}
	return gate;
}

void gate_scan(const struct gate *gate, const char *text, struct span span, uint64_t *open)
{
	uint64_t *also = open + gate->words;
	size_t size;

	memcpy(open, gate->always[0], gate->words * sizeof(*open));
	memcpy(also, gate->always[1], gate->words * sizeof(*also));
	for (size_t at = span.start; at < span.end;) {
		uint32_t first = utf8_decode(text + at, &size) % CODE_POINTS;

		at += size;
		if (!(gate->opens[first / 64] >> first % 64 & 1))
			continue;
		for (uint32_t c = gate->heads[first % HEADS]; c; c = gate->cues[c - 1].next) {
			const struct cue *cue = &gate->cues[c - 1];

			if (cue->length > span.end - at || strncmp(text + at - size, cue->word, size) != 0 ||
			    memcmp(text + at, cue->rest, cue->length) != 0)
				continue;
			for (size_t word = 0; word < gate->words; word++) {
				open[word] |= cue->phrases[0][word];
				also[word] |= cue->phrases[1][word];
			}
		}
	}
}

size_t gate_words(const struct gate *gate)
{
	return gate->words;
}
