/* Settles competing readings of the same figure. */
#include "claim/settle.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "claim/claim.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "text/document.h"

/* Claims about one stated figure stand together, better verdicts first, then the graver and the earlier rules. */
static int compare(const void *left, const void *right)
{
	const struct claim *a = *(const struct claim *const *)left, *b = *(const struct claim *const *)right;

	if (a->stated_figure != b->stated_figure)
		return a->stated_figure < b->stated_figure ? -1 : 1;
	if (a->verdict != b->verdict)
		return a->verdict < b->verdict ? -1 : 1;
	/* Of two doubts the graver one is told. */
	if (a->verdict > VERDICT_ROUNDED && a->rule->severity != b->rule->severity)
		return a->rule->severity > b->rule->severity ? -1 : 1;
	if (a->rule->index != b->rule->index)
		return a->rule->index < b->rule->index ? -1 : 1;
	if (a->span.start != b->span.start)
		return a->span.start > b->span.start ? -1 : 1;
	return a->span.end < b->span.end ? -1 : a->span.end > b->span.end;
}

static bool lists_names(const struct claim *claim)
{
	for (size_t i = 0; i < claim->role_count; i++)
		if (claim->roles[i].kind == HOLE_WORDS)
			return true;
	return false;
}

/*
 * That a part is below its whole, or that some whole number exists, says nothing of whether another claim about the
 * figure is right.
 */
static bool confirms(const struct claim *claim)
{
	return claim->verdict > VERDICT_TRUNCATED || (claim->check && expression_relation(claim->check) == '=');
}

/*
 * One doubt about a figure is enough. A percentage is one thing only; an amount may be a total here and a part there.
 * Names and values that are counted against one number are two claims, of which one may be right.
 */
static bool compete(const struct claim *settled, const struct claim *claim)
{
	if (settled->verdict == VERDICT_DISAGREES || settled->stated_dimension == DIMENSION_PURE)
		return true;
	return lists_names(settled) == lists_names(claim) && strcmp(settled->rule->kind, claim->rule->kind) == 0;
}

/* What another rule of the kind has ticked already needs no second tick, but a sum is more than that its parts are below it. */
static bool is_ticked(struct claim *const *group, size_t kept, const struct claim *claim)
{
	for (size_t i = 0; i < kept; i++)
		if (group[i]->verdict <= VERDICT_ROUNDED && strcmp(group[i]->rule->kind, claim->rule->kind) == 0 &&
		    group[i]->rule != claim->rule && lists_names(group[i]) == lists_names(claim) &&
		    (confirms(group[i]) || !confirms(claim)) && span_contains(group[i]->span, claim->span))
			return true;
	return false;
}

static bool is_settled(struct claim *const *group, size_t kept, const struct claim *claim)
{
	for (size_t i = 0; i < kept; i++)
		if (confirms(group[i]) && compete(group[i], claim))
			return true;
	return false;
}

/*
 * Some rules accuse only where their reading has proved itself: where other claims of the rule about the same first
 * operand agree, as many as the rule's parameter `confirmed` asks for.
 */
static bool is_proven(struct claim *const *claims, size_t count, size_t at)
{
	enum { REACH = 64 }; /* claims of one rule about one sentence stand next to each other */
	const struct claim *claim = claims[at];
	unsigned needed = rule_parameter(claim->rule, "confirmed", 0), found = 0;
	size_t first = at > REACH ? at - REACH : 0, last = at + REACH < count ? at + REACH : count;

	for (size_t i = first; needed > 0 && i < last; i++)
		found += claims[i]->rule == claim->rule && claims[i]->verdict <= VERDICT_ROUNDED &&
			 claim_member(&claims[i]->roles[0], 0) == claim_member(&claim->roles[0], 0);
	return found >= needed;
}

/* Moves what is not proven to the end; returns how many are left. */
static size_t drop_unproven(struct claim **claims, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		claims[i]->is_unproven =
		    claims[i]->verdict > VERDICT_ROUNDED && (claims[i]->is_crowded || !is_proven(claims, count, i));
	for (size_t i = 0; i < count; i++)
		if (!claims[i]->is_unproven)
			claims[kept++] = claims[i];
	return kept;
}

size_t claims_settle(struct claim **claims, size_t count)
{
	size_t kept = 0;

	count = drop_unproven(claims, count);
	if (count > 0)
		qsort(claims, count, sizeof(*claims), compare);
	for (size_t i = 0, group = 0; i < count; i++) {
		struct claim *claim = claims[i];
		bool accuses = claim->verdict > VERDICT_ROUNDED;

		if (kept == 0 || claims[kept - 1]->stated_figure != claim->stated_figure)
			group = kept;
		if (accuses && claim->rule->severity == RULE_TICK)
			continue;
		if (!accuses && claim->stated_figure != NO_INDEX && is_ticked(claims + group, kept - group, claim))
			continue;
		if (accuses && claim->stated_figure != NO_INDEX && is_settled(claims + group, kept - group, claim))
			continue;
		claims[kept++] = claim;
	}
	return kept;
}
