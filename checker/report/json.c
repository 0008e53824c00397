/* JSON, schema rcheck/1: the contract that tools read. Lines and columns count code points from 1. */
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"
#include "version.h"

/* Where the writer stands: whether the object or array it is in has a member already. */
struct json {
	FILE *out;
	bool has_member;
};

static void write_string(struct json *json, const char *bytes, size_t length)
{
	size_t good;

	fputc('"', json->out);
	for (size_t i = 0; i < length;) {
		unsigned char byte = (unsigned char)bytes[i];

		good = byte < 0x80 ? 1
				   : utf8_check(bytes + i,
						utf8_size(bytes[i]) <= length - i ? utf8_size(bytes[i]) : length - i);
		if (byte == '"' || byte == '\\')
			fprintf(json->out, "\\%c", byte);
		else if (byte == '\n')
			fputs("\\n", json->out);
		else if (byte < 0x20 || byte == 0x7f)
			fprintf(json->out, "\\u%04x", byte);
		else if (good == 0)
			fputs("\\ufffd", json->out); /* a path that is not UTF-8 */
		else
			fwrite(bytes + i, 1, good, json->out);
		i += good ? good : 1;
	}
	fputc('"', json->out);
}

static void write_key(struct json *json, const char *key)
{
	fputs(json->has_member ? ", " : " ", json->out);
	json->has_member = true;
	write_string(json, key, strlen(key));
	fputs(": ", json->out);
}

static void write_text(struct json *json, const char *key, const char *value)
{
	write_key(json, key);
	if (value)
		write_string(json, value, strlen(value));
	else
		fputs("null", json->out);
}

static void write_number(struct json *json, const char *key, size_t value)
{
	write_key(json, key);
	fprintf(json->out, "%zu", value);
}

static void open_object(struct json *json)
{
	fputc('{', json->out);
	json->has_member = false;
}

static void close_object(struct json *json)
{
	fputs(" }", json->out);
	json->has_member = true;
}

static void write_place(struct json *json, const struct text *text, struct span span)
{
	struct place place = text_place(text, span);

	write_number(json, "line", place.line);
	write_number(json, "column", place.column);
	write_number(json, "endLine", place.end_line);
	write_number(json, "endColumn", place.end_column);
}

static void write_source(struct json *json, const char *key, const struct text *text, struct span span)
{
	struct span source = text_source_span(text, span);

	write_key(json, key);
	write_string(json, text_source(text) + source.start, span_length(source));
}

static void write_operands(struct json *json, const char *key, const struct text *text, const struct operand *operands,
			   size_t count)
{
	write_key(json, key);
	fputc('[', json->out);
	for (size_t i = 0; i < count; i++) {
		fputs(i ? ", " : " ", json->out);
		open_object(json);
		write_text(json, "role", operands[i].role);
		write_source(json, "text", text, operands[i].span);
		write_text(json, "value", operands[i].value);
		write_text(json, "unit", operands[i].unit);
		write_place(json, text, operands[i].span);
		close_object(json);
	}
	fputs(count ? " ]" : "]", json->out);
	json->has_member = true;
}

static void write_suggestions(struct json *json, const struct text *text, const struct finding *finding)
{
	write_key(json, "suggestions");
	fputc('[', json->out);
	for (size_t i = 0; i < finding->suggestion_count; i++) {
		fputs(i ? ", " : " ", json->out);
		open_object(json);
		write_source(json, "replace", text, finding->suggestions[i].span);
		write_text(json, "with", finding->suggestions[i].with);
		write_place(json, text, finding->suggestions[i].span);
		close_object(json);
	}
	fputs(finding->suggestion_count ? " ]" : "]", json->out);
	json->has_member = true;
}

static void write_acceptance(struct json *json, const struct acceptance *accepted)
{
	write_key(json, "accepted");
	open_object(json);
	write_text(json, "reason", accepted->reason);
	write_text(json, "who", accepted->who);
	write_text(json, "date", accepted->date);
	write_text(json, "until", accepted->until);
	close_object(json);
}

static void write_finding(struct json *json, const struct report_file *file, const struct finding *finding)
{
	char quote[QUOTE_BYTES];
	bool has_article = finding->article < file->article_count;

	open_object(json);
	write_text(json, "rule", finding->rule);
	write_text(json, "kind", finding->kind);
	write_text(json, "severity", severity_name(finding->severity));
	write_text(json, "verdict", verdict_name(finding->verdict));
	write_text(json, "path", file->path);
	write_text(json, "article", has_article ? file->article_names[finding->article] : "");
	write_place(json, file->text, finding->span);
	quote_source(file->text, finding->span, quote);
	write_text(json, "quote", quote);
	write_text(json, "message", finding->message);
	write_text(json, "stated", finding->stated);
	write_text(json, "computed", finding->computed);
	write_text(json, "difference", finding->difference);
	write_operands(json, "figures", file->text, finding->operands, finding->operand_count);
	write_operands(json, "related", file->text, finding->related, finding->related_count);
	write_suggestions(json, file->text, finding);
	write_text(json, "fingerprint", finding->fingerprint);
	if (finding->accepted)
		write_acceptance(json, finding->accepted);
	close_object(json);
}

/* Ticks, or everything else. */
static void write_findings(struct json *json, const struct report_run *run, const char *key, bool ticks)
{
	bool any = false;

	write_key(json, key);
	fputc('[', json->out);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if ((finding->severity == SEVERITY_TICK) != ticks || !report_shows(run, finding))
				continue;
			fputs(any ? ",\n    " : "\n    ", json->out);
			write_finding(json, file, finding);
			any = true;
		}
	}
	fputs(any ? "\n  ]" : "]", json->out);
	json->has_member = true;
}

static void write_files(struct json *json, const struct report_run *run)
{
	write_key(json, "files");
	fputc('[', json->out);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		fputs(f ? ",\n    " : "\n    ", json->out);
		open_object(json);
		write_text(json, "path", file->path);
		write_text(json, "encoding", file->text ? "UTF-8" : NULL);
		write_number(json, "articles", file->article_count);
		write_number(json, "sentences", file->sentence_count);
		write_number(json, "figures", file->figure_count);
		write_number(json, "tied", file->tied_count);
		write_text(json, "error", file->error);
		close_object(json);
	}
	fputs(run->file_count ? "\n  ]" : "]", json->out);
	json->has_member = true;
}

static void write_summary(struct json *json, const struct report_run *run)
{
	size_t counts[SEVERITY_COUNT], undecided;

	report_run_count(run, counts, &undecided);
	write_key(json, "summary");
	open_object(json);
	write_number(json, "files", run->file_count);
	write_number(json, "errors", counts[SEVERITY_ERROR]);
	write_number(json, "warnings", counts[SEVERITY_WARNING]);
	write_number(json, "notes", counts[SEVERITY_NOTE]);
	write_number(json, "agreed", counts[SEVERITY_TICK]);
	write_number(json, "undecided", undecided);
	write_number(json, "accepted", run->accepted_count);
	write_number(json, "stale", run->stale_count);
	write_number(json, "expired", run->expired_count);
	write_number(json, "ignored", run->ignored_count);
	close_object(json);
}

static void write_json(const struct report_run *run, FILE *out)
{
	struct json json = {.out = out};

	open_object(&json);
	write_text(&json, "schema", "rcheck/1");
	write_text(&json, "version", RCHECK_VERSION);
	write_text(&json, "columnUnit", "codepoint");
	write_files(&json, run);
	write_findings(&json, run, "findings", false);
	if (run->options.with_ticks)
		write_findings(&json, run, "checks", true);
	write_summary(&json, run);
	close_object(&json);
	fputc('\n', out);
}

const struct report_format json_format = {
    .name = "json",
    .summary = "everything, for tools (schema rcheck/1)",
    .write = write_json,
};
