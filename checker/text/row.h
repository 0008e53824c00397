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

#endif
