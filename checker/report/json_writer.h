/*
 * Writes JSON to a stream: quotes, commas, line breaks. What is opened must be closed, innermost first; a key is
 * given inside an object, NULL inside an array and at the top. Names such as json_string are Jansson's.
 */
#ifndef RCHECK_REPORT_JSON_WRITER_H
#define RCHECK_REPORT_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { JSON_DEPTH = 24 };

/* Start with `struct json_writer json = {.out = stream}`; errors stay in the stream for its owner to ask for. */
struct json_writer {
	FILE *out;
	unsigned depth;
	bool on_one_line; /* JSON_LINES is JSON_INLINE */
	bool has_member;  /* the object or array that is open */
	bool in_lines[JSON_DEPTH];
};

void json_open_object(struct json_writer *json, const char *key);
void json_close_object(struct json_writer *json);

/* JSON_LINES puts each element on a line of its own. */
enum json_layout { JSON_INLINE, JSON_LINES };

void json_open_array(struct json_writer *json, const char *key, enum json_layout layout);
void json_close_array(struct json_writer *json);

/*
 * Control characters are escaped, C1 and those that turn the direction of writing among them. Bytes that are not UTF-8, as in a path,
 * become U+FFFD.
 */
void json_write_bytes(struct json_writer *json, const char *key, const char *bytes, size_t length);

/* null when `value` is NULL. */
void json_write_string(struct json_writer *json, const char *key, const char *value);

void json_write_number(struct json_writer *json, const char *key, size_t value);
void json_write_integer(struct json_writer *json, const char *key, long long value);
void json_write_bool(struct json_writer *json, const char *key, bool value);

#endif
