/* Reports that change between the two readings of a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "finding/finding.h"
#include "repeats.h"
#include "review.h"
#include "rule/rule.h"

enum { REPORTS = 2 };

static const char piece[] = "全年完成固定资产投资86.5亿元,比上年增长9.5%,其中城区完成31.2亿元;各级各部门通力协作,"
			    "抓重点、补短板、强弱项,如期完成了全部任务,群众满意度稳步提高,为明年的工作打下了坚实基础,"
			    "也为全市经济社会高质量发展作出了新的贡献,得到了上级的充分肯定。"
			    "城乡面貌焕然一新,河道、道路、广场和公园都修整了一遍,学校和医院也添置了设备。\n";

static struct arena *arena;
static char folder[] = "/tmp/rcheck-repeats-XXXXXX";
static const char *paths[REPORTS];

static void write_report(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static int begin(void **state)
{
	(void)state;
	arena = arena_new();
	assert_non_null(mkdtemp(folder));
	for (int i = 0; i < REPORTS; i++)
		paths[i] = arena_printf(arena, "%s/%d.txt", folder, i);
	return 0;
}

static int end(void **state)
{
	(void)state;
	for (int i = 0; i < REPORTS; i++)
		remove(paths[i]);
	rmdir(folder);
	arena_free(arena);
	return 0;
}

/* Reviews two reports alike, has `change` do something to the files, and compares them; returns how many repeats were found. */
static size_t compare_after(void (*change)(void), struct error_list *errors)
{
	struct rule_set *rules = rule_set_prepared(arena);
	struct review_plan plan = {.checker = checker_new(arena, rules),
				   .rule_count = rule_set_count(rules),
				   .least_piece = repeats_least_letters(rules)};
	struct review reviews[REPORTS];
	size_t *matches = arena_alloc_array(arena, plan.rule_count, sizeof(*matches)), before = 0, after = 0;

	for (int i = 0; i < REPORTS; i++) {
		write_report(paths[i], piece);
		reviews[i] = review_file(arena, &plan, paths[i], matches);
		before += finding_list_count(reviews[i].findings);
	}
	change();
	repeats_find(arena, &plan, rules, reviews, REPORTS, matches, errors);
	for (int i = 0; i < REPORTS; i++)
		after += finding_list_count(reviews[i].findings);
	return after - before;
}

static void change_nothing(void)
{
}

static void cut_second(void)
{
	write_report(paths[1], "全年完成固定资产投资86.5亿元。\n");
}

static void remove_first(void)
{
	remove(paths[0]);
}

/* The places of the pieces stay, those of other findings would not. */
static void append_to_second(void)
{
	write_report(paths[1], arena_printf(arena, "%s甲区1亿元。\n", piece));
}

static void test_same(void **state)
{
	struct error_list *errors = error_list_new(arena);

	(void)state;
	assert_int_equal(compare_after(change_nothing, errors), 1);
	assert_int_equal(error_list_count(errors), 0);
}

static void require_lost(void (*change)(void), const char *path, const char *words)
{
	struct error_list *errors = error_list_new(arena);

	assert_int_equal(compare_after(change, errors), 0);
	assert_int_equal(error_list_count(errors), 1);
	assert_string_equal(error_list_at(errors, 0)->path, path);
	assert_non_null(strstr(error_list_at(errors, 0)->message, words));
}

static void test_cut(void **state)
{
	(void)state;
	require_lost(cut_second, paths[1], "changed while it was checked");
}

static void test_grown(void **state)
{
	(void)state;
	require_lost(append_to_second, paths[1], "changed while it was checked");
}

static void test_gone(void **state)
{
	(void)state;
	require_lost(remove_first, paths[0], "cannot be read");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_same),
	    cmocka_unit_test(test_cut),
	    cmocka_unit_test(test_grown),
	    cmocka_unit_test(test_gone),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
