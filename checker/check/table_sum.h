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

/* The one cell whose change would mend a total of a column and one of a row. */
struct table_crossing {
	size_t row;
	size_t column;
	struct number excess; /* of the cell over what both sums ask for */
};

/* Do two failing sums, one of either view, meet in a cell and fail by the same difference? */
bool table_sums_cross(const struct table_sum *foot, const struct table_sum *cross, struct table_crossing *crossing);

#endif
