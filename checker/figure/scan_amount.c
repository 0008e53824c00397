/* Amounts in the scan: their signs and hedges, ranges, ratios, lists that share a unit. */
#include "base/arena.h"
#include "figure/calendar.h"
#include "figure/identifier.h"
#include "figure/scan.h"

enum { HAN = 3, MOST_TERMS = 8, MOST_BORROWED = 12, MOST_BETWEEN = 18 };

/*
 * A printed minus is one only where no range or compound can be meant: 增长-5.2%, not 3-5% or 海口-3号. Returns the
 * bytes of the sign.
 */
static size_t minus_before(const struct scan *scan, const struct amount *amount)
{
	static const char word[] = "负";
	const char *text = scan->text;
	size_t at = amount->start, before;

	if (scan_ends_with(scan, at, word))
		return scan_match_before(scan, WORD_NOUN, at) ? 0 : sizeof(word) - 1;
	if (at == 0 || text[at - 1] != '-')
		return 0;
	before = at - 1;
	/* 期初-4万元 has no other reading; 甲-3个 has. */
	if (before > 0 && (unsigned char)text[before - 1] >= 0x80 &&
	    (amount->scale || (amount->unit && !amount->unit->counted)))
		return scan_taken_until(scan) < at ? 1 : 0;
	if (before == 0 || strchr("(,;:|\t\n ", text[before - 1]) || scan_ends_with(scan, before, "、") ||
	    scan_ends_with(scan, before, "和") || scan_match_before(scan, WORD_FILLER, before) ||
	    scan_match_before(scan, WORD_SENSE, before))
		return scan_taken_until(scan) < at ? 1 : 0;
	return 0;
}

/* The hedge that stands before belongs to the figure, unless it is the end of a noun (签约) or counts years (近五年). */
static size_t hedge_before(const struct scan *scan, size_t start, const struct unit *unit, enum hedge *hedge)
{
	const struct word *word = scan_match_before(scan, WORD_HEDGE_BEFORE, start);
	const struct word *noun = scan_match_before(scan, WORD_NOUN, start);

	if (!word || (noun && noun->length > word->length) || start - word->length < scan_taken_until(scan) ||
	    (word->hedge == HEDGE_NEARLY && word->length == HAN && unit && unit->duration))
		return start;
	*hedge = word->hedge;
	return start - word->length;
}

/* A table's cell with nothing but a number in brackets: accountants' minus. */
static bool is_bracketed_cell(const struct scan *scan, const struct amount *amount)
{
	const struct paragraph *paragraph = scan_paragraph_at(scan, amount->start);
	size_t start = amount->start;

	return paragraph && paragraph->is_table_row && scan_ends_with(scan, start, "(") &&
	       scan->text[amount->end] == ')' && (amount->numeral.places > 0 || amount->numeral.is_grouped) &&
	       start > 1 && strchr("|\t \n", scan->text[start - 2]);
}

struct figure *scan_add_quantity(struct scan *scan, struct amount *amount, enum figure_role role)
{
	size_t sign = minus_before(scan, amount), start = amount->start - sign, end = amount->end;
	enum hedge hedge = HEDGE_NONE;
	struct figure *figure;

	amount->is_negative = sign > 0;
	if (is_bracketed_cell(scan, amount)) {
		amount->is_negative = true;
		start--;
		end++;
	}
	start = hedge_before(scan, start, amount->unit, &hedge);
	/* 近30万多 would be odd; 超300多家 is open by what is left out. */
	if (hedge != HEDGE_NONE && !(amount->is_open && hedge == HEDGE_OVER)) {
		amount->hedge = hedge;
		amount->is_open = false;
	}
	figure = scan_add_figure(scan, role, start, end);
	scan_fill(scan, figure, amount);
	return figure;
}

static size_t range_join(const char *text)
{
	static const char *const joins[] = {"至", "到", "-", "~", "—"};

	for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
		if (strncmp(text, joins[i], strlen(joins[i])) == 0)
			return strlen(joins[i]);
	return 0;
}

/* 从3.4%到4.1% is a change, no range. */
static bool begins_change(const struct scan *scan, size_t start)
{
	const struct word *word = scan_match_before(scan, WORD_SENSE, start);

	return word && word->sense == SENSE_FROM;
}

static struct number distance(struct number a, struct number b)
{
	struct number difference = number_subtract(a, b);

	return number_sign(difference) < 0 ? number_negate(difference) : difference;
}

/*
 * 由3.20亿元增加0.74亿元至3.84亿元 goes from a value by a change to the next value; 比1.5亿元增加0.6亿元至1.0亿元 is a change
 * between two bounds. Which of them is told by what the second figure is nearer to.
 */
static bool is_change_to_level(const struct scan *scan, const struct amount *change, const struct amount *level)
{
	const struct word *word = scan_match_before(scan, WORD_SENSE, change->start);
	const struct figures *figures = scan->figures;
	const struct figure *base = figures->count ? &figures->items[figures->count - 1] : NULL;
	struct number delta = quantity_value(change), reached = quantity_value(level), sum;
	enum { FAR = 4 };

	if (!word || (word->sense != SENSE_RISE && word->sense != SENSE_FALL))
		return false;
	/* 减少1.05亿元至9.40亿元: no two bounds are that far apart. */
	if (number_compare(number_multiply(delta, number_from_integer(FAR)), reached) < 0)
		return true;
	if (!base || base->role != FIGURE_QUANTITY || !level->unit || base->dimension != level->unit->dimension ||
	    base->span.end + MOST_BETWEEN < change->start ||
	    memchr(scan->text + base->span.end, ',', change->start - base->span.end))
		return false;
	sum = word->sense == SENSE_RISE ? number_add(base->quantity->value, delta)
					: number_subtract(base->quantity->value, delta);
	return number_compare(distance(reached, sum), distance(reached, delta)) < 0;
}

bool scan_range(struct scan *scan, struct amount *first)
{
	size_t join = range_join(scan->text + first->end), at = first->end + join;
	struct amount second, *later = &second;
	struct numeral numeral = join ? numeral_read(scan->text + at) : (struct numeral){0};
	struct figure *figure;
	struct quantity quantity;
	struct interval interval;

	if (numeral.length == 0 || numeral.kind != NUMERAL_PLAIN || !number_fits(numeral.value) ||
	    begins_change(scan, first->start) || calendar_read(scan->lexicon, scan->text + at, scan->length - at))
		return false;
	second = quantity_read(scan->lexicon, scan->text, scan->length, at, numeral);
	if (!second.unit || (first->unit && first->unit->dimension != second.unit->dimension))
		return false;
	quantity_borrow(first, later);
	if (number_compare(quantity_value(first), quantity_value(later)) >= 0 || is_change_to_level(scan, first, later))
		return false;
	figure = scan_add_quantity(scan, first, FIGURE_QUANTITY);
	interval = figure->quantity->interval;
	if (second.hedge == HEDGE_NONE)
		second.hedge = first->hedge;
	quantity_fill(figure, &quantity, later);
	quantity.interval = interval_hull(interval, quantity.interval);
	quantity.value = first->is_negative ? number_negate(quantity_value(first)) : quantity_value(first);
	figure->quantity = quantity_share(scan->shared, &quantity);
	figure->numeral = (struct span){first->start, first->start + first->numeral.length};
	figure->span.end = second.end;
	figure->is_range = true;
	scan->at = second.end;
	return true;
}

/* 8.2、9.1和7.5个百分点: the unit at the end of a list is everyone's; 12345、12315热线: so is what makes a name. */
bool scan_borrow(const struct scan *scan, struct amount *amount)
{
	static const char *const joins[] = {"、", "和", "及", "与", "或"};
	size_t at = amount->end;

	for (int i = 0; i < MOST_BORROWED; i++) {
		size_t join = 0;
		struct numeral numeral;
		struct amount later;

		for (size_t j = 0; j < sizeof(joins) / sizeof(*joins) && join == 0; j++)
			join = strncmp(scan->text + at, joins[j], HAN) == 0 ? HAN : 0;
		numeral = join ? numeral_read_arabic(scan->text + at + join) : (struct numeral){0};
		if (numeral.length == 0 || !number_fits(numeral.value))
			return true;
		later = quantity_read(scan->lexicon, scan->text, scan->length, at + join, numeral);
		if (identifier_is_named(scan->lexicon, scan->text, scan->length, &later))
			return false;
		if (later.unit) {
			quantity_borrow(amount, &later);
			return true;
		}
		at = later.end;
	}
	return true;
}

/* 8.1:45.2:46.7 */
bool scan_ratio(struct scan *scan, size_t start)
{
	struct number terms[MOST_TERMS], *kept;
	struct quantity quantity;
	size_t count = 0, at = start;
	int places = 0;
	struct figure *figure;

	for (;;) {
		struct numeral numeral = numeral_read_arabic(scan->text + at);

		if (numeral.length == 0 || numeral.is_grouped || count == MOST_TERMS || !number_fits(numeral.value))
			return false;
		terms[count++] = numeral.value;
		places = numeral.places > places ? numeral.places : places;
		at += numeral.length;
		if (scan->text[at] != ':' || !scan_is_digit(scan->text[at + 1]))
			break;
		at++;
	}
	if (count < 2)
		return false;
	figure = scan_add_figure(scan, FIGURE_RATIO, start, at);
	kept = arena_alloc_array(scan->arena, count, sizeof(*kept));
	memcpy(kept, terms, count * sizeof(*kept));
	figure->terms = kept;
	figure->term_count = (uint8_t)count;
	figure->places = (int16_t)places;
	quantity = (struct quantity){.value = terms[0],
				     .last = terms[0],
				     .step = number_from_decimal(1, -places),
				     .interval = interval_point(terms[0]),
				     .multiplier = figure->quantity->multiplier};
	figure->quantity = quantity_share(scan->shared, &quantity);
	return true;
}
