/* What stands on the page: no markup from outside, no control unseen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/html_escape.h"

static void expect_source(const char *bytes, size_t length, const char *expected)
{
	char *written = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&written, &size);

	html_write_source(bytes, length, out);
	fclose(out);
	assert_string_equal(written, expected);
	free(written);
}

static void expect_words(const char *words, const char *expected)
{
	char *written = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&written, &size);

	html_write_words(words, out);
	fclose(out);
	assert_string_equal(written, expected);
	free(written);
}

static void test_source(void **state)
{
	(void)state;
	expect_source("", 0, "");
	expect_source("<a href='x'>\"&</a>", 18, "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&lt;/a&gt;");
	expect_source("a\tb", 3, "a\tb");
	expect_source("a\0b", 3, "a<b class=\"x\">\\x00</b>b");
	expect_source("\x1b[31m<", 6, "<b class=\"x\">\\x1b</b>[31m&lt;");
	expect_source("甲\xe2\x80\xae\xf0\xa0\xae\xb7", 10, "甲<b class=\"x\">\\u202e</b>\xf0\xa0\xae\xb7");
}

static void test_words(void **state)
{
	(void)state;
	expect_words("a\nb<\xff.txt", "a\\x0ab&lt;\\xff.txt");
	expect_words("]]><script>", "]]&gt;&lt;script&gt;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_source), cmocka_unit_test(test_words)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
