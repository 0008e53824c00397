/* Lists: which figures belong to one, whether they are built alike, how many names there are. */
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
#include "claim/list.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

/* The built-in words, loaded once. */
static struct arena *rule_arena;
static const struct lexicon *lexicon;

static int load_words(void **state)
{
	struct error_list *errors;
	struct rule_set *set;

	(void)state;
	rule_arena = arena_new();
	errors = error_list_new(rule_arena);
	set = rule_set_new(rule_arena);
	rule_set_load_builtin(set, errors);
	rule_set_finish(set, errors);
	lexicon = rule_set_lexicon(set);
	return error_list_count(errors) > 0;
}

static int release_words(void **state)
{
	(void)state;
	arena_free(rule_arena);
	return 0;
}

/* A report with all that a skeleton is made from. */
struct sample {
	struct arena *arena;
	struct figures *figures;
	struct skeleton *skeleton;
	const char *folded;
};

static struct sample make_sample(const char *report)
{
	struct sample sample = {.arena = arena_new()};
	struct error_list *errors = error_list_new(sample.arena);
	struct text *text = text_from_bytes(sample.arena, "a.txt", report, strlen(report), errors);
	struct document *document;

	assert_non_null(text);
	document = document_new(sample.arena, text);
	sample.folded = text_folded(text);
	sample.figures = figures_extract(sample.arena, text, document, lexicon);
	sample.skeleton = skeleton_new(sample.arena, text, document, sample.figures, SCOPES_ALL);
	return sample;
}

struct figures_case {
	const char *text;
	const char *cue; /* the list begins behind it, or ends before it */
	enum list_side side;
	const char *members;
	const char *natural;
	bool is_parallel;
};

/* The total stands on the other side of the cue. */
static const struct figures_case lists[] = {
    {"收入5亿元,其中甲2亿元,乙3亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"收入5亿元,其中甲2亿元,乙3亿元;丙4亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元+4亿元", "2亿元+3亿元", true},
    {"收入5亿元,其中甲2亿元、乙3亿元,丙4亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元+4亿元", "2亿元+3亿元", true},
    {"收入9亿元,其中甲2亿元、乙3亿元和丙4亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元+4亿元", "2亿元+3亿元+4亿元",
     true},
    {"收入5亿元,其中甲2亿元占40%,乙3亿元占60%。", "其中", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"收入5亿元,其中甲2亿元,增加1亿元,乙3亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"收入5亿元,其中甲由2亿元增加到3亿元,乙2亿元。", "其中", LIST_AFTER_CUE, "3亿元+2亿元", "3亿元+2亿元", true},
    {"收入5亿元,其中2亿元、3亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"收入5亿元,其中2亿元修路,3亿元架桥。", "其中", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"收入5亿元,其中甲2亿元,3亿元修路,丙1亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元+1亿元", "2亿元+3亿元+1亿元",
     false},
    {"收入5亿元,其中甲2亿元,运行良好,乙3亿元。", "其中", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元", true},
    {"收入5亿元,其中运行良好;乙3亿元。", "其中", LIST_AFTER_CUE, "3亿元", "", false},
    {"收入5亿元、含甲2亿元,乙3亿元。", "含", LIST_AFTER_CUE, "2亿元+3亿元", "2亿元", true},
    {"收入5亿元,其中运行良好。", "其中", LIST_AFTER_CUE, "", "", false},
    {"收入增加5亿元,其中甲增加2亿元,乙4亿元。", "其中", LIST_AFTER_CUE, "2亿元", "2亿元", true},
    {"甲2亿元,乙3亿元,合计5亿元。", "合计", LIST_BEFORE_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"甲1亿元;乙2亿元、丙3亿元,合计5亿元。", "合计", LIST_BEFORE_CUE, "1亿元+2亿元+3亿元", "2亿元+3亿元", true},
    {"甲1亿元,乙2亿元、丙3亿元,合计5亿元。", "合计", LIST_BEFORE_CUE, "1亿元+2亿元+3亿元", "2亿元+3亿元", true},
    {"甲2亿元、乙3亿元和丙1亿元,合计6亿元。", "合计", LIST_BEFORE_CUE, "2亿元+3亿元+1亿元", "2亿元+3亿元+1亿元", true},
    {"甲2亿元,乙3亿元,丙运行良好,合计5亿元。", "合计", LIST_BEFORE_CUE, "2亿元+3亿元", "2亿元+3亿元", false},
    {"甲2亿元,运行良好,乙3亿元,合计5亿元。", "合计", LIST_BEFORE_CUE, "2亿元+3亿元", "3亿元", true},
    {"甲2亿元,占40%,乙3亿元,合计5亿元。", "合计", LIST_BEFORE_CUE, "2亿元+3亿元", "2亿元+3亿元", true},
    {"甲2亿元,乙3吨,合计5亿元。", "合计", LIST_BEFORE_CUE, "2亿元", "2亿元", true},
};

static void assert_figures(const struct sample *sample, const struct figure_list *list, struct extent extent,
			   const char *expected)
{
	struct buffer out = {0};

	for (size_t i = extent.first; i < extent.first + extent.count; i++) {
		struct span span = figures_at(sample->figures, list->members[i])->span;

		buffer_append_string(&out, out.length ? "+" : "");
		buffer_append(&out, sample->folded + span.start, span_length(span));
	}
	assert_string_equal(buffer_string(&out), expected);
	buffer_release(&out);
}

static void test_figures(void **state)
{
	const struct figures_case *one = *state;
	struct sample sample = make_sample(one->text);
	const char *text = skeleton_text(sample.skeleton);
	size_t cue = (size_t)(strstr(text, one->cue) - text), behind = cue + strlen(one->cue), mark;
	size_t length = skeleton_length(sample.skeleton);
	bool is_after = one->side == LIST_AFTER_CUE;
	uint32_t total = skeleton_next_figure(sample.skeleton, is_after ? 0 : behind, length, &mark);
	struct hole hole = {.kind = HOLE_LIST,
			    .role = "parts",
			    .same_as = "total",
			    .dimensions = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
			    .senses = UINT16_MAX};
	struct span region = {behind, length}, lead = {mark + 6, behind};
	struct figure_list list;

	if (!is_after) {
		skeleton_next_figure(sample.skeleton, 0, cue, &mark);
		region = (struct span){mark, cue};
		lead = (struct span){mark, mark};
	}
	list = list_of_figures(sample.arena, sample.skeleton, sample.figures, region, lead, &hole,
			       figures_at(sample.figures, total), one->side);
	assert_figures(&sample, &list, (struct extent){0, list.count}, one->members);
	assert_figures(&sample, &list, list.natural, one->natural);
	assert_int_equal(list.is_parallel, one->is_parallel);
	arena_free(sample.arena);
}

struct names_case {
	const char *text;
	enum list_side side;
	const char *counts;
	unsigned natural; /* where there are counts */
	bool is_listed;
};

static const struct names_case names[] = {
    {"道路、桥梁、车站", LIST_AFTER_CUE, "3", 3, true},
    {"道路、桥梁和车站", LIST_AFTER_CUE, "2 3", 3, true},
    {"道路和桥梁、车站、港口", LIST_AFTER_CUE, "3 4", 3, true},
    {"道路,桥梁,车站", LIST_AFTER_CUE, "1 2 3", 3, false},
    {"道路", LIST_AFTER_CUE, "1", 1, false},
    {"道路和桥梁", LIST_AFTER_CUE, "1 2", 2, false},
    {"“道路、桥梁、车站”", LIST_AFTER_CUE, "3", 3, true},
    {"“甲、乙”、“丙”、“丁”", LIST_AFTER_CUE, "3", 3, true},
    {"《甲、乙》、《丙》", LIST_AFTER_CUE, "2", 2, true},
    {"3座车站、5座码头", LIST_AFTER_CUE, "", 0, false},
    {"道路、桥梁、车站", LIST_BEFORE_CUE, "3", 3, true},
    {"道路、桥梁", LIST_BEFORE_CUE, "", 0, false},
    {"道路、桥梁、车站、", LIST_BEFORE_CUE, "", 0, false},
    {"“道路、桥梁、车站", LIST_BEFORE_CUE, "", 0, false},
    {"道路,桥梁,车站", LIST_BEFORE_CUE, "", 0, false},
    {"道路,桥梁,车站,港口", LIST_BEFORE_CUE, "4", 4, false},
    {"“道路”,“桥梁”,“车站”", LIST_BEFORE_CUE, "1 2 3", 3, false},
    {"甲、乙2座水库,道路、桥梁、车站", LIST_BEFORE_CUE, "3", 3, true},
};

static void test_names(void **state)
{
	const struct names_case *one = *state;
	struct sample sample = make_sample(one->text);
	struct name_list list =
	    list_of_names(sample.skeleton, (struct span){0, skeleton_length(sample.skeleton)}, one->side);
	struct buffer out = {0};

	for (unsigned n = 0; n < 64; n++)
		if (list.counts >> n & 1)
			buffer_printf(&out, "%s%u", out.length ? " " : "", n);
	assert_string_equal(buffer_string(&out), one->counts);
	if (list.counts) {
		assert_int_equal(list.natural, one->natural);
		assert_int_equal(list.is_listed, one->is_listed);
	}
	buffer_release(&out);
	arena_free(sample.arena);
}

int main(void)
{
	enum { LISTS = sizeof(lists) / sizeof(*lists), NAMES = sizeof(names) / sizeof(*names) };
	struct CMUnitTest tests[LISTS + NAMES] = {0};
	size_t count = 0;

	for (size_t i = 0; i < LISTS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = lists[i].text, .test_func = test_figures, .initial_state = (void *)(uintptr_t)&lists[i]};
	for (size_t i = 0; i < NAMES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = names[i].text, .test_func = test_names, .initial_state = (void *)(uintptr_t)&names[i]};
	return _cmocka_run_group_tests("list", tests, count, load_words, release_words);
}
