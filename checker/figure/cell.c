/* Reads cells of tables as figures, and units from heads and labels. */
#include "figure/cell.h"

#include <string.h>

#include "base/utf8.h"
#include "figure/quantity.h"
#include "text/document.h"

struct cell_unit cell_read_unit(const struct lexicon *lexicon, const char *text, size_t length)
{
	const struct word *unit = lexicon_match(lexicon, WORD_UNIT, text, length);
	const struct word *scale = lexicon_match(lexicon, WORD_SCALE, text, length);

	if (unit && unit->length == length)
		return (struct cell_unit){NULL, unit->unit};
	if (!scale)
		return (struct cell_unit){NULL, NULL};
	if (scale->length == length)
		return (struct cell_unit){scale, NULL};
	unit = lexicon_match(lexicon, WORD_UNIT, text + scale->length, length - scale->length);
	if (unit && scale->length + unit->length == length)
		return (struct cell_unit){scale, unit->unit};
	return (struct cell_unit){NULL, NULL};
}

static bool is_some(struct cell_unit unit)
{
	return unit.scale || unit.unit;
}

/* From the last of the marks before the end to the end: 单位:万元, 收入/万元. */
static struct cell_unit read_last_word(const struct lexicon *lexicon, const char *text, size_t length)
{
	size_t start = length;

	while (start > 0 && !strchr(":/, \t", text[start - 1]))
		start--;
	return cell_read_unit(lexicon, text + start, length - start);
}

struct cell_unit cell_find_unit(const struct lexicon *lexicon, const char *text, size_t length)
{
	struct cell_unit unit = read_last_word(lexicon, text, length);

	for (size_t at = length; !is_some(unit) && at > 0; at--) {
		const char *end;

		if (text[at - 1] != '(')
			continue;
		end = memchr(text + at, ')', length - at);
		if (end)
			unit = read_last_word(lexicon, text + at, (size_t)(end - text) - at);
	}
	/* 同比增长%, 比重% */
	if (!is_some(unit) && length > 0 && text[length - 1] == '%')
		unit = cell_read_unit(lexicon, "%", 1);
	return unit;
}

/* A cell of marks without letters, digits or Han. */
static bool is_dash(const char *text, size_t length)
{
	size_t size;

	for (size_t at = 0; at < length; at += size) {
		uint32_t code_point = utf8_decode(text + at, &size);

		if (code_point != 0x2014 && code_point != 0x2015 && code_point != 0x2026 && code_point != 0xd7 &&
		    code_point != 0x2500 && (code_point >= 0x80 || !strchr("-/.*xX", (int)code_point)))
			return false;
	}
	return true;
}

static void take_unit(struct amount *amount, struct cell_unit unit)
{
	if (!amount->unit && !amount->scale) {
		amount->unit = unit.unit;
		amount->scale = unit.scale;
		amount->multiplier = number_from_integer(1);
		if (amount->scale)
			amount->multiplier = amount->scale->factor;
		if (amount->unit)
			amount->multiplier = number_multiply(amount->multiplier, amount->unit->factor);
	}
}

/* In prose 0 is nothing at all; in a column of rounded figures it stands for what rounds to it. */
static void widen_zero(struct quantity *quantity, const struct amount *amount)
{
	if (!number_fits(quantity->value) || number_sign(quantity->value) != 0 ||
	    (amount->unit && amount->unit->counted && !amount->scale))
		return;
	quantity->step = number_multiply(amount->numeral.step, amount->multiplier);
	quantity->interval.high = number_divide(quantity->step, number_from_integer(2));
	quantity->interval.low = number_negate(quantity->interval.high);
}

enum cell_kind cell_read(const struct lexicon *lexicon, const char *text, size_t length, struct span span,
			 struct cell_unit unit, struct figure *figure, struct quantity *quantity, bool *is_bracketed)
{
	size_t start = span.start, end = span.end;
	struct numeral numeral;
	struct amount amount;
	bool negative = false;

	*is_bracketed = false;
	if (start == end)
		return CELL_EMPTY;
	if (is_dash(text + start, end - start))
		return CELL_DASH;
	if (text[start] == '(' && text[end - 1] == ')') {
		*is_bracketed = true;
		start++;
		end--;
	} else if (text[start] == '-' || text[start] == '+') {
		negative = text[start] == '-';
		start++;
	}
	numeral = numeral_read_arabic(text + start);
	if (numeral.length == 0 || start + numeral.length > end)
		return CELL_WORDS;
	amount = quantity_read(lexicon, text, length, start, numeral);
	if (amount.end != end || amount.hedge != HEDGE_NONE)
		return CELL_WORDS;
	take_unit(&amount, unit);
	amount.is_negative = negative || *is_bracketed;
	*figure =
	    (struct figure){.span = span, .quantity = quantity, .role = FIGURE_QUANTITY, .sign = 1, .period = NO_INDEX};
	figure->sentence = figure->bracket = NO_INDEX;
	quantity_fill(figure, quantity, &amount);
	widen_zero(quantity, &amount);
	return number_fits(quantity->value) ? CELL_FIGURE : CELL_WORDS;
}
