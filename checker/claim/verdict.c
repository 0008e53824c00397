/* Judges a claim: every reading of its lists and checks, from exact values to whole steps of rounding. */
#include "claim/verdict.h"

#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "claim/claim.h"
#include "claim/doubt.h"
#include "figure/figure.h"
#include "rule/rule.h"
#include "text/document.h"

/* How much the printed figures may stand for. */
enum strictness {
	AS_PRINTED,
	AS_ROUNDED,
	AS_STATED_CUT, /* the stated figure cut, what it is computed from rounded */
	AS_CUT,        /* every figure cut */
	AS_TWICE,      /* every figure rounded twice */
	AS_ADJUSTED,   /* a share moved by a step so that all of them add to 100 */
	AS_LOOSE       /* every figure rounded, cut or rounded twice */
};

struct judging {
	struct claim *claim;
	const struct figures *figures;
	enum strictness strictness;
	bool rounds_only;   /* nothing looser than rounding is tried */
	bool takes_step;    /* what is cut reaches to the next value, which is not part of it */
	bool is_additive;   /* nothing is multiplied or divided */
	const char *stated; /* under AS_PRINTED this role alone keeps its interval */
	char stated_end;    /* 'f', 'l': of the stated range only this end counts; 0: all of it */
	char other_end;     /* of the other ranges */
	uint32_t replaced;  /* the figure that `instead` stands for, when there is one */
	const struct figure *instead;
};

static const struct figure *figure_at(const struct judging *judging, uint32_t index)
{
	return judging->instead && index == judging->replaced ? judging->instead : figures_at(judging->figures, index);
}

static struct role *find_role(const struct claim *claim, const char *name)
{
	for (size_t i = 0; i < claim->role_count; i++)
		if (strcmp(claim->roles[i].name, name) == 0)
			return &claim->roles[i];
	return NULL;
}

size_t claim_member_count(const struct role *role)
{
	return role->extent.count;
}

uint32_t claim_member(const struct role *role, size_t index)
{
	return role->list.members[role->extent.first + index];
}

/* Percent, points, multiples and bare numbers are pure numbers; everything else keeps its dimension. */
static int dimension_of(const struct figure *figure)
{
	if (figure->dimension <= DIMENSION_SCALED || (figure->unit && figure->unit->pure))
		return DIMENSION_PURE;
	return figure->dimension;
}

/* All but the figure that a rule derives. */
static bool binds_all(const struct claim *claim, const struct expression *check)
{
	size_t count;
	const char *const *roles = expression_roles(check, &count), *stated = expression_stated_role(check);

	for (size_t i = 0; i < count; i++) {
		const struct role *role = find_role(claim, roles[i]);

		if (!role && rule_derives(claim->rule) && strcmp(roles[i], stated) == 0)
			continue;
		if (!role || (role->kind != HOLE_WORDS && role->list.count == 0))
			return false;
	}
	return true;
}

/* What was cut; with `takes_step`, up to where the next value begins. */
static struct interval interval_cut(const struct figure *figure, bool takes_step)
{
	return takes_step ? figure_interval_step(figure) : figure_interval_cut(figure);
}

static struct interval interval_of(const struct judging *judging, const struct figure *figure, bool is_stated, char end)
{
	enum strictness strictness = judging->strictness;
	struct number half = number_divide(figure->quantity->step, number_from_integer(2));
	struct number edge = end == 'f' ? figure->quantity->value : figure->quantity->last;

	if (end && figure->is_range)
		return (struct interval){number_subtract(edge, half), number_add(edge, half)};
	if (strictness == AS_STATED_CUT && is_stated)
		return interval_hull(interval_cut(figure, judging->takes_step), figure->quantity->interval);
	if (strictness == AS_CUT)
		return interval_cut(figure, judging->takes_step);
	/* 近六成 is wide enough as it stands. */
	if (strictness == AS_ADJUSTED && is_stated && figure->hedge == HEDGE_NONE)
		return interval_add(figure->quantity->interval, (struct interval){number_negate(half), half});
	if (strictness == AS_LOOSE)
		return figure_interval_loose(figure);
	if (strictness >= AS_TWICE)
		return figure_interval_twice(figure);
	if (strictness != AS_PRINTED || is_stated || figure->is_range)
		return figure->quantity->interval;
	return interval_point(figure->quantity->value);
}

static struct measure value_of(const struct judging *judging, const struct figure *figure, bool is_stated, char end)
{
	struct interval interval = interval_of(judging, figure, is_stated, end);

	return (struct measure){figure->sign < 0 ? interval_negate(interval) : interval, dimension_of(figure)};
}

/* A ratio is a list of its terms. */
static const struct figure *ratio_of(const struct judging *judging, const struct role *role)
{
	return role && role->kind == HOLE_RATIO ? figure_at(judging, claim_member(role, 0)) : NULL;
}

static struct measure term_value(const struct figure *ratio, size_t index, char end, enum strictness strictness)
{
	struct number term = ratio->terms[end == 'l' ? ratio->term_count - 1u : index];
	/* Rounded twice, a term moves by less than a whole step: 1:4 is not 1:5. */
	struct number half = number_multiply(
	    ratio->quantity->step, strictness == AS_TWICE ? number_from_fraction(3, 4) : number_from_fraction(1, 2));

	/* The 1 of 1:15 is what the other term is measured by. */
	if (strictness == AS_PRINTED || number_compare(term, number_from_integer(1)) == 0)
		half = number_from_integer(0);
	return (struct measure){{number_subtract(term, half), number_add(term, half)}, DIMENSION_PURE};
}

static struct interval input_count(void *context, const char *name)
{
	const struct judging *judging = context;
	const struct role *role = find_role(judging->claim, name);
	const struct figure *ratio = ratio_of(judging, role);

	if (ratio)
		return interval_point(number_from_integer((int64_t)ratio->term_count));

	if (role->kind == HOLE_WORDS)
		return interval_point(number_from_integer(role->name_count));
	return interval_point(number_from_integer((int64_t)role->extent.count));
}

static struct measure input_value(void *context, const char *name, size_t index, char end)
{
	const struct judging *judging = context;
	const struct role *role = find_role(judging->claim, name);
	bool is_stated = judging->stated && strcmp(judging->stated, name) == 0;
	const struct figure *figure;

	if (ratio_of(judging, role))
		return term_value(ratio_of(judging, role), index, end, judging->strictness);
	/* What is not printed may be anything; its claim is never judged. */
	if (!role && rule_derives(judging->claim->rule))
		return (struct measure){interval_point(number_from_integer(0)), DIMENSION_MIXED};
	if (!role || role->extent.count <= index)
		/* UNREACHED: the loader holds checks to roles that every phrase binds */
		return (struct measure){interval_unfit(), DIMENSION_MIXED};
	figure = figure_at(judging, claim_member(role, index));
	if (role->kind == HOLE_PERIOD)
		return (struct measure){interval_point(end == 'l' ? figure->quantity->last : figure->quantity->value),
					DIMENSION_PURE};
	if (figure->is_settled && judging->is_additive)
		return (struct measure){interval_point(number_multiply(figure->quantity->value,
								       number_from_integer(figure->sign < 0 ? -1 : 1))),
					dimension_of(figure)};
	return value_of(judging, figure, is_stated, end ? end : is_stated ? judging->stated_end : judging->other_end);
}

/* The ends of 约180亿元至190亿元 are no firmer than its digits. */
static bool has_firm_ends(const struct figure *figure)
{
	return figure->is_range && (figure->hedge == HEDGE_NONE || figure->places > 0);
}

static size_t count_ranges(const struct judging *judging, bool among_stated)
{
	size_t ranges = 0;

	for (size_t r = 0; r < judging->claim->role_count; r++) {
		const struct role *role = &judging->claim->roles[r];
		bool is_stated = judging->stated && strcmp(judging->stated, role->name) == 0;

		for (size_t m = 0; role->kind == HOLE_FIGURE && is_stated == among_stated && m < role->extent.count;
		     m++)
			ranges += has_firm_ends(figure_at(judging, claim_member(role, m)));
	}
	return ranges;
}

static bool holds_at_ends(struct judging *judging, const struct expression *check, const struct expression_input *input,
			  char stated_end, char other_end)
{
	judging->stated_end = stated_end;
	judging->other_end = other_end;
	return expression_evaluate(check, input).outcome == EXPRESSION_HOLDS;
}

/* Where one range is computed from another, 184亿元至187亿元 and 4.5%至6.3%, so are its ends, in this or the other order. */
static bool range_ends_hold(struct judging *judging, const struct expression *check,
			    const struct expression_input *input)
{
	bool hold;

	if (!expression_is_equality(check) || count_ranges(judging, true) != 1 || count_ranges(judging, false) != 1)
		return true;
	hold = (holds_at_ends(judging, check, input, 'f', 'f') && holds_at_ends(judging, check, input, 'l', 'l')) ||
	       (holds_at_ends(judging, check, input, 'f', 'l') && holds_at_ends(judging, check, input, 'l', 'f'));
	judging->stated_end = judging->other_end = 0;
	return hold;
}

/* Cut figures reach up to the next value without reaching it: an answer that lies there alone does not count. */
static bool holds_within_step(struct judging *judging, const struct expression *check,
			      const struct expression_input *input)
{
	struct expression_result result;

	if (judging->strictness != AS_STATED_CUT && judging->strictness != AS_CUT)
		return false;
	judging->takes_step = true;
	result = expression_evaluate(check, input);
	judging->takes_step = false;
	return result.outcome == EXPRESSION_HOLDS && result.is_inside;
}

static enum verdict judge_check(struct judging *judging, const struct expression *check, bool *applies)
{
	static const enum verdict verdicts[] = {
	    [AS_PRINTED] = VERDICT_AGREES, [AS_ROUNDED] = VERDICT_ROUNDED, [AS_STATED_CUT] = VERDICT_TRUNCATED,
	    [AS_CUT] = VERDICT_TRUNCATED,  [AS_TWICE] = VERDICT_TRUNCATED, [AS_ADJUSTED] = VERDICT_TRUNCATED};
	struct expression_input input = {judging, input_count, input_value};
	/*
	 * Whether a whole number exists is a question of small differences: a loose step would always find one. And two
	 * figures that agree as rounded would differ as cut.
	 */
	enum strictness loosest = expression_asks_for_multiple(check)                ? AS_ROUNDED
				  : expression_relation(check) == '!'                ? AS_ROUNDED
				  : expression_asks_for_whole(check)                 ? AS_CUT
				  : strcmp(judging->claim->rule->kind, "share") == 0 ? AS_ADJUSTED
										     : AS_TWICE;

	/* What agrees by rounding is not unequal, though nothing that is cut would be equal. */
	bool is_inequality = expression_relation(check) == '!';

	if (judging->rounds_only || is_inequality)
		loosest = AS_ROUNDED;
	judging->stated = expression_stated_role(check);
	judging->is_additive = expression_is_additive(check);
	for (enum strictness s = is_inequality ? AS_ROUNDED : AS_PRINTED; s <= loosest; s++) {
		struct expression_result result;

		judging->strictness = s;
		result = expression_evaluate(check, &input);
		if (result.outcome == EXPRESSION_HOLDS || holds_within_step(judging, check, &input)) {
			if (range_ends_hold(judging, check, &input))
				return verdicts[s];
			continue;
		}
		if (result.outcome == EXPRESSION_UNFIT)
			return VERDICT_UNDECIDED;
		if (result.outcome == EXPRESSION_MISMATCH) {
			*applies = false;
			return VERDICT_UNDECIDED;
		}
	}
	return VERDICT_DISAGREES;
}

/* The list whose extent is read in several ways: the first list of figures the check uses, or none. */
static struct role *open_list(const struct claim *claim, const struct expression *check, enum hole_kind kind)
{
	for (size_t i = 0; i < claim->role_count; i++)
		if (claim->roles[i].kind == kind && expression_uses_as_list(check, claim->roles[i].name))
			return &claim->roles[i];
	return NULL;
}

static void keep_better(struct claim *claim, enum verdict verdict, const struct expression *check, enum verdict *best,
			struct role *role, struct extent *extent, unsigned *name_count)
{
	if (verdict >= *best)
		return;
	*best = verdict;
	claim->check = check;
	if (role) {
		*extent = role->extent;
		*name_count = role->name_count;
	}
}

/* Other extents than the natural one, for an equality: any run of two members or more. */
static enum verdict read_extents(struct judging *judging, const struct expression *check, struct role *role,
				 enum verdict best)
{
	struct extent natural = role->list.natural, kept = natural;
	unsigned unused;
	/* 三类分别增长6.2%、4.8%、3.1%、2.7% counts four. */
	bool is_whole = role->list.is_bare && strcmp(judging->claim->rule->kind, "count") == 0;
	bool applies;

	for (size_t count = role->list.count; count >= 2 && best > VERDICT_ROUNDED; count--)
		for (size_t first = 0; first + count <= role->list.count && best > VERDICT_ROUNDED; first++) {
			enum verdict verdict;

			if ((role->list.is_fixed && first > 0) || (is_whole && count < natural.count))
				break;
			role->extent = (struct extent){first, count};
			verdict = judge_check(judging, check, &applies);
			if (verdict <= VERDICT_ROUNDED)
				keep_better(judging->claim, verdict, check, &best, role, &kept, &unused);
		}
	role->extent = kept;
	return best;
}

static enum verdict read_names(struct judging *judging, const struct expression *check, struct role *role,
			       enum verdict best)
{
	struct extent unused;
	unsigned kept = role->name_count;
	bool applies;

	for (unsigned n = 1; n < 64 && best > VERDICT_AGREES; n++) {
		if (!(role->names.counts >> n & 1))
			continue;
		role->name_count = n;
		keep_better(judging->claim, judge_check(judging, check, &applies), check, &best, role, &unused, &kept);
	}
	role->name_count = kept;
	return best;
}

static enum verdict judge_readings(struct judging *judging, const struct expression *check, bool *applies)
{
	struct claim *claim = judging->claim;
	struct role *list = open_list(claim, check, HOLE_LIST), *names = open_list(claim, check, HOLE_WORDS);
	enum verdict verdict;

	if (list)
		list->extent = list->list.natural;
	if (names)
		names->name_count = names->names.natural;
	verdict = judge_check(judging, check, applies);
	if (verdict <= VERDICT_ROUNDED || verdict == VERDICT_UNDECIDED || !*applies)
		return verdict;
	if (list && expression_is_equality(check))
		verdict = read_extents(judging, check, list, verdict);
	if (names)
		verdict = read_names(judging, check, names, verdict);
	return verdict;
}

static void fill_values(struct judging *judging)
{
	struct claim *claim = judging->claim;
	struct expression_input input = {judging, input_count, input_value};
	const char *stated = expression_stated_role(claim->check);
	struct role *role = stated ? find_role(claim, stated) : NULL;
	struct expression_result result;

	judging->strictness = AS_PRINTED;
	judging->stated = NULL;
	result = expression_evaluate(claim->check, &input);
	claim->stated = result.stated.interval.low;
	claim->stated_dimension = result.stated.dimension;
	claim->computed = result.computed.interval.low;
	claim->computed_dimension = result.computed.dimension;
	if (role && role->extent.count == 1 && role->kind == HOLE_FIGURE)
		claim->stated_figure = claim_member(role, 0);
}

/* Of a list that exceeds its whole, the members up to the one with which it does. */
static void shorten_list(struct judging *judging)
{
	struct claim *claim = judging->claim;
	struct role *list = open_list(claim, claim->check, HOLE_LIST);
	struct extent natural;
	bool applies;

	if (!list || list->list.end == LIST_ENDS_SURELY || list->extent.first != 0)
		return;
	natural = list->extent;
	for (list->extent.count = 2; list->extent.count < natural.count; list->extent.count++) {
		bool fails = true;

		for (size_t i = 0; i < claim->rule->check_count; i++)
			fails = fails && judge_check(judging, claim->rule->checks[i], &applies) == VERDICT_DISAGREES;
		if (fails)
			return;
	}
	list->extent = natural;
}

/* Of single figures that no equality fits, the one that comes nearest is meant: 2022年32吨,2023年36吨,增长10%. */
static void choose_nearest(struct claim *claim, const struct figures *figures)
{
	const struct expression *nearest = claim->check;
	struct number least = number_unfit();

	for (size_t i = 0; i < claim->role_count; i++)
		if (claim->roles[i].kind == HOLE_LIST || claim->roles[i].kind == HOLE_WORDS)
			return;
	for (size_t i = 0; i < claim->rule->check_count; i++) {
		struct number residual;

		claim->check = claim->rule->checks[i];
		if (!binds_all(claim, claim->check) || expression_relation(claim->check) != '=')
			continue;
		residual = number_absolute(claim_residual(claim, figures, NO_INDEX, NULL));
		if (!number_fits(residual) || (number_fits(least) && number_compare(residual, least) >= 0))
			continue;
		least = residual;
		nearest = claim->check;
	}
	claim->check = nearest;
}

bool claim_judge(struct claim *claim, const struct figures *figures)
{
	struct judging judging = {.claim = claim, .figures = figures};
	enum verdict best = VERDICT_COUNT;
	struct extent extents[LIMIT_HOLES];
	unsigned counts[LIMIT_HOLES];

	claim->stated_figure = NO_INDEX;
	for (size_t i = 0; i < claim->rule->check_count && best > VERDICT_AGREES; i++) {
		bool applies = true;
		enum verdict verdict;

		if (!binds_all(claim, claim->rule->checks[i]))
			continue;
		verdict = judge_readings(&judging, claim->rule->checks[i], &applies);
		if (!applies || verdict >= best)
			continue;
		best = verdict;
		claim->check = claim->rule->checks[i];
		for (size_t r = 0; r < claim->role_count; r++) {
			extents[r] = claim->roles[r].extent;
			counts[r] = claim->roles[r].name_count;
		}
	}
	if (best == VERDICT_COUNT)
		return false;
	for (size_t r = 0; r < claim->role_count; r++) {
		claim->roles[r].extent = extents[r];
		claim->roles[r].name_count = counts[r];
	}
	if (best == VERDICT_DISAGREES && claim_bounds_list(claim))
		shorten_list(&judging);
	fill_values(&judging);
	claim->verdict = best == VERDICT_DISAGREES && claim_is_doubtful(claim, figures) ? VERDICT_UNDECIDED : best;
	if (claim->verdict == VERDICT_DISAGREES && claim->rule->check_count > 1 &&
	    expression_relation(claim->check) == '=') {
		choose_nearest(claim, figures);
		fill_values(&judging);
	}
	return true;
}

struct number claim_residual(const struct claim *claim, const struct figures *figures, uint32_t index,
			     const struct figure *instead)
{
	struct claim copy = *claim;
	struct judging judging = {.claim = &copy, .figures = figures, .replaced = index, .instead = instead};
	struct expression_input input = {&judging, input_count, input_value};
	struct expression_result result = expression_evaluate(claim->check, &input);

	if (result.outcome == EXPRESSION_MISMATCH || result.outcome == EXPRESSION_UNFIT)
		/* UNREACHED: asked of claims that were judged */
		return number_unfit();
	return number_subtract(result.stated.interval.low, result.computed.interval.low);
}

struct measure claim_implied(const struct claim *claim, const struct figures *figures, uint32_t held,
			     const struct number *at, bool loosely)
{
	struct claim copy = *claim;
	struct figure instead;
	struct quantity quantity;
	struct judging judging = {.claim = &copy, .figures = figures, .strictness = loosely ? AS_LOOSE : AS_ROUNDED};
	struct expression_input input = {&judging, input_count, input_value};
	struct expression_result result;

	if (at) {
		instead = *figures_at(figures, held);
		quantity = *instead.quantity;
		quantity.interval = interval_point(*at);
		quantity.value = quantity.last = *at;
		quantity.step = number_from_integer(0);
		instead.quantity = &quantity;
		judging.replaced = held;
		judging.instead = &instead;
	}
	result = expression_evaluate(claim->check, &input);
	if (result.outcome == EXPRESSION_MISMATCH || result.outcome == EXPRESSION_UNFIT)
		/* UNREACHED: asked of claims that were judged */
		result.computed = (struct measure){interval_unfit(), DIMENSION_MIXED};
	return result.computed;
}

bool claim_derive(struct claim *claim, const struct figures *figures)
{
	for (size_t i = 0; i < claim->rule->check_count; i++) {
		claim->check = claim->rule->checks[i];
		claim->verdict = VERDICT_UNDECIDED;
		if (binds_all(claim, claim->check) &&
		    interval_fits(claim_implied(claim, figures, NO_INDEX, NULL, false).interval))
			return true;
	}
	return false;
}

enum verdict claim_judge_instead(const struct claim *claim, const struct figures *figures, uint32_t index,
				 const struct figure *instead, bool rounds_only)
{
	struct claim copy = *claim;
	struct judging judging = {
	    .claim = &copy, .figures = figures, .rounds_only = rounds_only, .replaced = index, .instead = instead};
	bool applies = true;
	enum verdict verdict = judge_check(&judging, claim->check, &applies);

	return applies ? verdict : VERDICT_UNDECIDED;
}

bool claim_may_agree(const struct claim *claim, const struct figures *figures, uint32_t index,
		     const struct figure *instead)
{
	struct claim copy = *claim;
	struct judging judging = {
	    .claim = &copy, .figures = figures, .strictness = AS_ROUNDED, .replaced = index, .instead = instead};
	struct expression_input input = {&judging, input_count, input_value};

	judging.stated = expression_stated_role(claim->check);
	judging.is_additive = expression_is_additive(claim->check);
	return expression_may_hold(claim->check, &input);
}

static void print_operand(void *context, const char *name, size_t index, struct buffer *out)
{
	const struct judging *judging = context;
	const struct role *role = find_role(judging->claim, name);
	const struct figure *figure;

	assert(role);
	if (role->kind == HOLE_WORDS) {
		buffer_printf(out, "%u", role->name_count);
		return;
	}
	if (ratio_of(judging, role)) {
		number_print(ratio_of(judging, role)->terms[index], 4, true, out);
		return;
	}
	figure = figures_at(judging->figures, claim_member(role, index));
	figure_print_value(figure, number_multiply(figure->quantity->value, number_from_integer(figure->sign)),
			   figure->places, out);
}

void claim_print_computed(const struct claim *claim, const struct figures *figures, struct buffer *out)
{
	struct claim copy = *claim;
	struct judging judging = {.claim = &copy, .figures = figures, .strictness = AS_PRINTED};
	struct expression_input input = {&judging, input_count, input_value};

	expression_print_computed(claim->check, &input, print_operand, out);
}
