/* Reports the totals of a table. Where a column and a row fail by the same difference, their common cell is to blame. */
#include "check/table_foot.h"

#include "base/arena.h"
#include "check/check.h"
#include "check/table_finding.h"
#include "check/table_sum.h"

static const struct cell_operand *parts_of(const struct check_context *context, const struct table_sum *sum,
					   size_t *count)
{
	struct cell_operand *parts = arena_alloc_array(context->arena, sum->reading.count, sizeof(*parts));

	*count = 0;
	for (size_t i = 0; i < sum->reading.count; i++) {
		const struct grid_cell *cell = view_cell(sum->view, sum->line, sum->reading.items[i]);
		unsigned flags = view_item(sum->view, sum->reading.items[i])->flags;

		if (cell->kind == CELL_FIGURE)
			parts[(*count)++] = (struct cell_operand){"parts", cell, flags & ITEM_DEDUCTED};
	}
	return parts;
}

static void report_sum(const struct check_context *context, const struct rule *rule, const struct table_sum *sum)
{
	struct table_claim claim = {.kind = "sum",
				    .verdict = sum->verdict,
				    .view = sum->view,
				    .line = sum->line,
				    .item = sum->total,
				    .computed = sum->computed};

	claim.operands = parts_of(context, sum, &claim.operand_count);
	claim.arithmetic = table_print_sum(context, claim.operands, claim.operand_count);
	table_claim_report(context, rule, &claim);
}

static void report_crossing(const struct check_context *context, const struct rule *rule, const struct table_sum *foot,
			    const struct table_crossing *crossing)
{
	struct view view = {foot->view.grid, false};
	const struct grid_cell *cell = view_cell(view, crossing->column, crossing->row);
	struct table_claim claim = {.kind = "sum",
				    .verdict = VERDICT_DISAGREES,
				    .view = view,
				    .line = crossing->column,
				    .item = crossing->row,
				    .computed = number_subtract(cell->figure.value, crossing->excess),
				    .arithmetic = "",
				    .note = "所在列与所在行的合计差额相同,此格应为 ",
				    .is_sure = true};

	claim.operands = parts_of(context, foot, &claim.operand_count);
	table_claim_report(context, rule, &claim);
}

/* The first of `sums` that meets this one in a cell, or NULL. `across` tells that this one is of a row. */
static const struct table_sum *find_crossing(const struct table_sum *sum, bool across, const struct table_sum *others,
					     size_t count, struct table_crossing *crossing)
{
	for (size_t i = 0; i < count; i++)
		if (across ? table_sums_cross(&others[i], sum, crossing) : table_sums_cross(sum, &others[i], crossing))
			return &others[i];
	return NULL;
}

void table_foot(const struct check_context *context, const struct rule *rule, const struct grid *grid, bool across)
{
	size_t count, other_count;
	const struct table_sum *sums = table_sums(context->arena, (struct view){grid, across}, &count);
	const struct table_sum *others = table_sums(context->arena, (struct view){grid, !across}, &other_count);

	for (size_t i = 0; i < count; i++) {
		struct table_crossing crossing;
		const struct table_sum *other;

		if (sums[i].verdict == VERDICT_UNDECIDED)
			continue;
		other = sums[i].fails ? find_crossing(&sums[i], across, others, other_count, &crossing) : NULL;
		if (!other)
			report_sum(context, rule, &sums[i]);
		else if (!across)
			report_crossing(context, rule, &sums[i], &crossing);
		else if (other->verdict == VERDICT_UNDECIDED)
			report_crossing(context, rule, other, &crossing);
	}
}
