/* The figures of a text, and how values are printed like them. */
#include "figure/figure.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "figure/context.h"
#include "figure/scan.h"
#include "text/document.h"
#include "text/text.h"

static void place_figures(const struct document *document, struct figures *figures)
{
	for (size_t i = 0; i < figures->count; i++) {
		struct figure *figure = &figures->items[i];

		figure->sentence = document_sentence_at(document, figure->span.start);
		figure->bracket = document_bracket_at(document, figure->span.start);
	}
}

/* Digits next to a lost character or a page number may not be what was written. 1200m? has lost an exponent only. */
static void mark_doubtful(const struct text *text, struct figures *figures)
{
	size_t count;
	const struct damage_mark *marks = text_damage(text, &count);

	for (size_t m = 0, i = 0; m < count; m++) {
		size_t offset = marks[m].folded_offset;

		if (marks[m].kind != DAMAGE_PAGE_NUMBER && marks[m].kind != DAMAGE_BYTES)
			continue;
		while (i < figures->count && figures->items[i].span.end < offset)
			i++;
		for (size_t f = i; f < figures->count && figures->items[f].span.start <= offset; f++)
			if (marks[m].kind == DAMAGE_PAGE_NUMBER || offset <= figures->items[f].numeral.end)
				figures->items[f].is_doubtful = true;
	}
}

/* 5 1 6 0元: digits with blanks between them were one number, or two. */
static void mark_torn(const char *text, size_t length, struct figures *figures)
{
	static const char digits[] = "0123456789";

	for (size_t i = 0; i < figures->count; i++) {
		struct figure *figure = &figures->items[i];
		size_t start = figure->numeral.start, end = figure->numeral.end;
		bool before = start > 1 && text[start - 1] == ' ' && strchr(digits, text[start - 2]);
		bool after = end + 1 < length && text[end] == ' ' && strchr(digits, text[end + 1]);

		if (before || after)
			figure->is_doubtful = true;
	}
}

/* Does a word for a mean stand in this stretch? */
static bool speaks_of_mean(const struct lexicon *lexicon, const char *text, struct span span)
{
	for (size_t at = span.start; at < span.end; at += utf8_size(text[at]))
		if (lexicon_match(lexicon, WORD_MEAN, text + at, span.end - at))
			return true;
	return false;
}

static bool is_plain_amount(const struct figure *figure)
{
	return figure->role == FIGURE_QUANTITY && figure->unit && figure->unit->settled && !figure->scale &&
	       figure->hedge == HEDGE_NONE && !figure->is_range;
}

static void mark_settled(const struct lexicon *lexicon, const char *text, const struct document *document,
			 struct figures *figures)
{
	size_t count;
	const struct sentence *sentences = document_sentences(document, &count);
	const struct paragraph *paragraphs = document_paragraphs(document, &count);
	uint32_t looked_at = NO_INDEX;
	bool has_mean = false;

	for (size_t i = 0; i < figures->count; i++) {
		struct figure *figure = &figures->items[i];

		if (!is_plain_amount(figure) || figure->sentence == NO_INDEX)
			continue;
		if (sentences[figure->sentence].paragraph != looked_at) {
			looked_at = sentences[figure->sentence].paragraph;
			has_mean = speaks_of_mean(lexicon, text, paragraphs[looked_at].span);
		}
		figure->is_settled = !has_mean;
	}
}

struct figures *figures_extract(struct arena *arena, const struct text *text, const struct document *document,
				const struct lexicon *lexicon)
{
	struct figures *figures = arena_alloc(arena, sizeof(*figures));
	const char *folded = text_folded(text);
	size_t length = text_folded_length(text);

	scan_figures(arena, folded, length, document, lexicon, figures);
	place_figures(document, figures);
	context_read(arena, lexicon, folded, length, figures->items, figures->count);
	mark_doubtful(text, figures);
	mark_torn(folded, length, figures);
	mark_settled(lexicon, folded, document, figures);
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

/* From the value on, away from zero. */
static struct interval from_value(const struct figure *figure, struct number most)
{
	if (number_fits(figure->quantity->value) && number_sign(figure->quantity->value) < 0)
		return (struct interval){number_subtract(figure->quantity->value, most), figure->quantity->last};
	return (struct interval){figure->quantity->value, number_add(figure->quantity->last, most)};
}

/* A whole number of one digit: 9倍. */
static bool is_one_digit(const struct figure *figure)
{
	struct number ten_steps = number_multiply(figure->quantity->step, number_from_integer(10));

	return figure->places == 0 && number_fits(figure->quantity->value) &&
	       number_compare(number_absolute(figure->quantity->value), ten_steps) < 0;
}

struct interval figure_interval_cut(const struct figure *figure)
{
	struct number most = is_one_digit(figure) ? number_from_fraction(3, 4) : number_from_fraction(999, 1000);

	return from_value(figure, number_multiply(figure->quantity->step, most));
}

struct interval figure_interval_step(const struct figure *figure)
{
	return is_one_digit(figure) ? figure_interval_cut(figure) : from_value(figure, figure->quantity->step);
}

struct interval figure_interval_truncated(const struct figure *figure)
{
	return interval_hull(figure_interval_cut(figure), figure->quantity->interval);
}

struct interval figure_interval_twice(const struct figure *figure)
{
	/* 0.4446 printed as 0.445 and that as 0.45: at most five ninths of a step. */
	struct number most = number_multiply(figure->quantity->step, number_from_fraction(5, 9));
	struct interval twice = {number_subtract(figure->quantity->value, most),
				 number_add(figure->quantity->last, most)};

	return interval_hull(twice, figure->quantity->interval);
}

struct interval figure_interval_loose(const struct figure *figure)
{
	return interval_hull(figure_interval_twice(figure), figure_interval_cut(figure));
}

void figure_print_value(const struct figure *like, struct number value, int places, struct buffer *out)
{
	struct number printed = number_divide(value, like->quantity->multiplier);

	if (places >= 0)
		number_print(printed, places, false, out);
	else
		number_print(printed, 4, true, out);
	if (like->scale)
		buffer_append_string(out, like->scale->text);
	if (like->unit)
		buffer_append_string(out, like->unit->name);
}
