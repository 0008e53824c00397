/* UTF-8: strict checking, decoding, counting. Independent of the locale. */
#ifndef RCHECK_BASE_UTF8_H
#define RCHECK_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that is not part of well-formed UTF-8 (Unicode 15, table 3-7), or `length`. */
size_t utf8_check(const char *bytes, size_t length);

/*
 * Decodes the code point at `bytes` (well-formed, at least one byte left) and sets *size to its bytes.
 */
static inline uint32_t utf8_decode(const char *bytes, size_t *size)
{
	const unsigned char *text = (const unsigned char *)bytes;

	if (text[0] < 0x80) {
		*size = 1;
		return text[0];
	}
	if (text[0] < 0xe0) {
		*size = 2;
		return (text[0] & 0x1fu) << 6 | (text[1] & 0x3fu);
	}
	if (text[0] < 0xf0) {
		*size = 3;
		return (text[0] & 0x0fu) << 12 | (text[1] & 0x3fu) << 6 | (text[2] & 0x3fu);
	}
	*size = 4;
	return (text[0] & 0x07u) << 18 | (text[1] & 0x3fu) << 12 | (text[2] & 0x3fu) << 6 | (text[3] & 0x3fu);
}

/* Writes up to 4 bytes to `out` and returns how many. */
size_t utf8_encode(uint32_t code_point, char out[4]);

/* How many code points `length` bytes of well-formed UTF-8 hold. */
size_t utf8_count(const char *bytes, size_t length);

/* How many UTF-16 code units they need. */
size_t utf8_count_utf16(const char *bytes, size_t length);

/* The bytes of the code point whose first byte this is (1 to 4). */
static inline size_t utf8_size(char first)
{
	unsigned char byte = (unsigned char)first;

	return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* The columns a terminal draws for a code point: 0, 1 or 2 (East Asian wide, full-width and ambiguous count 2). */
int utf8_width(uint32_t code_point);

/* The same, with the columns of ambiguous ones (“ ” … — ① ±), which terminals draw 1 or 2 wide. */
int utf8_width_with(uint32_t code_point, int ambiguous);

#endif
