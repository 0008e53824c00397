/* Phrasings: what each hole matches and which figures it binds; faults with their columns. */
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
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "text/document.h"
#include "text/text.h"
#include "yaml/yaml.h"

static const char word_list_yaml[] = "all: [合計, 一共, 共]\n"
				     "than: ['(?:比|較){period}', 同比]\n"
				     "not: [其中]\n"
				     "list-stop: [另有]\n";

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

static struct pattern *compile(struct arena *arena, const char *phrase, struct error_list *errors)
{
	struct word_lists *words = word_lists_new(arena);
	struct buffer yaml = {0};
	struct yaml_node *root;

	word_lists_load(words, yaml_parse(arena, "words.yaml", word_list_yaml, strlen(word_list_yaml), errors), errors);
	buffer_printf(&yaml, "find: '%s'\n", phrase);
	root = yaml_parse(arena, "pack.yaml", yaml.bytes, yaml.length, errors);
	buffer_release(&yaml);
	assert_non_null(root);
	return pattern_compile(arena, yaml_get(root, "find"), lexicon, words, errors);
}

/* Counts the matches and writes what the first one binds: "role=words", figures of a list with + between them. */
struct search {
	const struct skeleton *skeleton;
	const struct figures *figures;
	const char *folded;
	const struct hole *holes;
	size_t hole_count;
	size_t matches;
	struct buffer bound;
};

static void write_bound(struct search *search, const struct hole *hole, struct span span)
{
	struct buffer *bound = &search->bound;
	struct span words = skeleton_folded_span(search->skeleton, span);
	bool is_first = true;
	uint32_t index;
	size_t mark;

	buffer_printf(bound, "%s%s=", bound->length ? " " : "", hole->role);
	if (hole->kind == HOLE_WORDS) {
		buffer_append(bound, search->folded + words.start, span_length(words));
		return;
	}
	for (size_t at = span.start; (index = skeleton_next_figure(search->skeleton, at, span.end, &mark)) != NO_INDEX;
	     at = mark + 3) {
		struct span figure = figures_at(search->figures, index)->span;

		buffer_append_string(bound, is_first ? "" : "+");
		buffer_append(bound, search->folded + figure.start, span_length(figure));
		is_first = false;
	}
}

static bool found(void *context, const struct span *spans)
{
	struct search *search = context;

	if (search->matches++ > 0)
		return true;
	for (size_t i = 0; i < search->hole_count; i++)
		if (spans[i].start != NO_OFFSET)
			write_bound(search, &search->holes[i], spans[i]);
	return true;
}

struct match_case {
	const char *phrase;
	const char *text;
	size_t matches;
	const char *bound; /* by the first match */
};

static const struct match_case cases[] = {
    {"合计{total}", "收入合计12亿元。", 1, "total=12亿元"},
    {"合計{total}", "收入合计12亿元。", 1, "total=12亿元"},
    {"合计{total}", "收 入 合 計１２亿元。", 1, "total=12亿元"},
    {"合计{total}", "收入合计约12亿元。", 1, "total=约12亿元"},
    {"合计{total}", "收入合计为12亿元。", 0, ""},
    {"年初存栏{a}", "今年年初存栏12头。", 1, "年初=今年年初 a=12头"},
    {"截至年末存栏{a}", "截至年末存栏12头。", 1, "截至年末=截至年末 a=12头"},
    {"年末存栏{a}", "年初出栏12头。", 0, ""},
    {"今年以来共{a}", "今年以来共12头。", 1, "今年以来=今年以来 a=12头"},
    {"合计{total}", "成绩合计第12名。", 0, ""},
    {"合计{total}", "截止合计2010年。", 0, ""},
    {"{x}", "东区3个,西区5个。", 2, "x=3个"},
    {"面积{x:area}", "面积30亩。", 1, "x=30亩"},
    {"面积{x:area}", "面积30米。", 0, ""},
    {"{x:area,length}", "面积30亩,长40米,重50吨。", 2, "x=30亩"},
    {"有{x:count}", "有30家。", 1, "x=30家"},
    {"有{x:count}", "有30亩。", 0, ""},
    {"有{x:amount}", "有30亩。", 1, "x=30亩"},
    {"有{x:amount}", "有30%。", 0, ""},
    {"为{x:number}", "指数为30.5。", 1, "x=30.5"},
    {"为{x:number}", "指数为30.5亿元。", 0, ""},
    {"{d:change}", "收入12亿元,增长5%。", 1, "d=5%"},
    {"{d:level}", "收入12亿元,增长5%。", 1, "d=12亿元"},
    {"{d:fall}", "收入12亿元,增长5%。", 0, ""},
    {"{a:amount}{~}{d:change,=a}", "收入12亿元,增加2亿元。", 1, "a=12亿元 d=2亿元"},
    {"{a:amount}{~}{d:change,=a}", "收入12亿元,增长5%。", 0, ""},
    {"{a}{~}{b:=a}", "甲3亿元,乙4万元。", 1, "a=3亿元 b=4万元"},
    {"{a}{~}{b:=a}", "甲3亿元,乙4万亩,丙5元。", 0, ""},
    {"{a}{~~}{b:=a}", "甲3亿元,乙4万亩,丙5元。", 1, "a=3亿元 b=5元"},
    {"{a}{~=a}{b:percent}", "甲3亿元,乙4亩,占5%。", 2, "a=3亿元 b=5%"},
    {"{a}{~=a}{b:percent}", "甲3亿元,乙4亿元,占5%。", 1, "a=4亿元 b=5%"},
    {"{a}{~!not}{b}", "甲3亿元,乙4亿元。", 1, "a=3亿元 b=4亿元"},
    {"{a}{~!not}{b}", "甲3亿元,其中乙4亿元。", 0, ""},
    {"{@all}{x}", "全县共12亿元。", 1, "x=12亿元"},
    {"{@all}{x}", "全县合計12亿元。", 1, "x=12亿元"},
    {"{@all}{x}", "全县计有12亿元。", 0, ""},
    {"{@than}增长{d:rise}", "收入比上年增长5%。", 1, "d=5%"},
    {"{@than}增长{d:rise}", "收入比计划增长5%。", 0, ""},
    {"{^}收入{x}", "全县支出2亿元,收入3亿元。", 1, "x=3亿元"},
    {"{^}收入{x}", "全县收入3亿元。", 0, ""},
    {"{x}{$}", "收入3亿元,支出2亿元以内的税。", 1, "x=3亿元"},
    {"有{#}、{x}", "有3个、4家。", 1, "x=4家"},
    {"^{label}{x}", "工业产值3亿元。", 1, "x=3亿元"},
    {"^{label}{x}", "工业、农业3亿元。", 0, ""},
    {"{period}{~}{x}", "2010年收入3亿元。", 1, "x=3亿元"},
    {"{period}{~}{x}", "收入3亿元。", 0, ""},
    {"{y:year}收入{x}", "2010年收入3亿元。", 1, "y=2010年 x=3亿元"},
    {"之比为{r:ratio}", "三者之比为8:45:47。", 1, "r=8:45:47"},
    {"之比为{r:ratio}", "三者之比为8%。", 0, ""},
    {"{unit:money}", "单位:亿元。", 2, ""},
    {"{unit:area}", "单位:亿元。", 0, ""},
    {"合计{total}[,:]{parts...:=total}", "合计5亿元:甲2亿元,乙3亿元。", 1, "total=5亿元 parts=2亿元+3亿元"},
    {"合计{total}[,:]{parts...:=total}", "合计5亿元:甲2亿元,另有3亿元。", 1, "total=5亿元 parts=2亿元"},
    {"{parts...:=total},合计{total}", "甲2亿元,乙3亿元,合计5亿元。", 2, "parts=2亿元+3亿元 total=5亿元"},
    {"{parts...:=total},合计{total}", "甲乙,合计5亿元。", 0, ""},
    {"建设{names...:words}{n:count}工程", "建设路、桥、站3个工程。", 1, "names=路、桥、站 n=3个"},
    {"(?:共|合计){x}(?:元|吨)?", "合计3亿元。", 1, "x=3亿元"},
    {"共{x}[,、]比", "共3个、比。", 1, "x=3个"},
    {"共{2}", "共共", 1, ""},
    {"（共{x}）", "共3个。", 0, ""},
};

static void test_match(void **state)
{
	const struct match_case *one = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct pattern *pattern = compile(arena, one->phrase, errors);
	struct matcher *matcher = matcher_new(arena);
	struct text *text = text_from_bytes(arena, "a.txt", one->text, strlen(one->text), errors);
	struct document *document = document_new(arena, text);
	struct figures *figures = figures_extract(arena, text, document, lexicon);
	struct search search = {.figures = figures, .folded = text_folded(text)};
	size_t count;
	const struct passage *passages;

	assert_int_equal(error_list_count(errors), 0);
	assert_non_null(pattern);
	search.skeleton = skeleton_new(arena, text, document, figures, SCOPES_ALL);
	passages = skeleton_passages(search.skeleton, SCOPE_SENTENCE, &count);
	search.holes = pattern_holes(pattern, &search.hole_count);
	for (size_t i = 0; i < count; i++)
		assert_true(pattern_find(pattern, matcher, i > 0, skeleton_text(search.skeleton), passages[i].span,
					 &passages[i].span, 1, found, &search));
	assert_string_equal(buffer_string(&search.bound), one->bound);
	assert_int_equal(search.matches, one->matches);
	buffer_release(&search.bound);
	arena_free(arena);
}

struct fault_case {
	const char *phrase;
	size_t column; /* in the line find: '…', whose text begins in column 8 */
	const char *says;
};

static const struct fault_case faults[] = {
    {"合计{total", 10, "'}' is missing"},
    {"合计{Total}", 10, "small letters"},
    {"合计{}", 10, "small letters"},
    {"合计{x:aera}", 10, "unknown condition of a hole: 'aera'"},
    {"合计{x:chagne}", 10, "did you mean 'change'"},
    {"{b:=a}{a}", 8, "does not stand before this one: 'a'"},
    {"{parts...:=total}", 8, "no hole has this name: 'total'"},
    {"共{@none}{x}", 9, "no list of words has this name: 'none'"},
    {"共{x}{~!none}", 12, "no list of words has this name: 'none'"},
    {"共{~=x}{x}", 9, "no hole for one figure"},
    {"{parts...}{~=parts}{x}", 18, "no hole for one figure"},
    {"共{unit:none}", 9, "no dimension has this name: 'none'"},
    {"共(?:{x}", 9, "')' is missing"},
    {"共{x})", 12, "this bracket closes none"},
    {"共{x}{)}", 12, "{)} closes no {(}"},
    {"共[{x}", 9, "']' is missing"},
    {"", 8, "the phrase is empty"},
};

static void test_fault(void **state)
{
	const struct fault_case *fault = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	const struct error *error;

	assert_null(compile(arena, fault->phrase, errors));
	assert_int_equal(error_list_count(errors), 1);
	error = error_list_at(errors, 0);
	if (!strstr(error->message, fault->says))
		fail_msg("says '%s'", error->message);
	assert_int_equal(error->line, 1);
	assert_int_equal(error->column, fault->column);
	arena_free(arena);
}

/* What PCRE2 itself finds fault with. */
static void test_check(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	assert_int_equal(pattern_check(compile(arena, "共(?:{x}|{y})", errors), errors), 0);
	assert_int_equal(error_list_count(errors), 0);
	assert_int_equal(pattern_check(compile(arena, "共(?:{x}){2,1}元", errors), errors), -1);
	assert_int_equal(pattern_check(compile(arena, "共{x}(?<=a*)", errors), errors), -1);
	assert_int_equal(error_list_count(errors), 2);
	assert_non_null(strstr(error_list_at(errors, 0)->message, "the pattern is faulty"));
	/* Where the step that PCRE2 does not take begins. */
	assert_int_equal(error_list_at(errors, 0)->column, 19);
	arena_free(arena);
}

static void test_least_figures(void **state)
{
	static const struct {
		const char *phrase;
		size_t least;
	} rows[] = {
	    {"共{x}", 1}, {"{a}{~}{b:=a}", 2}, {"{parts...:=x}共{x}", 2}, {"{a}{~}(?:{b}|{c})", 1}, {"共{period}", 0},
	};
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(pattern_least_figures(compile(arena, rows[i].phrase, errors)), rows[i].least);
	arena_free(arena);
}

/* The search ends where its caller says so. */
static bool stop(void *context, const struct span *spans)
{
	(void)spans;
	++*(size_t *)context;
	return false;
}

static void test_stop(void **state)
{
	const struct span all = {0, 9};
	struct arena *arena = arena_new();
	size_t calls = 0;

	(void)state;
	assert_true(pattern_find(compile(arena, "共", error_list_new(arena)), matcher_new(arena), false, "共共共", all,
				 &all, 1, stop, &calls));
	assert_int_equal(calls, 1);
	arena_free(arena);
}

static bool note_start(void *context, const struct span *spans)
{
	buffer_printf(context, "%u ", spans[0].start);
	return true;
}

/* Only matches that begin within the starts, their ends included, with and without machine code. */
static void test_starts(void **state)
{
	static const char text[] = "共共共共共";
	const struct span starts[] = {{3, 3}, {9, 12}};
	struct arena *arena = arena_new();
	struct pattern *pattern = compile(arena, "(?<!甲)共", error_list_new(arena));
	struct buffer found = {0};

	(void)state;
	for (int again = 0; again < 2; again++) {
		assert_true(pattern_find(pattern, matcher_new(arena), again, text, (struct span){0, 15}, starts, 2,
					 note_start, &found));
		assert_string_equal(buffer_string(&found), "3 9 12 ");
		buffer_clear(&found);
	}
	buffer_release(&found);
	arena_free(arena);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases), FAULTS = sizeof(faults) / sizeof(*faults) };
	struct CMUnitTest tests[CASES + FAULTS + 4] = {0};
	size_t count = 0;

	for (size_t i = 0; i < CASES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = cases[i].phrase, .test_func = test_match, .initial_state = (void *)(uintptr_t)&cases[i]};
	for (size_t i = 0; i < FAULTS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = faults[i].phrase, .test_func = test_fault, .initial_state = (void *)(uintptr_t)&faults[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_check);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_least_figures);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_stop);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_starts);
	return _cmocka_run_group_tests("pattern", tests, count, load_words, release_words);
}
