/* Cuts and underlines quotations. */
#include "report/underline.h"

#include <string.h>

#include "base/arena.h"
#include "base/printable.h"
#include "base/utf8.h"

enum {
	MOST_LINES = 4,
	LEAST_CONTEXT = 2, /* characters around each figure, even where this takes another line */
	MARK_COLUMNS = 40, /* a longer mark is cut, too */
	MARK_END_COLUMNS = 18
};

static const char ellipsis[] = "…";

enum mark { MARK_NONE, MARK_OPERAND, MARK_STATED };

/* A character with the marks that combine with it, or a run of blanks. */
struct unit {
	struct span span;
	size_t columns;
	enum mark mark;
	bool is_blank;
	bool is_kept;
	bool is_taken; /* kept from the next round on */
};

struct quotation {
	const char *bytes;
	struct unit *units;
	size_t count;
	const struct underline_layout *layout;
	size_t ellipsis_columns;
};

static bool is_blank(uint32_t code_point)
{
	return is_control(code_point) || code_point == ' ' || code_point == 0xa0 || code_point == 0x3000;
}

static void add_unit(struct quotation *quotation, struct unit unit)
{
	struct unit *last = quotation->count > 0 ? &quotation->units[quotation->count - 1] : NULL;

	if (last && unit.is_blank && last->is_blank)
		last->span.end = unit.span.end;
	else
		quotation->units[quotation->count++] = unit;
}

static void split(struct quotation *quotation, size_t length)
{
	enum { JOINER = 0x200d };
	bool joins = false;

	for (size_t at = 0, size; at < length; at += size) {
		uint32_t code_point = utf8_decode(quotation->bytes + at, &size);
		size_t columns = (size_t)utf8_width_with(code_point, quotation->layout->ambiguous);
		struct unit *last = quotation->count > 0 ? &quotation->units[quotation->count - 1] : NULL;

		if (is_blank(code_point)) {
			add_unit(quotation, (struct unit){{at, at + size}, 1, MARK_NONE, true, false, false});
		} else if (last && !last->is_blank && (columns == 0 || joins)) {
			last->span.end = at + size;
			last->columns += columns;
		} else {
			add_unit(quotation, (struct unit){{at, at + size}, columns, MARK_NONE, false, false, false});
		}
		joins = code_point == JOINER;
	}
	if (quotation->count > 0 && quotation->units[quotation->count - 1].is_blank)
		quotation->count--;
	if (quotation->count > 0 && quotation->units[0].is_blank) {
		quotation->units++;
		quotation->count--;
	}
}

static void mark_units(struct quotation *quotation, const struct underline_mark *marks, size_t count)
{
	for (size_t m = 0; m < count; m++) {
		struct span span = marks[m].span;
		enum mark mark = marks[m].is_stated ? MARK_STATED : MARK_OPERAND;

		span.end += span.end == span.start;
		for (size_t u = 0; u < quotation->count; u++)
			if (span_overlaps(span, quotation->units[u].span) && quotation->units[u].mark < mark)
				quotation->units[u].mark = mark;
	}
}

/* The end of the stretch of units that are marked as the one at `from`. */
static size_t run_end(const struct quotation *quotation, size_t from)
{
	size_t end = from;

	while (end < quotation->count && quotation->units[end].mark == quotation->units[from].mark)
		end++;
	return end;
}

static size_t columns_between(const struct quotation *quotation, size_t from, size_t end)
{
	size_t columns = 0;

	for (; from < end; from++)
		columns += quotation->units[from].columns;
	return columns;
}

/* Of what is kept, or would be with what is taken, and the marks of omission. */
static size_t kept_columns(const struct quotation *quotation, bool with_taken)
{
	size_t columns = 0;
	bool omits = false;

	for (size_t u = 0; u < quotation->count; u++) {
		const struct unit *unit = &quotation->units[u];
		bool is_kept = unit->is_kept || (with_taken && unit->is_taken);

		if (is_kept)
			columns += unit->columns;
		else if (!omits)
			columns += quotation->ellipsis_columns;
		omits = !is_kept;
	}
	return columns;
}

/* Of each mark all, or its ends where it is long. */
static void keep_marks(struct quotation *quotation)
{
	for (size_t u = 0, end; u < quotation->count; u = end) {
		size_t columns, done = 0;

		end = run_end(quotation, u);
		if (quotation->units[u].mark == MARK_NONE)
			continue;
		columns = columns_between(quotation, u, end);
		for (size_t i = u; i < end; i++) {
			quotation->units[i].is_kept =
			    columns <= MARK_COLUMNS || done < MARK_END_COLUMNS || columns - done <= MARK_END_COLUMNS;
			done += quotation->units[i].columns;
		}
	}
}

/* From the last on, all operands but the first, until the rest fits. */
static void drop_operands(struct quotation *quotation, size_t most)
{
	size_t first = 0;

	while (first < quotation->count && !quotation->units[first].is_kept)
		first++;
	first = first < quotation->count ? run_end(quotation, first) : first;
	for (size_t end = quotation->count; end > first && kept_columns(quotation, false) > most; end--)
		if (quotation->units[end - 1].mark == MARK_OPERAND)
			quotation->units[end - 1].is_kept = false;
}

/* Takes what stands beside what is kept. False when there is nothing left. */
static bool take_neighbours(struct quotation *quotation)
{
	bool any = false;

	for (size_t u = 0; u < quotation->count; u++) {
		struct unit *unit = &quotation->units[u];

		unit->is_taken = !unit->is_kept && unit->mark == MARK_NONE &&
				 ((u > 0 && unit[-1].is_kept) || (u + 1 < quotation->count && unit[1].is_kept));
		any |= unit->is_taken;
	}
	return any;
}

static void keep_taken(struct quotation *quotation)
{
	for (size_t u = 0; u < quotation->count; u++)
		quotation->units[u].is_kept |= quotation->units[u].is_taken;
}

/* What is no wider than the mark of its omission stays. */
static void close_gaps(struct quotation *quotation)
{
	for (size_t u = 0, end; u < quotation->count; u = end + 1) {
		end = u;
		while (end < quotation->count && !quotation->units[end].is_kept)
			end++;
		if (columns_between(quotation, u, end) > quotation->ellipsis_columns)
			continue;
		for (; u < end; u++)
			quotation->units[u].is_kept = true;
	}
}

static void cut(struct quotation *quotation)
{
	size_t most = quotation->layout->columns;

	if (columns_between(quotation, 0, quotation->count) <= most) {
		for (size_t u = 0; u < quotation->count; u++)
			quotation->units[u].is_kept = true;
		return;
	}
	keep_marks(quotation);
	drop_operands(quotation, most * MOST_LINES);
	for (size_t context = 1; take_neighbours(quotation); context++) {
		if (context > LEAST_CONTEXT && kept_columns(quotation, true) > most)
			break;
		keep_taken(quotation);
	}
	close_gaps(quotation);
}

/* A line that is being written: what stands below it comes when it ends. */
struct line {
	const struct quotation *quotation;
	FILE *out;
	size_t columns;
	size_t first; /* the units of the line */
};

/* Prints the escape that leads from one style to another. */
static void change_style(const struct underline_style *style, const char *from, const char *to, FILE *out)
{
	if (strcmp(from, to) == 0)
		return;
	if (*from)
		fputs(style->off, out);
	fputs(to, out);
}

static const char *style_of(const struct underline_style *style, enum mark mark)
{
	return mark == MARK_STATED ? style->stated : mark == MARK_OPERAND ? style->operand : "";
}

static void put_columns(char character, size_t count, FILE *out)
{
	while (count-- > 0)
		fputc(character, out);
}

static void write_quoted(const struct line *line, size_t end)
{
	const struct quotation *quotation = line->quotation;
	const struct underline_style *style = &quotation->layout->style;
	const char *now = "";

	fputs(quotation->layout->indent, line->out);
	for (size_t u = line->first; u < end; u++) {
		const struct unit *unit = &quotation->units[u];
		const char *next = unit->is_kept && unit->mark != MARK_NONE ? style->figure : "";

		if (!unit->is_kept && u > line->first && !unit[-1].is_kept)
			continue;
		change_style(style, now, next, line->out);
		now = next;
		if (!unit->is_kept)
			fputs(ellipsis, line->out);
		else if (unit->is_blank)
			fputc(' ', line->out);
		else
			fwrite(quotation->bytes + unit->span.start, 1, span_length(unit->span), line->out);
	}
	if (*now)
		fputs(style->off, line->out);
	fputc('\n', line->out);
}

static void write_below(const struct line *line, size_t end)
{
	const struct quotation *quotation = line->quotation;
	const struct underline_style *style = &quotation->layout->style;
	const char *now = "";
	size_t blanks = 0;
	bool any = false;

	for (size_t u = line->first; u < end; u++) {
		const struct unit *unit = &quotation->units[u];
		const char *next;

		if (!unit->is_kept && u > line->first && !unit[-1].is_kept)
			continue;
		if (!unit->is_kept || unit->mark == MARK_NONE) {
			blanks += unit->is_kept ? unit->columns : quotation->ellipsis_columns;
			continue;
		}
		next = style_of(style, unit->mark);
		if (!any)
			fputs(quotation->layout->indent, line->out);
		any = true;
		if (blanks > 0 && *now) {
			fputs(style->off, line->out);
			now = "";
		}
		put_columns(' ', blanks, line->out);
		blanks = 0;
		change_style(style, now, next, line->out);
		now = next;
		put_columns(unit->mark == MARK_STATED ? '^' : '~', unit->columns, line->out);
	}
	if (*now)
		fputs(style->off, line->out);
	if (any)
		fputc('\n', line->out);
}

static void end_line(struct line *line, size_t end)
{
	write_quoted(line, end);
	write_below(line, end);
	line->first = end;
	line->columns = 0;
}

/* A mark that fits into a line is not broken. */
static size_t columns_needed(const struct quotation *quotation, size_t at)
{
	const struct unit *unit = &quotation->units[at];
	size_t columns;

	if (!unit->is_kept)
		return quotation->ellipsis_columns;
	if (unit->mark == MARK_NONE || (at > 0 && unit[-1].mark == unit->mark))
		return unit->columns;
	columns = columns_between(quotation, at, run_end(quotation, at));
	return columns <= quotation->layout->columns ? columns : unit->columns;
}

static void write_lines(const struct quotation *quotation, FILE *out)
{
	struct line line = {.quotation = quotation, .out = out};

	for (size_t u = 0; u < quotation->count; u++) {
		const struct unit *unit = &quotation->units[u];

		if (!unit->is_kept && u > line.first && !unit[-1].is_kept)
			continue;
		if (line.columns > 0 && line.columns + columns_needed(quotation, u) > quotation->layout->columns)
			end_line(&line, u);
		line.columns += unit->is_kept ? unit->columns : quotation->ellipsis_columns;
	}
	if (quotation->count > line.first)
		end_line(&line, quotation->count);
}

void underline_write(const char *bytes, size_t length, const struct underline_mark *marks, size_t mark_count,
		     const struct underline_layout *layout, FILE *out)
{
	struct arena *arena = arena_new();
	struct quotation quotation = {.bytes = bytes, .layout = layout};
	size_t size;

	quotation.units = arena_alloc_array(arena, length, sizeof(*quotation.units));
	quotation.ellipsis_columns = (size_t)utf8_width_with(utf8_decode(ellipsis, &size), layout->ambiguous);
	split(&quotation, length);
	mark_units(&quotation, marks, mark_count);
	cut(&quotation);
	write_lines(&quotation, out);
	arena_free(arena);
}
