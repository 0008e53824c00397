/* Outlines: what every match holds, in its order; what they send away, no phrase would have matched. */
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
#include "claim/claim.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/outline.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

#define SENSE "[\\x{E200}-\\x{E20F}]"
#define DIMENSION "[\\x{E000}-\\x{E0FF}]"
#define FIGURE SENSE DIMENSION
#define WORDS "[^\\x{E000}-\\x{E20F}\\x{E302}]"

struct outline_case {
	const char *regex;
	const char
	    *items; /* reach, figures and words of each; * for any, # for a figure, then =I like and !I barred item I */
};

static const struct outline_case cases[] = {
    {"合计", "0 0 合计"},
    {"合计" FIGURE, "0 0 合计; 0 0 #"},
    {"合计" WORDS "{0,8}?" FIGURE, "0 0 合计; 8 0 #"},
    {"合计[^\\n]{0,8}?" FIGURE, "0 0 合计; 8 8 #"},
    {FIGURE "[,、]?共", "0 0 #; 1 0 共"},
    {FIGURE "[,、]共", "0 0 #; 0 0 ,|、; 0 0 共"},
    {FIGURE "(?:增长|比上年下降)" FIGURE, "0 0 #; 0 0 增长|比上年下降; 0 0 #"},
    {FIGURE "(?:增长|(?:比|较)" FIGURE "下降)" FIGURE, "0 0 #; 3 1 增长|下降; 0 0 #"},
    {FIGURE "(?:增长|" WORDS ")" FIGURE, "0 0 #; 2 0 #"},
    {FIGURE "(?:增长|下降){0,2}" FIGURE, "0 0 #; 4 0 #"},
    {FIGURE "(?:增长|下降){2}" FIGURE, "0 0 #; 0 0 增长|下降; 2 0 #"},
    {FIGURE "(?:增长|下降)+" FIGURE, "0 0 #; 0 0 增长|下降; * 0 #"},
    {"合计了?" FIGURE, "0 0 合计; 1 0 #"},
    {"(?<name>" WORDS "{2})" FIGURE "[^\\n]*?\\k<name>中", "2 0 #; * * 中"},
    {"(?<=其中)共(?!计)(?=数)" FIGURE, "0 0 共; 0 0 #"},
    {"^.\\d共$", "2 2 共"},
    {"\\x{E300}共\\.", "0 0 \xee\x8c\x80共."},
    {"甲|乙丙", "0 0 甲|乙丙"},
    {SENSE "共", "1 1 共"},
    {"(" SENSE "(" DIMENSION "))共(" SENSE "(\\g{2}))", "0 0 #; 0 0 共; 0 0 #=0"},
    {"(" SENSE "(" DIMENSION "))(?:(?!" SENSE "\\g{2})[^\\n]){0,160}?共", "0 0 #; 160 160!0 共"},
    /* What is not understood. */
    {"(?i)共", ""},
    {"共\\K计", ""},
    {"(?|共|计)", ""},
    {"(*UTF)共", ""},
    {"[[:alpha:]]共", ""},
    {"共{x}", ""},
    {"共)", ""},
};

static void print(const struct outline *outline, struct buffer *out)
{
	for (size_t i = 0; i < outline->count; i++) {
		const struct outline_item *item = &outline->items[i];

		buffer_append_string(out, i ? "; " : "");
		if (item->reach == OUTLINE_FAR)
			buffer_append_string(out, "* ");
		else
			buffer_printf(out, "%d ", item->reach);
		if (item->figures == OUTLINE_MANY)
			buffer_append_string(out, "*");
		else
			buffer_printf(out, "%d", item->figures);
		if (item->barred != OUTLINE_NONE)
			buffer_printf(out, "!%d", item->barred);
		buffer_append_string(out, item->word_count ? " " : " #");
		for (size_t w = 0; w < item->word_count; w++)
			buffer_printf(out, "%s%s", w ? "|" : "", item->words[w]);
		if (item->like != OUTLINE_NONE)
			buffer_printf(out, "=%d", item->like);
	}
}

static void test_items(void **state)
{
	const struct outline_case *one = *state;
	const struct hole holes[] = {{.kind = HOLE_FIGURE, .role = "a", .group = 1}};
	struct arena *arena = arena_new();
	struct outline outline = outline_read(arena, one->regex, holes, strstr(one->regex, "\\g") ? 1 : 0);
	struct buffer printed = {0};

	print(&outline, &printed);
	assert_string_equal(buffer_string(&printed), one->items);
	buffer_release(&printed);
	arena_free(arena);
}

struct tally {
	const struct rule *rule;
	const char *skeleton;
	size_t judged;
};

/* The second set of cues is not the outline's doing. */
static bool has_second_cue(const struct tally *tally, const struct pattern *pattern)
{
	size_t count;
	const char *const *cues = pattern_cues(pattern, 1, &count);
	bool has = count == 0;

	for (size_t i = 0; i < count && !has; i++)
		has = strstr(tally->skeleton, cues[i]) != NULL;
	return has;
}

static void count_judged(void *context, const struct claim_trace *trace)
{
	struct tally *tally = context;

	tally->judged += trace->step == STEP_JUDGED && has_second_cue(tally, tally->rule->finds[trace->phrase]);
}

static void take_none(void *context, struct claim *const *claims, size_t count)
{
	(void)context;
	(void)claims;
	(void)count;
}

/* A tracer is told of every match that PCRE2 finds; the search finds as many where outlines have sent passages away. */
static void compare(const struct claim_engine *engine, const struct rule_set *set, const struct rule *rule,
		    const char *bytes)
{
	struct arena *arena = arena_new();
	struct text *text = text_from_bytes(arena, "test", bytes, strlen(bytes), error_list_new(arena));
	struct document *document = document_new(arena, text);
	struct figures *figures = figures_extract(arena, text, document, rule_set_lexicon(set));
	struct skeleton *skeleton = skeleton_new(arena, text, document, figures, SCOPES_ALL);
	struct claim_source source = {text, document, figures, skeleton, NULL};
	size_t *matches = arena_alloc_array(arena, rule_set_count(set), sizeof(*matches));
	struct tally tally = {.rule = rule, .skeleton = skeleton_text(skeleton)};
	struct claims derived;

	claims_trace(arena, engine, &source, rule, count_judged, &tally);
	claims_find(arena, engine, &source, rule, matches, &derived, take_none, NULL);
	assert_int_equal(matches[rule->index], tally.judged);
	arena_free(arena);
}

static void test_rules(void **state)
{
	struct arena *arena = arena_new();
	struct rule_set *set = rule_set_prepared(arena);
	struct claim_engine *engine = claim_engine_new(arena, set);

	(void)state;
	for (size_t r = 0; r < rule_set_count(set); r++)
		for (size_t t = 0; t < rule_set_at(set, r)->test_count; t++)
			compare(engine, set, rule_set_at(set, r), rule_set_at(set, r)->tests[t].text);
	arena_free(arena);
}

/* Most phrases have an outline of two things or more; else all of this is for nothing. */
static void test_coverage(void **state)
{
	struct arena *arena = arena_new();
	struct rule_set *set = rule_set_prepared(arena);
	size_t phrases = 0, outlined = 0;

	(void)state;
	for (size_t r = 0; r < rule_set_count(set); r++)
		for (size_t f = 0; f < rule_set_at(set, r)->find_count; f++) {
			phrases++;
			outlined += pattern_outline(rule_set_at(set, r)->finds[f])->count > 1;
		}
	assert_true(outlined * 10 >= phrases * 9);
	arena_free(arena);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases) };
	struct CMUnitTest tests[CASES + 2] = {0};

	for (size_t i = 0; i < CASES; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].regex, .test_func = test_items, .initial_state = (void *)(uintptr_t)&cases[i]};
	tests[CASES] = (struct CMUnitTest)cmocka_unit_test(test_rules);
	tests[CASES + 1] = (struct CMUnitTest)cmocka_unit_test(test_coverage);
	return _cmocka_run_group_tests("outline", tests, CASES + 2, NULL, NULL);
}
