/*
 * One line for each finding, as compilers print them and editors read them: file:line:column: severity: message.
 * Columns count UTF-8 bytes from 1, as most of these readers do; a byte-order mark does not count.
 */
#include "base/buffer.h"
#include "base/error.h"
#include "report/plain.h"
#include "report/report.h"
#include "text/text.h"

static void write_line(struct buffer *line, const char *severity, const char *message, const char *rule, FILE *out)
{
	buffer_printf(line, "%s: ", severity);
	plain_append(line, message);
	if (rule)
		buffer_printf(line, " [%s]", rule);
	buffer_append_byte(line, '\n');
	fputs(buffer_string(line), out);
	buffer_release(line);
}

static void write_error(const struct error *error, FILE *out)
{
	struct buffer line = {0};

	plain_append_path(&line, error->path ? error->path : "rcheck");
	if (error->line)
		buffer_printf(&line, ":%zu:%zu", error->line, error->column);
	buffer_append_string(&line, ": ");
	write_line(&line, "error", error->message, NULL, out);
}

static void write_finding(const struct report_file *file, const struct finding *finding, FILE *out)
{
	static const char *const severities[SEVERITY_COUNT] = {"note", "note", "warning", "error"};
	struct place place = text_place_in(file->text, finding->span, COLUMN_BYTES);
	struct buffer line = {0};

	plain_append_path(&line, file->path);
	buffer_printf(&line, ":%zu:%zu: ", place.line, place.column);
	write_line(&line, finding->accepted ? "note" : severities[finding->severity],
		   finding->message ? finding->message : "", finding->rule, out);
}

static void write_gcc(const struct report_run *run, FILE *out)
{
	for (size_t i = 0; i < run->error_count; i++)
		write_error(error_list_at(run->errors, i), out);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (report_shows(run, finding))
				write_finding(file, finding, out);
		}
	}
}

const struct report_format gcc_format = {
    .name = "gcc",
    .summary = "file:line:column: severity: message (columns in UTF-8 bytes)",
    .write = write_gcc,
    .needs_places_only = true,
};
