/* Folding: what becomes simple, what must stay, what is marked as damage, and the way back to the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/text.h"

struct fold_case {
	const char *source;
	const char *folded;
	const char *damage; /* one letter a mark: g b p s; NULL for none */
};

static const struct fold_case cases[] = {
    /* Widths and forms. */
    {"增长５．２％，达到３０亿元。", "增长5.2%,达到30亿元。", NULL},
    {"Ａ类（甲）：１－２～３；４？５！", "A类(甲):1-2~3;4?5!", NULL},
    {"占比﹪、比例3∶2、−5℃、￥10", "占比%、比例3:2、-5℃、¥10", NULL},
    {"面积10²㎡，二〇二〇年。", "面积10²㎡,二〇二〇年。", NULL},
    {"二○二○年，○表示空缺。", "二〇二〇年,○表示空缺。", NULL},
    {"銀行貸款餘額為兩億圓。", "银行贷款余额为两亿圆。", NULL},
    {"後來發展於臺灣，衞生署。", "后来发展于台湾,卫生署。", NULL},
    {"⼈⼝增加", "人口增加", NULL},
    {"增\u200b长\u00ad十\ufeff亿", "增长十亿", NULL},
    /* Blanks. */
    {"共 有 12 个 乡镇 ， 其中 3 个", "共有12个乡镇,其中3个", NULL},
    {"投资　500 万元", "投资500万元", NULL},
    {"面积0.7 1.5 平方公里", "面积0.7 1.5平方公里", NULL},
    {"The  port grew 5.2 % in 2019.", "The port grew 5.2% in 2019.", NULL},
    {"使用 GDP 数据, 以 2010 年为准", "使用GDP数据,以2010年为准", NULL},
    {"　　本段缩进，没有别的。", "本段缩进,没有别的。", NULL},
    {"计划完成总投资   万元，占地   亩。", "计划完成总投资万元,占地亩。", NULL},
    {"一、\t总体情况", "一、总体情况", NULL},
    {"前    言", "前言", NULL},
    /* Rows. */
    {"县区      产值\n东县      31.5\n西县       8.2", "县区\t产值\n东县\t31.5\n西县\t8.2", NULL},
    {"Town\tShops ($m)\nHarwick\t1,204\nLowmoor\t(38.5)", "Town\tShops ($m)\nHarwick\t1,204\nLowmoor\t(38.5)", NULL},
    {"合计　　　1，204　　　5.6％", "合计\t1,204\t5.6%", NULL},
    {"| 县区 | 产值 |\n|----|----|\n| 东县   | 31.5 |", "|县区|产值|\n|----|----|\n|东县|31.5|", NULL},
    /* Glosses. */
    {"農(nóng)業(yè)產(chǎn)值", "农业产值", "ggg"},
    {"农（nóng）业，我们(men)的(de)", "农业,我们的", "ggg"},
    {"旅(lǚ)行社(shè)和甲(jia)", "旅行社和甲", "ggg"},
    {"增加值(GDP)、电路(IC)、(a)类、病毒(HPV)、甲(jia)", "增加值(GDP)、电路(IC)、(a)类、病毒(HPV)、甲(jia)", NULL},
    {"咖啡(café)和简历(cv)", "咖啡(café)和简历(cv)", NULL},
    /* Lost characters. */
    {"发展?jié)摿?，很大", "发展摿,很大", "bgb"},
    {"水?、電?，“龍?”，三项", "水、电,“龙”,三项", "bbb"},
    {"是真的吗?我们不知道。为什么?", "是真的吗?我们不知道。为什么?", NULL},
    {"他问:“你去吗?”我说去。", "他问:“你去吗?”我说去。", NULL},
    {"这怎么行?!", "这怎么行?!", NULL},
    {"建筑面积1200m?，库容3.5亿m?。", "建筑面积1200m?,库容3.5亿m?。", "bb"},
    {"贷\ufffd款", "贷款", "b"},
    /* Doubled separators. */
    {"东县，，西县,、南县、,北县,。", "东县,西县、南县、北县。", "ssss"},
    {"第一项，；第二项, :如下。。", "第一项;第二项:如下。", "sss"},
    {"等等……以及......还有", "等等……以及......还有", NULL},
    /* Soft line breaks. */
    {"本年新建道路总里程\n12.6公里，桥梁四座，\n投资3.2亿元，比上年多\n一成。",
     "本年新建道路总里程12.6公里,桥梁四座,投资3.2亿元,比上年多一成。", NULL},
    {"会议要求各部门认真履行职责，加强沟通，确保各项任务按时完成，并由牵头单位负\n责人向会议作出说明。",
     "会议要求各部门认真履行职责,加强沟通,确保各项任务按时完成,并由牵头单位负责人向会议作出说明。", NULL},
    {"总产量6.\n84万吨,小麦4.92万\n吨", "总产量6.84万吨,小麦4.92万吨", NULL},
    {"各类收入共收到１２，\n７４５，３９０元，占预算的９６\n．１０％。", "各类收入共收到12,745,390元,占预算的96.10%。",
     NULL},
    {"全年各项收入共计是１２，７\n４５，３９０元，其中本级６\n６，２２８元，上级补助收入\n７８元。",
     "全年各项收入共计是12,745,390元,其中本级66,228元,上级补助收入78元。", NULL},
    {"全年各项收入共计４７４，８\n９０元，其中本级收入４万２\n千元，上级补助收入计有１２\n８０元。",
     "全年各项收入共计474,890元,其中本级收入4万2千元,上级补助收入计有1280元。", NULL},
    {"全市渔业企业户数由二〇二〇年的\n４１２户增加到５８７户。", "全市渔业企业户数由二〇二〇年的412户增加到587户。",
     NULL},
    {"渔政部门办理各类监督案件１\n２８６件，办结９件。", "渔政部门办理各类监督案件1286件,办结9件。", NULL},
    {"The board of the harbour met in 2019\n15 times, and in the years before met\n14 times.",
     "The board of the harbour met in 2019 15 times, and in the years before met 14 times.", NULL},
    {"入园企业三家,2009\n年计划投资百万元。", "入园企业三家,2009年计划投资百万元。", NULL},
    {"The council agreed that the harbour should be\ndredged before winter.",
     "The council agreed that the harbour should be dredged before winter.", NULL},
    {"第三篇：园区建设工作汇报\n园区建设工作汇报\n一、规划情况\n我县有园区三个。",
     "第三篇:园区建设工作汇报\n园区建设工作汇报\n一、规划情况\n我县有园区三个。", NULL},
    {"关于水库、道路、桥梁的情况说明\n水库作为基础设施，地位重要，现将情况说明如下：\n1、水库",
     "关于水库、道路、桥梁的情况说明\n水库作为基础设施,地位重要,现将情况说明如下:\n1、水库", NULL},
    {"主要有：\n1.修路；\n2.架桥；\n3.植树。", "主要有:\n1.修路;\n2.架桥;\n3.植树。", NULL},
    {"二、突出重点，狠抓落实\n今年以来，各项工作进展顺利。", "二、突出重点,狠抓落实\n今年以来,各项工作进展顺利。",
     NULL},
    {"前一段没有句号，但是很长很长很长很长很长很长很长很长\n　　新的一段。",
     "前一段没有句号,但是很长很长很长很长很长很长很长很长\n新的一段。", NULL},
    {"前一段说到一半，\n\n后一段。", "前一段说到一半,\n后一段。", NULL},
    {"一行。\r\n二行。\r三行。", "一行。\n二行。\n三行。", NULL},
    /* Page numbers. */
    {"各部门要按照分工认真落实，加强配合，形成合力，共同推动\n- 12 -\n各项工作取得实效。",
     "各部门要按照分工认真落实,加强配合,形成合力,共同推动各项工作取得实效。", "p"},
    {"各部门要按照分工认真落实，加强配合，形成合力，共同推动\n\n12\n\n各项工作取得实效。",
     "各部门要按照分工认真落实,加强配合,形成合力,共同推动各项工作取得实效。", "p"},
    {"工作取得实效，群众满意。\n第 3 页 共 9 页\n下一步，继续努力。", "工作取得实效,群众满意。\n下一步,继续努力。",
     "p"},
    {"东区1.5平方公里，西区0.7 1\n平方公里，合计2.2平方公里。", "东区1.5平方公里,西区0.7平方公里,合计2.2平方公里。",
     "p"},
    {"东县\n31\n西县\n8", "东县\n31\n西县\n8", NULL},
    {"气温为\n-12", "气温为\n-12", NULL},
    {"", "", NULL},
    {"\n \n", "", NULL},
};

static void test_case(void **state)
{
	const struct fold_case *test = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct text *text = text_from_bytes(arena, "report.txt", test->source, strlen(test->source), errors);
	const struct damage_mark *marks;
	char damage[16] = "";
	size_t count;

	assert_non_null(text);
	assert_string_equal(text_folded(text), test->folded);
	assert_int_equal(text_folded_length(text), strlen(test->folded));
	marks = text_damage(text, &count);
	assert_true(count < sizeof(damage));
	for (size_t i = 0; i < count; i++) {
		damage[i] = "gbps"[marks[i].kind];
		assert_true(marks[i].source.end <= strlen(test->source));
		assert_true(marks[i].folded_offset <= strlen(test->folded));
		assert_true(i == 0 || marks[i - 1].source.start <= marks[i].source.start);
	}
	assert_string_equal(damage, test->damage ? test->damage : "");
	arena_free(arena);
}

static struct text *fold(struct arena *arena, const char *source)
{
	return text_from_bytes(arena, "report.txt", source, strlen(source), error_list_new(arena));
}

/* The place of a word of the folded text, as line:column-line:column. */
static void assert_place(const struct text *text, const char *word, const char *expected, const char *quote)
{
	const char *found = strstr(text_folded(text), word);
	struct span folded, source;
	struct place place;
	char actual[64];

	assert_non_null(found);
	folded.start = (size_t)(found - text_folded(text));
	folded.end = folded.start + strlen(word);
	place = text_place(text, folded);
	snprintf(actual, sizeof(actual), "%zu:%zu-%zu:%zu", place.line, place.column, place.end_line, place.end_column);
	assert_string_equal(actual, expected);
	source = text_source_span(text, folded);
	assert_int_equal(source.end - source.start, strlen(quote));
	assert_memory_equal(text_source(text) + source.start, quote, strlen(quote));
}

static void test_places(void **state)
{
	struct arena *arena = arena_new();
	struct text *text =
	    fold(arena, "\xef\xbb\xbf第一行\r\n農(nóng)業(yè)增長(zhǎng)１２．５％，完成\n　　投資 30\n億元。");

	(void)state;
	assert_string_equal(text_folded(text), "第一行\n农业增长12.5%,完成\n投资30亿元。");
	assert_place(text, "第一行", "1:1-1:4", "第一行");
	assert_place(text, "农", "2:1-2:2", "農");
	assert_place(text, "农业", "2:1-2:9", "農(nóng)業");
	assert_place(text, "12.5%", "2:22-2:27", "１２．５％");
	assert_place(text, "30亿元", "3:6-4:3", "30\n億元");
	arena_free(arena);
}

static void test_column_units(void **state)
{
	struct arena *arena = arena_new();
	struct text *marked = fold(arena, "\xef\xbb\xbf一行\r\n\t\xf0\xa0\xae\xb7\xf0\x9f\x98\x80 e\xcc\x81区12亿元");
	struct text *plain = fold(arena, "12亿元");
	const char *found = strstr(text_folded(marked), "12亿元");
	size_t start = (size_t)(found - text_folded(marked));
	struct span span = {start, start + strlen("12亿元")};
	const size_t columns[][2] = {
	    [COLUMN_CODE_POINTS] = {8, 12}, [COLUMN_UTF16] = {10, 14}, [COLUMN_BYTES] = {17, 25}};

	(void)state;
	for (int unit = COLUMN_CODE_POINTS; unit <= COLUMN_BYTES; unit++) {
		struct place place = text_place_in(marked, span, (enum column_unit)unit);

		assert_int_equal(place.line, 2);
		assert_int_equal(place.column, columns[unit][0]);
		assert_int_equal(place.end_line, 2);
		assert_int_equal(place.end_column, columns[unit][1]);
	}
	assert_int_equal(text_mark_length(marked), 3);
	assert_int_equal(text_mark_length(plain), 0);
	arena_free(arena);
}

static void test_has_blank_before(void **state)
{
	struct arena *arena = arena_new();
	struct text *text = fold(arena, "总投资 万元，共　10 家\n第二行");
	const char *folded = text_folded(text);

	(void)state;
	assert_string_equal(folded, "总投资万元,共10家\n第二行");
	assert_true(text_has_blank_before(text, (size_t)(strstr(folded, "万元") - folded)));
	assert_true(text_has_blank_before(text, (size_t)(strstr(folded, "10") - folded)));
	assert_true(text_has_blank_before(text, (size_t)(strstr(folded, "家") - folded)));
	assert_false(text_has_blank_before(text, (size_t)(strstr(folded, "资") - folded)));
	assert_false(text_has_blank_before(text, (size_t)(strstr(folded, "第二行") - folded)));
	assert_false(text_has_blank_before(text, 0));
	for (const char *at = folded; *at && *at != '\n'; at += utf8_size(*at)) {
		size_t start = (size_t)(at - folded), end = start + utf8_size(*at);

		assert_int_equal(text_has_blank_in(text, (struct span){start, end}),
				 text_has_blank_before(text, start) || text_has_blank_before(text, end));
	}
	arena_free(arena);
}

/* A line so long that its columns are not counted from its start. */
static void test_columns_of_long_line(void **state)
{
	enum { PARTS = 3000 };
	static const char part[] = "a乙𠀀";
	struct arena *arena = arena_new();
	char *source = arena_alloc(arena, 4 + PARTS * (sizeof(part) - 1) + 1);
	const struct text *text;

	(void)state;
	memcpy(source, "甲\n", 4);
	for (size_t i = 0; i < PARTS; i++)
		memcpy(source + 4 + i * (sizeof(part) - 1), part, sizeof(part));
	text = fold(arena, source);
	for (size_t i = 0; i < PARTS; i += 97) {
		size_t at = 4 + i * (sizeof(part) - 1) + 1;
		const struct span span = {at, at + 3};

		assert_int_equal(text_place_in(text, span, COLUMN_CODE_POINTS).column, 3 * i + 2);
		assert_int_equal(text_place_in(text, span, COLUMN_UTF16).column, 4 * i + 2);
		assert_int_equal(text_place_in(text, span, COLUMN_BYTES).column, 8 * i + 2);
		assert_int_equal(text_place_in(text, span, COLUMN_UTF16).end_column, 4 * i + 3);
		assert_int_equal(text_place_in(text, span, COLUMN_UTF16).line, 2);
	}
	arena_free(arena);
}

/* Every folded character comes from its own place, in order. */
static void test_way_back(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct text *text = fold(arena, cases[i].source);
		const char *folded = text_folded(text);
		size_t before = 0, size;

		for (size_t at = 0; at < text_folded_length(text); at += size) {
			struct span source;

			size = utf8_size(folded[at]);
			source = text_source_span(text, (struct span){at, at + size});
			assert_true(source.start >= before && source.end > source.start);
			assert_true(source.end <= text_source_length(text));
			if ((folded[at] >= '0' && folded[at] <= '9') || (folded[at] >= 'A' && folded[at] <= 'z'))
				assert_true(text_source(text)[source.start] == folded[at] ||
					    (unsigned char)text_source(text)[source.start] == 0xef);
			before = source.end;
		}
	}
	arena_free(arena);
}

static void test_fold_string(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(text_fold_string(arena, " 同比增長 "), "同比增长");
	assert_string_equal(text_fold_string(arena, "（含）：％"), "(含):%");
	assert_string_equal(text_fold_string(arena, "per  cent"), "per cent");
	assert_string_equal(text_fold_string(arena, "，、"), ",、");
	assert_string_equal(text_fold_string(arena, ""), "");
	arena_free(arena);
}

static void test_rejected_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		size_t line, column;
		const char *hint;
	} rejected[] = {
	    {"ok\n\xe5\xa2\x9e\xff", 7, 2, 2, "not UTF-8: 0xff (offset 6)"},
	    {"\xef\xbb\xbf\r\n\xe5\xa2\x9e\xe5\xa2", 10, 2, 2,
	     "not UTF-8: 0xe5 0xa2 (offset 8), where the file is cut off"},
	    {"\xd4\xf6\xb3\xa4\n5%\xd4", 8, 2, 3, "not GB18030: 0xd4 (offset 7), where the file is cut off"},
	    {"a\0b\0c\0\n\0d\0\0\xdc", 12, 2, 2, "not UTF-16LE: 0x00 0xdc (offset 10)"},
	    {"\xff\xfe\x4e\x00\x00", 5, 1, 2, "not UTF-16LE: 0x00 (offset 4), where the file is cut off"},
	    {"\xff\xfe\0\0a\0\0\0", 8, 1, 1, "UTF-32"},
	    {"text\r\nab\0\1\2", 11, 2, 3, "not a text: a zero (offset 8)"},
	    {"\xff\xfe"
	     "a\0\0\0",
	     6, 1, 2, "not a text: a zero (offset 4)"},
	    {"Umsatz f\xfcr 5", 12, 1, 9, "not UTF-8: 0xfc (offset 8); it does not look like"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rejected) / sizeof(*rejected); i++) {
		struct arena *arena = arena_new();
		struct error_list *errors = error_list_new(arena);

		assert_null(text_from_bytes(arena, "bad.txt", rejected[i].bytes, rejected[i].length, errors));
		assert_int_equal(error_list_count(errors), 1);
		assert_string_equal(error_list_at(errors, 0)->path, "bad.txt");
		assert_int_equal(error_list_at(errors, 0)->line, rejected[i].line);
		assert_int_equal(error_list_at(errors, 0)->column, rejected[i].column);
		assert_non_null(strstr(error_list_at(errors, 0)->message, rejected[i].hint));
		arena_free(arena);
	}
}

static void test_too_large(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	assert_null(text_from_bytes(arena, "big.txt", "abc", (size_t)LIMIT_FILE_BYTES + 1, errors));
	assert_non_null(strstr(error_list_at(errors, 0)->message, "larger than"));
	arena_free(arena);
}

static void test_unreadable_files(void **state)
{
	static const struct {
		const char *path, *message;
	} paths[] = {{"no/such/report.txt", "cannot be read"}, {".", "is a directory"}};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct arena *arena = arena_new();
		struct error_list *errors = error_list_new(arena);

		assert_null(text_read(arena, paths[i].path, NULL, errors));
		assert_int_equal(error_list_count(errors), 1);
		assert_string_equal(error_list_at(errors, 0)->path, paths[i].path);
		assert_non_null(strstr(error_list_at(errors, 0)->message, paths[i].message));
		arena_free(arena);
	}
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases) };
	struct CMUnitTest tests[CASES + 9] = {
	    [CASES] = cmocka_unit_test(test_places),
	    [CASES + 1] = cmocka_unit_test(test_has_blank_before),
	    [CASES + 2] = cmocka_unit_test(test_way_back),
	    [CASES + 3] = cmocka_unit_test(test_fold_string),
	    [CASES + 4] = cmocka_unit_test(test_rejected_bytes),
	    [CASES + 5] = cmocka_unit_test(test_too_large),
	    [CASES + 6] = cmocka_unit_test(test_unreadable_files),
	    [CASES + 7] = cmocka_unit_test(test_column_units),
	    [CASES + 8] = cmocka_unit_test(test_columns_of_long_line),
	};
	struct fold_case states[CASES];
	char names[CASES][16];

	for (size_t i = 0; i < CASES; i++) {
		states[i] = cases[i];
		snprintf(names[i], sizeof(names[i]), "fold %zu", i);
		tests[i].name = names[i];
		tests[i].test_func = test_case;
		tests[i].initial_state = &states[i];
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
