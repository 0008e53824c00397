/* The bytes of a report: reading them, and telling what they are when they are not UTF-8. */
#ifndef RCHECK_TEXT_SOURCE_H
#define RCHECK_TEXT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct error_list;

/* Reads `path` ("-" for standard input) whole; *bytes lives in `arena`. On failure adds an error and returns false. */
bool source_read(struct arena *arena, const char *path, const char **bytes, size_t *length, struct error_list *errors);

/* Is this text in UTF-8? If not, adds an error with the place and what the bytes look like, and returns false. */
bool source_check(const char *path, const char *bytes, size_t length, struct error_list *errors);

#endif
