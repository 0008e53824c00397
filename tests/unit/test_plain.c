/* Words from outside: what is left of them in plain lines, paths, URIs, XML and JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "report/json_writer.h"
#include "report/plain.h"

struct plain_case {
	const char *name;
	void (*append)(struct buffer *out, const char *string);
	const char *given;
	const char *wanted;
};

static const struct plain_case cases[] = {
    {"plain: words stay", plain_append, "合计2.3亿元 \xf0\xa0\xae\xb7", "合计2.3亿元 \xf0\xa0\xae\xb7"},
    {"plain: line breaks, tabs and escapes", plain_append, "a\r\nb\tc\033[31md\x7f", "a  b c [31md "},
    {"plain: C1", plain_append, "a\xc2\x9b", "a "},
    {"plain: the line separator", plain_append, "a\xe2\x80\xa8z", "a z"},
    {"plain: not UTF-8", plain_append, "a\xff\xe4\xb8", "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"uri: relative", plain_append_uri, "a/b-c_d.e~f.txt", "a/b-c_d.e~f.txt"},
    {"uri: the current folder", plain_append_uri, ".///./a.txt", "a.txt"},
    {"uri: absolute", plain_append_uri, "/a b", "file:///a%20b"},
    {"uri: no scheme", plain_append_uri, "http:a", "http%3Aa"},
    {"uri: reserved", plain_append_uri, "a?b#c%d[e]", "a%3Fb%23c%25d%5Be%5D"},
    {"uri: Han and a newline", plain_append_uri, "甲\n", "%E7%94%B2%0A"},
    {"xml: markup", plain_append_xml, "<b a=\"'\">&]]>", "&#60;b a=&#34;&#39;&#34;&#62;&#38;]]&#62;"},
    {"xml: blanks of an attribute", plain_append_xml, "a\tb\r\n", "a&#9;b&#13;&#10;"},
    {"xml: what cannot be", plain_append_xml, "\033\x01\x7f\xc2\x9b\xef\xbf\xbe\xff",
     "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"xml: words stay", plain_append_xml, "甲\xf0\x9f\x98\x80", "甲\xf0\x9f\x98\x80"},
};

static void test_plain(void **state)
{
	const struct plain_case *one = *state;
	struct buffer out = {0};

	one->append(&out, one->given);
	assert_string_equal(buffer_string(&out), one->wanted);
	buffer_release(&out);
}

static void test_json(void **state)
{
	char *written;
	size_t size;
	FILE *stream = open_memstream(&written, &size);
	struct json_writer json = {.out = stream};

	(void)state;
	json_open_object(&json, NULL);
	json_write_string(&json, "a", "\"\\\n\033\x7f\xc2\x9b\xff甲");
	json_write_string(&json, "b", NULL);
	json_open_array(&json, "c", JSON_INLINE);
	json_write_number(&json, NULL, 1);
	json_write_bool(&json, NULL, true);
	json_close_array(&json);
	json_open_array(&json, "d", JSON_LINES);
	json_open_object(&json, NULL);
	json_close_object(&json);
	json_open_array(&json, NULL, JSON_LINES);
	json_close_array(&json);
	json_close_array(&json);
	json_write_number(&json, "e", 0);
	json_close_object(&json);
	fclose(stream);
	assert_string_equal(written, "{ \"a\": \"\\\"\\\\\\n\\u001b\\u007f\\u009b\\ufffd甲\", \"b\": null, "
				     "\"c\": [ 1, true ], \"d\": [\n    {},\n    []\n  ], \"e\": 0 }");
	free(written);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases) };
	struct CMUnitTest tests[CASES + 1] = {{.name = "json", .test_func = test_json}};

	for (size_t i = 0; i < CASES; i++)
		tests[i + 1] = (struct CMUnitTest){
		    .name = cases[i].name, .test_func = test_plain, .initial_state = (void *)(uintptr_t)&cases[i]};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
