/* Which files the arguments name: folders are searched for .txt and .md. */
#ifndef RCHECK_PATHS_H
#define RCHECK_PATHS_H

#include <stddef.h>

struct arena;

struct path {
	const char *name;
	const char *error; /* why it is not read, or NULL */
};

struct path_list {
	struct path *paths;
	size_t count;
	size_t capacity;
};

/*
 * The files in the order of the arguments; those of a folder by name, byte by byte, whatever the locale. Links are
 * followed, but not round a loop; hidden files are left out. A folder that cannot be read or holds no report, and a
 * pipe or device that is named like a report, has its error in the list. A file that is named twice, with
 * or without ./ in front, is in the list once.
 */
struct path_list paths_expand(struct arena *arena, const char *const *arguments, size_t count);

/*
 * report.txt:52 is line 52 of report.txt, unless there is a file of that very name: then, and without a line, *line is 0.
 * The path lives in `arena` or is the argument.
 */
const char *paths_split_line(struct arena *arena, const char *argument, size_t *line);

#endif
