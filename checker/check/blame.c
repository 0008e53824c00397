/*
 * Finds the smallest explanation, exactly, of each group of findings that share figures. An option is a figure with a value
 * and the findings that it repairs; each finding may also be explained by itself. The least costly cover of a group
 * is searched for depth first; what all least costly covers have in common is told.
 */
#include "check/blame.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "check/message.h"
#include "claim/claim.h"
#include "claim/repair.h"
#include "claim/verdict.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "rule/expression.h"
#include "text/document.h"
#include "text/text.h"

/*
 * Two findings of their own cost more than one figure behind both; of two figures that would do, the one that a slip of
 * the pen explains costs less.
 */
enum { COST_ALONE = 4, COST_SHARED = 4, COST_SLIP = 3, MOST_EDITS = 16, MOST_OPTIONS = 64, MOST_STEPS = 20000 };

struct edit {
	struct finding finding;
	const char *plain;
	const struct claim *claim; /* NULL where it cannot be recomputed */
	const uint32_t *figures;   /* that the check uses */
	size_t count;
	uint32_t group; /* index of the first edit that it shares figures with, over any others */
	bool is_told;
};

struct blame {
	const struct check_context *context;
	struct arena *evidence; /* of what is below; NULL once there is too much to explain */
	struct edit *edits;
	size_t count;
	size_t capacity;
	const struct claim **confirmed;
	size_t confirmed_count;
	size_t confirmed_capacity;
};

struct option {
	uint32_t figure;
	struct figure value; /* whose quantity is the next */
	struct quantity quantity;
	bool has_value;
	uint32_t edits; /* bit i: the group's edit i */
	int cost;
};

struct blame *blame_new(const struct check_context *context)
{
	struct blame *blame = arena_alloc(context->scratch, sizeof(*blame));

	blame->context = context;
	blame->evidence = arena_new();
	return blame;
}

size_t blame_count(const struct blame *blame)
{
	return blame->count;
}

/* Where thousands disagree, no figure is behind them: they are told as they are, and nothing of them is kept. */
static void give_up(struct blame *blame)
{
	for (size_t e = 0; e < blame->count; e++)
		finding_list_add(blame->context->findings, &blame->edits[e].finding);
	blame->count = blame->confirmed_count = 0;
	arena_free(blame->evidence);
	blame->evidence = NULL;
}

/* NULL where it is not to be explained. */
static struct edit *add_edit(struct blame *blame, const struct finding *finding)
{
	struct edit *edit;

	if (blame->evidence && blame->count == LIMIT_SLIPS)
		give_up(blame);
	if (!blame->evidence) {
		finding_list_add(blame->context->findings, finding);
		return NULL;
	}
	blame->edits = arena_grow(blame->evidence, blame->edits, blame->count, &blame->capacity, sizeof(*blame->edits));
	edit = &blame->edits[blame->count++];
	*edit = (struct edit){.finding = *finding, .plain = finding->message};
	return edit;
}

static bool uses(const struct claim *claim, const char *role)
{
	size_t count;
	const char *const *roles = expression_roles(claim->check, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(roles[i], role) == 0)
			return true;
	return false;
}

/* The figures that the claim's check uses, in *figures; returns how many. */
static size_t figures_of(struct arena *arena, const struct claim *claim, const uint32_t **figures)
{
	uint32_t *found;
	size_t count = 0;

	for (size_t r = 0; r < claim->role_count; r++)
		count += claim_member_count(&claim->roles[r]);
	found = arena_alloc_array(arena, count, sizeof(*found));
	count = 0;
	for (size_t r = 0; claim->check && r < claim->role_count; r++)
		for (size_t m = 0; uses(claim, claim->roles[r].name) && m < claim_member_count(&claim->roles[r]); m++)
			found[count++] = claim_member(&claim->roles[r], m);
	*figures = found;
	return count;
}

void blame_accuse(struct blame *blame, const struct claim *claim, const struct finding *finding, const char *plain)
{
	struct edit *edit = add_edit(blame, finding);

	if (!edit)
		return;
	edit->plain = plain;
	edit->claim = claim_copy(blame->evidence, claim);
	edit->count = figures_of(blame->evidence, claim, &edit->figures);
}

void blame_suspect(struct blame *blame, const uint32_t *suspects, size_t count, const struct finding *finding)
{
	struct edit *edit = add_edit(blame, finding);

	if (!edit)
		return;
	edit->figures = suspects;
	edit->count = count;
}

void blame_confirm(struct blame *blame, const struct claim *claim)
{
	if (!blame->evidence)
		return;
	blame->confirmed = arena_grow(blame->evidence, blame->confirmed, blame->confirmed_count,
				      &blame->confirmed_capacity, sizeof(*blame->confirmed));
	blame->confirmed[blame->confirmed_count++] = claim_copy(blame->evidence, claim);
}

static bool holds(const uint32_t *figures, size_t count, uint32_t figure)
{
	for (size_t i = 0; i < count; i++)
		if (figures[i] == figure)
			return true;
	return false;
}

/* Would a claim that agrees fail? */
static bool breaks_confirmed(const struct blame *blame, uint32_t index, const struct figure *value)
{
	for (size_t i = 0; i < blame->confirmed_count; i++) {
		const struct claim *claim = blame->confirmed[i];

		for (size_t r = 0; r < claim->role_count; r++)
			if (uses(claim, claim->roles[r].name) && claim->roles[r].extent.count > 0 &&
			    holds(claim->roles[r].list.members + claim->roles[r].extent.first,
				  claim->roles[r].extent.count, index) &&
			    claim_judge_instead(claim, blame->context->figures, index, value, false) >
				VERDICT_TRUNCATED)
				return true;
	}
	return false;
}

static const char *print_digits(const struct blame *blame, const struct figure *figure)
{
	struct buffer out = {0};
	const char *digits;

	number_print(number_divide(figure->quantity->value, figure->quantity->multiplier), figure->places, false, &out);
	digits = arena_copy_string(blame->context->arena, buffer_string(&out));
	buffer_release(&out);
	return digits;
}

/* One digit changed, or two neighbours swapped. */
static bool is_slip(const struct blame *blame, const struct figure *figure, const struct figure *value)
{
	const char *a = print_digits(blame, figure), *b = print_digits(blame, value);
	size_t length = strlen(a), first = 0, differing = 0;

	if (strlen(b) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (a[i] != b[i] && differing++ == 0)
			first = i;
	return differing == 1 || (differing == 2 && a[first] == b[first + 1] && a[first + 1] == b[first]);
}

/* The findings of a group, and its options. */
struct group {
	struct edit *edits[MOST_EDITS];
	size_t count;
	struct option options[MOST_OPTIONS];
	size_t option_count;
	/* The search. */
	unsigned long steps;
	int best;
	uint64_t chosen;
	uint64_t common; /* bit o: option o is in every best cover so far */
};

static bool is_changeable(const struct figure *figure)
{
	return figure->role == FIGURE_QUANTITY && !figure->is_range && figure->hedge == HEDGE_NONE &&
	       figure->numeral.end > figure->numeral.start;
}

static uint32_t repaired_by(const struct blame *blame, const struct group *group, uint32_t index,
			    const struct figure *value)
{
	uint32_t edits = 0;

	for (size_t e = 0; e < group->count; e++) {
		const struct edit *edit = group->edits[e];

		if (holds(edit->figures, edit->count, index) &&
		    (!edit->claim ||
		     claim_judge_instead(edit->claim, blame->context->figures, index, value, true) <= VERDICT_ROUNDED))
			edits |= (uint32_t)1 << e;
	}
	return edits;
}

static void add_option(struct group *group, const struct option *option)
{
	bool is_single = (option->edits & (option->edits - 1)) == 0;

	for (size_t o = 0; o < group->option_count; o++)
		if (group->options[o].figure == option->figure &&
		    (group->options[o].edits & option->edits) == option->edits)
			return;
	if (!is_single && group->option_count < MOST_OPTIONS) {
		struct option *kept = &group->options[group->option_count++];

		*kept = *option;
		kept->value.quantity = &kept->quantity;
	}
}

/* What one other value of the figure would explain. */
static void add_options(const struct blame *blame, struct group *group, uint32_t index)
{
	const struct figure *figure = figures_at(blame->context->figures, index);

	for (size_t e = 0; is_changeable(figure) && e < group->count; e++) {
		const struct edit *edit = group->edits[e];
		struct option option = {.figure = index, .cost = COST_SHARED};

		if (!edit->claim || !holds(edit->figures, edit->count, index) ||
		    !claim_repair(edit->claim, blame->context->figures, index, &option.value, &option.quantity) ||
		    breaks_confirmed(blame, index, &option.value))
			continue;
		option.has_value = true;
		option.edits = repaired_by(blame, group, index, &option.value);
		if (is_slip(blame, figure, &option.value))
			option.cost = COST_SLIP;
		add_option(group, &option);
	}
}

static void search(struct group *group, uint32_t covered, int cost, uint64_t chosen)
{
	uint32_t all = ((uint32_t)1 << group->count) - 1, next = 0;

	if (cost > group->best || group->steps++ > MOST_STEPS)
		return;
	if (covered == all) {
		group->common = cost < group->best ? chosen : group->common & chosen;
		group->best = cost;
		return;
	}
	while (covered >> next & 1)
		next++;
	for (size_t o = 0; o < group->option_count; o++)
		if (group->options[o].edits >> next & 1)
			search(group, covered | group->options[o].edits, cost + group->options[o].cost,
			       chosen | (uint64_t)1 << o);
	search(group, covered | (uint32_t)1 << next, cost + COST_ALONE, chosen);
}

/* The edit whose claim states the blamed figure, else the first that it repairs. */
static size_t main_edit(const struct group *group, const struct option *option)
{
	size_t first = MOST_EDITS;

	for (size_t e = 0; e < group->count; e++) {
		if (!(option->edits >> e & 1) || group->edits[e]->is_told)
			continue;
		if (group->edits[e]->claim && group->edits[e]->claim->stated_figure == option->figure)
			return e;
		if (first == MOST_EDITS)
			first = e;
	}
	return first;
}

static void add_suggestion(const struct blame *blame, const struct option *option, struct finding *finding)
{
	const struct figure *figure = figures_at(blame->context->figures, option->figure);
	struct suggestion *suggestion = arena_alloc(blame->context->arena, sizeof(*suggestion));

	*suggestion = (struct suggestion){figure->numeral, print_digits(blame, &option->value)};
	finding->suggestions = suggestion;
	finding->suggestion_count = 1;
}

static const char *print_value(const struct blame *blame, const struct option *option, struct number value)
{
	struct buffer out = {0};
	const char *printed;

	figure_print_value(&option->value, value, option->value.places, &out);
	printed = arena_copy_string(blame->context->arena, buffer_string(&out));
	buffer_release(&out);
	return printed;
}

/* What the finding says is of the blamed figure. */
static void fill_values(const struct blame *blame, const struct option *option, struct finding *finding)
{
	const struct check_context *context = blame->context;
	const struct figure *figure = figures_at(context->figures, option->figure);
	struct span source = text_source_span(context->text, figure->span);

	finding->stated = arena_copy(context->arena, text_source(context->text) + source.start, span_length(source));
	finding->computed = print_value(blame, option, option->quantity.value);
	finding->difference = print_value(
	    blame, option, number_absolute(number_subtract(figure->quantity->value, option->quantity.value)));
	finding->ask = ask_for_finding(context->arena, context->language, finding);
}

/* One finding for all that the figure explains. */
static void tell_option(struct blame *blame, struct group *group, const struct option *option)
{
	const struct check_context *context = blame->context;
	const struct figure *figure = figures_at(context->figures, option->figure);
	size_t first = main_edit(group, option), related = 0, count = 1;
	struct finding finding = group->edits[first]->finding;
	const char *messages = group->edits[first]->plain;
	struct operand *operands;

	for (size_t e = 0; e < group->count; e++)
		related += group->edits[e]->finding.operand_count + group->edits[e]->finding.related_count;
	operands = arena_alloc_array(context->arena, related, sizeof(*operands));
	related = 0;
	for (size_t e = 0; e < group->count; e++) {
		const struct finding *other = &group->edits[e]->finding;

		if (!(option->edits >> e & 1) || group->edits[e]->is_told)
			continue;
		group->edits[e]->is_told = true;
		if (e != first) {
			messages =
			    say(context, MESSAGE_BLAME_NEXT, "first", messages, "next", group->edits[e]->plain, NULL);
			for (size_t i = 0; i < other->operand_count; i++)
				operands[related++] = other->operands[i];
			if (other->severity > finding.severity)
				finding.severity = other->severity;
			count++;
		}
		for (size_t i = 0; i < other->related_count; i++)
			operands[related++] = other->related[i];
	}
	finding.span = figure->span;
	fill_values(blame, option, &finding);
	finding.related = operands;
	finding.related_count = related;
	finding.message =
	    say(context, MESSAGE_BLAME, "figure", words_at(context, figure->span), "count",
		arena_printf(context->arena, "%zu", count), "value", finding.computed, "messages", messages, NULL);
	add_suggestion(blame, option, &finding);
	finding_list_add(context->findings, &finding);
}

static int compare_indexes(const void *left, const void *right)
{
	uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;

	return (a > b) - (a < b);
}

/* Every figure of the group, once, in text order. */
static uint32_t *figures_in(const struct blame *blame, const struct group *group, size_t *count)
{
	uint32_t *figures;
	size_t size = 0, kept = 0;

	for (size_t e = 0; e < group->count; e++)
		size += group->edits[e]->count;
	figures = arena_alloc_array(blame->context->scratch, size, sizeof(*figures));
	size = 0;
	for (size_t e = 0; e < group->count; e++)
		for (size_t i = 0; i < group->edits[e]->count; i++)
			figures[size++] = group->edits[e]->figures[i];
	if (size > 0)
		qsort(figures, size, sizeof(*figures), compare_indexes);
	for (size_t i = 0; i < size; i++)
		if (i == 0 || figures[i] != figures[i - 1])
			figures[kept++] = figures[i];
	*count = kept;
	return figures;
}

static void explain(struct blame *blame, struct group *group)
{
	size_t count;
	const uint32_t *figures = figures_in(blame, group, &count);

	for (size_t i = 0; i < count; i++)
		add_options(blame, group, figures[i]);
	group->best = COST_ALONE * (int)group->count;
	search(group, 0, 0, 0);
	for (size_t o = 0; o < group->option_count && group->steps <= MOST_STEPS; o++)
		if (group->common >> o & 1)
			tell_option(blame, group, &group->options[o]);
}

static uint32_t root_of(const struct blame *blame, uint32_t edit)
{
	while (blame->edits[edit].group != edit)
		edit = blame->edits[edit].group;
	return edit;
}

/* Joins the edits that share figures. */
static void join_edits(struct blame *blame)
{
	uint32_t *first_of =
	    arena_alloc_array(blame->context->scratch, figures_count(blame->context->figures), sizeof(*first_of));

	for (size_t e = 0; e < blame->count; e++) {
		blame->edits[e].group = (uint32_t)e;
		for (size_t i = 0; i < blame->edits[e].count; i++) {
			uint32_t figure = blame->edits[e].figures[i], a, b;

			/* Counted from 1; 0 is none. */
			if (first_of[figure] == 0)
				first_of[figure] = (uint32_t)e + 1;
			a = root_of(blame, first_of[figure] - 1);
			b = root_of(blame, (uint32_t)e);
			blame->edits[a > b ? a : b].group = a < b ? a : b;
		}
	}
}

void blame_tell(struct blame *blame)
{
	struct group *group = arena_alloc(blame->context->scratch, sizeof(*group));

	if (blame->count > 0)
		join_edits(blame);
	for (uint32_t root = 0; root < blame->count; root++) {
		size_t members = 0;

		memset(group, 0, sizeof(*group));
		for (uint32_t e = root; e < blame->count; e++)
			if (root_of(blame, e) == root && members++ < MOST_EDITS)
				group->edits[group->count++] = &blame->edits[e];
		if (members > 1 && members <= MOST_EDITS)
			explain(blame, group);
	}
	for (size_t e = 0; e < blame->count; e++)
		if (!blame->edits[e].is_told)
			finding_list_add(blame->context->findings, &blame->edits[e].finding);
	arena_free(blame->evidence);
	blame->evidence = NULL;
	blame->count = 0;
}
