/* Checks, decodes, writes and measures UTF-8. */
#include "base/utf8.h"

#include <string.h>

enum { AMBIGUOUS = 3 }; /* in width.def */

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* The bytes of the well-formed sequence at `bytes`, 0 when there is none. */
static size_t check_sequence(const unsigned char *bytes, size_t length)
{
	static const struct {
		unsigned char first, last; /* of the first byte */
		unsigned char low, high;   /* of the second */
		unsigned char size;
	} rows[] = {
	    {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
	    {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
	    {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (bytes[0] < rows[i].first || bytes[0] > rows[i].last)
			continue;
		if (length < rows[i].size || bytes[1] < rows[i].low || bytes[1] > rows[i].high)
			return 0;
		for (size_t k = 2; k < rows[i].size; k++)
			if (!is_continuation((char)bytes[k]))
				return 0;
		return rows[i].size;
	}
	return 0;
}

/* Eight bytes as one number, to look at them together. */
static uint64_t load_eight(const char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* The top bit of each byte that continues a character, and of each that begins one of four bytes. */
static uint64_t continuations(uint64_t word)
{
	return word & ~(word << 1) & 0x8080808080808080u;
}

static uint64_t starts_of_four(uint64_t word)
{
	return word & word << 1 & word << 2 & word << 3 & 0x8080808080808080u;
}

size_t utf8_check(const char *bytes, size_t length)
{
	const unsigned char *text = (const unsigned char *)bytes;
	size_t at = 0;

	while (at < length) {
		/* Most Han characters: no special second byte. */
		if (text[at] >= 0xe4 && text[at] <= 0xe9 && length - at >= 3 && is_continuation(bytes[at + 1]) &&
		    is_continuation(bytes[at + 2])) {
			at += 3;
		} else if (text[at] < 0x80) {
			at++;
		} else {
			size_t size = check_sequence(text + at, length - at);

			if (size == 0)
				return at;
			at += size;
		}
	}
	return length;
}

size_t utf8_encode(uint32_t code_point, char out[4])
{
	if (code_point < 0x80) {
		out[0] = (char)code_point;
		return 1;
	}
	if (code_point < 0x800) {
		out[0] = (char)(0xc0 | code_point >> 6);
		out[1] = (char)(0x80 | (code_point & 0x3f));
		return 2;
	}
	if (code_point < 0x10000) {
		out[0] = (char)(0xe0 | code_point >> 12);
		out[1] = (char)(0x80 | (code_point >> 6 & 0x3f));
		out[2] = (char)(0x80 | (code_point & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | code_point >> 18);
	out[1] = (char)(0x80 | (code_point >> 12 & 0x3f));
	out[2] = (char)(0x80 | (code_point >> 6 & 0x3f));
	out[3] = (char)(0x80 | (code_point & 0x3f));
	return 4;
}

size_t utf8_count(const char *bytes, size_t length)
{
	size_t count = length, i = 0;

	for (; i + 8 <= length; i += 8)
		count -= (size_t)__builtin_popcountll(continuations(load_eight(bytes + i)));
	for (; i < length; i++)
		count -= is_continuation(bytes[i]);
	return count;
}

size_t utf8_count_utf16(const char *bytes, size_t length)
{
	size_t count = utf8_count(bytes, length), i = 0;

	for (; i + 8 <= length; i += 8)
		count += (size_t)__builtin_popcountll(starts_of_four(load_eight(bytes + i)));
	for (; i < length; i++)
		count += (unsigned char)bytes[i] >= 0xf0;
	return count;
}

/* 0, 1, 2, or AMBIGUOUS. */
static int width_class(uint32_t code_point)
{
	static const struct {
		uint32_t first, last;
		int width;
	} ranges[] = {
#include "base/width.def"
	};
	size_t low = 0, high = sizeof(ranges) / sizeof(*ranges);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (code_point > ranges[middle].last)
			low = middle + 1;
		else if (code_point < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].width;
	}
	return 1;
}

int utf8_width(uint32_t code_point)
{
	return utf8_width_with(code_point, 2);
}

int utf8_width_with(uint32_t code_point, int ambiguous)
{
	int width = width_class(code_point);

	return width == AMBIGUOUS ? ambiguous : width;
}
