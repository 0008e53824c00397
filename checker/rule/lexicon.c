/* The words that figures are read by: the longest match forward and backward. */
#include "rule/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rule/lexicon_store.h"

struct lexicon *lexicon_new(struct arena *arena)
{
	struct lexicon *lexicon = arena_alloc(arena, sizeof(*lexicon));

	lexicon->arena = arena;
	lexicon->dimensions[DIMENSION_NUMBER] = "number";
	lexicon->pure[DIMENSION_NUMBER] = true;
	lexicon->dimensions[DIMENSION_SCALED] = "scaled";
	lexicon->measured_count = DIMENSION_SCALED + 1;
	lexicon->counted_count = FIRST_COUNTED_DIMENSION;
	return lexicon;
}

struct word *lexicon_add_word(struct lexicon *lexicon, const struct word *like, const char *text)
{
	struct word *word = arena_alloc(lexicon->arena, sizeof(*word));
	enum word_class class = like->class;

	*word = *like;
	word->text = text;
	word->length = strlen(text);
	lexicon->words[class] = arena_grow(lexicon->arena, lexicon->words[class], lexicon->counts[class],
					   &lexicon->capacities[class], sizeof(*lexicon->words[class]));
	lexicon->words[class][lexicon->counts[class]++] = word;
	return word;
}

void lexicon_add_unit(struct lexicon *lexicon, const char *name, struct unit unit)
{
	struct unit *copy = arena_alloc(lexicon->arena, sizeof(*copy));

	*copy = unit;
	copy->name = name;
	lexicon_add_word(lexicon, &(struct word){.class = WORD_UNIT, .unit = copy, .sign = 1}, name);
	if (!lexicon->base_units[unit.dimension] && number_compare(unit.factor, number_from_integer(1)) == 0)
		lexicon->base_units[unit.dimension] = copy;
}

static int compare_words(const void *left, const void *right)
{
	const struct word *a = *(const struct word *const *)left, *b = *(const struct word *const *)right;

	if (a->length != b->length)
		return a->length > b->length ? -1 : 1;
	return strcmp(a->text, b->text);
}

static size_t last_character(const char *text, size_t end)
{
	do
		end--;
	while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80);
	return end;
}

_Static_assert(WORD_CLASS_COUNT <= 16, "a filter has a bit for each class");

static uint32_t hash_of(const char *character)
{
	size_t size;

	return utf8_decode(character, &size) * 2654435761u;
}

static size_t bucket_of(uint32_t hash)
{
	return hash >> 7 & (LEXICON_BUCKETS - 1);
}

static bool may_match(const struct word_filter *filter, enum word_class class, uint32_t hash)
{
	return filter->classes[hash >> 20 & (LEXICON_FILTER - 1)] >> class & 1;
}

static uint32_t hash_of_last(const struct word *word)
{
	return hash_of(word->text + last_character(word->text, word->length));
}

static uint32_t hash_of_first(const struct word *word)
{
	return hash_of(word->text);
}

static void fill_table(struct lexicon *lexicon, enum word_class class, uint32_t (*hash)(const struct word *word),
		       struct word_table *table, struct word_filter *filter)
{
	const struct word *const *words = lexicon->words[class];
	size_t count = lexicon->counts[class];
	uint16_t sizes[LEXICON_BUCKETS] = {0};

	for (size_t i = 0; i < count; i++) {
		uint32_t hashed = hash(words[i]);

		sizes[bucket_of(hashed)]++;
		filter->classes[hashed >> 20 & (LEXICON_FILTER - 1)] |= (uint16_t)(1u << class);
	}
	for (size_t b = 0; b < LEXICON_BUCKETS; b++) {
		table->first[b + 1] = (uint16_t)(table->first[b] + sizes[b]);
		sizes[b] = table->first[b];
	}
	table->words = arena_alloc_array(lexicon->arena, count, sizeof(*table->words));
	for (size_t i = 0; i < count; i++)
		table->words[sizes[bucket_of(hash(words[i]))]++] = words[i];
}

static bool is_digits_only(const struct lexicon *lexicon, const char *name)
{
	for (size_t i = 0; i < lexicon->digits_only_count; i++)
		if (strcmp(lexicon->digits_only[i], name) == 0)
			return true;
	return false;
}

void lexicon_finish(struct lexicon *lexicon)
{
	for (size_t i = 0; i < lexicon->counts[WORD_UNIT]; i++) {
		/* Units were made before their dimension was known to be pure. */
		struct unit *unit = (struct unit *)(uintptr_t)lexicon->words[WORD_UNIT][i]->unit;

		unit->pure = lexicon->pure[unit->dimension];
		unit->duration = lexicon->duration[unit->dimension];
		unit->settled = lexicon->settled[unit->dimension];
		unit->digits_only = is_digits_only(lexicon, unit->name);
	}
	for (enum word_class class = 0; class < WORD_CLASS_COUNT; class ++) {
		if (lexicon->counts[class] > 0)
			qsort(lexicon->words[class], lexicon->counts[class], sizeof(*lexicon->words[class]),
			      compare_words);
		fill_table(lexicon, class, hash_of_first, &lexicon->forward[class], &lexicon->starts);
		fill_table(lexicon, class, hash_of_last, &lexicon->backward[class], &lexicon->ends);
	}
}

const struct word *lexicon_match(const struct lexicon *lexicon, enum word_class class, const char *text, size_t length)
{
	const struct word_table *table = &lexicon->forward[class];
	uint32_t hash;

	if (length == 0)
		return NULL;
	hash = hash_of(text);
	if (!may_match(&lexicon->starts, class, hash))
		return NULL;
	for (size_t i = table->first[bucket_of(hash)]; i < table->first[bucket_of(hash) + 1]; i++) {
		const struct word *word = table->words[i];

		if (word->length <= length && memcmp(word->text, text, word->length) == 0)
			return word;
	}
	return NULL;
}

const struct word *lexicon_match_before(const struct lexicon *lexicon, enum word_class class, const char *text,
					size_t offset)
{
	const struct word_table *table = &lexicon->backward[class];
	uint32_t hash;

	if (offset == 0)
		return NULL;
	hash = hash_of(text + last_character(text, offset));
	if (!may_match(&lexicon->ends, class, hash))
		return NULL;
	for (size_t i = table->first[bucket_of(hash)]; i < table->first[bucket_of(hash) + 1]; i++) {
		const struct word *word = table->words[i];

		if (word->length <= offset && memcmp(word->text, text + offset - word->length, word->length) == 0)
			return word;
	}
	return NULL;
}

const struct word *const *lexicon_words(const struct lexicon *lexicon, enum word_class class, size_t *count)
{
	*count = lexicon->counts[class];
	return lexicon->words[class];
}

const char *lexicon_dimension_name(const struct lexicon *lexicon, uint8_t dimension)
{
	return lexicon->dimensions[dimension];
}

int lexicon_find_dimension(const struct lexicon *lexicon, const char *name)
{
	for (int d = 0; d < LEXICON_DIMENSIONS; d++)
		if (lexicon->dimensions[d] && strcmp(lexicon->dimensions[d], name) == 0)
			return d;
	return -1;
}

bool lexicon_is_pure(const struct lexicon *lexicon, uint8_t dimension)
{
	return lexicon->pure[dimension];
}

const struct unit *lexicon_base_unit(const struct lexicon *lexicon, uint8_t dimension)
{
	return lexicon->base_units[dimension];
}
