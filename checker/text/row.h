/* Tells a table row, whose cells stand apart, from prose with stray blanks. */
#ifndef RCHECK_TEXT_ROW_H
#define RCHECK_TEXT_ROW_H

#include <stdbool.h>
#include <stddef.h>

/* How sure a line looks like a row of cells divided by tabs or runs of blanks. */
enum row_evidence {
	ROW_NONE,
	ROW_POSSIBLE, /* only beside a certain row */
	ROW_CERTAIN
};

/* `line` is source text without its line break. */
enum row_evidence row_of_line(const char *line, size_t length);

/*
 * Is the line at `next` of source text a certain row, or a label of one cell right above a row of figures? `line` is where
 * the line before it starts, which may be their head.
 */
bool row_follows(const char *source, size_t length, size_t line, size_t next);

#endif
