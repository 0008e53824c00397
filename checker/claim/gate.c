/* The gate: cue words hashed by their first character. */
#include "claim/gate.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rule/pattern.h"

enum { HEADS = 1 << 16 };

/* A cue without its first character, and the phrase it opens; cues with one first character form a chain. */
struct cue {
	const char *rest;
	size_t length;
	uint32_t phrase;
	uint32_t next; /* index + 1 */
};

struct gate {
	size_t words;
	uint64_t *always; /* phrases without cues */
	uint32_t heads[HEADS];
	struct cue *cues;
	size_t cue_count;
	size_t cue_capacity;
};

static void set_bit(uint64_t *bits, size_t bit)
{
	bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void add_cue(struct arena *arena, struct gate *gate, const char *word, size_t phrase)
{
	size_t size;
	uint32_t head = utf8_decode(word, &size) % HEADS;

	gate->cues = arena_grow(arena, gate->cues, gate->cue_count, &gate->cue_capacity, sizeof(*gate->cues));
	gate->cues[gate->cue_count++] =
	    (struct cue){word + size, strlen(word + size), (uint32_t)phrase, gate->heads[head]};
	gate->heads[head] = (uint32_t)gate->cue_count;
}

struct gate *gate_new(struct arena *arena, const struct phrase *phrases, size_t count)
{
	struct gate *gate = arena_alloc(arena, sizeof(*gate));

	gate->words = (count + 63) / 64;
	gate->always = arena_alloc_array(arena, gate->words, sizeof(*gate->always));
	for (size_t i = 0; i < count; i++) {
		size_t cue_count;
		const char *const *cues = pattern_cues(phrases[i].pattern, &cue_count);

		if (cue_count == 0)
			set_bit(gate->always, i);
		for (size_t c = 0; c < cue_count; c++)
			add_cue(arena, gate, cues[c], i);
	}
	return gate;
}

void gate_scan(const struct gate *gate, const char *text, struct span span, uint64_t *open)
{
	memcpy(open, gate->always, gate->words * sizeof(*open));
	for (size_t at = span.start; at < span.end;) {
		size_t size;
		uint32_t head = utf8_decode(text + at, &size) % HEADS;

		at += size;
		for (uint32_t c = gate->heads[head]; c; c = gate->cues[c - 1].next) {
			const struct cue *cue = &gate->cues[c - 1];

			if (cue->length <= span.end - at && memcmp(text + at, cue->rest, cue->length) == 0)
				set_bit(open, cue->phrase);
		}
	}
}

size_t gate_words(const struct gate *gate)
{
	return gate->words;
}
