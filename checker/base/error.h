/* What went wrong with an input or a rule file: where, then what. */
#ifndef RCHECK_BASE_ERROR_H
#define RCHECK_BASE_ERROR_H

#include <stddef.h>
#include <stdio.h>

struct arena;

/*
 * One error. `path` may be NULL (a bad option); `line` and `column` count from 1 in code points, 0 when
 * there is no place. All strings live in the arena of the list that holds the error.
 */
struct error {
	const char *path;
	size_t line;
	size_t column;
	const char *message;
	const char *excerpt; /* the offending line of the file, without its newline, or NULL */
};

/* All errors of one run, in the order they were found. */
struct error_list;

/* Lives in `arena`. */
struct error_list *error_list_new(struct arena *arena);

/* Copies `path` and the message. */
void error_list_add(struct error_list *list, const char *path, size_t line, size_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6), nonnull(5)));

/* As error_list_add, with the offending line. Copies `excerpt`. */
void error_list_add_excerpt(struct error_list *list, const char *path, size_t line, size_t column, const char *excerpt,
			    size_t excerpt_length, const char *format, ...)
    __attribute__((format(printf, 7, 8), nonnull(7)));

/* Copies all errors of `other` behind those of `list`. */
void error_list_append(struct error_list *list, const struct error_list *other);

size_t error_list_count(const struct error_list *list);

/* Borrowed from the list; `index` is below the count. */
const struct error *error_list_at(const struct error_list *list, size_t index);

/*
 * Prints each error as "path:line:column: error: message", with its line below and a caret under the column. Control
 * characters are shown as escapes.
 */
void error_list_print(const struct error_list *errors, FILE *out);

#endif
