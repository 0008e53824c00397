/* Printed numbers: Arabic and Chinese numerals. */
#include "figure/numeral.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

enum { HAN = 3, MOST_WORDS = 18 };

static const long HAN_SCALE = 10000;

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
	if (first > 3 || text[0] == '0')
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

/* The code point of the three bytes at `text`, 0 for a character of another size or the text's end. */
static uint32_t han_at(const char *text)
{
	size_t size;

	return ((unsigned char)*text & 0xf0) == 0xe0 ? utf8_decode(text, &size) : 0;
}

/* 0 to 9 for a digit in words, -1 for anything else. */
static int han_digit(const char *text)
{
	switch (han_at(text)) {
	case 0x96f6: /* 零 */
	case 0x3007: /* 〇 */
	case 0x25cb: /* ○ */
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
	switch (han_at(text)) {
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

/* 二〇一〇, 一九七八: digits one after the other. */
static size_t read_digit_string(const char *text, wide_integer *value)
{
	size_t length = 0;

	*value = 0;
	for (int digit; length < (size_t)MOST_WORDS * HAN && (digit = han_digit(text + length)) >= 0; length += HAN)
		*value = *value * 10 + digit;
	return length;
}

/* A numeral with places in words as it is read: 三十亿五千万 is total 30 × 10^8, then section 5000. */
struct reading {
	wide_integer total;   /* what 亿 and 万 have closed */
	wide_integer section; /* below the next 万 or 亿 */
	int digit;            /* waits for its power, or -1 */
	bool gap;             /* 零 stands before the digit */
	long power;           /* the last one within the section, 0 before any */
	long scale;           /* the last 万 or 亿, 0 before any */
	wide_integer closed;  /* what stood before that scale */
	size_t scale_at;      /* where it stands */
	size_t scales;
	bool is_rough;
};

static bool take_digit(struct reading *reading, int digit)
{
	/* Two digits in a row: 三四十 is thirty or forty. */
	if (reading->digit > 0 && digit > 0)
		reading->is_rough = true;
	if (digit == 0 && reading->digit > 0)
		return false;
	reading->gap |= digit == 0;
	reading->digit = digit > 0 ? digit : -1;
	return true;
}

static bool take_power(struct reading *reading, long power)
{
	int digit = reading->digit;

	if (digit < 0 && power == 10 && reading->section == 0)
		digit = 1;
	if (digit < 0 || (reading->power && power >= reading->power))
		return false;
	reading->section += (wide_integer)digit * power;
	reading->power = power;
	reading->digit = -1;
	reading->gap = false;
	return true;
}

static bool take_scale(struct reading *reading, long scale, size_t at)
{
	wide_integer before = reading->section + (reading->digit > 0 ? reading->digit : 0);

	if (before == 0 || (reading->scale && scale >= reading->scale))
		return false;
	reading->closed = before;
	reading->total += before * scale;
	reading->scale = scale;
	reading->scale_at = at;
	reading->scales++;
	reading->section = 0;
	reading->power = 0;
	reading->digit = -1;
	reading->gap = false;
	return true;
}

/* One unit of the last place named, for a numeral that reaches 万. */
static wide_integer last_place(const struct reading *reading)
{
	if (reading->scale == 0 || reading->digit > 0)
		return 1;
	if (reading->section > 0)
		return reading->power;
	return reading->scale;
}

/* 四百六十八, 一万两千: a numeral with places in words. */
static struct numeral read_places(const char *text)
{
	struct reading reading = {.digit = -1};
	struct numeral numeral = {.is_han = true};
	size_t length = 0;
	bool taken = true;

	while (length < (size_t)MOST_WORDS * HAN) {
		int digit = han_digit(text + length);
		long power = digit < 0 ? han_power(text + length) : 0;

		if (digit >= 0)
			taken = take_digit(&reading, digit);
		else if (power >= HAN_SCALE)
			taken = take_scale(&reading, power, length);
		else
			taken = power > 0 && take_power(&reading, power);
		if (!taken)
			break;
		length += HAN;
	}
	/* 三百五 is 350 in speech and 305 to no one. */
	if (reading.digit > 0 && !reading.gap && (reading.power > 10 || (reading.scale && !reading.power)))
		reading.is_rough = true;
	if (length == 0 || (reading.total == 0 && reading.section == 0 && reading.digit < 0 && !reading.gap))
		return numeral;
	numeral.kind = reading.is_rough ? NUMERAL_ROUGH : NUMERAL_PLAIN;
	/* 四百万: the scale belongs to the unit; 四百万五千: it belongs to the numeral. */
	if (reading.scales == 1 && reading.section == 0 && reading.digit < 0) {
		numeral.value = number_from_decimal(reading.closed, 0);
		numeral.step = number_from_integer(1);
		length = reading.scale_at;
	} else {
		numeral.value =
		    number_from_decimal(reading.total + reading.section + (reading.digit > 0 ? reading.digit : 0), 0);
		numeral.step = number_from_decimal(last_place(&reading), 0);
	}
	/* 一亿一千多万: 多 stands inside the numeral. */
	if (reading.scales > 0 && reading.section > 0 &&
	    (strncmp(text + length, "多万", 2 * HAN) == 0 || strncmp(text + length, "余万", 2 * HAN) == 0))
		numeral.kind = NUMERAL_ROUGH;
	numeral.length = length;
	numeral.digits = (int)(length / HAN);
	return numeral;
}

/* 点五 after a whole number. 三点五十分 is a time. */
static void read_point(const char *text, struct numeral *numeral)
{
	const char *point = text + numeral->length;
	wide_integer fraction, scale = 1;
	size_t length;

	if (strncmp(point, "点", HAN) != 0 || numeral->kind != NUMERAL_PLAIN ||
	    number_compare(numeral->step, number_from_integer(1)) != 0)
		return;
	length = read_digit_string(point + HAN, &fraction);
	if (length == 0 || (han_power(point + HAN + length) > 0 && han_power(point + HAN + length) < HAN_SCALE))
		return;
	numeral->places = (int)(length / HAN);
	for (int i = 0; i < numeral->places; i++)
		scale *= 10;
	numeral->digits += numeral->places;
	numeral->length += HAN + length;
	numeral->value =
	    number_add(numeral->value, number_divide(number_from_decimal(fraction, 0), number_from_decimal(scale, 0)));
	numeral->step = number_from_decimal(1, -numeral->places);
}

struct numeral numeral_read_han(const char *text)
{
	struct numeral numeral = {.is_han = true};
	wide_integer value;
	size_t length;

	if (han_digit(text) < 0 && !han_power(text))
		return numeral;
	length = read_digit_string(text, &value);
	if (length > HAN && !han_power(text + length)) {
		numeral.length = length;
		numeral.digits = (int)(length / HAN);
		numeral.kind = numeral.digits > 2 || strncmp(text, "一", HAN) == 0 ? NUMERAL_STRING : NUMERAL_ROUGH;
		numeral.value = number_from_decimal(value, 0);
		numeral.step = number_from_integer(1);
		return numeral;
	}
	numeral = read_places(text);
	if (numeral.length > 0)
		read_point(text, &numeral);
	return numeral;
}

struct numeral numeral_read(const char *text)
{
	return is_digit(*text) ? numeral_read_arabic(text) : numeral_read_han(text);
}

/* 百 千 万 before 分之, or a whole number in words. */
static size_t read_denominator(const char *text, struct number *value)
{
	long power = han_power(text);
	struct numeral numeral;

	if (power > 10 && power <= HAN_SCALE) {
		*value = number_from_integer(power);
		return HAN;
	}
	numeral = numeral_read_han(text);
	*value = numeral.value;
	return numeral.length && numeral.kind == NUMERAL_PLAIN && numeral.places == 0 && number_sign(numeral.value) > 0
		   ? numeral.length
		   : 0;
}

struct numeral numeral_read_fraction(const char *text)
{
	static const char of[] = "分之";
	struct numeral part, none = {0};
	struct number below;
	size_t length = read_denominator(text, &below);

	if (length == 0 || strncmp(text + length, of, sizeof(of) - 1) != 0)
		return none;
	length += sizeof(of) - 1;
	part = numeral_read(text + length);
	if (part.length == 0 && strncmp(text + length, "百", HAN) == 0)
		part = (struct numeral){
		    .length = HAN, .value = number_from_integer(100), .step = number_from_integer(1), .digits = 1};
	if (part.length == 0 || part.kind != NUMERAL_PLAIN || !number_fits(part.value))
		return none;
	part.length += length;
	part.is_han = true;
	part.value = number_divide(part.value, below);
	if (number_compare(below, number_from_integer(100)) >= 0) {
		part.step = number_divide(part.step, below);
		for (long power = 100; number_compare(number_from_integer(power), below) < 0; power *= 10)
			part.places++;
	} else {
		part.step = number_from_fraction(3, 100);
		part.places = 0;
	}
	return part;
}
