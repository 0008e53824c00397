/* One line of --pipe: a JSON object with an id and a text. The only file behind this header includes <jansson.h>. */
#ifndef RCHECK_JSON_DOCUMENT_H
#define RCHECK_JSON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "report/json_line.h"

struct arena;

/* To be called before threads are started; false when this build has no library to read JSON with. */
bool json_document_begin(void);

/* Jansson's version, or NULL when it is not built in. */
const char *json_document_library_version(void);

/* All lives in the arena that was given. */
struct json_document {
	struct json_id id;
	const char *name; /* the id as text */
	const char *text; /* UTF-8, not NUL-terminated, without zero bytes; NULL when there is a fault */
	size_t length;
	const char *fault; /* what is wrong with the line, or NULL; the id is there as far as it was read */
};

/*
 * Reads a line, strictly: one object in UTF-8 (RFC 8259), no key twice, `id` a string or a whole number of 64 bits, `text` a
 * string without U+0000; surrogates must pair. Further keys may stand there. Where memory runs out (arena_try), `document` holds
 * the id if it was read.
 */
void json_document_read(struct arena *arena, const char *line, size_t length, struct json_document *document);

#endif
