/* Which rows (or columns) of a table a total may be meant to add up. */
#ifndef RCHECK_CHECK_TABLE_READING_H
#define RCHECK_CHECK_TABLE_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "check/grid.h"

struct arena;

struct reading {
	const size_t *items; /* in the table's order */
	size_t count;        /* one that is the same as the total says nothing, but is no fault */
	bool is_whole;       /* all that stand between two totals, at one level: strong enough to accuse by */
};

/* Every reading for the total that is item `total`, likeliest first; *count is set. Lives in `arena`. */
const struct reading *readings_of(struct arena *arena, struct view view, size_t total, size_t *count);

/* Is the row numbered above two rows or more that follow it: 一、税收 before 1.增值税, 2.所得税? */
bool item_is_parent(struct view view, size_t item);

/* Can the item be added to others of its kind? */
bool item_is_additive(const struct item *item, bool is_column);

#endif
