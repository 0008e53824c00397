/*
 * Strings from outside, made safe to show: what moves a terminal's cursor or turns the direction of writing, and bytes
 * that are not UTF-8, become escapes that can be read.
 */
#ifndef RCHECK_BASE_PRINTABLE_H
#define RCHECK_BASE_PRINTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct buffer;

/* C0, DEL, C1, line and paragraph separators, and the controls of UAX #9 (U+200E, U+202A to U+202E, ...). */
bool is_control(uint32_t code_point);

/* Appends `length` bytes; controls become \x1b or \u202e, stray bytes \xff. */
void append_printable(struct buffer *out, const char *bytes, size_t length);

/* Writes a string the same way. */
void write_printable(const char *string, FILE *out);

#endif
