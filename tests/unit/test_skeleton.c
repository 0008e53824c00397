/* The skeleton: marks, brackets folded away, the way back to folded text, and its agreement with phrasings. */
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
#include "base/limits.h"
#include "base/utf8.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "text/document.h"
#include "text/text.h"
#include "yaml/yaml.h"

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
	struct text *text;
	struct document *document;
	struct figures *figures;
	struct skeleton *skeleton;
	const char *folded;
};

static struct sample make_sample(const char *report)
{
	struct sample sample = {.arena = arena_new()};
	struct error_list *errors = error_list_new(sample.arena);

	sample.text = text_from_bytes(sample.arena, "a.txt", report, strlen(report), errors);
	assert_non_null(sample.text);
	sample.document = document_new(sample.arena, sample.text);
	sample.folded = text_folded(sample.text);
	sample.figures = figures_extract(sample.arena, sample.text, sample.document, lexicon);
	sample.skeleton = skeleton_new(sample.arena, sample.text, sample.document, sample.figures, SCOPES_ALL);
	return sample;
}

/* Marks in words: <rise money>, <period>. */
static void write_marks(const char *skeleton, struct span span, struct buffer *out)
{
	static const char *const senses[] = {"level", "rise", "fall", "to", "from", "base", "share"};
	size_t size;

	for (size_t at = span.start; at < span.end; at += size) {
		uint32_t mark = utf8_decode(skeleton + at, &size);

		if (mark >= MARK_SENSE && mark < MARK_SENSE + SENSE_COUNT_)
			buffer_printf(out, "<%s ", senses[mark - MARK_SENSE]);
		else if (mark >= MARK_DIMENSION && mark < MARK_DIMENSION + 256)
			buffer_printf(out, "%s>", lexicon_dimension_name(lexicon, (uint8_t)(mark - MARK_DIMENSION)));
		else if (mark == MARK_PERIOD)
			buffer_append_string(out, "<period>");
		else if (mark == MARK_IDENTIFIER)
			buffer_append_string(out, "<id>");
		else if (mark == MARK_RATIO)
			buffer_append_string(out, "<ratio>");
		else
			buffer_append(out, skeleton + at, size);
	}
}

struct mark_case {
	const char *text;
	const char *passages; /* marks in words, with | between them */
	enum passage_scope scope;
};

static const struct mark_case cases[] = {
    {"收入3亿元。", "收入<level money>。", SCOPE_SENTENCE},
    {"收入增长5%。", "收入增长<rise percent>。", SCOPE_SENTENCE},
    {"库存减少40吨。", "库存减少<fall mass>。", SCOPE_SENTENCE},
    {"由3亿元增加到4亿元。", "由<from money>增加到<to money>。", SCOPE_SENTENCE},
    {"比上年的2亿元多1亿元。", "比<period>的<base money>多<rise money>。", SCOPE_SENTENCE},
    {"工业占35%。", "工业占<share percent>。", SCOPE_SENTENCE},
    {"2010年1至9月收入3亿元。", "<period>收入<level money>。", SCOPE_SENTENCE},
    {"沿312国道行驶。", "沿<id>国道行驶。", SCOPE_SENTENCE},
    {"三者之比为8:45:47。", "三者之比为<ratio>。", SCOPE_SENTENCE},
    {"这是一个问题。", "这是一个问题。", SCOPE_SENTENCE},
    {"没有数字。", "没有数字。", SCOPE_SENTENCE},
    {"收入 ３ 亿元。\n支出２亿元。", "收入<level money>。|支出<level money>。", SCOPE_SENTENCE},
    {"收入3亿元(其中税2亿元),支出1亿元。", "收入<level money>,支出<level money>。|<level money>其中税<level money>",
     SCOPE_SENTENCE},
    {"收入（其中税2亿元）3亿元。", "收入<level money>。|其中税<level money>", SCOPE_SENTENCE},
    {"收入3亿元,另有(税2亿元)。", "收入<level money>,另有。|税<level money>", SCOPE_SENTENCE},
    {"收入3亿元(含税)。", "收入<level money>。", SCOPE_SENTENCE},
    {"甲3个(含乙2个(丙1个))。",
     "甲<level establishments>。|<level establishments>含乙<level establishments>"
     "|<level establishments>丙<level establishments>",
     SCOPE_SENTENCE},
    {"甲3个(乙),丙2个(丁1个)。",
     "甲<level establishments>,丙<level establishments>。|<level establishments>丁<level establishments>",
     SCOPE_SENTENCE},
    {"收入3亿元(上年为2亿元),增长50%。", "收入<level money>(<period>为<base money>),增长<rise percent>。",
     SCOPE_BRACKET},
    {"收入3亿元(不含税),其中税2亿元(甲(乙1亿元)),甲1个(丙2个)。",
     "收入<level money>,其中税<level money>,甲<level establishments>(丙<level establishments>)。", SCOPE_BRACKET},
    {"甲1个(乙2个、丙3个、丁4个)。", "", SCOPE_BRACKET},
};

/* Outside marks the skeleton is folded text; a mark leads back to the start of its figure. */
static void check_way_back(const struct sample *sample)
{
	const char *text = skeleton_text(sample->skeleton);
	size_t size;

	for (size_t at = 0; at < skeleton_length(sample->skeleton); at += size) {
		size_t folded = skeleton_folded_offset(sample->skeleton, at);
		uint32_t character = utf8_decode(text + at, &size);
		uint32_t figure = skeleton_figure_at(sample->skeleton, at);

		if (figure != NO_INDEX)
			assert_int_equal(folded, figures_at(sample->figures, figure)->span.start);
		else if (character < MARK_DIMENSION || character > MARK_RATIO)
			assert_memory_equal(text + at, sample->folded + folded, size);
	}
}

static void test_marks(void **state)
{
	const struct mark_case *one = *state;
	struct sample sample = make_sample(one->text);
	struct buffer out = {0};
	size_t count;
	const struct passage *passages = skeleton_passages(sample.skeleton, one->scope, &count);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buffer_append_byte(&out, '|');
		write_marks(skeleton_text(sample.skeleton), passages[i].span, &out);
	}
	assert_string_equal(buffer_string(&out), one->passages);
	check_way_back(&sample);
	buffer_release(&out);
	arena_free(sample.arena);
}

/* From the first place of `from` in the skeleton to the end of the first `to` after it; NULL: its end. */
struct span_case {
	const char *text;
	const char *from;
	const char *to;
	const char *folded;
};

static const struct span_case spans[] = {
    {"全县收入3亿元,支出2亿元。", "收入", "支出", "收入3亿元,支出"},
    {"收入12亿元", "收入", NULL, "收入12亿元"},
    {"收入12亿元左右", "收入", NULL, "收入12亿元左右"},
    {"收入3亿元(含税2亿元),支出1亿元。", "收入", "支出", "收入3亿元(含税2亿元),支出"},
    {"收入3亿元(含税2亿元)。", "含", "税", "含税"},
    {"收入 ３ 亿元，支出２亿元。", "收入", ",", "收入3亿元,"},
};

static void test_folded_span(void **state)
{
	const struct span_case *one = *state;
	struct sample sample = make_sample(one->text);
	const char *text = skeleton_text(sample.skeleton), *start = strstr(text, one->from), *end;
	struct span folded;

	assert_non_null(start);
	end = one->to ? strstr(start, one->to) + strlen(one->to) : text + skeleton_length(sample.skeleton);
	folded = skeleton_folded_span(sample.skeleton, (struct span){(size_t)(start - text), (size_t)(end - text)});
	assert_int_equal(span_length(folded), strlen(one->folded));
	assert_memory_equal(sample.folded + folded.start, one->folded, strlen(one->folded));
	arena_free(sample.arena);
}

struct scope_case {
	const char *name;
	enum passage_scope scope;
	size_t count;
	size_t figures; /* in the last passage */
};

static const char scope_text[] =
    "一、收入\n收入3亿元,增长5%。2010年支出2亿元。\n支出5亿元(税1亿元)。\n二、支出\n支出2亿元。\n";
static const struct scope_case scopes[] = {
    {"sentence and bracket", SCOPE_SENTENCE, 7, 2},
    {"paragraph", SCOPE_PARAGRAPH, 5, 1},
    /* A heading stands in the section around it. */
    {"section", SCOPE_SECTION, 4, 1},
    {"article", SCOPE_ARTICLE, 1, 5},
    {"report", SCOPE_REPORT, 1, 5},
};

static void test_scope(void **state)
{
	const struct scope_case *one = *state;
	struct sample sample = make_sample(scope_text);
	size_t count;
	const struct passage *passages = skeleton_passages(sample.skeleton, one->scope, &count);

	assert_int_equal(count, one->count);
	assert_int_equal(passages[count - 1].figure_count, one->figures);
	assert_int_equal(passages[count - 1].bracket == NO_INDEX, one->scope != SCOPE_SENTENCE);
	arena_free(sample.arena);
}

/* A figure of each sense must match the hole of its sense and no other: the two files agree on the marks. */
struct hole_case {
	const char *text;
	const char *holes; /* of `phrases`, which of them match */
};

static const char *const phrases[] = {"{x:level}",  "{x:rise}",   "{x:fall}",  "{x:to}",   "{x:from}", "{x:base}",
				      "{x:share}",  "{x:change}", "{x:stock}", "{x:now}",  "{#}",      "{x:percent}",
				      "{x:amount}", "{x:count}",  "^{~}$",     "{period}", "{id}",     "{r:ratio}"};
static const struct hole_case holes[] = {
    {"收入3亿元。", "{x:level} {x:stock} {x:now} {#} {x:amount}"},
    {"收入增长5%。", "{x:rise} {x:change} {#} {x:percent}"},
    {"库存减少40吨。", "{x:fall} {x:change} {#} {x:amount}"},
    {"收入增至4亿元。", "{x:to} {x:stock} {x:now} {#} {x:amount}"},
    {"收入由3亿元增加到4亿元。", "{x:to} {x:from} {x:stock} {x:now} {#} {x:amount}"},
    {"收入比上年的3亿元多5%。", "{x:rise} {x:base} {x:change} {x:stock} {#} {x:percent} {x:amount} {period}"},
    {"工业占35%。", "{x:share} {x:stock} {x:now} {#} {x:percent}"},
    {"学校共30家。", "{x:level} {x:stock} {x:now} {#} {x:amount} {x:count}"},
    {"一季度开工。", "^{~}$ {period}"},
    {"沿312国道行驶。", "^{~}$ {id}"},
    {"三者之比为8:45:47。", "{r:ratio}"},
    {"没有数字。", "^{~}$"},
};

static bool note_match(void *context, const struct span *found)
{
	(void)found;
	*(bool *)context = true;
	return false;
}

static bool matches(const struct sample *sample, const char *phrase)
{
	struct error_list *errors = error_list_new(sample->arena);
	struct buffer yaml = {0};
	struct yaml_node *root;
	struct pattern *pattern;
	struct span whole = {0, skeleton_length(sample->skeleton)};
	bool is_found = false;

	buffer_printf(&yaml, "find: '%s'\n", phrase);
	root = yaml_parse(sample->arena, "pack.yaml", yaml.bytes, yaml.length, errors);
	buffer_release(&yaml);
	pattern =
	    pattern_compile(sample->arena, yaml_get(root, "find"), lexicon, word_lists_new(sample->arena), errors);
	assert_non_null(pattern);
	assert_true(pattern_find(pattern, matcher_new(sample->arena), false, skeleton_text(sample->skeleton), whole,
				 &whole, 1, note_match, &is_found));
	return is_found;
}

static void test_hole(void **state)
{
	const struct hole_case *one = *state;
	struct sample sample = make_sample(one->text);
	struct buffer out = {0};

	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (matches(&sample, phrases[i]))
			buffer_printf(&out, "%s%s", out.length ? " " : "", phrases[i]);
	assert_string_equal(buffer_string(&out), one->holes);
	buffer_release(&out);
	arena_free(sample.arena);
}

/* A paragraph without end is matched in stretches of whole sentences, none of them much longer than LIMIT_PASSAGE_BYTES. */
static void test_endless(void **state)
{
	static const char sentence[] = "甲区投资3亿元,乙区投资4亿元。";
	struct buffer report = {0};
	struct sample sample;
	const struct passage *passages;
	size_t count, figures = 0;

	(void)state;
	while (report.length < 3 * LIMIT_PASSAGE_BYTES)
		buffer_append_string(&report, sentence);
	sample = make_sample(buffer_string(&report));
	passages = skeleton_passages(sample.skeleton, SCOPE_PARAGRAPH, &count);
	assert_int_equal(count, 3);
	for (size_t i = 0; i < count; i++) {
		struct span folded = skeleton_folded_span(sample.skeleton, passages[i].span);

		assert_true(span_length(folded) < LIMIT_PASSAGE_BYTES + sizeof(sentence));
		assert_memory_equal(sample.folded + folded.start, "甲区", strlen("甲区"));
		figures += passages[i].figure_count;
	}
	assert_int_equal(figures, figures_count(sample.figures));
	arena_free(sample.arena);
	buffer_release(&report);
}

/* The passages of a scope as they stand in the folded text, one after the other; of brackets, too. */
static void list_passages(const struct sample *sample, const struct skeleton *skeleton, enum passage_scope scope,
			  struct buffer *out)
{
	size_t count;
	const struct passage *passages = skeleton_passages(skeleton, scope, &count);

	for (size_t i = 0; i < count; i++) {
		struct span folded = skeleton_folded_span(skeleton, passages[i].span);

		buffer_printf(out, "%.*s %u %u\n", (int)span_length(folded), sample->folded + folded.start,
			      passages[i].figure_count, passages[i].bracket);
	}
}

/* Stretch by stretch there are the same passages as in one skeleton, and none is cut. */
static void test_stretches(void **state)
{
	static const char *const reports[] = {
	    "一、投资\n甲区投资3亿元(其中城区1亿元),乙区投资4亿元。合计7亿元。\n",
	    "甲区投资3亿元(其中城区1亿元),乙区投资4亿元。合计7亿元。",
	};
	static const unsigned wanted[] = {1 << SCOPE_CLAUSE | 1 << SCOPE_PARAGRAPH, 1 << SCOPE_SENTENCE,
					  1 << SCOPE_SECTION, 1 << SCOPE_REPORT | 1 << SCOPE_ARTICLE};

	(void)state;
	for (size_t r = 0; r < sizeof(reports) / sizeof(*reports); r++)
		for (size_t s = 0; s < sizeof(wanted) / sizeof(*wanted); s++) {
			struct buffer report = {0}, whole[SCOPE_COUNT] = {0}, parts[SCOPE_COUNT] = {0};
			struct sample sample;
			size_t stretches = 0, end;

			while (report.length < 400000)
				buffer_append_string(&report, reports[r]);
			sample = make_sample(buffer_string(&report));
			for (size_t start = 0; start <= strlen(sample.folded); start = end, stretches++) {
				struct skeleton *skeleton;

				end = skeleton_stretch_end(sample.text, sample.document, wanted[s], start);
				assert_true(end > start);
				skeleton = skeleton_of_stretch(sample.arena, sample.text, sample.document,
							       sample.figures, wanted[s], (struct span){start, end});
				for (enum passage_scope scope = 0; scope < SCOPE_COUNT; scope++)
					list_passages(&sample, skeleton, scope, &parts[scope]);
			}
			sample.skeleton =
			    skeleton_new(sample.arena, sample.text, sample.document, sample.figures, wanted[s]);
			assert_int_equal(stretches > 2, s < 2 || (s == 2 && r == 0));
			for (enum passage_scope scope = 0; scope < SCOPE_COUNT; scope++) {
				list_passages(&sample, sample.skeleton, scope, &whole[scope]);
				/* Insides of brackets are at the end of each skeleton. */
				assert_int_equal(parts[scope].length, whole[scope].length);
				if (scope != SCOPE_SENTENCE)
					assert_string_equal(buffer_string(&parts[scope]), buffer_string(&whole[scope]));
				buffer_release(&whole[scope]);
				buffer_release(&parts[scope]);
			}
			arena_free(sample.arena);
			buffer_release(&report);
		}
}

int main(void)
{
	enum {
		CASES = sizeof(cases) / sizeof(*cases),
		SPANS = sizeof(spans) / sizeof(*spans),
		SCOPES = sizeof(scopes) / sizeof(*scopes),
		HOLES = sizeof(holes) / sizeof(*holes)
	};
	struct CMUnitTest tests[CASES + SPANS + SCOPES + HOLES + 2] = {cmocka_unit_test(test_endless),
								       cmocka_unit_test(test_stretches)};
	size_t count = 2;

	for (size_t i = 0; i < CASES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = cases[i].text, .test_func = test_marks, .initial_state = (void *)(uintptr_t)&cases[i]};
	for (size_t i = 0; i < SPANS; i++)
		tests[count++] = (struct CMUnitTest){.name = spans[i].folded,
						     .test_func = test_folded_span,
						     .initial_state = (void *)(uintptr_t)&spans[i]};
	for (size_t i = 0; i < SCOPES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = scopes[i].name, .test_func = test_scope, .initial_state = (void *)(uintptr_t)&scopes[i]};
	for (size_t i = 0; i < HOLES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = holes[i].text, .test_func = test_hole, .initial_state = (void *)(uintptr_t)&holes[i]};
	return _cmocka_run_group_tests("skeleton", tests, count, load_words, release_words);
}
