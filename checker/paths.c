/* Which files the arguments name. */
#include "paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/limits.h"

/* A folder that links lead to. */
struct linked {
	dev_t device;
	ino_t inode;
	unsigned times; /* it was searched by a link */
};

struct expansion {
	struct arena *arena;
	struct path_list list;
	struct linked *linked;
	size_t linked_count;
	size_t linked_capacity;
};

/* The folders above the one being searched: a link back to one of them is a loop. */
struct folder {
	const struct folder *above;
	dev_t device;
	ino_t inode;
	unsigned depth;
};

static void add(struct expansion *expansion, const char *name, const char *error)
{
	struct path_list *list = &expansion->list;

	list->paths = arena_grow(expansion->arena, list->paths, list->count, &list->capacity, sizeof(*list->paths));
	list->paths[list->count++] = (struct path){name, error};
}

static bool is_report(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcasecmp(dot, ".txt") == 0 || strcasecmp(dot, ".md") == 0);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_loop(const struct folder *folder)
{
	for (const struct folder *above = folder->above; above; above = above->above)
		if (above->device == folder->device && above->inode == folder->inode)
			return true;
	return false;
}

/*
 * Is the folder one that LIMIT_FOLDER_LINKS other links have led to? Its reports were found by them. Folders of links to
 * folders of links would else have more paths than there is time for.
 */
static bool is_linked_often(struct expansion *expansion, const char *path, const struct stat *status)
{
	struct stat link;
	struct linked *linked = expansion->linked, *end = linked + expansion->linked_count;

	if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode))
		return false;
	while (linked < end && (linked->device != status->st_dev || linked->inode != status->st_ino))
		linked++;
	if (linked < end)
		return linked->times++ >= LIMIT_FOLDER_LINKS;
	expansion->linked = arena_grow(expansion->arena, expansion->linked, expansion->linked_count,
				       &expansion->linked_capacity, sizeof(*expansion->linked));
	expansion->linked[expansion->linked_count++] = (struct linked){status->st_dev, status->st_ino, 1};
	return false;
}

static void search(struct expansion *expansion, const char *path, const struct stat *status,
		   const struct folder *above);

static void visit(struct expansion *expansion, const char *path, const struct folder *folder)
{
	struct stat status;

	if (stat(path, &status) != 0) {
		/* A dangling link is of interest only where it stands for a report. */
		if (is_report(path))
			add(expansion, path, arena_printf(expansion->arena, "cannot be read: %s", strerror(errno)));
	} else if (S_ISDIR(status.st_mode)) {
		if (!is_linked_often(expansion, path, &status))
			search(expansion, path, &status, folder);
	} else if (is_report(path)) {
		add(expansion, path, S_ISREG(status.st_mode) ? NULL : "is no regular file");
	}
}

static void search(struct expansion *expansion, const char *path, const struct stat *status, const struct folder *above)
{
	struct folder folder = {above, status->st_dev, status->st_ino, above ? above->depth + 1 : 0};
	struct dirent **entries;
	int count;

	if (is_loop(&folder))
		return;
	if (folder.depth > LIMIT_DIRECTORY_DEPTH) {
		add(expansion, path, "cannot read the folder: too deeply nested");
		return;
	}
	count = scandir(path, &entries, is_visible, compare_names);
	if (count < 0) {
		add(expansion, path, arena_printf(expansion->arena, "cannot read the folder: %s", strerror(errno)));
		return;
	}
	for (int i = 0; i < count; i++) {
		visit(expansion,
		      arena_printf(expansion->arena, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/",
				   entries[i]->d_name),
		      &folder);
		free(entries[i]);
	}
	free(entries);
}

/* A path without "./" in front, and where it stands in the list. */
struct key {
	const char *name;
	size_t index;
};

static int compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	return order != 0 ? order : a->index < b->index ? -1 : 1;
}

/* Of a file that is named twice only the first stays. */
static void drop_repeats(struct expansion *expansion)
{
	struct path_list *list = &expansion->list;
	struct key *keys = arena_alloc_array(expansion->arena, list->count, sizeof(*keys));
	bool *repeats = arena_alloc_array(expansion->arena, list->count, sizeof(*repeats));
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		const char *name = list->paths[i].name;

		while (name[0] == '.' && name[1] == '/')
			name += 2 + strspn(name + 2, "/");
		keys[i] = (struct key){name, i};
	}
	if (list->count > 0)
		qsort(keys, list->count, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < list->count; i++)
		repeats[keys[i].index] = strcmp(keys[i - 1].name, keys[i].name) == 0;
	for (size_t i = 0; i < list->count; i++)
		if (!repeats[i])
			list->paths[kept++] = list->paths[i];
	list->count = kept;
}

struct path_list paths_expand(struct arena *arena, const char *const *arguments, size_t count)
{
	struct expansion expansion = {.arena = arena};

	for (size_t i = 0; i < count; i++) {
		struct stat status;
		size_t before = expansion.list.count;

		if (strcmp(arguments[i], "-") == 0 || stat(arguments[i], &status) != 0 || !S_ISDIR(status.st_mode)) {
			/* What is not there is said when it is read. */
			add(&expansion, arguments[i], NULL);
			continue;
		}
		search(&expansion, arguments[i], &status, NULL);
		if (expansion.list.count == before)
			add(&expansion, arguments[i], "no .txt or .md file in this folder");
	}
	drop_repeats(&expansion);
	return expansion.list;
}

const char *paths_split_line(struct arena *arena, const char *argument, size_t *line)
{
	const char *colon = strrchr(argument, ':');
	struct stat status;

	*line = 0;
	/* Not opened: that would wait for whoever writes to a pipe. */
	if (stat(argument, &status) == 0 || !colon || colon[1] == '\0' ||
	    colon[1 + strspn(colon + 1, "0123456789")] != '\0')
		return argument;
	*line = strtoul(colon + 1, NULL, 10);
	return arena_copy(arena, argument, (size_t)(colon - argument));
}
