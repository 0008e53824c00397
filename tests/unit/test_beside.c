/* Words beside claims: which clauses count, and that what was remembered says the same as looking anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "claim/beside.h"
#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

static const char *const words[] = {"人均", "约", "户均", "岁"};
static const struct rule rule = {.unless = words, .unless_count = 4};

struct report {
	struct arena *arena;
	struct claim_source source;
	const struct rule_set *rules;
	const char *folded;
};

static struct report read_report(const char *text)
{
	struct report report = {.arena = arena_new()};
	struct error_list *errors = error_list_new(report.arena);

	report.source.text = text_from_bytes(report.arena, "a.txt", text, strlen(text), errors);
	assert_non_null(report.source.text);
	report.rules = rule_set_prepared(report.arena);
	report.source.document = document_new(report.arena, report.source.text);
	report.source.figures =
	    figures_extract(report.arena, report.source.text, report.source.document, rule_set_lexicon(report.rules));
	report.folded = text_folded(report.source.text);
	return report;
}

static const char *word_beside(const struct report *report, struct beside *beside, struct span span)
{
	const struct claim claim = {.rule = &rule, .span = span};

	return beside_word(beside ? beside : beside_new(report->arena, &report->source, report->rules), &claim);
}

struct beside_case {
	const char *text;
	const char *claim; /* where it stands */
	const char *word;  /* NULL where none is beside it */
};

static const struct beside_case cases[] = {
    {"收入3亿元,人均5万元。", "收入3亿元", NULL},
    {"按人均算,收入3亿元,支出2亿元。", "收入3亿元", "人均"},
    {"收入3亿元,以上为人均。", "收入3亿元", "人均"},
    {"按人均算。收入3亿元。", "收入3亿元", NULL},
    {"37.3万人均已参保,收入3亿元。", "37.3万人均已参保", NULL},
    {"户均收入人均3亿元。", "3亿元", "人均"},
    {"岁出3亿元,岁入2亿元。", "3亿元,岁入2亿元", NULL},
    {"甲村户", "甲村户", NULL},
};

static void test_clauses(void **state)
{
	const struct beside_case *one = *state;
	struct report report = read_report(one->text);
	size_t start = (size_t)(strstr(report.folded, one->claim) - report.folded);
	const char *found = word_beside(&report, NULL, (struct span){start, start + strlen(one->claim)});

	if (one->word)
		assert_string_equal(found, one->word);
	else
		assert_null(found);
	arena_free(report.arena);
}

/* Every stretch of the text between two figures, in an order that jumps about. */
static void test_remembered(void **state)
{
	struct report report = read_report("按人均算,收入3亿元(其中甲1亿元、乙约2亿元),支出2亿元;户均5万元,人口4万人。"
					   "今年收入4亿元,37.3万人均已参保,支出3亿元,大约增长5%,结余1亿元。");
	struct beside *beside = beside_new(report.arena, &report.source, report.rules);
	size_t count = figures_count(report.source.figures), found = 0;

	(void)state;
	assert_true(count > 8);
	for (size_t i = 0; i < 7 * count * count; i++) {
		size_t first = i * 5 % count, last = i / count % count;
		struct span span = {figures_at(report.source.figures, first)->span.start,
				    figures_at(report.source.figures, last)->span.end};
		const char *anew;

		if (last < first)
			continue;
		anew = word_beside(&report, NULL, span);
		found += anew != NULL;
		assert_ptr_equal(word_beside(&report, beside, span), anew);
	}
	assert_true(found > 0);
	arena_free(report.arena);
}

enum { COUNT = sizeof(cases) / sizeof(*cases) };

int main(void)
{
	struct CMUnitTest tests[COUNT + 1];

	for (size_t i = 0; i < COUNT; i++)
		tests[i] = (struct CMUnitTest){cases[i].text, test_clauses, NULL, NULL, (void *)(uintptr_t)&cases[i]};
	tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(test_remembered);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
