/* The gate: of each word of the vocabulary, the phrases that it opens. */
#include "claim/gate.h"

#include <string.h>

#include "base/arena.h"
#include "rule/cue.h"
#include "rule/pattern.h"

enum { LEAST_FIGURES = 3 /* passages of none, one, or more figures */ };

/* Some of the phrases that have the word in one of their sets; those of a word form a chain. */
struct opening {
	uint64_t bits;
	uint32_t word; /* of both sets' bits */
	uint32_t next; /* index + 1 */
};

struct gate {
	const struct vocabulary *vocabulary;
	size_t words;
	uint64_t *always;                 /* phrases without cues, of each set */
	uint64_t *allowed[LEAST_FIGURES]; /* by the figures of a passage: phrases that need no more, of each set */
	uint32_t *first;                  /* of each word: index + 1 of its first opening */
	size_t first_count;
	struct opening *openings;
	size_t opening_count;
	size_t opening_capacity;
};

static void open_with(struct arena *arena, struct gate *gate, uint32_t word, size_t bit)
{
	struct opening *opening = NULL;

	for (uint32_t o = gate->first[word]; o && !opening; o = gate->openings[o - 1].next)
		if (gate->openings[o - 1].word == bit / 64)
			opening = &gate->openings[o - 1];
	if (!opening) {
		gate->openings = arena_grow(arena, gate->openings, gate->opening_count, &gate->opening_capacity,
					    sizeof(*gate->openings));
		opening = &gate->openings[gate->opening_count++];
		*opening = (struct opening){0, (uint32_t)(bit / 64), gate->first[word]};
		gate->first[word] = (uint32_t)gate->opening_count;
	}
	opening->bits |= (uint64_t)1 << bit % 64;
}

static void allow(struct gate *gate, size_t phrase, size_t least_figures)
{
	for (size_t figures = least_figures; figures < LEAST_FIGURES; figures++)
		for (size_t set = 0; set < CUE_SETS; set++)
			gate->allowed[figures][set * gate->words + phrase / 64] |= (uint64_t)1 << phrase % 64;
}

/* The numbers of all cues, phrase by phrase and set by set: all are words before any of them opens something. */
static uint32_t *add_cues(struct arena *arena, struct vocabulary *vocabulary, const struct phrase *phrases,
			  size_t count)
{
	size_t all = 0, next = 0;
	uint32_t *numbers;

	for (size_t i = 0; i < CUE_SETS * count; i++) {
		size_t cue_count;

		pattern_cues(phrases[i / CUE_SETS].pattern, i % CUE_SETS, &cue_count);
		all += cue_count;
	}
	numbers = arena_alloc_array(arena, all, sizeof(*numbers));
	for (size_t i = 0; i < CUE_SETS * count; i++) {
		size_t cue_count;
		const char *const *cues = pattern_cues(phrases[i / CUE_SETS].pattern, i % CUE_SETS, &cue_count);

		for (size_t c = 0; c < cue_count; c++)
			numbers[next++] = vocabulary_add(vocabulary, cues[c]);
	}
	return numbers;
}

struct gate *gate_new(struct arena *arena, struct vocabulary *vocabulary, const struct phrase *phrases, size_t count)
{
	struct gate *gate = arena_alloc(arena, sizeof(*gate));
	const uint32_t *cue = add_cues(arena, vocabulary, phrases, count);

	gate->vocabulary = vocabulary;
	gate->words = (count + 63) / 64;
	gate->first_count = vocabulary_count(vocabulary);
	gate->first = arena_alloc_array(arena, gate->first_count, sizeof(*gate->first));
	gate->always = arena_alloc_array(arena, CUE_SETS * gate->words, sizeof(*gate->always));
	for (size_t figures = 0; figures < LEAST_FIGURES; figures++)
		gate->allowed[figures] = arena_alloc_array(arena, CUE_SETS * gate->words, sizeof(*gate->always));
	for (size_t i = 0; i < count; i++) {
		size_t least = pattern_least_figures(phrases[i].pattern);

		allow(gate, i, least < LEAST_FIGURES ? least : LEAST_FIGURES - 1);
		for (size_t set = 0; set < CUE_SETS; set++) {
			size_t cue_count, bit = 64 * set * gate->words + i;

			pattern_cues(phrases[i].pattern, set, &cue_count);
			if (cue_count == 0)
				gate->always[bit / 64] |= (uint64_t)1 << bit % 64;
			for (size_t c = 0; c < cue_count; c++)
				open_with(arena, gate, *cue++, bit);
		}
	}
	return gate;
}

void gate_open(const struct gate *gate, const struct sighting *sightings, size_t count, size_t end, size_t figures,
	       uint64_t *open)
{
	const uint64_t *allowed = gate->allowed[figures < LEAST_FIGURES ? figures : LEAST_FIGURES - 1];

	memcpy(open, gate->always, CUE_SETS * gate->words * sizeof(*open));
	for (size_t i = 0; i < count; i++) {
		uint32_t word = sightings[i].word, o = word < gate->first_count ? gate->first[word] : 0;

		if (o && sightings[i].at + vocabulary_length(gate->vocabulary, word) > end)
			continue;
		for (; o; o = gate->openings[o - 1].next)
			open[gate->openings[o - 1].word] |= gate->openings[o - 1].bits;
	}
	for (size_t word = 0; word < CUE_SETS * gate->words; word++)
		open[word] &= allowed[word];
}

size_t gate_words(const struct gate *gate)
{
	return gate->words;
}
