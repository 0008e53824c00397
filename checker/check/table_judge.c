/* Judges a table and looks for the one slip that explains several failures. */
#include "check/table_judge.h"

#include <string.h>

#include "base/arena.h"

enum { MOST_CELLS = 2000 }; /* of a table in which a culprit is looked for */

struct failures {
	size_t certain; /* would be reported */
	size_t all;     /* sums without an agreeing reading too */
};

static struct table_judgement judge(struct arena *arena, const struct grid *grid)
{
	struct table_judgement judgement = {.grid = grid};

	for (int across = 0; across < 2; across++)
		judgement.sums[across] = table_sums(arena, (struct view){grid, across}, &judgement.sum_counts[across]);
	judgement.recounts = table_recounts(arena, grid, &judgement.recount_count);
	return judgement;
}

static struct failures count_failures(const struct table_judgement *judgement)
{
	struct failures failures = {0, 0};

	for (int across = 0; across < 2; across++)
		for (size_t i = 0; i < judgement->sum_counts[across]; i++) {
			failures.certain += judgement->sums[across][i].verdict == VERDICT_DISAGREES;
			failures.all += judgement->sums[across][i].fails;
		}
	for (size_t i = 0; i < judgement->recount_count; i++) {
		failures.certain += judgement->recounts[i].verdict == VERDICT_DISAGREES;
		failures.all += judgement->recounts[i].verdict == VERDICT_DISAGREES;
	}
	return failures;
}

/* Would the table be free of faults with `excess` taken off the cell, and two of them at least be gone? */
static bool mends(const struct table_judgement *judgement, struct failures before, size_t cell, struct number excess)
{
	struct arena *scratch = arena_new();
	struct grid grid = *judgement->grid;
	size_t count = grid.row_count * grid.column_count;
	struct figure figure;
	struct quantity quantity;
	struct table_judgement after;
	struct failures failures;

	grid.cells = arena_alloc_array(scratch, count, sizeof(*grid.cells));
	memcpy(grid.cells, judgement->grid->cells, count * sizeof(*grid.cells));
	figure = *grid.cells[cell].figure;
	quantity = *figure.quantity;
	quantity.value = quantity.last = number_subtract(quantity.value, excess);
	quantity.interval = interval_subtract(quantity.interval, interval_point(excess));
	figure.quantity = &quantity;
	grid.cells[cell].figure = &figure;
	after = judge(scratch, &grid);
	failures = count_failures(&after);
	arena_free(scratch);
	return failures.certain == 0 && failures.all + 2 <= before.all;
}

static void find_culprit(struct table_judgement *judgement)
{
	struct failures before = count_failures(judgement);
	const struct grid *grid = judgement->grid;
	size_t found = 0, last = 0;

	if (before.certain == 0 || before.all < 2 || grid->row_count * grid->column_count > MOST_CELLS)
		return;
	for (int across = 0; across < 2; across++)
		for (size_t i = 0; i < judgement->sum_counts[across]; i++) {
			const struct table_sum *sum = &judgement->sums[across][i];

			for (size_t item = 0; sum->fails && item < view_items(sum->view); item++) {
				size_t row = across ? sum->line : item, column = across ? item : sum->line;
				size_t cell = row * grid->column_count + column;
				struct number excess;

				if (!table_sum_excess(sum, item, &excess) || (found > 0 && cell == last) ||
				    !mends(judgement, before, cell, excess))
					continue;
				found++;
				last = cell;
				judgement->culprit = (struct table_culprit){
				    row, column, number_subtract(grid->cells[cell].figure->quantity->value, excess),
				    sum};
			}
		}
	/* Two cells that would mend it alike leave both in doubt. */
	if (found != 1)
		judgement->culprit.sum = NULL;
}

struct table_judgement table_judge(struct arena *arena, const struct grid *grid)
{
	struct table_judgement judgement = judge(arena, grid);

	find_culprit(&judgement);
	return judgement;
}
