/* All that can be said of one table, and the single cell behind it where several things fail. */
#ifndef RCHECK_CHECK_TABLE_JUDGE_H
#define RCHECK_CHECK_TABLE_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "check/table_column.h"
#include "check/table_sum.h"

struct arena;

struct table_culprit {
	size_t row;
	size_t column;
	struct number corrected;
	const struct table_sum *sum; /* one that fails by it; NULL when there is no culprit */
};

struct table_judgement {
	const struct grid *grid;
	const struct table_sum *sums[2]; /* of columns, of rows */
	size_t sum_counts[2];
	const struct table_recount *recounts;
	size_t recount_count;
	struct table_culprit culprit;
};

/* Lives in `arena`. */
struct table_judgement table_judge(struct arena *arena, const struct grid *grid);

#endif
