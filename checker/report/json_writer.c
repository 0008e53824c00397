/* Writes JSON. */
#include "report/json_writer.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/printable.h"
#include "report/plain.h"

static void write_quoted(FILE *out, const char *bytes, size_t length)
{
	size_t size;

	fputc('"', out);
	for (size_t i = 0; i < length; i += size) {
		uint32_t code_point = plain_next(bytes + i, length - i, &size);

		if (code_point == PLAIN_NOT_UTF8)
			fputs("\\ufffd", out);
		else if (code_point == '"' || code_point == '\\')
			fprintf(out, "\\%c", (int)code_point);
		else if (code_point == '\n')
			fputs("\\n", out);
		else if (is_control(code_point))
			fprintf(out, "\\u%04" PRIx32, code_point);
		else
			fwrite(bytes + i, 1, size, out);
	}
	fputc('"', out);
}

static void break_line(struct json_writer *json, unsigned indent)
{
	fprintf(json->out, "\n%*s", (int)(2 * indent), "");
}

/* The comma, the blank or line break, and the key of the next value. */
static void begin_value(struct json_writer *json, const char *key)
{
	if (json->has_member)
		fputc(',', json->out);
	if (json->in_lines[json->depth])
		break_line(json, json->depth);
	else if (json->depth > 0)
		fputc(' ', json->out);
	json->has_member = true;
	if (key) {
		write_quoted(json->out, key, strlen(key));
		fputs(": ", json->out);
	}
}

static void go_in(struct json_writer *json, char mark, bool in_lines)
{
	assert(json->depth + 1 < JSON_DEPTH);
	fputc(mark, json->out);
	json->in_lines[++json->depth] = in_lines;
	json->has_member = false;
}

static void go_out(struct json_writer *json, char mark)
{
	bool in_lines = json->in_lines[json->depth--];

	if (json->has_member && in_lines)
		break_line(json, json->depth);
	else if (json->has_member)
		fputc(' ', json->out);
	fputc(mark, json->out);
	json->has_member = true;
}

void json_open_object(struct json_writer *json, const char *key)
{
	begin_value(json, key);
	go_in(json, '{', false);
}

void json_close_object(struct json_writer *json)
{
	go_out(json, '}');
}

void json_open_array(struct json_writer *json, const char *key, enum json_layout layout)
{
	begin_value(json, key);
	go_in(json, '[', layout == JSON_LINES && !json->on_one_line);
}

void json_close_array(struct json_writer *json)
{
	go_out(json, ']');
}

void json_write_bytes(struct json_writer *json, const char *key, const char *bytes, size_t length)
{
	begin_value(json, key);
	write_quoted(json->out, bytes, length);
}

void json_write_string(struct json_writer *json, const char *key, const char *value)
{
	if (value) {
		json_write_bytes(json, key, value, strlen(value));
		return;
	}
	begin_value(json, key);
	fputs("null", json->out);
}

void json_write_number(struct json_writer *json, const char *key, size_t value)
{
	begin_value(json, key);
	fprintf(json->out, "%zu", value);
}

void json_write_integer(struct json_writer *json, const char *key, long long value)
{
	begin_value(json, key);
	fprintf(json->out, "%lld", value);
}

void json_write_bool(struct json_writer *json, const char *key, bool value)
{
	begin_value(json, key);
	fputs(value ? "true" : "false", json->out);
}
