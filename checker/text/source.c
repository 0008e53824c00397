/* Reads a report whole and checks that it is text in UTF-8. */
#include "text/source.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { CHUNK = 1 << 16, SAMPLE = 4096 };

static bool too_large(const char *path, struct error_list *errors)
{
	error_list_add(errors, path, 0, 0, "larger than %d bytes", LIMIT_FILE_BYTES);
	return false;
}

/* Reads to the end of what cannot tell its size. */
static bool read_stream(struct arena *arena, FILE *stream, const char *path, const char **bytes, size_t *length,
			struct error_list *errors)
{
	struct buffer buffer = {0};
	bool done = false;

	while (!feof(stream) && !ferror(stream) && buffer.length <= LIMIT_FILE_BYTES) {
		buffer_reserve(&buffer, CHUNK);
		buffer.length += fread(buffer.bytes + buffer.length, 1, CHUNK, stream);
	}
	if (ferror(stream)) {
		error_list_add(errors, path, 0, 0, "cannot be read: %s", strerror(errno));
	} else if (buffer.length > LIMIT_FILE_BYTES) {
		too_large(path, errors);
	} else {
		*length = buffer.length;
		*bytes = arena_copy(arena, buffer.bytes, buffer.length);
		done = true;
	}
	buffer_release(&buffer);
	return done;
}

bool source_read(struct arena *arena, const char *path, const char **bytes, size_t *length, struct error_list *errors)
{
	struct stat status;
	FILE *stream;
	bool done;

	if (strcmp(path, "-") == 0)
		return read_stream(arena, stdin, path, bytes, length, errors);
	if (stat(path, &status) != 0) {
		error_list_add(errors, path, 0, 0, "cannot be read: %s", strerror(errno));
		return false;
	}
	if (S_ISDIR(status.st_mode)) {
		error_list_add(errors, path, 0, 0, "is a directory");
		return false;
	}
	if (S_ISREG(status.st_mode) && status.st_size > LIMIT_FILE_BYTES)
		return too_large(path, errors);
	stream = fopen(path, "rb");
	if (!stream) {
		error_list_add(errors, path, 0, 0, "cannot be read: %s", strerror(errno));
		return false;
	}
	done = read_stream(arena, stream, path, bytes, length, errors);
	fclose(stream);
	return done;
}

/* UTF-16 has its mark, or a zero beside nearly every ASCII character. */
static bool looks_like_utf16(const char *bytes, size_t length)
{
	size_t sample = length < SAMPLE ? length : SAMPLE, zeros[2] = {0};

	if (length >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
		return true;
	for (size_t i = 0; i < sample; i++)
		zeros[i % 2] += bytes[i] == 0;
	return zeros[0] + zeros[1] > sample / 8 && (zeros[0] == 0 || zeros[1] == 0);
}

/* The bytes of the GB18030 character at `bytes`, 0 when there is none. */
static size_t gb18030_size(const unsigned char *bytes, size_t length)
{
	if (bytes[0] < 0x80)
		return 1;
	if (length < 2 || bytes[0] == 0x80 || bytes[0] == 0xff)
		return 0;
	if (bytes[1] >= 0x40 && bytes[1] != 0x7f && bytes[1] != 0xff)
		return 2;
	if (length >= 4 && bytes[1] >= 0x30 && bytes[1] <= 0x39 && bytes[2] >= 0x81 && bytes[2] != 0xff &&
	    bytes[3] >= 0x30 && bytes[3] <= 0x39)
		return 4;
	return 0;
}

static bool looks_like_gb18030(const char *bytes, size_t length)
{
	size_t size;

	for (size_t at = 0; at < length; at += size) {
		size = gb18030_size((const unsigned char *)bytes + at, length - at);
		if (size == 0)
			return false;
	}
	return true;
}

bool source_check(const char *path, const char *bytes, size_t length, struct error_list *errors)
{
	size_t bad = utf8_check(bytes, length), line = 1, start = 0, column;
	const char *zero = memchr(bytes, 0, bad);
	const char *hint = "";

	if (bad == length && !zero)
		return true;
	if (zero)
		bad = (size_t)(zero - bytes);
	for (size_t i = 0; i < bad; i++) {
		if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
			line++;
			start = i + 1;
		}
	}
	column = utf8_count(bytes + start, bad - start) + 1;
	if (looks_like_utf16(bytes, length))
		hint = "; it looks like UTF-16";
	else if (zero || memchr(bytes, 0, length))
		hint = "; it looks like a binary file";
	else if (looks_like_gb18030(bytes, length))
		hint = "; it looks like GB18030 (GBK)";
	if (zero)
		error_list_add(errors, path, line, column, "not a text: zero byte%s", hint);
	else
		error_list_add(errors, path, line, column, "not UTF-8: byte 0x%02x%s", (unsigned char)bytes[bad], hint);
	return false;
}
