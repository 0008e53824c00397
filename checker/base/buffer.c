/* Grows a string as text is appended to it. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void buffer_reserve(struct buffer *buffer, size_t extra)
{
	size_t needed;

	if (extra > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4)
		/* UNREACHED: sizes are those of files that were read */
		arena_exhausted();
	needed = buffer->length + extra + 1;
	if (needed <= buffer->capacity)
		return;
	if (needed < 2 * buffer->capacity)
		needed = 2 * buffer->capacity;
	if (needed < 64)
		needed = 64;
	buffer->bytes = block_resize(buffer->bytes, needed);
	buffer->capacity = needed;
}

void buffer_append(struct buffer *buffer, const char *bytes, size_t length)
{
	buffer_reserve(buffer, length);
	if (length > 0)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
	buffer->bytes[buffer->length] = '\0';
}

void buffer_append_string(struct buffer *buffer, const char *string)
{
	buffer_append(buffer, string, strlen(string));
}

void buffer_append_byte(struct buffer *buffer, char byte)
{
	buffer_append(buffer, &byte, 1);
}

void buffer_printf(struct buffer *buffer, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		/* UNREACHED: no format of ours fails */
		return;
	buffer_reserve(buffer, (size_t)length);
	va_start(arguments, format);
	vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
	va_end(arguments);
	buffer->length += (size_t)length;
}

void buffer_truncate(struct buffer *buffer, size_t length)
{
	buffer->length = length;
	if (buffer->bytes)
		buffer->bytes[length] = '\0';
}

void buffer_clear(struct buffer *buffer)
{
	buffer_truncate(buffer, 0);
}

void buffer_release(struct buffer *buffer)
{
	block_release(buffer->bytes);
	*buffer = (struct buffer){0};
}

const char *buffer_string(const struct buffer *buffer)
{
	return buffer->bytes ? buffer->bytes : "";
}
