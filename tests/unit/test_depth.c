/* How deep rows stand in the numbering of a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "check/depth.h"

enum { MOST_ROWS = 8 };

struct depth_case {
	const char *name;
	const char *numbers[MOST_ROWS]; /* the first NULL: there is no column of numbers */
	const char *labels[MOST_ROWS];
	const char
	    *order; /* of each row: . for none, else a letter: the same for the same depth, a later one for a deeper */
};

static const struct depth_case cases[] = {
    {"labels", {NULL}, {"一、税收", "1.增值税", "2.所得税", "二、非税", "合计"}, "abba."},
    {"brackets", {NULL}, {"一、税收", "(一)增值税", "1.本级", "2.下级", "合计"}, "abcc."},
    {"no numbers", {NULL}, {"税收", "非税", "合计"}, "..."},
    {"han and digits", {"一", "1", "2", "二", ""}, {"工程", "土建", "安装", "其他", "合计"}, "abba."},
    {"decimals", {"1", "1.1", "1.1.1", "1.2", "2"}, {"甲", "乙", "丙", "丁", "戊"}, "abcba"},
    {"decimals in labels", {NULL}, {"1、工程", "1.1土建", "1.2安装", "2、其他"}, "abba"},
    {"running numbers", {"1", "2", "3", "4"}, {"一、甲", "1.乙", "2.丙", "二、丁"}, "abba"},
    {"codes", {"201", "20101", "2010101", "20102", "205", ""}, {"甲", "乙", "丙", "丁", "戊", "合计"}, "abcba."},
    {"codes of one length", {"201", "202", "205"}, {"甲", "乙", "丙"}, "..."},
    {"codes and words", {"201", "20101", "附"}, {"甲", "乙", "丙"}, "..."},
};

static size_t rows_of(const struct depth_case *row)
{
	return strlen(row->order);
}

static void test_depths(void **state)
{
	const struct depth_case *row = *state;
	uint32_t depths[MOST_ROWS];
	size_t count = rows_of(row);

	find_depths(row->numbers[0] ? row->numbers : NULL, row->labels, count, depths);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++) {
			if ((row->order[i] == '.') != (depths[i] == 0))
				fail_msg("row %zu has depth %u", i, depths[i]);
			if (row->order[i] == '.' || row->order[k] == '.')
				continue;
			if ((row->order[i] < row->order[k]) != (depths[i] < depths[k]))
				fail_msg("rows %zu and %zu have depths %u and %u", i, k, depths[i], depths[k]);
		}
}

int main(void)
{
	enum { COUNT = sizeof(cases) / sizeof(*cases) };
	struct CMUnitTest tests[COUNT] = {0};

	for (size_t i = 0; i < COUNT; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].name, .test_func = test_depths, .initial_state = (void *)(uintptr_t)&cases[i]};
	return _cmocka_run_group_tests("depth", tests, COUNT, NULL, NULL);
}
