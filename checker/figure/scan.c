/* Finds every figure of a text: one pass that stops at digits and at the first characters of words with a number. */
#include "figure/scan.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "figure/calendar.h"
#include "figure/identifier.h"

enum { HAN = 3, CODE_POINTS = 0x10000, FIRST_HAN_BYTE = 0xe2 };

struct figure *scan_add_figure(struct scan *scan, enum figure_role role, size_t start, size_t end)
{
	static const struct quantity nothing = {
	    {0, 1}, {0, 1}, {0, 1}, {{0, 1}, {0, 1}}, {1, 1},
	};
	struct figures *figures = scan->figures;
	struct figure *figure;

	figures->items =
	    arena_grow(scan->arena, figures->items, figures->count, &figures->capacity, sizeof(*figures->items));
	figure = &figures->items[figures->count++];
	*figure = (struct figure){.span = {start, end},
				  .numeral = {start, end},
				  .quantity = &nothing,
				  .role = (uint8_t)role,
				  .sign = 1,
				  .period = NO_INDEX,
				  .sentence = NO_INDEX,
				  .bracket = NO_INDEX};
	scan->at = end;
	return figure;
}

void scan_fill(struct scan *scan, struct figure *figure, const struct amount *amount)
{
	struct quantity quantity;

	quantity_fill(figure, &quantity, amount);
	figure->quantity = quantity_share(scan->shared, &quantity);
}

/* Is every number of the row a year? Then it is a table's head. */
static bool is_row_of_years(const struct scan *scan, const struct paragraph *row)
{
	for (size_t at = row->span.start; at < row->span.end;) {
		size_t digits = strspn(scan->text + at, "0123456789.,");

		if (digits > 0 && scan_is_digit(scan->text[at]) && !calendar_is_year(scan->text + at, digits))
			return false;
		at += digits ? digits : utf8_size(scan->text[at]);
	}
	return true;
}

/* A number without a unit is a value where it has places, is compared, or stands in a table. */
static bool is_bare_value(const struct scan *scan, const struct amount *amount)
{
	static const char *const before[] = {"为", "达", "是", ":", "到", "至"};
	const struct paragraph *paragraph = scan_paragraph_at(scan, amount->start);

	if (amount->scale || amount->numeral.places > 0 || amount->numeral.is_grouped)
		return true;
	if (paragraph && paragraph->is_table_row)
		return true;
	if (identifier_is_item(scan->text, &amount->numeral, amount->start))
		return false;
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (scan_ends_with(scan, amount->start, before[i]))
			return true;
	return false;
}

static bool is_bare_year(const struct scan *scan, const struct amount *amount)
{
	const struct paragraph *paragraph = scan_paragraph_at(scan, amount->start);

	if (amount->unit || amount->scale || !calendar_is_year(scan->text + amount->start, amount->numeral.length))
		return false;
	return !paragraph || !paragraph->is_table_row || is_row_of_years(scan, paragraph);
}

/* The end of the paragraph's own number when `at` lies in it, else 0. */
static size_t marker_end(const struct scan *scan, size_t at)
{
	const struct paragraph *paragraph = scan_paragraph_at(scan, at);

	return paragraph && paragraph->marker.style != MARKER_NONE && at >= paragraph->marker.span.start &&
		       at < paragraph->marker.span.end
		   ? paragraph->marker.span.end
		   : 0;
}

static void add_period(struct scan *scan, size_t length)
{
	size_t start = scan->at;
	struct figure *figure = scan_add_figure(scan, FIGURE_PERIOD, start, start + length);
	const struct word *lead = scan_match(scan, WORD_PERIOD_BEFORE, start);
	struct quantity quantity = *figure->quantity;

	/* 截至2023年末 is 2023年末. */
	if (lead && !lead->reaches && lead->length > HAN && lead->length < length)
		figure->numeral.start += lead->length;
	int last;

	quantity.value = number_from_integer(calendar_year(scan->text + start, length, &last));
	quantity.last = number_from_integer(last);
	quantity.interval = interval_point(quantity.value);
	figure->quantity = quantity_share(scan->shared, &quantity);
}

static bool scan_period(struct scan *scan)
{
	size_t length = calendar_read(scan->lexicon, scan->text + scan->at, scan->length - scan->at);
	const struct word *noun = length > 0 ? scan_match_before(scan, WORD_NOUN, scan->at + HAN) : NULL;

	/* 青年中, 成年后 */
	if (length == 0 || (noun && noun->length > HAN))
		return false;
	add_period(scan, length);
	return true;
}

/* 第1、2条: what makes the first a name makes the others names. */
static bool goes_on_with_names(const struct scan *scan, size_t start)
{
	const struct figure *last = scan->figures->count ? &scan->figures->items[scan->figures->count - 1] : NULL;
	const struct word *ordinal;

	if (!last || last->role != FIGURE_IDENTIFIER || last->span.end + HAN != start ||
	    !scan_ends_with(scan, start, "、"))
		return false;
	ordinal = scan_match_before(scan, WORD_IDENTIFIER_BEFORE, last->numeral.start);
	return ordinal && ordinal->reaches;
}

/* A code without a unit, a date, a ratio or an amount. */
static void scan_amount(struct scan *scan, struct numeral numeral)
{
	size_t start = scan->at;
	struct amount amount = quantity_read(scan->lexicon, scan->text, scan->length, start, numeral);
	bool named =
	    identifier_is_named(scan->lexicon, scan->text, scan->length, &amount) || goes_on_with_names(scan, start);

	if (!named && scan_range(scan, &amount))
		return;
	if (!named && !amount.unit)
		named = !scan_borrow(scan, &amount);
	if (!named && is_bare_year(scan, &amount))
		add_period(scan, numeral.length);
	else if (named || (!amount.unit && !is_bare_value(scan, &amount)))
		scan_add_figure(scan, FIGURE_IDENTIFIER, start, start + numeral.length);
	else
		scan_add_quantity(scan, &amount, FIGURE_QUANTITY);
}

static void scan_arabic(struct scan *scan)
{
	size_t start = scan->at, length = calendar_read_time(scan->text + start), marker = marker_end(scan, start);
	struct numeral numeral = numeral_read_arabic(scan->text + start);
	struct span glued;

	if (marker > 0 || length > 0) {
		scan_add_figure(scan, FIGURE_IDENTIFIER, start, marker ? marker : start + length);
		return;
	}
	if (scan_period(scan))
		return;
	glued = identifier_read_glued(scan->lexicon, scan->text, scan->length, start, &numeral);
	if (span_length(glued) > 0 || !number_fits(numeral.value)) {
		if (span_length(glued) == 0)
			glued = (struct span){start, start + numeral.length};
		if (glued.start < scan_taken_until(scan))
			glued.start = start;
		scan_add_figure(scan, FIGURE_IDENTIFIER, glued.start, glued.end);
		scan->figures->items[scan->figures->count - 1].numeral.start = start;
		return;
	}
	if (!scan_ratio(scan, start))
		scan_amount(scan, numeral);
}

static bool is_one(const struct numeral *numeral)
{
	return numeral->digits == 1 && number_compare(numeral->value, number_from_integer(1)) == 0;
}

/* 数十家, 几百人, 七八个: no one knows how many; 总数三十家 is known. 二次, 二类: the second. “三个…”: a slogan. */
static bool is_indefinite(const struct scan *scan, size_t start, const struct numeral *numeral)
{
	const char *here = scan->text + start;

	if (numeral->kind != NUMERAL_PLAIN || scan_ends_with(scan, start, "几") || scan_ends_with(scan, start, "“"))
		return true;
	if (strncmp(here, "十", HAN) == 0)
		return scan_ends_with(scan, start, "数");
	return numeral->digits == 1 && strncmp(here, "二", HAN) == 0;
}

/* 百分之十二点五, 三分之一; 半数. */
static bool scan_fraction(struct scan *scan)
{
	struct numeral fraction = numeral_read_fraction(scan->text + scan->at);
	const struct word *word = fraction.length ? NULL : scan_match(scan, WORD_NUMERAL, scan->at);
	struct amount amount;
	const struct word *after;

	if (word && number_compare(word->factor, number_from_integer(1)) < 0)
		fraction = (struct numeral){.length = word->length,
					    .value = word->factor,
					    .step = number_from_fraction(3, 100),
					    .is_han = true};
	if (fraction.length == 0)
		return false;
	amount = quantity_of_fraction(scan->lexicon, scan->at, fraction);
	amount.is_half = word != NULL;
	after = scan_match(scan, WORD_HEDGE_AFTER, amount.end);
	if (after && !(scan_match(scan, WORD_NOUN, amount.end))) {
		amount.hedge = after->hedge;
		amount.is_open = after->hedge == HEDGE_OVER;
		amount.end += after->length;
	}
	scan_add_quantity(scan, &amount, FIGURE_QUANTITY);
	return true;
}

/* 这宗, 该项: one. */
static bool scan_one(struct scan *scan)
{
	size_t start = scan->at;
	const struct word *word = scan_match(scan, WORD_NUMERAL, start);
	struct amount amount;

	if (!word)
		return false;
	amount = quantity_read(scan->lexicon, scan->text, scan->length, start,
			       (struct numeral){.length = word->length,
						.value = word->factor,
						.step = number_from_integer(1),
						.digits = 1,
						.is_han = true});
	if (!amount.unit || !amount.unit->counted || amount.scale)
		return false;
	scan_fill(scan, scan_add_figure(scan, FIGURE_WEAK, start, amount.end), &amount);
	return true;
}

/* 第二、三大股东: the third, not three. */
static bool goes_on_with_ordinals(const struct scan *scan, size_t start)
{
	static const char numerals[] = "一二三四五六七八九十";

	while (scan_ends_with(scan, start, "、")) {
		size_t end = start -= HAN;
		const struct word *ordinal;

		for (size_t i = 0; i + 1 < sizeof(numerals) && end == start && end >= HAN; i += HAN)
			start -= strncmp(scan->text + start - HAN, numerals + i, HAN) == 0 ? HAN : 0;
		if (start == end)
			return false;
		ordinal = scan_match_before(scan, WORD_IDENTIFIER_BEFORE, start);
		if (ordinal && ordinal->reaches)
			return true;
	}
	return false;
}

/* A numeral in words is a figure only with a unit, or with 万 or 亿 that is its own. */
static void scan_han_amount(struct scan *scan, struct numeral numeral)
{
	size_t start = scan->at;
	struct amount amount = quantity_read(scan->lexicon, scan->text, scan->length, start, numeral);
	const struct word *ordinal = scan_match_before(scan, WORD_IDENTIFIER_BEFORE, start);

	if (ordinal && ordinal->reaches)
		scan_add_figure(scan, FIGURE_IDENTIFIER, start, start + numeral.length);
	else if (is_indefinite(scan, start, &numeral))
		scan->at = amount.end;
	else if (numeral.digits == 1 && goes_on_with_ordinals(scan, start))
		scan->at = start + numeral.length;
	else if (!scan_range(scan, &amount)) {
		if (amount.unit || (amount.scale && numeral.digits > 1))
			scan_add_quantity(scan, &amount,
					  is_one(&numeral) && amount.unit && !amount.scale &&
						  (amount.unit->counted || amount.unit->duration)
					      ? FIGURE_WEAK
					      : FIGURE_QUANTITY);
		else
			scan->at = start + numeral.length;
	}
}

static void scan_han(struct scan *scan)
{
	size_t start = scan->at, marker = marker_end(scan, start);
	const struct word *noun = scan_match(scan, WORD_NOUN, start);
	struct numeral numeral;

	if (marker > 0) {
		scan->at = marker;
		return;
	}
	if (scan_fraction(scan) || scan_period(scan) || scan_one(scan))
		return;
	numeral = numeral_read_han(scan->text + start);
	if (noun && noun->length > numeral.length)
		scan->at = start + noun->length;
	else if (numeral.length > 0)
		scan_han_amount(scan, numeral);
	else
		scan->at = start + utf8_size(scan->text[start]);
}

static void mark_start(uint8_t *starts, const char *text)
{
	size_t size;
	uint32_t code_point = utf8_decode(text, &size);

	if (code_point < CODE_POINTS)
		starts[code_point / 8] |= (uint8_t)(1u << code_point % 8);
}

/* Everything a figure can begin with, but digits. */
static uint8_t *collect_starts(struct arena *arena, const struct lexicon *lexicon)
{
	static const enum word_class classes[] = {WORD_NUMERAL, WORD_PERIOD, WORD_PERIOD_BEFORE};
	static const char numerals[] = "零〇一二两三四五六七八九十百千万“";
	uint8_t *starts = arena_alloc(arena, CODE_POINTS / 8);

	for (size_t i = 0; i + 1 < sizeof(numerals); i += HAN)
		mark_start(starts, numerals + i);
	for (size_t c = 0; c < sizeof(classes) / sizeof(*classes); c++) {
		size_t count;
		const struct word *const *words = lexicon_words(lexicon, classes[c], &count);

		for (size_t i = 0; i < count; i++)
			mark_start(starts, words[i]->text);
	}
	return starts;
}

static void scan_step(struct scan *scan)
{
	const char *here = scan->text + scan->at;
	size_t size;
	uint32_t code_point;

	if (scan_is_digit(*here)) {
		while (scan->paragraph < scan->paragraph_count &&
		       scan->paragraphs[scan->paragraph].span.end <= scan->at)
			scan->paragraph++;
		scan_arabic(scan);
		return;
	}
	if ((unsigned char)*here < FIRST_HAN_BYTE) {
		scan->at += utf8_size(*here);
		return;
	}
	code_point = utf8_decode(here, &size);
	if (code_point >= CODE_POINTS || !(scan->starts[code_point / 8] >> code_point % 8 & 1)) {
		scan->at += size;
		return;
	}
	while (scan->paragraph < scan->paragraph_count && scan->paragraphs[scan->paragraph].span.end <= scan->at)
		scan->paragraph++;
	scan_han(scan);
}

void scan_figures(struct arena *arena, const char *text, size_t length, const struct document *document,
		  const struct lexicon *lexicon, struct figures *figures)
{
	struct scan scan = {.arena = arena,
			    .shared = shared_quantities_new(arena),
			    .lexicon = lexicon,
			    .text = text,
			    .length = length,
			    .figures = figures,
			    .starts = collect_starts(arena, lexicon)};

	scan.paragraphs = document_paragraphs(document, &scan.paragraph_count);
	while (scan.at < scan.length)
		scan_step(&scan);
	shared_quantities_finish(scan.shared);
}
