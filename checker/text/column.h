/* Columns of places, counted from the start of their line; in a long line not from there each time. */
#ifndef RCHECK_TEXT_COLUMN_H
#define RCHECK_TEXT_COLUMN_H

#include <stddef.h>

#include "text/text.h"

struct arena;
struct columns;

/* For the well-formed UTF-8 `bytes`, whose longest line has `longest` of them. Lives in `arena`, borrows `bytes`. */
struct columns *columns_new(struct arena *arena, const char *bytes, size_t length, size_t longest);

/* What stands between two offsets, in `unit`; start <= end. */
size_t columns_between(const struct columns *columns, size_t start, size_t end, enum column_unit unit);

#endif
