/* JSON, schema rcheck/1: the contract that tools read. Lines and columns count code points from 1. */
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "report/json_line.h"
#include "report/json_writer.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"
#include "version.h"

static void write_place(struct json_writer *json, const struct text *text, struct span span)
{
	struct place place = text_place(text, span);

	json_write_number(json, "line", place.line);
	json_write_number(json, "column", place.column);
	json_write_number(json, "endLine", place.end_line);
	json_write_number(json, "endColumn", place.end_column);
}

static void write_source(struct json_writer *json, const char *key, const struct text *text, struct span span)
{
	struct span source = text_source_span(text, span);

	json_write_bytes(json, key, text_source(text) + source.start, span_length(source));
}

static void write_operands(struct json_writer *json, const char *key, const struct text *own,
			   const struct operand *operands, size_t count)
{
	json_open_array(json, key, JSON_INLINE);
	for (size_t i = 0; i < count; i++) {
		const struct text *text = operands[i].text ? operands[i].text : own;

		json_open_object(json, NULL);
		json_write_string(json, "role", operands[i].role);
		write_source(json, "text", text, operands[i].span);
		json_write_string(json, "value", operands[i].value);
		json_write_string(json, "unit", operands[i].unit);
		if (operands[i].text)
			json_write_string(json, "path", text_path(text));
		write_place(json, text, operands[i].span);
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_suggestions(struct json_writer *json, const struct text *text, const struct finding *finding)
{
	json_open_array(json, "suggestions", JSON_INLINE);
	for (size_t i = 0; i < finding->suggestion_count; i++) {
		json_open_object(json, NULL);
		write_source(json, "replace", text, finding->suggestions[i].span);
		json_write_string(json, "with", finding->suggestions[i].with);
		write_place(json, text, finding->suggestions[i].span);
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_acceptance(struct json_writer *json, const struct acceptance *accepted)
{
	json_open_object(json, "accepted");
	json_write_string(json, "reason", accepted->reason);
	json_write_string(json, "who", accepted->who);
	json_write_string(json, "date", accepted->date);
	json_write_string(json, "until", accepted->until);
	json_close_object(json);
}

static void write_finding(struct json_writer *json, const struct report_file *file, const struct finding *finding)
{
	char quote[QUOTE_BYTES];
	bool has_article = finding->article < file->article_count;

	json_open_object(json, NULL);
	json_write_string(json, "rule", finding->rule);
	json_write_string(json, "kind", finding->kind);
	json_write_string(json, "severity", severity_name(finding->severity));
	json_write_string(json, "verdict", verdict_name(finding->verdict));
	json_write_string(json, "path", file->path);
	json_write_string(json, "article", has_article ? file->articles[finding->article].name : "");
	write_place(json, file->text, finding->span);
	quote_source(file->text, finding->span, quote);
	json_write_string(json, "quote", quote);
	json_write_string(json, "message", finding->message);
	if (finding->ask)
		json_write_string(json, "ask", finding->ask);
	json_write_string(json, "stated", finding->stated);
	json_write_string(json, "computed", finding->computed);
	json_write_string(json, "difference", finding->difference);
	write_operands(json, "figures", file->text, finding->operands, finding->operand_count);
	write_operands(json, "related", file->text, finding->related, finding->related_count);
	write_suggestions(json, file->text, finding);
	json_write_string(json, "fingerprint", finding->fingerprint);
	if (finding->accepted)
		write_acceptance(json, finding->accepted);
	json_close_object(json);
}

/* Ticks, or everything else. */
static void write_findings(struct json_writer *json, const struct report_run *run, const char *key, bool ticks)
{
	json_open_array(json, key, JSON_LINES);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if ((finding->severity == SEVERITY_TICK) == ticks && report_shows(run, finding))
				write_finding(json, file, finding);
		}
	}
	json_close_array(json);
}

static void write_articles(struct json_writer *json, const struct report_file *file)
{
	json_open_array(json, "perArticle", JSON_INLINE);
	for (size_t i = 0; i < file->article_count; i++) {
		json_open_object(json, NULL);
		json_write_string(json, "article", file->articles[i].name);
		json_write_number(json, "figures", file->articles[i].figure_count);
		json_write_number(json, "tied", file->articles[i].tied_count);
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_untied(struct json_writer *json, const struct report_file *file)
{
	json_open_array(json, "untied", JSON_INLINE);
	for (size_t i = 0; i < file->untied_count; i++) {
		json_open_object(json, NULL);
		write_source(json, "text", file->text, file->untied[i]);
		write_place(json, file->text, file->untied[i]);
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_files(struct json_writer *json, const struct report_run *run)
{
	json_open_array(json, "files", JSON_LINES);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		json_open_object(json, NULL);
		json_write_string(json, "path", file->path);
		json_write_string(json, "encoding", file->text ? text_encoding(file->text) : NULL);
		json_write_string(json, "encodingReason", file->text ? text_encoding_reason(file->text) : NULL);
		json_write_number(json, "articles", file->article_count);
		json_write_number(json, "sentences", file->sentence_count);
		json_write_number(json, "figures", file->figure_count);
		json_write_number(json, "tied", file->tied_count);
		write_articles(json, file);
		if (run->options.with_ticks)
			write_untied(json, file);
		json_write_string(json, "error", file->error);
		json_close_object(json);
	}
	json_close_array(json);
}

/* Beside files these are folders that could not be searched. */
static void write_errors(struct json_writer *json, const struct report_run *run)
{
	json_open_array(json, "errors", JSON_LINES);
	for (size_t i = 0; i < run->error_count; i++) {
		const struct error *error = error_list_at(run->errors, i);

		json_open_object(json, NULL);
		json_write_string(json, "path", error->path);
		json_write_number(json, "line", error->line);
		json_write_number(json, "column", error->column);
		json_write_string(json, "message", error->message);
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_summary(struct json_writer *json, const struct report_run *run)
{
	size_t counts[SEVERITY_COUNT], undecided;

	report_run_count(run, counts, &undecided);
	json_open_object(json, "summary");
	json_write_number(json, "files", run->file_count);
	json_write_number(json, "errors", counts[SEVERITY_ERROR]);
	json_write_number(json, "warnings", counts[SEVERITY_WARNING]);
	json_write_number(json, "notes", counts[SEVERITY_NOTE]);
	json_write_number(json, "agreed", counts[SEVERITY_TICK]);
	json_write_number(json, "undecided", undecided);
	json_write_number(json, "accepted", run->accepted_count);
	json_write_number(json, "stale", run->stale_count);
	json_write_number(json, "expired", run->expired_count);
	json_write_number(json, "ignored", run->ignored_count);
	json_close_object(json);
}

static void write_coverage(struct json_writer *json, const struct report_run *run)
{
	json_open_array(json, "coverage", JSON_LINES);
	for (size_t i = 0; i < run->rule_count; i++) {
		json_open_object(json, NULL);
		json_write_string(json, "rule", run->rules[i].id);
		json_write_number(json, "matches", run->rules[i].matches);
		json_close_object(json);
	}
	json_close_array(json);
}

/* The members of the object. */
static void write_members(struct json_writer *json, const struct report_run *run)
{
	json_write_string(json, "schema", "rcheck/1");
	json_write_string(json, "version", RCHECK_VERSION);
	json_write_string(json, "columnUnit", "codepoint");
	write_files(json, run);
	write_errors(json, run);
	write_findings(json, run, "findings", false);
	if (run->options.with_ticks)
		write_findings(json, run, "checks", true);
	if (run->options.with_coverage)
		write_coverage(json, run);
	write_summary(json, run);
}

static void write_json(const struct report_run *run, FILE *out)
{
	struct json_writer json = {.out = out};

	json_open_object(&json, NULL);
	write_members(&json, run);
	json_close_object(&json);
	fputc('\n', out);
}

static void open_line(struct json_writer *json, struct json_id id, size_t line)
{
	json_open_object(json, NULL);
	if (id.kind == JSON_ID_NUMBER)
		json_write_integer(json, "id", id.number);
	else
		json_write_string(json, "id", id.kind == JSON_ID_STRING ? id.string : NULL);
	json_write_number(json, "line", line);
}

void json_line_write(const struct report_run *run, struct json_id id, size_t line, FILE *out)
{
	struct json_writer json = {.out = out, .on_one_line = true};

	open_line(&json, id, line);
	write_members(&json, run);
	json_close_object(&json);
	fputc('\n', out);
}

void json_line_write_error(struct json_id id, size_t line, const char *error, FILE *out)
{
	struct json_writer json = {.out = out, .on_one_line = true};

	open_line(&json, id, line);
	json_write_string(&json, "error", error);
	json_close_object(&json);
	fputc('\n', out);
}

const struct report_format json_format = {
    .name = "json",
    .summary = "everything, for tools (schema rcheck/1)",
    .write = write_json,
    .needs_places_only = true,
};
