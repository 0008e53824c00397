/*
 * Rows of cells that commas divide, as spreadsheets write them. Commas divide prose, too: only lines of one shape count, a
 * head and at least two rows below it that all hold a number in one column.
 */
#ifndef RCHECK_TEXT_COMMA_ROWS_H
#define RCHECK_TEXT_COMMA_ROWS_H

#include <stddef.h>

/*
 * The end of the rows that begin with the line at `start` of source text, or `start` where none do. *seen becomes the end of
 * the lines that were looked at: no rows begin before it.
 */
size_t comma_rows_end(const char *source, size_t length, size_t start, size_t *seen);

#endif
