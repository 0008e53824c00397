/*
 * A cell is named by the label of its row, where its column only says when or how much, or by that and the head of its
 * column. Its period is the year of its head, else of the table's title. A figure of the prose is compared only where its own
 * label is that name, and its period that year.
 */
#include "check/table_prose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/interval.h"
#include "base/utf8.h"
#include "check/blame.h"
#include "check/check.h"
#include "check/derive_name.h"
#include "check/finding_of.h"
#include "check/grid.h"
#include "check/label.h"
#include "check/table_slip.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

enum {
	LEAST_CHARACTERS = 3, /* of a name */
	LEAST_DIGITS = 3,     /* of a figure that is accused */
	YEAR_BYTES = 4
};

struct named_cell {
	const char *name;
	uint32_t article;
	int year; /* 0 when it is not known */
	const struct grid *grid;
	const struct item *row;
	const struct grid_cell *cell;
};

struct cells {
	struct named_cell *items;
	size_t count;
	size_t capacity;
};

static int compare_cells(const void *left, const void *right)
{
	const struct named_cell *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	if (order == 0 && a->article != b->article)
		order = a->article < b->article ? -1 : 1;
	if (order == 0 && a->cell && b->cell)
		order = a->cell->figure->span.start < b->cell->figure->span.start ? -1 : 1;
	return order;
}

static void add_cell(const struct check_context *context, struct cells *cells, struct named_cell cell)
{
	if (utf8_count(cell.name, strlen(cell.name)) < LEAST_CHARACTERS)
		return;
	cells->items =
	    arena_grow(context->passing, cells->items, cells->count, &cells->capacity, sizeof(*cells->items));
	cells->items[cells->count++] = cell;
}

/* Does the head say only when, or that these are the values? */
static bool is_value_column(const struct check_context *context, const struct grid *grid, size_t column)
{
	const struct item *item = &grid->columns[column];
	const char *name = name_of_words(context, item->label, false);
	size_t length = strlen(name);

	return length == 0 || item->flags & (ITEM_NOW | ITEM_ACTUAL) ||
	       label_holds(context->words, "table-values", name) ||
	       (item->year != 0 && length <= YEAR_BYTES + strlen("年"));
}

/* Columns of values that are not of another time or kind than what the prose reports. */
static bool is_reported(const struct item *column)
{
	return !(column->flags & (ITEM_RATE | ITEM_CHANGE | ITEM_SHARE | ITEM_COMPLETION | ITEM_BEFORE | ITEM_PLAN |
				  ITEM_NUMBER | ITEM_CHAINED));
}

static const char *joined(const struct check_context *context, const char *a, const char *b)
{
	return name_of_words(context, arena_printf(context->passing, "%s%s", a, b), true);
}

static void name_cell(const struct check_context *context, struct cells *cells, const struct grid *grid, size_t row,
		      size_t column)
{
	const struct grid_cell *cell = &grid->cells[row * grid->column_count + column];
	const struct item *head = &grid->columns[column], *label = &grid->rows[row];
	struct named_cell named = {.grid = grid, .row = label, .cell = cell};

	if (cell->kind != CELL_FIGURE || !cell->figure->unit || figure_is_percent(cell->figure) || !is_reported(head) ||
	    label->flags & (ITEM_DEDUCTED | ITEM_CHANGE | ITEM_SHARE | ANY_TOTAL))
		return;
	named.article = article_at(context, cell->figure->span.start);
	named.year = head->year ? head->year : grid->year;
	if (is_value_column(context, grid, column)) {
		named.name = name_of_words(context, label->label, true);
		add_cell(context, cells, named);
		return;
	}
	named.name = joined(context, label->label, head->label);
	add_cell(context, cells, named);
	named.name = joined(context, head->label, label->label);
	add_cell(context, cells, named);
}

static struct cells name_cells(const struct check_context *context)
{
	struct cells cells = {0};

	for (size_t g = 0; g < context->grid_count; g++) {
		const struct grid *grid = context->grids[g];

		for (size_t r = 0; grid->has_head && r < grid->row_count; r++)
			for (size_t c = 0; c < grid->column_count; c++)
				name_cell(context, &cells, grid, r, c);
	}
	if (cells.count > 0)
		qsort(cells.items, cells.count, sizeof(*cells.items), compare_cells);
	return cells;
}

/* The year of a figure's period; 0 when it has none, -1 when it is of a part of a year, or of another time. */
static int year_of_prose(const struct check_context *context, const struct figure *figure)
{
	const struct figure *period;
	const char *words;
	int year;

	if (figure->period == NO_INDEX)
		return 0;
	period = figures_at(context->figures, figure->period);
	words = words_at(context, period->span);
	year = label_year(words);
	if (year == 0)
		return label_holds(context->words, "table-now", words) ? 0 : -1;
	words += YEAR_BYTES;
	return *words == '\0' || label_holds(context->words, "table-whole-year", words) ? year : -1;
}

static bool is_prose(const struct check_context *context, const struct figure *figure)
{
	size_t count;
	const struct sentence *sentences = document_sentences(context->document, &count);

	return figure->role == FIGURE_QUANTITY && figure->unit &&
	       (figure->sense == SENSE_LEVEL || figure->sense == SENSE_TO) && figure->hedge == HEDGE_NONE &&
	       !figure->is_range && !figure->is_doubtful && !figure_is_percent(figure) &&
	       figure->sentence != NO_INDEX && interval_fits(figure->quantity->interval) &&
	       !document_paragraphs(context->document, &count)[sentences[figure->sentence].paragraph].is_table_row;
}

static struct operand cell_operand(const struct check_context *context, const struct named_cell *named)
{
	struct operand operand = figure_operand(context, "cell", named->cell->figure);
	const struct figure *figure = named->cell->figure;

	operand.unit =
	    arena_printf(context->arena, "%s%s", figure->scale ? figure->scale->text : "", figure->unit->name);
	return operand;
}

static void report(const struct check_context *context, const struct rule *rule, uint32_t index,
		   const struct named_cell *named, bool agrees)
{
	const struct figure *figure = figures_at(context->figures, index);
	struct finding finding = finding_of(context, &table_check, rule, figure->span);
	struct operand *operands = arena_alloc_array(context->arena, 2, sizeof(*operands));
	uint32_t *suspect = arena_alloc(context->scratch, sizeof(*suspect));

	operands[0] = figure_operand(context, "prose", figure);
	operands[1] = cell_operand(context, named);
	finding.kind = "conflict";
	finding.operands = operands;
	finding.operand_count = 1 + agrees;
	finding.message =
	    say(context, agrees ? MESSAGE_TABLE_PROSE_AGREES : MESSAGE_TABLE_PROSE, "label",
		name_of_words(context, named->row->label, false), "cell",
		arena_printf(context->arena, "%s%s", words_at(context, named->cell->figure->numeral), operands[1].unit),
		"here", words_at(context, figure->span), NULL);
	if (agrees) {
		finding.severity = SEVERITY_TICK;
		finding.verdict = VERDICT_AGREES;
		finding.ask = NULL;
		finding_list_add(context->findings, &finding);
		return;
	}
	finding.ask = message_text(context->language, MESSAGE_ASK_CONFLICT);
	finding.related = operands + 1;
	finding.related_count = 1;
	*suspect = index;
	blame_suspect(context->blame, suspect, 1, &finding);
}

static size_t digits_of(const char *text, const struct figure *figure)
{
	size_t digits = 0;

	for (size_t at = figure->numeral.start; at < figure->numeral.end; at++)
		digits += text[at] >= '0' && text[at] <= '9';
	return digits;
}

/* At most twice as much, and at least half. */
static bool is_near(const struct figure *figure, struct number value)
{
	struct number two = number_from_integer(2);

	return number_sign(figure->quantity->value) > 0 && number_sign(value) > 0 &&
	       number_compare(number_multiply(figure->quantity->value, two), value) >= 0 &&
	       number_compare(number_multiply(value, two), figure->quantity->value) >= 0;
}

static void judge(const struct check_context *context, const struct rule *rule, uint32_t index,
		  const struct named_cell *only)
{
	bool wants_slip = strcmp(rule_parameter_word(rule, "relation"), "prose-slip") == 0;
	const struct figure *figure = figures_at(context->figures, index);
	bool is_slip = slip_is_likely(figure, only->cell->figure->quantity->value);

	if (digits_of(text_folded(context->text), figure) < LEAST_DIGITS || is_slip != wants_slip ||
	    (!is_slip && !is_near(figure, only->cell->figure->quantity->value)))
		return;
	report(context, rule, index, only, false);
}

/* Compares one figure of the prose with the cells of its name. */
static void compare(const struct check_context *context, const struct rule *rule, const struct cells *cells,
		    uint32_t index)
{
	const struct figure *figure = figures_at(context->figures, index);
	struct named_cell key = {.name = name_of(context, figure, NULL, true),
				 .article = article_at(context, figure->span.start)};
	const struct named_cell *at = bsearch(&key, cells->items, cells->count, sizeof(key), compare_cells),
				*only = NULL;
	int year = at ? year_of_prose(context, figure) : 0;
	size_t found = 0;

	while (at && at > cells->items && compare_cells(at - 1, &key) == 0)
		at--;
	for (; at && at < cells->items + cells->count && compare_cells(at, &key) == 0; at++) {
		if (at->cell->figure->dimension != figure->dimension || year < 0 || at->year != year ||
		    figure->sign != at->cell->figure->sign)
			continue;
		found++;
		only = at;
		if (interval_overlaps(figure_interval_loose(figure), figure_interval_loose(at->cell->figure))) {
			if (strcmp(rule_parameter_word(rule, "relation"), "prose") == 0)
				report(context, rule, index, at, true);
			return;
		}
	}
	if (found == 1)
		judge(context, rule, index, only);
}

void table_prose(const struct check_context *context, const struct rule *rule)
{
	const struct cells cells = name_cells(context);

	for (size_t i = 0; cells.count > 0 && i < figures_count(context->figures); i++)
		if (is_prose(context, figures_at(context->figures, i)))
			compare(context, rule, &cells, (uint32_t)i);
}
