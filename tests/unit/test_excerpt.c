/* An excerpt answers as its text does, and outlives it; so does a copy of findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "finding/finding.h"
#include "text/document.h"
#include "text/text.h"

/* With a byte-order mark, an astral character, a soft line break and CRLF. */
static const char report[] = "\xef\xbb\xbf全省𠀀村\r\n甲乡增长５．２％，乙乡\r\n减少３．１％。\r\n";

static void assert_same(const struct text *excerpt, const struct text *text, struct span span)
{
	struct span kept = text_source_span(excerpt, span), source = text_source_span(text, span);

	assert_int_equal(span_length(kept), span_length(source));
	assert_memory_equal(text_source(excerpt) + kept.start, text_source(text) + source.start, span_length(source));
	for (enum column_unit unit = COLUMN_CODE_POINTS; unit <= COLUMN_BYTES; unit++) {
		struct place a = text_place_in(excerpt, span, unit), b = text_place_in(text, span, unit);

		assert_memory_equal(&a, &b, sizeof(a));
	}
}

static void test_excerpt(void **state)
{
	struct arena *whole = arena_new(), *kept = arena_new();
	struct text *text = text_from_bytes(whole, "a.txt", report, strlen(report), error_list_new(whole));
	size_t length = text_folded_length(text), count = 0;
	struct span spans[64];
	struct text *excerpt;

	(void)state;
	for (size_t start = 0; start <= length && count < 60; start += 3)
		spans[count++] = (struct span){start, length};
	for (size_t end = 3; end <= length && count < 63; end += 9)
		spans[count++] = (struct span){0, end};
	spans[count] = spans[0];
	excerpt = text_excerpt(kept, text, spans, count + 1);
	for (size_t i = 0; i < count; i++)
		assert_same(excerpt, text, spans[i]);
	assert_int_equal(text_file_length(excerpt), strlen(report));
	assert_int_equal(text_mark_length(excerpt), 3);
	arena_free(whole);
	assert_string_equal(text_path(excerpt), "a.txt");
	assert_string_equal(text_folded(excerpt), "");
	assert_int_equal(text_place(excerpt, spans[0]).line, 1);
	arena_free(kept);
}

static void test_copy(void **state)
{
	struct arena *whole = arena_new(), *kept = arena_new();
	struct text *text = text_from_bytes(whole, "a.txt", report, strlen(report), error_list_new(whole));
	struct finding_list *list = finding_list_new(whole), *copy;
	struct operand *operands = arena_alloc_array(whole, 2, sizeof(*operands));
	struct suggestion *suggestion = arena_alloc(whole, sizeof(*suggestion));
	size_t count;

	(void)state;
	operands[0] = (struct operand){.role = arena_copy_string(whole, "total"),
				       .span = {3, 6},
				       .value = arena_copy_string(whole, "5.2"),
				       .unit = ""};
	operands[1] = (struct operand){
	    .role = "original", .span = {6, 9}, .text = text_excerpt(whole, text, &(struct span){6, 9}, 1)};
	*suggestion = (struct suggestion){{0, 6}, arena_copy_string(whole, "5.3")};
	finding_list_add(list, &(struct finding){.rule = "zh/sum/a",
						 .kind = "sum",
						 .span = {0, 9},
						 .message = arena_copy_string(whole, "a message"),
						 .operands = operands,
						 .operand_count = 1,
						 .related = operands + 1,
						 .related_count = 1,
						 .suggestions = suggestion,
						 .suggestion_count = 1});
	finding_list_finish(list, text, document_new(whole, text));
	copy = finding_list_copy(kept, list);
	arena_free(whole);
	assert_int_equal(finding_list_count(copy), 1);
	assert_string_equal(finding_list_at(copy, 0)->message, "a message");
	assert_string_equal(finding_list_at(copy, 0)->operands[0].value, "5.2");
	assert_string_equal(finding_list_at(copy, 0)->related[0].role, "original");
	assert_null(finding_list_at(copy, 0)->related[0].value);
	assert_string_equal(finding_list_at(copy, 0)->suggestions[0].with, "5.3");
	assert_int_equal(strlen(finding_list_at(copy, 0)->fingerprint), 16);
	/* The place in another text is none of its own. */
	assert_int_equal(finding_list_spans(kept, copy, &count)[2].end, 6);
	/* Its own span, the operand, the suggestion, the sentence. */
	assert_int_equal(count, 4);
	assert_int_equal(text_place(finding_list_at(copy, 0)->related[0].text, (struct span){6, 9}).column, 3);
	arena_free(kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_excerpt), cmocka_unit_test(test_copy)};

	return cmocka_run_group_tests_name("excerpt", tests, NULL, NULL);
}
