/* Accepted findings: which entries count, which are stale, what is written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "config/accepted.h"
#include "config/path.h"
#include "text/document.h"
#include "text/text.h"

static const char report[] = "收入3亿元。\n支出4亿元。\n收入3亿元。\n";

struct scratch {
	struct arena *arena;
	struct error_list *errors;
	char name[40];
};

static int set_up(void **state)
{
	struct scratch *scratch = calloc(1, sizeof(*scratch));
	int file;

	scratch->arena = arena_new();
	scratch->errors = error_list_new(scratch->arena);
	strcpy(scratch->name, "/tmp/test_accepted.XXXXXX");
	*state = scratch;
	file = mkstemp(scratch->name);
	return file < 0 ? -1 : close(file);
}

static int tear_down(void **state)
{
	struct scratch *scratch = *state;
	int status = remove(scratch->name);

	arena_free(scratch->arena);
	free(scratch);
	return status;
}

/* Three findings, the words of a line each; the third has the fingerprint of the first, numbered. */
static struct finding_list *find(const struct scratch *scratch, enum severity severity)
{
	struct text *text = text_from_bytes(scratch->arena, "r.txt", report, strlen(report), scratch->errors);
	struct finding_list *list = finding_list_new(scratch->arena);

	for (size_t i = 0; i < 3; i++) {
		size_t line = i * (strlen("收入3亿元。") + 1);
		struct finding finding = {.rule = "r", .kind = "sum", .severity = severity, .span = {line, line + 6}};

		finding_list_add(list, &finding);
	}
	finding_list_finish(list, text, document_new(scratch->arena, text));
	return list;
}

static void write_list(const void *context, FILE *out)
{
	accepted_write(context, out);
}

static void save(const struct scratch *scratch, const struct accepted_list *list)
{
	assert_int_equal(file_replace(scratch->arena, scratch->name, write_list, list, scratch->errors), 0);
}

static struct accepted_list *load(const struct scratch *scratch, const char *today)
{
	struct accepted_list *list = accepted_read(scratch->arena, scratch->name, today, scratch->errors);

	assert_int_equal(error_list_count(scratch->errors), 0);
	return list;
}

static void put(const struct scratch *scratch, const char *bytes)
{
	FILE *file = fopen(scratch->name, "wb");

	fputs(bytes, file);
	fclose(file);
}

/* A list with one entry for the finding at `index`, saved. */
static void accept_one(const struct scratch *scratch, const struct finding_list *findings, size_t index,
		       const char *until)
{
	struct accepted_list *list;
	struct accepted_entry entry = {.fingerprint = finding_list_at(findings, index)->fingerprint,
				       .path = "r.txt",
				       .by = {.reason = "known", .until = until}};

	put(scratch, "accepted: []\n");
	list = load(scratch, "2024-06-01");
	accepted_add(list, &entry);
	save(scratch, list);
}

static void test_apply(void **state)
{
	struct scratch *scratch = *state;
	struct finding_list *findings = find(scratch, SEVERITY_ERROR);
	struct accepted_list *list;

	accept_one(scratch, findings, 0, NULL);
	list = load(scratch, "2024-06-01");
	accepted_apply(list, findings);
	assert_non_null(finding_list_at(findings, 0)->accepted);
	assert_string_equal(finding_list_at(findings, 0)->accepted->reason, "known");
	assert_null(finding_list_at(findings, 1)->accepted);
	assert_null(finding_list_at(findings, 2)->accepted);
	assert_true(accepted_at(list, 0)->met);
}

static void test_numbered(void **state)
{
	struct scratch *scratch = *state;
	struct finding_list *findings = find(scratch, SEVERITY_NOTE);

	accept_one(scratch, findings, 2, NULL);
	accepted_apply(load(scratch, "2024-06-01"), findings);
	assert_null(finding_list_at(findings, 0)->accepted);
	assert_non_null(finding_list_at(findings, 2)->accepted);
}

static void test_ticks(void **state)
{
	struct scratch *scratch = *state;
	struct finding_list *findings = find(scratch, SEVERITY_TICK);

	accept_one(scratch, findings, 0, NULL);
	accepted_apply(load(scratch, "2024-06-01"), findings);
	assert_null(finding_list_at(findings, 0)->accepted);
}

/* The last day counts, the one after it does not; the entry is met all the same. */
static void test_until(void **state)
{
	struct scratch *scratch = *state;
	struct finding_list *findings = find(scratch, SEVERITY_ERROR);
	struct accepted_list *list;

	accept_one(scratch, findings, 1, "2024-02-29");
	list = load(scratch, "2024-03-01");
	accepted_apply(list, findings);
	assert_null(finding_list_at(findings, 1)->accepted);
	assert_true(accepted_at(list, 0)->expired);
	assert_true(accepted_at(list, 0)->met);
	accepted_apply(load(scratch, "2024-02-29"), findings);
	assert_non_null(finding_list_at(findings, 1)->accepted);
}

static void test_stale(void **state)
{
	static const char *const checked[] = {"a.txt", "sub/b.txt"};
	static const char bytes[] = "accepted:\n"
				    "  - {fingerprint: 0123456789abcdef, path: a.txt, reason: known}\n"
				    "  - {fingerprint: 0123456789abcdee, path: b.txt, reason: known}\n"
				    "  - {fingerprint: 0123456789abcded, path: sub/b.txt, reason: known}\n";
	struct scratch *scratch = *state;
	struct accepted_list *list;

	put(scratch, bytes);
	list = load(scratch, "2024-06-01");
	accepted_find_stale(list, checked, 2);
	assert_true(accepted_at(list, 0)->stale);
	assert_false(accepted_at(list, 1)->stale);
	assert_true(accepted_at(list, 2)->stale);
	accepted_drop_stale(list);
	assert_int_equal(accepted_count(list), 1);
	assert_string_equal(accepted_at(list, 0)->path, "b.txt");
	assert_string_equal(accepted_path_of(list, "/tmp/x/../sub/b.txt"), "sub/b.txt");
	assert_string_equal(accepted_path_of(list, "-"), "-");
}

/* What is written is read again; what YAML cannot hold becomes a blank, or U+FFFD. */
static void test_write(void **state)
{
	static const char *const words[][2] = {
	    {"it's 'so'", "it's 'so'"},
	    {"a: b # c", "a: b # c"},
	    {" - \\ \" & * ! % @ ", " - \\ \" & * ! % @ "},
	    {"甲、乙:丙", "甲、乙:丙"},
	    {"a\nb\tc\x1b[0m", "a b c [0m"},
	    {"a\xc2\x85z\xe2\x80\xa8z\xef\xbb\xbfz\xef\xbf\xbfz", "a z z z z"},
	    {"\xff甲\xe4\xb8", "�甲��"},
	    {"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
	};
	struct scratch *scratch = *state;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct accepted_entry entry = {.fingerprint = "0123456789abcdef-12",
					       .rule = "zh/a",
					       .path = words[i][0],
					       .quote = words[i][0],
					       .by = {words[i][0], words[i][0], "2024-06-01", "2024-07-01"}};
		const struct accepted_entry *read;
		struct accepted_list *list;

		put(scratch, "accepted: []\n");
		list = load(scratch, "2024-06-01");
		accepted_add(list, &entry);
		accepted_add(list, &entry);
		save(scratch, list);
		list = load(scratch, "2024-06-01");
		assert_int_equal(accepted_count(list), 1);
		read = accepted_at(list, 0);
		assert_string_equal(read->fingerprint, "0123456789abcdef-12");
		assert_string_equal(read->rule, "zh/a");
		assert_string_equal(read->path, words[i][1]);
		assert_string_equal(read->quote, words[i][1]);
		assert_string_equal(read->by.reason, words[i][1]);
		assert_string_equal(read->by.who, words[i][1]);
		assert_string_equal(read->by.date, "2024-06-01");
		assert_string_equal(read->by.until, "2024-07-01");
	}
}

/* More entries than the first table of them holds; what was dropped is not found again. */
static void test_many(void **state)
{
	enum { MANY = 1000 };
	struct scratch *scratch = *state;
	struct accepted_list *list;

	put(scratch, "accepted: []\n");
	list = load(scratch, "2024-06-01");
	for (int turn = 0; turn < 2; turn++)
		for (unsigned i = 0; i < MANY; i++) {
			struct accepted_entry entry = {.fingerprint = arena_printf(scratch->arena, "%016x", i),
						       .path = "r.txt",
						       .stale = i % 2,
						       .by = {.reason = turn ? "second" : "first"}};

			accepted_add(list, &entry);
		}
	assert_int_equal(accepted_count(list), MANY);
	assert_string_equal(accepted_at(list, 0)->by.reason, "second");
	accepted_drop_stale(list);
	assert_int_equal(accepted_count(list), MANY / 2);
	accepted_add(list, &(struct accepted_entry){.fingerprint = "0000000000000001", .path = "r.txt"});
	accepted_add(list, &(struct accepted_entry){.fingerprint = "0000000000000002", .path = "r.txt"});
	assert_int_equal(accepted_count(list), MANY / 2 + 1);
}

static void test_dates(void **state)
{
	static const char *const good[] = {"2024-01-01", "2024-02-29", "2000-02-29", "2023-12-31"};
	static const char *const bad[] = {"",           "2023-02-29",  "1900-02-29", "2024-13-01",
					  "2024-00-01", "2024-04-31",  "2024-01-00", "2024-1-1",
					  "2024/01/01", "2024-01-011", "二〇二四年"};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(accepted_is_date(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(accepted_is_date(bad[i]));
}

static void test_today(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	setenv("SOURCE_DATE_EPOCH", "951782399", 1);
	assert_string_equal(accepted_today(arena), "2000-02-28");
	setenv("SOURCE_DATE_EPOCH", "951782400", 1);
	assert_string_equal(accepted_today(arena), "2000-02-29");
	setenv("SOURCE_DATE_EPOCH", "soon", 1);
	assert_true(strcmp(accepted_today(arena), "2024-01-01") > 0);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_true(accepted_is_date(accepted_today(arena)));
	arena_free(arena);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
	static const struct CMUnitTest tests[] = {TEST(test_apply),
						  TEST(test_numbered),
						  TEST(test_ticks),
						  TEST(test_until),
						  TEST(test_stale),
						  TEST(test_write),
						  TEST(test_many),
						  cmocka_unit_test(test_dates),
						  cmocka_unit_test(test_today)};

	return cmocka_run_group_tests_name("accepted", tests, NULL, NULL);
}
