/* Repeats: similarity, figures in common, what differs, signatures, and the work that many like pieces make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "check/candidates.h"
#include "check/grams.h"
#include "check/pieces.h"
#include "text/document.h"
#include "text/text.h"

static struct letters whole(struct arena *arena, const char *text)
{
	return letters_of(arena, text, (struct span){0, strlen(text)});
}

struct likeness {
	const char *a;
	const char *b;
	unsigned with_figures;
	unsigned without_figures;
	unsigned figures;
};

static const struct likeness likenesses[] = {
    {"", "", 0, 0, 1000},
    {"甲乙丙丁", "甲乙丙丁", 0, 0, 1000},
    {"甲乙丙丁戊", "甲乙丙丁戊", 1000, 1000, 1000},
    {"甲乙丙丁戊", "甲,乙 丙。丁\n戊", 1000, 1000, 1000},
    {"甲乙丙丁戊己", "甲乙丙丁戊庚", 333, 333, 1000},
    {"甲乙丙丁戊", "己庚辛壬癸", 0, 0, 1000},
    /* Grams that stand twice count once. */
    {"甲乙丙丁戊甲乙丙丁戊", "甲乙丙丁戊甲乙丙丁戊甲乙丙丁戊", 1000, 1000, 1000},
    {"投资12亿元建成", "投资34亿元建成", 0, 1000, 0},
    {"投资1,200.5亿元建成", "投资1200.5亿元建成", 1000, 1000, 1000},
    {"投资120亿元建成", "投资12.0亿元建成", 1000, 1000, 0},
    {"一期12,二期34", "一期12,二期35", 600, 1000, 500},
    {"一期12,二期12", "一期12,二期无", 400, 333, 500},
};

static void test_likeness(void **state)
{
	const struct likeness *one = *state;
	struct arena *arena = arena_new();
	struct letters a = whole(arena, one->a), b = whole(arena, one->b);

	assert_int_equal(letters_similarity(arena, &a, &b, true), one->with_figures);
	assert_int_equal(letters_similarity(arena, &b, &a, true), one->with_figures);
	assert_int_equal(letters_similarity(arena, &a, &b, false), one->without_figures);
	assert_int_equal(letters_common_figures(arena, &a, &b), one->figures);
	assert_int_equal(letters_common_figures(arena, &b, &a), one->figures);
	arena_free(arena);
}

struct change {
	const char *a;
	const char *b;
	const char *differences; /* a>b, divided by | */
};

#define LEFT "全省粮食总产量稳步提高"
#define RIGHT "各级各部门要认真抓好落实"

static const struct change changes[] = {
    {LEFT, LEFT, ""},
    {"", "", ""},
    {"", LEFT, ">" LEFT},
    {LEFT "," RIGHT, LEFT "。\n" RIGHT, ""},
    {LEFT "甲" RIGHT, LEFT "乙" RIGHT, "甲>乙"},
    {LEFT RIGHT, LEFT "新增" RIGHT, ">新增"},
    {LEFT "删去" RIGHT, LEFT RIGHT, "删去>"},
    {"甲" LEFT, "乙" LEFT, "甲>乙"},
    {LEFT "甲", LEFT "乙", "甲>乙"},
    /* A figure is told whole, and once. */
    {LEFT "达123.4亿元" RIGHT, LEFT "达123.5亿元" RIGHT, "123.4>123.5"},
    {LEFT "达1,234亿元" RIGHT, LEFT "达1,934亿元" RIGHT, "1,234>1,934"},
    {LEFT "达12亿元" RIGHT, LEFT "达128亿元" RIGHT, "12>128"},
    {LEFT "甲" RIGHT "乙" LEFT "丙丁", LEFT "子" RIGHT "丑" LEFT "丙丁", "甲>子|乙>丑"},
    /* Two passages in another order: one of them is out of place. */
    {LEFT RIGHT, RIGHT LEFT, LEFT ">|>" LEFT},
};

static void append_span(struct buffer *out, const char *text, struct span span)
{
	buffer_append(out, text + span.start, span_length(span));
}

static void test_differences(void **state)
{
	const struct change *one = *state;
	struct arena *arena = arena_new();
	struct letters a = whole(arena, one->a), b = whole(arena, one->b);
	size_t count;
	const struct difference *differences = letters_differences(arena, &a, &b, &count);
	struct buffer out = {0};

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_append_string(&out, "|");
		append_span(&out, one->a, differences[i].a);
		buffer_append_string(&out, ">");
		append_span(&out, one->b, differences[i].b);
	}
	assert_string_equal(buffer_string(&out), one->differences);
	buffer_release(&out);
	arena_free(arena);
}

static struct pieces pieces_in(struct arena *arena, const char *report)
{
	struct text *text = text_from_bytes(arena, "a.txt", report, strlen(report), error_list_new(arena));

	return pieces_of(arena, text_folded(text), document_new(arena, text), 10);
}

static bool same_bins(const struct piece *a, const struct piece *b, size_t count)
{
	return memcmp(a->bins, b->bins, count * sizeof(*a->bins)) == 0;
}

static void test_signature(void **state)
{
	static const char first[] = LEFT "达到12.5亿元。\n" RIGHT "。";
	static const char other_figure[] = LEFT "达到98亿元。\n" RIGHT "。";
	static const char other_breaks[] = LEFT "达到12.5亿元。" RIGHT "。";
	static const char other_words[] = LEFT "达到12.5亿元。\n" RIGHT "啊。";
	struct arena *arena = arena_new();
	struct pieces a = pieces_in(arena, first), b = pieces_in(arena, other_figure);
	struct pieces c = pieces_in(arena, other_breaks), d = pieces_in(arena, other_words);

	(void)state;
	assert_int_equal(a.article_count, 1);
	assert_int_equal(a.paragraph_count, 2);
	assert_int_equal(a.articles[0].figures, 1);
	assert_int_equal(a.articles[0].letters, 28);
	assert_true(same_bins(&a.articles[0], &b.articles[0], ARTICLE_BINS));
	assert_true(same_bins(&a.paragraphs[0], &b.paragraphs[0], PARAGRAPH_BINS));
	assert_false(same_bins(&a.articles[0], &d.articles[0], ARTICLE_BINS));
	assert_true(a.articles[0].exact != b.articles[0].exact);
	assert_true(a.articles[0].exact == c.articles[0].exact);
	assert_true(a.articles[0].exact != d.articles[0].exact);
	assert_true(pieces_may_share_figures(&a.articles[0], &c.articles[0], 1000));
	assert_true(pieces_may_share_figures(&a.articles[0], &b.articles[0], 0));
	assert_false(pieces_may_share_figures(&a.articles[0], &b.articles[0], 500));
	assert_int_equal(pieces_copy(arena, &a, 13).paragraph_count, 1);
	arena_free(arena);
}

/* A report of one paragraph: letters of a linear sequence from `start` on. */
static const char *made(struct arena *arena, unsigned start, unsigned length)
{
	char *out = arena_alloc(arena, 3 * (size_t)length + 1), *end = out;

	for (unsigned i = start; i < start + length; i++) {
		unsigned code_point = 0x4e00 + i * 7919u % 20000;

		*end++ = (char)(0xe0 | code_point >> 12);
		*end++ = (char)(0x80 | (code_point >> 6 & 0x3f));
		*end++ = (char)(0x80 | (code_point & 0x3f));
	}
	return out;
}

/* Bins agree about as often as grams do. */
static void test_estimate(void **state)
{
	static const unsigned shifts[] = {0, 111, 250, 429, 667, 1000};

	(void)state;
	for (size_t i = 0; i < sizeof(shifts) / sizeof(*shifts); i++) {
		struct arena *arena = arena_new();
		double common = 1000.0 - shifts[i], expected = common / (2000.0 - common), found = 0;

		for (unsigned round = 0; round < 10; round++) {
			struct pieces a = pieces_in(arena, made(arena, round * 2000, 1000));
			struct pieces b = pieces_in(arena, made(arena, round * 2000 + shifts[i], 1000));

			for (size_t bin = 0; bin < ARTICLE_BINS; bin++)
				found += a.articles[0].bins[bin] == b.articles[0].bins[bin];
		}
		found /= 10.0 * ARTICLE_BINS;
		assert_true(found > expected - 0.06 && found < expected + 0.06);
		arena_free(arena);
	}
}

struct tally {
	size_t calls;
	size_t with_first;
	enum comparison result;
};

static enum comparison tell(void *context, size_t later, size_t earlier)
{
	struct tally *tally = context;

	assert_true(earlier < later);
	tally->calls++;
	tally->with_first += earlier == 0;
	return tally->result;
}

/* However many pieces are alike, each is compared with a few; copies only with the first. */
static void test_work(void **state)
{
	enum { COUNT = 5000 };
	static const struct piece *same[COUNT];
	struct arena *arena = arena_new();
	struct pieces pieces = pieces_in(arena, made(arena, 0, 1000));
	struct tally tally = {.result = COMPARISON_REPEAT};

	(void)state;
	for (size_t i = 0; i < COUNT; i++)
		same[i] = &pieces.articles[0];
	candidates_find(&article_banding, same, COUNT, 500, tell, &tally);
	assert_int_equal(tally.calls, COUNT - 1);
	assert_int_equal(tally.with_first, COUNT - 1);
	tally = (struct tally){.result = COMPARISON_OTHER};
	candidates_find(&article_banding, same, COUNT, 500, tell, &tally);
	assert_true(tally.calls <= 8 * COUNT);
	tally = (struct tally){.result = COMPARISON_VARIANT};
	candidates_find(&article_banding, same, COUNT, 500, tell, &tally);
	assert_int_equal(tally.calls, COUNT - 1);
	arena_free(arena);
}

static void test_unlike(void **state)
{
	struct arena *arena = arena_new();
	const struct piece *all[200];
	struct tally tally = {.result = COMPARISON_OTHER};

	(void)state;
	for (unsigned i = 0; i < 200; i++)
		all[i] = pieces_in(arena, made(arena, i * 90, 45)).articles;
	candidates_find(&article_banding, all, 200, 500, tell, &tally);
	assert_int_equal(tally.calls, 0);
	arena_free(arena);
}

int main(void)
{
	enum { LIKE = sizeof(likenesses) / sizeof(*likenesses), CHANGED = sizeof(changes) / sizeof(*changes) };
	struct CMUnitTest tests[LIKE + CHANGED + 4] = {0};
	size_t count = 0;

	for (size_t i = 0; i < LIKE; i++)
		tests[count++] = (struct CMUnitTest){.name = likenesses[i].b,
						     .test_func = test_likeness,
						     .initial_state = (void *)(uintptr_t)&likenesses[i]};
	for (size_t i = 0; i < CHANGED; i++)
		tests[count++] = (struct CMUnitTest){.name = changes[i].differences,
						     .test_func = test_differences,
						     .initial_state = (void *)(uintptr_t)&changes[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_signature);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_estimate);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_work);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_unlike);
	return _cmocka_run_group_tests("duplicate", tests, count, NULL, NULL);
}
