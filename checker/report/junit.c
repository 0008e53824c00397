/*
 * JUnit XML: a suite for each report, a case for each finding. What is at or above --fail-on is a failure, what is
 * below it passes with its message as output; a report without findings is one case that passes.
 */
#include "base/buffer.h"
#include "base/error.h"
#include "report/plain.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"

static void write_escaped(const char *string, FILE *out)
{
	struct buffer escaped = {0};

	plain_append_xml(&escaped, string);
	fputs(buffer_string(&escaped), out);
	buffer_release(&escaped);
}

static void write_attribute(const char *name, const char *value, FILE *out)
{
	fprintf(out, " %s=\"", name);
	write_escaped(value, out);
	fputc('"', out);
}

static bool is_failure(const struct report_run *run, const struct finding *finding)
{
	return (int)finding->severity >= run->options.fail_on && !finding->accepted;
}

static void write_case(const struct report_run *run, const struct report_file *file, const struct finding *finding,
		       FILE *out)
{
	struct place place = text_place(file->text, finding->span);
	const char *element = is_failure(run, finding) ? "failure" : "system-out";
	const char *message = finding->message ? finding->message : finding->rule;
	char quote[QUOTE_BYTES];

	fputs("    <testcase", out);
	write_attribute("classname", file->path, out);
	/* Readers take cases of one name for one. */
	fprintf(out, " name=\"%zu:%zu-%zu:%zu ", place.line, place.column, place.end_line, place.end_column);
	write_escaped(finding->rule, out);
	fprintf(out, "\"><%s", element);
	if (is_failure(run, finding)) {
		write_attribute("type", severity_name(finding->severity), out);
		write_attribute("message", message, out);
	}
	fputc('>', out);
	if (!is_failure(run, finding))
		fprintf(out, "%s: ", severity_name(finding->severity));
	write_escaped(message, out);
	fputc('\n', out);
	quote_source(file->text, finding->span, quote);
	write_escaped(quote, out);
	fprintf(out, "</%s></testcase>\n", element);
}

static void open_suite(const char *name, size_t tests, size_t failures, size_t errors, FILE *out)
{
	fputs("  <testsuite", out);
	write_attribute("name", name, out);
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n", tests, failures, errors);
}

static void write_clean_case(const char *path, FILE *out)
{
	fputs("    <testcase", out);
	write_attribute("classname", path, out);
	fputs(" name=\"rcheck\"/>\n", out);
}

/* The cases of a file and, of these, its failures. */
static size_t count_cases(const struct report_run *run, const struct report_file *file, size_t *failures)
{
	size_t shown = 0;

	*failures = 0;
	for (size_t i = 0; i < finding_list_count(file->findings); i++) {
		const struct finding *finding = finding_list_at(file->findings, i);

		shown += report_shows(run, finding);
		*failures += report_shows(run, finding) && is_failure(run, finding);
	}
	return shown;
}

static void write_file(const struct report_run *run, const struct report_file *file, FILE *out)
{
	size_t failures, shown = count_cases(run, file, &failures);

	open_suite(file->path, shown ? shown : 1, failures, 0, out);
	if (shown == 0)
		write_clean_case(file->path, out);
	for (size_t i = 0; i < finding_list_count(file->findings); i++) {
		const struct finding *finding = finding_list_at(file->findings, i);

		if (report_shows(run, finding))
			write_case(run, file, finding, out);
	}
	fputs("  </testsuite>\n", out);
}

static void write_error(const struct error *error, FILE *out)
{
	const char *path = error->path ? error->path : "rcheck";

	open_suite(path, 1, 0, 1, out);
	fputs("    <testcase", out);
	write_attribute("classname", path, out);
	fputs(" name=\"rcheck\"><error type=\"not-checked\"", out);
	write_attribute("message", error->message, out);
	fputs("/></testcase>\n  </testsuite>\n", out);
}

static void write_junit(const struct report_run *run, FILE *out)
{
	size_t tests = run->error_count, failures = 0;

	for (size_t f = 0; f < run->file_count; f++)
		if (run->files[f].findings) {
			size_t failed, shown = count_cases(run, &run->files[f], &failed);

			tests += shown ? shown : 1;
			failures += failed;
		}
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"rcheck\"", out);
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n", tests, failures, run->error_count);
	for (size_t f = 0; f < run->file_count; f++)
		if (run->files[f].findings)
			write_file(run, &run->files[f], out);
	for (size_t i = 0; i < run->error_count; i++)
		write_error(error_list_at(run->errors, i), out);
	fputs("</testsuites>\n", out);
}

const struct report_format junit_format = {
    .name = "junit",
    .summary = "JUnit XML: a suite for each report (columns in code points)",
    .write = write_junit,
    .needs_places_only = true,
};
