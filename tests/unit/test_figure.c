/* Figures: what counts as a quantity, what it stands for, and what the words around it say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/number.h"
#include "figure/figure.h"
#include "rule/lexicon.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

static struct arena *rules_arena;
static const struct lexicon *lexicon;

struct extracted {
	struct arena *arena;
	struct text *text;
	struct figures *figures;
};

static struct extracted extract(const char *string)
{
	struct extracted extracted = {.arena = arena_new()};
	struct error_list *errors = error_list_new(extracted.arena);
	struct document *document;

	extracted.text = text_from_bytes(extracted.arena, "text", string, strlen(string), errors);
	assert_non_null(extracted.text);
	document = document_new(extracted.arena, extracted.text);
	extracted.figures = figures_extract(extracted.arena, extracted.text, document, lexicon);
	return extracted;
}

static void append_span(const struct extracted *extracted, struct span span, struct buffer *out)
{
	buffer_append(out, text_folded(extracted->text) + span.start, span_length(span));
}

/* "4130万元 money 41300000 rise -"; periods as @, names as #, weak ones as ~, ratios as : in front of their text. */
static void describe(const struct extracted *extracted, const struct figure *figure, struct buffer *out)
{
	static const char *const senses[] = {"", " rise", " fall", " to", " from", " base", " share"};
	static const char *const marks[] = {"", "~", "@", "#", ":"};

	buffer_append_string(out, marks[figure->role]);
	append_span(extracted, figure->span, out);
	if (figure->role != FIGURE_QUANTITY)
		return;
	buffer_printf(out, " %s ", lexicon_dimension_name(lexicon, figure->dimension));
	number_print(figure->quantity->value, 6, true, out);
	if (figure->is_range) {
		buffer_append_string(out, "..");
		number_print(figure->quantity->last, 6, true, out);
	}
	buffer_printf(out, "%s%s", senses[figure->sense], figure->sign < 0 ? " -" : "");
}

struct figure_case {
	const char *text;
	const char *figures; /* joined with " | " */
};

static const struct figure_case cases[] = {
    /* Numerals, scales, units. */
    {"结余1,753元", "1,753元 money 1753"},
    {"仓库存粮2.4万吨", "2.4万吨 mass 24000000"},
    {"造林3千公顷", "3千公顷 area 30000000"},
    {"水管长3千米", "3千米 length 3000"},
    {"装机5万千瓦", "5万千瓦 power 50000"},
    {"投资1.2万亿元", "1.2万亿元 money 1200000000000"},
    {"投资2亿3000万元", "2亿3000万元 money 230000000"},
    {"工业用水9.1亿m?,农业用水", "9.1亿m? lost-exponent 910000000"},
    {"人口52万3,418人", "52万3,418人 people 523418"},
    {"岁入3亿2,145万6,700元", "3亿2,145万6,700元 money 321456700"},
    {"投资5万2023年到位", "5万 scaled 50000 | @2023年"},
    {"地租320元/亩", "320元/亩 money/area 0.48"},
    {"产业投资强度300万元/亩", "300万元/亩 money/area 4500"},
    {"欠款4312.5万.此后", "4312.5万 scaled 43125000"},
    {"全村六百一十二户", "六百一十二户 households 612"},
    {"比重为百分之十二点五", "百分之十二点五 percent 0.125 share"},
    {"合格率为百分之百", "百分之百 percent 1"},
    {"减产三成", "三成 percent 0.3 fall -"},
    {"约四分之一的村", "约四分之一 percent 0.25"},
    {"代表超过半数", "超过半数 percent 0.5"},
    {"产量翻了两番", "两番 doubling 2 rise"},
    {"长 12 km", "12 km length 12000"},
    {"宽带5Mb", "#5Mb"},
    /* Counted. */
    {"来客3.2万人次", "3.2万人次 visits 32000"},
    {"有300多家店", "300多家 establishments 300"},
    {"近20万余户", "近20万余户 households 200000"},
    {"六大产业", "六大 kinds 6"},
    {"两部分", "两部分 kinds 2"},
    {"建成一家厂", "~一家"},
    {"这宗买卖", "~这宗"},
    {"该户", "~该户"},
    {"十年磨剑", "十年 years 10"},
    /* Words that only look like figures. */
    {"统一规划,十分重要,一律停用,三农,万一,第一位", "#一"},
    {"数十家,几百人,十几个,七八个,上百户", ""},
    {"总数三十家,办好三件事", "三十家 establishments 30 | 三件 cases 3"},
    {"“三区三州”,一带一路,五个一工程,三次产业", ""},
    {"一是收,二是支,三是存", ""},
    {"三门峡的二次供水", ""},
    {"5家成立,三成立", "5家 establishments 5"},
    /* Ranges. */
    {"售价8元至9元", "8元至9元 money 8..9"},
    {"增产3-5%", "3-5% percent 0.03..0.05 rise"},
    {"投资10~20万元", "10~20万元 money 100000..200000"},
    {"工期三至五年", "三至五年 years 3..5"},
    {"费率从2%到3%", "2% percent 0.02 from | 3% percent 0.03 to"},
    {"收入9元至8元", "9元 money 9 | 8元 money 8"},
    /* Signs. */
    {"自然增长率为-1.5‰", "-1.5‰ percent -0.0015"},
    {"利润:-12.3万元", "-12.3万元 money -123000"},
    {"海口-3号", "#3"},
    {"亏损4亿元", "4亿元 money 400000000 -"},
    {"亏损企业4家", "4家 establishments 4"},
    {"盈利4亿元", "4亿元 money 400000000"},
    {"扣除重复计算部分4亿元", "4亿元 money 400000000 -"},
    {"扣除补贴,收入4亿元", "4亿元 money 400000000"},
    /* Ratios and times. */
    {"三产比为8.1:45.2:46.7", ":8.1:45.2:46.7"},
    {"师生比1:19", ":1:19"},
    {"于08:32到达", "#08:32"},
    {"于09:47:52到达", "#09:47:52"},
    /* Periods. */
    {"截至2010年9月末", "@截至2010年9月末"},
    {"2012年9月23日开工", "@2012年9月23日"},
    {"1至9月,1-9月,9月末,4月底", "@1至9月 | @1-9月 | @9月末 | @4月底"},
    {"前三季度,第一季度,上半年,上年同期,去年末", "@前三季度 | @第一季度 | @上半年 | @上年同期 | @去年末"},
    {"2020—2023年,2009年至2012年", "@2020—2023年 | @2009年至2012年"},
    {"“十三五”末和十四五时期", "@“十三五”末 | @十四五时期"},
    {"二〇一九年三月", "@二〇一九年三月"},
    {"较2009下降", "@2009"},
    {"2024-05-16 08:32:45发布", "@2024-05-16 08:32:45"},
    {"98年5月,90年代", "@98年5月 | @90年代"},
    {"五年前只有3家", "@五年前 | 3家 establishments 3 base"},
    {"工期5年,历时三年,30天,35月", "5年 years 5 | 三年 years 3 | 30天 days 30 | #35"},
    {"四个季度", "四个季度 quarters 4"},
    {"2012个", "2012个 establishments 2012"},
    {"近五年投资", "五年 years 5"},
    /* Names. */
    {"第3批,第十二届", "#3 | #十二"},
    {"312国道289号,世界500强,7级大风", "#312 | #289 | #500 | #7"},
    {"焦发〔2011〕9号,(2012)96号", "#〔2011〕9号 | #(2012)96号"},
    {"注册号:41***78,电话66051234,代码77943225-2", "#41***78 | #66051234 | #77943225-2"},
    {"A4纸,5G站,G20会,PM2.5浓度", "#4 | #5G | #20 | #2.5"},
    {"GDP300亿元,ATM 4台,pos机29台", "300亿元 money 30000000000 | 4台 machines 4 | 29台 machines 29"},
    {"“21315”计划,见注[3],1.2.3版", "#21315 | #[3] | #1.2.3"},
    {"1类与三类贷款", "#1 | 三类 kinds 3"},
    {"12345、12315热线", "#12345 | #12315"},
    {"要点:1.清仓;2.定岗", "#1 | #2"},
    /* Bare numbers. */
    {"基尼系数为0.45,满意度达98", "0.45 number 0.45 | 98 number 98"},
    {"见图25上", "#25"},
    {"分别增长8.2、9.1和7.5个百分点", "8.2 points 0.082 rise | 9.1 points 0.091 rise | 7.5个百分点 points 0.075 rise"},
    /* Senses. */
    {"余额4亿元,增加1亿元,增长25%", "4亿元 money 400000000 | 1亿元 money 100000000 rise | 25% percent 0.25 rise"},
    {"同比多投放3万元,少支2万元", "3万元 money 30000 rise | 2万元 money 20000 fall -"},
    {"由86个增加到95个", "86个 establishments 86 from | 95个 establishments 95 to"},
    {"与上次普查的48万人相比,十年间减少2万人", "48万人 people 480000 base | 十年 years 10 | 2万人 people 20000 fall -"},
    {"装机由小变大,12万千瓦增加到62万千瓦", "12万千瓦 power 120000 from | 62万千瓦 power 620000 to"},
    {"从2015年的3亿元到2020年的5亿元", "@2015年 | 3亿元 money 300000000 from | @2020年 | 5亿元 money 500000000 to"},
    {"由3家企业出资5万元", "3家 establishments 3 | 5万元 money 50000"},
    {"增至95个,收到95件,达到95户", "95个 establishments 95 to | 95件 cases 95 | 95户 households 95"},
    {"比上年的86个增加9个", "@上年 | 86个 establishments 86 base | 9个 establishments 9 rise"},
    {"比预算13亿元少支2亿元", "13亿元 money 1300000000 base | 2亿元 money 200000000 fall -"},
    {"上年同期为7亿元", "@上年同期 | 7亿元 money 700000000 base"},
    {"占总面积的26%,占比5%,比重达8%", "26% percent 0.26 share | 5% percent 0.05 share | 8% percent 0.08 share"},
    {"占地5亩", "5亩 area 3333.333333"},
    {"占应到125人的94%", "125人 people 125 | 94% percent 0.94 share"},
    {"增加值12亿元,增长率5%", "12亿元 money 1200000000 | 5% percent 0.05"},
    {"增幅为6%,降幅7%", "6% percent 0.06 rise | 7% percent 0.07 fall -"},
    {"增加41万元的投资3亿元", "41万元 money 410000 rise | 3亿元 money 300000000"},
    {"分别下降12%、9%和3%", "12% percent 0.12 fall - | 9% percent 0.09 fall - | 3% percent 0.03 fall -"},
    {"比上年高2个百分点,比全省高3个百分点", "@上年 | 2个百分点 points 0.02 rise | 3个百分点 points 0.03"},
    {"新增贷款3亿元,新增3亿元", "3亿元 money 300000000 | 3亿元 money 300000000 rise"},
    {"收入(含税)增长5%", "5% percent 0.05 rise"},
    {"病死率降至17.8/10万,其中东港16.5例/100万人。", "17.8/10万 incidence 17.8 to | 16.5例 patients 16.5 | #100"},
    {"18年1-7月存鱼5吨,17年末存3吨,98年5月存2吨",
     "@18年1-7月 | 5吨 mass 5000 | @17年末 | 3吨 mass 3000 | @98年5月 | 2吨 mass 2000"},
    {"18年来存鱼5吨,12年间", "18年 years 18 | 5吨 mass 5000 | 12年 years 12"},
    {"每月3万/20万元。", "3万 scaled 30000 | 20万元 money 200000"},
};

static void test_figures(void **state)
{
	const struct figure_case *expected = *state;
	struct extracted extracted = extract(expected->text);
	struct buffer out = {0};

	for (size_t i = 0; i < figures_count(extracted.figures); i++) {
		if (i > 0)
			buffer_append_string(&out, " | ");
		describe(&extracted, figures_at(extracted.figures, i), &out);
	}
	assert_string_equal(buffer_string(&out), expected->figures);
	buffer_release(&out);
	arena_free(extracted.arena);
}

struct interval_case {
	const char *text;
	const char *low;
	const char *high;
};

/* Of the first figure. */
static const struct interval_case intervals[] = {
    {"12.6亿元", "1255000000", "1265000000"},
    {"300元", "299.5", "300.5"},
    {"3000万元", "29995000", "30005000"},
    {"0元", "0", "0"},
    {"0.00万元", "-50", "50"},
    {"300人", "300", "300"},
    {"3.5万人", "34500", "35500"},
    {"3万人", "25000", "35000"},
    {"一万两千人", "11500", "12500"},
    {"五百一十八人", "518", "518"},
    {"151天", "151", "151"},
    {"平均2.0天", "1.95", "2.05"},
    {"32.75%", "0.32745", "0.32755"},
    {"约300人", "250", "350"},
    {"约325人", "308.75", "341.25"},
    {"20亿元左右", "1500000000", "2500000000"},
    {"近20亿元", "1700000000", "2000000000"},
    {"300多人", "300", "400"},
    {"3亿多元", "300000000", "400000000"},
    {"10万余亩田", "66666666.667", "133333333.333"},
    {"120余家", "120", "130"},
    {"超50%", "0.5", "0.625"},
    {"超200人", "200", "300"},
    {"50人以上", "50", "50000"},
    {"至少50人", "50", "50000"},
    {"50人以下", "0", "50"},
    {"不超过50人", "0", "50"},
    {"签约50户", "50", "50"},
    {"8元至9元", "7.5", "9.5"},
    {"三分之一", "0.31833", "0.34833"},
    {"三成", "0.25", "0.35"},
    {"三成五", "0.345", "0.355"},
    {"三成半", "0.345", "0.355"},
    {"三成五个", "0.25", "0.35"},
    {"52万3,418人", "523418", "523418"},
    {"超过半数", "0.5", "1"},
    {"负3%", "-0.035", "-0.025"},
};

static void test_interval(void **state)
{
	const struct interval_case *expected = *state;
	struct extracted extracted = extract(expected->text);
	struct buffer low = {0}, high = {0};

	assert_true(figures_count(extracted.figures) > 0);
	number_print(figures_at(extracted.figures, 0)->quantity->interval.low, 3 + 2 * (strlen(expected->low) < 9),
		     true, &low);
	number_print(figures_at(extracted.figures, 0)->quantity->interval.high, 3 + 2 * (strlen(expected->high) < 9),
		     true, &high);
	assert_string_equal(buffer_string(&low), expected->low);
	assert_string_equal(buffer_string(&high), expected->high);
	buffer_release(&low);
	buffer_release(&high);
	arena_free(extracted.arena);
}

struct label_case {
	const char *text;
	const char *label;  /* of the last figure */
	const char *period; /* NULL: none */
};

static const struct label_case labels[] = {
    {"2010年末,全县贷款余额41亿元", "全县贷款余额", "2010年末"},
    {"其中水稻41万亩", "水稻", NULL},
    {"水稻41万亩,小麦约为5万亩", "小麦", NULL},
    {"贷款余额同比增加3亿元", "贷款余额", NULL},
    {"71票赞成", "赞成", NULL},
    {"2022年收入5亿元。支出3亿元", "支出", "2022年"},
    {"2022年收入5亿元,比2021年增加3亿元", "", "2022年"},
    {"2022年收入5亿元\n支出3亿元", "支出", NULL},
    {"由2018年的3亿元", "", "2018年"},
};

static void test_label(void **state)
{
	const struct label_case *expected = *state;
	struct extracted extracted = extract(expected->text);
	const struct figure *last = figures_at(extracted.figures, figures_count(extracted.figures) - 1);
	struct buffer label = {0}, period = {0};

	append_span(&extracted, last->label, &label);
	assert_string_equal(buffer_string(&label), expected->label);
	assert_int_equal(last->period != NO_INDEX, expected->period != NULL);
	if (expected->period) {
		append_span(&extracted, figures_at(extracted.figures, last->period)->span, &period);
		assert_string_equal(buffer_string(&period), expected->period);
	}
	buffer_release(&label);
	buffer_release(&period);
	arena_free(extracted.arena);
}

struct print_case {
	const char *like;
	int64_t numerator, denominator;
	int places;
	const char *printed;
};

static const struct print_case prints[] = {
    {"3.25亿元", 100000000, 1, 2, "1.00亿元"},
    {"3万元", 12345, 1, -1, "1.2345万元"},
    {"12.5%", 1, 3, 1, "33.3%"},
    {"百分之五", 1, 8, 1, "12.5%"},
    {"七户", 9, 1, 0, "9户"},
    {"3千公顷", 25000000, 1, -1, "2.5千公顷"},
    {"4个百分点", 1, 50, -1, "2个百分点"},
};

static void test_print(void **state)
{
	const struct print_case *expected = *state;
	struct extracted extracted = extract(expected->like);
	struct buffer out = {0};

	figure_print_value(figures_at(extracted.figures, 0),
			   number_from_fraction(expected->numerator, expected->denominator), expected->places, &out);
	assert_string_equal(buffer_string(&out), expected->printed);
	buffer_release(&out);
	arena_free(extracted.arena);
}

static void test_first_from(void **state)
{
	struct extracted extracted = extract("甲3户,乙4户");

	(void)state;
	assert_int_equal(figures_first_from(extracted.figures, 0), 0);
	assert_int_equal(figures_first_from(extracted.figures, 3), 0);
	assert_int_equal(figures_first_from(extracted.figures, 4), 1);
	assert_int_equal(figures_first_from(extracted.figures, 100), 2);
	arena_free(extracted.arena);
}

static void test_doubtful(void **state)
{
	struct extracted torn = extract("收入5 1 6 0元"), whole = extract("收入5160元,用水12亿m?,下降");

	(void)state;
	assert_true(figures_at(torn.figures, figures_count(torn.figures) - 1)->is_doubtful);
	assert_false(figures_at(whole.figures, 0)->is_doubtful);
	assert_false(figures_at(whole.figures, 1)->is_doubtful);
	arena_free(torn.arena);
	arena_free(whole.arena);
}

/* A table's cells are values; a head of years is none; accountants write a minus as brackets. */
static void test_table(void **state)
{
	struct extracted extracted = extract("| 项目 | 2019 | 2020 |\n| 零售 | 2019 | 37 |\n| 网店 | (38.9) | 214 |\n");
	static const enum figure_role roles[] = {FIGURE_PERIOD,   FIGURE_PERIOD,   FIGURE_QUANTITY,
						 FIGURE_QUANTITY, FIGURE_QUANTITY, FIGURE_QUANTITY};

	(void)state;
	assert_int_equal(figures_count(extracted.figures), 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(figures_at(extracted.figures, i)->role, roles[i]);
	assert_int_equal(number_sign(figures_at(extracted.figures, 4)->quantity->value), -1);
	arena_free(extracted.arena);
}

enum {
	CASES = sizeof(cases) / sizeof(*cases),
	INTERVALS = sizeof(intervals) / sizeof(*intervals),
	LABELS = sizeof(labels) / sizeof(*labels),
	PRINTS = sizeof(prints) / sizeof(*prints),
	TESTS = CASES + INTERVALS + LABELS + PRINTS + 3
};

static struct CMUnitTest row(const char *name, CMUnitTestFunction run, const void *state)
{
	return (struct CMUnitTest){.name = name, .test_func = run, .initial_state = (void *)(uintptr_t)state};
}

int main(void)
{
	static struct CMUnitTest tests[TESTS];
	struct rule_set *rules;
	size_t count = 0;
	int failed;

	rules_arena = arena_new();
	rules = rule_set_new(rules_arena);
	rule_set_load_builtin(rules, error_list_new(rules_arena));
	rule_set_finish(rules, error_list_new(rules_arena));
	lexicon = rule_set_lexicon(rules);
	for (size_t i = 0; i < CASES; i++)
		tests[count++] = row(cases[i].text, test_figures, &cases[i]);
	for (size_t i = 0; i < INTERVALS; i++)
		tests[count++] = row(intervals[i].text, test_interval, &intervals[i]);
	for (size_t i = 0; i < LABELS; i++)
		tests[count++] = row(labels[i].text, test_label, &labels[i]);
	for (size_t i = 0; i < PRINTS; i++)
		tests[count++] = row(prints[i].like, test_print, &prints[i]);
	tests[count++] = row("first from", test_first_from, NULL);
	tests[count++] = row("doubtful", test_doubtful, NULL);
	tests[count++] = row("table", test_table, NULL);
	failed = _cmocka_run_group_tests("figure", tests, count, NULL, NULL);
	arena_free(rules_arena);
	return failed;
}
