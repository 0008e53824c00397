/*
 * Words from outside in formats that tools read: a report or a file name may hold what a terminal or a parser obeys.
 */
#ifndef RCHECK_REPORT_PLAIN_H
#define RCHECK_REPORT_PLAIN_H

#include <stddef.h>
#include <stdint.h>

struct buffer;

#define PLAIN_NOT_UTF8 UINT32_MAX

/* The code point at `bytes` and its size; PLAIN_NOT_UTF8 and 1 for a byte that is not part of one. */
uint32_t plain_next(const char *bytes, size_t length, size_t *size);

/* Appends `string` as one line: a control character becomes a blank, a byte that is not UTF-8 U+FFFD. */
void plain_append(struct buffer *out, const char *string);

/* Appends a path as base/printable.h does, so that different paths stay different. */
void plain_append_path(struct buffer *out, const char *path);

/* The path without "./" in front, as those write it who compare paths with those of a repository. */
const char *plain_skip_here(const char *path);

/* Appends every byte but letters, digits, - . _ ~ and / percent-encoded. */
void plain_append_encoded(struct buffer *out, const char *string);

/* Appends a path as a relative or file: URI; every byte but letters, digits, - . _ ~ and / is percent-encoded. */
void plain_append_uri(struct buffer *out, const char *path);

/* Appends `string` for an XML attribute or text; what XML 1.0 cannot hold becomes U+FFFD. */
void plain_append_xml(struct buffer *out, const char *string);

#endif
