/* UTF-8: what is well-formed, and counting in every unit the outputs use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

static void test_check(void **state)
{
	static const struct {
		const char *bytes;
		size_t good; /* bytes before the first bad one */
	} cases[] = {
	    {"", 0},
	    {"abc", 3},
	    {"\xe4\xba\xa9", 3},
	    {"\xc3\xa9\xf0\xa0\x80\x80z", 7},
	    {"a\x80", 1},
	    {"a\xc0\xaf", 1},    /* overlong */
	    {"\xe0\x80\xaf", 0}, /* overlong */
	    {"\xe4\xba", 0},     /* cut short */
	    {"ab\xe4\xba"
	     "c",
	     2},                 /* broken off */
	    {"\xed\xa0\x80", 0}, /* a surrogate */
	    {"\xed\x9f\xbf", 3},
	    {"\xf4\x8f\xbf\xbf", 4},
	    {"\xf4\x90\x80\x80", 0}, /* beyond U+10FFFF */
	    {"\xf5\x80\x80\x80", 0},
	    {"\xb0\xb2\xc8\xab", 0}, /* GB18030 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(utf8_check(cases[i].bytes, strlen(cases[i].bytes)), cases[i].good);
}

static void test_round_trip(void **state)
{
	(void)state;
	for (uint32_t code_point = 1; code_point <= 0x10ffff; code_point += code_point < 0x3000 ? 1 : 37) {
		char bytes[4];
		size_t size, written;

		if (code_point >= 0xd800 && code_point < 0xe000)
			continue;
		written = utf8_encode(code_point, bytes);
		assert_int_equal(utf8_check(bytes, written), written);
		assert_int_equal(utf8_size(bytes[0]), written);
		assert_int_equal(utf8_decode(bytes, &size), code_point);
		assert_int_equal(size, written);
	}
}

static void test_counts(void **state)
{
	const char *text = "a\xc3\xa9\xe4\xba\xa9\xf0\xa0\x80\x80";

	(void)state;
	assert_int_equal(utf8_count(text, strlen(text)), 4);
	assert_int_equal(utf8_count_utf16(text, strlen(text)), 5);
	assert_int_equal(utf8_count("", 0), 0);
}

static void test_width(void **state)
{
	static const struct {
		uint32_t code_point;
		int width;
	} cases[] = {
	    {'a', 1},    {0x4ea9, 2}, {0x3002, 2}, {0xff0c, 2}, {0x201c, 2}, {0x2014, 2},  {0x2026, 2},  {0x2460, 2},
	    {0x00e9, 2}, {0x00e7, 1}, {0x0301, 0}, {0x200b, 0}, {0xfeff, 0}, {0x20000, 2}, {0x1f600, 2}, {'\t', 0},
	    {0x00b2, 2}, {0x0e31, 0}, {0x1dc4, 0}, {0xfe0f, 0}, {0x1160, 0}, {0x20e3, 0},  {0xff61, 1},  {0x10ffff, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(utf8_width(cases[i].code_point), cases[i].width);
	assert_int_equal(utf8_width_with(0x201c, 1), 1);
	assert_int_equal(utf8_width_with(0x201c, 2), 2);
	assert_int_equal(utf8_width_with(0x4ea9, 1), 2);
	assert_int_equal(utf8_width_with('a', 2), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_check),
	    cmocka_unit_test(test_round_trip),
	    cmocka_unit_test(test_counts),
	    cmocka_unit_test(test_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
