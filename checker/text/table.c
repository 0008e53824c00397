/* Gathers rows into tables. */
#include "text/table.h"

#include <string.h>

#include "base/arena.h"
#include "text/cells.h"
#include "text/document.h"
#include "text/line.h"
#include "text/text.h"

enum { LABEL_BYTES = 60, YEAR_DIGITS = 4 };

struct tables {
	struct arena *arena;
	const struct text *text;
	const struct paragraph *paragraphs;
	size_t paragraph_count;
	struct table *items;
	size_t count;
	size_t capacity;
	/* The table being read. */
	struct cut_row *rows;
	size_t row_count;
	size_t row_capacity;
	uint32_t first;
	uint32_t last;
	size_t numeric_rows;
};

/* Digits other than those of years, which stand in heads too. */
static bool has_figure(const struct tables *tables, struct span span)
{
	const char *folded = text_folded(tables->text);

	for (size_t at = span.start; at < span.end; at++) {
		size_t digits = strspn(folded + at, "0123456789");

		if (digits > 0 && (digits != YEAR_DIGITS ||
				   (strncmp(folded + at, "19", 2) != 0 && strncmp(folded + at, "20", 2) != 0)))
			return true;
		at += digits;
	}
	return false;
}

static bool is_same(const struct tables *tables, struct span a, struct span b)
{
	const char *folded = text_folded(tables->text);

	return span_length(a) == span_length(b) && memcmp(folded + a.start, folded + b.start, span_length(a)) == 0;
}

/* Ends the table; its last `spared` rows are not part of it. */
static void close_table(struct tables *tables, size_t spared)
{
	size_t count = tables->row_count - spared;
	struct table table = {.first_paragraph = tables->first, .last_paragraph = tables->last};

	if (count >= 2) {
		table.span = (struct span){tables->rows[0].span.start, tables->rows[count - 1].span.end};
		cells_place(tables->arena, tables->rows, count, &table);
	}
	if (table.column_count >= 2) {
		tables->items =
		    arena_grow(tables->arena, tables->items, tables->count, &tables->capacity, sizeof(*tables->items));
		tables->items[tables->count++] = table;
	}
	tables->row_count = 0;
	tables->numeric_rows = 0;
}

static void add_row(struct tables *tables, struct cut_row row, uint32_t paragraph)
{
	if (tables->row_count == 0)
		tables->first = paragraph;
	tables->last = paragraph;
	tables->rows =
	    arena_grow(tables->arena, tables->rows, tables->row_count, &tables->row_capacity, sizeof(*tables->rows));
	tables->rows[tables->row_count++] = row;
	tables->numeric_rows += has_figure(tables, row.span);
}

/* Is there an empty line in the source between two paragraphs? */
static bool is_set_apart(const struct tables *tables, struct span before, struct span after)
{
	const char *source = text_source(tables->text);
	size_t from = text_source_span(tables->text, before).end, to = text_source_span(tables->text, after).start;
	size_t breaks = 0;

	/* What folding keeps no cell of, a drawn line, may stand between them too. */
	for (size_t at = from; at < to && breaks < 2; at++) {
		if (source[at] == '\n' || (source[at] == '\r' && source[at + 1] != '\n'))
			breaks++;
		else if (!strchr(" \t\r", source[at]))
			breaks = 0;
	}
	return breaks > 1;
}

/* |---|---| stands below a head: what came before it is another table. */
static void read_drawn_row(struct tables *tables, bool has_bars)
{
	struct cut_row head;
	uint32_t paragraph = tables->last;

	if (!has_bars || tables->row_count < 2 || !tables->rows[0].has_bars)
		return;
	head = tables->rows[tables->row_count - 1];
	if (has_figure(tables, head.span))
		return;
	close_table(tables, 1);
	add_row(tables, head, paragraph);
}

/* A head in the middle of a table: the same one again at the top of a page, or that of the next table. */
static bool is_repeated_head(struct tables *tables, const struct cut_row *row)
{
	if (tables->row_count == 0 || tables->numeric_rows == 0 || has_figure(tables, row->span))
		return false;
	if (is_same(tables, tables->rows[0].span, row->span))
		return true;
	if (is_set_apart(tables, tables->rows[tables->row_count - 1].span, row->span))
		close_table(tables, 0);
	return false;
}

static void read_row(struct tables *tables, uint32_t index)
{
	struct cut_row row;

	if (cells_are_drawn(tables->text, tables->paragraphs[index].span)) {
		const char *folded = text_folded(tables->text) + tables->paragraphs[index].span.start;

		read_drawn_row(tables, memchr(folded, '|', span_length(tables->paragraphs[index].span)) != NULL);
		return;
	}
	row = cells_cut(tables->arena, tables->text, tables->paragraphs[index].span);
	if (tables->row_count > 0 && tables->rows[0].has_bars != row.has_bars)
		close_table(tables, 0);
	if (!is_repeated_head(tables, &row))
		add_row(tables, row, index);
}

/* A line of one cell between rows names those below it: 流动资产: */
static bool is_label_row(const struct tables *tables, size_t index)
{
	struct span span = tables->paragraphs[index].span, next;
	const char *line = text_folded(tables->text) + span.start;
	size_t length = span_length(span);

	if (length > 0 && line[length - 1] == ':')
		length--;
	if (tables->rows[0].has_bars || index + 1 == tables->paragraph_count ||
	    !tables->paragraphs[index + 1].is_table_row || length > LABEL_BYTES || !line_is_title(line, length) ||
	    memchr(line, ':', length) || strncmp(line, "表", 3) == 0)
		return false;
	next = tables->paragraphs[index + 1].span;
	return has_figure(tables, next) && memchr(line + (next.start - span.start), '\t', span_length(next));
}

static void mark_continued(struct tables *tables)
{
	for (size_t i = 0; i + 1 < tables->count; i++) {
		struct table *table = &tables->items[i], *next = &tables->items[i + 1];

		if (next->first_paragraph <= table->last_paragraph + 2 &&
		    is_same(tables, table->rows[0].span, next->rows[0].span))
			table->is_continued = next->is_continued = true;
	}
}

const struct table *tables_find(struct arena *arena, const struct text *text, const struct document *document,
				size_t *count)
{
	struct tables tables = {.arena = arena, .text = text};

	tables.paragraphs = document_paragraphs(document, &tables.paragraph_count);
	for (size_t i = 0; i < tables.paragraph_count; i++) {
		const struct paragraph *paragraph = &tables.paragraphs[i];

		if (paragraph->is_table_row)
			read_row(&tables, (uint32_t)i);
		else if (tables.row_count > 0 && cells_are_drawn(text, paragraph->span))
			continue;
		else if (tables.row_count > 0 && is_label_row(&tables, i))
			add_row(&tables, cells_cut(arena, text, paragraph->span), (uint32_t)i);
		else if (tables.row_count > 0)
			close_table(&tables, 0);
	}
	close_table(&tables, 0);
	mark_continued(&tables);
	*count = tables.count;
	return tables.items;
}
