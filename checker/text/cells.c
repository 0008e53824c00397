/* Cuts rows into cells and finds the column of each. */
#include "text/cells.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/character.h"
#include "text/text.h"

enum { TAB_COLUMNS = 8, LEAST_SPREAD = 2 };

/* How the columns of a table are known. */
enum layout {
	LAYOUT_COUNTED, /* every row has as many marks between cells */
	LAYOUT_RUNS,    /* a run of tabs is one mark */
	LAYOUT_ALIGNED  /* by the place on the line */
};

static struct span trim(const char *text, struct span span)
{
	while (span.start < span.end && strchr(" \t*", text[span.start]))
		span.start++;
	while (span.end > span.start && strchr(" \t*", text[span.end - 1]))
		span.end--;
	return span;
}

static size_t count_marks(const char *text, struct span span, char mark)
{
	size_t count = 0;

	for (size_t at = span.start; at < span.end; at++)
		count += text[at] == mark;
	return count;
}

static size_t line_start(const char *source, size_t at)
{
	while (at > 0 && source[at - 1] != '\n' && source[at - 1] != '\r')
		at--;
	return at;
}

/* Walks the source of the row once: where each piece stands on its line, and the tabs before it. */
static void measure(const struct text *text, struct cut_row *row)
{
	const char *source = text_source(text);
	uint32_t column = 0, tabs = 0;
	size_t at = line_start(source, text_source_span(text, row->span).start);

	for (size_t i = 0; i < row->count; i++) {
		struct piece *piece = &row->pieces[i];
		struct span span = text_source_span(text, piece->span);
		size_t size;

		for (tabs = 0; at < span.end; at += size) {
			uint32_t code_point = utf8_decode(source + at, &size);

			if (at == span.start) {
				piece->left = column;
				piece->tabs = tabs;
			}
			tabs += code_point == '\t';
			column +=
			    code_point == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : (uint32_t)utf8_width(code_point);
		}
		piece->right = column;
	}
}

static bool is_one_han(const char *text, struct span span)
{
	size_t size;

	return span.end > span.start && character_is_han(utf8_decode(text + span.start, &size)) &&
	       span_length(span) == size;
}

static uint32_t gap_before(const struct cut_row *row, size_t piece)
{
	return row->pieces[piece].left - row->pieces[piece - 1].right;
}

/* 合  计: characters set evenly apart at the start of a row are one word. */
static void join_spread_label(const char *text, struct cut_row *row)
{
	size_t spread = 0;

	for (; spread < row->count && is_one_han(text, row->pieces[spread].span); spread++)
		if (spread > 0 && (row->pieces[spread].tabs > 0 || gap_before(row, spread) < LEAST_SPREAD ||
				   gap_before(row, spread) != gap_before(row, 1)))
			break;
	if (spread < LEAST_SPREAD)
		return;
	row->pieces[0].span.end = row->pieces[spread - 1].span.end;
	row->pieces[0].right = row->pieces[spread - 1].right;
	memmove(row->pieces + 1, row->pieces + spread, (row->count - spread) * sizeof(*row->pieces));
	row->count -= spread - 1;
}

struct cut_row cells_cut(struct arena *arena, const struct text *text, struct span span)
{
	const char *folded = text_folded(text);
	struct cut_row row = {.span = span, .has_bars = memchr(folded + span.start, '|', span_length(span)) != NULL};
	size_t start = span.start, end = span.end;
	char mark = row.has_bars ? '|' : '\t';

	row.opens_with_bar = row.has_bars && folded[start] == '|';
	start += row.opens_with_bar;
	if (row.has_bars && end > start && folded[end - 1] == '|')
		end--;
	row.pieces =
	    arena_alloc_array(arena, count_marks(folded, (struct span){start, end}, mark) + 1, sizeof(*row.pieces));
	for (size_t at = start, from = start; at <= end; at++) {
		if (at < end && folded[at] != mark)
			continue;
		row.pieces[row.count++].span = trim(folded, (struct span){from, at});
		from = at + 1;
	}
	if (!row.has_bars) {
		measure(text, &row);
		join_spread_label(folded, &row);
	}
	return row;
}

bool cells_are_drawn(const struct text *text, struct span row)
{
	const char *folded = text_folded(text);
	size_t drawn = 0, size;

	for (size_t at = row.start; at < row.end; at += size) {
		uint32_t code_point = utf8_decode(folded + at, &size);
		bool line = code_point == '-' || code_point == '=' || code_point == '_' ||
			    (code_point >= 0x2500 && code_point <= 0x257f) || code_point == 0x2014;

		if (!line && (code_point >= 0x80 || !strchr("|:+ \t", (int)code_point)))
			return false;
		drawn += line;
	}
	return drawn >= 2;
}

/* Strictly, or with each run of tabs as one mark. Rows of a single cell do not count; cells at the end may lack. */
static bool has_equal_counts(const struct cut_row *rows, size_t count, bool strict, size_t *columns)
{
	*columns = 0;
	for (size_t i = 0; i < count; i++) {
		size_t width = rows[i].count;

		for (size_t p = 0; strict && !rows[i].has_bars && p < rows[i].count; p++)
			width += rows[i].pieces[p].tabs - (p > 0);
		if (rows[i].count == 1)
			continue;
		if (*columns > 0 && width != *columns)
			return false;
		*columns = width;
	}
	return *columns >= 2;
}

static bool has_only_tabs(const struct cut_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t p = 1; p < rows[i].count; p++)
			if (rows[i].pieces[p].tabs == 0)
				return false;
	return true;
}

static enum layout find_layout(const struct cut_row *rows, size_t count, size_t *columns)
{
	bool tabs = has_only_tabs(rows, count);

	if (rows[0].has_bars) {
		*columns = 0;
		for (size_t i = 0; i < count; i++)
			*columns = rows[i].count > *columns ? rows[i].count : *columns;
		return LAYOUT_COUNTED;
	}
	if (tabs && has_equal_counts(rows, count, true, columns))
		return LAYOUT_COUNTED;
	if (tabs && has_equal_counts(rows, count, false, columns))
		return LAYOUT_RUNS;
	*columns = 0;
	for (size_t i = 0; i < count; i++)
		*columns = rows[i].count > *columns ? rows[i].count : *columns;
	return LAYOUT_ALIGNED;
}

/* In a table whose rows have no bars at their ends, a bar that opens a row ends an empty cell. */
static void place_counted(const struct cut_row *row, bool bars_open, enum layout layout, struct span *cells,
			  size_t columns)
{
	size_t column = row->opens_with_bar && !bars_open;

	for (size_t p = 0; p < row->count; p++, column++) {
		if (layout == LAYOUT_COUNTED && !row->has_bars)
			column += row->pieces[p].tabs - (p > 0);
		if (column < columns)
			cells[column] = row->pieces[p].span;
	}
}

struct extent {
	uint32_t left;
	uint32_t right;
};

/* The room each column takes in the rows that have them all. */
static struct extent *measure_columns(struct arena *arena, const struct cut_row *rows, size_t count, size_t columns)
{
	struct extent *extents = arena_alloc_array(arena, columns, sizeof(*extents));

	for (size_t c = 0; c < columns; c++)
		extents[c] = (struct extent){UINT32_MAX, 0};
	for (size_t i = 0; i < count; i++) {
		if (rows[i].count != columns)
			continue;
		for (size_t c = 0; c < columns; c++) {
			const struct piece *piece = &rows[i].pieces[c];

			extents[c].left = piece->left < extents[c].left ? piece->left : extents[c].left;
			extents[c].right = piece->right > extents[c].right ? piece->right : extents[c].right;
		}
	}
	return extents;
}

/* A row that lacks cells: each belongs to the one column it overlaps. False where that is not plain. */
static bool place_aligned(const struct cut_row *row, const struct extent *extents, struct span *cells, size_t columns)
{
	size_t next = 0;

	if (row->count == columns) {
		for (size_t c = 0; c < columns; c++)
			cells[c] = row->pieces[c].span;
		return true;
	}
	for (size_t p = 0; p < row->count; p++) {
		const struct piece *piece = &row->pieces[p];
		size_t found = columns, matches = 0;

		for (size_t c = 0; c < columns; c++) {
			if (piece->left >= extents[c].right || extents[c].left >= piece->right)
				continue;
			found = c;
			matches++;
		}
		if (matches != 1 || found < next)
			return p == 0 && row->count == 1 && (cells[0] = piece->span, true);
		cells[found] = piece->span;
		next = found + 1;
	}
	return true;
}

void cells_place(struct arena *arena, const struct cut_row *rows, size_t count, struct table *table)
{
	struct table_row *placed = arena_alloc_array(arena, count, sizeof(*placed));
	size_t columns;
	enum layout layout = find_layout(rows, count, &columns);
	const struct extent *extents = layout == LAYOUT_ALIGNED ? measure_columns(arena, rows, count, columns) : NULL;

	for (size_t i = 0; i < count; i++) {
		struct span *cells = arena_alloc_array(arena, columns, sizeof(*cells));

		for (size_t c = 0; c < columns; c++)
			cells[c] = (struct span){rows[i].span.end, rows[i].span.end};
		placed[i] = (struct table_row){
		    .span = rows[i].span, .cells = cells, .indent = rows[i].count > 0 ? rows[i].pieces[0].left : 0};
		if (layout == LAYOUT_ALIGNED)
			placed[i].is_ragged = !place_aligned(&rows[i], extents, cells, columns);
		else
			place_counted(&rows[i], rows[0].opens_with_bar, layout, cells, columns);
	}
	table->rows = placed;
	table->row_count = count;
	table->column_count = columns;
}
