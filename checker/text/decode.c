/*
 * Decodes reports with the tables of iconv, in pieces whose beginnings are kept as the way back. What iconv refuses
 * though it is in use is put right here.
 */
#include "text/decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"

/* The bytes of one piece; a character of two bytes becomes at most four. */
enum { PIECE = 1024, GROWTH = 2 };

static const iconv_t NO_TABLE = (iconv_t)-1;

struct decoder {
	enum encoding encoding;
	iconv_t table;
	iconv_t hong_kong; /* of Big5: HKSCS */
};

struct decoder *decoder_open(enum encoding encoding)
{
	struct decoder *decoder = malloc(sizeof(*decoder));

	if (!decoder)
		arena_exhausted();
	*decoder = (struct decoder){encoding, NO_TABLE, NO_TABLE};
	if (encoding == ENCODING_GB18030)
		decoder->table = iconv_open("UTF-8", "GB18030");
	if (encoding == ENCODING_BIG5) {
		decoder->table = iconv_open("UTF-8", "BIG5");
		decoder->hong_kong = iconv_open("UTF-8", "BIG5-HKSCS");
	}
	if ((encoding == ENCODING_GB18030 && decoder->table == NO_TABLE) ||
	    (encoding == ENCODING_BIG5 && (decoder->table == NO_TABLE || decoder->hong_kong == NO_TABLE))) {
		/* UNREACHED: the C library has these tables */
		decoder_close(decoder);
		return NULL;
	}
	return decoder;
}

void decoder_close(struct decoder *decoder)
{
	if (!decoder)
		return;
	if (decoder->table != NO_TABLE)
		iconv_close(decoder->table);
	if (decoder->hong_kong != NO_TABLE)
		iconv_close(decoder->hong_kong);
	free(decoder);
}

size_t decode_size(enum encoding encoding, const char *bytes, size_t length)
{
	const unsigned char *text = (const unsigned char *)bytes;

	switch (encoding) {
	case ENCODING_UTF16LE:
		return length > 1 && (text[1] & 0xfc) == 0xd8 ? 4 : 2;
	case ENCODING_UTF16BE:
		return (text[0] & 0xfc) == 0xd8 ? 4 : 2;
	case ENCODING_GB18030:
		if (text[0] <= 0x80 || text[0] == 0xff)
			return 1;
		return length > 1 && text[1] >= '0' && text[1] <= '9' ? 4 : 2;
	default:
		return text[0] <= 0x80 || text[0] == 0xff ? 1 : 2;
	}
}

/* Appends what iconv makes of at most PIECE bytes; returns how many it took. */
static size_t convert(iconv_t table, const char *bytes, size_t length, struct buffer *out)
{
	char input[PIECE], *from = input, *to;
	size_t left = length, room = GROWTH * PIECE + 8;

	memcpy(input, bytes, length);
	buffer_reserve(out, room);
	to = out->bytes + out->length;
	iconv(table, NULL, NULL, NULL, NULL);
	iconv(table, &from, &left, &to, &room);
	/* Of the few characters that become two, the second is still held back. */
	iconv(table, NULL, NULL, &to, &room);
	buffer_truncate(out, (size_t)(to - out->bytes));
	return length - left;
}

/* Code page 950 has private characters where Big5 as others write it has numerals, radicals and kana. */
static bool is_hong_kong_first(const unsigned char *pair)
{
	return pair[0] == 0xc7 || pair[0] == 0xc8 || (pair[0] == 0xc6 && pair[1] >= 0xa1);
}

/* How many bytes from here on are handed to iconv at once. */
static size_t measure_run(const struct decoder *decoder, const char *bytes, size_t length)
{
	size_t most = length < PIECE ? length : PIECE, at = 0;

	while (at < most) {
		size_t size = decode_size(decoder->encoding, bytes + at, length - at);

		if (size > most - at)
			break;
		if (size == 1 && (unsigned char)bytes[at] >= 0x80)
			break;
		if (decoder->encoding == ENCODING_BIG5 && size == 2 &&
		    is_hong_kong_first((const unsigned char *)bytes + at))
			break;
		at += size;
	}
	return at;
}

/* A character that the table has not, or not as it is used. Returns its bytes, 0 where it is wrong. */
static size_t decode_special(const struct decoder *decoder, const char *bytes, size_t length, struct buffer *out)
{
	size_t start = out->length;

	if (decoder->encoding == ENCODING_GB18030) {
		if ((unsigned char)bytes[0] != 0x80)
			return 0;
		buffer_append_string(out, "\xe2\x82\xac");
		return 1;
	}
	if (decode_size(decoder->encoding, bytes, length) != 2 || length < 2)
		return 0;
	if (convert(decoder->hong_kong, bytes, 2, out) == 2)
		return 2;
	buffer_truncate(out, start);
	if (convert(decoder->table, bytes, 2, out) == 2)
		return 2;
	buffer_truncate(out, start);
	return 0;
}

static size_t run_table(const struct decoder *decoder, const char *bytes, size_t length, struct buffer *out)
{
	size_t at = 0;

	while (at < length) {
		size_t run = measure_run(decoder, bytes + at, length - at);
		size_t done = run > 0 ? convert(decoder->table, bytes + at, run, out) : 0;

		at += done;
		if (done == run && run > 0)
			continue;
		done = decode_special(decoder, bytes + at, length - at, out);
		if (done == 0)
			break;
		at += done;
	}
	return at;
}

static uint32_t utf16_unit(enum encoding encoding, const char *bytes)
{
	const unsigned char *unit = (const unsigned char *)bytes;

	return encoding == ENCODING_UTF16LE ? unit[0] | (uint32_t)unit[1] << 8 : unit[1] | (uint32_t)unit[0] << 8;
}

static size_t run_utf16(enum encoding encoding, const char *bytes, size_t length, struct buffer *out)
{
	size_t at = 0;

	while (length - at >= 2) {
		uint32_t code_point = utf16_unit(encoding, bytes + at);
		size_t size = 2;
		char encoded[4];

		if (code_point >= 0xd800 && code_point < 0xe000) {
			uint32_t low = length - at >= 4 ? utf16_unit(encoding, bytes + at + 2) : 0;

			if (code_point >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
				break;
			code_point = 0x10000 + ((code_point - 0xd800) << 10) + (low - 0xdc00);
			size = 4;
		}
		buffer_append(out, encoded, utf8_encode(code_point, encoded));
		at += size;
	}
	return at;
}

size_t decoder_run(struct decoder *decoder, const char *bytes, size_t length, struct buffer *out)
{
	size_t good;

	switch (decoder->encoding) {
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
		return run_utf16(decoder->encoding, bytes, length, out);
	case ENCODING_UTF8:
		good = utf8_check(bytes, length);
		buffer_append(out, bytes, good);
		return good;
	default:
		return run_table(decoder, bytes, length, out);
	}
}

/* The end of the last whole character within a piece from `at` on. */
static size_t piece_end(enum encoding encoding, const char *source, size_t length, size_t at)
{
	size_t end = at;

	while (end < length && end - at < PIECE) {
		size_t size = decode_size(encoding, source + end, length - end);

		end += size < length - end ? size : length - end;
	}
	return end;
}

static bool decode_pieces(struct arena *arena, struct decoder *decoder, struct decoding *decoding, size_t *fault)
{
	struct buffer out = {0};
	size_t at = 0, capacity = 0, end = 0;
	bool good = true;

	buffer_reserve(&out, decoding->source_length + decoding->source_length / 2);
	while (good && at < decoding->source_length) {
		decoding->marks =
		    arena_grow(arena, decoding->marks, decoding->mark_count, &capacity, sizeof(*decoding->marks));
		decoding->marks[decoding->mark_count++] = (struct decode_mark){(uint32_t)out.length, (uint32_t)at};
		end = piece_end(decoder->encoding, decoding->source, decoding->source_length, at);
		at += decoder_run(decoder, decoding->source + at, end - at, &out);
		good = at == end;
	}
	*fault = at;
	decoding->length = out.length;
	decoding->bytes = arena_copy(arena, buffer_string(&out), out.length);
	buffer_release(&out);
	return good;
}

bool decode(struct arena *arena, struct decoder *decoder, const char *source, size_t length, struct decoding *decoding,
	    size_t *fault)
{
	*decoding = (struct decoding){.encoding = decoder->encoding, .source = source, .source_length = length};
	if (decoder->encoding != ENCODING_UTF8)
		return decode_pieces(arena, decoder, decoding, fault);
	decoding->bytes = source;
	decoding->length = *fault = utf8_check(source, length);
	return decoding->length == length;
}

/* Four characters of HKSCS are a letter and an accent. */
static bool is_letter_with_accent(const struct decoding *decoding, size_t source)
{
	static const char pairs[][3] = {"\x88\x62", "\x88\x64", "\x88\xa3", "\x88\xa5"};

	for (size_t i = 0; decoding->encoding == ENCODING_BIG5 && i < sizeof(pairs) / sizeof(*pairs); i++)
		if (memcmp(decoding->source + source, pairs[i], 2) == 0)
			return true;
	return false;
}

size_t decoding_source_offset(const struct decoding *decoding, size_t decoded)
{
	size_t low = 0, high = decoding->mark_count, at, source;

	if (decoding->mark_count == 0)
		return decoded;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (decoding->marks[middle].decoded <= decoded)
			low = middle;
		else
			high = middle;
	}
	at = decoding->marks[low].decoded;
	source = decoding->marks[low].source;
	while (at < decoded) {
		size_t size =
		    decode_size(decoding->encoding, decoding->source + source, decoding->source_length - source);

		at += utf8_size(decoding->bytes[at]);
		if (size == 2 && is_letter_with_accent(decoding, source)) {
			if (at >= decoded)
				break;
			at += utf8_size(decoding->bytes[at]);
		}
		source += size;
	}
	return source;
}
