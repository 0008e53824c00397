/* The configuration: the nearest file, what it extends, faults, ignored reports, where accepted findings are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "config/config.h"
#include "config/path.h"
#include "rule/builtin.h"
#include "yaml/yaml.h"

/* A folder of its own, which is the current one while a test runs. */
struct scratch {
	struct arena *arena;
	struct error_list *errors;
	char name[32];
};

static int set_up(void **state)
{
	struct scratch *scratch = calloc(1, sizeof(*scratch));

	scratch->arena = arena_new();
	scratch->errors = error_list_new(scratch->arena);
	strcpy(scratch->name, "/tmp/test_config.XXXXXX");
	*state = scratch;
	return mkdtemp(scratch->name) && chdir(scratch->name) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	struct scratch *scratch = *state;
	const char *command = arena_printf(scratch->arena, "rm -rf %s", scratch->name);
	int status = chdir("/") == 0 ? system(command) : -1;

	arena_free(scratch->arena);
	free(scratch);
	return status;
}

/* Writes a file and the folders it lies in. */
static void put(const char *path, const char *bytes)
{
	char folder[256];
	FILE *file;

	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		mkdir(folder, 0777);
	}
	file = fopen(path, "wb");
	assert_non_null(file);
	fputs(bytes, file);
	fclose(file);
}

static const struct config *read_config(struct scratch *scratch, const char *report, const char *named)
{
	return config_read(scratch->arena, report, named, scratch->errors);
}

static void expect_errors(const struct scratch *scratch, const char *expected)
{
	struct buffer all = {0};

	for (size_t i = 0; i < error_list_count(scratch->errors); i++) {
		const struct error *error = error_list_at(scratch->errors, i);

		buffer_printf(&all, "%s%s:%zu:%zu: %s", i ? "\n" : "", error->path, error->line, error->column,
			      error->message);
	}
	assert_string_equal(buffer_string(&all), expected);
	buffer_release(&all);
}

static void test_nearest(void **state)
{
	struct scratch *scratch = *state;

	put(".rcheck.yaml", "fail-on: note\n");
	put("a/b/.rcheck.yaml", "fail-on: warning\n");
	put("a/b/c/x.txt", "");
	assert_string_equal(read_config(scratch, NULL, NULL)->path, ".rcheck.yaml");
	assert_string_equal(read_config(scratch, "-", NULL)->path, ".rcheck.yaml");
	assert_string_equal(read_config(scratch, "a/x.txt", NULL)->path, ".rcheck.yaml");
	assert_string_equal(read_config(scratch, "a", NULL)->path, ".rcheck.yaml");
	assert_string_equal(read_config(scratch, "a/b", NULL)->path, "a/b/.rcheck.yaml");
	assert_string_equal(read_config(scratch, "a/b/c", NULL)->path, "a/b/.rcheck.yaml");
	assert_string_equal(read_config(scratch, "a/b/c/x.txt", NULL)->path, "a/b/.rcheck.yaml");
	assert_string_equal(read_config(scratch, "a/b/c/none.txt", NULL)->fail_on.value, "warning");
	assert_string_equal(read_config(scratch, "a/b/c/x.txt", ".rcheck.yaml")->fail_on.value, "note");
	assert_null(config_none(scratch->arena, "a/b")->path);
	expect_errors(scratch, "");
}

/* A setting of the nearer file goes first, severities rule by rule; lists are joined; paths are from their file. */
static void test_extends(void **state)
{
	struct scratch *scratch = *state;
	const struct config *config;

	put("team/base.yaml", "rules: [one.yaml]\nfail-on: note\naccepted: known.yaml\nignore: a\n"
			      "severity: {zh/a: off, zh/b: note}\n");
	put("project/middle.yaml", "extends: ../team/base.yaml\nseverity: {zh/b: error}\n");
	put("project/.rcheck.yaml", "extends: middle.yaml\nrules: two.yaml\nfail-on: never\nignore: [b]\n"
				    "severity: {zh/c: tick}\n");
	config = read_config(scratch, "project/x.txt", NULL);
	expect_errors(scratch, "");
	assert_int_equal(config->extends_count, 2);
	assert_int_equal(config->rules_count, 2);
	assert_string_equal(path_shown(scratch->arena, config->rules[0].value), "team/one.yaml");
	assert_string_equal(path_shown(scratch->arena, config->rules[1].value), "project/two.yaml");
	assert_string_equal(config->fail_on.value, "never");
	assert_string_equal(config->fail_on.node->file->path, "project/.rcheck.yaml");
	assert_int_equal(config->fail_on.node->line, 3);
	assert_int_equal(config->severity_count, 3);
	assert_string_equal(config->severity_rules[1]->value, "zh/b");
	assert_string_equal(config->severities[1].value, "error");
	assert_string_equal(config->severity_rules[1]->file->path, "project/middle.yaml");
	assert_string_equal(path_shown(scratch->arena, config_accepted_path(scratch->arena, config)),
			    "team/known.yaml");
	assert_int_equal(config->ignore_count, 2);
}

struct fault_case {
	const char *bytes; /* of .rcheck.yaml */
	const char *errors;
};

static const struct fault_case faults[] = {
    {"ignored: a\n", ".rcheck.yaml:1:1: unknown key 'ignored'; did you mean 'ignore'?"},
    {"fail-on: error\nfail-on: note\n", ".rcheck.yaml:2:1: the key 'fail-on' stands twice"},
    {"fail-on: warn\n", ".rcheck.yaml:1:10: unknown level of fail-on 'warn'; did you mean 'warning'?"},
    {"fail-on: off\n", ".rcheck.yaml:1:10: unknown level of fail-on 'off'; it is one of error, warning, note, never"},
    {"severity:\n  zh/a: never\n",
     ".rcheck.yaml:2:9: unknown severity 'never'; it is one of error, warning, note, tick, off"},
    {"severity: [zh/a]\n", ".rcheck.yaml:1:11: 'severity' is a mapping from rules to levels"},
    {"accepted:\n", ".rcheck.yaml:1:10: one path of the file of accepted findings should stand here, not nothing"},
    {"rules: [a, {b: c}]\n", ".rcheck.yaml:1:12: one path of a rule file or folder should stand here"},
    {"ignore: [a, /b, c]\n",
     ".rcheck.yaml:1:13: patterns are relative to the folder of this file: leave out the first /"},
    {"extends: none.yaml\n", ".rcheck.yaml:1:10: cannot read 'none.yaml'"},
    {"extends: .rcheck.yaml\n", ".rcheck.yaml:1:10: '.rcheck.yaml' extends itself"},
    {"extends: ./x/../.rcheck.yaml\n", ".rcheck.yaml:1:10: './x/../.rcheck.yaml' extends itself"},
    {"jobs: 0\n", ".rcheck.yaml:1:7: a number from 1 to 1024 should stand here, not '0'"},
    {"jobs: 1025\n", ".rcheck.yaml:1:7: a number from 1 to 1024 should stand here, not '1025'"},
    {"jobs: -1\n", ".rcheck.yaml:1:7: a number from 1 to 1024 should stand here, not '-1'"},
    {"jobs: 2 of 4\n", ".rcheck.yaml:1:7: a number from 1 to 1024 should stand here, not '2 of 4'"},
    {"fail-on：note\n", ".rcheck.yaml:1:8: a full-width colon: YAML needs ':' and a blank"},
    {"- fail-on\n", ".rcheck.yaml:1:1: settings should stand here, as 'fail-on: warning'"},
    {"", ".rcheck.yaml:1:1: the file is empty"},
};

static void test_fault(void **state)
{
	struct scratch *scratch = *state;

	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		scratch->errors = error_list_new(scratch->arena);
		put(".rcheck.yaml", faults[i].bytes);
		read_config(scratch, NULL, NULL);
		expect_errors(scratch, faults[i].errors);
	}
}

/* A chain of the greatest length is read, one more is not. */
static void test_chain(void **state)
{
	struct scratch *scratch = *state;
	char name[32], bytes[32];

	for (int i = 0; i < LIMIT_CONFIG_DEPTH; i++) {
		snprintf(name, sizeof(name), "%d.yaml", i);
		snprintf(bytes, sizeof(bytes), "extends: %d.yaml\n", i + 1);
		put(name, i + 1 < LIMIT_CONFIG_DEPTH ? bytes : "fail-on: note\n");
	}
	assert_string_equal(read_config(scratch, NULL, "0.yaml")->fail_on.value, "note");
	expect_errors(scratch, "");
	put(name, bytes);
	put("16.yaml", "fail-on: note\n");
	assert_null(read_config(scratch, NULL, "0.yaml")->fail_on.value);
	expect_errors(scratch, "15.yaml:1:10: more than 16 files that extend one another");
}

static void test_ignores(void **state)
{
	struct scratch *scratch = *state;
	const struct config *config;

	put("p/.rcheck.yaml", "extends: team/base.yaml\nignore: ['drafts', '**/*-old.md']\n");
	put("p/team/base.yaml", "ignore: notes\n");
	config = read_config(scratch, "p", NULL);
	assert_non_null(config_ignores(scratch->arena, config, "p/drafts/a.txt"));
	assert_non_null(config_ignores(scratch->arena, config, "./p/../p/drafts/a.txt"));
	assert_non_null(config_ignores(scratch->arena, config, "p/a/b-old.md"));
	assert_non_null(config_ignores(scratch->arena, config, "p/team/notes/a.txt"));
	assert_null(config_ignores(scratch->arena, config, "p/notes/a.txt"));
	assert_null(config_ignores(scratch->arena, config, "p/a.txt"));
	assert_null(config_ignores(scratch->arena, config, "q/b-old.md"));
	assert_null(config_ignores(scratch->arena, config, "drafts"));
	assert_null(config_ignores(scratch->arena, config, "-"));
}

static const char *accepted_for(struct scratch *scratch, const char *report)
{
	const struct config *config = read_config(scratch, report, NULL);

	return path_shown(scratch->arena, config_accepted_path(scratch->arena, config));
}

static void test_accepted_path(void **state)
{
	struct scratch *scratch = *state;

	put("a/x.txt", "");
	assert_string_equal(accepted_for(scratch, "a/x.txt"), ".rcheck-accepted.yaml");
	assert_string_equal(accepted_for(scratch, "../x.txt"), "../.rcheck-accepted.yaml");
	put("a/.rcheck-accepted.yaml", "accepted: []\n");
	assert_string_equal(accepted_for(scratch, "a/x.txt"), "a/.rcheck-accepted.yaml");
	assert_string_equal(accepted_for(scratch, "-"), ".rcheck-accepted.yaml");
	put("a/b/.rcheck.yaml", "fail-on: note\n");
	assert_string_equal(accepted_for(scratch, "a/b/x.txt"), "a/b/.rcheck-accepted.yaml");
	put("a/b/.rcheck.yaml", "accepted: ../known.yaml\n");
	assert_string_equal(accepted_for(scratch, "a/b/x.txt"), "a/known.yaml");
}

static void expect_words(const struct yaml_node *list, const char *const *words)
{
	size_t count = 0;

	for (; words[count]; count++) {
		assert_true(count < list->item_count);
		assert_string_equal(list->items[count]->value, words[count]);
	}
	assert_int_equal(list->item_count, count);
}

/* What editors are told of the file is what the program accepts. */
static void test_schema(void **state)
{
	struct scratch *scratch = *state;
	const struct yaml_node *root = yaml_parse(scratch->arena, "schema.json", builtin_config_schema,
						  strlen(builtin_config_schema), scratch->errors);
	const struct yaml_node *properties, *definitions;
	size_t count = 0;

	expect_errors(scratch, "");
	properties = yaml_get(root, "properties");
	definitions = yaml_get(root, "definitions");
	for (; config_keys[count]; count++)
		if (!yaml_get(properties, config_keys[count]))
			fail_msg("the schema lacks '%s'", config_keys[count]);
	assert_int_equal(properties->pair_count, count);
	expect_words(yaml_get(yaml_get(definitions, "severity"), "enum"), config_levels);
	expect_words(yaml_get(yaml_get(definitions, "level"), "enum"), config_fail_levels);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
	static const struct CMUnitTest tests[] = {TEST(test_nearest), TEST(test_extends), TEST(test_fault),
						  TEST(test_chain),   TEST(test_ignores), TEST(test_accepted_path),
						  TEST(test_schema)};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
