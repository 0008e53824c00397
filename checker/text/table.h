/*
 * Tables: rows of cells that stand one below the other, whatever divides them.
 *
 * Cells are divided by | (Markdown, with or without bars at the ends), by tabs, or by runs of blanks that put them in
 * columns. A row drawn with signs is none. Folding keeps one mark between cells; the source tells which are empty.
 */
#ifndef RCHECK_TEXT_TABLE_H
#define RCHECK_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct document;
struct text;

struct table_row {
	struct span span;         /* in folded text */
	const struct span *cells; /* column_count of them, without blanks and *; an empty one has start == end */
	uint32_t indent;          /* columns before the first cell */
	bool is_ragged;           /* which column each cell belongs to is not known */
};

struct table {
	struct span span;
	uint32_t first_paragraph; /* what stands before it may name it and its unit */
	uint32_t last_paragraph;
	const struct table_row *rows;
	size_t row_count; /* 2 or more */
	size_t column_count;
	bool is_continued; /* a table with the same head stands close before or behind it: part of one table */
};

/* Every table of a text, in text order; *count is set. Lives in `arena`. */
const struct table *tables_find(struct arena *arena, const struct text *text, const struct document *document,
				size_t *count);

#endif
