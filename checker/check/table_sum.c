/* Judges the totals of a table over all their readings. */
#include "check/table_sum.h"

#include "base/arena.h"
#include "check/table_slip.h"

enum {
	SURE_RUN = 2,    /* lines that must agree before a reading that is no whole stretch may accuse */
	SURE_SHARE = 3,  /* as many agree for each of several that fail */
	SURE_TOTALS = 2, /* other totals that must agree before one may be accused without another line */

	/* How a bracketed figure or a deducted item is read. */
	NEGATIVE_BRACKETS = 0,
	POSITIVE_BRACKETS = 1,
	NO_BRACKETS = 2,
	BRACKET_READINGS = 3,
	VARIANTS = 2 * BRACKET_READINGS,

	MOST_ALONE = 60 /* items of a table that a single line accuses in */
};

enum outcome { OUTCOME_NONE, OUTCOME_AGREES, OUTCOME_ROUNDED, OUTCOME_TRUNCATED, OUTCOME_FAILS };

struct sum {
	enum outcome outcome;
	struct number value;
	size_t figures; /* parts other than 0 */
	bool has_empty;
	bool is_between; /* no part is negative and the total is no larger than the largest: an average, say */
};

struct totals {
	struct number value;
	struct interval rounded;
	struct interval cut;
	struct number largest;
	bool has_negative;
};

static void add_part(struct totals *totals, const struct figure *figure, int sign)
{
	struct number value = sign < 0 ? number_negate(figure->quantity->value) : figure->quantity->value;
	struct interval rounded = sign < 0 ? interval_negate(figure->quantity->interval) : figure->quantity->interval;
	struct interval cut = figure_interval_truncated(figure);

	totals->value = number_add(totals->value, value);
	totals->rounded = interval_add(totals->rounded, rounded);
	totals->cut = interval_add(totals->cut, sign < 0 ? interval_negate(cut) : cut);
	totals->has_negative |= number_fits(value) && number_sign(value) < 0;
	totals->largest = number_maximum(totals->largest, value);
}

static void judge(struct sum *sum, const struct totals *totals, const struct figure *total)
{
	sum->value = totals->value;
	if (!number_fits(totals->value) || !interval_fits(totals->rounded) || !interval_fits(totals->cut))
		sum->outcome = OUTCOME_NONE;
	else if (number_compare(totals->value, total->quantity->value) == 0)
		sum->outcome = OUTCOME_AGREES;
	else if (interval_overlaps(totals->rounded, total->quantity->interval))
		sum->outcome = OUTCOME_ROUNDED;
	else if (interval_overlaps(totals->cut, figure_interval_truncated(total)))
		sum->outcome = OUTCOME_TRUNCATED;
	else
		sum->outcome = OUTCOME_FAILS;
	sum->is_between = !totals->has_negative && number_fits(totals->largest) &&
			  number_compare(total->quantity->value, totals->largest) <= 0;
}

/* Adds up the parts of one line; no outcome where a cell is no figure of the total's dimension. */
static struct sum add_up(struct view view, size_t line, size_t total, const struct reading *reading, int variant)
{
	const struct grid_cell *stated = view_cell(view, line, total);
	struct number zero = number_from_integer(0);
	struct totals totals = {zero, interval_point(zero), interval_point(zero), zero, false};
	struct sum sum = {.outcome = OUTCOME_NONE};
	int brackets = variant % BRACKET_READINGS;

	if (stated->kind != CELL_FIGURE || figure_is_percent(stated->figure))
		return sum;
	for (size_t i = 0; i < reading->count; i++) {
		const struct grid_cell *cell = view_cell(view, line, reading->items[i]);
		int sign = 1;

		sum.has_empty |= cell->kind == CELL_EMPTY;
		if (cell->kind == CELL_EMPTY || cell->kind == CELL_DASH ||
		    (cell->is_bracketed && brackets == NO_BRACKETS))
			continue;
		if (cell->kind != CELL_FIGURE || cell->figure->dimension != stated->figure->dimension)
			return sum;
		if (cell->is_bracketed && brackets == POSITIVE_BRACKETS)
			sign = -1;
		if (view_item(view, reading->items[i])->flags & ITEM_DEDUCTED && variant < BRACKET_READINGS)
			sign = -sign;
		sum.figures += number_sign(cell->figure->quantity->value) != 0;
		add_part(&totals, cell->figure, sign);
	}
	if (sum.figures > 0 || number_sign(stated->figure->quantity->value) == 0)
		judge(&sum, &totals, stated->figure);
	return sum;
}

struct evidence {
	size_t agree;
	size_t fail;
	size_t short_of; /* of those that fail: the parts are less than the total */
	bool is_known;
};

struct judging {
	struct view view;
	size_t total;
	const struct reading *readings;
	size_t count;
	struct evidence *evidence; /* of each reading, once it was weighed */
	const int *variants;       /* of each line */
};

static bool line_is_additive(const struct judging *judging, size_t line)
{
	return item_is_additive(view_line(judging->view, line), !judging->view.across) &&
	       view_cell(judging->view, line, judging->total)->kind == CELL_FIGURE;
}

/* Brackets and deductions can be read in several ways; a line without them in one. */
static const int *count_variants(struct arena *arena, struct view view)
{
	int *variants = arena_alloc_array(arena, view_lines(view), sizeof(*variants));

	for (size_t line = 0; line < view_lines(view); line++) {
		variants[line] = 1;
		for (size_t i = 0; i < view_items(view) && variants[line] == 1; i++)
			if (view_cell(view, line, i)->is_bracketed || view_item(view, i)->flags & ITEM_DEDUCTED)
				variants[line] = VARIANTS;
	}
	return variants;
}

/* Does any reading agree in this line? The best such, for the tick. */
static bool settle(const struct judging *judging, size_t line, struct table_sum *sum)
{
	enum outcome best = OUTCOME_FAILS;
	int variants = judging->variants[line];

	for (size_t r = 0; r < judging->count && best > OUTCOME_AGREES; r++)
		for (int variant = 0; variant < variants && best > OUTCOME_AGREES; variant++) {
			struct sum added = add_up(judging->view, line, judging->total, &judging->readings[r], variant);

			if (added.outcome == OUTCOME_NONE || added.outcome >= best)
				continue;
			best = added.outcome;
			sum->reading = judging->readings[r];
			sum->computed = added.value;
			/* One part says as much as the total does, and no more; cut digits say nothing either way. */
			sum->verdict = added.figures < 2 || !judging->readings[r].is_whole || variant > 0 ||
					       best == OUTCOME_TRUNCATED
					   ? VERDICT_UNDECIDED
					   : (enum verdict)(best - OUTCOME_AGREES);
		}
	return best < OUTCOME_FAILS;
}

static struct evidence weigh(const struct judging *judging, const struct reading *reading)
{
	struct evidence evidence = {0, 0, 0, true};

	for (size_t line = 0; line < view_lines(judging->view); line++) {
		struct sum sum;

		if (!line_is_additive(judging, line))
			continue;
		sum = add_up(judging->view, line, judging->total, reading, 0);
		if (sum.figures < 2 || sum.outcome == OUTCOME_NONE)
			continue;
		evidence.agree += sum.outcome < OUTCOME_TRUNCATED;
		evidence.fail += sum.outcome >= OUTCOME_TRUNCATED;
		evidence.short_of +=
		    sum.outcome >= OUTCOME_TRUNCATED &&
		    number_compare(sum.value, view_cell(judging->view, line, judging->total)->figure->quantity->value) <
			0;
	}
	return evidence;
}

/* Is a part the sum of parts next to it (市区 before its districts)? Then not all stand at one level. */
static bool holds_sums(const struct judging *judging, size_t line, const struct reading *reading)
{
	for (size_t i = 0; i < reading->count; i++)
		for (int side = 0; side < 2; side++) {
			size_t room = side ? i : reading->count - i - 1;

			for (size_t length = 2; length <= room; length++) {
				struct reading run = {reading->items + (side ? i - length : i + 1), length, false};
				struct sum sum = add_up(judging->view, line, reading->items[i], &run, 0);

				if (sum.figures >= 2 && sum.outcome < OUTCOME_FAILS && sum.outcome != OUTCOME_NONE)
					return true;
			}
		}
	return false;
}

/* One total at an end of plain parts: nothing else can be meant. 其中 is one, for every extent of it is tried. */
static bool is_unambiguous(const struct judging *judging, size_t line, const struct reading *reading)
{
	const struct grid *grid = judging->view.grid;
	const struct item *first = view_item(judging->view, reading->items[0]);
	size_t items = view_items(judging->view), lines = 0, members = 0;

	if (!grid->has_head || grid->is_noted || (judging->total > 0 && judging->total + 1 < items) ||
	    !(view_item(judging->view, judging->total)->flags & ITEM_TOTAL))
		return false;
	for (size_t i = 0; i < items; i++) {
		const struct item *item = view_item(judging->view, i);

		members += (item->flags & ITEM_OF_WHICH) != 0;
		if (item->flags & (ITEM_DEDUCTED | ITEM_OPEN | ITEM_BLANK))
			return false;
		if (i != judging->total &&
		    (item->flags & ANY_TOTAL || (!(item->flags & ITEM_OF_WHICH) && item->depth != first->depth) ||
		     (!members && item->indent != first->indent)))
			return false;
	}
	for (size_t i = 0; i < view_lines(judging->view); i++)
		lines += line_is_additive(judging, i);
	return lines == 1 && members <= 1 && reading->count + members + 1 == items && items <= MOST_ALONE &&
	       !holds_sums(judging, line, reading);
}

static bool may_accuse(const struct judging *judging, size_t line, const struct reading *reading,
		       struct evidence evidence)
{
	if (judging->view.grid->is_continued && !judging->view.across)
		return false;
	if (!(view_item(judging->view, judging->total)->flags & ANY_TOTAL))
		return evidence.agree >= SURE_RUN && evidence.fail == 1 && !judging->view.grid->is_noted;
	if (evidence.agree == 0)
		return evidence.fail == 1 && reading->is_whole && is_unambiguous(judging, line, reading);
	if (!reading->is_whole)
		return evidence.agree >= SURE_RUN && evidence.fail == 1;
	if (judging->view.grid->is_noted)
		return false;
	/* Where several totals are all above their parts, a part is not printed. */
	return evidence.fail == 1 ||
	       (evidence.agree >= SURE_SHARE * evidence.fail && evidence.short_of < evidence.fail);
}

/* No reading agrees in the line: accuses by the reading that agrees elsewhere. */
static bool accuse(const struct judging *judging, size_t line, struct table_sum *sum)
{
	struct evidence best = {0, 0, 0, false};
	bool found = false;

	for (size_t r = 0; r < judging->count; r++) {
		const struct reading *reading = &judging->readings[r];
		struct sum added = add_up(judging->view, line, judging->total, reading, 0);
		struct evidence evidence;

		if (added.outcome != OUTCOME_FAILS || added.figures < 2)
			continue;
		if (!judging->evidence[r].is_known)
			judging->evidence[r] = weigh(judging, reading);
		evidence = judging->evidence[r];
		if (found && evidence.agree <= best.agree)
			continue;
		found = true;
		best = evidence;
		sum->fails = true;
		sum->reading = *reading;
		sum->computed = added.value;
		sum->is_plain = !added.has_empty &&
				(judging->view.across || !added.is_between ||
				 slip_is_likely(view_cell(judging->view, line, judging->total)->figure, added.value));
		sum->verdict = sum->is_plain && may_accuse(judging, line, reading, evidence) ? VERDICT_DISAGREES
											     : VERDICT_UNDECIDED;
	}
	return found;
}

static bool holds_open_list(struct view view)
{
	for (size_t i = 0; i < view_items(view); i++)
		if (view_item(view, i)->flags & (ITEM_OF_WHICH | ITEM_DEDUCTED | ITEM_OPEN))
			return true;
	return false;
}

/* The sums of one line or of one total. */
struct tally {
	size_t agree;
	size_t fail;
};

/*
 * Where a table has several totals, and all but one of a line agree, the table is one of sums: the other is wrong even
 * if no second line confirms its reading.
 */
static void accuse_beside_others(struct arena *arena, struct view view, struct table_sum *sums, size_t count)
{
	struct tally *lines, *totals;

	if (view.grid->is_noted || view.grid->is_continued || !view.grid->has_head || holds_open_list(view))
		return;
	lines = arena_alloc_array(arena, view_lines(view), sizeof(*lines));
	totals = arena_alloc_array(arena, view_items(view), sizeof(*totals));
	for (size_t i = 0; i < count; i++) {
		lines[sums[i].line].fail += sums[i].fails;
		totals[sums[i].total].fail += sums[i].fails;
		lines[sums[i].line].agree += sums[i].verdict <= VERDICT_ROUNDED;
	}
	for (size_t i = 0; i < count; i++) {
		const struct item *total = view_item(view, sums[i].total);

		if (!sums[i].is_plain || sums[i].verdict != VERDICT_UNDECIDED || !sums[i].reading.is_whole ||
		    !(total->flags & (ITEM_TOTAL | ITEM_SUBTOTAL)))
			continue;
		if (lines[sums[i].line].agree >= SURE_TOTALS && lines[sums[i].line].fail == 1 &&
		    totals[sums[i].total].fail == 1)
			sums[i].verdict = VERDICT_DISAGREES;
	}
}

/* Would one slip, in the total or in a part, make the sum agree? */
static bool is_one_slip(const struct table_sum *sum)
{
	struct number excess;

	for (size_t i = 0; i <= sum->reading.count; i++) {
		size_t item = i < sum->reading.count ? sum->reading.items[i] : sum->total;
		const struct figure *figure;

		if (!table_sum_excess(sum, item, &excess))
			continue;
		figure = view_cell(sum->view, sum->line, item)->figure;
		if (slip_is_likely(figure, number_subtract(figure->quantity->value, excess)))
			return true;
	}
	return false;
}

/*
 * Of what is numbered in ranks, the wholes are the sums of what is numbered below them, or name only some of it. The only one
 * that fails is wrong where it agrees in another line, or where others agree and one slip explains it.
 */
static void accuse_among_ranks(struct view view, struct table_sum *sums, size_t count)
{
	size_t agree = 0, fail = 0, alike = 0;
	struct table_sum *failing = NULL;

	if (view.across || view.grid->is_noted || view.grid->is_continued || !view.grid->has_head)
		return;
	for (size_t i = 0; i < count; i++) {
		if (view_item(view, sums[i].total)->flags & ANY_TOTAL)
			continue;
		agree += sums[i].verdict <= VERDICT_ROUNDED;
		fail += sums[i].fails;
		failing = sums[i].fails ? &sums[i] : failing;
	}
	if (fail != 1 || agree == 0 || !failing->is_plain || failing->verdict != VERDICT_UNDECIDED)
		return;
	for (size_t i = 0; i < count; i++)
		alike += sums[i].total == failing->total && sums[i].verdict <= VERDICT_ROUNDED;
	if (alike > 0 || is_one_slip(failing))
		failing->verdict = VERDICT_DISAGREES;
}

static struct reading copy_reading(struct arena *arena, const struct reading *reading)
{
	size_t *items = arena_alloc_array(arena, reading->count, sizeof(*items));

	for (size_t i = 0; i < reading->count; i++)
		items[i] = reading->items[i];
	return (struct reading){items, reading->count, reading->is_whole};
}

struct table_sum *table_sums(struct arena *arena, struct view view, size_t *count)
{
	struct table_sum *sums = NULL;
	size_t capacity = 0;
	const int *variants = count_variants(arena, view);

	*count = 0;
	for (size_t item = 0; item < view_items(view); item++) {
		struct judging judging = {.view = view, .total = item, .variants = variants};
		struct arena *scratch; /* a table of many totals has very many readings */

		if (!(view_item(view, item)->flags & ANY_TOTAL || item_is_parent(view, item)) ||
		    !item_is_additive(view_item(view, item), view.across))
			continue;
		scratch = arena_new();
		judging.readings = readings_of(scratch, view, item, &judging.count);
		judging.evidence = arena_alloc_array(scratch, judging.count, sizeof(*judging.evidence));
		for (size_t line = 0; line < view_lines(view); line++) {
			struct table_sum sum = {.view = view, .line = line, .total = item};

			if (!line_is_additive(&judging, line) ||
			    (!settle(&judging, line, &sum) && !accuse(&judging, line, &sum)))
				continue;
			sum.reading = copy_reading(arena, &sum.reading);
			sums = arena_grow(arena, sums, *count, &capacity, sizeof(*sums));
			sums[(*count)++] = sum;
		}
		arena_free(scratch);
	}
	accuse_beside_others(arena, view, sums, *count);
	accuse_among_ranks(view, sums, *count);
	return sums;
}

bool table_sum_excess(const struct table_sum *sum, size_t item, struct number *excess)
{
	struct number stated = view_cell(sum->view, sum->line, sum->total)->figure->quantity->value;

	*excess = number_subtract(stated, sum->computed);
	if (!number_fits(*excess))
		return false;
	if (item == sum->total)
		return true;
	*excess = number_negate(*excess);
	for (size_t i = 0; i < sum->reading.count; i++)
		if (sum->reading.items[i] == item)
			return view_cell(sum->view, sum->line, item)->kind == CELL_FIGURE &&
			       !(view_item(sum->view, item)->flags & ITEM_DEDUCTED);
	return false;
}
