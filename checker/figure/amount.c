/* Amounts: what follows a numeral, and what the whole can stand for. */
#include "figure/amount.h"

#include <string.h>

#include "base/buffer.h"

/* Where the words are read from. */
struct reading {
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
};

static const struct word *match(const struct reading *reading, enum word_class class, size_t at)
{
	return lexicon_match(reading->lexicon, class, reading->text + at, reading->length - at);
}

/* 多 余: between numeral and scale, or scale and unit. Not 多年 or 余额. */
static void read_inner_hedge(const struct reading *reading, struct amount *amount)
{
	const struct word *hedge = match(reading, WORD_HEDGE_AFTER, amount->end);

	if (hedge && hedge->hedge == HEDGE_OVER && !match(reading, WORD_NOUN, amount->end)) {
		amount->hedge = HEDGE_OVER;
		amount->end += hedge->length;
	}
}

static const struct word *match_unit(const struct reading *reading, size_t at)
{
	const struct word *unit = match(reading, WORD_UNIT, at), *noun = match(reading, WORD_NOUN, at);

	return unit && noun && noun->length > unit->length ? NULL : unit;
}

/* 千瓦 and 千公顷 both begin with a scale: the longer unit wins. */
static void read_scale(const struct reading *reading, struct amount *amount)
{
	for (int i = 0; i < 2; i++) {
		const struct word *scale = match(reading, WORD_SCALE, amount->end);
		const struct word *unit = match_unit(reading, amount->end);

		if (!scale || (unit && unit->length > scale->length))
			return;
		amount->multiplier = number_multiply(amount->multiplier, scale->factor);
		amount->end += scale->length;
		amount->has_scale = true;
	}
}

static void read_unit(const struct reading *reading, struct amount *amount)
{
	const struct word *unit, *hedge;

	read_inner_hedge(reading, amount);
	read_scale(reading, amount);
	if (amount->has_scale)
		read_inner_hedge(reading, amount);
	unit = match_unit(reading, amount->end);
	/* 2.5个亿, 3万个 */
	if (unit) {
		amount->unit = unit->unit;
		amount->end += unit->length;
	}
	hedge = unit || amount->has_scale ? match(reading, WORD_HEDGE_AFTER, amount->end) : NULL;
	if (hedge && hedge->hedge != HEDGE_OVER) {
		amount->hedge = hedge->hedge;
		amount->end += hedge->length;
	}
}

const struct word *amount_match_unit(const struct lexicon *lexicon, const char *text, size_t length, size_t at)
{
	struct reading reading = {lexicon, text, length};

	return match_unit(&reading, at);
}

struct amount amount_read(const struct lexicon *lexicon, const char *text, size_t length, struct numeral numeral,
			  size_t at)
{
	struct reading reading = {lexicon, text, length};
	struct amount amount = {.numeral = numeral, .multiplier = number_from_integer(1), .end = at + numeral.length};

	read_unit(&reading, &amount);
	if (amount.unit)
		amount.multiplier = number_multiply(amount.multiplier, amount.unit->factor);
	return amount;
}

/* The least step of a value's leading digits: 3 of 30000 is 10000, of 347 is 1. */
static struct number last_significant_step(const struct numeral *numeral)
{
	struct number step = numeral->step, next;

	if (numeral->places > 0 || number_sign(numeral->value) == 0)
		return step;
	for (;;) {
		next = number_multiply(step, number_from_integer(10));
		if (!number_fits(next) || !number_has_places(number_divide(numeral->value, next), 0))
			return step;
		step = next;
	}
}

static struct interval hedged_interval(enum hedge hedge, struct number value, struct number step, struct number coarse)
{
	struct number half = number_divide(step, number_from_integer(2)), twentieth, spread;
	struct interval interval = {number_subtract(value, half), number_add(value, half)};

	switch (hedge) {
	case HEDGE_NONE:
		break;
	case HEDGE_ABOUT:
		twentieth = number_divide(value, number_from_integer(20));
		spread = number_maximum(number_divide(coarse, number_from_integer(2)), twentieth);
		interval = (struct interval){number_subtract(value, spread), number_add(value, spread)};
		break;
	case HEDGE_NEARLY:
		interval.low = number_multiply(value, number_from_fraction(17, 20));
		break;
	case HEDGE_OVER:
		spread = number_maximum(coarse, number_divide(value, number_from_integer(4)));
		interval.low = number_subtract(value, half);
		interval.high = number_add(value, spread);
		break;
	case HEDGE_AT_LEAST:
		interval.high = number_multiply(value, number_from_integer(1000));
		break;
	case HEDGE_AT_MOST:
		interval.low = number_from_integer(0);
		break;
	}
	return interval;
}

void amount_fill(struct figure *figure, const struct amount *amount, bool negative)
{
	struct number value = number_multiply(amount->numeral.value, amount->multiplier);
	struct number coarse = number_multiply(last_significant_step(&amount->numeral), amount->multiplier);
	bool counted = amount->unit && amount->unit->counted;

	figure->unit = amount->unit;
	figure->dimension = amount->unit ? amount->unit->dimension : DIMENSION_NUMBER;
	figure->multiplier = amount->multiplier;
	figure->places = amount->numeral.places;
	figure->hedge = amount->hedge;
	figure->step = number_multiply(amount->numeral.step, amount->multiplier);
	/* Counted in plain whole numbers, or nothing at all: exact. */
	if (figure->hedge == HEDGE_NONE &&
	    ((counted && !amount->has_scale && amount->numeral.places == 0) ||
	     (amount->numeral.places == 0 && number_fits(value) && number_sign(value) == 0)))
		figure->step = number_from_integer(0);
	figure->value = figure->last = value;
	figure->interval = hedged_interval(figure->hedge, value, figure->step, coarse);
	if (negative) {
		figure->value = figure->last = number_negate(value);
		figure->interval = interval_negate(figure->interval);
	}
}

struct interval figure_interval_truncated(const struct figure *figure)
{
	/* A whole step more would have been printed as the next value. */
	struct number most = number_multiply(figure->step, number_from_fraction(999, 1000));
	struct interval cut = {figure->value, number_add(figure->last, most)};

	if (number_fits(figure->value) && number_sign(figure->value) < 0)
		cut = (struct interval){number_subtract(figure->value, most), figure->last};
	return interval_hull(cut, figure->interval);
}

struct interval figure_interval_loose(const struct figure *figure)
{
	struct interval wide = {number_subtract(figure->value, figure->step), number_add(figure->last, figure->step)};

	return interval_hull(wide, figure->interval);
}

void figure_print_value(const struct figure *like, struct number value, int places, struct buffer *out)
{
	struct number printed = number_divide(value, like->multiplier);
	struct number scale = like->unit ? number_divide(like->multiplier, like->unit->factor) : like->multiplier;
	static const struct {
		int64_t factor;
		const char *name;
	} scales[] = {{1000, "千"},       {10000, "万"},     {1000000, "百万"},
		      {10000000, "千万"}, {100000000, "亿"}, {1000000000000, "万亿"}};

	if (places >= 0)
		number_print(printed, places, false, out);
	else
		number_print(printed, 4, true, out);
	for (size_t i = 0; number_fits(scale) && i < sizeof(scales) / sizeof(*scales); i++)
		if (number_compare(scale, number_from_integer(scales[i].factor)) == 0)
			buffer_append_string(out, scales[i].name);
	if (like->unit)
		buffer_append_string(out, like->unit->name);
}
