/* Tables: rows and columns of cells, cells as figures, and what the totals, changes and shares of a table say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "check/check.h"
#include "figure/cell.h"
#include "finding/finding.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/table.h"
#include "text/text.h"

static struct arena *rules_arena;
static const struct rule_set *rules;
static const struct checker *checker;

static struct text *open_text(struct arena *arena, const char *source)
{
	struct text *text = text_from_bytes(arena, "text", source, strlen(source), error_list_new(arena));

	assert_non_null(text);
	return text;
}

/* Cells between /, rows between lines, tables between ==; "?" opens a row whose columns are not known. */
static void print_tables(struct arena *arena, const char *source, struct buffer *out)
{
	const struct text *text = open_text(arena, source);
	size_t count;
	const struct table *tables = tables_find(arena, text, document_new(arena, text), &count);

	for (size_t t = 0; t < count; t++) {
		buffer_append_string(out, t > 0 ? "==\n" : "");
		for (size_t r = 0; r < tables[t].row_count; r++) {
			const struct table_row *row = &tables[t].rows[r];

			buffer_append_string(out, row->is_ragged ? "?" : "");
			for (size_t c = 0; c < tables[t].column_count; c++) {
				buffer_append_string(out, c > 0 ? "/" : "");
				buffer_append(out, text_folded(text) + row->cells[c].start, span_length(row->cells[c]));
			}
			buffer_append_string(out, "\n");
		}
	}
}

static void test_cells(void **state)
{
	static const struct {
		const char *source, *cells;
	} cases[] = {
	    {"| 项目 | 数 |\n|---|--:|\n| **甲** | 12 |\n| 乙 | |\n", "项目/数\n甲/12\n乙/\n"},
	    /* Commas, with quotes, thousands and empty cells. */
	    {"项目,数(元),率\n\"东,港\",\"1,200\",\n西港,96,3.5%\n", "项目/数(元)/率\n东,港/1,200/\n西港/96/3.5%\n"},
	    {"港,类,数\n东,渔,120\n东,商,130\n", "港/类/数\n东/渔/120\n东/商/130\n"},
	    /* Prose has commas, too, and lines that are alike. */
	    {"东港去年修船,今年造船\n西港去年修船12艘,今年造船3艘\n南港去年修船9艘,今年造船2艘\n", ""},
	    {"东港,渔船\n西港,12\n", ""},
	    /* A head, a label of its own, rows. */
	    {"行业          数额\n工业:\n  煤炭        118.6\n  纺织         47.3\n",
	     "行业/数额\n工业:/\n煤炭/118.6\n纺织/47.3\n"},
	    {"项目 | 数\n甲 | 12\n乙 | 13\n", "项目/数\n甲/12\n乙/13\n"},
	    {"项目\t一\t二\n甲\t\t5\n乙\t6\t\n", "项目/一/二\n甲//5\n乙/6/\n"},
	    {"\t2022\t2023\n甲\t4.5\t5.5\n", "/2022/2023\n甲/4.5/5.5\n"},
	    {"项目\t\t数\n甲公司\t12\n乙公司\t13\n", "项目/数\n甲公司/12\n乙公司/13\n"},
	    {"项目      本年    上年\n甲        12.5    11.5\n乙                9.5\n",
	     "项目/本年/上年\n甲/12.5/11.5\n乙//9.5\n"},
	    {"项  目    数\n甲       12\n合    计  12\n", "项\t目/数\n甲/12\n合\t计/12\n"},
	    {"项目\t数\n流动:\n甲\t12\n乙\t13\n", "项目/数\n流动:/\n甲/12\n乙/13\n"},
	    {"项目    数\n甲      12\n\n县名    户\n东县    40\n", "项目/数\n甲/12\n==\n县名/户\n东县/40\n"},
	    {"项目    数\n甲      12\n项目    数\n乙      13\n", "项目/数\n甲/12\n乙/13\n"},
	    {"| 甲 | 1 |\n| 乙 | 2 |\n| 县 | 户 |\n|---|---|\n| 丙 | 3 |\n", "甲/1\n乙/2\n==\n县/户\n丙/3\n"},
	    {"| 甲 | 1 |\n| 乙 | 2 |\n\n| 县 | 2023年 |\n|---|---|\n| 丙 | 3 |\n", "甲/1\n乙/2\n==\n县/2023年\n丙/3\n"},
	    {"甲县今年增加3户。\n乙县减少2户。\n", ""},
	    {"只有一行 | 不是表\n", ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *arena = arena_new();
		struct buffer out = {0};

		print_tables(arena, cases[i].source, &out);
		assert_string_equal(buffer_string(&out), cases[i].cells);
		buffer_release(&out);
		arena_free(arena);
	}
}

static void test_figures(void **state)
{
	static const char *const kinds[] = {"empty", "dash", "", "words"};
	static const struct {
		const char *cell, *head, *figure;
	} cases[] = {
	    {"12.5", "收入(万元)", "125000 ±500"},
	    {"1,204", "投资(亿元)", "120400000000 ±50000000"},
	    {"(38.9)", "利润(元)", "-38.9 ±0.05"},
	    {"-29", "增减额/万元", "-290000 ±5000"},
	    {"120", "户数(户)", "120 ±0"},
	    {"0", "户数(户)", "0 ±0"},
	    {"0", "投资(万元)", "0 ±5000"},
	    {"6.0%", "增长", "0.06 ±0.0005"},
	    {"6.0", "增长(%)", "0.06 ±0.0005"},
	    {"3.2万", "人数", "32000 ±500"},
	    {"7", "数", "7 ±0.5"},
	    {"-", "数", "dash"},
	    {"——", "数", "dash"},
	    {"…", "数", "dash"},
	    {"约12", "数", "words"},
	    {"12-15", "数", "words"},
	    {"12①", "数", "words"},
	    {"第3", "数", "words"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *arena = arena_new();
		const char *cell = text_fold_string(arena, cases[i].cell),
			   *head = text_fold_string(arena, cases[i].head);
		const struct lexicon *lexicon = rule_set_lexicon(rules);
		struct buffer out = {0};
		struct figure figure;
		struct quantity quantity;
		bool bracketed;
		enum cell_kind kind =
		    cell_read(lexicon, cell, strlen(cell), (struct span){0, strlen(cell)},
			      cell_find_unit(lexicon, head, strlen(head)), &figure, &quantity, &bracketed);

		buffer_append_string(&out, kinds[kind]);
		if (kind == CELL_FIGURE) {
			number_print(quantity.value, 6, true, &out);
			buffer_append_string(&out, " ±");
			number_print(number_subtract(quantity.interval.high, quantity.value), 6, true, &out);
		}
		assert_string_equal(buffer_string(&out), cases[i].figure);
		buffer_release(&out);
		arena_free(arena);
	}
}

/* "error 12.5" for each finding, ticks left out unless `ticks`. */
static void print_findings(const char *source, bool ticks, struct buffer *out)
{
	struct arena *arena = arena_new();
	struct text *text = open_text(arena, source);
	const struct finding_list *findings = checker_run(arena, arena, checker, text, NULL)->findings;

	for (size_t i = 0; i < finding_list_count(findings); i++) {
		const struct finding *finding = finding_list_at(findings, i);

		if (finding->severity == SEVERITY_TICK && !ticks)
			continue;
		buffer_printf(out, "%s %s %.*s\n", severity_name(finding->severity), finding->kind,
			      (int)span_length(finding->span), text_folded(text) + finding->span.start);
	}
	arena_free(arena);
}

struct verdict_case {
	const char *source, *findings;
};

static void compare(const struct verdict_case *cases, size_t count, bool ticks)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};

		print_findings(cases[i].source, ticks, &out);
		assert_string_equal(buffer_string(&out), cases[i].findings);
		buffer_release(&out);
	}
}

#define COMPARE(cases, ticks) compare(cases, sizeof(cases) / sizeof(*(cases)), ticks)

/* Tables that a careless sum would accuse. */
static void test_silence(void **state)
{
	static const struct verdict_case cases[] = {
	    /* rounded parts */
	    {"地区\t投资(亿元)\n甲\t1.4\n乙\t1.4\n丙\t1.4\n合计\t4.3\n", ""},
	    /* counts are exact, measures are not */
	    {"地区\t投资(万元)\n甲\t12\n乙\t15\n丙\t11\n合计\t39\n", ""},
	    /* the rows of 其中 are not added again, however many they are */
	    {"地区\t户数\n甲\t40\n其中:镇区\t15\n郊区\t25\n乙\t30\n丙\t10\n合计\t80\n", ""},
	    /* 其中 of an earlier row, and of a loss */
	    {"项目\t甲\t乙\n丙\t40.5\t30.5\n戊\t15.5\t2.5\n其中:丁\t12.5\t20.5\n", ""},
	    {"项目\t甲\t乙\n丙\t40.5\t-3.5\n其中:丁\t12.5\t2.5\n", ""},
	    /* a part that is the sum of the next ones */
	    {"地区\t户数\n合计\t100\n市区\t60\n东区\t35\n西区\t25\n甲县\t40\n", ""},
	    /* two divisions of one total */
	    {"项目\t人数\n合计\t100\n男\t55\n女\t45\n城\t70\n乡\t30\n", ""},
	    /* the whole of what is listed in part */
	    {"地区\t产量\n甲县\t12.5\n乙县\t10.5\n全省\t480.0\n", ""},
	    {"企业\t产值\n甲等3家\t12.5\n乙\t10.5\n合计\t48.0\n", ""},
	    /* an average among sums */
	    {"村\t面积\t亩产\n甲\t10.0\t400\n乙\t20.0\t460\n合计\t30.0\t440\n", ""},
	    {"村\t面积\t水平\n甲\t10.0\t400\n乙\t20.0\t460\n合计\t30.0\t440\n", ""},
	    /* what is taken off */
	    {"项目\t金额\n原值\t50.0\n减:折旧\t12.5\n加项\t4.0\n合计\t41.5\n", ""},
	    /* subtotals, with one of a single row */
	    {"项目\t金额\n甲\t5.5\n乙\t4.5\n小计\t10.0\n丙\t3.0\n小计\t3.0\n合计\t13.0\n", ""},
	    /* a column is not printed: every row with it falls short */
	    {"县\t合计\t小学\t中学\n甲\t30\t20\t10\n乙\t44\t30\t12\n丙\t25\t15\t10\n丁\t36\t20\t13\n", ""},
	    /* a note */
	    {"地区\t户数\n甲\t40\n乙\t30\n合计\t60\n注:合计不含重复登记的户。\n", ""},
	    /* a page break */
	    {"地区\t户数\n甲\t40\n乙\t30\n续表\n地区\t户数\n丙\t10\n丁\t8\n合计\t88\n", ""},
	    /* an empty cell may stand for a figure that is not told */
	    {"地区\t户数\n甲\t40\n乙\t\n合计\t60\n", ""},
	    {"地区\t户数\t投资\n甲\t40\t5.5\n乙\t\t6.5\n丙\t10\t1.0\n合计\t60\t13.0\n", ""},
	    {"地区\t户数\t投资\n甲\t40\t5.5\n乙\t30\t6.5\n合计\t65\t12.0\n注:户数合计已扣除重复。\n", ""},
	    {"县\t合计\t小学\t中学\n甲\t30\t20\t10\n乙\t31\t20\t11\n丙\t25\t15\t10\n丁\t26\t15\t11\n"
	     "戊\t50\t30\t20\n己\t51\t31\t20\n庚\t49\t20\t13\n辛\t40\t20\t13\n",
	     ""},
	    /* a change without its sign, a change against another year */
	    {"指标\t本年\t上年\t增减(%)\n甲\t110.0\t100.0\t10.0\n乙\t80.0\t100.0\t20.0\n", ""},
	    {"指标\t2023年\t2022年\t2021年\t增长(%)\n甲\t110.0\t100.0\t60.0\t10.0\n乙\t120.0\t100.0\t70.0\t20.0\n"
	     "丙\t130.0\t100.0\t80.0\t25.0\n",
	     ""},
	    /* constant prices, another base */
	    {"指标\t本年\t上年\t增长(%)\n地区生产总值\t310.5\t290.4\t5.2\n", ""},
	    {"指标\t本月\t上月\t同比(%)\n发电量\t31.5\t30.4\t8.8\n", ""},
	    {"指标\t本年\t增长(%)\n运量\t310.5\t5.2\n", ""},
	    /* shares of a whole that is not in the table */
	    {"项目\t数\t占比(%)\n甲\t10.0\t4.0\n乙\t20.0\t8.0\n合计\t30.0\t12.0\n", ""},
	    /* a head of units */
	    {"指标 | 2022年 | 2023年 | 增长%\n运量 | 20.0 | 22.0 | 10.0\n", ""},
	    /* years in the first row of figures */
	    {"| 县 | 户 |\n|---|---|\n| 甲 | 1949 |\n| 乙 | 60 |\n| 丙 | 7 |\n| 合计 | 2016 |\n", ""},
	};

	(void)state;
	COMPARE(cases, false);
}

static void test_errors(void **state)
{
	static const struct verdict_case cases[] = {
	    {"地区\t户数(户)\n甲\t40\n乙\t31\n丙\t20\n合计\t92\n", "error sum 92\n"},
	    {"地区\t户数\n合计\t81\n甲\t40\n乙\t30\n", "error sum 81\n"},
	    {"项目\t利润\n甲\t142.6\n乙\t(38.9)\n丙\t(21.3)\n合计\t124.6\n", "error sum 124.6\n"},
	    {"地区\t户数\n甲\t40\n其中:镇区\t15\n乙\t30\n合计\t97\n", "error sum 97\n"},
	    {"地区\t户数\t投资\n甲\t40\t5.5\n乙\t30\t6.5\n合计\t70\t21.0\n", "error sum 21.0\n"},
	    {"县\t合计\t小学\t中学\n甲\t30\t20\t10\n乙\t47\t30\t12\n丙\t25\t15\t10\n", "error sum 47\n"},
	    {"项目\t甲\t乙\n丙\t412.6\t158.3\n丁\t20.1\t12.7\n合计\t432.7\t117.0\n", "error sum 117.0\n"},
	    /* the wrong cell, once, where its column and its row meet */
	    {"县\t小学\t中学\t合计\n甲\t20\t10\t30\n乙\t39\t12\t42\n丙\t15\t11\t26\n合计\t65\t33\t98\n",
	     "error sum 39\n"},
	    {"县\t小学\t中学\t合计\n甲\t20\t10\t30\n乙\t30\t12\t42\n丙\t15\t11\t26\n合计\t65\t33\t89\n",
	     "error sum 89\n"},
	    /* other totals show that the table is one of sums */
	    {"项目\t金额\n甲\t5.5\n乙\t4.5\n小计\t10.0\n丙\t3.0\n丁\t8.0\n小计\t11.0\n合计\t31.0\n",
	     "error sum 31.0\n"},
	    {"项目\t金额一\t金额二\t金额三\n一、税\t9\t7\t8\n1.甲税\t5\t4\t6\n2."
	     "乙税\t4\t3\t7\n二、费\t3\t2\t1\n合计\t12\t9\t9\n",
	     "error sum 8\n"},
	    {"指标\t本年\t上年\t增长(%)\n客运\t512.4\t488.0\t5.0\n货运\t903.6\t860.5\t50.0\n", "error change 50.0\n"},
	    {"指标\t2023\t2022\t增长(%)\n客运\t512.4\t488.0\t15.0\n", "error change 15.0\n"},
	    {"项目\t数\t占比(%)\n甲\t10.0\t20.0\n乙\t15.0\t30.0\n丙\t25.0\t60.0\n合计\t50.0\t100.0\n",
	     "error share 60.0\n"},
	    {"科目\t预算数\t执行数\t完成率(%)\n甲\t200\t190\t95.0\n乙\t400\t360\t80.0\n", "error completion 80.0\n"},
	    {"项目\t本年\t上年\t增减额\n甲\t46.3\t42.1\t4.2\n乙\t18.5\t19.4\t-0.9\n丙\t18.5\t15.5\t8.0\n",
	     "error change 8.0\n"},
	    {"项目\t甲\t乙\n丙\t40.5\t30.5\n其中:丁\t12.5\t31.5\n", "error limit 31.5\n"},
	    /* a head of two rows */
	    {"| 项目 | 2023年 | 2022年 | 同比增减 |\n|---|---|---|---|\n| | 金额 | 金额 | |\n| 甲 | 275.0 | 250.0 | "
	     "10.0% |\n"
	     "| 乙 | 110.0 | 100.0 | 1.0% |\n",
	     "error change 1.0%\n"},
	    /* along rows */
	    {"项目\t甲县\t乙县\n2023年\t512.4\t903.6\n2022年\t488.0\t860.5\n增长(%)\t5.0\t50.0\n",
	     "error change 50.0\n"},
	};

	(void)state;
	COMPARE(cases, false);
}

static void test_ticks(void **state)
{
	static const struct verdict_case cases[] = {
	    {"地区\t户数\n甲\t40\n乙\t30\n合计\t70\n", "tick sum 70\n"},
	    {"指标\t本年\t上年\t增长(%)\n客运\t512.4\t488.0\t5.0\n", "tick change 5.0\n"},
	    {"地区\t户数\n甲\t40\n乙\t—\n合计\t40\n", ""},
	};

	(void)state;
	COMPARE(cases, true);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_cells),  cmocka_unit_test(test_figures), cmocka_unit_test(test_silence),
	    cmocka_unit_test(test_errors), cmocka_unit_test(test_ticks),
	};
	struct error_list *errors;
	struct rule_set *set;
	int status;

	rules_arena = arena_new();
	errors = error_list_new(rules_arena);
	set = rule_set_new(rules_arena);
	rule_set_load_builtin(set, errors);
	rule_set_finish(set, errors);
	rules = set;
	checker = checker_new(rules_arena, rules);
	status = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(rules_arena);
	return status;
}
