/* Globs over paths. */
#include "config/glob.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* One code point, or one byte where it is no UTF-8: a path may hold anything. */
static uint32_t decode(const char *at, size_t *size)
{
	size_t whole = utf8_size(*at), left = strnlen(at, whole);

	if (left == whole && utf8_check(at, whole) == whole)
		return utf8_decode(at, size);
	*size = 1;
	return 0x110000u + (unsigned char)*at;
}

static bool is_negated(const char *set)
{
	return set[1] == '!' || set[1] == '^';
}

/* The ] that closes the set at `set`, or NULL. One right at the start is a member. */
static const char *set_end(const char *set)
{
	const char *at = set + 1 + is_negated(set);
	const char *slash = strchr(set, '/');
	const char *end = *at ? strchr(at + 1, ']') : NULL;

	return end && (!slash || end < slash) ? end : NULL;
}

static bool set_holds(const char *set, const char *end, uint32_t wanted)
{
	const char *at = set + 1 + is_negated(set);
	bool found = false;

	while (at < end) {
		size_t size;
		uint32_t low = decode(at, &size), high = low;

		at += size;
		if (at + 1 < end && *at == '-') {
			high = decode(at + 1, &size);
			at += 1 + size;
		}
		found |= low <= wanted && wanted <= high;
	}
	return found != is_negated(set);
}

/* Does the item at *pattern (no star) match the character at *path? Both move on if so. */
static bool match_one(const char **pattern, const char **path)
{
	const char *item = *pattern;
	size_t path_size, item_size;
	uint32_t character;

	if (!**path || !*item)
		return false;
	character = decode(*path, &path_size);
	if (*item == '[' && character != '/') {
		const char *end = set_end(item);

		if (!set_holds(item, end, character))
			return false;
		*pattern = end + 1;
	} else if (*item == '?' && character != '/') {
		*pattern = item + 1;
	} else {
		item += *item == '\\';
		if (decode(item, &item_size) != character)
			return false;
		*pattern = item + item_size;
	}
	*path += path_size;
	return true;
}

/* Two stars that stand for a whole part, with the slash behind them. */
static size_t folders_size(const char *pattern)
{
	if (strncmp(pattern, "**", 2) != 0)
		return 0;
	return pattern[2] == '/' ? 3 : pattern[2] == '\0' ? 2 : 0;
}

/* Where matching may go on when it fails: behind the last star, and behind the last pair of stars. */
struct retry {
	const char *pattern;
	const char *path;
};

/* Moves to the next possibility; false when there is none. */
static bool go_on(struct retry *star, struct retry *folders, const char **pattern, const char **path)
{
	struct retry *retry = star->pattern && *star->path && *star->path != '/' ? star : folders;
	size_t size;

	if (!retry->pattern)
		return false;
	if (retry == star) {
		decode(star->path, &size);
		star->path += size;
	} else {
		folders->path += strcspn(folders->path, "/");
		if (!*folders->path)
			return false;
		folders->path++;
		star->pattern = NULL;
	}
	*pattern = retry->pattern;
	*path = retry->path;
	return true;
}

/* Matches the whole path. The last star of either sort is all that need be tried again, so time stays a product. */
static bool match(const char *pattern, const char *path)
{
	struct retry star = {NULL, NULL}, folders = {NULL, NULL};
	bool at_start = true;

	while (*pattern || *path) {
		size_t size = at_start ? folders_size(pattern) : 0;

		if (size == 2 && *path)
			return true;
		if (size > 0) {
			pattern += size;
			folders = (struct retry){pattern, path};
			star.pattern = NULL;
		} else if (*pattern == '*') {
			while (*pattern == '*')
				pattern++;
			star = (struct retry){pattern, path};
			at_start = false;
		} else if (match_one(&pattern, &path)) {
			at_start = pattern[-1] == '/';
		} else if (go_on(&star, &folders, &pattern, &path)) {
			at_start = !star.pattern;
		} else {
			return false;
		}
	}
	return true;
}

const char *glob_fault(const char *pattern)
{
	if (!*pattern)
		return "an empty pattern matches nothing";
	if (*pattern == '/')
		return "patterns are relative to the folder of this file: leave out the first /";
	if (*pattern == '!')
		return "a pattern cannot be negated; write \\! for a name that begins with !";
	if (strncmp(pattern, "./", 2) == 0 || strncmp(pattern, "../", 3) == 0 || strstr(pattern, "/../"))
		return "patterns are matched below the folder of this file: . and .. match nothing";
	for (const char *at = pattern; *at; at++) {
		if (*at == '\\') {
			if (!*++at)
				return "a \\ at the end";
		} else if (*at == '[') {
			at = set_end(at);
			if (!at)
				return "a [ without its ]; write \\[ for the character";
		}
	}
	return NULL;
}

bool glob_matches(const char *pattern, const char *path)
{
	char folder[4096];
	size_t length = strlen(pattern);

	if (match(pattern, path))
		return true;
	for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/')) {
		size_t size = (size_t)(at - path) + (length > 0 && pattern[length - 1] == '/');

		if (size >= sizeof(folder))
			return false;
		memcpy(folder, path, size);
		folder[size] = '\0';
		if (match(pattern, folder))
			return true;
	}
	return false;
}
