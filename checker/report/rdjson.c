/*
 * reviewdog's diagnostic format. Columns count UTF-8 bytes of the line as it stands in the file, ends are exclusive;
 * reviewdog cuts the line there when it suggests a change, so that a byte-order mark counts, too.
 */
#include "base/error.h"
#include "report/json_writer.h"
#include "report/plain.h"
#include "report/report.h"
#include "text/text.h"

static void write_position(struct json_writer *json, const char *key, const struct text *text, size_t line,
			   size_t column)
{
	json_open_object(json, key);
	json_write_number(json, "line", line);
	json_write_number(json, "column", column + (line == 1 ? text_mark_length(text) : 0));
	json_close_object(json);
}

static void write_range(struct json_writer *json, const struct text *text, struct span span)
{
	struct place place = text_place_in(text, span, COLUMN_BYTES);

	json_open_object(json, "range");
	write_position(json, "start", text, place.line, place.column);
	write_position(json, "end", text, place.end_line, place.end_column);
	json_close_object(json);
}

static void write_code(struct json_writer *json, const char *value)
{
	json_open_object(json, "code");
	json_write_string(json, "value", value);
	json_close_object(json);
}

static void write_finding(struct json_writer *json, const struct report_file *file, const struct finding *finding)
{
	static const char *const severities[SEVERITY_COUNT] = {"INFO", "INFO", "WARNING", "ERROR"};

	json_open_object(json, NULL);
	json_write_string(json, "message", finding->message ? finding->message : finding->rule);
	json_open_object(json, "location");
	json_write_string(json, "path", plain_skip_here(file->path));
	write_range(json, file->text, finding->span);
	json_close_object(json);
	json_write_string(json, "severity", severities[finding->severity]);
	write_code(json, finding->rule);
	if (finding->suggestion_count > 0) {
		json_open_array(json, "suggestions", JSON_INLINE);
		for (size_t i = 0; i < finding->suggestion_count; i++) {
			json_open_object(json, NULL);
			write_range(json, file->text, finding->suggestions[i].span);
			json_write_string(json, "text", finding->suggestions[i].with);
			json_close_object(json);
		}
		json_close_array(json);
	}
	json_close_object(json);
}

static void write_error(struct json_writer *json, const struct error *error)
{
	json_open_object(json, NULL);
	json_write_string(json, "message", error->message);
	json_open_object(json, "location");
	json_write_string(json, "path", error->path ? plain_skip_here(error->path) : "");
	if (error->line) {
		json_open_object(json, "range");
		json_open_object(json, "start");
		json_write_number(json, "line", error->line);
		json_close_object(json);
		json_close_object(json);
	}
	json_close_object(json);
	json_write_string(json, "severity", "ERROR");
	write_code(json, "not-checked");
	json_close_object(json);
}

static void write_rdjson(const struct report_run *run, FILE *out)
{
	struct json_writer json = {.out = out};

	json_open_object(&json, NULL);
	json_open_object(&json, "source");
	json_write_string(&json, "name", "rcheck");
	json_close_object(&json);
	json_open_array(&json, "diagnostics", JSON_LINES);
	for (size_t i = 0; i < run->error_count; i++)
		write_error(&json, error_list_at(run->errors, i));
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (finding->severity > SEVERITY_TICK && !finding->accepted)
				write_finding(&json, file, finding);
		}
	}
	json_close_array(&json);
	json_close_object(&json);
	fputc('\n', out);
}

const struct report_format rdjson_format = {
    .name = "rdjson",
    .summary = "reviewdog's diagnostic format (columns in UTF-8 bytes)",
    .write = write_rdjson,
    .needs_places_only = true,
};
