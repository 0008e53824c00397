/* JSON on one line for each document: what --pipe writes. */
#ifndef RCHECK_REPORT_JSON_LINE_H
#define RCHECK_REPORT_JSON_LINE_H

#include <stddef.h>
#include <stdio.h>

struct report_run;

/* How a document is known to whoever sent it. Strings are borrowed. */
struct json_id {
	enum { JSON_ID_NONE, JSON_ID_STRING, JSON_ID_NUMBER } kind;
	const char *string;
	long long number;
};

/* The object that --format json writes, with `id` and the number of the input's line in front. */
void json_line_write(const struct report_run *run, struct json_id id, size_t line, FILE *out);

/* For a line that could not be read: `id` as far as it is known, `line`, `error`. */
void json_line_write_error(struct json_id id, size_t line, const char *error, FILE *out);

#endif
