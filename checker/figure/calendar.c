/* Dates and periods: parts, words and joints one after the other. */
#include "figure/calendar.h"

#include <string.h>

#include "base/utf8.h"
#include "figure/numeral.h"
#include "rule/lexicon.h"

enum { HAN = 3, FIRST_YEAR = 1800, SHORT_YEAR_DIGITS = 2, LONG_YEAR_DIGITS = 4, FIRST_BARE_YEAR = 1900 };

struct calendar {
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
};

static const struct word *match(const struct calendar *calendar, enum word_class class, size_t at)
{
	return lexicon_match(calendar->lexicon, class, calendar->text + at, calendar->length - at);
}

/* A word of the class, unless it is only the beginning of a longer noun: 底线 after 3月. */
static const struct word *match_word(const struct calendar *calendar, enum word_class class, size_t at)
{
	const struct word *word = match(calendar, class, at);
	const struct word *noun = word ? match(calendar, WORD_NOUN, at) : NULL;

	return noun && noun->length > word->length ? NULL : word;
}

static size_t read_join(const char *text)
{
	static const char *const joins[] = {"至", "到", "-", "—", "~"};

	for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
		if (strncmp(text, joins[i], strlen(joins[i])) == 0)
			return strlen(joins[i]);
	return 0;
}

/* A whole number without commas. */
static struct numeral read_whole(const char *text)
{
	struct numeral numeral = numeral_read(text);

	if (numeral.places > 0 || numeral.is_grouped || numeral.kind == NUMERAL_ROUGH || !number_fits(numeral.value))
		numeral.length = 0;
	return numeral;
}

/* Can the number be one of this unit: 12月 is a month, 35月 is none, 5年 is no year? */
static bool is_valid(const struct numeral *numeral, const struct word *unit)
{
	bool is_year = number_compare(unit->factor, number_from_integer(FIRST_YEAR)) > 0;

	if (number_compare(numeral->value, unit->factor) > 0)
		return false;
	if (is_year)
		return numeral->digits == LONG_YEAR_DIGITS &&
		       number_compare(numeral->value, number_from_integer(FIRST_YEAR)) >= 0;
	return numeral->kind == NUMERAL_PLAIN && number_sign(numeral->value) > 0;
}

/* 98年5月, 18年1-7月, 17年末: a year of two digits is one when a month follows, or 年 begins a word for a part of it. */
static bool is_short_year(const struct calendar *calendar, const struct numeral *numeral, size_t at,
			  const struct word *unit)
{
	size_t after = at + unit->length, join;
	struct numeral month;
	const struct word *word;

	if (numeral->digits != SHORT_YEAR_DIGITS || number_compare(unit->factor, number_from_integer(FIRST_YEAR)) < 0)
		return false;
	word = match(calendar, WORD_PERIOD, at);
	if (word && word->length > unit->length)
		return true;
	month = read_whole(calendar->text + after);
	after += month.length;
	join = month.length ? read_join(calendar->text + after) : 0;
	if (join > 0) {
		month = read_whole(calendar->text + after + join);
		after += join + month.length;
	}
	word = month.length ? match(calendar, WORD_PERIOD_UNIT, after) : NULL;
	return word && is_valid(&month, word);
}

/* 9月, 2010年, 三季度, 1至9月, 8、9月: a number or two with the unit of a date. `behind` another part of a date. */
static size_t read_part(const struct calendar *calendar, size_t at, bool behind)
{
	struct numeral first = read_whole(calendar->text + at), second = {0};
	size_t end = at + first.length, join;
	const struct word *unit;

	if (first.length == 0)
		return 0;
	unit = match_word(calendar, WORD_PERIOD_UNIT, end);
	if (!unit) {
		join = read_join(calendar->text + end);
		if (join == 0 && strncmp(calendar->text + end, "、", HAN) == 0)
			join = HAN;
		second = join ? read_whole(calendar->text + end + join) : second;
		if (second.length == 0)
			return 0;
		end += join + second.length;
		unit = match_word(calendar, WORD_PERIOD_UNIT, end);
		if (!unit || !is_valid(&second, unit) || number_compare(first.value, second.value) >= 0)
			return 0;
	}
	if ((unit->reaches && !behind) || (!is_valid(&first, unit) && !is_short_year(calendar, &first, end, unit)))
		return 0;
	return end + unit->length - at;
}

/* 上年同期; “十三五” with its quotation marks. */
static size_t read_word(const struct calendar *calendar, size_t at)
{
	static const char open[] = "“", close[] = "”";
	bool quoted = strncmp(calendar->text + at, open, HAN) == 0;
	size_t start = quoted ? at + HAN : at;
	const struct word *word = match_word(calendar, WORD_PERIOD, start);

	if (!word || (quoted && strncmp(calendar->text + start + word->length, close, HAN) != 0))
		return 0;
	return word->length + (quoted ? 2 * HAN : 0);
}

/* 5个月, 三年: a length of time, which is no date by itself. */
static size_t read_duration(const struct calendar *calendar, size_t at)
{
	struct numeral numeral = read_whole(calendar->text + at);
	const struct word *unit = numeral.length ? match(calendar, WORD_UNIT, at + numeral.length) : NULL;

	if (!unit || !unit->unit->duration || numeral.kind == NUMERAL_STRING)
		return 0;
	return numeral.length + unit->length;
}

static size_t skip_digits(const char *text, size_t least, size_t most)
{
	size_t count = strspn(text, "0123456789");

	return count >= least && count <= most ? count : 0;
}

/* 2024-05-16, 2024/5/16, 2024.5.16 */
static size_t read_numeric_date(const char *text)
{
	size_t year = skip_digits(text, LONG_YEAR_DIGITS, LONG_YEAR_DIGITS), month, day, end;
	char mark = text[year];

	if (year == 0 || mark == '\0' || !strchr("-/.", mark) || text[0] > '2' || text[0] < '1')
		return 0;
	month = skip_digits(text + year + 1, 1, 2);
	if (month == 0 || text[year + 1 + month] != mark)
		return 0;
	day = skip_digits(text + year + month + 2, 1, 2);
	end = year + month + day + 2;
	return day > 0 && text[end] != mark ? end : 0;
}

static size_t read_atom(const struct calendar *calendar, size_t at, bool behind)
{
	size_t size = read_word(calendar, at);

	return size ? size : read_part(calendar, at, behind);
}

/* An atom with what leads it: 截至9月末, 第一季度, 前5个月. */
static size_t read_led(const struct calendar *calendar, size_t at)
{
	const struct word *lead = match_word(calendar, WORD_PERIOD_BEFORE, at);
	size_t size;

	if (!lead)
		return 0;
	size = read_atom(calendar, at + lead->length, false);
	if (size == 0)
		size =
		    lead->reaches ? read_duration(calendar, at + lead->length) : read_led(calendar, at + lead->length);
	return size ? lead->length + size : 0;
}

/* 五年前, 三年后 */
static size_t read_ago(const struct calendar *calendar, size_t at)
{
	size_t size = read_duration(calendar, at);
	const struct word *ago = size ? match_word(calendar, WORD_PERIOD_AFTER, at + size) : NULL;

	return ago && ago->sense != SENSE_LEVEL ? size + ago->length : 0;
}

/* What goes on with a date that ends at `at`: 2012年|9月|23日, 9月|末, 2009年|至2012年. */
static size_t read_more(const struct calendar *calendar, size_t at)
{
	size_t size = read_atom(calendar, at, true), join;
	const struct word *after;

	if (size == 0)
		size = read_led(calendar, at);
	if (size > 0)
		return size;
	after = match_word(calendar, WORD_PERIOD_AFTER, at);
	if (after && after->sense == SENSE_LEVEL)
		return after->length;
	join = read_join(calendar->text + at);
	size = join ? read_atom(calendar, at + join, true) : 0;
	return size ? join + size : 0;
}

size_t calendar_read(const struct lexicon *lexicon, const char *text, size_t length)
{
	struct calendar calendar = {lexicon, text, length};
	size_t at = read_numeric_date(text), more;

	if (at > 0) {
		more = text[at] == ' ' || text[at] == 'T' ? calendar_read_time(text + at + 1) : 0;
		return more ? at + 1 + more : at;
	}
	at = read_atom(&calendar, 0, false);
	if (at == 0)
		at = read_led(&calendar, 0);
	if (at == 0)
		return read_ago(&calendar, 0);
	while ((more = read_more(&calendar, at)) > 0)
		at += more;
	return at;
}

int calendar_year(const char *text, size_t length, int *last)
{
	int year = 0;

	*last = 0;
	for (size_t at = 0; at < length;) {
		struct numeral numeral = read_whole(text + at);

		if (numeral.length > 0 && at + numeral.length <= length && numeral.digits == LONG_YEAR_DIGITS) {
			*last = (int)number_floor(numeral.value).numerator;
			year = year ? year : *last;
		}
		at += numeral.length ? numeral.length : utf8_size(text[at]);
	}
	return year;
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
		/* 1:2:3:4 is a ratio, however long. */
		if (++groups > 3)
			return 0;
		if (text[at] != ':' || text[at + 1] < '0' || text[at + 1] > '9')
			break;
		at++;
	}
	if (groups < 2 || text[at] == '.')
		return 0;
	return padded || (groups == 3 && pairs) ? at : 0;
}

bool calendar_is_past(const struct lexicon *lexicon, const char *text, struct span period)
{
	static const char open[] = "“";
	size_t start = period.start + (strncmp(text + period.start, open, HAN) == 0 ? HAN : 0);
	const struct word *word = lexicon_match(lexicon, WORD_PERIOD, text + start, period.end - start);

	if (word && word->sense == SENSE_BASE)
		return true;
	/* 前 ends no date with a number of its own: it is the one of 五年前. */
	word = lexicon_match_before(lexicon, WORD_PERIOD_AFTER, text + period.start, span_length(period));
	return word && word->sense == SENSE_BASE;
}

bool calendar_is_year(const char *digits, size_t length)
{
	int year = 0;

	if (length != LONG_YEAR_DIGITS)
		return false;
	for (size_t i = 0; i < length; i++)
		year = year * 10 + (digits[i] - '0');
	return year >= FIRST_BARE_YEAR && year <= FIRST_BARE_YEAR + 200;
}
