/*
 * YAML files as trees of nodes that remember their place. Only yaml.c includes <yaml.h>; error.c has the
 * errors.
 *
 * Stricter than YAML: duplicate keys, anchors, aliases, tags and several documents are errors. What users
 * really get wrong is told as what it is: a full-width colon or quote, a tab, a file that is not UTF-8.
 */
#ifndef RCHECK_YAML_YAML_H
#define RCHECK_YAML_YAML_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct error_list;

enum yaml_type { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

struct yaml_pair;

struct yaml_node {
	enum yaml_type type;
	const struct yaml_file *file;
	size_t line;   /* from 1 */
	size_t column; /* from 1, code points; a quoted scalar starts at its quote */
	/* scalar */
	const char *value; /* NUL-terminated, as written (not folded) */
	bool quoted;
	/* sequence */
	struct yaml_node **items;
	size_t item_count;
	/* mapping, in file order */
	struct yaml_pair *pairs;
	size_t pair_count;
};

struct yaml_pair {
	struct yaml_node *key; /* always a scalar */
	struct yaml_node *value;
};

struct yaml_file {
	const char *path;
	const char *bytes; /* without a byte-order mark, NUL-terminated */
	size_t length;
};

/* A line (from 1) without its break; empty behind the last one. Borrowed, not NUL-terminated. */
const char *yaml_line(const struct yaml_file *file, size_t line, size_t *length);

/* The line and column (from 1, code points) of a byte; all before it must be UTF-8. */
void yaml_place(const struct yaml_file *file, size_t offset, size_t *line, size_t *column);

/*
 * Parses `length` bytes; `path` names them in errors. The tree lives in `arena`; the bytes are copied. Adds
 * every error found and returns NULL when the file could not be parsed at all.
 */
struct yaml_node *yaml_parse(struct arena *arena, const char *path, const char *bytes, size_t length,
			     struct error_list *errors);

/* Reads the file and parses it; NULL with an error when that cannot be done. */
struct yaml_node *yaml_read(struct arena *arena, const char *path, struct error_list *errors);

/* libyaml's version. Static. */
const char *yaml_library_version(void);

/* The value of `key` in a mapping, or NULL. */
struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key);

/* Adds an error at the node's place, with its line as the excerpt. */
void yaml_error(struct error_list *errors, const struct yaml_node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * As yaml_error, for a node of the wrong type: where a full-width colon or one without a blank made a scalar of a
 * key and its value, that is said instead.
 */
void yaml_error_type(struct error_list *errors, const struct yaml_node *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As yaml_error, `offset` code points into the value of a scalar, wherever folding and escapes put them. */
void yaml_error_inside(struct error_list *errors, const struct yaml_node *node, size_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Adds an error for each key of `mapping` not in `known` (NULL-terminated), naming the nearest known key. */
void yaml_check_keys(struct error_list *errors, const struct yaml_node *mapping, const char *const *known);

/* Adds the error for a scalar that is none of the words `known` (NULL-terminated): the nearest one, or all of them. */
void yaml_error_word(struct error_list *errors, const struct yaml_node *node, const char *what,
		     const char *const *known);

/* The word of `known` (NULL-terminated) nearest to `word` by edit distance, or NULL when none is near. */
const char *yaml_nearest(const char *word, const char *const *known);

#endif
