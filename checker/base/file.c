/* Writing a file whole or not at all. */
#include "base/file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"

/* A device or pipe is written to as it is; a regular file is replaced when its successor is whole. */
static const char *partial_path(struct arena *arena, const char *path)
{
	struct stat status;

	if (strncmp(path, "/dev/", 5) == 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode)))
		return path;
	return arena_printf(arena, "%s.partial-%ld", path, (long)getpid());
}

/* The file itself where `path` is a link to it; /dev/stdout stays what it is. */
static const char *resolve_link(struct arena *arena, const char *path)
{
	char *resolved = strncmp(path, "/dev/", 5) == 0 ? NULL : realpath(path, NULL);
	const char *copy = resolved ? arena_copy_string(arena, resolved) : path;

	free(resolved);
	return copy;
}

/* Removed when the program ends before it is whole, as it does when memory runs out. */
static const char *unfinished;

static void remove_unfinished(void)
{
	if (unfinished)
		remove(unfinished);
}

static void begin_file(const char *partial, const char *target)
{
	static bool is_registered;

	if (!is_registered)
		is_registered = atexit(remove_unfinished) == 0;
	unfinished = partial != target ? partial : NULL;
}

int file_replace(struct arena *arena, const char *path, void (*write)(const void *context, FILE *out),
		 const void *context, struct error_list *errors)
{
	const char *target = resolve_link(arena, path), *partial = partial_path(arena, target);
	FILE *file;
	bool whole;

	begin_file(partial, target);
	file = fopen(partial, "wb");
	if (!file) {
		unfinished = NULL;
		error_list_add(errors, path, 0, 0, "cannot write: %s", strerror(errno));
		return -1;
	}
	write(context, file);
	whole = !ferror(file);
	whole = fclose(file) == 0 && whole;
	unfinished = NULL;
	if (whole && (partial == target || rename(partial, target) == 0))
		return 0;
	error_list_add(errors, path, 0, 0, "cannot write: %s", strerror(errno));
	if (partial != target)
		remove(partial);
	return -1;
}
