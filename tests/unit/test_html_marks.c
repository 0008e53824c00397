/* The marks of the page: figures and findings laid over each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "finding/finding.h"
#include "report/html_marks.h"
#include "report/report.h"
#include "text/text.h"

static const struct report_run run = {.options = {0}};

/* Where `words` stand in the text, which is folded as it is. */
static struct span span_of(const char *text, const char *words)
{
	size_t start = (size_t)(strstr(text, words) - text);

	return (struct span){start, start + strlen(words)};
}

/* [e 2.1:1,2=] for each mark: the state, the words, the findings; "=" where stated, "-" where it goes on. */
static void print_marks(const struct report_file *file, const struct mark_list *marks, struct buffer *out)
{
	for (size_t i = 0; i < marks->count; i++) {
		const struct mark *mark = &marks->items[i];

		buffer_printf(out, "[%c ", "utonwme"[mark->state]);
		buffer_append(out, text_source(file->text) + mark->span.start, span_length(mark->span));
		for (size_t c = 0; c < mark->claim_count; c++)
			buffer_printf(out, "%c%u%s", c ? ',' : ':', (unsigned)mark->claims[c].finding,
				      mark->claims[c].is_stated ? "=" : "");
		buffer_append_string(out, mark->is_last ? "]" : "-]");
	}
}

static void expect(const char *text, const struct span *figures, size_t figure_count, const struct finding *findings,
		   size_t count, const char *expected)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct finding_list *list = finding_list_new(arena);
	struct report_file file = {.path = "x", .findings = list, .figures = figures, .figure_count = figure_count};
	struct mark_list marks;
	struct buffer printed = {0};

	file.text = text_from_bytes(arena, "x", text, strlen(text), errors);
	assert_non_null(file.text);
	assert_string_equal(text_folded(file.text), text);
	for (size_t i = 0; i < count; i++)
		finding_list_add(list, &findings[i]);
	marks = page_find_marks(arena, &run, &file);
	print_marks(&file, &marks, &printed);
	assert_string_equal(buffer_string(&printed), expected);
	buffer_release(&printed);
	arena_free(arena);
}

static void test_states(void **state)
{
	const char *text = "甲1个,乙2个,丙3个,丁4个。";
	const struct span figures[] = {span_of(text, "1个"), span_of(text, "2个"), span_of(text, "3个"),
				       span_of(text, "4个")};
	const struct operand agreed[] = {{.role = "parts", .span = figures[0], .value = "1", .unit = "个"},
					 {.role = "total", .span = figures[1], .value = "2", .unit = "个"}};
	const struct operand wrong[] = {{.role = "parts", .span = figures[1], .value = "2", .unit = "个"},
					{.role = "total", .span = figures[2], .value = "3", .unit = "个"}};
	const struct finding findings[] = {
	    {.rule = "a", .kind = "sum", .stated = "2个", .operands = agreed, .operand_count = 2},
	    {.rule = "b",
	     .kind = "sum",
	     .severity = SEVERITY_ERROR,
	     .verdict = VERDICT_DISAGREES,
	     .stated = "3个",
	     .operands = wrong,
	     .operand_count = 2}};

	(void)state;
	expect(text, figures, 4, NULL, 0, "[u 1个][u 2个][u 3个][u 4个]");
	/* The doubt goes before the tick. */
	expect(text, figures, 4, findings, 2, "[t 1个:0][e 2个:1,0=][e 3个:1=][u 4个]");
}

static void test_operand_within_figure(void **state)
{
	const char *text = "约1.5万人,共2.5万人。";
	const struct span figures[] = {span_of(text, "约1.5万人"), span_of(text, "2.5万人")};
	const struct operand operands[] = {
	    {.role = "part", .span = span_of(text, "1.5万人"), .value = "1.5", .unit = "万人"}};
	const struct finding finding = {.rule = "a", .kind = "sum", .operands = operands, .operand_count = 1};

	(void)state;
	expect(text, figures, 2, &finding, 1, "[t 约1.5万人:0][u 2.5万人]");
}

static void test_passage(void **state)
{
	const char *text = "新建校舍3所。其余照旧。";
	const struct span figures[] = {span_of(text, "3所")};
	const struct operand words[] = {
	    {.role = "passage", .span = span_of(text, "新建校舍3所。"), .value = "", .unit = ""}};
	const struct finding finding = {.rule = "a",
					.kind = "duplicate",
					.severity = SEVERITY_WARNING,
					.verdict = VERDICT_DISAGREES,
					.operands = words,
					.operand_count = 1};

	(void)state;
	/* A figure in a passage keeps its own state, and leads to the finding. */
	expect(text, figures, 1, &finding, 1, "[w 新建校舍:0-][u 3所:0][w 。:0]");
}

static void test_words_that_are_a_figure(void **state)
{
	const char *text = "做了三项工作。";
	const struct span figures[] = {span_of(text, "三项")};
	const struct operand words[] = {{.role = "announced", .span = span_of(text, "三项"), .value = "", .unit = ""}};
	const struct finding finding = {.rule = "a",
					.kind = "count",
					.severity = SEVERITY_ERROR,
					.verdict = VERDICT_DISAGREES,
					.operands = words,
					.operand_count = 1};

	(void)state;
	expect(text, figures, 1, &finding, 1, "[e 三项:0]");
}

static void test_missing_and_accepted(void **state)
{
	const char *text = "新建管网公里,投资5万元。";
	const struct span figures[] = {span_of(text, "5万元")};
	const struct operand operands[] = {{.role = "total", .span = figures[0], .value = "5", .unit = "万元"}};
	const struct acceptance accepted = {.reason = "known"};
	const struct finding findings[] = {{.rule = "a",
					    .kind = "missing",
					    .severity = SEVERITY_WARNING,
					    .verdict = VERDICT_DISAGREES,
					    .span = span_of(text, "管网公里")},
					   {.rule = "b",
					    .kind = "sum",
					    .severity = SEVERITY_ERROR,
					    .verdict = VERDICT_DISAGREES,
					    .operands = operands,
					    .operand_count = 1,
					    .accepted = &accepted}};

	(void)state;
	expect(text, figures, 1, findings, 2, "[m 管网公里:0][o 5万元:1]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_states),
	    cmocka_unit_test(test_operand_within_figure),
	    cmocka_unit_test(test_passage),
	    cmocka_unit_test(test_words_that_are_a_figure),
	    cmocka_unit_test(test_missing_and_accepted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
