/* Rule files: faults with their places, switched and replaced rules, the built-in packs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rule/rule.h"

/* Loads `yaml` as a user's file does. */
static void load(struct rule_set *set, const char *yaml, struct error_list *errors)
{
	char path[] = "/tmp/test_rule.XXXXXX";
	int descriptor = mkstemp(path);
	FILE *file;

	assert_true(descriptor >= 0);
	file = fdopen(descriptor, "w");
	assert_non_null(file);
	fputs(yaml, file);
	fclose(file);
	rule_set_load(set, path, errors);
	unlink(path);
}

#define RULE "- id: a/sum/one\n  find: '共{total:number}'\n  check: total == 1\n"

struct fault_case {
	const char *name;
	const char *yaml;
	size_t line;
	size_t column;
	const char *says;
};

static const struct fault_case faults[] = {
    {"unknown key", RULE "  titel: x\n", 4, 3, "unknown key 'titel'; did you mean 'title'"},
    {"unknown top key", "ruels: []\n", 1, 1, "did you mean 'rules'"},
    {"bad severity", RULE "  severity: eror\n", 4, 13, "unknown severity 'eror'; did you mean 'error'"},
    {"severity of the file", "severity: bad\nrules:\n" RULE, 1, 11, "unknown severity 'bad'"},
    {"bad within", RULE "  within: page\n", 4, 11, "unknown within 'page'"},
    {"no id", "- title: x\n  find: '共{a}'\n", 1, 3, "has no 'id'"},
    {"capital in id", "- id: a/Sum/one\n", 1, 7, "an id is small letters"},
    {"duplicate id", RULE RULE, 4, 3, "'a/sum/one' stands in line 1 too"},
    {"kind from id", "- id: a/sums/one\n  find: '共{a}'\n  title: x\n", 1, 3, "needs a 'kind'"},
    {"bad kind", RULE "  kind: smu\n", 4, 9, "did you mean 'sum'"},
    {"no find", "- id: a/sum/one\n  title: x\n  within: clause\n", 1, 3, "has no 'find'"},
    {"check without find", "- id: a/damage/one\n  title: x\n  check: a == 1\n", 3, 10, "nothing to check"},
    {"find is a mapping", "- id: a/sum/one\n  find: {total}\n  title: x\n", 2, 9, "quote it"},
    {"test without text", RULE "  tests:\n    - at: x\n", 5, 7, "either 'ok' or 'bad'"},
    {"test with both", RULE "  tests:\n    - ok: x\n      bad: y\n", 5, 7, "either 'ok' or 'bad'"},
    {"at not in test", RULE "  tests:\n    - bad: 共1\n      at: 共2\n", 6, 11, "do not stand in the test"},
    {"rules is no list", "rules: x\n", 1, 8, "a list of rules"},
    {"rule is no mapping", "- x\n", 1, 3, "a rule is a mapping"},
    {"switch of none", "- id: a/sum/none\n  severity: off\n", 1, 3, "no rule is named 'a/sum/none'"},
    {"role not bound", "- id: a/sum/one\n  find: '共{a}'\n  check: a == total\n", 3, 10, "has a hole {total}"},
    {"second role not bound", "- id: a/sum/one\n  find: '共{a}'\n  check: [a == 1, b == 1]\n", 3, 19, "has a hole {b}"},
    {"bad hole", "- id: a/sum/one\n  find: ['共{a}', '共{a:x}']\n  check: a == 1\n", 2, 20, "unknown condition"},
    {"bad check", "- id: a/sum/one\n  find: '共{a}'\n  check: a ==\n", 3, 14, "ends too early"},
    {"extends nothing", "- id: a/sum/one\n  extends: a/sum/none\n", 2, 12,
     "no rule before this one is named 'a/sum/none'"},
    {"extends a list", RULE "- id: a/sum/two\n  extends: [a/sum/one]\n", 5, 12, "the id of one rule"},
    {"extends a later rule", "- id: a/sum/two\n  extends: a/sum/one\n" RULE, 2, 12, "no rule before this one"},
    {"extends no file", "extends: none.yaml\nrules: []\n", 1, 10, "cannot read"},
    {"unless of no list", RULE "  unless: [未, '{@none}']\n", 4, 15, "no list of words is named 'none'"},
    {"mistakes is no list", "mistakes: a\n", 1, 11, "a list: '- of: …'"},
    {"mistake is no mapping", "mistakes: [a]\n", 1, 12, "a mapping: '- of: …'"},
    {"mistake without message", "mistakes:\n  - of: a == b\n    if: b == a\n", 2, 5, "'message' is missing"},
    {"mistake with a bad key", "mistakes:\n  - of: a == b\n    if: b == a\n    message: x\n    say: x\n", 5, 5,
     "'say'"},
    {"mistake with a list", "mistakes:\n  - of: a == b\n    if: [b == a]\n    message: x\n", 3, 9, "'if' is text"},
    {"mistake of a bad formula", "mistakes:\n  - of: a ==\n    if: b == a\n    message: x\n", 2, 13, "ends too early"},
    {"mistake of another role", "mistakes:\n  - of: a == b\n    if: c == a\n    message: x\n", 3, 9,
     "'c' is not in 'a == b'"},
    {"words is no mapping", "words: [a]\n", 1, 8, "lists by name"},
    {"words of one name", "words: {a: b}\n", 1, 12, "a list of words"},
};

static void test_fault(void **state)
{
	const struct fault_case *fault = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);
	const struct error *error;

	load(set, fault->yaml, errors);
	rule_set_finish(set, errors);
	assert_true(error_list_count(errors) > 0);
	error = error_list_at(errors, 0);
	if (!strstr(error->message, fault->says) || error_list_count(errors) > 1)
		fail_msg("%zu errors, says '%s'", error_list_count(errors), error->message);
	assert_int_equal(error->line, fault->line);
	assert_int_equal(error->column, fault->column);
	assert_non_null(strstr(error->path, "test_rule."));
	arena_free(arena);
}

/* Files loaded one after the other; what the rule a/sum/one then is. */
struct load_case {
	const char *name;
	const char *files[2];
	size_t rules;
	enum rule_severity severity;
	enum within within;
	const char *unless; /* with blanks between */
	size_t tests;
};

static const struct load_case loads[] = {
    {"defaults", {RULE}, 1, RULE_ERROR, WITHIN_SENTENCE, "", 0},
    {"own severity", {RULE "  severity: note\n"}, 1, RULE_NOTE, WITHIN_SENTENCE, "", 0},
    {"severity of the file", {"severity: warning\nrules:\n" RULE}, 1, RULE_WARNING, WITHIN_SENTENCE, "", 0},
    {"own before the file's",
     {"severity: warning\nwithin: report\nrules:\n" RULE "  severity: tick\n"},
     1,
     RULE_TICK,
     WITHIN_REPORT,
     "",
     0},
    {"own within", {RULE "  within: paragraph\n"}, 1, RULE_ERROR, WITHIN_PARAGRAPH, "", 0},
    {"switched off", {RULE, "- id: a/sum/one\n  severity: off\n"}, 1, RULE_OFF, WITHIN_SENTENCE, "", 0},
    {"switched down", {RULE, "rules:\n  - id: a/sum/one\n    severity: note\n"}, 1, RULE_NOTE, WITHIN_SENTENCE, "", 0},
    {"switched in its own file", {RULE "- id: a/sum/one\n  severity: off\n"}, 1, RULE_OFF, WITHIN_SENTENCE, "", 0},
    {"replaced", {RULE "  within: clause\n  unless: 约\n", RULE}, 1, RULE_ERROR, WITHIN_SENTENCE, "", 0},
    {"added", {RULE, "- id: a/sum/two\n  find: '计{x}'\n  check: x == 1\n"}, 2, RULE_ERROR, WITHIN_SENTENCE, "", 0},
    {"unless", {RULE "  unless: 约\n"}, 1, RULE_ERROR, WITHIN_SENTENCE, "约", 0},
    {"unless is folded", {RULE "  unless: [約, ＡＢ]\n"}, 1, RULE_ERROR, WITHIN_SENTENCE, "约 AB", 0},
    {"unless with a list",
     {"words: {soft: [约, 左右]}\nrules:\n" RULE "  unless: [未, '{@soft}']\n"},
     1,
     RULE_ERROR,
     WITHIN_SENTENCE,
     "未 约 左右",
     0},
    {"the list comes later",
     {RULE "  unless: '{@soft}'\n", "words: {soft: [约]}\n"},
     1,
     RULE_ERROR,
     WITHIN_SENTENCE,
     "约",
     0},
    {"the list grows",
     {"words: {soft: [约]}\nrules:\n" RULE "  unless: '{@soft}'\n", "words: {soft: [左右]}\n"},
     1,
     RULE_ERROR,
     WITHIN_SENTENCE,
     "约 左右",
     0},
    {"extended",
     {"severity: note\nrules:\n- id: a/sum/base\n  within: clause\n  find: '共{x}'\n  check: x == 1\n  unless: 约\n",
      "- id: a/sum/one\n  extends: a/sum/base\n"},
     2,
     RULE_NOTE,
     WITHIN_CLAUSE,
     "约",
     0},
    {"extended with its own keys",
     {"- id: a/sum/base\n  within: clause\n  find: ['共{x}', '计{x}']\n  check: x == 1\n  unless: 约\n"
      "- id: a/sum/one\n  extends: a/sum/base\n  find: '共{x}'\n  severity: warning\n  unless: [左右]\n"},
     2,
     RULE_WARNING,
     WITHIN_CLAUSE,
     "约 左右",
     0},
    {"extended when switched off",
     {"- id: a/sum/base\n  find: '共{x}'\n  check: x == 1\n- id: a/sum/base\n  severity: off\n"
      "- id: a/sum/one\n  extends: a/sum/base\n"},
     2,
     RULE_ERROR,
     WITHIN_SENTENCE,
     "",
     0},
    {"tests", {RULE "  tests:\n    - ok: 共1\n    - bad: 共2\n      at: 共2\n"}, 1, RULE_ERROR, WITHIN_SENTENCE, "", 2},
};

static void test_load(void **state)
{
	const struct load_case *one = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);
	struct buffer unless = {0};
	const struct rule *rule;

	for (size_t i = 0; i < 2 && one->files[i]; i++)
		load(set, one->files[i], errors);
	rule_set_finish(set, errors);
	if (error_list_count(errors) > 0)
		fail_msg("says '%s'", error_list_at(errors, 0)->message);
	assert_int_equal(rule_set_count(set), one->rules);
	rule = rule_set_find(set, "a/sum/one");
	assert_non_null(rule);
	assert_string_equal(rule->kind, "sum");
	assert_int_equal(rule->severity, one->severity);
	assert_int_equal(rule->within, one->within);
	assert_int_equal(rule->find_count, 1);
	assert_int_equal(rule->check_count, 1);
	assert_int_equal(rule->test_count, one->tests);
	for (size_t i = 0; i < rule->unless_count; i++)
		buffer_printf(&unless, "%s%s", i ? " " : "", rule->unless[i]);
	assert_string_equal(buffer_string(&unless), one->unless);
	buffer_release(&unless);
	arena_free(arena);
}

/* A replaced rule keeps its turn. */
static void test_replaced_index(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);

	(void)state;
	load(set, RULE "- id: a/sum/two\n  find: '计{x}'\n  check: x == 1\n", errors);
	load(set, RULE "  title: new\n", errors);
	rule_set_finish(set, errors);
	assert_int_equal(error_list_count(errors), 0);
	assert_int_equal(rule_set_count(set), 2);
	assert_string_equal(rule_set_at(set, 0)->id, "a/sum/one");
	assert_string_equal(rule_set_at(set, 0)->title, "new");
	assert_int_equal(rule_set_at(set, 0)->index, 0);
	arena_free(arena);
}

/* A title in a language goes before the title; a rule with a title of its own takes no language's from another. */
static void test_languages(void **state)
{
	static const char text[] = "- id: a/sum/one\n  title: 一\n  title-en: one\n  find: '计{x}'\n"
				   "  message: 计{x}\n  message-en: says {x}\n"
				   "- id: a/sum/two\n  extends: a/sum/one\n"
				   "- id: a/sum/three\n  extends: a/sum/one\n  title: 三\n  message: 三{x}\n"
				   "- id: a/sum/four\n  find: '计{x}'\n  title-zh: 四\n";
	static const struct {
		const char *titles[LANGUAGE_COUNT], *messages[LANGUAGE_COUNT];
	} rows[] = {{{"一", "one"}, {"计{x}", "says {x}"}},
		    {{"一", "one"}, {"计{x}", "says {x}"}},
		    {{"三", "三"}, {"三{x}", "三{x}"}},
		    {{"四", "a/sum/four"}, {NULL, NULL}}};
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);

	(void)state;
	load(set, text, errors);
	rule_set_finish(set, errors);
	assert_int_equal(error_list_count(errors), 0);
	for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
		const struct rule *rule = rule_set_at(set, row);

		for (int language = 0; language < LANGUAGE_COUNT; language++) {
			const char *message = rule_message(rule, (enum language)language);

			assert_string_equal(rule_title(rule, language), rows[row].titles[language]);
			assert_true(!message == !rows[row].messages[language]);
			if (message)
				assert_string_equal(message, rows[row].messages[language]);
		}
	}
	assert_string_equal(rule_title(rule_set_at(set, 0), LANGUAGE_AUTO), "一");
	set = rule_set_new(arena);
	load(set, "- id: a/sum/five\n  find: '计{x}'\n  message-en: says {y}\n", errors);
	rule_set_finish(set, errors);
	assert_int_equal(error_list_count(errors), 1);
	assert_int_equal(error_list_at(errors, 0)->line, 3);
	arena_free(arena);
}

static void test_no_file(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	rule_set_load(rule_set_new(arena), "/nowhere/rules.yaml", errors);
	assert_int_equal(error_list_count(errors), 1);
	assert_string_equal(error_list_at(errors, 0)->path, "/nowhere/rules.yaml");
	arena_free(arena);
}

static void test_kinds(void **state)
{
	(void)state;
	assert_true(rule_kind_is_built_in("duplicate"));
	assert_true(rule_kind_is_built_in("damage"));
	assert_false(rule_kind_is_built_in("sum"));
	assert_false(rule_kind_is_built_in("none"));
}

/* The packs in the program are without fault, and each of their rules shows what it allows and what it finds. */
static void test_builtin(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);

	(void)state;
	rule_set_load_builtin(set, errors);
	rule_set_finish(set, errors);
	rule_set_check_patterns(set, errors);
	if (error_list_count(errors) > 0)
		fail_msg("%s:%zu: %s", error_list_at(errors, 0)->path, error_list_at(errors, 0)->line,
			 error_list_at(errors, 0)->message);
	assert_true(rule_set_count(set) > 20);
	for (size_t i = 0; i < rule_set_count(set); i++) {
		const struct rule *rule = rule_set_at(set, i);
		size_t ok = 0, bad = 0;

		for (size_t t = 0; t < rule->test_count; t++) {
			ok += !rule->tests[t].is_bad;
			bad += rule->tests[t].is_bad;
		}
		if (ok == 0 || (bad == 0 && rule->severity != RULE_TICK) || !rule->title)
			fail_msg("%s: %zu ok, %zu bad, title %s", rule->id, ok, bad,
				 rule->title ? rule->title : "none");
		/* A second language says as much as the first. */
		if (!rule->titles[LANGUAGE_EN] || !rule->message != !rule->messages[LANGUAGE_EN])
			fail_msg("%s: 'title-en', or 'message-en' beside 'message', is missing", rule->id);
	}
	arena_free(arena);
}

int main(void)
{
	enum { FAULTS = sizeof(faults) / sizeof(*faults), LOADS = sizeof(loads) / sizeof(*loads) };
	struct CMUnitTest tests[FAULTS + LOADS + 5] = {0};
	size_t count = 0;

	for (size_t i = 0; i < FAULTS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = faults[i].name, .test_func = test_fault, .initial_state = (void *)(uintptr_t)&faults[i]};
	for (size_t i = 0; i < LOADS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = loads[i].name, .test_func = test_load, .initial_state = (void *)(uintptr_t)&loads[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_replaced_index);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_languages);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_no_file);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_kinds);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_builtin);
	return _cmocka_run_group_tests("rule", tests, count, NULL, NULL);
}
