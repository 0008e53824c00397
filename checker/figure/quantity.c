/* One quantity: numeral, scale, unit, hedges, and the interval of values that they stand for. */
#include "figure/quantity.h"

#include <string.h>

#include "base/interval.h"
#include "base/utf8.h"
#include "figure/figure.h"

enum { OPEN_END = 1000, LEAST_SCALE = 10000 };

struct reader {
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
	struct amount *amount;
};

static bool is_ascii_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
}

const struct word *quantity_match_unit(const struct lexicon *lexicon, const char *text, size_t length, bool is_han)
{
	const struct word *word = lexicon_match(lexicon, WORD_UNIT, text, length), *noun;

	if (!word || (is_han && word->unit->digits_only))
		return NULL;
	/* 5G, 100mAh: letters go on. */
	if (is_ascii_word(word->text[word->length - 1]) && word->length < length && is_ascii_word(text[word->length]))
		return NULL;
	noun = lexicon_match(lexicon, WORD_NOUN, text, length);
	return noun && noun->length > word->length ? NULL : word;
}

static const struct word *match(const struct reader *reader, enum word_class class, size_t at)
{
	return lexicon_match(reader->lexicon, class, reader->text + at, reader->length - at);
}

static const struct word *match_unit(const struct reader *reader, size_t at)
{
	return quantity_match_unit(reader->lexicon, reader->text + at, reader->length - at,
				   reader->amount->numeral.is_han && !reader->amount->scale);
}

/* 多 余: between numeral and scale, or scale and unit. Not the 余 of 余额. */
static void read_inner_hedge(const struct reader *reader)
{
	struct amount *amount = reader->amount;
	const struct word *hedge = match(reader, WORD_HEDGE_AFTER, amount->end);
	const struct word *noun = match(reader, WORD_NOUN, amount->end);

	if (!hedge || hedge->hedge != HEDGE_OVER || (noun && noun->length > hedge->length))
		return;
	amount->hedge = HEDGE_OVER;
	amount->is_open = true;
	amount->end += hedge->length;
}

/* 千瓦 and 千公顷 both begin with a scale: the longer unit wins. */
static const struct word *match_scale(const struct reader *reader, size_t at)
{
	const struct word *scale = match(reader, WORD_SCALE, at);
	const struct word *unit = scale ? match_unit(reader, at) : NULL;

	return unit && unit->length > scale->length ? NULL : scale;
}

/* 1亿2000万, 3万5千: a second numeral with a smaller scale right behind the first scale. */
static void read_second_numeral(const struct reader *reader)
{
	struct amount *amount = reader->amount;
	struct numeral more = numeral_read(reader->text + amount->end);
	const struct word *scale = more.length ? match_scale(reader, amount->end + more.length) : NULL;
	const struct word *second;
	struct number value;

	if (!scale || more.places > 0 || more.kind != NUMERAL_PLAIN || amount->numeral.places > 0 ||
	    !number_fits(more.value) || number_compare(scale->factor, amount->scale->factor) >= 0)
		return;
	amount->numeral.length = amount->end + more.length - amount->start;
	amount->end += more.length + scale->length;
	value = more.value;
	/* 1亿3千多万: the 千 is of the 万. */
	read_inner_hedge(reader);
	second = amount->is_open ? match_scale(reader, amount->end) : NULL;
	if (second) {
		value = number_multiply(value, scale->factor);
		amount->end += second->length;
		scale = second;
	}
	amount->numeral.value = number_add(
	    number_multiply(amount->numeral.value, number_divide(amount->scale->factor, scale->factor)), value);
	amount->scale = scale;
}

/* 52万3,418人, 3亿2,145万6,700元: what is below the last scale, in digits up to the unit, as Taiwan writes. */
static void read_units_place(const struct reader *reader)
{
	struct amount *amount = reader->amount;
	struct numeral more = numeral_read_arabic(reader->text + amount->end);
	const struct word *unit = more.length ? match_unit(reader, amount->end + more.length) : NULL;

	if (!unit || unit->unit->duration || more.places > 0 || amount->numeral.places > 0 || amount->numeral.is_han ||
	    !number_fits(more.value) || number_compare(more.value, amount->scale->factor) >= 0)
		return;
	amount->end += more.length;
	amount->numeral.length = amount->end - amount->start;
	amount->numeral.value = number_add(number_multiply(amount->numeral.value, amount->scale->factor), more.value);
	amount->scale = NULL;
}

static void read_scale(const struct reader *reader)
{
	struct amount *amount = reader->amount;
	const struct word *scale = match_scale(reader, amount->end);

	if (!scale)
		return;
	amount->scale = scale;
	amount->end += scale->length;
	if (!amount->is_open)
		read_second_numeral(reader);
	if (!amount->is_open)
		read_units_place(reader);
	if (!amount->is_open)
		read_inner_hedge(reader);
}

/* 六成二, 两成半: a digit, or a half, of the tenths behind them. */
static void read_part_of_tenth(const struct reader *reader)
{
	static const char half[] = "半";
	struct amount *amount = reader->amount;
	const char *rest = reader->text + amount->end;
	bool is_half = strncmp(rest, half, sizeof(half) - 1) == 0;
	struct numeral more = numeral_read_han(rest);

	if (!amount->numeral.is_han || amount->numeral.places > 0 || amount->scale || !amount->unit->pure ||
	    number_compare(amount->unit->factor, number_from_fraction(1, 10)) != 0)
		return;
	if (is_half)
		more = (struct numeral){.length = sizeof(half) - 1, .value = number_from_integer(5), .digits = 1};
	if (more.length == 0 || more.digits != 1 || more.kind != NUMERAL_PLAIN ||
	    number_compare(more.value, number_from_integer(10)) >= 0 || match_unit(reader, amount->end + more.length))
		return;
	amount->end += more.length;
	amount->numeral.length = amount->end - amount->start;
	amount->numeral.value = number_add(amount->numeral.value, number_divide(more.value, number_from_integer(10)));
	amount->numeral.step = number_from_decimal(1, -1);
	amount->numeral.places = 1;
}

/* 左右 以上 after the unit. A single 多 there opens the next word more often: 8家多次获奖. */
static void read_outer_hedge(const struct reader *reader)
{
	struct amount *amount = reader->amount;
	const struct word *hedge = match(reader, WORD_HEDGE_AFTER, amount->end);
	const struct word *noun = match(reader, WORD_NOUN, amount->end);

	if (!hedge || hedge->hedge == HEDGE_OVER || (noun && noun->length > hedge->length))
		return;
	amount->hedge = hedge->hedge;
	amount->end += hedge->length;
}

struct amount quantity_read(const struct lexicon *lexicon, const char *text, size_t length, size_t start,
			    struct numeral numeral)
{
	struct amount amount = {
	    .numeral = numeral, .start = start, .end = start + numeral.length, .multiplier = number_from_integer(1)};
	struct reader reader = {lexicon, text, length, &amount};
	const struct word *unit;
	size_t blank;

	read_inner_hedge(&reader);
	read_scale(&reader);
	/* 12 km: folding keeps a blank before letters. */
	blank = text[amount.end] == ' ' ? 1 : 0;
	unit = match_unit(&reader, amount.end + blank);
	if (unit) {
		amount.unit = unit->unit;
		amount.end += blank + unit->length;
		read_part_of_tenth(&reader);
	}
	if (unit || amount.scale)
		read_outer_hedge(&reader);
	if (amount.scale)
		amount.multiplier = amount.scale->factor;
	if (amount.unit)
		amount.multiplier = number_multiply(amount.multiplier, amount.unit->factor);
	return amount;
}

struct amount quantity_of_fraction(const struct lexicon *lexicon, size_t start, struct numeral fraction)
{
	const struct word *percent = lexicon_match(lexicon, WORD_UNIT, "%", 1);
	struct amount amount = {
	    .numeral = fraction, .start = start, .end = start + fraction.length, .multiplier = number_from_integer(1)};

	/* 百分之十二点五 prints as 12.5%. */
	if (percent) {
		amount.unit = percent->unit;
		amount.multiplier = percent->unit->factor;
		amount.numeral.value = number_divide(fraction.value, amount.multiplier);
		amount.numeral.step = number_divide(fraction.step, amount.multiplier);
	}
	return amount;
}

void quantity_borrow(struct amount *amount, const struct amount *later)
{
	if (amount->unit)
		return;
	amount->unit = later->unit;
	if (!amount->scale)
		amount->scale = later->scale;
	amount->multiplier = amount->scale ? amount->scale->factor : number_from_integer(1);
	if (amount->unit)
		amount->multiplier = number_multiply(amount->multiplier, amount->unit->factor);
}

struct number quantity_value(const struct amount *amount)
{
	return number_multiply(amount->numeral.value, amount->multiplier);
}

/* One unit of the last digit that is not a filling zero: 3 of 30000 gives 10000, 347 gives 1. */
static struct number significant_step(const struct numeral *numeral)
{
	struct number step = numeral->step, next;

	if (numeral->places > 0 || !number_fits(numeral->value) || number_sign(numeral->value) == 0)
		return step;
	for (;;) {
		next = number_multiply(step, number_from_integer(10));
		if (!number_fits(next) || !number_has_places(number_divide(numeral->value, next), 0))
			return step;
		step = next;
	}
}

static struct interval around(struct number value, struct number distance)
{
	return (struct interval){number_subtract(value, distance), number_add(value, distance)};
}

static struct interval interval_of(const struct amount *amount, struct number value, struct number step)
{
	struct number coarse = number_multiply(significant_step(&amount->numeral), amount->multiplier);
	struct number two = number_from_integer(2), most = number_multiply(value, number_from_integer(OPEN_END));

	switch (amount->hedge) {
	case HEDGE_ABOUT:
		return around(
		    value, number_maximum(number_divide(coarse, two), number_divide(value, number_from_integer(20))));
	case HEDGE_NEARLY:
		return (struct interval){number_multiply(value, number_from_fraction(17, 20)), value};
	case HEDGE_OVER:
		if (amount->is_half)
			return (struct interval){value, number_from_integer(1)};
		if (!amount->is_open)
			coarse = number_maximum(coarse, number_divide(value, number_from_integer(4)));
		return (struct interval){value, number_add(value, coarse)};
	case HEDGE_AT_LEAST:
		/* 0以上 has an end too. */
		return (struct interval){
		    value, number_maximum(most, number_multiply(amount->multiplier, number_from_integer(OPEN_END)))};
	case HEDGE_AT_MOST:
		return (struct interval){number_from_integer(0), value};
	case HEDGE_NONE:
		break;
	}
	return around(value, number_divide(step, two));
}

/* Counted in plain whole numbers, or nothing at all: exact. A duration is counted too. */
static bool is_exact(const struct amount *amount)
{
	bool counted = amount->unit && (amount->unit->counted || amount->unit->duration);

	if (amount->hedge != HEDGE_NONE || amount->numeral.places > 0 || !number_fits(amount->numeral.value))
		return false;
	/* 0元 is nothing; 0亿元 may be 4000万元. */
	if (number_sign(amount->numeral.value) == 0)
		return !amount->scale;
	return counted && !amount->scale && number_compare(amount->numeral.step, number_from_integer(1)) == 0;
}

/* 用户3.5亿 is an amount of something, 1千 may be but a number. */
static uint8_t dimension_of(const struct amount *amount)
{
	if (amount->unit)
		return amount->unit->dimension;
	return amount->scale && number_compare(amount->scale->factor, number_from_integer(LEAST_SCALE)) >= 0
		   ? DIMENSION_SCALED
		   : DIMENSION_NUMBER;
}

void quantity_fill(struct figure *figure, struct quantity *quantity, const struct amount *amount)
{
	struct number value = quantity_value(amount);

	figure->numeral = (struct span){amount->start, amount->start + amount->numeral.length};
	figure->unit = amount->unit;
	figure->dimension = dimension_of(amount);
	figure->scale = amount->scale;
	figure->places = (int16_t)amount->numeral.places;
	figure->hedge = amount->hedge;
	quantity->multiplier = amount->multiplier;
	quantity->step =
	    is_exact(amount) ? number_from_integer(0) : number_multiply(amount->numeral.step, amount->multiplier);
	quantity->interval = number_fits(value) ? interval_of(amount, value, quantity->step) : interval_unfit();
	if (amount->is_negative) {
		value = number_negate(value);
		quantity->interval = interval_negate(quantity->interval);
	}
	quantity->value = quantity->last = value;
}
