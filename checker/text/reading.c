/* Sizes as people write them. */
#include "text/reading.h"

#include <string.h>

#include "base/limits.h"

bool reading_find_size(const char *string, size_t *bytes)
{
	static const char suffixes[] = "KMG";
	size_t digits = strspn(string, "0123456789"), size = 0;
	const char *suffix = string[digits] ? strchr(suffixes, string[digits]) : NULL;

	if (digits == 0 || (string[digits] && (!suffix || string[digits + 1])))
		return false;
	for (size_t i = 0; i < digits && size <= LIMIT_FILE_BYTES; i++)
		size = 10 * size + (size_t)(string[i] - '0');
	for (long shift = suffix ? suffix - suffixes + 1 : 0; shift > 0 && size <= LIMIT_FILE_BYTES; shift--)
		size *= 1024;
	*bytes = size;
	return size > 0 && size <= LIMIT_FILE_BYTES;
}
