/* YAML: places of nodes, faults with line and column, the nearest word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "yaml/yaml.h"

/* `path` leads from the root: keys and indexes between blanks. */
struct place_case {
	const char *name;
	const char *yaml;
	const char *path;
	enum yaml_type type;
	size_t line;
	size_t column;
	const char *value; /* of a scalar */
	bool quoted;
};

static const struct place_case places[] = {
    {"root", "id: a\n", "", YAML_MAPPING, 1, 1, NULL, false},
    {"plain", "id: a\n", "id", YAML_SCALAR, 1, 5, "a", false},
    {"after a comment", "# 注释\n\nid:   a\n", "id", YAML_SCALAR, 3, 7, "a", false},
    {"Han key", "标题: 合计\n", "标题", YAML_SCALAR, 1, 5, "合计", false},
    {"quoted", "标题: '合计'\n", "标题", YAML_SCALAR, 1, 5, "合计", true},
    {"doubled quote", "a: 'it''s'\n", "a", YAML_SCALAR, 1, 4, "it's", true},
    {"escape", "a: \"x\\ty\"\n", "a", YAML_SCALAR, 1, 4, "x\ty", true},
    {"empty quoted", "a: ''\n", "a", YAML_SCALAR, 1, 4, "", true},
    {"no value", "a:\n", "a", YAML_SCALAR, 1, 3, "", false},
    {"colon in a value", "a: 增长:快\n", "a", YAML_SCALAR, 1, 4, "增长:快", false},
    {"full-width colon in a value", "a: 比重：一半\n", "a", YAML_SCALAR, 1, 4, "比重：一半", false},
    {"second item", "- 一\n- 二\n", "1", YAML_SCALAR, 2, 3, "二", false},
    {"flow item", "a: [甲, 乙, 丙]\n", "a 2", YAML_SCALAR, 1, 11, "丙", false},
    {"flow sequence", "a: [甲, 乙, 丙]\n", "a", YAML_SEQUENCE, 1, 4, NULL, false},
    {"mapping in a sequence", "a:\n  - b: 1\n    c: 2\n  - b: 3\n", "a 1", YAML_MAPPING, 4, 5, NULL, false},
    {"key of an item", "a:\n  - b: 1\n    c: 2\n  - b: 3\n", "a 0 c", YAML_SCALAR, 3, 8, "2", false},
    {"flow mapping", "a: {b: 1, c: {d: 2}}\n", "a c d", YAML_SCALAR, 1, 18, "2", false},
    {"block scalar", "a: |\n  上\n  下\n", "a", YAML_SCALAR, 1, 4, "上\n下\n", false},
    {"CRLF", "a: 1\r\nb: 2\r\n", "b", YAML_SCALAR, 2, 4, "2", false},
    {"document mark", "---\na: 1\n", "a", YAML_SCALAR, 2, 4, "1", false},
};

static const struct yaml_node *follow(const struct yaml_node *node, const char *path)
{
	while (node && *path) {
		char step[16] = {0};
		size_t length = strcspn(path, " ");

		memcpy(step, path, length);
		path += length + (path[length] == ' ');
		if (node->type == YAML_SEQUENCE)
			node = (size_t)(step[0] - '0') < node->item_count ? node->items[step[0] - '0'] : NULL;
		else
			node = yaml_get(node, step);
	}
	return node;
}

static void test_place(void **state)
{
	const struct place_case *one = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	const struct yaml_node *root = yaml_parse(arena, "a.yaml", one->yaml, strlen(one->yaml), errors), *node;

	assert_int_equal(error_list_count(errors), 0);
	assert_non_null(root);
	node = follow(root, one->path);
	assert_non_null(node);
	assert_int_equal(node->type, one->type);
	assert_int_equal(node->line, one->line);
	assert_int_equal(node->column, one->column);
	if (one->value)
		assert_string_equal(node->value, one->value);
	assert_int_equal(node->quoted, one->quoted);
	arena_free(arena);
}

struct fault_case {
	const char *yaml;
	size_t line;
	size_t column;
	const char *says;
	bool is_parsed; /* the rest of the file is still there */
};

static const struct fault_case faults[] = {
    {"id: a\ntitle: b\nid: c\n", 3, 1, "'id' stands twice", true},
    {"a: {b: 1, b: 2}\n", 1, 11, "'b' stands twice", true},
    {"- 甲: 1\n  乙: 2\n  甲: 3\n", 3, 3, "'甲' stands twice", true},
    {"[a]: 1\n", 1, 1, "a key must be a word", true},
    {"id: a\ntitle：合计\nfind: b\n", 2, 6, "full-width colon", false},
    {"标题：合计\nid: a\n", 1, 3, "full-width colon", false},
    {"rules:\n\t- id: a\n", 2, 1, "a tab", false},
    {"rules:\n  - id: a\n\ttitle: b\n", 3, 1, "a tab", false},
    {"id: a\ntitle: \xba\xcf\xbc\xc6\n", 2, 8, "GBK", false},
    {"# 合计\xc4\xea\nid: a\n", 1, 5, "GBK", false},
    {"a: &x 1\n", 1, 4, "anchors", false},
    {"a: &x [1]\n", 1, 4, "anchors", false},
    {"a: &x {b: 1}\n", 1, 4, "anchors", false},
    {"a: !!int 1\n", 1, 4, "tags", false},
    {"a: *x\n", 1, 4, "aliases", false},
    {"a: 1\n---\nb: 2\n", 2, 1, "second document", false},
    {"", 1, 1, "empty", false},
    {"# nothing\n\n", 1, 1, "empty", false},
    {"a: [1, 2\nb: 3\n", 1, 4, "bracket is not closed", false},
    {"a: 'x\n", 1, 4, "quote is not closed", false},
};

static void test_fault(void **state)
{
	const struct fault_case *fault = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	const struct yaml_node *root = yaml_parse(arena, "a.yaml", fault->yaml, strlen(fault->yaml), errors);
	const struct error *error;

	assert_int_equal(error_list_count(errors), 1);
	error = error_list_at(errors, 0);
	assert_string_equal(error->path, "a.yaml");
	if (!strstr(error->message, fault->says))
		fail_msg("says '%s'", error->message);
	assert_int_equal(error->line, fault->line);
	assert_int_equal(error->column, fault->column);
	assert_int_equal(root != NULL, fault->is_parsed);
	arena_free(arena);
}

struct nearest_case {
	const char *word;
	const char *nearest; /* NULL: none is near */
};

static const struct nearest_case nearest[] = {
    {"severity", "severity"},
    {"severty", "severity"},
    {"sevreity", "severity"},
    {"fnd", "find"},
    {"tsets", "tests"},
    {"titel", "title"},
    {"colour", NULL},
    {"x", NULL},
    {"", NULL},
    {"严重", NULL},
};

static void test_nearest(void **state)
{
	static const char *const known[] = {"severity", "find", "tests", "title", NULL};
	const struct nearest_case *one = *state;
	const char *got = yaml_nearest(one->word, known);

	if (one->nearest)
		assert_string_equal(got ? got : "(none)", one->nearest);
	else
		assert_null(got);
}

static void test_check_keys(void **state)
{
	static const char yaml[] = "id: a\ntitel: b\n颜色: c\n";
	static const char *const known[] = {"id", "title", NULL};
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	yaml_check_keys(errors, yaml_parse(arena, "a.yaml", yaml, strlen(yaml), errors), known);
	assert_int_equal(error_list_count(errors), 2);
	assert_int_equal(error_list_at(errors, 0)->line, 2);
	assert_string_equal(error_list_at(errors, 0)->excerpt, "titel: b");
	assert_non_null(strstr(error_list_at(errors, 0)->message, "did you mean 'title'"));
	assert_int_equal(error_list_at(errors, 1)->line, 3);
	assert_null(strstr(error_list_at(errors, 1)->message, "did you mean"));
	arena_free(arena);
}

/* The offset of an error inside a scalar counts from behind its quote. */
static void test_error_inside(void **state)
{
	static const char yaml[] = "查: '合计{x}'\n找: 合计{x}\n";
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct yaml_node *root = yaml_parse(arena, "a.yaml", yaml, strlen(yaml), errors);

	(void)state;
	yaml_error_inside(errors, yaml_get(root, "查"), 2, "here");
	yaml_error_inside(errors, yaml_get(root, "找"), 2, "here");
	assert_int_equal(error_list_at(errors, 0)->column, 7);
	assert_int_equal(error_list_at(errors, 1)->column, 6);
	assert_int_equal(error_list_at(errors, 1)->line, 2);
	assert_string_equal(error_list_at(errors, 1)->excerpt, "找: 合计{x}");
	arena_free(arena);
}

int main(void)
{
	enum {
		PLACES = sizeof(places) / sizeof(*places),
		FAULTS = sizeof(faults) / sizeof(*faults),
		WORDS = sizeof(nearest) / sizeof(*nearest)
	};
	struct CMUnitTest tests[PLACES + FAULTS + WORDS + 2] = {0};
	size_t count = 0;

	for (size_t i = 0; i < PLACES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = places[i].name, .test_func = test_place, .initial_state = (void *)(uintptr_t)&places[i]};
	for (size_t i = 0; i < FAULTS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = faults[i].says, .test_func = test_fault, .initial_state = (void *)(uintptr_t)&faults[i]};
	for (size_t i = 0; i < WORDS; i++)
		tests[count++] = (struct CMUnitTest){.name = nearest[i].word,
						     .test_func = test_nearest,
						     .initial_state = (void *)(uintptr_t)&nearest[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_check_keys);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_error_inside);
	return _cmocka_run_group_tests("yaml", tests, count, NULL, NULL);
}
