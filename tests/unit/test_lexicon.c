/* The lexicon: loading packs, longest match forward and backward, mistakes in packs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rule/lexicon.h"
#include "yaml/yaml.h"

static const char pack[] =
    "units:\n"
    "  area: {平方米: 1, 亩: '2000/3', 公顷: 10000}\n"
    "  money: {元: 1}\n"
    "  power: {千瓦: 1}\n"
    "  share: {'%': '1/100'}\n"
    "counted:\n"
    "  people: [人, 名]\n"
    "  visits: [人次]\n"
    "  years: [年]\n"
    "rates: [[[元], [亩, 公顷]]]\n"
    "pure: [share]\n"
    "durations: [years]\n"
    "digits-only: [名]\n"
    "scales: {万: 10000, 千: 1000, 千万: 10000000}\n"
    "numerals: {半数: '1/2'}\n"
    "hedges: {about: {before: [约], after: [左右]}, over: {after: [多]}}\n"
    "senses: {rise: [增, 净增], fall: [減], above: [高于], from: [由]}\n"
    "signs: {minus: [亏损], plus: [盈利], deducted: [扣除]}\n"
    "fillers: [了, 约为]\n"
    "identifiers: {ordinal: [第], before: [电话], after: [号]}\n"
    "periods: {words: [今年], past: [上年], units: {月: 12}, parts: {号: 31}, before: [截至], ago: [前]}\n"
    "nouns: [增加值]\n";

struct loaded {
	struct arena *arena;
	struct error_list *errors;
	struct lexicon *lexicon;
};

static struct loaded load(const char *yaml)
{
	struct loaded loaded = {.arena = arena_new()};
	struct yaml_node *root;

	loaded.errors = error_list_new(loaded.arena);
	loaded.lexicon = lexicon_new(loaded.arena);
	root = yaml_parse(loaded.arena, "pack.yaml", yaml, strlen(yaml), loaded.errors);
	assert_non_null(root);
	lexicon_load(loaded.lexicon, root, loaded.errors);
	lexicon_finish(loaded.lexicon);
	return loaded;
}

struct match_case {
	enum word_class class;
	const char *text;
	const char *forward;  /* NULL: none */
	const char *backward; /* at the end of the text */
};

static const struct match_case matches[] = {
    {WORD_UNIT, "人次", "人次", "人次"},   {WORD_UNIT, "人", "人", "人"},        {WORD_UNIT, "元/亩", "元/亩", "元/亩"},
    {WORD_UNIT, "元/人", "元", "人"},      {WORD_UNIT, "吨", NULL, NULL},        {WORD_SCALE, "千万", "千万", "千万"},
    {WORD_SCALE, "千瓦", "千", NULL},      {WORD_SENSE, "净增", "净增", "净增"}, {WORD_SENSE, "不增", NULL, "增"},
    {WORD_SENSE, "减", "减", "减"}, /* folded when it was loaded */
    {WORD_HEDGE_BEFORE, "约", "约", "约"}, {WORD_HEDGE_AFTER, "约", NULL, NULL}, {WORD_FILLER, "约为", "约为", "约为"},
    {WORD_UNIT, "", NULL, NULL},
};

static void test_match(void **state)
{
	const struct match_case *expected = *state;
	struct loaded loaded = load(pack);
	size_t length = strlen(expected->text);
	const struct word *forward = lexicon_match(loaded.lexicon, expected->class, expected->text, length);
	const struct word *backward = lexicon_match_before(loaded.lexicon, expected->class, expected->text, length);

	assert_int_equal(error_list_count(loaded.errors), 0);
	assert_int_equal(forward != NULL, expected->forward != NULL);
	assert_int_equal(backward != NULL, expected->backward != NULL);
	if (forward)
		assert_string_equal(forward->text, expected->forward);
	if (backward)
		assert_string_equal(backward->text, expected->backward);
	arena_free(loaded.arena);
}

static const struct word *find(const struct loaded *loaded, enum word_class class, const char *text)
{
	const struct word *word = lexicon_match(loaded->lexicon, class, text, strlen(text));

	assert_non_null(word);
	return word;
}

static void test_meanings(void **state)
{
	struct loaded loaded = load(pack);

	(void)state;
	assert_int_equal(find(&loaded, WORD_SENSE, "净增")->sense, SENSE_RISE);
	assert_int_equal(find(&loaded, WORD_SENSE, "减")->sign, -1);
	assert_true(find(&loaded, WORD_SENSE, "高于")->reaches);
	assert_false(find(&loaded, WORD_SENSE, "净增")->reaches);
	assert_int_equal(find(&loaded, WORD_SIGN, "亏损")->sign, -1);
	assert_int_equal(find(&loaded, WORD_SIGN, "盈利")->sign, 1);
	assert_true(find(&loaded, WORD_SIGN, "扣除")->reaches);
	assert_int_equal(find(&loaded, WORD_HEDGE_AFTER, "多")->hedge, HEDGE_OVER);
	assert_true(find(&loaded, WORD_IDENTIFIER_BEFORE, "第")->reaches);
	assert_int_equal(find(&loaded, WORD_PERIOD, "上年")->sense, SENSE_BASE);
	assert_int_equal(find(&loaded, WORD_PERIOD, "今年")->sense, SENSE_LEVEL);
	assert_true(find(&loaded, WORD_PERIOD_UNIT, "号")->reaches);
	assert_true(find(&loaded, WORD_UNIT, "年")->unit->duration);
	assert_true(find(&loaded, WORD_UNIT, "名")->unit->digits_only);
	assert_false(find(&loaded, WORD_UNIT, "人")->unit->digits_only);
	arena_free(loaded.arena);
}

static void test_dimensions(void **state)
{
	struct loaded loaded = load(pack);
	const struct unit *rate = find(&loaded, WORD_UNIT, "元/亩")->unit;
	int area = lexicon_find_dimension(loaded.lexicon, "area"),
	    people = lexicon_find_dimension(loaded.lexicon, "people");

	(void)state;
	assert_in_range(area, 1, FIRST_COUNTED_DIMENSION - 1);
	assert_in_range(people, FIRST_COUNTED_DIMENSION, 255);
	assert_int_equal(lexicon_find_dimension(loaded.lexicon, "none"), -1);
	assert_int_equal(lexicon_find_dimension(loaded.lexicon, "number"), DIMENSION_NUMBER);
	assert_string_equal(lexicon_dimension_name(loaded.lexicon, (uint8_t)area), "area");
	assert_null(lexicon_dimension_name(loaded.lexicon, 250));
	assert_string_equal(lexicon_base_unit(loaded.lexicon, (uint8_t)area)->name, "平方米");
	assert_true(lexicon_is_pure(loaded.lexicon, DIMENSION_NUMBER));
	assert_true(find(&loaded, WORD_UNIT, "%")->unit->pure);
	assert_false(lexicon_is_pure(loaded.lexicon, (uint8_t)area));
	assert_int_equal(number_compare(find(&loaded, WORD_UNIT, "亩")->unit->factor, number_from_fraction(2000, 3)),
			 0);
	assert_int_equal(number_compare(rate->factor, number_from_fraction(3, 2000)), 0);
	assert_true(rate->per);
	assert_int_equal(find(&loaded, WORD_UNIT, "元/公顷")->unit->dimension, rate->dimension);
	arena_free(loaded.arena);
}

static void test_words(void **state)
{
	struct loaded loaded = load(pack);
	size_t count;
	const struct word *const *words = lexicon_words(loaded.lexicon, WORD_UNIT, &count);

	(void)state;
	assert_int_equal(count, 12);
	for (size_t i = 1; i < count; i++)
		assert_true(words[i - 1]->length >= words[i]->length);
	arena_free(loaded.arena);
}

struct fault_case {
	const char *yaml;
	size_t line;
	size_t column;
	const char *message;
};

static const struct fault_case faults[] = {
    {"units:\n  area: {亩: many}\n", 2, 13, "a number above 0 should stand here: 1000, 0.5 or '2000/3'"},
    {"units:\n  area: {亩: 0}\n", 2, 13, "a number above 0 should stand here: 1000, 0.5 or '2000/3'"},
    {"units:\n  area: {亩: '1/0'}\n", 2, 13, "a number above 0 should stand here: 1000, 0.5 or '2000/3'"},
    {"units:\n  area: {亩: 1.2.3}\n", 2, 13, "a number above 0 should stand here: 1000, 0.5 or '2000/3'"},
    {"units: [亩]\n", 1, 8, "'units' is a mapping"},
    {"units:\n  area: [亩]\n", 2, 9, "units with factors ({元: 1}) should stand here"},
    {"counted:\n  people: 人\n", 2, 11, "a list of classifiers should stand here"},
    {"units:\n  people: {人: 1}\ncounted:\n  people: [名]\n", 4, 3, "'people' is a dimension of the other sort"},
    {"units:\n  area: {亩: 1}\npure: [aera]\n", 3, 8, "no dimension has this name; did you mean 'area'?"},
    {"units:\n  money: {元: 1}\nrates: [[[元], [亩]]]\n", 3, 16, "no unit has this name"},
    {"rates: [[元, 亩]]\n", 1, 9, "two lists of units should stand here: [[元], [亩, 公顷]]"},
    {"senses: {raise: [增]}\n", 1, 10, "unknown key 'raise'; did you mean 'rise'?"},
    {"senses: {rise: 增}\n", 1, 16, "a list of words should stand here"},
    {"senses: {rise: ['']}\n", 1, 17, "a word should stand here"},
    {"hedges: {about: [约]}\n", 1, 17, "lists 'before' and 'after' should stand here"},
    {"fillers: {了: 1}\n", 1, 10, "'fillers' is a list"},
};

static void test_fault(void **state)
{
	const struct fault_case *expected = *state;
	struct loaded loaded = load(expected->yaml);
	const struct error *error;

	assert_int_equal(error_list_count(loaded.errors), 1);
	error = error_list_at(loaded.errors, 0);
	assert_string_equal(error->message, expected->message);
	assert_int_equal(error->line, expected->line);
	assert_int_equal(error->column, expected->column);
	arena_free(loaded.arena);
}

/* The dimensions run out with an error, not beyond the table. */
static void test_too_many_dimensions(void **state)
{
	struct buffer yaml = {0};
	struct loaded loaded;

	(void)state;
	buffer_append_string(&yaml, "counted:\n");
	for (int i = 0; i < 130; i++)
		buffer_printf(&yaml, "  d%d: [c%d]\n", i, i);
	loaded = load(buffer_string(&yaml));
	assert_int_equal(error_list_count(loaded.errors), 2);
	assert_int_equal(error_list_at(loaded.errors, 0)->line, 130);
	assert_int_equal(lexicon_find_dimension(loaded.lexicon, "d127"), 255);
	buffer_release(&yaml);
	arena_free(loaded.arena);
}

enum {
	MATCHES = sizeof(matches) / sizeof(*matches),
	FAULTS = sizeof(faults) / sizeof(*faults),
	TESTS = MATCHES + FAULTS + 4
};

static struct CMUnitTest row(const char *name, CMUnitTestFunction run, const void *state)
{
	return (struct CMUnitTest){.name = name, .test_func = run, .initial_state = (void *)(uintptr_t)state};
}

int main(void)
{
	struct CMUnitTest tests[TESTS] = {0};
	size_t count = 0;

	for (size_t i = 0; i < MATCHES; i++)
		tests[count++] = row(matches[i].text, test_match, &matches[i]);
	for (size_t i = 0; i < FAULTS; i++)
		tests[count++] = row(faults[i].message, test_fault, &faults[i]);
	tests[count++] = row("meanings", test_meanings, NULL);
	tests[count++] = row("dimensions", test_dimensions, NULL);
	tests[count++] = row("words", test_words, NULL);
	tests[count++] = row("too many dimensions", test_too_many_dimensions, NULL);
	return _cmocka_run_group_tests("lexicon", tests, count, NULL, NULL);
}
