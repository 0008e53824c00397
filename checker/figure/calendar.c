/* Dates and periods. */
#include "figure/calendar.h"

#include <stdbool.h>
#include <string.h>

#include "figure/numeral.h"
#include "rule/lexicon.h"

static size_t skip(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strncmp(text, *words, strlen(*words)) == 0)
			return strlen(*words);
	return 0;
}

/* A whole number from `low` to `high` in Arabic or Chinese; 0 bytes when there is none. */
static size_t read_whole(const char *text, int low, int high)
{
	struct numeral numeral = numeral_read_arabic(text);

	if (numeral.length == 0)
		numeral = numeral_read_han(text);
	if (numeral.length == 0 || numeral.places > 0 || numeral.is_grouped || !number_fits(numeral.value) ||
	    number_compare(numeral.value, number_from_integer(low)) < 0 ||
	    number_compare(numeral.value, number_from_integer(high)) > 0)
		return 0;
	return numeral.length;
}

static size_t read_join(const char *text)
{
	static const char *const joins[] = {"至", "到", "-", "—", "~", "–", "、", NULL};

	return skip(text, joins);
}

/* A year of four digits, with or without 年. Without it, only where no unit can follow. */
static size_t read_year(const char *text)
{
	static const char *const sign[] = {"年度", "年", NULL};
	size_t digits = read_whole(text, 1800, 2199), after, join;

	if (digits != 4 && digits != 12)
		return 0;
	after = skip(text + digits, sign);
	if (after)
		return digits + after;
	join = read_join(text + digits);
	if (join && join < 3 + (digits == 4) && (after = read_whole(text + digits + join, 1800, 2199)) >= 4 &&
	    skip(text + digits + join + after, sign))
		return digits + join + after + skip(text + digits + join + after, sign);
	return 0;
}

static size_t read_month(const char *text)
{
	static const char *const sign[] = {"月份", "月", NULL};
	size_t first = read_whole(text, 1, 12), join, second;

	if (first == 0)
		return 0;
	if (skip(text + first, sign))
		return first + skip(text + first, sign);
	join = read_join(text + first);
	second = join ? read_whole(text + first + join, 1, 12) : 0;
	if (second && skip(text + first + join + second, sign))
		return first + join + second + skip(text + first + join + second, sign);
	return 0;
}

static size_t read_day(const char *text)
{
	static const char *const sign[] = {"日", NULL};
	size_t digits = read_whole(text, 1, 31);

	return digits && skip(text + digits, sign) ? digits + skip(text + digits, sign) : 0;
}

static size_t read_quarter(const char *text)
{
	static const char *const sign[] = {"个季度", "季度", NULL};
	static const char *const before[] = {"前", "第", NULL};
	size_t prefix = skip(text, before), digits = read_whole(text + prefix, 1, 4), after;

	after = digits ? skip(text + prefix + digits, sign) : 0;
	/* 四个季度 counts; 前三个季度 is a period. */
	if (!after || (after == strlen("个季度") && prefix == 0))
		return 0;
	return prefix + digits + after;
}

static size_t read_atom(const struct lexicon *lexicon, const char *text, size_t length)
{
	size_t (*const readers[])(const char *text) = {read_year, read_month, read_quarter};
	const struct word *word = lexicon_match(lexicon, WORD_PERIOD, text, length);
	size_t size = word ? word->length : 0;

	for (size_t i = 0; i < sizeof(readers) / sizeof(*readers) && size == 0; i++)
		size = readers[i](text);
	return size;
}

size_t calendar_read(const struct lexicon *lexicon, const char *text, size_t length)
{
	static const char *const ends[] = {"以来", "期间", "时期", "末期", "末",   "底",   "初", "中旬",
					   "上旬", "下旬", "同期", "当月", "当年", "全年", NULL};
	size_t at = read_atom(lexicon, text, length), more;

	if (at == 0)
		return 0;
	for (;;) {
		more = read_atom(lexicon, text + at, length - at);
		if (more == 0)
			more = read_day(text + at);
		if (more == 0)
			more = skip(text + at, ends);
		if (more == 0 && (more = read_join(text + at)) > 0) {
			/* 2009年至2012年, 9月1日至10日 */
			size_t next = read_atom(lexicon, text + at + more, length - at - more);

			if (next == 0)
				next = read_day(text + at + more);
			if (next == 0 || strncmp(text + at, "、", 3) == 0)
				return at;
			more += next;
		}
		if (more == 0)
			return at;
		at += more;
	}
}

int calendar_year(const char *text, size_t length)
{
	size_t digits = read_whole(text, 1800, 2199);
	struct numeral numeral;

	if (digits == 0 || digits >= length)
		return 0;
	numeral = *text <= '9' ? numeral_read_arabic(text) : numeral_read_han(text);
	return (int)number_floor(numeral.value).numerator;
}

size_t calendar_read_time(const char *text)
{
	size_t at = 0, groups = 0;
	bool padded = false, pairs = true;

	for (;;) {
		size_t digits = strspn(text + at, "0123456789");

		if (digits == 0 || digits > 2)
			return 0;
		pairs = pairs && digits == 2 && text[at] < '6';
		padded = padded || (digits == 2 && text[at] == '0');
		at += digits;
		groups++;
		if (text[at] != ':' || text[at + 1] < '0' || text[at + 1] > '9')
			break;
		at++;
	}
	if (groups < 2 || groups > 3 || text[at] == '.')
		return 0;
	return padded || (groups == 3 && pairs) ? at : 0;
}
