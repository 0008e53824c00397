/*
 * GitHub workflow commands. GitHub makes annotations of the first ten errors, the first ten warnings and the first ten
 * notices of a step and says nothing of the others: the most severe come first, and the last line says how many more
 * there are. Columns count UTF-16 units, as a browser does, and are left out where a finding spans several lines.
 */
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "report/plain.h"
#include "report/report.h"
#include "text/text.h"

enum { CAP = 10, CAP_NOTES = CAP - 1 }; /* the last line is a notice, too */

static const char *const commands[SEVERITY_COUNT] = {"debug", "notice", "warning", "error"};

/* As the runner reads it back: percent signs and line ends in values, colons and commas in properties. */
static void append_escaped(struct buffer *out, const char *string, const char *marks)
{
	for (; *string; string++)
		if (strchr(marks, *string))
			buffer_printf(out, "%%%02X", (unsigned char)*string);
		else
			buffer_append_byte(out, *string);
}

static void append_file(struct buffer *out, const char *path)
{
	struct buffer escaped = {0};

	append_escaped(&escaped, plain_skip_here(path), "%\r\n:,");
	buffer_append_string(out, " file=");
	plain_append_path(out, buffer_string(&escaped));
	buffer_release(&escaped);
}

static void append_message(struct buffer *out, const char *message)
{
	struct buffer safe = {0};

	plain_append(&safe, message);
	append_escaped(out, buffer_string(&safe), "%");
	buffer_release(&safe);
}

static void write_line(struct buffer *line, FILE *out)
{
	buffer_append_byte(line, '\n');
	fputs(buffer_string(line), out);
	buffer_release(line);
}

static void write_finding(const struct report_file *file, const struct finding *finding, FILE *out)
{
	struct place place = text_place_in(file->text, finding->span, COLUMN_UTF16);
	struct buffer line = {0};

	buffer_printf(&line, "::%s", commands[finding->severity]);
	append_file(&line, file->path);
	buffer_printf(&line, ",line=%zu,endLine=%zu", place.line, place.end_line);
	if (place.line == place.end_line)
		buffer_printf(&line, ",col=%zu,endColumn=%zu", place.column, place.end_column);
	buffer_append_string(&line, ",title=");
	append_escaped(&line, finding->rule, "%:,");
	buffer_append_string(&line, "::");
	append_message(&line, finding->message ? finding->message : finding->rule);
	write_line(&line, out);
}

static void write_error(const struct error *error, FILE *out)
{
	struct buffer line = {0};

	buffer_append_string(&line, "::error");
	if (error->path)
		append_file(&line, error->path);
	if (error->path && error->line)
		buffer_printf(&line, ",line=%zu", error->line);
	buffer_append_string(&line, error->path ? ",title=not checked::" : " title=not checked::");
	if (error->path) {
		append_message(&line, error->path);
		buffer_append_string(&line, ": ");
	}
	append_message(&line, error->message);
	write_line(&line, out);
}

/* Writes up to `most` findings of a severity; returns how many there are. */
static size_t write_severity(const struct report_run *run, enum severity severity, size_t most, FILE *out)
{
	size_t count = 0;

	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (finding->severity != severity || finding->accepted)
				continue;
			if (count++ < most)
				write_finding(file, finding, out);
		}
	}
	return count;
}

static size_t excess(size_t count, size_t cap)
{
	return count > cap ? count - cap : 0;
}

/* Errors and warnings beyond the cap stand in the log of the step, notes beyond it do not. */
static void write_github(const struct report_run *run, FILE *out)
{
	size_t errors = run->error_count, warnings, notes;

	for (size_t i = 0; i < run->error_count; i++)
		write_error(error_list_at(run->errors, i), out);
	errors = excess(errors + write_severity(run, SEVERITY_ERROR, SIZE_MAX, out), CAP);
	warnings = excess(write_severity(run, SEVERITY_WARNING, SIZE_MAX, out), CAP);
	notes = excess(write_severity(run, SEVERITY_NOTE, CAP_NOTES, out), CAP_NOTES);
	if (errors + warnings + notes > 0)
		fprintf(out,
			"::notice title=rcheck::GitHub shows %d errors and %d warnings of a step. Of this one there "
			"are %zu more errors and %zu more warnings in its log, and %zu more notes in the other "
			"formats.\n",
			CAP, CAP, errors, warnings, notes);
}

const struct report_format github_format = {
    .name = "github",
    .summary = "GitHub workflow commands (columns in UTF-16 units)",
    .write = write_github,
    .needs_places_only = true,
};
