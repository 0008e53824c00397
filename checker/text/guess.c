/* Tells encodings apart by how many characters each makes common ones. */
#include "text/guess.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "text/character.h"
#include "text/decode.h"

enum { SAMPLE = 1 << 17, LEAST_PERCENT = 20, FAULT_WEIGHT = 4 };

/* What one encoding makes of the sample. */
struct score {
	size_t common;
	size_t characters;
	size_t faults;
};

/* Is each character, Simplified, one of common.def? */
struct common_set {
	bool is_common[CHARACTER_AFTER_MAPPED - CHARACTER_FIRST_MAPPED];
};

static void fill(struct common_set *set)
{
	static const char common[] =
#include "text/common.def"
	    ;

	memset(set, 0, sizeof(*set));
	for (size_t at = 0, size; at < sizeof(common) - 1; at += size)
		set->is_common[utf8_decode(common + at, &size) - CHARACTER_FIRST_MAPPED] = true;
}

/* The marks between Han characters, and full-width forms. */
static bool is_mark(uint32_t code_point)
{
	return (code_point >= 0x3000 && code_point <= 0x3011) || (code_point >= 0xff01 && code_point <= 0xff5e) ||
	       (code_point >= 0x2013 && code_point <= 0x2026);
}

/* `with_ascii` where ASCII is no evidence for every encoding alike. */
static void count_character(const struct common_set *set, uint32_t code_point, bool with_ascii, struct score *score)
{
	uint32_t folded = character_fold(code_point);

	if (code_point < 0x80) {
		bool is_text = code_point >= ' ' || (code_point >= '\t' && code_point <= '\r');

		score->faults += !is_text;
		score->common += is_text && with_ascii;
		score->characters += is_text && with_ascii;
		return;
	}
	score->characters++;
	if (is_mark(code_point) || (folded >= CHARACTER_FIRST_MAPPED && folded < CHARACTER_AFTER_MAPPED &&
				    set->is_common[folded - CHARACTER_FIRST_MAPPED]))
		score->common++;
}

/* A sample that is decoded to be rated. */
struct sample {
	const struct common_set *set;
	struct decoder *decoder;
	const char *bytes;
	size_t length;
	bool is_wide;
	struct score score;
};

static void rate_sample(void *context)
{
	struct sample *sample = context;
	struct buffer text = {0};

	for (size_t at = 0; at < sample->length;) {
		buffer_clear(&text);
		at += decoder_run(sample->decoder, sample->bytes + at, sample->length - at, &text);
		for (size_t i = 0, size; i < text.length; i += size)
			count_character(sample->set, utf8_decode(text.bytes + i, &size), sample->is_wide,
					&sample->score);
		/* The sample may end inside a character. */
		if (at + 4 < sample->length)
			sample->score.faults++;
		at += sample->is_wide ? 2 : 1;
	}
	buffer_release(&text);
}

static void close_decoder(void *decoder)
{
	decoder_close(decoder);
}

static struct score rate(const struct common_set *set, enum encoding encoding, const char *bytes, size_t length)
{
	struct sample sample = {.set = set,
				.decoder = decoder_open(encoding),
				.bytes = bytes,
				.length = length,
				.is_wide = encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE};

	if (sample.decoder)
		arena_finally(rate_sample, &sample, close_decoder, sample.decoder);
	return sample.score;
}

static unsigned percent(struct score score)
{
	size_t all = score.characters + FAULT_WEIGHT * score.faults;

	return all > 0 ? (unsigned)(100 * score.common / all) : 0;
}

/* A byte-order mark, unless it is one of UTF-32, which is not read. */
static bool read_mark(const char *bytes, size_t length, struct guess *guess)
{
	static const struct {
		char bytes[5];
		unsigned char length;
		enum encoding encoding;
	} marks[] = {
	    {"\xff\xfe\0\0", 4, ENCODING_AUTO},        {"\xef\xbb\xbf", 3, ENCODING_UTF8},
	    {"\xff\xfe", 2, ENCODING_UTF16LE},         {"\xfe\xff", 2, ENCODING_UTF16BE},
	    {"\x84\x31\x95\x33", 4, ENCODING_GB18030}, {"\0\0\xfe\xff", 4, ENCODING_AUTO},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (length < marks[i].length || memcmp(bytes, marks[i].bytes, marks[i].length) != 0)
			continue;
		*guess = (struct guess){.encoding = marks[i].encoding,
					.mark_length = marks[i].length,
					.reason = marks[i].encoding
						      ? "byte-order mark"
						      : "its byte-order mark is that of UTF-32, which is not read"};
		return true;
	}
	return false;
}

/* Where the sample begins: the line of the first byte that is not ASCII, at an even offset. */
static size_t sample_start(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length && (unsigned char)bytes[at] < 0x80 && bytes[at])
		at++;
	while (at > 0 && bytes[at - 1] != '\n')
		at--;
	return at - at % 2;
}

/* The candidates in the order in which they are preferred. */
static const enum encoding candidates[] = {ENCODING_UTF8, ENCODING_GB18030, ENCODING_BIG5, ENCODING_UTF16LE,
					   ENCODING_UTF16BE};

enum { CANDIDATES = sizeof(candidates) / sizeof(*candidates), FIRST_UTF16 = 3 };

static struct guess guess_by_characters(struct arena *arena, const char *bytes, size_t length, size_t first)
{
	struct common_set *set = arena_alloc(arena, sizeof(*set));
	size_t start = sample_start(bytes, length), size = length - start < SAMPLE ? length - start : SAMPLE;
	size_t best = first, second = first;
	unsigned percents[CANDIDATES] = {0};

	fill(set);
	for (size_t i = first; i < CANDIDATES; i++) {
		percents[i] = percent(rate(set, candidates[i], bytes + start, size));
		if (percents[i] > percents[best])
			best = i;
	}
	second = best == first ? first + 1 : first;
	for (size_t i = first; i < CANDIDATES; i++)
		if (i != best && percents[i] > percents[second])
			second = i;
	return (struct guess){.encoding = percents[best] >= LEAST_PERCENT ? candidates[best] : ENCODING_AUTO,
			      .reason =
				  arena_printf(arena, "%u%% of its characters are common ones so, as %s %u%%",
					       percents[best], encoding_name(candidates[second]), percents[second])};
}

struct guess guess_encoding(struct arena *arena, const char *bytes, size_t length, enum encoding wanted)
{
	struct guess guess;

	if (read_mark(bytes, length, &guess))
		return guess;
	if (wanted == ENCODING_UTF16) {
		guess = guess_by_characters(arena, bytes, length, FIRST_UTF16);
		if (guess.encoding == ENCODING_AUTO)
			guess.encoding = ENCODING_UTF16LE;
		return guess;
	}
	if (wanted != ENCODING_AUTO)
		return (struct guess){.encoding = wanted, .reason = "as asked for"};
	if (utf8_check(bytes, length) == length && (length == 0 || !memchr(bytes, 0, length)))
		return (struct guess){.encoding = ENCODING_UTF8, .reason = "valid UTF-8", .is_valid = true};
	guess = guess_by_characters(arena, bytes, length, 0);
	guess.is_guess = true;
	return guess;
}
