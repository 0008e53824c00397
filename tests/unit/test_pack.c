/* Rule packs: every fault of a file in one run, one id in two files, lists of words, the schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rule/builtin.h"
#include "rule/lexicon.h"
#include "rule/pack.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "yaml/yaml.h"

#define BROKEN "fixtures/rules-broken/"

struct broken_case {
	const char *path;
	const char *errors; /* line:column: message, joined with newlines */
};

static const struct broken_case broken[] = {
    {BROKEN "colon.yaml", "2:13: words are divided by ', '; quote a word with 、 in it: '…'\n"
			  "4:7: a full-width colon: YAML needs ':' and a blank\n"
			  "8:11: a full-width colon: YAML needs ':' and a blank\n"
			  "9:13: a blank is missing after this colon"},
    {BROKEN "keys.yaml", "1:1: unknown key 'langauge'; did you mean 'language'?\n"
			 "4:5: unknown key 'tittle'; did you mean 'title'?\n"
			 "7:5: the rule has no 'id'\n"
			 "9:9: an id is small letters, digits and -, in parts joined by /: zh/sum/parts\n"
			 "15:5: the id 'own/sum/docks' stands in line 13 too\n"
			 "5:19: unknown condition of a hole: 'tons'; did you mean 'to'?\n"
			 "6:16: the check ends too early\n"
			 "16:13: '}' is missing"},
    {BROKEN "choices.yaml",
     "1:11: unknown severity 'fatal'; it is one of tick, note, warning, error, off\n"
     "2:9: unknown within 'line'; it is one of clause, sentence, paragraph, section, article, report\n"
     "4:5: 'own/summ/docks' needs a 'kind': the second part of its id is none; did you mean 'sum'?\n"
     "6:5: 'own/docks' needs a 'kind': the second part of its id is none\n"
     "10:15: unknown severity 'warn'; did you mean 'warning'?\n"
     "11:13: unknown within 'sentense'; did you mean 'sentence'?\n"
     "9:11: unknown kind 'shares'; did you mean 'share'?"},
    {BROKEN "types.yaml", "3:11: a list of words should stand here: [合计, 共计]\n"
			  "4:15: a word should stand here\n"
			  "4:21: a word should stand here\n"
			  "5:10: the list has no words\n"
			  "1:11: 'language' is text\n"
			  "7:5: a rule is a mapping: '- id: …'\n"
			  "8:9: an id is small letters, digits and -, in parts joined by /: zh/sum/parts\n"
			  "10:12: 'title' is text\n"
			  "11:15: 'severity' is one word\n"
			  "12:11: 'find' is text or a list of texts; quote it: '…'\n"
			  "13:13: text should stand here; quote it: '…'\n"
			  "14:13: 'unless' is text or a list of texts; quote it: '…'\n"
			  "15:12: 'tests' is a list"},
    {BROKEN "phrases.yaml",
     "2:5: 'own/sum/none' has no 'find'\n"
     "3:12: a check without a 'find' has nothing to check\n"
     "4:5: 'own/sum/empty' has no 'find'\n"
     "7:11: a full-width quote: YAML needs ' or \"\n"
     "9:11: the kind 'sequence' is built in and takes no phrases\n"
     "13:9: unknown condition of a hole: 'tons'; did you mean 'to'?\n"
     "15:7: a role, a number or '(' should stand here\n"
     "18:12: no phrase of 'own/sum/roles' has a hole {c}\n"
     "19:25: no phrase of 'own/sum/roles' has a hole {differnce}; results are {stated}, {computed}, {difference}, "
     "{arithmetic}"},
    {BROKEN "tests.yaml", "6:9: a test is a mapping with 'ok' or 'bad'\n"
			  "7:9: a test has either 'ok' or 'bad'\n"
			  "9:9: unknown key 'okay'; did you mean 'ok'?\n"
			  "10:9: a test has either 'ok' or 'bad'\n"
			  "11:13: the test has no text\n"
			  "13:15: 'at' and 'says' belong to a 'bad' test\n"
			  "15:13: these words do not stand in the test"},
    {BROKEN "parameters.yaml", "3:54: a whole number should stand here\n"
			       "3:12: unknown key 'article-similarty'; did you mean 'article-similarity'?\n"
			       "5:11: the kind 'damage' takes no parameters\n"
			       "7:11: 'with' is a mapping of parameters"},
    {BROKEN "unless.yaml", "4:14: no list of words is named 'no-such'\n"
			   "4:28: a word should stand here\n"
			   "4:43: '}' is missing"},
    {BROKEN "unit-behind-hole.yaml",
     "3:22: {income} takes its unit with it; leave it out or write {income:money}: '亿元'\n"
     "9:17: {n} takes its unit with it; leave it out or write {n:people}: '人'"},
    {BROKEN "switch.yaml", "4:13: unknown severity 'of'; did you mean 'off'?\n"
			   "1:3: no rule is named 'zh/sum/parts-than-total'; did you mean 'zh/sum/parts-then-total'?"},
    {BROKEN "twice", "1:3: the id 'own/sum/stores' stands in " BROKEN "twice/first.yaml:1 too"},
    {BROKEN "no-such.yaml", "0:0: cannot be read: No such file or directory"},
    {"checker/base", "0:0: no .yaml or .yml file in this folder"},
};

static void compare_errors(const struct error_list *errors, const char *expected)
{
	struct buffer all = {0};

	for (size_t i = 0; i < error_list_count(errors); i++) {
		const struct error *error = error_list_at(errors, i);

		buffer_printf(&all, "%s%zu:%zu: %s", i ? "\n" : "", error->line, error->column, error->message);
		assert_true(error->line == 0 || error->excerpt != NULL);
	}
	assert_string_equal(buffer_string(&all), expected);
	buffer_release(&all);
}

static struct rule_set *load(struct arena *arena, const char *path, struct error_list *errors)
{
	struct rule_set *set = rule_set_new(arena);

	rule_set_load_builtin(set, errors);
	rule_set_load(set, path, errors);
	rule_set_finish(set, errors);
	return set;
}

static void test_broken(void **state)
{
	const struct broken_case *one = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	load(arena, one->path, errors);
	compare_errors(errors, one->errors);
	arena_free(arena);
}

static void test_words(void **state)
{
	static const char bytes[] = "total: [合計, 共计]\nother: [其余]\n", more[] = "total: ['总计，共', Ａ]\n";
	static const char *const expected[] = {"合计", "共计", "总计,共", "A"};
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct word_lists *lists = word_lists_new(arena);
	const char *const *words;
	size_t count;

	(void)state;
	word_lists_load(lists, yaml_parse(arena, "a.yaml", bytes, strlen(bytes), errors), errors);
	word_lists_load(lists, yaml_parse(arena, "b.yaml", more, strlen(more), errors), errors);
	compare_errors(errors, "");
	words = word_lists_find(lists, "total", &count);
	assert_int_equal(count, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < count; i++)
		assert_string_equal(words[i], expected[i]);
	assert_null(word_lists_find(lists, "none", &count));
	assert_int_equal(count, 0);
	arena_free(arena);
}

static void expect_keys(const struct yaml_node *mapping, const char *const *keys, const char *const *more)
{
	size_t count = 0;

	for (; *keys; keys++, count++)
		if (!yaml_get(mapping, *keys))
			fail_msg("the schema lacks '%s'", *keys);
	for (; more && *more; more++, count++)
		if (!yaml_get(mapping, *more))
			fail_msg("the schema lacks '%s'", *more);
	assert_int_equal(mapping->pair_count, count);
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

static const struct yaml_node *properties(const struct yaml_node *definitions, const char *name)
{
	return yaml_get(yaml_get(definitions, name), "properties");
}

/* What editors are told of rule files is what the program accepts. JSON is YAML. */
static void test_schema(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	const struct yaml_node *root = yaml_parse(arena, "schema.json", builtin_schema, strlen(builtin_schema), errors);
	const struct yaml_node *definitions, *rule, *with;
	size_t count = 0;

	(void)state;
	compare_errors(errors, "");
	definitions = yaml_get(root, "definitions");
	rule = properties(definitions, "rule");
	with = yaml_get(yaml_get(rule, "with"), "properties");
	expect_keys(properties(definitions, "pack"), pack_keys, lexicon_keys);
	expect_keys(rule, pack_rule_keys, NULL);
	expect_keys(properties(definitions, "test"), pack_test_keys, NULL);
	expect_words(yaml_get(yaml_get(definitions, "kind"), "enum"), rule_kinds);
	expect_words(yaml_get(yaml_get(definitions, "severity"), "enum"), pack_severities);
	expect_words(yaml_get(yaml_get(definitions, "within"), "enum"), pack_scopes);
	for (const struct parameter *parameter = rule_parameters; parameter->name; parameter++) {
		const struct parameter *same = rule_parameters;

		if (!yaml_get(with, parameter->name))
			fail_msg("the schema lacks '%s'", parameter->name);
		/* Several kinds may take a parameter of one name. */
		while (strcmp(same->name, parameter->name) != 0)
			same++;
		count += same == parameter;
	}
	assert_int_equal(with->pair_count, count);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest others[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_schema)};
	enum { BROKEN_CASES = sizeof(broken) / sizeof(*broken), OTHERS = sizeof(others) / sizeof(*others) };
	struct CMUnitTest tests[BROKEN_CASES + OTHERS] = {0};

	for (size_t i = 0; i < BROKEN_CASES; i++)
		tests[i] = (struct CMUnitTest){
		    .name = broken[i].path, .test_func = test_broken, .initial_state = (void *)(uintptr_t)&broken[i]};
	memcpy(tests + BROKEN_CASES, others, sizeof(others));
	return _cmocka_run_group_tests("pack", tests, BROKEN_CASES + OTHERS, NULL, NULL);
}
