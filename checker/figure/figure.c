/* Finds every figure of a text: one pass that stops at digits and at the first characters of Chinese numerals. */
#include "figure/figure.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "figure/amount.h"
#include "figure/calendar.h"
#include "figure/context.h"
#include "figure/numeral.h"
#include "text/document.h"
#include "text/text.h"

enum { HAN = 3, IDENTIFIER_DIGITS = 7 };

struct figures {
	struct figure *items;
	size_t count;
	size_t capacity;
};

struct scan {
	struct arena *arena;
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
	struct figures *figures;
	size_t at;
	uint32_t last_period;
	const struct paragraph *paragraphs;
	size_t paragraph_count;
	size_t paragraph;
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static struct figure *add_figure(struct scan *scan, enum figure_role role, size_t start, size_t end)
{
	struct figures *figures = scan->figures;
	struct figure *figure;

	figures->items =
	    arena_grow(scan->arena, figures->items, figures->count, &figures->capacity, sizeof(*figures->items));
	figure = &figures->items[figures->count++];
	*figure = (struct figure){.span = {start, end},
				  .numeral = {start, end},
				  .role = role,
				  .sign = 1,
				  .multiplier = number_from_integer(1),
				  .value = number_from_integer(0),
				  .last = number_from_integer(0),
				  .step = number_from_integer(0),
				  .interval = interval_point(number_from_integer(0)),
				  .period = scan->last_period,
				  .sentence = NO_INDEX,
				  .bracket = NO_INDEX};
	scan->at = end;
	return figure;
}

/* A date or period at the scan's place. */
static bool scan_period(struct scan *scan)
{
	size_t start = scan->at, length = calendar_read(scan->lexicon, scan->text + start, scan->length - start);
	struct figure *figure;

	if (length == 0)
		return false;
	figure = add_figure(scan, FIGURE_PERIOD, start, start + length);
	figure->value = figure->last = number_from_integer(calendar_year(scan->text + start, length));
	figure->interval = interval_point(figure->value);
	scan->last_period = (uint32_t)(scan->figures->count - 1);
	return true;
}

static const struct word *match(const struct scan *scan, enum word_class class, size_t at)
{
	return lexicon_match(scan->lexicon, class, scan->text + at, scan->length - at);
}

static bool ends_with(const struct scan *scan, size_t at, const char *word)
{
	size_t length = strlen(word);

	return at >= length && memcmp(scan->text + at - length, word, length) == 0;
}

/* A printed minus is one only where no range or compound can be meant. */
static bool has_minus(const struct scan *scan, size_t at)
{
	if (at == 0 || scan->text[at - 1] != '-')
		return false;
	if (at == 1)
		return true;
	return !is_digit(scan->text[at - 2]) && !is_letter(scan->text[at - 2]) && scan->text[at - 2] != '-' &&
	       !ends_with(scan, at - 1, "%");
}

static size_t read_range_join(const char *text)
{
	static const char *const joins[] = {"至", "到", "-", "~", "—", "–", "——"};

	for (size_t i = sizeof(joins) / sizeof(*joins); i-- > 0;)
		if (strncmp(text, joins[i], strlen(joins[i])) == 0)
			return strlen(joins[i]);
	return 0;
}

/* 184.20亿元至187.40亿元, 3-5%: the first takes its unit from the second where it has none. */
static bool read_range(struct scan *scan, size_t start, struct amount *first)
{
	size_t join = read_range_join(scan->text + first->end), at = first->end + join;
	struct numeral numeral;
	struct amount second;
	struct figure *figure;
	struct interval interval;

	if (join == 0 || !is_digit(scan->text[at]))
		return false;
	numeral = numeral_read_arabic(scan->text + at);
	second = amount_read(scan->lexicon, scan->text, scan->length, numeral, at);
	if (!second.unit || !number_fits(second.numeral.value) ||
	    calendar_read(scan->lexicon, scan->text + at, scan->length - at))
		return false;
	if (!first->unit && !first->has_scale)
		first->multiplier = second.multiplier;
	else if (!first->unit)
		first->multiplier = number_multiply(first->multiplier, second.unit->factor);
	if (first->unit && first->unit->dimension != second.unit->dimension)
		return false;
	first->unit = second.unit;
	if (number_compare(number_multiply(first->numeral.value, first->multiplier),
			   number_multiply(second.numeral.value, second.multiplier)) > 0)
		return false;
	figure = add_figure(scan, FIGURE_QUANTITY, start, second.end);
	amount_fill(figure, &second, false);
	interval = figure->interval;
	amount_fill(figure, first, false);
	figure->last = number_multiply(second.numeral.value, second.multiplier);
	figure->interval = interval_hull(figure->interval, interval);
	figure->numeral = (struct span){start, start + first->numeral.length};
	figure->is_range = true;
	return true;
}

/* 8.1:45.2:46.7 */
static bool read_ratio(struct scan *scan, size_t start)
{
	struct number terms[8];
	size_t count = 0, at = start;
	int places = 0;
	struct figure *figure;

	for (;;) {
		struct numeral numeral = numeral_read_arabic(scan->text + at);

		if (numeral.length == 0 || numeral.is_grouped || count == 8 || !number_fits(numeral.value))
			return false;
		terms[count++] = numeral.value;
		places = numeral.places > places ? numeral.places : places;
		at += numeral.length;
		if (scan->text[at] != ':' || !is_digit(scan->text[at + 1]))
			break;
		at++;
	}
	if (count < 2)
		return false;
	figure = add_figure(scan, FIGURE_RATIO, start, at);
	figure->terms = arena_alloc_array(scan->arena, count, sizeof(*figure->terms));
	memcpy(figure->terms, terms, count * sizeof(*terms));
	figure->term_count = count;
	figure->value = figure->last = terms[0];
	figure->places = places;
	figure->step = number_from_decimal(1, -places);
	figure->interval = interval_point(terms[0]);
	return true;
}

/* Digits glued to letters, hyphens or stars: A4, G20, 77943225-2, 41***78, [3]. Returns their end, or 0. */
static size_t read_glued(const struct scan *scan, size_t start, size_t numeral_end)
{
	size_t end = numeral_end;
	const struct word *unit;

	if (start > 0 && (is_letter(scan->text[start - 1]) || scan->text[start - 1] == '*'))
		return end;
	if (start > 0 && scan->text[start - 1] == '[' && scan->text[end] == ']')
		return end;
	if (scan->text[end] == '*')
		return end + strspn(scan->text + end, "*0123456789");
	if (scan->text[end] == '-' && end - start >= 5 && is_digit(scan->text[end + 1]))
		return end + strspn(scan->text + end, "-0123456789");
	if (scan->text[end] == '.' && is_digit(scan->text[end + 1]))
		return end + strspn(scan->text + end, ".0123456789");
	unit = amount_match_unit(scan->lexicon, scan->text, scan->length, end);
	if (is_letter(scan->text[end]) && !unit)
		return end + strspn(scan->text + end, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
	return 0;
}

/* 第3, 289号, 世界500强, “21315”: names. */
static bool is_identifier(const struct scan *scan, size_t start, const struct amount *amount)
{
	size_t numeral_end = start + amount->numeral.length;
	const struct word *after = match(scan, WORD_IDENTIFIER_AFTER, numeral_end);
	const struct word *before = lexicon_match_before(scan->lexicon, WORD_IDENTIFIER_BEFORE, scan->text, start);
	const struct word *unit = amount_match_unit(scan->lexicon, scan->text, scan->length, numeral_end);

	if (before && !amount->has_scale)
		return true;
	if (ends_with(scan, start, ":") && start > 1 &&
	    lexicon_match_before(scan->lexicon, WORD_IDENTIFIER_BEFORE, scan->text, start - 1))
		return true;
	if (after && (!unit || unit->length <= after->length) && !amount->has_scale && !amount->numeral.is_han)
		return true;
	if (amount->unit || amount->has_scale)
		return false;
	if (amount->numeral.digits >= IDENTIFIER_DIGITS && amount->numeral.places == 0 && !amount->numeral.is_grouped)
		return true;
	return ends_with(scan, start, "“") && strncmp(scan->text + numeral_end, "”", HAN) == 0;
}

/* A number without a unit is a value where it has places, is compared, or stands in a table. */
static bool is_bare_value(const struct scan *scan, size_t start, const struct amount *amount)
{
	static const char *const before[] = {"为", "达", "是", ":", "到", "至"};

	if (amount->has_scale || amount->numeral.places > 0 || amount->numeral.is_grouped)
		return true;
	if (scan->paragraph < scan->paragraph_count && scan->paragraphs[scan->paragraph].is_table_row)
		return true;
	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (ends_with(scan, start, before[i]))
			return true;
	return false;
}

static bool is_list_mark(const struct scan *scan, size_t start)
{
	const struct paragraph *paragraph;

	if (scan->paragraph >= scan->paragraph_count)
		return false;
	paragraph = &scan->paragraphs[scan->paragraph];
	return paragraph->marker.style != MARKER_NONE && start >= paragraph->marker.span.start &&
	       start < paragraph->marker.span.end;
}

/* The hedge that stands before: its word belongs to the figure's span. */
static size_t read_hedge_before(const struct scan *scan, size_t start, enum hedge *hedge)
{
	const struct word *word = lexicon_match_before(scan->lexicon, WORD_HEDGE_BEFORE, scan->text, start);
	const struct word *noun = lexicon_match_before(scan->lexicon, WORD_NOUN, scan->text, start);

	/* 签约7438户: the 约 is the word's own. */
	if (!word || (noun && noun->length > word->length))
		return start;
	*hedge = word->hedge;
	return start - word->length;
}

static void add_quantity(struct scan *scan, size_t start, struct amount *amount, enum figure_role role)
{
	bool negative = has_minus(scan, start);
	enum hedge before = HEDGE_NONE;
	size_t begin = negative ? start - 1 : start;
	struct figure *figure;

	begin = read_hedge_before(scan, begin, &before);
	/* Words that a figure before has taken are its own. */
	if (scan->figures->count > 0 && scan->figures->items[scan->figures->count - 1].span.end > begin)
		begin = negative ? start - 1 : start;
	else if (before != HEDGE_NONE)
		amount->hedge = before;
	figure = add_figure(scan, role, begin, amount->end);
	figure->numeral = (struct span){start, start + amount->numeral.length};
	amount_fill(figure, amount, negative);
}

static void scan_arabic(struct scan *scan)
{
	size_t start = scan->at, length = calendar_read_time(scan->text + start), glued;
	struct numeral numeral;
	struct amount amount;

	if (length > 0) {
		add_figure(scan, FIGURE_IDENTIFIER, start, start + length);
		return;
	}
	numeral = numeral_read_arabic(scan->text + start);
	if (is_list_mark(scan, start)) {
		scan->at = start + numeral.length;
		return;
	}
	glued = read_glued(scan, start, start + numeral.length);
	if (glued || !number_fits(numeral.value)) {
		add_figure(scan, FIGURE_IDENTIFIER, start, glued ? glued : start + numeral.length);
		return;
	}
	if (scan_period(scan))
		return;
	if (read_ratio(scan, start))
		return;
	amount = amount_read(scan->lexicon, scan->text, scan->length, numeral, start);
	if (read_range(scan, start, &amount))
		return;
	if (is_identifier(scan, start, &amount) || (!amount.unit && !is_bare_value(scan, start, &amount)))
		add_figure(scan, FIGURE_IDENTIFIER, start, start + numeral.length);
	else
		add_quantity(scan, start, &amount, FIGURE_QUANTITY);
}

static bool is_one(const struct numeral *numeral)
{
	return numeral->is_han && numeral->digits == 1 && number_compare(numeral->value, number_from_integer(1)) == 0;
}

/* 数十家, 几百人, 上百万: no one knows how many. */
static bool is_indefinite(const struct scan *scan, size_t start)
{
	return ends_with(scan, start, "数") || ends_with(scan, start, "几") || ends_with(scan, start, "上") ||
	       ends_with(scan, start, "好") || ends_with(scan, start, "第") || ends_with(scan, start, "成");
}

static bool scan_fraction(struct scan *scan)
{
	size_t start = scan->at;
	struct numeral fraction = numeral_read_fraction(scan->text + start);
	struct figure *figure;
	const struct word *percent;
	struct amount amount = {
	    .numeral = fraction, .multiplier = number_from_integer(1), .end = start + fraction.length};

	if (fraction.length == 0)
		return false;
	percent = lexicon_match(scan->lexicon, WORD_UNIT, "%", 1);
	amount.unit = percent ? percent->unit : NULL;
	add_quantity(scan, start, &amount, FIGURE_QUANTITY);
	figure = &scan->figures->items[scan->figures->count - 1];
	/* The words are whole numbers of percent: 百分之十二点五 prints as 12.5%. */
	if (percent)
		figure->multiplier = percent->unit->factor;
	return true;
}

static void scan_han(struct scan *scan)
{
	size_t start = scan->at;
	struct numeral numeral;
	struct amount amount;

	if (scan_fraction(scan))
		return;
	if (scan_period(scan))
		return;
	numeral = numeral_read_han(scan->text + start);
	if (numeral.length == 0 || is_list_mark(scan, start)) {
		scan->at = start + (numeral.length ? numeral.length : HAN);
		return;
	}
	amount = amount_read(scan->lexicon, scan->text, scan->length, numeral, start);
	if (!amount.unit || is_indefinite(scan, start)) {
		scan->at = start + numeral.length;
		return;
	}
	if (is_identifier(scan, start, &amount)) {
		add_figure(scan, FIGURE_IDENTIFIER, start, start + numeral.length);
		return;
	}
	add_quantity(scan, start, &amount, is_one(&numeral) && amount.unit->counted ? FIGURE_WEAK : FIGURE_QUANTITY);
}

/* 半数, 一半: words that are numbers. */
static bool scan_numeral_word(struct scan *scan)
{
	const struct word *word = lexicon_may_begin(scan->lexicon, WORD_NUMERAL, scan->text + scan->at)
				      ? match(scan, WORD_NUMERAL, scan->at)
				      : NULL;
	const struct word *percent = word ? lexicon_match(scan->lexicon, WORD_UNIT, "%", 1) : NULL;
	struct amount amount = {.multiplier = number_from_integer(1)};

	if (!percent)
		return false;
	amount.numeral = (struct numeral){
	    .length = word->length, .value = word->factor, .step = number_from_fraction(1, 100), .is_han = true};
	amount.unit = percent->unit;
	amount.end = scan->at + word->length;
	add_quantity(scan, scan->at, &amount, FIGURE_QUANTITY);
	scan->figures->items[scan->figures->count - 1].multiplier = percent->unit->factor;
	return true;
}

static void scan_step(struct scan *scan)
{
	const char *here = scan->text + scan->at;

	while (scan->paragraph < scan->paragraph_count && scan->paragraphs[scan->paragraph].span.end <= scan->at)
		scan->paragraph++;
	if (is_digit(*here)) {
		scan_arabic(scan);
		return;
	}
	if ((unsigned char)*here < 0xe2) {
		scan->at += utf8_size(*here);
		return;
	}
	if (scan_numeral_word(scan))
		return;
	if (numeral_may_begin(here))
		scan_han(scan);
	else if (!lexicon_may_begin(scan->lexicon, WORD_PERIOD, here) || !scan_period(scan))
		scan->at += utf8_size(*here);
}

static void place_figures(const struct document *document, struct figures *figures)
{
	for (size_t i = 0; i < figures->count; i++) {
		struct figure *figure = &figures->items[i];

		figure->sentence = document_sentence_at(document, figure->span.start);
		figure->bracket = document_bracket_at(document, figure->span.start);
	}
}

/* Digits next to a lost character or a page number may not be what was written. */
static void mark_doubtful(const struct text *text, struct figures *figures)
{
	size_t count;
	const struct damage_mark *marks = text_damage(text, &count);

	for (size_t m = 0, i = 0; m < count; m++) {
		size_t offset = marks[m].folded_offset;

		if (marks[m].kind != DAMAGE_PAGE_NUMBER)
			continue;
		while (i < figures->count && figures->items[i].span.end < offset)
			i++;
		if (i < figures->count && figures->items[i].span.start <= offset)
			figures->items[i].is_doubtful = true;
	}
}

struct figures *figures_extract(struct arena *arena, const struct text *text, const struct document *document,
				const struct lexicon *lexicon)
{
	struct figures *figures = arena_alloc(arena, sizeof(*figures));
	struct scan scan = {.arena = arena,
			    .lexicon = lexicon,
			    .text = text_folded(text),
			    .length = text_folded_length(text),
			    .figures = figures,
			    .last_period = NO_INDEX};

	scan.paragraphs = document_paragraphs(document, &scan.paragraph_count);
	while (scan.at < scan.length)
		scan_step(&scan);
	place_figures(document, figures);
	context_read(lexicon, scan.text, scan.length, figures->items, figures->count);
	mark_doubtful(text, figures);
	return figures;
}

size_t figures_count(const struct figures *figures)
{
	return figures->count;
}

const struct figure *figures_at(const struct figures *figures, size_t index)
{
	return &figures->items[index];
}

size_t figures_first_from(const struct figures *figures, size_t offset)
{
	size_t low = 0, high = figures->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (figures->items[middle].span.start < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
