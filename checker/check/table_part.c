/* Compares 其中 rows and columns with what they may be a part of. */
#include "check/table_part.h"

#include <stdbool.h>

#include "check/table_finding.h"
#include "check/table_reading.h"

/* Is `part` certainly above `whole`? Losses and empty cells compare with nothing. */
static bool exceeds(const struct grid_cell *part, const struct grid_cell *whole)
{
	return part->kind == CELL_FIGURE && whole->kind == CELL_FIGURE &&
	       part->figure->dimension == whole->figure->dimension && number_sign(whole->figure->quantity->value) > 0 &&
	       number_compare(part->figure->quantity->interval.low, figure_interval_truncated(whole->figure).high) > 0;
}

static bool holds(const struct grid_cell *part, const struct grid_cell *whole)
{
	return part->kind == CELL_FIGURE && whole->kind == CELL_FIGURE &&
	       number_compare(part->figure->quantity->value, whole->figure->quantity->value) <= 0;
}

/* It may belong to any item before it: the nearest one, where all are exceeded. */
static const struct grid_cell *find_whole(struct view view, size_t line, size_t item)
{
	const struct grid_cell *part = view_cell(view, line, item), *nearest = NULL;

	for (size_t i = item; i-- > 0;) {
		if (view_item(view, i)->flags & (ITEM_OF_WHICH | ITEM_BLANK | ITEM_NUMBER))
			continue;
		if (!exceeds(part, view_cell(view, line, i)))
			return NULL;
		nearest = nearest ? nearest : view_cell(view, line, i);
	}
	return nearest;
}

/* Does the same item stay within the nearest one before it in most lines? Then that is what it is a part of. */
static bool is_part_elsewhere(struct view view, size_t item)
{
	size_t within = 0, beyond = 0, whole = item;

	while (whole > 0 && view_item(view, whole - 1)->flags & (ITEM_OF_WHICH | ITEM_BLANK | ITEM_NUMBER))
		whole--;
	for (size_t line = 0; whole > 0 && line < view_lines(view); line++) {
		const struct grid_cell *part = view_cell(view, line, item), *of = view_cell(view, line, whole - 1);

		if (!item_is_additive(view_line(view, line), !view.across))
			continue;
		within += holds(part, of);
		beyond += exceeds(part, of);
	}
	return beyond == 1 && within >= 1;
}

static void check_item(const struct check_context *context, const struct rule *rule, struct view view, size_t item)
{
	for (size_t line = 0; line < view_lines(view); line++) {
		const struct grid_cell *whole = find_whole(view, line, item);
		struct cell_operand operand = {"whole", whole, false};
		struct table_claim claim = {.kind = "limit",
					    .verdict = VERDICT_DISAGREES,
					    .view = view,
					    .line = line,
					    .item = item,
					    .arithmetic = "",
					    .note = MESSAGE_TABLE_PART,
					    .operands = &operand,
					    .operand_count = 1};

		if (!whole || !item_is_additive(view_line(view, line), !view.across))
			continue;
		claim.computed = whole->figure->quantity->value;
		table_claim_report(context, rule, &claim);
	}
}

void table_parts(const struct check_context *context, const struct rule *rule, const struct grid *grid)
{
	for (int across = 0; across < 2; across++) {
		struct view view = {grid, across};

		for (size_t item = 1; item < view_items(view); item++)
			if (view_item(view, item)->flags & ITEM_OF_WHICH && !grid->is_noted &&
			    item_is_additive(view_item(view, item), view.across) && is_part_elsewhere(view, item))
				check_item(context, rule, view, item);
	}
}
