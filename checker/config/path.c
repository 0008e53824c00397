/* Paths as words. */
#include "config/path.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"

/* "/" where the current folder has been removed or is out of reach. */
static const char *current_folder(struct arena *arena)
{
	size_t size = 256;

	for (;; size *= 2) {
		char *bytes = arena_alloc(arena, size);

		if (getcwd(bytes, size))
			return bytes;
		if (size > 1 << 16)
			/* UNREACHED: a folder of such a name cannot be entered */
			return "/";
	}
}

static void append_parts(struct buffer *out, const char *path)
{
	while (*path) {
		size_t length = strcspn(path, "/");

		if (length == 2 && memcmp(path, "..", 2) == 0) {
			while (out->length > 0 && out->bytes[--out->length] != '/')
				;
		} else if (length > 0 && !(length == 1 && *path == '.')) {
			buffer_append_byte(out, '/');
			buffer_append(out, path, length);
		}
		path += length + (path[length] == '/');
	}
}

const char *path_in(struct arena *arena, const char *folder, const char *path)
{
	struct buffer out = {0};
	const char *kept;

	if (*path != '/')
		append_parts(&out, folder);
	append_parts(&out, path);
	kept = out.length > 0 ? arena_copy(arena, out.bytes, out.length) : "/";
	buffer_release(&out);
	return kept;
}

const char *path_absolute(struct arena *arena, const char *path)
{
	return path_in(arena, current_folder(arena), path);
}

const char *path_folder(struct arena *arena, const char *absolute)
{
	const char *slash = strrchr(absolute, '/');

	return slash == absolute ? "/" : arena_copy(arena, absolute, (size_t)(slash - absolute));
}

/* The bytes of the longest folder that both are in. */
static size_t common_folder(const char *a, const char *b)
{
	size_t common = 0;

	for (size_t i = 0;; i++) {
		bool a_ends = a[i] == '\0' || a[i] == '/', b_ends = b[i] == '\0' || b[i] == '/';

		if (a_ends && b_ends)
			common = i;
		if (a[i] != b[i] || a[i] == '\0')
			return common;
	}
}

const char *path_relative(struct arena *arena, const char *folder, const char *absolute)
{
	struct buffer out = {0};
	const char *from = strcmp(folder, "/") == 0 ? "" : folder, *kept;
	size_t common = common_folder(from, absolute);

	for (const char *at = from + common; *at; at++)
		if (*at == '/')
			buffer_append_string(&out, out.length > 0 ? "/.." : "..");
	absolute += common + (absolute[common] == '/');
	if (*absolute && out.length > 0)
		buffer_append_byte(&out, '/');
	buffer_append_string(&out, absolute);
	kept = out.length > 0 ? arena_copy(arena, out.bytes, out.length) : ".";
	buffer_release(&out);
	return kept;
}

const char *path_shown(struct arena *arena, const char *absolute)
{
	return path_relative(arena, current_folder(arena), absolute);
}
