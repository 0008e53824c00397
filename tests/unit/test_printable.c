/* What is safe to show: controls and stray bytes as escapes, everything else as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/printable.h"

static void check(const char *input, size_t length, const char *expected)
{
	struct buffer out = {0};

	append_printable(&out, input, length);
	assert_string_equal(buffer_string(&out), expected);
	buffer_release(&out);
}

static void test_text_stays(void **state)
{
	(void)state;
	check("合计 5.4平方公里 𠮷😀e\u0301", strlen("合计 5.4平方公里 𠮷😀e\u0301"), "合计 5.4平方公里 𠮷😀e\u0301");
	check("", 0, "");
}

static void test_controls_are_escaped(void **state)
{
	(void)state;
	check("a\033[31mb\r\n\t\177", 10, "a\\x1b[31mb\\x0d\\x0a\\x09");
	check("\177\302\233", 3, "\\x7f\\x9b");
	check("\u202e甲\u2066\u200f\u2028", strlen("\u202e甲\u2066\u200f\u2028"), "\\u202e甲\\u2066\\u200f\\u2028");
	check("\0x", 2, "\\x00x");
}

static void test_stray_bytes_are_escaped(void **state)
{
	(void)state;
	check("\xba\xcf", 2, "\\xba\\xcf");
	check("\xe5\x90", 2, "\\xe5\\x90"); /* cut short */
	check("\xed\xa0\x80甲", 6, "\\xed\\xa0\\x80甲");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_text_stays),
	    cmocka_unit_test(test_controls_are_escaped),
	    cmocka_unit_test(test_stray_bytes_are_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
