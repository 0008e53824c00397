/* Reads the numbers in the names of a list's members. */
#include "claim/numbering.h"

#include <string.h>

#include "base/span.h"
#include "base/utf8.h"
#include "figure/figure.h"
#include "figure/numeral.h"

/* Series that stand for 1, 2, 3 … */
static const char *const series[] = {"甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"};

/* The number of the character at `at` in one of the series, with its length; 0 when it is in none. */
static unsigned read_series(const char *at, size_t *length)
{
	*length = utf8_size(at[0]);
	for (size_t i = 0; i < sizeof(series) / sizeof(*series); i++) {
		unsigned number = 0;

		for (const char *mark = series[i]; *mark; mark += utf8_size(*mark)) {
			number++;
			if (strncmp(mark, at, *length) == 0)
				return number;
		}
	}
	return 0;
}

static unsigned read_digits(const char *at, size_t *length)
{
	unsigned number = 0;

	for (*length = 0; at[*length] >= '0' && at[*length] <= '9' && number < 1000; ++*length)
		number = number * 10 + (unsigned)(at[*length] - '0');
	return number;
}

/* The number at `at`, with its length; 0 when there is none. */
static unsigned read_ordinal(const char *at, size_t *length)
{
	struct numeral numeral;

	if (at[0] >= '0' && at[0] <= '9')
		return read_digits(at, length);
	numeral = numeral_read_han(at);
	*length = numeral.length;
	if (numeral.length == 0)
		return read_series(at, length);
	return numeral.value.denominator == 1 && number_sign(numeral.value) > 0 && numeral.value.numerator < 1000
		   ? (unsigned)numeral.value.numerator
		   : 0;
}

/* How many bytes, in whole characters, two names have in common at their start. */
static size_t common_start(const char *text, struct span a, struct span b)
{
	size_t length = 0;

	while (a.start + length < a.end && b.start + length < b.end) {
		size_t size = utf8_size(text[a.start + length]);

		if (memcmp(text + a.start + length, text + b.start + length, size) != 0)
			break;
		length += size;
	}
	return length;
}

/* Does the name of a member have this number behind its first `prefix` bytes? *rest is what follows. */
static bool has_number(const char *text, struct span name, size_t prefix, unsigned number, struct span *rest)
{
	size_t length;

	if (name.start + prefix >= name.end || read_ordinal(text + name.start + prefix, &length) != number)
		return false;
	*rest = (struct span){name.start + (uint32_t)(prefix + length), name.end};
	return rest->start <= rest->end;
}

/* 一组 and 二班 count different things. */
static bool begin_alike(const char *text, struct span a, struct span b)
{
	if (span_length(a) == 0 || span_length(b) == 0)
		return span_length(a) == span_length(b);
	return common_start(text, a, b) > 0;
}

bool is_numbered_through(const char *text, const struct figures *figures, const uint32_t *members, size_t count)
{
	struct span first, rest, other;
	size_t prefix;

	if (count < 2)
		return false;
	first = figures_at(figures, members[0])->label;
	prefix = common_start(text, first, figures_at(figures, members[1])->label);
	/* 11号 12号: the first 1 is no prefix, and the list does not begin at one. */
	if (prefix > 0 && text[first.start + prefix - 1] >= '0' && text[first.start + prefix - 1] <= '9')
		return false;
	if (!has_number(text, first, prefix, 1, &rest))
		return false;
	for (size_t i = 1; i < count; i++) {
		struct span name = figures_at(figures, members[i])->label;

		if (span_length(name) < prefix || memcmp(text + first.start, text + name.start, prefix) != 0 ||
		    !has_number(text, name, prefix, (unsigned)i + 1, &other) || !begin_alike(text, rest, other))
			return false;
	}
	return true;
}
