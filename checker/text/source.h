/* The bytes of a report: reading them, and decoding them to UTF-8. */
#ifndef RCHECK_TEXT_SOURCE_H
#define RCHECK_TEXT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "text/decode.h"
#include "text/reading.h"

struct arena;
struct error_list;

/*
 * Reads `path` ("-" for standard input) whole, up to reading->max_bytes; *bytes lives in `arena`. On failure adds an
 * error and returns false.
 */
bool source_read(struct arena *arena, const char *path, const struct reading_options *reading, const char **bytes,
		 size_t *length, struct error_list *errors);

/* A report as text. */
struct source {
	struct decoding decoding; /* of what follows the byte-order mark */
	size_t mark_length;       /* the bytes of that mark */
	const char *reason;       /* why it is read in this encoding, in a few words */
	bool is_guess;            /* its characters told */
};

/*
 * Decodes the bytes of a report, which the caller keeps. Where they are no text in one encoding (see guess.h), adds an
 * error that names the bytes and their offset in the file, line and column, and returns false.
 */
bool source_decode(struct arena *arena, const char *path, const char *bytes, size_t length, enum encoding wanted,
		   struct source *source, struct error_list *errors);

#endif
