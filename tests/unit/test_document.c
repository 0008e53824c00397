/* Documents: articles, sections, numbering marks, sentences, clauses and brackets. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "text/document.h"
#include "text/text.h"

struct fixture {
	struct arena *arena;
	const char *text;
	struct document *document;
};

static struct fixture open_document(const char *source)
{
	struct fixture fixture = {.arena = arena_new()};
	struct text *text =
	    text_from_bytes(fixture.arena, "report.txt", source, strlen(source), error_list_new(fixture.arena));

	assert_non_null(text);
	fixture.text = text_folded(text);
	fixture.document = document_new(fixture.arena, text);
	return fixture;
}

static void append_span(struct buffer *out, const struct fixture *fixture, struct span span)
{
	if (out->length > 0)
		buffer_append_byte(out, '/');
	buffer_append(out, fixture->text + span.start, span_length(span));
}

/* One document, and its sentences, clauses or brackets with "/" between them. */
struct cut_case {
	const char *source, *parts;
};

static void test_sentences(void **state)
{
	static const struct cut_case cases[] = {
	    {"东县建成。西县开工！南县呢？", "东县建成。/西县开工!/南县呢?"},
	    {"甲方同意；乙方反对，丙方弃权。", "甲方同意;乙方反对,丙方弃权。"},
	    {"总投资35.2万.目前已完工", "总投资35.2万./目前已完工"},
	    {"1.修路3.5公里，按5.目标推进。", "1.修路3.5公里,按5.目标推进。"},
	    {"面积(含西区。东区除外)共三亩。完。", "面积(含西区。东区除外)共三亩。/完。"},
	    {"他说：“路修好了。桥没有。”众人鼓掌。", "他说:“路修好了。桥没有。”/众人鼓掌。"},
	    {"获得“真好！”的评价。完。", "获得“真好!”的评价。/完。"},
	    {"用“甲，乙、“丙”三种。完。", "用“甲,乙、“丙”三种。/完。"},
	    {"(一)未闭合(的括号。下一句。", "(一)未闭合(的括号。/下一句。"},
	    {"据《问路。》一书。完。", "据《问路。》一书。/完。"},
	    {"真的？！当然。。", "真的?!/当然。"},
	    {"水库3.5亿m?，占一成。", "水库3.5亿m?,占一成。"},
	    {"Sales rose 5.2%. Costs fell. Why?", "Sales rose 5.2%./Costs fell./Why?"},
	    {"Mr. Hale met Dr. J. Webb at No. 5 in the U.S. office.",
	     "Mr. Hale met Dr. J. Webb at No. 5 in the U.S. office."},
	    {"It cost approx. 5 million, e.g. Two boats. \"Good.\" He left.",
	     "It cost approx. 5 million, e.g. Two boats./\"Good.\"/He left."},
	    {"Dept. A\tShops\nDept. B\t31.5", "Dept. A\tShops/Dept. B\t31.5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture fixture = open_document(cases[i].source);
		struct buffer out = {0};
		size_t count;
		const struct sentence *sentences = document_sentences(fixture.document, &count);

		for (size_t k = 0; k < count; k++)
			append_span(&out, &fixture, sentences[k].span);
		assert_string_equal(buffer_string(&out), cases[i].parts);
		buffer_release(&out);
		arena_free(fixture.arena);
	}
}

static void test_clauses(void **state)
{
	static const struct cut_case cases[] = {
	    {"收入1，753元，支出：水费、电费；合计9元。余0。", "收入1,753元/支出/水费、电费/合计9元/余0"},
	    {"比例为8.1:45.2:46.7，时间09:47。", "比例为8.1:45.2:46.7/时间09:47"},
	    {"2009,2010年，1,2号", "2009/2010年/1/2号"},
	    {"总量40(东12，西28)吨，人均1吨。", "总量40(东12,西28)吨/人均1吨"},
	    {"他说：“好，行。”完。", "他说/“好/行/完"},
	    {"Rose 5%, to 1,204; then fell.", "Rose 5%/to 1,204/then fell"},
	    {"|东县|31.5|", "东县/31.5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture fixture = open_document(cases[i].source);
		struct buffer out = {0};
		size_t count, sentence_count;
		const struct clause *clauses = document_clauses(fixture.document, &count);
		const struct sentence *sentences = document_sentences(fixture.document, &sentence_count);

		for (size_t k = 0; k < count; k++) {
			const struct sentence *sentence = &sentences[clauses[k].sentence];

			append_span(&out, &fixture, clauses[k].span);
			assert_true(span_contains(sentence->span, clauses[k].span));
			assert_true(k >= sentence->first_clause && k < sentence->first_clause + sentence->clause_count);
			assert_int_equal(document_clause_at(fixture.document, clauses[k].span.start), k);
		}
		assert_string_equal(buffer_string(&out), cases[i].parts);
		buffer_release(&out);
		arena_free(fixture.arena);
	}
}

static void test_brackets(void **state)
{
	static const struct cut_case cases[] = {
	    {"甲(乙(丙)丁)戊〔2011〕9号[己]", "(乙(丙)丁)<-1/(丙)<0/〔2011〕<-1/[己]<-1"},
	    {"甲(乙。\n丙)丁(戊)", "(戊)<-1"},
	    {"甲(乙〔丙)丁〕(戊)", "(乙〔丙)<-1/(戊)<-1"},
	    {"1)甲;2)乙(丙)", "(丙)<-1"},
	    {"《甲》“乙”", ""},
	    {"((((((((((((((((((甲))))))))))))))))))乙(丙)", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture fixture = open_document(cases[i].source);
		struct buffer out = {0};
		size_t count;
		const struct bracket *brackets = document_brackets(fixture.document, &count);

		for (size_t k = 0; k < count; k++) {
			append_span(&out, &fixture, brackets[k].span);
			buffer_printf(&out, "<%d", (int)brackets[k].parent);
			assert_true(span_contains(brackets[k].span, brackets[k].inside));
			assert_int_equal(document_bracket_at(fixture.document, brackets[k].span.start), k);
			assert_int_equal(document_sentence_at(fixture.document, brackets[k].span.start),
					 brackets[k].sentence);
		}
		if (cases[i].parts)
			assert_string_equal(buffer_string(&out), cases[i].parts);
		else
			assert_int_equal(count, 17); /* LIMIT_BRACKET_DEPTH of the nest, and the one behind it */
		buffer_release(&out);
		arena_free(fixture.arena);
	}
}

static void test_bracket_at(void **state)
{
	struct fixture fixture = open_document("甲(乙(丙)丁)戊");

	(void)state;
	assert_int_equal(document_bracket_at(fixture.document, 0), NO_INDEX);
	assert_int_equal(document_bracket_at(fixture.document, (size_t)(strstr(fixture.text, "丙") - fixture.text)), 1);
	assert_int_equal(document_bracket_at(fixture.document, (size_t)(strstr(fixture.text, "丁") - fixture.text)), 0);
	assert_int_equal(document_bracket_at(fixture.document, (size_t)(strstr(fixture.text, "戊") - fixture.text)),
			 NO_INDEX);
	arena_free(fixture.arena);
}

static void test_markers(void **state)
{
	static const struct {
		const char *source;
		enum marker_style style;
		uint32_t number;
		const char *mark;
	} cases[] = {
	    {"第一章 总则", MARKER_CHAPTER, 1, "第一章"},
	    {"第十二条 本办法自公布之日起施行。", MARKER_CLAUSE, 12, "第十二条"},
	    {"二十一、其他", MARKER_HAN, 21, "二十一、"},
	    {"（三）加强管理。", MARKER_HAN_BRACKET, 3, "(三)"},
	    {"㈡加强管理", MARKER_HAN_BRACKET, 2, "㈡"},
	    {"4、修路", MARKER_ARABIC, 4, "4、"},
	    {"4．修路", MARKER_ARABIC, 4, "4."},
	    {"12. Harbour works", MARKER_ARABIC, 12, "12."},
	    {"（5）架桥", MARKER_ARABIC_BRACKET, 5, "(5)"},
	    {"5)架桥", MARKER_ARABIC_BRACKET, 5, "5)"},
	    {"③植树", MARKER_CIRCLED, 3, "③"},
	    {"1.1.2 范围", MARKER_DECIMAL, 2, "1.1.2"},
	    {"3.4 Findings", MARKER_DECIMAL, 4, "3.4"},
	    {"2.3 工作目标", MARKER_DECIMAL, 3, "2.3"},
	    {"第三产业增加值12亿元。", MARKER_NONE, 0, ""},
	    {"二、三产业增加值12亿元。", MARKER_NONE, 0, ""},
	    {"1、2月份完成投资3亿元。", MARKER_NONE, 0, ""},
	    {"1.5万亩林地", MARKER_NONE, 0, ""},
	    {"3.4 million boats", MARKER_NONE, 0, ""},
	    {"2010.", MARKER_NONE, 0, ""},
	    {"(2011)9号", MARKER_NONE, 0, ""},
	    {"一千二百人参加。", MARKER_NONE, 0, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture fixture = open_document(cases[i].source);
		size_t count;
		const struct paragraph *paragraph = document_paragraphs(fixture.document, &count);

		assert_int_equal(count, 1);
		assert_int_equal(paragraph->marker.style, cases[i].style);
		assert_int_equal(paragraph->marker.number, cases[i].number);
		assert_int_equal(span_length(paragraph->marker.span), strlen(cases[i].mark));
		assert_memory_equal(fixture.text + paragraph->marker.span.start, cases[i].mark, strlen(cases[i].mark));
		arena_free(fixture.arena);
	}
}

static void test_articles(void **state)
{
	static const struct {
		const char *source;
		size_t count;
		const char *names; /* with "/" between them */
	} cases[] = {
	    {"没有标题。只有正文。", 1, ""},
	    {"", 1, ""},
	    {"第一篇:修路\n路修好了。\n第二篇:架桥\n桥架好了。", 2, "第一篇/第二篇"},
	    {"汇编\n篇一：修路\n路修好了。\n篇二：架桥\n桥架好了。", 3, "/篇一/篇二"},
	    {"【篇一】\n路修好了。\n【第2篇】架桥\n好。", 2, "篇一/第2篇"},
	    {"第三篇 修路\n路修好了。", 1, "第三篇"},
	    {"Part 1\nThe road is open.\nPart 2: Bridges\nDone.", 2, "Part 1/Part 2"},
	    {"目录\n第一篇报道登在头版，第二篇报道没有登。", 1, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture fixture = open_document(cases[i].source);
		struct buffer names = {0};
		size_t count;
		const struct article *articles = document_articles(fixture.document, &count);

		assert_int_equal(count, cases[i].count);
		for (size_t k = 0; k < count; k++) {
			if (k > 0)
				buffer_append_byte(&names, '/');
			buffer_append(&names, fixture.text + articles[k].name.start, span_length(articles[k].name));
			assert_int_equal(articles[k].span.end,
					 k + 1 < count ? articles[k + 1].span.start : strlen(fixture.text));
			assert_true(span_length(articles[k].heading) == 0 ||
				    span_contains(articles[k].heading, articles[k].name));
		}
		assert_string_equal(buffer_string(&names), cases[i].names);
		buffer_release(&names);
		arena_free(fixture.arena);
	}
}

static void test_sections(void **state)
{
	static const struct {
		int section;
		bool is_heading, is_table_row;
	} expected[] = {
	    {-1, true, false}, {0, false, false}, {0, true, false},  {2, true, false},
	    {3, false, false}, {2, true, false},  {5, false, false}, {0, true, false},
	    {7, false, true},  {7, false, true},  {7, false, false},
	};
	struct fixture fixture =
	    open_document("年度工作报告\n现将情况报告如下：\n一、交通\n（一）公路\n公路修了三条。\n（二）桥梁\n"
			  "桥架了两座。\n二、产值\n县区\t产值\n东县\t31.5\n（一）产值增长。全年增长一成。");
	size_t count;
	const struct paragraph *paragraphs = document_paragraphs(fixture.document, &count);

	(void)state;
	assert_int_equal(count, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < count; i++) {
		assert_int_equal((int)paragraphs[i].section, expected[i].section);
		assert_int_equal(paragraphs[i].is_heading, expected[i].is_heading);
		assert_int_equal(paragraphs[i].is_table_row, expected[i].is_table_row);
		assert_int_equal(document_sentence_at(fixture.document, paragraphs[i].span.start),
				 paragraphs[i].first_sentence);
	}
	arena_free(fixture.arena);
}

/* A text that goes on for longer than LIMIT_PASSAGE_BYTES without the end of a sentence. */
struct endless_case {
	const char *first, *part, *last;
	size_t sentences;
};

static void test_endless(void **state)
{
	static const struct endless_case cases[] = {{"", "甲乙丙丁,", "戊。", 2},
						    {"", "甲乙丙丁、", "戊。", 2},
						    {"", "甲乙丙丁戊", "己。", 1},
						    {"(", "甲乙丙丁,", "戊)。", 1},
						    {"", "甲乙|丙丁|", "戊", 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buffer report = {0};
		struct fixture fixture;
		const struct sentence *sentences;
		size_t count;

		buffer_append_string(&report, cases[i].first);
		while (report.length < LIMIT_PASSAGE_BYTES + 1000)
			buffer_append_string(&report, cases[i].part);
		buffer_append_string(&report, cases[i].last);
		fixture = open_document(buffer_string(&report));
		sentences = document_sentences(fixture.document, &count);
		assert_int_equal(count, cases[i].sentences);
		if (count > 1)
			assert_in_range(span_length(sentences[0].span), LIMIT_PASSAGE_BYTES, LIMIT_PASSAGE_BYTES + 20);
		arena_free(fixture.arena);
		buffer_release(&report);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sentences),  cmocka_unit_test(test_clauses), cmocka_unit_test(test_brackets),
	    cmocka_unit_test(test_bracket_at), cmocka_unit_test(test_markers), cmocka_unit_test(test_articles),
	    cmocka_unit_test(test_sections),   cmocka_unit_test(test_endless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
