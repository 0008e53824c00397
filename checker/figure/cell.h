/*
 * The cells of tables read as figures. A cell is a figure only where nothing but the figure stands in it; a cell of
 * (38.9) is an accountant's minus; what a cell does not say of its unit, its head or label may.
 */
#ifndef RCHECK_FIGURE_CELL_H
#define RCHECK_FIGURE_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "figure/figure.h"

struct lexicon;

enum cell_kind {
	CELL_EMPTY,
	CELL_DASH, /* — - / … ×: nothing to print */
	CELL_FIGURE,
	CELL_WORDS /* anything else */
};

/* A unit as heads and labels print it: (万元) has a scale and a unit. Both NULL when there is none. */
struct cell_unit {
	const struct word *scale;
	const struct unit *unit;
};

/* The unit that `text` (`length` bytes) is, wholly. */
struct cell_unit cell_read_unit(const struct lexicon *lexicon, const char *text, size_t length);

/* The unit named in a head or label: in brackets, behind 单位:, behind / or alone. */
struct cell_unit cell_find_unit(const struct lexicon *lexicon, const char *text, size_t length);

/*
 * Reads the cell at `span` of `text` (`length` bytes, NUL-terminated) and fills *figure, with *quantity as its quantity, where it is one. `unit` is that
 * of a figure without its own; its multiplier counts in the value as the figure's own would.
 */
enum cell_kind cell_read(const struct lexicon *lexicon, const char *text, size_t length, struct span span,
			 struct cell_unit unit, struct figure *figure, struct quantity *quantity, bool *is_bracketed);

#endif
