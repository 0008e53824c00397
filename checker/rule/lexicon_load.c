/* Reads the words of a lexicon from packs. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "rule/lexicon_store.h"
#include "text/text.h"
#include "yaml/yaml.h"

enum { MOST_GROUPS = 16, MOST_DIGITS = 18 };

const char *const lexicon_keys[] = {"units", "counted",     "rates",       "pure",     "durations", "settled",
				    "means", "digits-only", "scales",      "numerals", "hedges",    "senses",
				    "signs", "fillers",     "identifiers", "periods",  "nouns",     NULL};

/* A list of words under two keys, and what each of its words means. */
static const struct group {
	const char *key;
	const char *name;
	struct word meaning;
} groups[] = {
    {"senses", "rise", {.class = WORD_SENSE, .sense = SENSE_RISE, .sign = 1}},
    {"senses", "fall", {.class = WORD_SENSE, .sense = SENSE_FALL, .sign = -1}},
    {"senses", "above", {.class = WORD_SENSE, .sense = SENSE_RISE, .sign = 1, .reaches = true}},
    {"senses", "below", {.class = WORD_SENSE, .sense = SENSE_FALL, .sign = -1, .reaches = true}},
    {"senses", "to", {.class = WORD_SENSE, .sense = SENSE_TO, .sign = 1}},
    {"senses", "from", {.class = WORD_SENSE, .sense = SENSE_FROM, .sign = 1, .reaches = true}},
    {"senses", "base", {.class = WORD_SENSE, .sense = SENSE_BASE, .sign = 1, .reaches = true}},
    {"senses", "share", {.class = WORD_SENSE, .sense = SENSE_SHARE, .sign = 1, .reaches = true}},
    {"signs", "minus", {.class = WORD_SIGN, .sign = -1}},
    {"signs", "plus", {.class = WORD_SIGN, .sign = 1}},
    {"signs", "deducted", {.class = WORD_SIGN, .sign = -1, .reaches = true}},
    {"identifiers", "before", {.class = WORD_IDENTIFIER_BEFORE, .sign = 1}},
    {"identifiers", "ordinal", {.class = WORD_IDENTIFIER_BEFORE, .sign = 1, .reaches = true}},
    {"identifiers", "after", {.class = WORD_IDENTIFIER_AFTER, .sign = 1}},
    {"periods", "words", {.class = WORD_PERIOD, .sign = 1}},
    {"periods", "past", {.class = WORD_PERIOD, .sense = SENSE_BASE, .sign = 1}},
    {"periods", "before", {.class = WORD_PERIOD_BEFORE, .sign = 1}},
    {"periods", "ordinal", {.class = WORD_PERIOD_BEFORE, .sign = 1, .reaches = true}},
    {"periods", "after", {.class = WORD_PERIOD_AFTER, .sign = 1}},
    {"periods", "ago", {.class = WORD_PERIOD_AFTER, .sense = SENSE_BASE, .sign = 1}},
    {"periods", "later", {.class = WORD_PERIOD_AFTER, .sense = SENSE_TO, .sign = 1}},
};

/* A mapping from words to numbers under two keys. */
static const struct group number_groups[] = {
    {"periods", "units", {.class = WORD_PERIOD_UNIT, .sign = 1}},
    {"periods", "parts", {.class = WORD_PERIOD_UNIT, .sign = 1, .reaches = true}},
};

enum { GROUPS = sizeof(groups) / sizeof(*groups), NUMBER_GROUPS = sizeof(number_groups) / sizeof(*number_groups) };

/* The folded word of a scalar, or NULL with an error. */
static const char *read_word(const struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	if (node->type == YAML_SCALAR && node->value[0] != '\0')
		return text_fold_string(lexicon->arena, node->value);
	yaml_error(errors, node, "a word should stand here");
	return NULL;
}

static bool has_type(const struct yaml_node *node, enum yaml_type type, const char *wanted, struct error_list *errors)
{
	if (node->type == type)
		return true;
	yaml_error(errors, node, "%s should stand here", wanted);
	return false;
}

static void load_list(struct lexicon *lexicon, const struct word *meaning, const struct yaml_node *list,
		      struct error_list *errors)
{
	if (!has_type(list, YAML_SEQUENCE, "a list of words", errors))
		return;
	for (size_t i = 0; i < list->item_count; i++) {
		const char *word = read_word(lexicon, list->items[i], errors);

		if (word)
			lexicon_add_word(lexicon, meaning, word);
	}
}

/* Reads digits with or without a point; sets *length to the bytes read, 0 when there are none or too many. */
static struct number read_decimal(const char *text, size_t *length)
{
	wide_integer digits = 0;
	int places = 0, count = 0;
	bool point = false;

	*length = strspn(text, "0123456789.");
	for (size_t i = 0; i < *length; i++) {
		if (text[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (text[i] == '.' || ++count > MOST_DIGITS) {
			*length = 0;
			return number_unfit();
		}
		digits = digits * 10 + (text[i] - '0');
		places += point;
	}
	if (count == 0)
		*length = 0;
	return number_from_decimal(digits, -places);
}

/* An integer, a decimal or a fraction: 1000, 0.5, 2000/3. */
static bool read_factor(const struct yaml_node *node, struct number *value, struct error_list *errors)
{
	const char *text = node->type == YAML_SCALAR ? node->value : "";
	size_t length, below = 0;

	*value = read_decimal(text, &length);
	if (length > 0 && text[length] == '/') {
		*value = number_divide(*value, read_decimal(text + length + 1, &below));
		length = below > 0 ? length + 1 + below : 0;
	}
	if (length > 0 && text[length] == '\0' && number_fits(*value) && number_sign(*value) > 0)
		return true;
	yaml_error(errors, node, "a number above 0 should stand here: 1000, 0.5 or '2000/3'");
	return false;
}

static void load_factors(struct lexicon *lexicon, const struct word *meaning, const struct yaml_node *mapping,
			 struct error_list *errors)
{
	if (!has_type(mapping, YAML_MAPPING, "words with numbers ({万: 10000})", errors))
		return;
	for (size_t i = 0; i < mapping->pair_count; i++) {
		const char *word = read_word(lexicon, mapping->pairs[i].key, errors);
		struct number factor;

		if (read_factor(mapping->pairs[i].value, &factor, errors) && word)
			lexicon_add_word(lexicon, meaning, word)->factor = factor;
	}
}

static int add_dimension(struct lexicon *lexicon, const struct yaml_node *place, const char *name, bool counted,
			 struct error_list *errors)
{
	int known = lexicon_find_dimension(lexicon, name);
	unsigned *count = counted ? &lexicon->counted_count : &lexicon->measured_count;

	if (known >= 0 && (known >= FIRST_COUNTED_DIMENSION) == counted)
		return known;
	if (known >= 0 || *count == (counted ? LEXICON_DIMENSIONS : FIRST_COUNTED_DIMENSION)) {
		yaml_error(errors, place,
			   known >= 0 ? "'%s' is a dimension of the other sort" : "too many dimensions: '%s'", name);
		return -1;
	}
	lexicon->dimensions[*count] = arena_copy_string(lexicon->arena, name);
	return (int)(*count)++;
}

/* dimension: {unit: factor} */
static void load_measured(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	for (size_t d = 0; d < node->pair_count; d++) {
		const struct yaml_node *units = node->pairs[d].value;
		int dimension = add_dimension(lexicon, node->pairs[d].key, node->pairs[d].key->value, false, errors);

		if (dimension < 0 || !has_type(units, YAML_MAPPING, "units with factors ({元: 1})", errors))
			continue;
		for (size_t i = 0; i < units->pair_count; i++) {
			const char *name = read_word(lexicon, units->pairs[i].key, errors);
			struct unit unit = {.dimension = (uint8_t)dimension};

			if (read_factor(units->pairs[i].value, &unit.factor, errors) && name) {
				unit.per = strchr(name, '/') != NULL;
				lexicon_add_unit(lexicon, name, unit);
			}
		}
	}
}

/* dimension: [classifier] */
static void load_counted(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	for (size_t d = 0; d < node->pair_count; d++) {
		const struct yaml_node *units = node->pairs[d].value;
		int dimension = add_dimension(lexicon, node->pairs[d].key, node->pairs[d].key->value, true, errors);

		if (dimension < 0 || !has_type(units, YAML_SEQUENCE, "a list of classifiers", errors))
			continue;
		for (size_t i = 0; i < units->item_count; i++) {
			const char *name = read_word(lexicon, units->items[i], errors);

			if (name)
				lexicon_add_unit(lexicon, name,
						 (struct unit){.dimension = (uint8_t)dimension,
							       .factor = number_from_integer(1),
							       .counted = true});
		}
	}
}

/* The index of a dimension that is known by now, or -1 with an error. */
static int read_dimension(const struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	const char *names[LEXICON_DIMENSIONS + 1] = {NULL};
	const char *near;
	size_t count = 0;
	int dimension = node->type == YAML_SCALAR ? lexicon_find_dimension(lexicon, node->value) : -1;

	if (dimension >= 0)
		return dimension;
	for (size_t d = 0; d < LEXICON_DIMENSIONS; d++)
		if (lexicon->dimensions[d])
			names[count++] = lexicon->dimensions[d];
	near = node->type == YAML_SCALAR ? yaml_nearest(node->value, names) : NULL;
	yaml_error(errors, node, "no dimension has this name%s%s%s", near ? "; did you mean '" : "", near ? near : "",
		   near ? "'?" : "");
	return -1;
}

static const struct unit *read_unit(const struct lexicon *lexicon, const struct yaml_node *node,
				    struct error_list *errors)
{
	const char *name = read_word(lexicon, node, errors);

	for (size_t i = 0; name && i < lexicon->counts[WORD_UNIT]; i++)
		if (strcmp(lexicon->words[WORD_UNIT][i]->text, name) == 0)
			return lexicon->words[WORD_UNIT][i]->unit;
	if (name)
		yaml_error(errors, node, "no unit has this name");
	return NULL;
}

/* One unit over another; all of the same two dimensions share one. */
static void load_rate(struct lexicon *lexicon, const struct yaml_node *over_node, const struct yaml_node *under_node,
		      struct error_list *errors)
{
	const struct unit *over = read_unit(lexicon, over_node, errors),
			  *under = read_unit(lexicon, under_node, errors);
	int dimension;

	if (!over || !under)
		return;
	dimension = add_dimension(lexicon, over_node,
				  arena_printf(lexicon->arena, "%s/%s", lexicon->dimensions[over->dimension],
					       lexicon->dimensions[under->dimension]),
				  false, errors);
	if (dimension >= 0)
		lexicon_add_unit(lexicon, arena_printf(lexicon->arena, "%s/%s", over->name, under->name),
				 (struct unit){.dimension = (uint8_t)dimension,
					       .factor = number_divide(over->factor, under->factor),
					       .per = true});
}

/* [[元], [亩, 公顷]] gives 元/亩 and 元/公顷. */
static void load_rates(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	for (size_t i = 0; i < node->item_count; i++) {
		const struct yaml_node *pair = node->items[i];

		if (pair->type != YAML_SEQUENCE || pair->item_count != 2 || pair->items[0]->type != YAML_SEQUENCE ||
		    pair->items[1]->type != YAML_SEQUENCE) {
			yaml_error(errors, pair, "two lists of units should stand here: [[元], [亩, 公顷]]");
			continue;
		}
		for (size_t over = 0; over < pair->items[0]->item_count; over++)
			for (size_t under = 0; under < pair->items[1]->item_count; under++)
				load_rate(lexicon, pair->items[0]->items[over], pair->items[1]->items[under], errors);
	}
}

static void load_flags(const struct lexicon *lexicon, bool *flags, const struct yaml_node *node,
		       struct error_list *errors)
{
	for (size_t i = 0; i < node->item_count; i++) {
		int dimension = read_dimension(lexicon, node->items[i], errors);

		if (dimension >= 0)
			flags[dimension] = true;
	}
}

static void load_digits_only(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	for (size_t i = 0; i < node->item_count; i++) {
		const char *name = read_word(lexicon, node->items[i], errors);

		if (!name)
			continue;
		lexicon->digits_only = arena_grow(lexicon->arena, lexicon->digits_only, lexicon->digits_only_count,
						  &lexicon->digits_only_capacity, sizeof(*lexicon->digits_only));
		lexicon->digits_only[lexicon->digits_only_count++] = name;
	}
}

/* about: {before: [约], after: [左右]} */
static void load_hedges(struct lexicon *lexicon, const struct yaml_node *node, struct error_list *errors)
{
	static const char *const names[] = {"about", "nearly", "over", "at-least", "at-most", NULL};
	static const enum hedge hedges[] = {HEDGE_ABOUT, HEDGE_NEARLY, HEDGE_OVER, HEDGE_AT_LEAST, HEDGE_AT_MOST};
	static const char *const sides[] = {"before", "after", NULL};

	yaml_check_keys(errors, node, names);
	for (size_t i = 0; names[i]; i++) {
		const struct yaml_node *value = yaml_get(node, names[i]), *list;

		if (!value || !has_type(value, YAML_MAPPING, "lists 'before' and 'after'", errors))
			continue;
		yaml_check_keys(errors, value, sides);
		if ((list = yaml_get(value, "before")))
			load_list(lexicon, &(struct word){.class = WORD_HEDGE_BEFORE, .hedge = hedges[i], .sign = 1},
				  list, errors);
		if ((list = yaml_get(value, "after")))
			load_list(lexicon, &(struct word){.class = WORD_HEDGE_AFTER, .hedge = hedges[i], .sign = 1},
				  list, errors);
	}
}

/* The lists under one key, by their names; an unknown name is an error. */
static void load_groups(struct lexicon *lexicon, const char *key, const struct yaml_node *node,
			struct error_list *errors)
{
	const char *names[MOST_GROUPS + 1] = {NULL};
	const struct yaml_node *value;
	size_t count = 0;

	for (size_t i = 0; i < GROUPS; i++) {
		if (strcmp(groups[i].key, key) != 0)
			continue;
		names[count++] = groups[i].name;
		if ((value = yaml_get(node, groups[i].name)))
			load_list(lexicon, &groups[i].meaning, value, errors);
	}
	for (size_t i = 0; i < NUMBER_GROUPS; i++) {
		if (strcmp(number_groups[i].key, key) != 0)
			continue;
		names[count++] = number_groups[i].name;
		if ((value = yaml_get(node, number_groups[i].name)))
			load_factors(lexicon, &number_groups[i].meaning, value, errors);
	}
	yaml_check_keys(errors, node, names);
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
	static const char *const grouped[] = {"senses", "signs", "identifiers", "periods"};
	const struct yaml_node *node;

	if ((node = get(pack, "units", YAML_MAPPING, errors)))
		load_measured(lexicon, node, errors);
	if ((node = get(pack, "counted", YAML_MAPPING, errors)))
		load_counted(lexicon, node, errors);
	if ((node = get(pack, "rates", YAML_SEQUENCE, errors)))
		load_rates(lexicon, node, errors);
	if ((node = get(pack, "pure", YAML_SEQUENCE, errors)))
		load_flags(lexicon, lexicon->pure, node, errors);
	if ((node = get(pack, "durations", YAML_SEQUENCE, errors)))
		load_flags(lexicon, lexicon->duration, node, errors);
	if ((node = get(pack, "settled", YAML_SEQUENCE, errors)))
		load_flags(lexicon, lexicon->settled, node, errors);
	if ((node = get(pack, "means", YAML_SEQUENCE, errors)))
		load_list(lexicon, &(struct word){.class = WORD_MEAN, .sign = 1}, node, errors);
	if ((node = get(pack, "digits-only", YAML_SEQUENCE, errors)))
		load_digits_only(lexicon, node, errors);
	if ((node = get(pack, "scales", YAML_MAPPING, errors)))
		load_factors(lexicon, &(struct word){.class = WORD_SCALE, .sign = 1}, node, errors);
	if ((node = get(pack, "numerals", YAML_MAPPING, errors)))
		load_factors(lexicon, &(struct word){.class = WORD_NUMERAL, .sign = 1}, node, errors);
	if ((node = get(pack, "hedges", YAML_MAPPING, errors)))
		load_hedges(lexicon, node, errors);
	for (size_t i = 0; i < sizeof(grouped) / sizeof(*grouped); i++)
		if ((node = get(pack, grouped[i], YAML_MAPPING, errors)))
			load_groups(lexicon, grouped[i], node, errors);
	if ((node = get(pack, "fillers", YAML_SEQUENCE, errors)))
		load_list(lexicon, &(struct word){.class = WORD_FILLER, .sign = 1}, node, errors);
	if ((node = get(pack, "nouns", YAML_SEQUENCE, errors)))
		load_list(lexicon, &(struct word){.class = WORD_NOUN, .sign = 1}, node, errors);
}
