/* Findings: their order, exact repeats dropped, fingerprints that stay with the words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "finding/finding.h"
#include "text/document.h"
#include "text/text.h"

static struct text *fold(struct arena *arena, const char *report)
{
	struct text *text = text_from_bytes(arena, "a.txt", report, strlen(report), error_list_new(arena));

	assert_non_null(text);
	return text;
}

/* Findings are written as small letters; where they stand is in `letters`. */
struct letter {
	size_t start;
	size_t end;
	const char *rule;
	enum verdict verdict;
	const char *message;
};

static const struct letter letters[] = {
    {3, 6, "zh/sum/a", VERDICT_DISAGREES, "x"},  /* a */
    {0, 6, "zh/sum/a", VERDICT_DISAGREES, "x"},  /* b: begins earlier */
    {3, 9, "zh/sum/a", VERDICT_DISAGREES, "x"},  /* c: ends later */
    {3, 6, "zh/sum/b", VERDICT_DISAGREES, "x"},  /* d: another rule */
    {3, 6, "zh/sum/a", VERDICT_AGREES, "x"},     /* e: another verdict */
    {3, 6, "zh/sum/a", VERDICT_DISAGREES, "y"},  /* f: another message */
    {3, 6, "zh/sum/a", VERDICT_DISAGREES, NULL}, /* g: none */
};

struct order_case {
	const char *added;
	const char *order;
};

static const struct order_case orders[] = {
    {"", ""},          {"a", "a"},   {"ab", "ba"},           {"ca", "ac"},           {"da", "ad"}, {"ae", "ea"},
    {"fa", "af"},      {"ag", "ga"}, {"gfedcba", "begafdc"}, {"abcdefg", "begafdc"}, {"aa", "a"},  {"abab", "ba"},
    {"dacaad", "adc"}, {"gg", "g"},
};

static void test_order(void **state)
{
	const struct order_case *one = *state;
	struct arena *arena = arena_new();
	struct finding_list *list = finding_list_new(arena);
	struct buffer order = {0};
	struct text *text;

	for (const char *letter = one->added; *letter; letter++) {
		const struct letter *place = &letters[*letter - 'a'];
		struct finding finding = {.rule = place->rule,
					  .kind = "sum",
					  .verdict = place->verdict,
					  .span = {place->start, place->end},
					  .message = place->message};

		finding_list_add(list, &finding);
	}
	text = fold(arena, "收入支出。");
	finding_list_finish(list, text, document_new(arena, text));
	for (size_t i = 0; i < finding_list_count(list); i++) {
		const struct finding *finding = finding_list_at(list, i);

		for (size_t l = 0; l < sizeof(letters) / sizeof(*letters); l++)
			if (finding->span.start == letters[l].start && finding->span.end == letters[l].end &&
			    finding->rule == letters[l].rule && finding->verdict == letters[l].verdict &&
			    finding->message == letters[l].message)
				buffer_append_byte(&order, (char)('a' + l));
	}
	assert_string_equal(buffer_string(&order), one->order);
	buffer_release(&order);
	arena_free(arena);
}

/* A finding whose span and one operand are the words `quote` and `operand` of a report. */
struct quoted {
	const char *report;
	const char *rule;
	const char *quote;
	const char *operand;
};

struct print_case {
	const char *name;
	struct quoted one;
	struct quoted other;
	bool is_equal;
};

static const struct print_case prints[] = {
    {"the same", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"收入3亿元。", "r", "收入3亿元", "3亿元"}, true},
    {"moved down",
     {"收入3亿元。", "r", "收入3亿元", "3亿元"},
     {"概况如下。\n收入3亿元。", "r", "收入3亿元", "3亿元"},
     true},
    {"moved among other sentences",
     {"收入3亿元。", "r", "收入3亿元", "3亿元"},
     {"概况如下。收入3亿元。支出2亿元。", "r", "收入3亿元", "3亿元"},
     true},
    {"wrapped elsewhere",
     {"概况如下,供各位代表和各位委员审议时参考,今年的数字为快报数。全年收入共计3亿元,\n其中税收收入2亿元。", "r",
      "共计3亿元", "3亿元"},
     {"概况如下,供各位代表和各位委员审议时参考,今年的数字为快报数。全年收入共\n计3亿元,其中税收收入2亿元。", "r",
      "共计3亿元", "3亿元"},
     true},
    {"indented, with Windows line ends",
     {"概况。\n全年收入共计3亿元,\n其中税收2亿元。\n", "r", "共计3亿元", "3亿元"},
     {"概况。\r\n\r\n  全年收入共计3亿元,其中税收2亿元。\r\n", "r", "共计3亿元", "3亿元"},
     true},
    {"blanks between Latin words",
     {"total of 3 GB each.", "r", "of 3 GB", "3 GB"},
     {"total  of 3   GB each.", "r", "of 3 GB", "3 GB"},
     true},
    {"the sentence goes on",
     {"收入3亿元。", "r", "收入3亿元", "3亿元"},
     {"收入3亿元,支出2亿元。", "r", "收入3亿元", "3亿元"},
     false},
    {"another figure of the sentence",
     {"收入3亿元,支出1亿元。", "r", "收入3亿元", "3亿元"},
     {"收入3亿元,支出2亿元。", "r", "收入3亿元", "3亿元"},
     false},
    {"full width", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"收 入３亿元。", "r", "收入3亿元", "3亿元"}, true},
    {"another figure", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"收入4亿元。", "r", "收入4亿元", "4亿元"}, false},
    {"another word", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"支出3亿元。", "r", "支出3亿元", "3亿元"}, false},
    {"another rule", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"收入3亿元。", "s", "收入3亿元", "3亿元"}, false},
    {"another operand", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"收入3亿元。", "r", "收入3亿元", "收入"}, false},
    {"a wider quote", {"收入3亿元。", "r", "收入3亿元", "3亿元"}, {"收入3亿元。", "r", "收入3亿元。", "3亿元"}, true},
};

static struct span find(const struct text *text, const char *words)
{
	const char *folded = text_folded(text), *at = strstr(folded, words);

	assert_non_null(at);
	return (struct span){(size_t)(at - folded), (size_t)(at - folded) + strlen(words)};
}

static const char *print_of(struct arena *arena, const struct quoted *quoted)
{
	struct text *text = fold(arena, quoted->report);
	struct finding_list *list = finding_list_new(arena);
	struct operand operand = {"total", find(text, quoted->operand), "", "", false, NULL};
	struct finding finding = {.rule = quoted->rule,
				  .kind = "sum",
				  .span = find(text, quoted->quote),
				  .operands = &operand,
				  .operand_count = 1};

	finding_list_add(list, &finding);
	finding_list_finish(list, text, document_new(arena, text));
	return finding_list_at(list, 0)->fingerprint;
}

static void test_print(void **state)
{
	const struct print_case *one = *state;
	struct arena *arena = arena_new();
	const char *first = print_of(arena, &one->one), *second = print_of(arena, &one->other);

	assert_int_equal(strlen(first), 16);
	assert_int_equal(strspn(first, "0123456789abcdef"), 16);
	assert_int_equal(strcmp(first, second) == 0, one->is_equal);
	arena_free(arena);
}

/* Equal findings at several places are numbered in the order of the places, not of their adding. */
static void test_numbered(void **state)
{
	enum { LINE = sizeof("支出2元。"), WORDS = sizeof("支出2元") - 1 };
	static const size_t lines[] = {2, 0, 1};
	struct arena *arena = arena_new();
	struct finding_list *list = finding_list_new(arena);
	struct text *text = fold(arena, "支出2元。\n支出2元。\n支出2元。");
	const char *first;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct finding finding = {
		    .rule = "r", .kind = "sum", .span = {lines[i] * LINE, lines[i] * LINE + WORDS}};

		finding_list_add(list, &finding);
	}
	finding_list_finish(list, text, document_new(arena, text));
	assert_int_equal(finding_list_count(list), 3);
	first = finding_list_at(list, 0)->fingerprint;
	assert_int_equal(strlen(first), 16);
	for (size_t i = 1; i < 3; i++) {
		const char *next = finding_list_at(list, i)->fingerprint;

		assert_memory_equal(next, first, 16);
		assert_string_equal(next + 16, i == 1 ? "-2" : "-3");
	}
	arena_free(arena);
}

/* What the figures mean takes part, and which of them are compared; how they are printed only as words. */
static void test_operands(void **state)
{
	static const struct {
		struct operand operand;
		bool is_related;
	} cases[] = {
	    {{"total", {0, 3}, "3", "亿元", false, NULL}, false}, {{"part", {0, 3}, "3", "亿元", false, NULL}, false},
	    {{"total", {0, 3}, "4", "亿元", false, NULL}, false}, {{"total", {0, 3}, "3", "元", false, NULL}, false},
	    {{"total", {0, 3}, "3", "亿元", false, NULL}, true},  {{"total", {0, 3}, "", "", false, NULL}, false},
	    {{"total", {0, 3}, "3亿", "元", false, NULL}, false},
	};
	enum { CASES = sizeof(cases) / sizeof(*cases) };
	struct arena *arena = arena_new();
	struct text *text = fold(arena, "收入。");
	struct document *document = document_new(arena, text);
	const char *all[CASES];

	(void)state;
	for (size_t i = 0; i < CASES; i++) {
		struct finding_list *list = finding_list_new(arena);
		struct finding finding = {.rule = "r", .kind = "sum", .span = {0, 3}};

		if (cases[i].is_related) {
			finding.related = &cases[i].operand;
			finding.related_count = 1;
		} else {
			finding.operands = &cases[i].operand;
			finding.operand_count = 1;
		}
		finding_list_add(list, &finding);
		finding_list_finish(list, text, document);
		all[i] = finding_list_at(list, 0)->fingerprint;
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(all[i], all[j]);
	}
	arena_free(arena);
}

static void test_names(void **state)
{
	(void)state;
	for (int i = 0; i < SEVERITY_COUNT; i++)
		assert_int_equal(severity_from_name(severity_name((enum severity)i)), i);
	assert_string_equal(severity_name(SEVERITY_ERROR), "error");
	assert_string_equal(severity_name(SEVERITY_TICK), "tick");
	assert_int_equal(severity_from_name("fatal"), -1);
	assert_int_equal(severity_from_name(""), -1);
	assert_string_equal(verdict_name(VERDICT_AGREES), "agrees");
	assert_string_equal(verdict_name(VERDICT_UNDECIDED), "undecided");
}

int main(void)
{
	enum { ORDERS = sizeof(orders) / sizeof(*orders), PRINTS = sizeof(prints) / sizeof(*prints) };
	struct CMUnitTest tests[ORDERS + PRINTS + 3] = {0};
	size_t count = 0;

	for (size_t i = 0; i < ORDERS; i++)
		tests[count++] = (struct CMUnitTest){.name = orders[i].added[0] ? orders[i].added : "none",
						     .test_func = test_order,
						     .initial_state = (void *)(uintptr_t)&orders[i]};
	for (size_t i = 0; i < PRINTS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = prints[i].name, .test_func = test_print, .initial_state = (void *)(uintptr_t)&prints[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_numbered);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_operands);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_names);
	return _cmocka_run_group_tests("finding", tests, count, NULL, NULL);
}
