/* Columns (or rows) of a table that are computed from others: 同比, 增减额, 占比, 完成率. */
#ifndef RCHECK_CHECK_TABLE_COLUMN_H
#define RCHECK_CHECK_TABLE_COLUMN_H

#include <stddef.h>

#include "check/grid.h"
#include "check/table_formula.h"
#include "finding/finding.h"

struct arena;
struct check_context;
struct rule;

/* One cell that could be recomputed from two others. */
struct table_recount {
	const char *relation; /* change, difference, share or completion */
	const char *kind;     /* of its findings */
	enum formula formula;
	struct view view;
	size_t line;
	size_t item;
	const struct grid_cell *operands[2];
	struct number computed;
	enum verdict verdict; /* agrees, rounded or disagrees */
};

/* Recomputes every cell whose head says that it is computed, where it is known from what; *count is set. */
const struct table_recount *table_recounts(struct arena *arena, const struct grid *grid, size_t *count);

/* Adds the finding or the tick. */
void table_recount_report(const struct check_context *context, const struct rule *rule,
			  const struct table_recount *recount);

#endif
