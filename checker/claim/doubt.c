/* Whether a reading is sure enough to accuse. */
#include "claim/doubt.h"

#include "claim/claim.h"
#include "claim/verdict.h"
#include "figure/figure.h"
#include "rule/lexicon.h"
#include "rule/rule.h"
#include "text/document.h"

/* Does a reading only bound the list, by <= or >=? Strict bounds tell apart what the rule is not about. */
bool claim_bounds_list(const struct claim *claim)
{
	for (size_t i = 0; i < claim->rule->check_count; i++) {
		char relation = expression_relation(claim->rule->checks[i]);

		if (relation == '{' || relation == '}')
			return true;
	}
	return false;
}

/* Is the list's sum at most `percent` above the stated total? */
static bool is_near(const struct claim *claim, int percent)
{
	struct number stated = claim->stated, computed = claim->computed, most;

	most = number_multiply(number_absolute(stated), number_from_fraction(100 + percent, 100));
	return number_fits(most) && number_fits(computed) && number_compare(number_absolute(computed), most) <= 0;
}

/* Is a member behind the first one larger than the whole? Then it is of another whole. */
static bool has_larger_member(const struct claim *claim, const struct figures *figures, const struct role *role)
{
	for (size_t m = 1; m < role->extent.count; m++) {
		struct number value = figures_at(figures, claim_member(role, m))->quantity->value;

		if (number_fits(claim->stated) && number_fits(value) && number_compare(value, claim->stated) > 0)
			return true;
	}
	return false;
}

/* May a list behind 其中 have ended earlier than it seems to? */
static bool is_open(const struct claim *claim, const struct figures *figures, const struct role *role)
{
	enum { NEAR = 7, NEAR_OF_MANY = 10, LIKELY = 100, MANY = 3 };

	if (role->list.end == LIST_ENDS_SURELY)
		return false;
	/* What falls short of the whole says nothing of where the list ends. */
	if (is_near(claim, 0))
		return role->list.end == LIST_ENDS_ANYWHERE;
	return !is_near(claim, role->list.end == LIST_ENDS_LIKELY ? LIKELY
			       : role->extent.count >= MANY       ? NEAR_OF_MANY
								  : NEAR) ||
	       has_larger_member(claim, figures, role);
}

static bool is_rate_of_change(const struct figure *figure)
{
	return figure->role == FIGURE_QUANTITY && (figure->sense == SENSE_RISE || figure->sense == SENSE_FALL) &&
	       figure->unit && figure->unit->pure;
}

static bool binds(const struct claim *claim, uint32_t figure)
{
	for (size_t i = 0; i < claim->role_count; i++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[i]); m++)
			if (claim_member(&claim->roles[i], m) == figure)
				return true;
	return false;
}

/*
 * 本月8亿元,上月10亿元,同比增长5%,环比下降20%: two values have one rate of change. Where the rate right behind the stated one is
 * that of these values, the stated one has another base.
 */
static bool is_rate_behind(const struct claim *claim, const struct figures *figures)
{
	enum { REACH = 36 }; /* bytes between the two */
	const struct figure *stated, *next;

	if (claim->stated_figure == NO_INDEX || claim->stated_figure + 1 >= figures_count(figures))
		return false;
	stated = figures_at(figures, claim->stated_figure);
	next = figures_at(figures, claim->stated_figure + 1);
	return !binds(claim, claim->stated_figure + 1) && is_rate_of_change(stated) && is_rate_of_change(next) &&
	       stated->dimension == next->dimension && next->span.start <= stated->span.end + REACH &&
	       claim_judge_instead(claim, figures, claim->stated_figure, next, true) <= VERDICT_ROUNDED;
}

/*
 * Only a reading that is beyond doubt may accuse. A list of some parts may end earlier than it seems to, and what
 * follows it be of another whole, unless it nearly makes up this one.
 */
bool claim_is_doubtful(const struct claim *claim, const struct figures *figures)
{
	for (size_t i = 0; i < claim->role_count; i++) {
		const struct role *role = &claim->roles[i];

		if (role->kind == HOLE_LIST && !role->list.is_parallel)
			return true;
		if (role->kind == HOLE_LIST && claim_bounds_list(claim) && is_open(claim, figures, role))
			return true;
		for (size_t m = 0; m < role->extent.count; m++)
			if (figures_at(figures, claim_member(role, m))->is_doubtful)
				return true;
	}
	return is_rate_behind(claim, figures);
}
