/* A growable string, for text whose length is not known beforehand. */
#ifndef RCHECK_BASE_BUFFER_H
#define RCHECK_BASE_BUFFER_H

#include <stddef.h>

/* Start with `struct buffer b = {0}`. `bytes` is NUL-terminated once something was appended, else NULL. */
struct buffer {
	char *bytes;
	size_t length;
	size_t capacity;
};

void buffer_append(struct buffer *buffer, const char *bytes, size_t length);
void buffer_append_string(struct buffer *buffer, const char *string);
void buffer_append_byte(struct buffer *buffer, char byte);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));

/* Makes room for `extra` more bytes, so that appending them does not allocate. */
void buffer_reserve(struct buffer *buffer, size_t extra);

/* Cuts the buffer back to its first `length` bytes. */
void buffer_truncate(struct buffer *buffer, size_t length);

/* Empties the buffer and keeps its memory. */
void buffer_clear(struct buffer *buffer);

/* Releases the memory; the buffer is then empty and may be used again. */
void buffer_release(struct buffer *buffer);

/* The contents as a string, "" when nothing was appended. Borrowed: valid until the next change. */
const char *buffer_string(const struct buffer *buffer);

#endif
