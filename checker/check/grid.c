/* Reads tables as grids: head rows, columns of labels, units, figures. */
#include "check/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/depth.h"
#include "check/label.h"
#include "figure/share.h"
#include "rule/words.h"
#include "text/line.h"
#include "text/table.h"
#include "text/text.h"

enum { CAPTION_PARAGRAPHS = 3, CAPTION_BYTES = 200, NOTE_PARAGRAPHS = 2, MOST_HEAD_ROWS = 4, YEAR_DIGITS = 4 };

struct reader {
	struct arena *arena;
	struct arena *scratch; /* of one pass over the tables */
	const struct text *text;
	const struct document *document;
	const struct table *table;
	const struct lexicon *lexicon;
	const struct word_lists *words;
	size_t first_head;     /* rows before it are a caption */
	size_t first_body;     /* rows before it are head */
	size_t label_count;    /* columns of labels in front */
	struct cell_unit unit; /* of the caption */
	struct shared_quantities *shared;
	struct grid *grid;
};

static enum cell_kind kind_of(const struct reader *reader, size_t row, size_t column)
{
	struct figure figure;
	struct quantity quantity;
	bool bracketed;

	return cell_read(reader->lexicon, text_folded(reader->text), text_folded_length(reader->text),
			 reader->table->rows[row].cells[column], (struct cell_unit){NULL, NULL}, &figure, &quantity,
			 &bracketed);
}

static const char *words_of(const struct reader *reader, struct span span)
{
	return arena_copy(reader->scratch, text_folded(reader->text) + span.start, span_length(span));
}

/* 2023 or 2023年, which stand over columns and before rows. */
static bool is_year(const struct reader *reader, size_t row, size_t column)
{
	const char *words = words_of(reader, reader->table->rows[row].cells[column]);

	return label_year(words) != 0 && (words[YEAR_DIGITS] == '\0' || strcmp(words + YEAR_DIGITS, "年") == 0);
}

/* Does the row name columns? It holds no figure, save years that stand over columns, under a head or as the head. */
static bool is_head_row(const struct reader *reader, size_t row)
{
	bool any = false, is_first = row == reader->first_head;
	bool has_label = span_length(reader->table->rows[row].cells[0]) > 0;

	for (size_t c = 0; c < reader->table->column_count; c++) {
		enum cell_kind kind = kind_of(reader, row, c);

		if (kind == CELL_FIGURE && (!is_year(reader, row, c) || (has_label && !is_first)))
			return false;
		any |= c > 0 && (kind == CELL_WORDS || kind == CELL_FIGURE);
	}
	return any;
}

/* A head row of nothing but bare years may be the first row of figures of a table without a head. */
static bool is_doubtful_head(const struct reader *reader, size_t row)
{
	for (size_t c = 1; c < reader->table->column_count; c++) {
		struct span cell = reader->table->rows[row].cells[c];

		if (span_length(cell) > 0 && (!is_year(reader, row, c) || span_length(cell) != YEAR_DIGITS))
			return false;
	}
	return true;
}

/* A row of one cell, or one that names the unit, above the head. */
static bool is_caption_row(const struct reader *reader, size_t row)
{
	size_t filled = 0;
	bool unit = false;

	for (size_t c = 0; c < reader->table->column_count; c++) {
		struct span cell = reader->table->rows[row].cells[c];

		filled += cell.end > cell.start;
		unit |= label_begins(reader->words, "table-unit", words_of(reader, cell)) &&
			memchr(text_folded(reader->text) + cell.start, ':', span_length(cell));
	}
	return filled <= 1 || unit;
}

static bool is_some(struct cell_unit unit)
{
	return unit.unit || unit.scale;
}

static void read_caption(struct reader *reader, const char *words)
{
	const char *colon = strchr(words, ':');
	struct cell_unit unit;

	reader->grid->is_real |= label_holds(reader->words, "table-real", words);
	if (!label_holds(reader->words, "table-unit", words) || !colon)
		return;
	unit = cell_find_unit(reader->lexicon, words, strlen(words));
	if (is_some(unit))
		reader->unit = unit;
}

/* 损益表(万元): the unit in brackets at the end of the title. */
static void read_title(struct reader *reader, const char *words)
{
	size_t length = strlen(words);
	struct cell_unit unit = cell_find_unit(reader->lexicon, words, length);

	if (length > 0 && words[length - 1] == ')' && is_some(unit) && !is_some(reader->unit))
		reader->unit = unit;
}

static void read_captions(struct reader *reader)
{
	size_t count;
	const struct paragraph *paragraphs = document_paragraphs(reader->document, &count);
	size_t first = reader->table->first_paragraph;

	for (size_t i = first > CAPTION_PARAGRAPHS ? first - CAPTION_PARAGRAPHS : 0; i < first; i++)
		if (!paragraphs[i].is_table_row && span_length(paragraphs[i].span) <= CAPTION_BYTES)
			read_caption(reader, words_of(reader, paragraphs[i].span));
	if (first > 0 && !paragraphs[first - 1].is_table_row &&
	    span_length(paragraphs[first - 1].span) <= CAPTION_BYTES)
		read_title(reader, words_of(reader, paragraphs[first - 1].span));
	/* The title stands right before the table, or before the line that names the unit. */
	for (size_t i = first; i > 0 && i + 2 > first && reader->grid->year == 0; i--)
		if (!paragraphs[i - 1].is_table_row &&
		    line_is_title(text_folded(reader->text) + paragraphs[i - 1].span.start,
				  span_length(paragraphs[i - 1].span)))
			reader->grid->year = label_year(words_of(reader, paragraphs[i - 1].span));
	for (size_t r = 0; r < reader->first_head; r++)
		for (size_t c = 0; c < reader->table->column_count; c++)
			read_caption(reader, words_of(reader, reader->table->rows[r].cells[c]));
}

static bool is_caveat(const struct reader *reader, const char *words)
{
	return label_begins(reader->words, "table-notes", words) && label_holds(reader->words, "table-caveats", words);
}

/* Notes stand below a table, or in its last rows. */
static void read_notes(struct reader *reader)
{
	size_t count;
	const struct paragraph *paragraphs = document_paragraphs(reader->document, &count);
	size_t last = reader->table->last_paragraph;

	for (size_t i = last + 1; i < count && i <= last + NOTE_PARAGRAPHS; i++)
		reader->grid->is_noted |= is_caveat(reader, words_of(reader, paragraphs[i].span));
	for (size_t r = 0; r < reader->table->row_count; r++)
		reader->grid->is_noted |= is_caveat(reader, words_of(reader, reader->table->rows[r].cells[0]));
}

static void find_head(struct reader *reader)
{
	size_t row = 0, count = reader->table->row_count;

	while (row + 1 < count && row < MOST_HEAD_ROWS && is_caption_row(reader, row))
		row++;
	reader->first_head = row;
	while (row + 1 < count && row < reader->first_head + MOST_HEAD_ROWS && is_head_row(reader, row))
		row++;
	reader->first_body = row;
	reader->grid->has_head = row > reader->first_head && !is_doubtful_head(reader, reader->first_head);
}

/* Words of a head's cell, without the tabs that folding left where blanks stood. */
static void append_words(const struct reader *reader, struct span span, struct buffer *out)
{
	const char *folded = text_folded(reader->text);

	for (size_t at = span.start; at < span.end; at++)
		if (folded[at] != '\t')
			buffer_append_byte(out, folded[at]);
}

/* The head of a column from top to bottom; an empty cell above another stands for the one left of it. */
static const char *head_of(const struct reader *reader, size_t column, struct span *span)
{
	const struct table_row *rows = reader->table->rows;
	struct buffer out = {0};
	const char *kept;

	*span = rows[reader->first_body].cells[column];
	for (size_t r = reader->first_head; r < reader->first_body; r++) {
		size_t from = column;

		while (r + 1 < reader->first_body && from > reader->label_count &&
		       span_length(rows[r].cells[from]) == 0)
			from--;
		if (span_length(rows[r].cells[from]) == 0)
			continue;
		if (out.length > 0)
			buffer_append_byte(&out, ' ');
		append_words(reader, rows[r].cells[from], &out);
		*span = rows[r].cells[from];
	}
	kept = arena_copy_string(reader->arena, buffer_string(&out));
	buffer_release(&out);
	return kept;
}

static struct item read_item(const struct reader *reader, const char *label, struct span span)
{
	struct item item = {.label = label, .span = span};

	item.flags = label_flags(reader->scratch, reader->words, label);
	item.year = label_year(label);
	item.unit = cell_find_unit(reader->lexicon, label, strlen(label));
	return item;
}

/* Columns in front of the first of figures; a column of running numbers is none of figures. */
static size_t count_labels(const struct reader *reader)
{
	for (size_t c = 0; c < reader->table->column_count; c++) {
		size_t figures = 0, words = 0;
		struct span span;

		for (size_t r = reader->first_body; r < reader->table->row_count; r++) {
			enum cell_kind kind = kind_of(reader, r, c);
			bool year = c == 0 && kind == CELL_FIGURE && is_year(reader, r, c);

			figures += kind == CELL_FIGURE && !year;
			words += kind == CELL_WORDS || year;
		}
		if (figures > words &&
		    !(label_flags(reader->scratch, reader->words, head_of(reader, c, &span)) & ITEM_NUMBER))
			return c;
	}
	return 0;
}

static struct item read_row(const struct reader *reader, size_t row)
{
	const struct table_row *from = &reader->table->rows[row];
	struct buffer out = {0};
	struct span span = {from->span.start, from->span.start};
	struct item item;

	for (size_t c = 0; c < reader->label_count; c++) {
		enum cell_kind kind = kind_of(reader, row, c);

		if (kind == CELL_EMPTY || (kind == CELL_FIGURE && c + 1 < reader->label_count))
			continue;
		if (out.length > 0)
			buffer_append_byte(&out, ' ');
		else
			span = from->cells[c];
		append_words(reader, from->cells[c], &out);
	}
	item = read_item(reader, arena_copy_string(reader->arena, buffer_string(&out)), span);
	item.indent = from->indent;
	buffer_release(&out);
	return item;
}

static bool is_percent_unit(struct cell_unit unit)
{
	return unit.unit && unit.unit->pure;
}

static void read_cell(const struct reader *reader, size_t row, size_t column)
{
	struct grid *grid = reader->grid;
	struct grid_cell *cell = &grid->cells[row * grid->column_count + column];
	const struct table_row *from = &reader->table->rows[reader->first_body + row];
	struct cell_unit unit = grid->columns[column].unit, label = grid->rows[row].unit;
	struct figure figure, *kept;
	struct quantity quantity;

	if (!is_some(unit) || (is_percent_unit(label) && !is_percent_unit(unit)))
		unit = label;
	if (!is_some(unit))
		unit = reader->unit;
	cell->kind = CELL_WORDS;
	if (!from->is_ragged)
		cell->kind =
		    cell_read(reader->lexicon, text_folded(reader->text), text_folded_length(reader->text),
			      from->cells[reader->label_count + column], unit, &figure, &quantity, &cell->is_bracketed);
	if (cell->kind != CELL_FIGURE)
		return;
	figure.quantity = quantity_share(reader->shared, &quantity);
	kept = arena_alloc(reader->arena, sizeof(*kept));
	*kept = figure;
	cell->figure = kept;
}

static void mark_blank(struct grid *grid)
{
	for (size_t r = 0; r < grid->row_count; r++) {
		bool any = false;

		for (size_t c = 0; c < grid->column_count; c++)
			any |= grid->cells[r * grid->column_count + c].kind == CELL_FIGURE;
		grid->rows[r].flags |= any ? 0 : ITEM_BLANK;
	}
	for (size_t c = 0; c < grid->column_count; c++) {
		bool any = false;

		for (size_t r = 0; r < grid->row_count; r++)
			any |= grid->cells[r * grid->column_count + c].kind == CELL_FIGURE;
		grid->columns[c].flags |= any ? 0 : ITEM_BLANK;
	}
}

/* The column of numbers or codes in front of the labels; SIZE_MAX when there is none. */
static size_t find_numbers(const struct reader *reader)
{
	struct span span;

	for (size_t c = 0; c + 1 < reader->label_count; c++)
		if (label_flags(reader->scratch, reader->words, head_of(reader, c, &span)) & ITEM_NUMBER)
			return c;
	return SIZE_MAX;
}

static void read_depths(const struct reader *reader)
{
	struct grid *grid = reader->grid;
	const char **labels = arena_alloc_array(reader->scratch, grid->row_count, sizeof(*labels));
	const char **numbers = arena_alloc_array(reader->scratch, grid->row_count, sizeof(*numbers));
	uint32_t *depths = arena_alloc_array(reader->scratch, grid->row_count, sizeof(*depths));
	size_t column = find_numbers(reader);

	for (size_t r = 0; r < grid->row_count; r++) {
		labels[r] = grid->rows[r].label;
		if (column != SIZE_MAX)
			numbers[r] = words_of(reader, reader->table->rows[reader->first_body + r].cells[column]);
	}
	find_depths(column == SIZE_MAX ? NULL : numbers, labels, grid->row_count, depths);
	for (size_t r = 0; r < grid->row_count; r++)
		grid->rows[r].depth = depths[r];
}

/* NULL when the table holds no columns of figures with labels. */
static const struct grid *read_grid(struct reader reader)
{
	struct arena *arena = reader.arena;
	const struct table *table = reader.table;
	struct grid *grid = arena_alloc(arena, sizeof(*grid));

	reader.grid = grid;

	grid->is_continued = table->is_continued;
	find_head(&reader);
	reader.label_count = count_labels(&reader);
	if (reader.label_count == 0)
		return NULL;
	read_captions(&reader);
	read_notes(&reader);
	grid->row_count = table->row_count - reader.first_body;
	grid->column_count = table->column_count - reader.label_count;
	grid->rows = arena_alloc_array(arena, grid->row_count, sizeof(*grid->rows));
	grid->columns = arena_alloc_array(arena, grid->column_count, sizeof(*grid->columns));
	grid->cells = arena_alloc_array(arena, grid->row_count * grid->column_count, sizeof(*grid->cells));
	for (size_t c = 0; c < grid->column_count; c++) {
		struct span span;
		const char *head = head_of(&reader, reader.label_count + c, &span);

		grid->columns[c] = read_item(&reader, head, span);
	}
	for (size_t r = 0; r < grid->row_count; r++)
		grid->rows[r] = read_row(&reader, reader.first_body + r);
	read_depths(&reader);
	for (size_t r = 0; r < grid->row_count; r++)
		for (size_t c = 0; c < grid->column_count; c++)
			read_cell(&reader, r, c);
	mark_blank(grid);
	return grid;
}

const struct grid *const *grids_find(struct arena *arena, const struct text *text, const struct document *document,
				     const struct lexicon *lexicon, const struct word_lists *words, size_t *count)
{
	size_t table_count;
	struct arena *scratch = arena_new();
	const struct table *tables = tables_find(scratch, text, document, &table_count);
	const struct grid **grids = arena_alloc_array(arena, table_count, sizeof(*grids));
	struct shared_quantities *shared = shared_quantities_new(arena);

	*count = 0;
	for (size_t i = 0; i < table_count; i++) {
		const struct grid *grid = read_grid((struct reader){.arena = arena,
								    .scratch = scratch,
								    .text = text,
								    .document = document,
								    .table = &tables[i],
								    .lexicon = lexicon,
								    .words = words,
								    .shared = shared});

		if (grid)
			grids[(*count)++] = grid;
	}
	shared_quantities_finish(shared);
	arena_free(scratch);
	return grids;
}

bool figure_is_percent(const struct figure *figure)
{
	return figure->unit && figure->unit->pure;
}
