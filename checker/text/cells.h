/* The cells of one row, before it is known which columns they stand in. */
#ifndef RCHECK_TEXT_CELLS_H
#define RCHECK_TEXT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "text/table.h"

struct arena;
struct text;

struct piece {
	struct span span; /* in folded text */
	uint32_t left;    /* columns in the source, tabs of eight */
	uint32_t right;
	uint32_t tabs; /* between the piece before, or the line's start, and this one */
};

struct cut_row {
	struct span span;
	struct piece *pieces;
	size_t count;
	bool has_bars;
	bool opens_with_bar;
};

/* Cuts the row at `span` of folded text. A label whose characters are spread (合  计) is one piece. */
struct cut_row cells_cut(struct arena *arena, const struct text *text, struct span span);

/* Is the row a line drawn between rows, such as |---|:-:|? */
bool cells_are_drawn(const struct text *text, struct span row);

/* Puts the pieces of `rows` into columns and fills the table's rows and column_count. */
void cells_place(struct arena *arena, const struct cut_row *rows, size_t count, struct table *table);

#endif
