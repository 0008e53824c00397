/*
 * How deep the rows of a table stand in its numbering: by a column of codes (201, 20101), by one of numbers (一, 1, 1.1), or
 * by the numbers that labels begin with (一、 1. (1)).
 */
#ifndef RCHECK_CHECK_DEPTH_H
#define RCHECK_CHECK_DEPTH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Sets depths[i] of each row: the greater, the deeper; 0 for one without a number. `numbers` are the cells of the column of
 * numbers, or NULL when there is none; an empty string is an empty cell. `labels` are the rows' labels.
 */
void find_depths(const char *const *numbers, const char *const *labels, size_t count, uint32_t *depths);

#endif
