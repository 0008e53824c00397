/*
 * SARIF 2.1.0, with what GitHub's code scanning asks for: help for every rule, a place for every result, relative
 * percent-encoded URIs. Columns count UTF-16 units from 1, ends are exclusive, a byte-order mark does not count.
 */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "report/json_writer.h"
#include "report/plain.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"
#include "version.h"

static const char *const levels[SEVERITY_COUNT] = {"none", "note", "warning", "error"};

/* Words in brackets before a parenthesis would become a link. */
static void write_message(struct json_writer *json, const char *key, const char *text)
{
	struct buffer out = {0};
	bool links = strstr(text, "](") != NULL;

	for (; *text; text++) {
		if (links && strchr("[]\\", *text))
			buffer_append_byte(&out, '\\');
		buffer_append_byte(&out, *text);
	}
	json_open_object(json, key);
	json_write_string(json, "text", buffer_string(&out));
	json_close_object(json);
	buffer_release(&out);
}

static void write_artifact_location(struct json_writer *json, const char *key, const char *path)
{
	struct buffer uri = {0};

	plain_append_uri(&uri, path);
	json_open_object(json, key);
	json_write_string(json, "uri", buffer_string(&uri));
	if (path[0] != '/')
		json_write_string(json, "uriBaseId", "%SRCROOT%");
	json_close_object(json);
	buffer_release(&uri);
}

static void write_region(struct json_writer *json, const char *key, const struct text *text, struct span span)
{
	struct place place = text_place_in(text, span, COLUMN_UTF16);
	struct span source = text_source_span(text, span);
	const char *bytes = text_source(text) + source.start;

	json_open_object(json, key);
	json_write_number(json, "startLine", place.line);
	json_write_number(json, "startColumn", place.column);
	json_write_number(json, "endLine", place.end_line);
	json_write_number(json, "endColumn", place.end_column);
	/* A snippet is the region, whole: a repeated article is too long for one. */
	if (utf8_count(bytes, span_length(source)) <= QUOTE_CODE_POINTS) {
		json_open_object(json, "snippet");
		json_write_bytes(json, "text", bytes, span_length(source));
		json_close_object(json);
	}
	json_close_object(json);
}

static void write_physical_location(struct json_writer *json, const char *path, const struct text *text,
				    struct span span)
{
	json_open_object(json, "physicalLocation");
	write_artifact_location(json, "artifactLocation", path);
	write_region(json, "region", text, span);
	json_close_object(json);
}

static void write_locations(struct json_writer *json, const struct report_file *file, const struct finding *finding)
{
	bool has_article = finding->article < file->article_count;

	json_open_array(json, "locations", JSON_INLINE);
	json_open_object(json, NULL);
	write_physical_location(json, file->path, file->text, finding->span);
	if (has_article && *file->articles[finding->article].name) {
		json_open_array(json, "logicalLocations", JSON_INLINE);
		json_open_object(json, NULL);
		json_write_string(json, "name", file->articles[finding->article].name);
		json_close_object(json);
		json_close_array(json);
	}
	json_close_object(json);
	json_close_array(json);
}

static size_t write_operands(struct json_writer *json, const struct report_file *file, const struct operand *operands,
			     size_t count, size_t id)
{
	for (size_t i = 0; i < count; i++) {
		json_open_object(json, NULL);
		json_write_number(json, "id", id + i);
		write_message(json, "message", operands[i].role);
		write_physical_location(json, operands[i].text ? text_path(operands[i].text) : file->path,
					operands[i].text ? operands[i].text : file->text, operands[i].span);
		json_close_object(json);
	}
	return id + count;
}

static void write_fixes(struct json_writer *json, const struct report_file *file, const struct finding *finding)
{
	json_open_array(json, "fixes", JSON_INLINE);
	for (size_t i = 0; i < finding->suggestion_count; i++) {
		json_open_object(json, NULL);
		json_open_array(json, "artifactChanges", JSON_INLINE);
		json_open_object(json, NULL);
		write_artifact_location(json, "artifactLocation", file->path);
		json_open_array(json, "replacements", JSON_INLINE);
		json_open_object(json, NULL);
		write_region(json, "deletedRegion", file->text, finding->suggestions[i].span);
		json_open_object(json, "insertedContent");
		json_write_string(json, "text", finding->suggestions[i].with);
		json_close_object(json);
		json_close_object(json);
		json_close_array(json);
		json_close_object(json);
		json_close_array(json);
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_properties(struct json_writer *json, const struct finding *finding)
{
	json_open_object(json, "properties");
	json_write_string(json, "kind", finding->kind);
	json_write_string(json, "verdict", verdict_name(finding->verdict));
	if (finding->stated)
		json_write_string(json, "stated", finding->stated);
	if (finding->computed)
		json_write_string(json, "computed", finding->computed);
	if (finding->difference)
		json_write_string(json, "difference", finding->difference);
	json_close_object(json);
}

/* Kept apart from those that somebody must still look at. */
static void write_suppression(struct json_writer *json, const struct acceptance *accepted)
{
	json_open_array(json, "suppressions", JSON_INLINE);
	json_open_object(json, NULL);
	json_write_string(json, "kind", "external");
	json_write_string(json, "status", "accepted");
	json_write_string(json, "justification", accepted->reason ? accepted->reason : "");
	json_close_object(json);
	json_close_array(json);
}

static void write_result(struct json_writer *json, const struct report_run *run, const struct report_file *file,
			 const struct finding *finding)
{
	bool is_tick = finding->severity == SEVERITY_TICK;
	size_t rule = 0;

	while (rule < run->rule_count && strcmp(run->rules[rule].id, finding->rule) != 0)
		rule++;
	json_open_object(json, NULL);
	json_write_string(json, "ruleId", finding->rule);
	if (rule < run->rule_count)
		json_write_number(json, "ruleIndex", rule);
	json_write_string(json, "kind", is_tick ? "pass" : "fail");
	json_write_string(json, "level", levels[finding->severity]);
	write_message(json, "message", finding->message ? finding->message : finding->rule);
	write_locations(json, file, finding);
	if (finding->operand_count + finding->related_count > 0) {
		size_t id = 0;

		json_open_array(json, "relatedLocations", JSON_INLINE);
		id = write_operands(json, file, finding->operands, finding->operand_count, id);
		write_operands(json, file, finding->related, finding->related_count, id);
		json_close_array(json);
	}
	json_open_object(json, "partialFingerprints");
	json_write_string(json, "rcheck/v1", finding->fingerprint);
	json_close_object(json);
	if (finding->suggestion_count > 0)
		write_fixes(json, file, finding);
	if (finding->accepted)
		write_suppression(json, finding->accepted);
	write_properties(json, finding);
	json_close_object(json);
}

/* Code scanning refuses a run of more results than these. */
enum { MOST_RESULTS = 25000 };

/* How many results of each severity there is room for, the most severe first; returns how many are left out. */
static size_t find_room(const struct report_run *run, size_t room[SEVERITY_COUNT])
{
	size_t left = MOST_RESULTS, left_out = 0;

	for (size_t f = 0; f < run->file_count; f++) {
		const struct finding_list *findings = run->files[f].findings;

		for (size_t i = 0; findings && i < finding_list_count(findings); i++)
			room[finding_list_at(findings, i)->severity] += report_shows(run, finding_list_at(findings, i));
	}
	for (int severity = SEVERITY_COUNT - 1; severity >= 0; severity--) {
		size_t fitting = room[severity] < left ? room[severity] : left;

		left_out += room[severity] - fitting;
		room[severity] = fitting;
		left -= fitting;
	}
	return left_out;
}

static void write_results(struct json_writer *json, const struct report_run *run, size_t room[SEVERITY_COUNT])
{
	json_open_array(json, "results", JSON_LINES);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (!report_shows(run, finding) || room[finding->severity] == 0)
				continue;
			room[finding->severity]--;
			write_result(json, run, file, finding);
		}
	}
	json_close_array(json);
}

static void write_rule(struct json_writer *json, const struct report_rule *rule)
{
	static const char *const problems[SEVERITY_COUNT] = {"recommendation", "recommendation", "warning", "error"};

	json_open_object(json, NULL);
	json_write_string(json, "id", rule->id);
	write_message(json, "shortDescription", rule->title);
	write_message(json, "fullDescription", rule->title);
	write_message(json, "help", rule->help);
	json_open_object(json, "defaultConfiguration");
	json_write_string(json, "level", levels[rule->severity]);
	json_close_object(json);
	json_open_object(json, "properties");
	json_open_array(json, "tags", JSON_INLINE);
	json_write_string(json, NULL, rule->kind);
	json_close_array(json);
	json_write_string(json, "precision", rule->severity == SEVERITY_ERROR ? "very-high" : "medium");
	json_write_string(json, "problem.severity", problems[rule->severity]);
	json_close_object(json);
	json_close_object(json);
}

static void write_tool(struct json_writer *json, const struct report_run *run)
{
	json_open_object(json, "tool");
	json_open_object(json, "driver");
	json_write_string(json, "name", "rcheck");
	json_write_string(json, "version", RCHECK_VERSION);
	json_write_string(json, "semanticVersion", RCHECK_VERSION);
	json_open_array(json, "rules", JSON_LINES);
	for (size_t i = 0; i < run->rule_count; i++)
		write_rule(json, &run->rules[i]);
	json_close_array(json);
	json_close_object(json);
	json_close_object(json);
}

static void write_notification(struct json_writer *json, const struct error *error)
{
	json_open_object(json, NULL);
	json_write_string(json, "level", "error");
	write_message(json, "message", error->message);
	if (error->path) {
		json_open_array(json, "locations", JSON_INLINE);
		json_open_object(json, NULL);
		json_open_object(json, "physicalLocation");
		write_artifact_location(json, "artifactLocation", error->path);
		if (error->line) {
			json_open_object(json, "region");
			json_write_number(json, "startLine", error->line);
			json_close_object(json);
		}
		json_close_object(json);
		json_close_object(json);
		json_close_array(json);
	}
	json_close_object(json);
}

/* What was left out on purpose is said, too. */
static void write_left_out(struct json_writer *json, const char *level, size_t count, const char *what)
{
	struct buffer words = {0};

	buffer_printf(&words, "%zu %s", count, what);
	json_open_object(json, NULL);
	json_write_string(json, "level", level);
	write_message(json, "message", buffer_string(&words));
	json_close_object(json);
	buffer_release(&words);
}

/* What could not be read has no result, whose place might not exist: it is said of the run. */
static void write_invocation(struct json_writer *json, const struct report_run *run, size_t left_out)
{
	json_open_array(json, "invocations", JSON_INLINE);
	json_open_object(json, NULL);
	json_write_bool(json, "executionSuccessful", run->error_count == 0);
	json_open_array(json, "toolExecutionNotifications", JSON_LINES);
	for (size_t i = 0; i < run->error_count; i++)
		write_notification(json, error_list_at(run->errors, i));
	if (run->ignored_count > 0)
		write_left_out(json, "note", run->ignored_count, "reports are ignored by the configuration");
	if (left_out > 0)
		write_left_out(json, "warning", left_out,
			       "results, the least severe ones, are left out: code scanning takes 25000");
	json_close_array(json);
	json_close_object(json);
	json_close_array(json);
}

static void write_artifacts(struct json_writer *json, const struct report_run *run)
{
	json_open_array(json, "artifacts", JSON_LINES);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		json_open_object(json, NULL);
		write_artifact_location(json, "location", file->path);
		if (file->text) {
			json_write_string(json, "encoding", text_encoding(file->text));
			json_write_number(json, "length", text_file_length(file->text));
		}
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_sarif(const struct report_run *run, FILE *out)
{
	static const char *const newlines[] = {"\r\n", "\n", "\r"};
	struct json_writer json = {.out = out};
	size_t room[SEVERITY_COUNT] = {0}, left_out = find_room(run, room);

	json_open_object(&json, NULL);
	json_write_string(&json, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	json_write_string(&json, "version", "2.1.0");
	json_open_array(&json, "runs", JSON_INLINE);
	json_open_object(&json, NULL);
	write_tool(&json, run);
	write_invocation(&json, run, left_out);
	json_write_string(&json, "columnKind", "utf16CodeUnits");
	json_open_array(&json, "newlineSequences", JSON_INLINE);
	for (size_t i = 0; i < sizeof(newlines) / sizeof(*newlines); i++)
		json_write_string(&json, NULL, newlines[i]);
	json_close_array(&json);
	write_artifacts(&json, run);
	write_results(&json, run, room);
	json_close_object(&json);
	json_close_array(&json);
	json_close_object(&json);
	fputc('\n', out);
}

const struct report_format sarif_format = {
    .name = "sarif",
    .summary = "SARIF 2.1.0, for code scanning (columns in UTF-16 units)",
    .write = write_sarif,
    .needs_places_only = true,
    .shows_help = true,
};
