/*
 * The vocabulary: each word hashed by its first two characters; a bit for each character that is a word, and for each pair
 * of characters that opens one.
 */
#include "claim/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { CODE_POINTS = 1 << 16, PAIRS = 1 << 15, HEADS = 1 << 12, SETS = 1 << 9 };

/* Words with one hash form a chain. */
struct entry {
	const char *text;
	uint32_t hash;
	uint32_t length; /* bytes */
	uint32_t next;   /* index + 1 */
};

/* A set by the array it was made of. */
struct known_set {
	const char *const *words;
	struct word_set set;
	struct known_set *next;
};

struct vocabulary {
	struct arena *arena;
	struct entry *entries;
	size_t count;
	size_t capacity;
	size_t set_count;
	uint64_t firsts[CODE_POINTS / 64]; /* characters that some word begins with */
	uint64_t alone[CODE_POINTS / 64];  /* characters that are a word */
	uint64_t pairs[PAIRS / 64];        /* by their hash */
	uint32_t heads[HEADS];
	struct known_set *sets[SETS];
};

struct vocabulary *vocabulary_new(struct arena *arena)
{
	struct vocabulary *vocabulary = arena_alloc(arena, sizeof(*vocabulary));

	vocabulary->arena = arena;
	return vocabulary;
}

static bool has_bit(const uint64_t *bits, uint32_t bit)
{
	return bits[bit / 64] >> bit % 64 & 1;
}

static void set_bit(uint64_t *bits, uint32_t bit)
{
	bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* `second` is 0 for a word of one character. */
static uint32_t hash_of(uint32_t first, uint32_t second)
{
	uint32_t mixed = (first << 16 ^ second) * 2654435761u;

	return mixed ^ mixed >> 15;
}

uint32_t vocabulary_add(struct vocabulary *vocabulary, const char *word)
{
	size_t lead, size;
	uint32_t first = utf8_decode(word, &lead);
	uint32_t second = word[lead] ? utf8_decode(word + lead, &size) : 0;
	uint32_t hash = hash_of(first, second), *head = &vocabulary->heads[hash % HEADS];

	for (uint32_t e = *head; e; e = vocabulary->entries[e - 1].next)
		if (vocabulary->entries[e - 1].text == word ||
		    (vocabulary->entries[e - 1].hash == hash && strcmp(vocabulary->entries[e - 1].text, word) == 0))
			return e - 1;
	vocabulary->entries = arena_grow(vocabulary->arena, vocabulary->entries, vocabulary->count,
					 &vocabulary->capacity, sizeof(*vocabulary->entries));
	vocabulary->entries[vocabulary->count] = (struct entry){word, hash, (uint32_t)strlen(word), *head};
	set_bit(vocabulary->firsts, first % CODE_POINTS);
	if (second)
		set_bit(vocabulary->pairs, hash % PAIRS);
	else
		set_bit(vocabulary->alone, first % CODE_POINTS);
	*head = (uint32_t)++vocabulary->count;
	return *head - 1;
}

size_t vocabulary_count(const struct vocabulary *vocabulary)
{
	return vocabulary->count;
}

size_t vocabulary_set_count(const struct vocabulary *vocabulary)
{
	return vocabulary->set_count;
}

size_t vocabulary_length(const struct vocabulary *vocabulary, uint32_t word)
{
	return vocabulary->entries[word].length;
}

static int compare_numbers(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return a < b ? -1 : a > b;
}

static void fill_set(struct vocabulary *vocabulary, struct word_set *set, const char *const *words, size_t count)
{
	uint32_t *numbers = arena_alloc_array(vocabulary->arena, count, sizeof(*numbers));
	bool is_sorted = true;

	for (size_t i = 0; i < count; i++) {
		numbers[i] = vocabulary_add(vocabulary, words[i]);
		is_sorted = is_sorted && (i == 0 || numbers[i - 1] < numbers[i]);
	}
	/* Words that were new are. */
	if (!is_sorted)
		qsort(numbers, count, sizeof(*numbers), compare_numbers);
	for (size_t i = 0; i < count; i++)
		if (set->count == 0 || numbers[set->count - 1] != numbers[i])
			numbers[set->count++] = numbers[i];
	set->first = numbers[0];
	set->last = numbers[set->count - 1];
	set->words = set->last - set->first + 1 == set->count ? NULL : numbers;
}

const struct word_set *vocabulary_set(struct vocabulary *vocabulary, const char *const *words, size_t count)
{
	struct known_set **place = &vocabulary->sets[(uintptr_t)words / sizeof(*words) % SETS];

	for (struct known_set *known = *place; known; known = known->next)
		if (known->words == words)
			return &known->set;
	*place = memcpy(arena_alloc(vocabulary->arena, sizeof(**place)),
			&(struct known_set){.words = words, .next = *place}, sizeof(**place));
	(*place)->set.index = (uint32_t)vocabulary->set_count++;
	fill_set(vocabulary, &(*place)->set, words, count);
	return &(*place)->set;
}

bool word_set_has(const struct word_set *set, uint32_t word)
{
	size_t low = 0, high = set->count;

	if (word < set->first || word > set->last)
		return false;
	if (!set->words)
		return true;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->words[middle] == word)
			return true;
		if (set->words[middle] < word)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* The sightings while they grow. */
struct finder {
	struct arena *arena;
	const char *text;
	size_t length;
	struct sighting *items;
	size_t count;
	size_t capacity;
};

static void find_at(const struct vocabulary *vocabulary, struct finder *finder, size_t at, uint32_t hash)
{
	for (uint32_t e = vocabulary->heads[hash % HEADS]; e; e = vocabulary->entries[e - 1].next) {
		const struct entry *entry = &vocabulary->entries[e - 1];

		if (entry->hash != hash || entry->length > finder->length - at ||
		    memcmp(finder->text + at, entry->text, entry->length) != 0)
			continue;
		if (finder->count == finder->capacity)
			finder->items = arena_grow(finder->arena, finder->items, finder->count, &finder->capacity,
						   sizeof(*finder->items));
		finder->items[finder->count++] = (struct sighting){(uint32_t)at, e - 1};
	}
}

struct sightings vocabulary_find(const struct vocabulary *vocabulary, struct arena *arena, const char *text,
				 size_t length)
{
	struct finder finder = {.arena = arena, .text = text, .length = length};
	bool has_long_characters = false;
	size_t size = 0, next_size = 0;
	uint32_t next = length > 0 ? utf8_decode(text, &next_size) : 0;

	for (size_t at = 0; at < length; at += size) {
		uint32_t first = next;

		size = next_size;
		next = at + size < length ? utf8_decode(text + at + size, &next_size) : 0;
		has_long_characters |= size > 3;
		if (!has_bit(vocabulary->firsts, first % CODE_POINTS))
			continue;
		if (has_bit(vocabulary->alone, first % CODE_POINTS))
			find_at(vocabulary, &finder, at, hash_of(first, 0));
		if (next && has_bit(vocabulary->pairs, hash_of(first, next) % PAIRS))
			find_at(vocabulary, &finder, at, hash_of(first, next));
	}
	return (struct sightings){finder.items, finder.count, has_long_characters};
}
