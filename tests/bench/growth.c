/*
 * Prints texts of a shape that a step of more than linear cost would suffer from: growth SHAPE BYTES. Without arguments
 * it prints the names of all shapes. The same in every run.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shape {
	const char *name;
	const char *first; /* at the beginning */
	const char *part;  /* over and over; # is a number of its own, @ one digit */
	const char *last;  /* at the end */
	bool in_half;      /* the parts are the first half, `middle` as often the second */
	const char *middle;
};

static const struct shape shapes[] = {
    {.name = "one-line", .part = "全年完成投资#万元,比上年增长@.@%,其中城区@@万元。"},
    {.name = "one-sentence", .part = "其中乡镇#完成@@.@万元,增长@.@%,", .last = "合计完成9万元。"},
    {.name = "one-clause", .first = "全年完成", .part = "甲#万元乙@@个", .last = "。"},
    {.name = "one-list", .first = "各乡镇分别完成", .part = "@@.@万元、", .last = "合计9.9万元。"},
    {.name = "many-names", .first = "建成", .part = "第#中学、", .last = "等9所学校。"},
    {.name = "no-mark", .part = "各级各部门认真贯彻落实会议精神"},
    {.name = "commas", .part = ","},
    {.name = "digits", .part = "@"},
    {.name = "numerals", .part = "一百二十三万"},
    {.name = "grouped", .first = "1", .part = ",@@@"},
    {.name = "short-lines", .part = "@@.@\n"},
    {.name = "broken-lines", .part = "甲\n"},
    {.name = "blank-lines", .part = "\n"},
    {.name = "blanks", .part = " "},
    {.name = "deep-brackets", .part = "完成#万元(", .middle = ")", .in_half = true, .last = "。"},
    {.name = "open-brackets", .part = "完成#万元("},
    {.name = "closed-brackets", .part = "完成@@万元)"},
    {.name = "many-brackets", .first = "全年", .part = "完成#万元(其中城区@@万元),", .last = "合计9万元。"},
    {.name = "bracketed", .part = "(其中甲1亿元)"},
    {.name = "half-bracketed", .part = "(其中甲1亿元"},
    {.name = "bracketed-parts", .part = "完成#万元(其中城区@@万元)"},
    {.name = "bracketed-rates", .part = "完成#万元(比上年@@万元增长@.@%)"},
    {.name = "rates", .part = "完成#万元,比上年@@万元增长@.@%,占@@%、"},
    {.name = "long-paragraph", .part = "甲县完成@@@万元,占@@%,其中城区@@万元。"},
    {.name = "totals", .part = "合计#亿元,"},
    {.name = "open-quotes", .part = "“完成#万元"},
    {.name = "glosses", .part = "农(n"},
    {.name = "question-marks", .part = "甲?"},
    {.name = "paragraphs", .part = "第#项工作完成投资@@万元,比上年增长@.@%,其中城区完成@万元,占@@%。\n"},
    {.name = "same-paragraphs",
     .part = "全年完成投资86.5亿元,比上年增长9.5%,其中城区完成31.2亿元,占36.1%;各级各部门通力协作,如期完成了任务。\n"},
    {.name = "wrong-sums", .part = "甲区1.5平方公里,乙区0.7平方公里,合计为9.#平方公里。\n"},
    {.name = "one-value", .part = "县城区绿化面积为@@平方公里。\n"},
    {.name = "headings", .part = "一、工作#\n(一)任务#\n1.内容#\n"},
    {.name = "numbering", .first = "任务:", .part = "一是完成@;", .last = "。"},
    {.name = "articles", .part = "第#篇 工作总结\n完成投资@@万元。\n"},
    {.name = "table-rows", .first = "项目|计划|完成\n", .part = "甲#|@@|@@\n", .last = "合计|9|9\n"},
    {.name = "total-rows", .part = "合计|9\n"},
    {.name = "total-columns", .part = "|合计|甲", .last = "\n甲|1|2"},
    {.name = "table-columns", .first = "项目", .part = "|@@", .last = "\n合计|1|2\n"},
};

enum { SHAPES = sizeof(shapes) / sizeof(*shapes) };

static uint32_t state = 7;

static unsigned digit(void)
{
	state = state * 1664525 + 1013904223;
	return (state >> 24) % 10;
}

static size_t print_part(const char *part, size_t number)
{
	size_t length = 0;

	for (; *part; part++) {
		if (*part == '#') {
			length += (size_t)printf("%zu", number);
		} else {
			putchar(*part == '@' ? (int)('0' + digit()) : *part);
			length++;
		}
	}
	return length;
}

int main(int argument_count, char **arguments)
{
	size_t bytes = argument_count > 2 ? strtoul(arguments[2], NULL, 10) : 0;

	for (size_t i = 0; i < SHAPES; i++) {
		const struct shape *shape = &shapes[i];
		size_t count = 0;

		if (argument_count < 3) {
			puts(shape->name);
			continue;
		}
		if (strcmp(arguments[1], shape->name) != 0)
			continue;
		fputs(shape->first ? shape->first : "", stdout);
		for (size_t done = 0; done < (shape->in_half ? bytes / 2 : bytes); count++)
			done += print_part(shape->part, count + 1);
		for (size_t n = 0; shape->in_half && n < count; n++)
			fputs(shape->middle, stdout);
		fputs(shape->last ? shape->last : "", stdout);
		return 0;
	}
	return argument_count > 2;
}
