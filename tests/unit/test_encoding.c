/* Decoding: what is good, what is a fault and where, the way back, and which encoding a text is taken for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "text/decode.h"
#include "text/guess.h"
#include "text/reading.h"
#include "text/text.h"

/* A byte string without its NUL. */
#define BYTES(literal) (literal), sizeof(literal) - 1

static bool decode_bytes(struct arena *arena, enum encoding encoding, const char *bytes, size_t length,
			 struct decoding *decoding, size_t *fault)
{
	struct decoder *decoder = decoder_open(encoding);
	bool good;

	assert_non_null(decoder);
	good = decode(arena, decoder, bytes, length, decoding, fault);
	decoder_close(decoder);
	return good;
}

static void test_good(void **state)
{
	static const struct {
		enum encoding encoding;
		const char *bytes;
		size_t length;
		const char *text;
	} cases[] = {
	    {ENCODING_GB18030, BYTES(""), ""},
	    {ENCODING_GB18030, BYTES("5\xba\xcf\xbc\xc6\n"), "5合计\n"},
	    {ENCODING_GB18030,
	     BYTES("\x80"
		   "100\x80\xba\xcf\x80"),
	     "€100€合€"},
	    {ENCODING_GB18030, BYTES("\xa2\xe3"), "€"},
	    {ENCODING_GB18030, BYTES("\x81\x30\x81\x30"), "\xc2\x80"},
	    {ENCODING_GB18030, BYTES("\x84\x31\xa4\x37"), "\ufffd"},
	    {ENCODING_GB18030, BYTES("\x95\x32\x82\x36"), "𠀀"},
	    {ENCODING_GB18030, BYTES("\xe3\x32\x9a\x35"), "\xf4\x8f\xbf\xbf"},
	    {ENCODING_BIG5,
	     BYTES("\xa6X\xadp"
		   "5"),
	     "合計5"},
	    {ENCODING_BIG5, BYTES("\xa1\x41\xa1\x43\xa1\xe3\xa1\xfe\xa2\xcc"), "，。～／十"},
	    {ENCODING_BIG5, BYTES("\xa3\xe1"), "€"},
	    {ENCODING_BIG5, BYTES("\xc6\xa1\xc7\x46"), "①た"},
	    {ENCODING_BIG5, BYTES("\x87\x40\xfe\xfe"), "䏰秔"},
	    {ENCODING_BIG5,
	     BYTES("\x88\x62"
		   "5"),
	     "Ê̄5"},
	    {ENCODING_UTF16LE, BYTES("\x08T5\0"), "合5"},
	    {ENCODING_UTF16BE,
	     BYTES("T\x08\0"
		   "5"),
	     "合5"},
	    {ENCODING_UTF16LE, BYTES("\x40\xd8\0\xdc"), "𠀀"},
	    {ENCODING_UTF16BE, BYTES("\xdb\xff\xdf\xff"), "\xf4\x8f\xbf\xbf"},
	    {ENCODING_UTF8, BYTES("合5"), "合5"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *arena = arena_new();
		struct decoding decoding;
		size_t fault;

		assert_true(decode_bytes(arena, cases[i].encoding, cases[i].bytes, cases[i].length, &decoding, &fault));
		if (decoding.length != strlen(cases[i].text) ||
		    memcmp(decoding.bytes, cases[i].text, decoding.length) != 0)
			fail_msg("case %zu: '%.*s', not '%s'", i, (int)decoding.length, decoding.bytes, cases[i].text);
		arena_free(arena);
	}
}

static void test_faults(void **state)
{
	static const struct {
		enum encoding encoding;
		const char *bytes;
		size_t length;
		size_t fault;
	} cases[] = {
	    {ENCODING_GB18030, BYTES("\xba"), 0},
	    {ENCODING_GB18030, BYTES("\xba\xcf\xff\xba\xcf"), 2},
	    {ENCODING_GB18030, BYTES("\xba\xcf\xba\x7f"), 2},
	    {ENCODING_GB18030, BYTES("\xba\xcf\xba\n"), 2},
	    {ENCODING_GB18030, BYTES("ab\x81\x30\x81"), 2},
	    {ENCODING_GB18030, BYTES("ab\x81\x30\x81\x7f"), 2},
	    {ENCODING_GB18030, BYTES("\x84\x31\xa5\x30"), 0},
	    {ENCODING_GB18030, BYTES("\xe3\x32\x9a\x36"), 0},
	    {ENCODING_GB18030, BYTES("\x80\xff"), 1},
	    {ENCODING_BIG5, BYTES("\xa6X\xad"), 2},
	    {ENCODING_BIG5, BYTES("\xa6X\x80"), 2},
	    {ENCODING_BIG5, BYTES("\xa6X\xa6\x7f"), 2},
	    {ENCODING_BIG5, BYTES("\xa6X\x81\x40"), 2},
	    {ENCODING_BIG5, BYTES("\xff"), 0},
	    {ENCODING_UTF16LE, BYTES("5\0\x08"), 2},
	    {ENCODING_UTF16LE, BYTES("5\0\0\xdc"), 2},
	    {ENCODING_UTF16LE,
	     BYTES("5\0\0\xd8"
		   "5\0"),
	     2},
	    {ENCODING_UTF16BE,
	     BYTES("\0"
		   "5\xd8\0"),
	     2},
	    {ENCODING_UTF8, BYTES("5\xc0\x80"), 1},
	    {ENCODING_UTF8, BYTES("5\xed\xa0\x80"), 1},
	    {ENCODING_UTF8, BYTES("5\xf4\x90\x80\x80"), 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *arena = arena_new();
		struct decoding decoding;
		size_t fault = 99;

		if (decode_bytes(arena, cases[i].encoding, cases[i].bytes, cases[i].length, &decoding, &fault) ||
		    fault != cases[i].fault)
			fail_msg("case %zu: fault at %zu, not %zu", i, fault, cases[i].fault);
		assert_int_equal(utf8_check(decoding.bytes, decoding.length), decoding.length);
		arena_free(arena);
	}
}

/* Characters with their bytes, of every length. */
struct character {
	const char *text;
	const char *bytes;
	size_t size;
};

enum { KINDS = 6, LONG = 9000 };

static const struct script {
	enum encoding encoding;
	struct character characters[KINDS];
} scripts[] = {
    {ENCODING_GB18030,
     {{"5", BYTES("5")},
      {"合", BYTES("\xba\xcf")},
      {"€", BYTES("\x80")},
      {"𠀀", BYTES("\x95\x32\x82\x36")},
      {"\n", BYTES("\n")},
      {"，", BYTES("\xa3\xac")}}},
    {ENCODING_BIG5,
     {{"5", BYTES("5")},
      {"計", BYTES("\xad\x70")},
      {"Ê̄", BYTES("\x88\x62")},
      {"①", BYTES("\xc6\xa1")},
      {"\n", BYTES("\n")},
      {"，", BYTES("\xa1\x41")}}},
    {ENCODING_UTF16LE,
     {{"5", BYTES("5\0")},
      {"合", BYTES("\x08T")},
      {"𠀀", BYTES("\x40\xd8\0\xdc")},
      {"é", BYTES("\xe9\0")},
      {"\n", BYTES("\n\0")},
      {"，", BYTES("\x0c\xff")}}},
    {ENCODING_UTF16BE,
     {{"5", BYTES("\0"
		  "5")},
      {"合", BYTES("T\x08")},
      {"𠀀", BYTES("\xd8\x40\xdc\0")},
      {"é", BYTES("\0\xe9")},
      {"\n", BYTES("\0\n")},
      {"，", BYTES("\xff\x0c")}}},
};

enum { SCRIPTS = sizeof(scripts) / sizeof(*scripts) };

/* A text of `count` characters in no order, with where each begins in both forms. */
struct sample {
	struct buffer text;
	struct buffer bytes;
	size_t text_starts[LONG + 1];
	size_t starts[LONG + 1];
};

static void make_sample(const struct script *script, size_t count, struct sample *sample)
{
	uint32_t random = 1;

	memset(sample, 0, sizeof(*sample));
	for (size_t i = 0; i < count; i++) {
		const struct character *character = &script->characters[(random >> 16) % KINDS];

		random = random * 1103515245 + 12345;
		sample->text_starts[i] = sample->text.length;
		sample->starts[i] = sample->bytes.length;
		buffer_append_string(&sample->text, character->text);
		buffer_append(&sample->bytes, character->bytes, character->size);
	}
	sample->text_starts[count] = sample->text.length;
	sample->starts[count] = sample->bytes.length;
}

static void release(struct sample *sample)
{
	buffer_release(&sample->text);
	buffer_release(&sample->bytes);
}

static void test_way_back(void **state)
{
	static struct sample sample;

	(void)state;
	for (size_t i = 0; i < SCRIPTS; i++) {
		struct arena *arena = arena_new();
		struct decoding decoding;
		size_t fault;

		make_sample(&scripts[i], LONG, &sample);
		assert_true(decode_bytes(arena, scripts[i].encoding, sample.bytes.bytes, sample.bytes.length, &decoding,
					 &fault));
		assert_int_equal(decoding.length, sample.text.length);
		assert_memory_equal(decoding.bytes, sample.text.bytes, decoding.length);
		for (size_t k = 0; k <= LONG; k++)
			assert_int_equal(decoding_source_offset(&decoding, sample.text_starts[k]), sample.starts[k]);
		release(&sample);
		arena_free(arena);
	}
}

/* Cut off anywhere, and with any byte replaced by one that no character holds, the fault is at its character. */
static void test_every_place(void **state)
{
	enum { COUNT = 600 };
	static struct sample sample;

	(void)state;
	for (size_t i = 0; i < SCRIPTS; i++) {
		size_t character = 0;

		make_sample(&scripts[i], COUNT, &sample);
		for (size_t at = 0; at < sample.bytes.length; at++) {
			struct arena *arena = arena_new();
			struct decoding decoding;
			size_t fault;
			char *copy = arena_copy(arena, sample.bytes.bytes, sample.bytes.length);

			if (at == sample.starts[character + 1])
				character++;
			assert_int_equal(decode_bytes(arena, scripts[i].encoding, copy, at, &decoding, &fault),
					 at == sample.starts[character]);
			assert_int_equal(fault, sample.starts[character]);
			assert_int_equal(decoding.length, sample.text_starts[character]);
			if (scripts[i].encoding == ENCODING_GB18030 || scripts[i].encoding == ENCODING_BIG5) {
				copy[at] = '\xff';
				assert_false(decode_bytes(arena, scripts[i].encoding, copy, sample.bytes.length,
							  &decoding, &fault));
				assert_int_equal(fault, sample.starts[character]);
			}
			arena_free(arena);
		}
		release(&sample);
	}
}

static void test_guess(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		enum encoding wanted, encoding;
	} cases[] = {
	    {BYTES(""), ENCODING_AUTO, ENCODING_UTF8},
	    {BYTES("5"), ENCODING_AUTO, ENCODING_UTF8},
	    {BYTES("合计5亿元"), ENCODING_AUTO, ENCODING_UTF8},
	    {BYTES("\xef\xbb\xbf"), ENCODING_AUTO, ENCODING_UTF8},
	    {BYTES("\xef\xbb\xbf"
		   "5"),
	     ENCODING_GB18030, ENCODING_UTF8},
	    {BYTES("\xff\xfe"
		   "5\0"),
	     ENCODING_AUTO, ENCODING_UTF16LE},
	    {BYTES("\xfe\xff\0"
		   "5"),
	     ENCODING_GB18030, ENCODING_UTF16BE},
	    {BYTES("\x84\x31\x95\x33"
		   "5"),
	     ENCODING_AUTO, ENCODING_GB18030},
	    {BYTES("\xba\xcf\xbc\xc6"), ENCODING_AUTO, ENCODING_GB18030},
	    {BYTES("\xba\xcf"), ENCODING_AUTO, ENCODING_GB18030},
	    {BYTES("\xbc\xdb\xb8\xf1\xce\xaa\x80"
		   "5"),
	     ENCODING_AUTO, ENCODING_GB18030},
	    {BYTES("\xa6X\xadp"), ENCODING_AUTO, ENCODING_BIG5},
	    {BYTES("\xa6X\xadp\xff"), ENCODING_AUTO, ENCODING_BIG5},
	    {BYTES("\x08T\xa1\x8b"), ENCODING_AUTO, ENCODING_UTF16LE},
	    {BYTES("T\x08\x8b\xa1"), ENCODING_AUTO, ENCODING_UTF16BE},
	    {BYTES("5\0.\0"
		   "3\0%\0"),
	     ENCODING_AUTO, ENCODING_UTF16LE},
	    {BYTES("\0"
		   "5\0.\0"
		   "3\0%"),
	     ENCODING_AUTO, ENCODING_UTF16BE},
	    {BYTES("T\x08\x8b\xa1"), ENCODING_UTF16, ENCODING_UTF16BE},
	    {BYTES("\xba\xcf\xbc\xc6"), ENCODING_BIG5, ENCODING_BIG5},
	    /* UTF-8 with a fault is UTF-8, not what its bytes could be by chance. */
	    {BYTES("合计5亿元\xff,增长"), ENCODING_AUTO, ENCODING_UTF8},
	    {BYTES("合计\xe5"), ENCODING_AUTO, ENCODING_UTF8},
	    /* Neither one nor the other. */
	    {BYTES("na\xefve caf\xe9"), ENCODING_AUTO, ENCODING_AUTO},
	    {BYTES("\xff\xff\xff\xff"), ENCODING_AUTO, ENCODING_AUTO},
	    {BYTES("\x7f"
		   "ELF\1\0\0\0"),
	     ENCODING_AUTO, ENCODING_AUTO},
	    {BYTES("\0\0\xfe\xff\0\0\0"
		   "5"),
	     ENCODING_AUTO, ENCODING_AUTO},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *arena = arena_new();
		struct guess guess = guess_encoding(arena, cases[i].bytes, cases[i].length, cases[i].wanted);

		if (guess.encoding != cases[i].encoding)
			fail_msg("case %zu: %s (%s)", i, encoding_name(guess.encoding), guess.reason);
		assert_non_null(guess.reason);
		arena_free(arena);
	}
}

/* A place in a file that is not UTF-8: line and column as in UTF-8, bytes those of the file. */
static void test_places(void **state)
{
	static const struct {
		const char *bytes;
		size_t length;
		const char *encoding;
		size_t start, end;
		size_t file;
	} cases[] = {
	    {BYTES("甲\n乙为5%,"), "UTF-8", 10, 12, 13},
	    {BYTES("\xef\xbb\xbf甲\n乙为5%,"), "UTF-8", 13, 15, 16},
	    {BYTES("\xbc\xd7\n\xd2\xd2\xce\xaa"
		   "5%,"),
	     "GB18030", 7, 9, 10},
	    {BYTES("\xff\xfe\x32u\n\0YN:N5\0%\0,\0"), "UTF-16LE", 10, 14, 16},
	    {BYTES("\xfe\xffu\x32\0\nNYN:\0"
		   "5\0%\0,"),
	     "UTF-16BE", 10, 14, 16},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena *arena = arena_new();
		struct error_list *errors = error_list_new(arena);
		struct text *text = text_from_bytes(arena, "a.txt", cases[i].bytes, cases[i].length, errors);
		const char *found;
		struct span folded, file;
		struct place place;

		assert_non_null(text);
		assert_string_equal(text_encoding(text), cases[i].encoding);
		found = strstr(text_folded(text), "5%");
		assert_non_null(found);
		folded.start = (size_t)(found - text_folded(text));
		folded.end = folded.start + 2;
		place = text_place(text, folded);
		assert_int_equal(place.line, 2);
		assert_int_equal(place.column, 3);
		assert_int_equal(place.end_column, 5);
		file = text_file_span(text, folded);
		assert_int_equal(file.start, cases[i].start);
		assert_int_equal(file.end, cases[i].end);
		assert_int_equal(text_file_length(text), cases[i].file);
		arena_free(arena);
	}
}

static void test_names(void **state)
{
	enum encoding encoding;

	(void)state;
	for (size_t i = 0; encoding_names[i]; i++) {
		assert_true(encoding_find(encoding_names[i], &encoding));
		assert_int_equal(encoding, i);
		assert_string_equal(encoding_name(encoding), encoding_names[i]);
	}
	assert_true(encoding_find("gbk", &encoding));
	assert_int_equal(encoding, ENCODING_GB18030);
	assert_true(encoding_find("BIG5-hkscs", &encoding));
	assert_int_equal(encoding, ENCODING_BIG5);
	assert_false(encoding_find("latin1", &encoding));
	assert_false(encoding_find("", &encoding));
}

static void test_sizes(void **state)
{
	static const struct {
		const char *string;
		size_t bytes; /* 0: refused */
	} cases[] = {{"1", 1},        {"500000", 500000}, {"64K", 65536},    {"1M", 1 << 20},
		     {"1G", 1 << 30}, {"0", 0},           {"", 0},           {"2G", 0},
		     {"K", 0},        {"1k", 0},          {"1KB", 0},        {"-1", 0},
		     {"1.5M", 0},     {" 1", 0},          {"1073741825", 0}, {"18446744073709551617", 0}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t bytes = 0;

		assert_int_equal(reading_find_size(cases[i].string, &bytes), cases[i].bytes > 0);
		if (cases[i].bytes > 0)
			assert_int_equal(bytes, cases[i].bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_good),        cmocka_unit_test(test_faults), cmocka_unit_test(test_way_back),
	    cmocka_unit_test(test_every_place), cmocka_unit_test(test_guess),  cmocka_unit_test(test_places),
	    cmocka_unit_test(test_names),       cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
