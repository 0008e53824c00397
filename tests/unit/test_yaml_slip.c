/* YAML: slips of typing and where they are put; places inside values that are folded, escaped or in blocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "yaml/yaml.h"

struct yaml_case {
	const char *name;
	const char *bytes;
	const char *errors; /* line:column: message, joined with newlines */
};

static const struct yaml_case cases[] = {
    {"a clean file", "rules:\n  - id: own/sum/a\n    title: 合计：甲\n", ""},
    {"empty", "", "1:1: the file is empty"},
    {"comments only", "# 说明\n\n", "1:1: the file is empty but for comments"},
    {"a key twice", "甲: 1\n乙: 2\n甲: 3\n", "3:1: the key '甲' stands twice"},
    {"a list as a key", "? [甲]\n: 1\n", "1:3: a key must be a word"},
    {"two documents", "甲: 1\n---\n甲: 2\n", "2:1: a second document in one file"},
    {"an anchor", "甲: &x [1]\n", "1:4: anchors (&) are not read here; quote a text that begins with &"},
    {"an alias", "甲: *x\n", "1:4: aliases (*) are not read here; quote a text that begins with *"},
    {"a tag on a word", "甲: !!str 1\n", "1:4: tags (!) are not read here; quote a text that begins with !"},
    {"a tag on a list", "甲: !x\n  - 1\n", "1:4: tags (!) are not read here; quote a text that begins with !"},
    {"a tag on a quoted word", "甲: !x '1'\n", "1:4: tags (!) are not read here; quote a text that begins with !"},
    {"the character 0", "甲: \"a\\0b\"\n", "1:4: a text must not hold the character 0"},
    {"a control character", "甲: 1\n乙: 丙\x01丁\n", "2:5: control characters are not allowed"},
    {"GBK", "id: own\ntitle: \xba\xcf\xbc\xc6\n", "2:8: not UTF-8; it looks like GBK or GB18030: save it as UTF-8"},
    {"UTF-16", "\xff\xfeid", "1:1: not UTF-8; it looks like UTF-16: save it as UTF-8"},
    {"a full-width colon before the next key", "id: own\ntitle：甲\nfind: 乙\n",
     "2:6: a full-width colon: YAML needs ':' and a blank"},
    {"a full-width colon at the end", "id: own\ntitle：甲\n", "2:6: a full-width colon: YAML needs ':' and a blank"},
    {"a full-width colon under comments", "id: own\ntitle：甲\n# 一\n\n# 二\n# 三\nfind: 乙\n",
     "2:6: a full-width colon: YAML needs ':' and a blank"},
    {"a full-width colon in a text is innocent", "rules:\n  - id: own\n    title: 甲：乙\n   find: 丙\n",
     "4:4: the indentation does not fit the lines above"},
    {"no blank after the colon", "id: own\ntitle:甲\nfind: 乙\n", "2:6: a blank is missing after this colon"},
    {"a full-width quote", "find: [“甲{a}”，“乙”]\n", "1:8: a full-width quote: YAML needs ' or \""},
    {"a tab", "rules:\n\t- id: own\n", "2:1: a tab: YAML is indented with blanks"},
    {"an open quote at the end", "id: own\nfind: '甲{a}\n", "2:7: this quote is not closed"},
    {"an open quote that another one closes", "id: own\nfind: '甲{a}\ntitle: '乙'\n", "2:7: this quote is not closed"},
    {"text behind a quote", "find: '甲'{a}\n",
     "1:10: the text goes on behind its quote; inside '…' a quote is written twice"},
    {"an open bracket", "a: [甲, 乙\nb: [丙]\n", "1:4: this bracket is not closed"},
    {"a hole without quotes", "find: {a}合计{b}\n", "1:7: a text with { } [ ] , : # % @ or * must be quoted: '…'"},
    {"a hole in a list without quotes", "find: [甲{a}, 乙]\n",
     "1:9: a text with { } [ ] , : # % @ or * must be quoted: '…'"},
    {"an @ without quotes", "find: @total\n", "1:7: a text with { } [ ] , : # % @ or * must be quoted: '…'"},
    {"a second colon", "title: 甲: 乙\n",
     "1:9: a colon where no key can stand: indent the line like the one above, or quote the text: '…'"},
    {"too deep", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
     "1:34: too deeply nested"},
};

static void compare_errors(const struct error_list *errors, const char *expected)
{
	struct buffer all = {0};

	for (size_t i = 0; i < error_list_count(errors); i++) {
		const struct error *error = error_list_at(errors, i);

		buffer_printf(&all, "%s%zu:%zu: %s", i ? "\n" : "", error->line, error->column, error->message);
	}
	assert_string_equal(buffer_string(&all), expected);
	buffer_release(&all);
}

static void test_errors(void **state)
{
	const struct yaml_case *one = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	yaml_parse(arena, "pack.yaml", one->bytes, strlen(one->bytes), errors);
	compare_errors(errors, one->errors);
	arena_free(arena);
}

struct inside_case {
	const char *bytes; /* the value of the only key; the error is put before its first X */
	const char *place;
};

static const struct inside_case insides[] = {
    {"k: 甲乙X\n", "1:6: here"},
    {"k: '甲''乙X'\n", "1:9: here"},
    {"k: \"\\u7532\\\"X\"\n", "1:13: here"},
    {"k: \"甲\\\n  乙X\"\n", "2:4: here"},
    {"k: \"甲\\\n  X乙\"\n", "2:3: here"},
    {"k: 甲\n   乙X\n", "2:5: here"},
    {"k: '甲\n\n\n  乙X'\n", "4:4: here"},
    {"k: |\n  甲\n  乙X\n", "3:4: here"},
    {"k: |\n\n  甲\n    乙X\n", "4:6: here"},
    {"k: >-\n  甲\n  乙\n\n  X\n", "5:3: here"},
    {"\r\nk: 甲\r\n   X\r\n", "3:4: here"},
    {"\xef\xbb\xbfk: 甲X\n", "1:5: here"},
};

static void test_inside(void **state)
{
	const struct inside_case *one = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	const struct yaml_node *root = yaml_parse(arena, "pack.yaml", one->bytes, strlen(one->bytes), errors);
	const struct yaml_node *value;
	size_t characters = 0;

	assert_non_null(root);
	value = yaml_get(root, "k");
	assert_non_null(value);
	for (const char *at = value->value; at < strchr(value->value, 'X'); at++)
		characters += ((unsigned char)*at & 0xc0) != 0x80;
	yaml_error_inside(errors, value, characters, "here");
	compare_errors(errors, one->place);
	arena_free(arena);
}

static void test_excerpt(void **state)
{
	static const char bytes[] = "a: 1\r\nb: 乙\rc: 丙\nd: 丁";
	static const char *const lines[] = {"a: 1", "b: 乙", "c: 丙", "d: 丁", ""};
	const struct yaml_file file = {"pack.yaml", bytes, sizeof(bytes) - 1};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		size_t length, line, column;
		const char *start = yaml_line(&file, i + 1, &length);

		assert_int_equal(length, strlen(lines[i]));
		assert_memory_equal(start, lines[i], length);
		if (length == 0)
			continue;
		yaml_place(&file, (size_t)(start - bytes) + 3, &line, &column);
		assert_int_equal(line, i + 1);
		assert_int_equal(column, 4);
	}
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases), INSIDES = sizeof(insides) / sizeof(*insides), OTHERS = 1 };
	struct CMUnitTest tests[CASES + INSIDES + OTHERS] = {0};

	for (size_t i = 0; i < CASES; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].name, .test_func = test_errors, .initial_state = (void *)(uintptr_t)&cases[i]};
	for (size_t i = 0; i < INSIDES; i++)
		tests[CASES + i] = (struct CMUnitTest){.name = insides[i].bytes,
						       .test_func = test_inside,
						       .initial_state = (void *)(uintptr_t)&insides[i]};
	tests[CASES + INSIDES] = (struct CMUnitTest)cmocka_unit_test(test_excerpt);
	return _cmocka_run_group_tests("yaml_slip", tests, CASES + INSIDES + OTHERS, NULL, NULL);
}
