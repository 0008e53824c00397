/* Tables: what their totals, changes and shares say of the cells that they are computed from. */
#include <string.h>

#include "check/check.h"
#include "check/grid.h"
#include "check/table_column.h"
#include "check/table_foot.h"
#include "rule/parameter.h"

static void check_grid(const struct check_context *context, const struct rule *rule, const struct grid *grid)
{
	const char *relation = rule_parameter_word(rule, "relation");

	if (strcmp(relation, "foot") == 0)
		table_foot(context, rule, grid, false);
	else if (strcmp(relation, "cross-foot") == 0)
		table_foot(context, rule, grid, true);
	else
		table_columns(context, rule, grid, relation);
}

static void run(const struct check_context *context, const struct rule *rule)
{
	for (size_t i = 0; i < context->grid_count; i++)
		check_grid(context, rule, context->grids[i]);
}

const struct check table_check = {
    .kind = "table",
    .reported = "sum",
    .summary = "totals, changes and shares in tables against the cells they are computed from",
    .run = run,
};
