/* Printed numbers: Arabic and Chinese numerals. */
#include "figure/numeral.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { HAN = 3 };

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static size_t count_digits(const char *text)
{
	size_t count = 0;

	while (is_digit(text[count]))
		count++;
	return count;
}

/* The length of 1,753,000 when its groups are of three digits, else of its first run of digits. */
static size_t integer_length(const char *text, bool *grouped)
{
	size_t first = count_digits(text), length = first;

	*grouped = false;
	if (first > 3)
		return first;
	while (text[length] == ',' && count_digits(text + length + 1) == 3) {
		length += 4;
		*grouped = true;
	}
	return length;
}

struct numeral numeral_read_arabic(const char *text)
{
	struct numeral numeral = {0};
	wide_integer digits = 0;
	size_t length = integer_length(text, &numeral.is_grouped), fraction;

	if (length == 0)
		return numeral;
	fraction = text[length] == '.' ? count_digits(text + length + 1) : 0;
	/* 1.2.3 is a version, not a number with a point. */
	if (fraction > 0 && !(text[length + 1 + fraction] == '.' && is_digit(text[length + 2 + fraction])))
		length += 1 + fraction;
	else
		fraction = 0;
	for (size_t i = 0; i < length; i++) {
		if (!is_digit(text[i]))
			continue;
		if (++numeral.digits > LIMIT_NUMERAL_DIGITS)
			break;
		digits = digits * 10 + (text[i] - '0');
	}
	numeral.length = length;
	numeral.places = (int)fraction;
	if (numeral.digits > LIMIT_NUMERAL_DIGITS) {
		numeral.value = numeral.step = number_unfit();
		return numeral;
	}
	numeral.value = number_from_decimal(digits, -(int)fraction);
	numeral.step = number_from_decimal(1, -(int)fraction);
	return numeral;
}

/* The code point at `text` when it takes three bytes, as Han characters do; 0 otherwise. */
static uint32_t wide_at(const char *text)
{
	size_t size;

	return ((unsigned char)*text & 0xf0) == 0xe0 ? utf8_decode(text, &size) : 0;
}

/* 0 to 9 for a digit in words, -1 for anything else. */
static int han_digit(const char *text)
{
	switch (wide_at(text)) {
	case 0x96f6: /* 零 */
	case 0x3007: /* 〇 */
	case 0x25cb: /* ○, written for 〇 */
		return 0;
	case 0x4e00: /* 一 */
		return 1;
	case 0x4e8c: /* 二 */
	case 0x4e24: /* 两 */
		return 2;
	case 0x4e09: /* 三 */
		return 3;
	case 0x56db: /* 四 */
		return 4;
	case 0x4e94: /* 五 */
		return 5;
	case 0x516d: /* 六 */
		return 6;
	case 0x4e03: /* 七 */
		return 7;
	case 0x516b: /* 八 */
		return 8;
	case 0x4e5d: /* 九 */
		return 9;
	default:
		return -1;
	}
}

/* 10, 100, 1000, 10^4, 10^8, or 0. */
static long han_power(const char *text)
{
	switch (wide_at(text)) {
	case 0x5341: /* 十 */
		return 10;
	case 0x767e: /* 百 */
		return 100;
	case 0x5343: /* 千 */
		return 1000;
	case 0x4e07: /* 万 */
		return 10000;
	case 0x4ebf: /* 亿 */
		return 100000000;
	default:
		return 0;
	}
}

bool numeral_may_begin(const char *text)
{
	return han_digit(text) >= 0 || (han_power(text) >= 10 && han_power(text) <= 1000);
}

/* 二〇一〇, 一九七八: digits one after the other. */
static size_t read_digit_string(const char *text, wide_integer *value)
{
	size_t length = 0;

	*value = 0;
	while (han_digit(text + length) >= 0 && length < (size_t)18 * HAN) {
		*value = *value * 10 + han_digit(text + length);
		length += HAN;
	}
	return length;
}

/* What a numeral with places in words says. */
struct places {
	size_t length;
	wide_integer value;
	wide_integer step; /* 10000 when it ends with 万 */
};

/*
 * 四百六十八, 一百四十五亿七千七百万. A single 万 or 亿 at the end is left to the caller, as in 四百万元: it scales the unit.
 */
static struct places read_places(const char *text)
{
	struct places places = {.step = 1}, before_scale = {0};
	wide_integer high = 0, low = 0, section = 0, digit = -1;
	int scales = 0;

	for (;;) {
		int d = han_digit(text + places.length);
		long power = d < 0 ? han_power(text + places.length) : 0;

		if (d >= 0) {
			/* Two digits in a row end it: 三四十 is "thirty or forty". */
			if (digit > 0)
				break;
			digit = d;
			places.step = 1;
		} else if (power >= 10 && power <= 1000) {
			if (digit < 0 && !(power == 10 && section == 0))
				break;
			section += (digit < 0 ? 1 : digit) * power;
			digit = -1;
			places.step = 1;
		} else if (power > 1000 && (section > 0 || digit > 0)) {
			section += digit > 0 ? digit : 0;
			if (scales++ == 0)
				before_scale = (struct places){places.length, section, 1};
			if (power == 10000) {
				low += section * power;
			} else {
				high = (high + low + section) * power;
				low = 0;
			}
			section = 0;
			digit = -1;
			places.step = power;
		} else {
			break;
		}
		places.length += HAN;
	}
	if (scales == 1 && section == 0 && digit < 0)
		return before_scale;
	places.value = high + low + section + (digit > 0 ? digit : 0);
	return places;
}

struct numeral numeral_read_han(const char *text)
{
	struct numeral numeral = {.is_han = true};
	wide_integer value, fraction, step = 1;
	size_t length = read_digit_string(text, &value), places, more;

	if (length <= HAN || han_power(text + length)) {
		struct places read = read_places(text);

		length = read.length;
		value = read.value;
		step = read.step;
		if (length == 0)
			return numeral;
	}
	numeral.digits = (int)(length / HAN);
	numeral.length = length;
	if (strncmp(text + length, "点", HAN) == 0 && (more = read_digit_string(text + length + HAN, &fraction)) > 0) {
		places = more / HAN;
		for (size_t i = 0; i < places; i++)
			value *= 10;
		numeral.length += HAN + more;
		numeral.places = (int)places;
		value += fraction;
	}
	numeral.value = number_from_decimal(value, -numeral.places);
	numeral.step = number_from_decimal(numeral.places ? 1 : step, -numeral.places);
	return numeral;
}

struct numeral numeral_read_fraction(const char *text)
{
	static const char of[] = "分之";
	struct numeral whole = {0}, part, none = {0};
	struct number denominator;

	if (strncmp(text, "百", HAN) == 0 || strncmp(text, "千", HAN) == 0) {
		whole.length = HAN;
		whole.value = number_from_integer(strncmp(text, "百", HAN) == 0 ? 100 : 1000);
	} else {
		whole = numeral_read_han(text);
	}
	if (whole.length == 0 || strncmp(text + whole.length, of, sizeof(of) - 1) != 0)
		return none;
	text += whole.length + sizeof(of) - 1;
	if (strncmp(text, "百", HAN) == 0 && han_digit(text + HAN) < 0) {
		part =
		    (struct numeral){.length = HAN, .value = number_from_integer(100), .step = number_from_integer(1)};
	} else {
		part = numeral_read_arabic(text);
		if (part.length == 0)
			part = numeral_read_han(text);
	}
	if (part.length == 0 || number_sign(whole.value) == 0)
		return none;
	denominator = whole.value;
	part.length += whole.length + sizeof(of) - 1;
	part.is_han = true;
	part.value = number_divide(part.value, denominator);
	if (number_compare(denominator, number_from_integer(100)) >= 0)
		part.step = number_divide(part.step, denominator);
	else
		part.step = number_from_fraction(1, 100);
	return part;
}
