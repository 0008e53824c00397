/*
 * The vocabulary: every word that phrases look for, once. One pass over a text tells where each of them stands; what
 * asks for words afterwards asks these sightings, however many phrases there are.
 */
#ifndef RCHECK_CLAIM_VOCABULARY_H
#define RCHECK_CLAIM_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct vocabulary;

/* A set of words. */
struct word_set {
	uint32_t index;        /* sets are numbered from 0 on */
	const uint32_t *words; /* sorted; NULL where they are all from `first` to `last` */
	size_t count;
	uint32_t first;
	uint32_t last;
};

/* A word of the vocabulary in a text. */
struct sighting {
	uint32_t at;
	uint32_t word;
};

/* In the order of their places. */
struct sightings {
	const struct sighting *items;
	size_t count;
	bool has_long_characters; /* the text has some of more than three bytes */
};

/* Lives in `arena`, as all that is made of it. */
struct vocabulary *vocabulary_new(struct arena *arena);

/* The number of a word, which is added when it is new; borrows it. Words are numbered from 0 on. */
uint32_t vocabulary_add(struct vocabulary *vocabulary, const char *word);

size_t vocabulary_count(const struct vocabulary *vocabulary);

/* The bytes of a word. */
size_t vocabulary_length(const struct vocabulary *vocabulary, uint32_t word);

/* The set of these words. Sets of one array are one. */
const struct word_set *vocabulary_set(struct vocabulary *vocabulary, const char *const *words, size_t count);

size_t vocabulary_set_count(const struct vocabulary *vocabulary);

bool word_set_has(const struct word_set *set, uint32_t word);

/* Finds every word in text[0, length); lives in `arena`. */
struct sightings vocabulary_find(const struct vocabulary *vocabulary, struct arena *arena, const char *text,
				 size_t length);

#endif
