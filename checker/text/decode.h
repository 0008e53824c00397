/* Strict decoding of the bytes of a report to UTF-8. */
#ifndef RCHECK_TEXT_DECODE_H
#define RCHECK_TEXT_DECODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/encoding.h"

struct arena;
struct buffer;
struct decoder;

/*
 * A decoder for UTF-8, GB18030, Big5, UTF-16LE or UTF-16BE; NULL where this system has no tables for it. Must be closed.
 */
struct decoder *decoder_open(enum encoding encoding);
void decoder_close(struct decoder *decoder);

/* Appends the characters at `bytes` to `out`, up to the first that is wrong or cut off; returns the bytes they took. */
size_t decoder_run(struct decoder *decoder, const char *bytes, size_t length, struct buffer *out);

/* The bytes of the character that begins with these, as its first two say, right or wrong: 1, 2 or 4. Not for UTF-8. */
size_t decode_size(enum encoding encoding, const char *bytes, size_t length);

/* Where a piece of the decoded text began in the source. */
struct decode_mark {
	uint32_t decoded;
	uint32_t source;
};

/* A decoded text with its way back. */
struct decoding {
	enum encoding encoding;
	const char *bytes; /* UTF-8 */
	size_t length;
	const char *source;
	size_t source_length;
	struct decode_mark *marks; /* about one for each KiB of the source; none for UTF-8, which stays as it is */
	size_t mark_count;
};

/*
 * Decodes all of `source`, which the caller keeps; the result lives in `arena`. False where a character is wrong or cut
 * off: decoding->bytes are those before it and *fault is its offset in `source`.
 */
bool decode(struct arena *arena, struct decoder *decoder, const char *source, size_t length, struct decoding *decoding,
	    size_t *fault);

/* The offset in the source of the character at an offset of the decoded text. */
size_t decoding_source_offset(const struct decoding *decoding, size_t decoded);

#endif
