/*
 * Recomputes columns. Which columns a change or a share is computed from is seldom said: the pair that agrees in other
 * lines is taken, and every pair that agrees in a line confirms it.
 */
#include "check/table_column.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "check/check.h"
#include "check/table_finding.h"
#include "check/table_formula.h"
#include "check/table_reading.h"

enum { SURE_PAIR = 2, SURE_SHARE = 2, MOST_ITEMS = 24, NO_TOTAL = -1 };

struct relation {
	const char *name;
	const char *kind; /* of its findings */
	unsigned flag;
	enum formula formula;
	bool is_percent; /* the column is, and what it is computed from is not */
};

static const struct relation relations[] = {
    {"change", "change", ITEM_CHANGE, FORMULA_CHANGE, true},
    {"difference", "change", ITEM_CHANGE, FORMULA_DIFFERENCE, false},
    {"share", "share", ITEM_SHARE, FORMULA_RATIO, true},
    {"completion", "completion", ITEM_COMPLETION, FORMULA_RATIO, true},
};

/* Where the two operands stand: two items of the line, or one item and the same of the line `total`. */
struct pair {
	size_t first;
	size_t second;
	int total;
	bool is_named; /* the heads say that these two are compared */
};

struct column {
	const struct relation *relation;
	struct view view;
	size_t item;
	const struct pair *pairs;
	size_t pair_count;
	size_t named_count;
	size_t base_count;
};

struct evidence {
	size_t agree;
	size_t fail;
};

static const struct figure *figure_of(struct view view, size_t line, size_t item)
{
	const struct grid_cell *cell = view_cell(view, line, item);

	return cell->kind == CELL_FIGURE ? cell->figure : NULL;
}

/* Can a change or share be computed from the item? */
static bool is_base(const struct item *item)
{
	return !(item->flags & (ITEM_BLANK | ITEM_NUMBER | ITEM_CHANGE | ITEM_SHARE | ITEM_COMPLETION)) &&
	       !(item->unit.unit && item->unit.unit->pure);
}

static bool get_operands(const struct column *column, const struct pair *pair, size_t line, struct operands *operands)
{
	const struct figure *stated = figure_of(column->view, line, column->item);
	size_t second = pair->total == NO_TOTAL ? line : (size_t)pair->total;

	operands->first = figure_of(column->view, line, pair->first);
	operands->second = figure_of(column->view, second, pair->second);
	if (!stated || !operands->first || !operands->second || figure_is_percent(operands->first) ||
	    operands->first->dimension != operands->second->dimension)
		return false;
	if (column->relation->is_percent)
		return !stated->unit || figure_is_percent(stated);
	return stated->dimension == operands->first->dimension;
}

static struct fitted fit(const struct column *column, const struct pair *pair, size_t line)
{
	struct operands operands;

	if (!get_operands(column, pair, line, &operands))
		return (struct fitted){FIT_NONE, number_unfit()};
	return formula_fit(column->relation->formula, figure_of(column->view, line, column->item), operands);
}

static bool is_named(const struct relation *relation, const struct item *first, const struct item *second)
{
	unsigned before = second->flags & ITEM_BEFORE;

	if (relation->flag == ITEM_COMPLETION && first->flags & ITEM_ACTUAL && second->flags & ITEM_PLAN &&
	    !(second->flags & ITEM_ACTUAL))
		return true;
	if (relation->flag == ITEM_SHARE)
		return false;
	if (first->year && second->year)
		return first->year == second->year + 1;
	return first->flags & ITEM_NOW && before && !(first->flags & ITEM_BEFORE);
}

static struct pair *add_pair(struct arena *arena, struct column *column, struct pair *pairs, size_t *capacity,
			     struct pair pair)
{
	pairs = arena_grow(arena, pairs, column->pair_count, capacity, sizeof(*pairs));
	pairs[column->pair_count++] = pair;
	column->named_count += pair.is_named;
	return pairs;
}

static void find_pairs(struct arena *arena, struct column *column)
{
	struct view view = column->view;
	struct pair *pairs = NULL;
	size_t capacity = 0, first_item = column->item > MOST_ITEMS ? column->item - MOST_ITEMS : 0;
	size_t items = view_items(view) < first_item + 2 * MOST_ITEMS ? view_items(view) : first_item + 2 * MOST_ITEMS;

	for (size_t i = first_item; i < items; i++)
		column->base_count += i != column->item && is_base(view_item(view, i));
	for (size_t a = first_item; a < items; a++)
		for (size_t b = first_item; b < items; b++) {
			const struct item *first = view_item(view, a), *second = view_item(view, b);
			bool named;

			if (a == b || a == column->item || b == column->item || !is_base(first) || !is_base(second))
				continue;
			named = is_named(column->relation, first, second) ||
				(column->base_count == 2 && first->year > second->year && second->year > 0);
			pairs = add_pair(arena, column, pairs, &capacity, (struct pair){a, b, NO_TOTAL, named});
		}
	for (size_t a = first_item; column->relation->flag == ITEM_SHARE && a < items; a++)
		for (size_t line = 0; line < view_lines(view); line++)
			if (a != column->item && is_base(view_item(view, a)) &&
			    view_line(view, line)->flags & (ITEM_TOTAL | ITEM_SUBTOTAL | ITEM_REGION))
				pairs = add_pair(arena, column, pairs, &capacity,
						 (struct pair){a, a, (int)line, column->base_count == 1});
	column->pairs = pairs;
}

static struct evidence weigh(const struct column *column, const struct pair *pair)
{
	struct evidence evidence = {0, 0};

	for (size_t line = 0; line < view_lines(column->view); line++) {
		enum fit fitted = fit(column, pair, line).fit;

		/* The total is all of itself. */
		if (fitted == FIT_NONE || (int)line == pair->total)
			continue;
		evidence.fail += fitted == FIT_FAILS;
		evidence.agree += fitted != FIT_FAILS;
	}
	return evidence;
}

static bool may_accuse(const struct column *column, const struct pair *pair, size_t line, struct evidence evidence)
{
	const struct grid *grid = column->view.grid;
	const struct item *of = view_line(column->view, line), *item = view_item(column->view, column->item);
	bool is_change = column->relation->flag == ITEM_CHANGE;

	if (is_change && (grid->is_real || (of->flags | item->flags) & ITEM_REAL))
		return false;
	if ((int)line == pair->total || of->flags & ITEM_RATE)
		return false;
	if (evidence.agree == 0)
		return evidence.fail == 1 && pair->is_named && column->base_count == 2 && is_change &&
		       !(item->flags & ITEM_CHAINED) &&
		       figure_is_percent(figure_of(column->view, line, column->item)) && !grid->is_noted;
	return evidence.agree >= evidence.fail &&
	       (pair->is_named || evidence.agree >= SURE_PAIR || column->pair_count == 2);
}

struct recounts {
	struct arena *arena;
	struct table_recount *items;
	size_t count;
	size_t capacity;
};

static void add_recount(struct recounts *recounts, const struct column *column, const struct pair *pair, size_t line,
			enum verdict verdict)
{
	size_t second = pair->total == NO_TOTAL ? line : (size_t)pair->total;

	recounts->items = arena_grow(recounts->arena, recounts->items, recounts->count, &recounts->capacity,
				     sizeof(*recounts->items));
	recounts->items[recounts->count++] = (struct table_recount){
	    .relation = column->relation->name,
	    .kind = column->relation->kind,
	    .formula = column->relation->formula,
	    .view = column->view,
	    .line = line,
	    .item = column->item,
	    .operands = {view_cell(column->view, line, pair->first), view_cell(column->view, second, pair->second)},
	    .computed = fit(column, pair, line).computed,
	    .verdict = verdict};
}

/* The pair that agrees in most lines; NULL when there is none that says anything. */
static const struct pair *best_pair(const struct column *column, struct evidence *evidence)
{
	const struct pair *best = NULL;

	*evidence = (struct evidence){0, 0};
	for (size_t p = 0; p < column->pair_count; p++) {
		struct evidence weighed = weigh(column, &column->pairs[p]);
		bool better = weighed.agree > evidence->agree || (best && weighed.agree == evidence->agree &&
								  column->pairs[p].is_named && !best->is_named);

		if (weighed.agree + weighed.fail == 0 || (best && !better))
			continue;
		best = &column->pairs[p];
		*evidence = weighed;
	}
	return best;
}

/* Does a pair, or another way of computing, agree in the line? */
static bool is_settled(const struct column *column, size_t line)
{
	for (size_t p = 0; p < column->pair_count; p++) {
		enum fit fitted = fit(column, &column->pairs[p], line).fit;

		if (fitted != FIT_NONE && fitted != FIT_FAILS)
			return true;
	}
	return false;
}

static void recount_column(struct recounts *recounts, const struct column *column)
{
	struct evidence evidence;
	const struct pair *pair = best_pair(column, &evidence);

	for (size_t line = 0; pair && line < view_lines(column->view); line++) {
		enum fit fitted = fit(column, pair, line).fit;

		if ((fitted == FIT_AGREES || fitted == FIT_ROUNDED) && (evidence.agree >= SURE_PAIR || pair->is_named))
			add_recount(recounts, column, pair, line,
				    fitted == FIT_AGREES ? VERDICT_AGREES : VERDICT_ROUNDED);
		else if (fitted == FIT_FAILS && !is_settled(column, line) && may_accuse(column, pair, line, evidence))
			add_recount(recounts, column, pair, line, VERDICT_DISAGREES);
	}
}

static void recount_relation(struct recounts *recounts, const struct relation *relation, struct view view)
{
	for (size_t item = 0; item < view_items(view); item++) {
		struct column column = {relation, view, item, NULL, 0, 0, 0};

		if (!(view_item(view, item)->flags & relation->flag))
			continue;
		find_pairs(recounts->arena, &column);
		recount_column(recounts, &column);
	}
}

const struct table_recount *table_recounts(struct arena *arena, const struct grid *grid, size_t *count)
{
	struct recounts recounts = {.arena = arena};

	for (size_t r = 0; r < sizeof(relations) / sizeof(*relations); r++)
		for (int across = 0; across < 2; across++)
			recount_relation(&recounts, &relations[r], (struct view){grid, across});
	*count = recounts.count;
	return recounts.items;
}

void table_recount_report(const struct check_context *context, const struct rule *rule,
			  const struct table_recount *recount)
{
	struct buffer out = {0};
	struct operands operands = {recount->operands[0]->figure, recount->operands[1]->figure};
	const struct cell_operand cells[] = {{"first", recount->operands[0], false},
					     {"second", recount->operands[1], false}};
	struct table_claim claim = {.kind = recount->kind,
				    .verdict = recount->verdict,
				    .view = recount->view,
				    .line = recount->line,
				    .item = recount->item,
				    .computed = recount->computed,
				    .operands = cells,
				    .operand_count = 2};

	formula_print(recount->formula, operands, &out);
	claim.arithmetic = arena_copy_string(context->arena, buffer_string(&out));
	buffer_release(&out);
	table_claim_report(context, rule, &claim);
}
