/*
 * The rule loader: a file is taken or every fault has its place in it, the same file has the same faults again, and what was
 * taken can be used on a report.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "finding/finding.h"
#include "fuzz.h"
#include "rule/rule.h"
#include "text/text.h"
#include "yaml/yaml.h"

/* A report short enough for any rule. */
static const char report[] = "2010年末,合计12.5亿元,其中甲3.5亿元、乙4.5亿元,同比增长12.5%,共3个(a、b、c)。\n";

/* Files that the input names are not to be read. */
static bool names_files(struct arena *arena, const char *bytes, size_t length)
{
	const struct yaml_node *root = yaml_parse(arena, "input", bytes, length, error_list_new(arena));

	return root && root->type == YAML_MAPPING && yaml_get(root, "extends");
}

/* Where YAML 1.1 breaks lines: CR, LF, U+0085, U+2028, U+2029. */
static size_t count_breaks(const char *bytes, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += bytes[i] == '\n' || bytes[i] == '\r' ||
			 (i + 1 < length && memcmp(bytes + i, "\xc2\x85", 2) == 0) ||
			 (i + 2 < length &&
			  (memcmp(bytes + i, "\xe2\x80\xa8", 3) == 0 || memcmp(bytes + i, "\xe2\x80\xa9", 3) == 0));
	return count;
}

static void require_faults(const struct error_list *errors, const char *bytes, size_t length)
{
	size_t lines = count_breaks(bytes, length) + 1;

	for (size_t i = 0; i < error_list_count(errors); i++) {
		const struct error *error = error_list_at(errors, i);

		REQUIRE(error->path && error->message[0]);
		REQUIRE(error->line <= lines + 1);
		REQUIRE(error->line == 0 || error->column >= 1);
	}
}

static struct error_list *load(struct arena *arena, const char *path)
{
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);

	rule_set_load(set, path, errors);
	rule_set_finish(set, errors);
	rule_set_check_patterns(set, errors);
	if (error_list_count(errors) == 0) {
		const struct checker *checker = checker_new(arena, set);
		const struct text *text = text_from_bytes(arena, "report", report, sizeof(report) - 1, errors);
		const struct checked_report *checked = checker_run(arena, arena, checker, text, NULL);

		for (size_t i = 0; i < finding_list_count(checked->findings); i++)
			REQUIRE(finding_list_at(checked->findings, i)->span.end <= text_folded_length(text));
	}
	return errors;
}

static void load_twice(struct arena *arena, const char *bytes, size_t length)
{
	FILE *file = tmpfile();
	const struct error_list *first, *second;
	const char *path;

	REQUIRE(file && fwrite(bytes, 1, length, file) == length && fflush(file) == 0);
	path = arena_printf(arena, "/dev/fd/%d", fileno(file));
	first = load(arena, path);
	second = load(arena, path);
	fclose(file);
	require_faults(first, bytes, length);
	REQUIRE(error_list_count(first) == error_list_count(second));
	for (size_t i = 0; i < error_list_count(first); i++)
		REQUIRE(strcmp(error_list_at(first, i)->message, error_list_at(second, i)->message) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena *arena = arena_new();

	if (!names_files(arena, (const char *)bytes, length))
		load_twice(arena, (const char *)bytes, length);
	arena_free(arena);
	return 0;
}
