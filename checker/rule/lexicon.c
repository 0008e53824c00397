/* The words that figures are read by: loading from packs, longest match forward and backward. */
#include "rule/lexicon.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "rule/yaml.h"
#include "text/text.h"

enum { BUCKETS = 256, DIMENSIONS = 256, NAMES = 16, MINUS = -2 /* -1 is no meaning */ };

const char *const lexicon_keys[] = {"units",    "counted", "pure",    "scales",      "hedges", "senses", "signs",
				    "numerals", "fillers", "periods", "identifiers", "nouns",  NULL};

/* Words of one class: in the order of their first and of their last character, the longest first. */
struct word_table {
	const struct word **forward[BUCKETS];
	size_t forward_count[BUCKETS];
	const struct word **backward[BUCKETS];
	size_t backward_count[BUCKETS];
};

struct lexicon {
	struct arena *arena;
	const struct word **words[WORD_CLASS_COUNT];
	size_t counts[WORD_CLASS_COUNT];
	size_t capacities[WORD_CLASS_COUNT];
	struct word_table tables[WORD_CLASS_COUNT];
	const char *dimensions[DIMENSIONS];
	const struct unit *base_units[DIMENSIONS];
	bool pure[DIMENSIONS];
	unsigned measured_count;
	unsigned counted_count;
};

struct lexicon *lexicon_new(struct arena *arena)
{
	struct lexicon *lexicon = arena_alloc(arena, sizeof(*lexicon));

	lexicon->arena = arena;
	lexicon->dimensions[DIMENSION_NUMBER] = "number";
	lexicon->pure[DIMENSION_NUMBER] = true;
	lexicon->measured_count = DIMENSION_NUMBER + 1;
	lexicon->counted_count = FIRST_COUNTED_DIMENSION;
	return lexicon;
}

static struct word *add_word(struct lexicon *lexicon, enum word_class class, const struct yaml_node *node,
			     struct error_list *errors)
{
	struct word *word;

	if (node->type != YAML_SCALAR || node->value[0] == '\0') {
		yaml_error(errors, node, "a word should stand here");
		return NULL;
	}
	word = arena_alloc(lexicon->arena, sizeof(*word));
	word->text = text_fold_string(lexicon->arena, node->value);
	word->length = strlen(word->text);
	word->class = class;
	word->sign = 1;
	lexicon->words[class] = arena_grow(lexicon->arena, lexicon->words[class], lexicon->counts[class],
					   &lexicon->capacities[class], sizeof(*lexicon->words[class]));
	lexicon->words[class][lexicon->counts[class]++] = word;
	return word;
}

/* An integer, a decimal or a fraction: 1000, 0.5, 2000/3. */
static bool read_number(const struct yaml_node *node, struct number *value, struct error_list *errors)
{
	const char *at = node->type == YAML_SCALAR ? node->value : "";
	wide_integer digits = 0;
	int places = 0;
	size_t length = strspn(at, "0123456789.");
	bool point = false;

	for (size_t i = 0; i < length && length <= 18; i++) {
		if (at[i] == '.') {
			point = true;
			continue;
		}
		digits = digits * 10 + (at[i] - '0');
		places += point;
	}
	*value = number_from_decimal(digits, -places);
	if (length > 0 && length <= 18 && at[length] == '/')
		*value = number_divide(*value, number_from_integer(strtol(at + length + 1, NULL, 10)));
	else if (length == 0 || length > 18 || at[length] != '\0')
		*value = number_unfit();
	if (number_fits(*value) && number_sign(*value) > 0)
		return true;
	yaml_error(errors, node, "a number above 0 should stand here: 1000, 0.5 or '2000/3'");
	return false;
}

static int find_or_add_dimension(struct lexicon *lexicon, const struct yaml_node *name, bool counted,
				 struct error_list *errors)
{
	int known = lexicon_find_dimension(lexicon, name->value);
	unsigned *count = counted ? &lexicon->counted_count : &lexicon->measured_count;

	if (known >= 0)
		return known;
	if (*count == (counted ? DIMENSIONS : FIRST_COUNTED_DIMENSION)) {
		yaml_error(errors, name, "too many dimensions");
		return -1;
	}
	lexicon->dimensions[*count] = arena_copy_string(lexicon->arena, name->value);
	return (int)(*count)++;
}

static void add_unit(struct lexicon *lexicon, int dimension, bool counted, const struct yaml_node *name,
		     struct number factor, struct error_list *errors)
{
	struct word *word = add_word(lexicon, WORD_UNIT, name, errors);
	struct unit *unit;

	if (!word)
		return;
	unit = arena_alloc(lexicon->arena, sizeof(*unit));
	*unit = (struct unit){.name = word->text,
			      .dimension = (uint8_t)dimension,
			      .factor = factor,
			      .counted = counted,
			      .per = strchr(word->text, '/') != NULL};
	word->unit = unit;
	if (!lexicon->base_units[dimension] && number_compare(factor, number_from_integer(1)) == 0)
		lexicon->base_units[dimension] = unit;
}

/* `units`: dimension → {name: factor}; `counted`: dimension → [names]. */
static void load_units(struct lexicon *lexicon, const struct yaml_node *node, bool counted, struct error_list *errors)
{
	for (size_t d = 0; d < node->pair_count; d++) {
		const struct yaml_node *names = node->pairs[d].value;
		int dimension = find_or_add_dimension(lexicon, node->pairs[d].key, counted, errors);
		struct number factor = number_from_integer(1);

		if (dimension < 0)
			continue;
		if (names->type != (counted ? YAML_SEQUENCE : YAML_MAPPING)) {
			yaml_error(errors, names,
				   counted ? "a list of classifiers should stand here"
					   : "units with factors should stand here: {元: 1}");
			continue;
		}
		for (size_t i = 0; i < names->item_count; i++)
			add_unit(lexicon, dimension, true, names->items[i], factor, errors);
		for (size_t i = 0; i < names->pair_count; i++)
			if (read_number(names->pairs[i].value, &factor, errors))
				add_unit(lexicon, dimension, false, names->pairs[i].key, factor, errors);
	}
}

static void load_factors(struct lexicon *lexicon, enum word_class class, const struct yaml_node *node,
			 struct error_list *errors)
{
	for (size_t i = 0; i < node->pair_count; i++) {
		struct number factor;
		struct word *word;

		if (!read_number(node->pairs[i].value, &factor, errors))
			continue;
		word = add_word(lexicon, class, node->pairs[i].key, errors);
		if (word)
			word->factor = factor;
	}
}

/* What a group of words means: the hedge, sense or sign its name stands for. */
struct meaning {
	const char *name;
	int value;
};

/* `names` ends with a NULL name. */
static int read_meaning(const struct yaml_node *key, const struct meaning *meanings, struct error_list *errors)
{
	const char *names[NAMES] = {NULL};
	const char *near;

	for (size_t i = 0; meanings[i].name; i++) {
		if (strcmp(meanings[i].name, key->value) == 0)
			return meanings[i].value;
		names[i] = meanings[i].name;
	}
	near = yaml_nearest(key->value, names);
	yaml_error(errors, key, "unknown group '%s'%s%s%s", key->value, near ? "; did you mean '" : "",
		   near ? near : "", near ? "'?" : "");
	return -1;
}

static void load_list(struct lexicon *lexicon, enum word_class class, const struct yaml_node *list,
		      struct error_list *errors, struct word template)
{
	if (list->type != YAML_SEQUENCE) {
		yaml_error(errors, list, "a list of words should stand here");
		return;
	}
	for (size_t i = 0; i < list->item_count; i++) {
		struct word *word = add_word(lexicon, class, list->items[i], errors);

		if (!word)
			continue;
		word->hedge = template.hedge;
		word->sense = template.sense;
		word->sign = template.sign;
	}
}

static void load_hedges(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	static const struct meaning hedges[] = {{"about", HEDGE_ABOUT},     {"nearly", HEDGE_NEARLY},
						{"over", HEDGE_OVER},       {"at-least", HEDGE_AT_LEAST},
						{"at-most", HEDGE_AT_MOST}, {NULL, 0}};
	static const char *const sides[] = {"before", "after", NULL};

	for (size_t i = 0; i < node->pair_count; i++) {
		int hedge = read_meaning(node->pairs[i].key, hedges, errors);
		const struct yaml_node *value = node->pairs[i].value, *before, *after;
		struct word template = {.sign = 1};

		if (hedge < 0)
			continue;
		if (value->type != YAML_MAPPING) {
			yaml_error(errors, value, "lists 'before' and 'after' should stand here");
			continue;
		}
		yaml_check_keys(errors, value, sides);
		template.hedge = (enum hedge)hedge;
		before = yaml_get(value, "before");
		after = yaml_get(value, "after");
		if (before)
			load_list(lexicon, WORD_HEDGE_BEFORE, before, errors, template);
		if (after)
			load_list(lexicon, WORD_HEDGE_AFTER, after, errors, template);
	}
}

static void load_senses(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	static const struct meaning senses[] = {
	    {"rise", SENSE_RISE}, {"fall", SENSE_FALL},   {"to", SENSE_TO}, {"from", SENSE_FROM},
	    {"base", SENSE_BASE}, {"share", SENSE_SHARE}, {NULL, 0}};

	for (size_t i = 0; i < node->pair_count; i++) {
		int sense = read_meaning(node->pairs[i].key, senses, errors);

		if (sense >= 0)
			load_list(lexicon, WORD_SENSE, node->pairs[i].value, errors,
				  (struct word){.sense = (enum sense)sense, .sign = sense == SENSE_FALL ? -1 : 1});
	}
}

static void load_groups(struct lexicon *lexicon, const struct yaml_node *node, const struct meaning *groups,
			bool groups_are_classes, struct error_list *errors)
{
	for (size_t i = 0; i < node->pair_count; i++) {
		int value = read_meaning(node->pairs[i].key, groups, errors);

		if (value == -1) /* unknown */
			continue;
		load_list(lexicon, groups_are_classes ? (enum word_class)value : WORD_SIGN, node->pairs[i].value,
			  errors, (struct word){.sign = groups_are_classes || value > 0 ? 1 : -1});
	}
}

static void load_pure(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	for (size_t i = 0; i < node->item_count; i++) {
		int dimension =
		    node->items[i]->type == YAML_SCALAR ? lexicon_find_dimension(lexicon, node->items[i]->value) : -1;

		if (dimension < 0)
			yaml_error(errors, node->items[i], "no dimension has this name");
		else
			lexicon->pure[dimension] = true;
	}
}

static const struct yaml_node *get(const struct yaml_node *pack, const char *key, enum yaml_type type,
				   struct error_list *errors)
{
	const struct yaml_node *node = yaml_get(pack, key);

	if (!node || node->type == type)
		return node;
	yaml_error(errors, node, type == YAML_MAPPING ? "'%s' is a mapping" : "'%s' is a list", key);
	return NULL;
}

void lexicon_load(struct lexicon *lexicon, const struct yaml_node *pack, struct error_list *errors)
{
	static const struct meaning signs[] = {{"minus", MINUS}, {"plus", 1}, {NULL, 0}};
	static const struct meaning identifiers[] = {
	    {"before", WORD_IDENTIFIER_BEFORE}, {"after", WORD_IDENTIFIER_AFTER}, {NULL, 0}};
	static const struct meaning periods[] = {{"words", WORD_PERIOD}, {"units", WORD_PERIOD_UNIT}, {NULL, 0}};
	const struct word plain = {.sign = 1};
	const struct yaml_node *node;

	if ((node = get(pack, "units", YAML_MAPPING, errors)))
		load_units(lexicon, node, false, errors);
	if ((node = get(pack, "counted", YAML_MAPPING, errors)))
		load_units(lexicon, node, true, errors);
	if ((node = get(pack, "pure", YAML_SEQUENCE, errors)))
		load_pure(lexicon, node, errors);
	if ((node = get(pack, "scales", YAML_MAPPING, errors)))
		load_factors(lexicon, WORD_SCALE, node, errors);
	if ((node = get(pack, "numerals", YAML_MAPPING, errors)))
		load_factors(lexicon, WORD_NUMERAL, node, errors);
	if ((node = get(pack, "hedges", YAML_MAPPING, errors)))
		load_hedges(lexicon, node, errors);
	if ((node = get(pack, "senses", YAML_MAPPING, errors)))
		load_senses(lexicon, node, errors);
	if ((node = get(pack, "signs", YAML_MAPPING, errors)))
		load_groups(lexicon, node, signs, false, errors);
	if ((node = get(pack, "identifiers", YAML_MAPPING, errors)))
		load_groups(lexicon, node, identifiers, true, errors);
	if ((node = get(pack, "periods", YAML_MAPPING, errors)))
		load_groups(lexicon, node, periods, true, errors);
	if ((node = get(pack, "fillers", YAML_SEQUENCE, errors)))
		load_list(lexicon, WORD_FILLER, node, errors, plain);
	if ((node = get(pack, "nouns", YAML_SEQUENCE, errors)))
		load_list(lexicon, WORD_NOUN, node, errors, plain);
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

static size_t bucket_of(const char *character)
{
	size_t size;

	return utf8_decode(character, &size) * 2654435761u >> 7 & (BUCKETS - 1);
}

static void fill_table(struct lexicon *lexicon, enum word_class class)
{
	struct word_table *table = &lexicon->tables[class];
	const struct word *const *words = lexicon->words[class];
	size_t count = lexicon->counts[class];

	for (size_t i = 0; i < count; i++) {
		table->forward_count[bucket_of(words[i]->text)]++;
		table->backward_count[bucket_of(words[i]->text + last_character(words[i]->text, words[i]->length))]++;
	}
	for (size_t b = 0; b < BUCKETS; b++) {
		table->forward[b] =
		    arena_alloc_array(lexicon->arena, table->forward_count[b], sizeof(**table->forward));
		table->backward[b] =
		    arena_alloc_array(lexicon->arena, table->backward_count[b], sizeof(**table->backward));
		table->forward_count[b] = table->backward_count[b] = 0;
	}
	for (size_t i = 0; i < count; i++) {
		size_t first = bucket_of(words[i]->text);
		size_t last = bucket_of(words[i]->text + last_character(words[i]->text, words[i]->length));

		table->forward[first][table->forward_count[first]++] = words[i];
		table->backward[last][table->backward_count[last]++] = words[i];
	}
}

void lexicon_finish(struct lexicon *lexicon)
{
	for (enum word_class class = 0; class < WORD_CLASS_COUNT; class ++) {
		if (lexicon->counts[class] > 0)
			qsort(lexicon->words[class], lexicon->counts[class], sizeof(*lexicon->words[class]),
			      compare_words);
		fill_table(lexicon, class);
	}
	for (size_t i = 0; i < lexicon->counts[WORD_UNIT]; i++) {
		/* Units were made here, before their dimension was known to be pure. */
		struct unit *unit = (struct unit *)(uintptr_t)lexicon->words[WORD_UNIT][i]->unit;

		unit->pure = lexicon->pure[unit->dimension];
	}
}

bool lexicon_may_begin(const struct lexicon *lexicon, enum word_class class, const char *text)
{
	return lexicon->tables[class].forward_count[bucket_of(text)] > 0;
}

const struct word *lexicon_match(const struct lexicon *lexicon, enum word_class class, const char *text, size_t length)
{
	const struct word_table *table = &lexicon->tables[class];
	size_t bucket;

	if (length == 0)
		return NULL;
	bucket = bucket_of(text);
	for (size_t i = 0; i < table->forward_count[bucket]; i++) {
		const struct word *word = table->forward[bucket][i];

		if (word->length <= length && memcmp(word->text, text, word->length) == 0)
			return word;
	}
	return NULL;
}

const struct word *lexicon_match_before(const struct lexicon *lexicon, enum word_class class, const char *text,
					size_t offset)
{
	const struct word_table *table = &lexicon->tables[class];
	size_t bucket;

	if (offset == 0)
		return NULL;
	bucket = bucket_of(text + last_character(text, offset));
	for (size_t i = 0; i < table->backward_count[bucket]; i++) {
		const struct word *word = table->backward[bucket][i];

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
	for (int d = 0; d < DIMENSIONS; d++)
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
