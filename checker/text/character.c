/* Folds single characters from explicit tables; never NFKC, which turns 10² into 102. */
#include "text/character.h"

#include <stddef.h>

#define PAIR(traditional, simple) [(traditional)-CHARACTER_FIRST_MAPPED] = (simple),
const uint16_t character_simplified[CHARACTER_AFTER_MAPPED - CHARACTER_FIRST_MAPPED] = {
#include "text/simplified.def"
};
#undef PAIR

enum { WIDE_ASCII_FIRST = 0xff01, WIDE_ASCII_LAST = 0xff5e, WIDE_ASCII_DISTANCE = 0xfee0 };

/* Small forms, dashes and signs that stand for an ASCII or an ordinary Chinese mark. */
static uint32_t fold_sign(uint32_t code_point)
{
	static const struct {
		uint16_t from, to;
	} signs[] = {
	    {0x2010, '-'},    {0x2011, '-'},    {0x2012, '-'},    {0x2013, '-'},    {0x2212, '-'},    {0x2236, ':'},
	    {0xfe50, ','},    {0xfe51, 0x3001}, {0xfe52, '.'},    {0xfe54, ';'},    {0xfe55, ':'},    {0xfe56, '?'},
	    {0xfe57, '!'},    {0xfe59, '('},    {0xfe5a, ')'},    {0xfe5d, 0x3014}, {0xfe5e, 0x3015}, {0xfe5f, '#'},
	    {0xfe60, '&'},    {0xfe61, '*'},    {0xfe62, '+'},    {0xfe63, '-'},    {0xfe64, '<'},    {0xfe65, '>'},
	    {0xfe66, '='},    {0xfe69, '$'},    {0xfe6a, '%'},    {0xfe6b, '@'},    {0xff61, 0x3002}, {0xff64, 0x3001},
	    {0xffe0, 0x00a2}, {0xffe1, 0x00a3}, {0xffe5, 0x00a5},
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (signs[i].from == code_point)
			return signs[i].to;
	return code_point;
}

/* Draws nothing: joiners, marks of direction, soft hyphens, variation selectors, byte-order marks, controls. */
static bool is_invisible(uint32_t code_point)
{
	return code_point < 0x20 || code_point == 0x7f || code_point == 0xad ||
	       (code_point >= 0x200b && code_point <= 0x200f) || (code_point >= 0x202a && code_point <= 0x202e) ||
	       (code_point >= 0x2060 && code_point <= 0x2064) || (code_point >= 0xfe00 && code_point <= 0xfe0f) ||
	       code_point == 0xfeff || code_point == 0xfffd;
}

static bool is_blank(uint32_t code_point)
{
	return code_point == ' ' || (code_point >= '\t' && code_point <= '\f' && code_point != '\n') ||
	       code_point == 0x85 || code_point == 0xa0 || code_point == 0x1680 ||
	       (code_point >= 0x2000 && code_point <= 0x200a) || code_point == 0x2028 || code_point == 0x2029 ||
	       code_point == 0x202f || code_point == 0x205f || code_point == 0x3000;
}

unsigned character_blank_width(uint32_t code_point)
{
	switch (code_point) {
	case '\t':
		return 4;
	case '\f':
	case '\v':
		return 0;
	case 0x2001:
	case 0x2003:
	case 0x3000:
		return 2;
	default:
		return is_blank(code_point);
	}
}

uint32_t character_fold(uint32_t code_point)
{
	if (code_point >= CHARACTER_FIRST_MAPPED && code_point < CHARACTER_AFTER_MAPPED &&
	    character_simplified[code_point - CHARACTER_FIRST_MAPPED])
		return character_simplified[code_point - CHARACTER_FIRST_MAPPED];
	if (code_point > ' ' && code_point < 0x7f)
		return code_point;
	if (is_blank(code_point))
		return ' ';
	if (is_invisible(code_point))
		return 0;
	if (code_point >= WIDE_ASCII_FIRST && code_point <= WIDE_ASCII_LAST)
		return code_point - WIDE_ASCII_DISTANCE;
	if (code_point >= 0x2010 && (code_point <= 0x2236 || code_point >= 0xfe50))
		return fold_sign(code_point);
	return code_point;
}

bool character_is_han(uint32_t code_point)
{
	return (code_point >= 0x3400 && code_point <= 0x9fff) || code_point == 0x3005 || code_point == 0x3007 ||
	       (code_point >= 0xf900 && code_point <= 0xfaff) || (code_point >= 0x20000 && code_point <= 0x3ffff);
}

bool character_is_wide(uint32_t code_point)
{
	return (code_point >= 0x2e80 && code_point <= 0xa4cf) || (code_point >= 0xf900 && code_point <= 0xfaff) ||
	       (code_point >= 0xfe30 && code_point <= 0xfe4f) || (code_point >= 0xff00 && code_point <= 0xffef) ||
	       code_point >= 0x20000;
}

bool character_is_han_digit(uint32_t code_point)
{
	static const uint16_t digits[] = {0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d,
					  0x4e03, 0x516b, 0x4e5d, 0x3007, 0x96f6};

	for (size_t i = 0; i < sizeof(digits) / sizeof(*digits); i++)
		if (digits[i] == code_point)
			return true;
	return false;
}
