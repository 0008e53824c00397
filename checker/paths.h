/* Which files the arguments name: folders are searched for .txt and .md. */
#ifndef RCHECK_PATHS_H
#define RCHECK_PATHS_H

#include <stddef.h>

struct arena;
struct error_list;

struct path_list {
	const char **paths;
	size_t count;
	size_t capacity;
};

/*
 * The files in the order of the arguments; those of a folder by name, byte by byte, whatever the locale. A folder
 * that cannot be read or holds no report is an error.
 */
struct path_list paths_expand(struct arena *arena, const char *const *arguments, size_t count,
			      struct error_list *errors);

#endif
