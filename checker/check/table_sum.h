/* Totals of tables against their parts: columns are footed, rows are cross-footed. */
#ifndef RCHECK_CHECK_TABLE_SUM_H
#define RCHECK_CHECK_TABLE_SUM_H

#include <stddef.h>

#include "check/grid.h"
#include "check/table_reading.h"
#include "finding/finding.h"

struct arena;

/* One total cell that could be judged. */
struct table_sum {
	struct view view;
	size_t line;
	size_t total; /* an item */
	struct reading reading;
	enum verdict verdict; /* VERDICT_UNDECIDED: too little speaks for the reading, whether it agrees or not */
	bool fails;           /* no reading agrees */
	bool is_plain;        /* fails, and neither empty cells nor a look of an average excuse it */
	struct number computed;
};

/* Judges every total of the view; *count is set. Lives in `arena`. */
struct table_sum *table_sums(struct arena *arena, struct view view, size_t *count);

/*
 * What the item of a failing sum has too much if it alone is wrong; false when it takes no part in the sum or holds no
 * figure.
 */
bool table_sum_excess(const struct table_sum *sum, size_t item, struct number *excess);

#endif
