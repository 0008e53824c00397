/* Numerals: digits, groups, places, words, fractions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/number.h"
#include "figure/numeral.h"

struct numeral_case {
	const char *text;
	size_t length; /* bytes read */
	const char *value;
	const char *step;
	int places;
};

static const struct numeral_case arabic[] = {
    {"0", 1, "0", "1", 0},
    {"1753家", 4, "1753", "1", 0},
    {"1,753家", 5, "1753", "1", 0},
    {"12,345,678.90元", 13, "12345678.9", "0.01", 2},
    {"3,4个", 1, "3", "1", 0},
    {"3,4567", 1, "3", "1", 0},
    {"2019,150家", 4, "2019", "1", 0},
    {"0,123", 1, "0", "1", 0},
    {"0.70亩", 4, "0.7", "0.01", 2},
    {"35万.此后", 2, "35", "1", 0},
    {"5.", 1, "5", "1", 0},
    {"1.2.3", 1, "1", "1", 0},
    {".5", 0, "0", "0", 0},
    {"万", 0, "0", "0", 0},
};

static const struct numeral_case han[] = {
    {"七户", 3, "7", "1", 0},
    {"两票", 3, "2", "1", 0},
    {"十", 3, "10", "1", 0},
    {"十二家", 6, "12", "1", 0},
    {"二十家", 6, "20", "1", 0},
    {"三百零六人", 12, "306", "1", 0},
    {"五百一十八户", 15, "518", "1", 0},
    {"两千〇一十亩", 15, "2010", "1", 0},
    {"十二点五", 12, "12.5", "0.1", 1},
    {"零点零八", 12, "0.08", "0.01", 2},
    {"三点五十分", 3, "3", "1", 0},
    {"四百万", 6, "400", "1", 0},
    {"一千二百万元", 12, "1200", "1", 0},
    {"两万三千", 12, "23000", "1000", 0},
    {"一万零五百", 15, "10500", "100", 0},
    {"一万两千三百四十五", 27, "12345", "1", 0},
    {"三十亿五千万", 18, "3050000000", "10000", 0},
    {"百家", 0, "0", "0", 0},
    {"万户", 0, "0", "0", 0},
    {"家", 0, "0", "0", 0},
};

static const struct numeral_case fractions[] = {
    {"百分之十二点五", 21, "0.125", "0.001", 1},
    {"百分之四十", 15, "0.4", "0.01", 0},
    {"百分之5.3", 12, "0.053", "0.001", 1},
    {"百分之百", 12, "1", "0.01", 0},
    {"千分之三", 12, "0.003", "0.001", 1},
    {"万分之五", 12, "0.0005", "0.0001", 2},
    {"四分之一", 12, "0.25", "0.03", 0},
    {"十分之三", 12, "0.3", "0.03", 0},
    {"三分天下", 0, "0", "0", 0},
    {"百分点", 0, "0", "0", 0},
};

struct kind_case {
	const char *text;
	enum numeral_kind kind;
};

static const struct kind_case kinds[] = {
    {"二〇二三", NUMERAL_STRING},    {"一九八四", NUMERAL_STRING}, {"七八", NUMERAL_ROUGH},
    {"三四十", NUMERAL_ROUGH},       {"十七八", NUMERAL_ROUGH},    {"三百五", NUMERAL_ROUGH},
    {"一亿一千多万", NUMERAL_ROUGH}, {"三百五十", NUMERAL_PLAIN},  {"三百零五", NUMERAL_PLAIN},
};

static void check(const struct numeral_case *expected, struct numeral numeral)
{
	struct buffer value = {0}, step = {0};

	assert_int_equal(numeral.length, expected->length);
	if (expected->length == 0)
		return;
	number_print(numeral.value, 12, true, &value);
	number_print(numeral.step, 12, true, &step);
	assert_string_equal(buffer_string(&value), expected->value);
	assert_string_equal(buffer_string(&step), expected->step);
	assert_int_equal(numeral.places, expected->places);
	buffer_release(&value);
	buffer_release(&step);
}

static void test_arabic(void **state)
{
	const struct numeral_case *expected = *state;

	check(expected, numeral_read_arabic(expected->text));
}

static void test_han(void **state)
{
	const struct numeral_case *expected = *state;

	check(expected, numeral_read_han(expected->text));
}

static void test_fraction(void **state)
{
	const struct numeral_case *expected = *state;

	check(expected, numeral_read_fraction(expected->text));
}

static void test_kind(void **state)
{
	const struct kind_case *expected = *state;

	assert_int_equal(numeral_read(expected->text).kind, expected->kind);
}

static void test_too_long(void **state)
{
	struct numeral numeral = numeral_read_arabic("1234567890123456789012345678901");

	(void)state;
	assert_int_equal(numeral.length, 31);
	assert_false(number_fits(numeral.value));
}

enum {
	ARABIC = sizeof(arabic) / sizeof(*arabic),
	HAN = sizeof(han) / sizeof(*han),
	FRACTIONS = sizeof(fractions) / sizeof(*fractions),
	KINDS = sizeof(kinds) / sizeof(*kinds),
	TESTS = ARABIC + HAN + FRACTIONS + KINDS + 1
};

static struct CMUnitTest row(const char *name, CMUnitTestFunction run, const void *state)
{
	return (struct CMUnitTest){.name = name, .test_func = run, .initial_state = (void *)(uintptr_t)state};
}

int main(void)
{
	struct CMUnitTest tests[TESTS] = {0};
	size_t count = 0;

	for (size_t i = 0; i < ARABIC; i++)
		tests[count++] = row(arabic[i].text, test_arabic, &arabic[i]);
	for (size_t i = 0; i < HAN; i++)
		tests[count++] = row(han[i].text, test_han, &han[i]);
	for (size_t i = 0; i < FRACTIONS; i++)
		tests[count++] = row(fractions[i].text, test_fraction, &fractions[i]);
	for (size_t i = 0; i < KINDS; i++)
		tests[count++] = row(kinds[i].text, test_kind, &kinds[i]);
	tests[count++] = row("too many digits", test_too_long, NULL);
	return _cmocka_run_group_tests("numeral", tests, count, NULL, NULL);
}
