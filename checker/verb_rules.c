/* The verbs rules and explain. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "cli.h"
#include "explain.h"
#include "finding/finding.h"
#include "pipeline.h"
#include "rule/builtin.h"
#include "rule/rule.h"
#include "settings.h"
#include "text/text.h"
#include "verbs.h"
#include "yaml/yaml.h"

static int list_rules(const struct rule_set *rules, int language)
{
	for (size_t i = 0; i < rule_set_count(rules); i++) {
		const struct rule *rule = rule_set_at(rules, i);

		printf("%-40s %-8s %s\n", rule->id, explain_severity(rule), rule_title(rule, language));
	}
	return STATUS_CLEAN;
}

/* The rule that the next argument names, or NULL with an error printed. */
static const struct rule *named_rule(const struct cli *cli, const struct rule_set *rules, size_t argument)
{
	const char *id = argument < cli->argument_count ? cli->arguments[argument] : NULL;
	const struct rule *rule = id ? rule_set_find(rules, id) : NULL;

	if (!id)
		fputs("rcheck: the id of a rule should follow; 'rcheck rules list' lists them\n", stderr);
	else if (!rule)
		fprintf(stderr, "rcheck: no rule is named '%s'; 'rcheck rules list' lists them\n", id);
	return rule;
}

/* The rule's own lines of its file: from its mapping to the next item of the list. */
static int show_rule(const struct rule *rule)
{
	const struct yaml_file *file = rule->node->file;
	size_t indent = rule->node->column > 2 ? rule->node->column - 3 : 0, length;
	const char *start = yaml_line(file, rule->node->line, &length), *at = start;
	const char *end = file->bytes + file->length;

	do {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		at = newline ? newline + 1 : end;
	} while (at < end && (*at == '\n' || strspn(at, " ") > indent));
	while (at > start + 1 && at[-2] == '\n')
		at--;
	printf("# %s:%zu\n%.*s", file->path, rule->node->line, (int)(at - start), start);
	return STATUS_CLEAN;
}

struct test_run {
	struct arena *arena;
	const struct checker *checker;
	const struct rule_set *rules;
	const struct rule *rule;
	size_t tests;
	size_t failed;
};

static void fail(struct test_run *run, const struct yaml_node *node, const char *what, const char *text)
{
	run->failed++;
	printf("%s:%zu:%zu: %s: %s%s%s\n", node->file->path, node->line, node->column, run->rule->id, what,
	       text ? ": " : "", text ? text : "");
}

/* Does the finding overlap the first place where `at` stands in the test? */
static bool stands_at(const struct text *text, const struct rule_test *test, const struct finding *finding)
{
	const char *source = text_source(text), *found;
	struct span wanted;

	if (!test->at)
		return true;
	found = strstr(test->text, test->at);
	wanted.start = (size_t)(found - test->text);
	wanted.end = wanted.start + strlen(test->at);
	if (span_overlaps(text_source_span(text, finding->span), wanted))
		return true;
	for (size_t i = 0; source && i < finding->operand_count; i++)
		if (span_overlaps(text_source_span(text, finding->operands[i].span), wanted))
			return true;
	return false;
}

static void run_test(struct test_run *run, const struct rule_test *test)
{
	struct error_list *errors = error_list_new(run->arena);
	struct text *text = text_from_bytes(run->arena, "test", test->text, strlen(test->text), errors);
	size_t failed = run->failed;
	const struct finding_list *findings;
	bool caught = false, placed = false, said = false, ticked = false, alarmed = false;
	const char *message = "";

	run->tests++;
	if (!text) {
		fail(run, test->node, "the test cannot be read", test->text);
		return;
	}
	findings = checker_run(run->arena, run->arena, run->checker, text, run->rule)->findings;
	for (size_t i = 0; i < finding_list_count(findings); i++) {
		const struct finding *finding = finding_list_at(findings, i);
		bool here = stands_at(text, test, finding);

		ticked |= finding->severity == SEVERITY_TICK;
		alarmed |= finding->severity >= SEVERITY_WARNING;
		if (finding->severity == SEVERITY_TICK || finding->verdict != VERDICT_DISAGREES)
			continue;
		caught = true;
		placed |= here;
		message = here && finding->message ? finding->message : message;
		said |= here && (!test->says || (finding->message && strstr(finding->message, test->says)));
	}
	if (!test->is_bad && alarmed)
		fail(run, test->node, "an ok test is not silent", test->text);
	else if (!test->is_bad && run->rule->severity == RULE_TICK && !ticked)
		fail(run, test->node, "a tick rule does not confirm", test->text);
	else if (test->is_bad && !caught)
		fail(run, test->node, "a bad test is not caught", test->text);
	else if (test->is_bad && !placed)
		fail(run, test->node, "the finding is not at", test->at);
	else if (test->is_bad && !said)
		fail(run, test->node, "the message does not say",
		     arena_printf(run->arena, "%s; it says: %s", test->says, message));
	if (run->failed > failed && run->rule->find_count > 0)
		why_explain(run->arena, run->rules, run->rule, text, findings);
}

static void run_rule(struct test_run *run)
{
	size_t good = 0, bad = 0;

	for (size_t i = 0; i < run->rule->test_count; i++) {
		bad += run->rule->tests[i].is_bad;
		good += !run->rule->tests[i].is_bad;
		run_test(run, &run->rule->tests[i]);
	}
	if (good == 0)
		fail(run, run->rule->node, "no 'ok' test", NULL);
	if (bad == 0 && run->rule->severity != RULE_TICK)
		fail(run, run->rule->node, "no 'bad' test", NULL);
}

/* Is the rule from one of the files or folders that were named? From any, when none was. */
static bool is_wanted(const struct cli *cli, const struct rule *rule)
{
	for (size_t i = 0; i < cli->rules_count; i++) {
		size_t length = strlen(cli->rules[i]);

		if (strncmp(rule->node->file->path, cli->rules[i], length) == 0)
			return true;
	}
	return cli->rules_count == 0;
}

static int test_rules(struct arena *arena, const struct cli *cli, struct rule_set *rules, struct error_list *errors)
{
	struct test_run run = {.arena = arena, .checker = checker_new(arena, rules), .rules = rules};
	size_t count = 0;

	rule_set_check_patterns(rules, errors);
	for (size_t i = 0; i < rule_set_count(rules); i++) {
		run.rule = rule_set_at(rules, i);
		if (run.rule->severity == RULE_OFF || !is_wanted(cli, run.rule))
			continue;
		run_rule(&run);
		count++;
	}
	printf("%zu rules, %zu tests, %zu failed\n", count, run.tests, run.failed);
	error_list_print(errors, stderr);
	return error_list_count(errors) ? STATUS_INCOMPLETE : run.failed ? STATUS_FOUND : STATUS_CLEAN;
}

int verb_rules(struct arena *arena, const struct cli *cli, const struct settings *settings, struct rule_set *rules,
	       struct error_list *errors)
{
	const char *what = cli->argument_count > 0 ? cli->arguments[0] : "list";
	const struct rule *rule;

	if (strcmp(what, "list") == 0)
		return list_rules(rules, settings->language);
	if (strcmp(what, "show") == 0) {
		rule = named_rule(cli, rules, 1);
		return rule ? show_rule(rule) : STATUS_INCOMPLETE;
	}
	if (strcmp(what, "why") == 0) {
		rule = named_rule(cli, rules, 1);
		return rule ? verb_why(arena, cli, settings, rules, rule, errors) : STATUS_INCOMPLETE;
	}
	if (strcmp(what, "test") == 0)
		return test_rules(arena, cli, rules, errors);
	if (strcmp(what, "schema") == 0) {
		bool of_config = cli->argument_count > 1 && strcmp(cli->arguments[1], "config") == 0;

		fputs(of_config ? builtin_config_schema : builtin_schema, stdout);
		return STATUS_CLEAN;
	}
	fprintf(
	    stderr,
	    "rcheck: 'rules' knows list, show RULE, test [PATH], why RULE FILE[:LINE] and schema [config], not '%s'\n",
	    what);
	return STATUS_INCOMPLETE;
}

int verb_explain(struct arena *arena, const struct cli *cli, const struct settings *settings,
		 const struct rule_set *rules)
{
	const struct rule *rule = named_rule(cli, rules, 0);

	if (!rule)
		return STATUS_INCOMPLETE;
	printf("%s (%s, %s)\n%s", rule->id, rule->kind, explain_severity(rule),
	       explain_rule(arena, rule, settings->language));
	return STATUS_CLEAN;
}
