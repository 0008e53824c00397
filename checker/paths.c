/* Which files the arguments name. */
#include "paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"

struct expansion {
	struct arena *arena;
	struct error_list *errors;
	struct path_list list;
};

static void add(struct expansion *expansion, const char *path)
{
	struct path_list *list = &expansion->list;

	list->paths = arena_grow(expansion->arena, list->paths, list->count, &list->capacity, sizeof(*list->paths));
	list->paths[list->count++] = path;
}

static bool is_report(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".txt") == 0 || strcmp(dot, ".md") == 0);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void search(struct expansion *expansion, const char *path, unsigned depth)
{
	struct dirent **entries;
	int count = depth < LIMIT_DIRECTORY_DEPTH ? scandir(path, &entries, is_visible, compare_names) : -1;

	if (count < 0) {
		error_list_add(expansion->errors, path, 0, 0, "cannot read the folder: %s",
			       depth < LIMIT_DIRECTORY_DEPTH ? strerror(errno) : "too deeply nested");
		return;
	}
	for (int i = 0; i < count; i++) {
		const char *child = arena_printf(expansion->arena, "%s%s%s", path,
						 path[strlen(path) - 1] == '/' ? "" : "/", entries[i]->d_name);
		struct stat status;

		if (lstat(child, &status) == 0 && S_ISDIR(status.st_mode))
			search(expansion, child, depth + 1);
		else if (is_report(entries[i]->d_name))
			add(expansion, child);
		free(entries[i]);
	}
	free(entries);
}

struct path_list paths_expand(struct arena *arena, const char *const *arguments, size_t count,
			      struct error_list *errors)
{
	struct expansion expansion = {.arena = arena, .errors = errors};

	for (size_t i = 0; i < count; i++) {
		struct stat status;
		size_t before = expansion.list.count, failed = error_list_count(errors);

		if (strcmp(arguments[i], "-") == 0 || stat(arguments[i], &status) != 0 || !S_ISDIR(status.st_mode)) {
			/* What is not there is said when it is read. */
			add(&expansion, arguments[i]);
			continue;
		}
		search(&expansion, arguments[i], 0);
		if (expansion.list.count == before && error_list_count(errors) == failed)
			error_list_add(errors, arguments[i], 0, 0, "no .txt or .md file in this folder");
	}
	return expansion.list;
}
