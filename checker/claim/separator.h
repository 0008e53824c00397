/* The marks between the members of a list. */
#ifndef RCHECK_CLAIM_SEPARATOR_H
#define RCHECK_CLAIM_SEPARATOR_H

#include <stdbool.h>
#include <stddef.h>

/* From the mark that binds closest to the one that divides most. */
enum separator {
	SEPARATOR_NONE,
	SEPARATOR_AND,
	SEPARATOR_DUN,
	SEPARATOR_COMMA,
	SEPARATOR_SEMICOLON,
	SEPARATOR_COLON /* it opens a list: what stands before it is no member */
};

/* Do the marks of a figure stand at `text` in a skeleton? Periods and identifiers are words here. */
static inline bool is_figure_mark(const char *text)
{
	return (unsigned char)text[0] == 0xee && (unsigned char)text[1] < 0x8c;
}

/*
 * The separator at `text` (at most `length` bytes; not empty), and in *size its bytes, or those of the code point
 * where there is none. 和 及 与 以及 并 are SEPARATOR_AND; a name may hold them too.
 */
enum separator separator_at(const char *text, size_t length, size_t *size);

#endif
