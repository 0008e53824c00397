/* Recognises pinyin syllables, with or without tone marks. */
#include "text/pinyin.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { LONGEST_SYLLABLE = 7 };

/* The plain letter of a letter with a tone mark, 'v' standing for ü; 0 when it is no letter of pinyin. */
static char plain_letter(uint32_t code_point, bool *toned)
{
	static const struct {
		uint16_t code_point;
		char letter;
		bool toned;
	} letters[] = {
	    {0x101, 'a', true}, {0xe1, 'a', true},  {0x1ce, 'a', true}, {0xe0, 'a', true},   {0x113, 'e', true},
	    {0xe9, 'e', true},  {0x11b, 'e', true}, {0xe8, 'e', true},  {0x12b, 'i', true},  {0xed, 'i', true},
	    {0x1d0, 'i', true}, {0xec, 'i', true},  {0x14d, 'o', true}, {0xf3, 'o', true},   {0x1d2, 'o', true},
	    {0xf2, 'o', true},  {0x16b, 'u', true}, {0xfa, 'u', true},  {0x1d4, 'u', true},  {0xf9, 'u', true},
	    {0x1d6, 'v', true}, {0x1d8, 'v', true}, {0x1da, 'v', true}, {0x1dc, 'v', true},  {0xfc, 'v', false},
	    {0x144, 'n', true}, {0x148, 'n', true}, {0x1f9, 'n', true}, {0x1e3f, 'm', true}, {0x261, 'g', false},
	    {0xea, 'e', false},
	};

	if (code_point >= 'a' && code_point <= 'z')
		return (char)code_point;
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++) {
		if (letters[i].code_point == code_point) {
			*toned |= letters[i].toned;
			return letters[i].letter;
		}
	}
	return 0;
}

static bool is_tone_mark(uint32_t code_point)
{
	return code_point == 0x300 || code_point == 0x301 || code_point == 0x304 || code_point == 0x30c;
}

static bool is_final(const char *final)
{
	static const char *const finals[] = {
	    "a",  "o",   "e",  "ai",  "ei",  "ao",   "ou",   "an", "en",   "ang", "eng",  "ong", "er",
	    "i",  "ia",  "io", "ie",  "iao", "iu",   "ian",  "in", "iang", "ing", "iong", "u",   "ua",
	    "uo", "uai", "ui", "uan", "un",  "uang", "ueng", "ue", "v",    "ve",  "van",  "vn",
	};

	for (size_t i = 0; i < sizeof(finals) / sizeof(*finals); i++)
		if (strcmp(finals[i], final) == 0)
			return true;
	return false;
}

static bool is_syllable(const char *letters)
{
	size_t initial = 0;

	if (strcmp(letters, "m") == 0 || strcmp(letters, "n") == 0 || strcmp(letters, "ng") == 0)
		return true;
	if (*letters && strchr("bpmfdtnlgkhjqxzcsryw", *letters)) {
		initial = 1;
		if (strchr("zcs", *letters) && letters[1] == 'h')
			initial = 2;
	}
	return is_final(letters + initial);
}

size_t pinyin_gloss(const char *bytes, size_t length, bool *toned)
{
	char letters[LONGEST_SYLLABLE + 1] = "";
	size_t at = 0, count = 0, size;

	*toned = false;
	while (at < length) {
		uint32_t code_point = utf8_decode(bytes + at, &size);
		char letter;

		if (is_tone_mark(code_point) && count > 0) {
			*toned = true;
			at += size;
			continue;
		}
		if (code_point == ')' || code_point == 0xff09)
			return is_syllable(letters) ? at + size : 0;
		letter = plain_letter(code_point, toned);
		if (!letter || count == LONGEST_SYLLABLE)
			return 0;
		letters[count++] = letter;
		at += size;
	}
	return 0;
}

bool pinyin_is_neutral(const char *bytes, size_t length)
{
	static const char *const syllables[] = {"de",  "le", "me", "zhe", "ne", "ge",
						"men", "ma", "ba", "la",  "zi", "tou"};

	for (size_t i = 0; i < sizeof(syllables) / sizeof(*syllables); i++)
		if (strlen(syllables[i]) == length && memcmp(syllables[i], bytes, length) == 0)
			return true;
	return false;
}
