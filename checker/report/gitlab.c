/*
 * GitLab's code quality report: an array of issues without a byte-order mark. GitLab shows issues of one fingerprint
 * once, so the path is part of it, and knows lines only.
 */
#include <inttypes.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "report/json_writer.h"
#include "report/plain.h"
#include "report/report.h"
#include "text/text.h"

/* FNV-1a over the path and what tells issues of one file apart. */
static uint64_t hash(const char *path, const char *mark)
{
	uint64_t value = 0xcbf29ce484222325u;

	for (; *path; path++)
		value = (value ^ (unsigned char)*path) * 0x100000001b3u;
	/* A byte that no path holds keeps the two apart. */
	value = value * 0x100000001b3u;
	for (; *mark; mark++)
		value = (value ^ (unsigned char)*mark) * 0x100000001b3u;
	return value;
}

struct issue {
	const char *rule;
	const char *severity;
	const char *message;
	const char *path;
	const char *mark; /* no other issue of this path has it */
	size_t line;
	size_t end_line;
};

static void write_issue(struct json_writer *json, const struct issue *issue)
{
	struct buffer plain = {0};

	json_open_object(json, NULL);
	plain_append(&plain, issue->message);
	json_write_string(json, "description", buffer_string(&plain));
	json_write_string(json, "check_name", issue->rule);
	buffer_clear(&plain);
	buffer_printf(&plain, "%016" PRIx64 "-%s", hash(issue->path, issue->mark), issue->mark);
	json_write_string(json, "fingerprint", buffer_string(&plain));
	json_write_string(json, "severity", issue->severity);
	json_open_object(json, "location");
	json_write_string(json, "path", plain_skip_here(issue->path));
	json_open_object(json, "lines");
	json_write_number(json, "begin", issue->line);
	json_write_number(json, "end", issue->end_line);
	json_close_object(json);
	json_close_object(json);
	json_close_object(json);
	buffer_release(&plain);
}

static void write_finding(struct json_writer *json, const struct report_file *file, const struct finding *finding)
{
	static const char *const severities[SEVERITY_COUNT] = {"info", "info", "minor", "critical"};
	struct place place = text_place(file->text, finding->span);

	write_issue(json, &(struct issue){.rule = finding->rule,
					  .severity = severities[finding->severity],
					  .message = finding->message ? finding->message : finding->rule,
					  .path = file->path,
					  .mark = finding->fingerprint,
					  .line = place.line,
					  .end_line = place.end_line});
}

static void write_error(struct json_writer *json, const struct error *error)
{
	size_t line = error->line ? error->line : 1;

	write_issue(json, &(struct issue){.rule = "rcheck/not-checked",
					  .severity = "blocker",
					  .message = error->message,
					  .path = error->path ? error->path : "-",
					  .mark = "not-checked",
					  .line = line,
					  .end_line = line});
}

static void write_gitlab(const struct report_run *run, FILE *out)
{
	struct json_writer json = {.out = out};

	json_open_array(&json, NULL, JSON_LINES);
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
	fputc('\n', out);
}

const struct report_format gitlab_format = {
    .name = "gitlab",
    .summary = "GitLab code quality (lines only)",
    .write = write_gitlab,
    .needs_places_only = true,
};
