/* In which encoding is this? */
#ifndef RCHECK_TEXT_GUESS_H
#define RCHECK_TEXT_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/encoding.h"

struct arena;

struct guess {
	enum encoding encoding; /* ENCODING_AUTO where nothing fits */
	size_t mark_length;     /* the bytes of a byte-order mark */
	const char *reason;     /* in a few words; lives in the arena */
	bool is_guess;          /* the characters told, neither a mark nor `wanted` nor UTF-8 that is valid */
	bool is_valid;          /* all of it is known to be valid UTF-8 without a zero byte */
};

/*
 * A byte-order mark decides, even against `wanted`; then `wanted`, unless it is ENCODING_AUTO. What is valid UTF-8
 * without a zero is UTF-8. Anything else is the encoding in which most of its characters are common ones (text/common.def
 * and the marks of Chinese text), GB18030 before Big5 before UTF-16, so that a damaged file is told from one in another
 * encoding. Where no encoding makes one character in five common, none fits.
 */
struct guess guess_encoding(struct arena *arena, const char *bytes, size_t length, enum encoding wanted);

#endif
