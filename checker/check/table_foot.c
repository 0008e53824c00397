/* Reports the totals of a table. */
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

void table_sum_report(const struct check_context *context, const struct rule *rule, const struct table_sum *sum)
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

void table_culprit_report(const struct check_context *context, const struct rule *rule,
			  const struct table_judgement *judgement)
{
	const struct table_culprit *culprit = &judgement->culprit;
	struct table_claim claim = {.kind = "sum",
				    .verdict = VERDICT_DISAGREES,
				    .view = {judgement->grid, false},
				    .line = culprit->column,
				    .item = culprit->row,
				    .computed = culprit->corrected,
				    .arithmetic = "",
				    .note = MESSAGE_TABLE_FOOT,
				    .is_sure = true};

	claim.operands = parts_of(context, culprit->sum, &claim.operand_count);
	table_claim_report(context, rule, &claim);
}
