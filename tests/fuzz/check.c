/*
 * The whole check with the rules that are built in, and every output format: each range lies in the text, formats print
 * UTF-8 without controls, and the same text gives the same bytes again, on one thread and on several at a time.
 */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "base/workers.h"
#include "check/check.h"
#include "finding/finding.h"
#include "fuzz.h"
#include "report/report.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

enum { JOBS = 2 };

static const struct rule_set *rules;
static const struct checker *checker;

static void prepare(void)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);

	rule_set_load_builtin(set, errors);
	rule_set_finish(set, errors);
	REQUIRE(error_list_count(errors) == 0);
	checker = checker_new(arena, set);
	rules = set;
}

static void require_operands(const struct operand *operands, size_t count, size_t length)
{
	for (size_t i = 0; i < count; i++) {
		REQUIRE(operands[i].role && operands[i].value && operands[i].unit);
		REQUIRE(operands[i].span.start <= operands[i].span.end && operands[i].span.end <= length);
	}
}

static void require_finding(const struct finding *finding, const struct text *text)
{
	size_t length = text_folded_length(text);
	struct span source = text_source_span(text, finding->span);

	REQUIRE(finding->rule && finding->kind && finding->message && finding->fingerprint);
	REQUIRE(rule_set_find(rules, finding->rule));
	REQUIRE(finding->severity < SEVERITY_COUNT && finding->verdict < VERDICT_COUNT);
	REQUIRE(finding->span.start <= finding->span.end && finding->span.end <= length);
	REQUIRE(source.start <= source.end && source.end <= text_source_length(text));
	require_operands(finding->operands, finding->operand_count, length);
	require_operands(finding->related, finding->related_count, length);
	for (size_t i = 0; i < finding->suggestion_count; i++)
		REQUIRE(finding->suggestions[i].span.end <= length);
}

static void require_printable(const char *bytes, size_t length)
{
	REQUIRE(utf8_check(bytes, length) == length);
	for (size_t at = 0, size; at < length; at += size) {
		uint32_t code_point = utf8_decode(bytes + at, &size);

		REQUIRE(code_point == '\n' || code_point == '\r' || code_point == '\t' || !is_control(code_point));
	}
}

/* What every format prints of the report, one after the other; to be freed. */
static char *print_all(struct arena *arena, const struct text *text, size_t *length)
{
	const struct checked_report *report = checker_run(arena, arena, checker, text, NULL);
	struct report_file file = {.path = "input.txt", .text = text, .findings = report->findings};
	struct report_run run = {.files = &file,
				 .file_count = 1,
				 .errors = error_list_new(arena),
				 .options = {.with_ticks = true, .fail_on = SEVERITY_ERROR}};
	char *bytes;
	FILE *out = open_memstream(&bytes, length);

	REQUIRE(out);
	for (size_t i = 0; i < finding_list_count(report->findings); i++)
		require_finding(finding_list_at(report->findings, i), text);
	for (size_t i = 0; report_formats[i]; i++)
		report_formats[i]->write(&run, out);
	REQUIRE(fclose(out) == 0);
	return bytes;
}

/* What one thread prints of the text. */
struct copy {
	char *bytes;
	size_t length;
};

struct printing {
	const char *bytes;
	size_t length;
	struct copy copies[JOBS];
};

/* NULL when they are no text. */
static const struct text *text_of(struct arena *arena, const char *bytes, size_t length)
{
	return text_from_bytes(arena, "input.txt", bytes, length, error_list_new(arena));
}

static void print_copy(void *context, size_t worker, size_t index)
{
	struct printing *printing = context;
	struct arena *arena = arena_new();

	(void)worker;
	printing->copies[index].bytes =
	    print_all(arena, text_of(arena, printing->bytes, printing->length), &printing->copies[index].length);
	arena_free(arena);
}

static void require_same(const struct copy *a, const struct copy *b)
{
	REQUIRE(a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena *arena = arena_new();
	struct printing printing = {.bytes = (const char *)bytes, .length = length};
	const struct text *text = text_of(arena, printing.bytes, length);

	if (!checker)
		prepare();
	if (text) {
		struct copy alone;

		alone.bytes = print_all(arena, text, &alone.length);
		require_printable(alone.bytes, alone.length);
		workers_run(JOBS, JOBS, print_copy, &printing);
		for (size_t i = 0; i < JOBS; i++) {
			require_same(&alone, &printing.copies[i]);
			free(printing.copies[i].bytes);
		}
		free(alone.bytes);
	}
	arena_free(arena);
	return 0;
}
