/* Tables: what their totals, changes and shares say of the cells that they are computed from. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "check/check.h"
#include "check/grid.h"
#include "check/table_foot.h"
#include "check/table_judge.h"
#include "check/table_part.h"
#include "check/table_prose.h"
#include "rule/parameter.h"

/* Which relation tells of the cell that is behind all faults: the first that fails by it. */
static bool tells_culprit(const struct table_judgement *judgement, const char *relation)
{
	return strcmp(relation, judgement->culprit.sum->view.across ? "cross-foot" : "foot") == 0;
}

/* The judgement of grid `index`, which all rules share. */
static const struct table_judgement *judgement_of(const struct check_context *context, size_t index)
{
	const struct table_judgement **known = &context->judgements[index];
	struct table_judgement *judgement;

	if (*known)
		return *known;
	judgement = arena_alloc(context->scratch, sizeof(*judgement));
	*judgement = table_judge(context->scratch, context->grids[index]);
	*known = judgement;
	return judgement;
}

static void check_grid(const struct check_context *context, const struct rule *rule, size_t index)
{
	const char *relation = rule_parameter_word(rule, "relation");
	const struct table_judgement *judgement;
	bool has_culprit;

	if (strncmp(relation, "prose", strlen("prose")) == 0)
		return;
	if (strcmp(relation, "of-which") == 0) {
		table_parts(context, rule, context->grids[index]);
		return;
	}
	judgement = judgement_of(context, index);
	has_culprit = judgement->culprit.sum != NULL;
	if (has_culprit && tells_culprit(judgement, relation))
		table_culprit_report(context, rule, judgement);
	for (int across = 0; across < 2; across++)
		for (size_t i = 0; i < judgement->sum_counts[across]; i++) {
			const struct table_sum *sum = &judgement->sums[across][i];

			if (strcmp(relation, across ? "cross-foot" : "foot") == 0 &&
			    sum->verdict != VERDICT_UNDECIDED && !(has_culprit && sum->verdict == VERDICT_DISAGREES))
				table_sum_report(context, rule, sum);
		}
	for (size_t i = 0; i < judgement->recount_count; i++)
		if (strcmp(relation, judgement->recounts[i].relation) == 0 &&
		    !(has_culprit && judgement->recounts[i].verdict == VERDICT_DISAGREES))
			table_recount_report(context, rule, &judgement->recounts[i]);
}

static void run(const struct check_context *context, const struct rule *rule)
{
	if (strncmp(rule_parameter_word(rule, "relation"), "prose", strlen("prose")) == 0)
		table_prose(context, rule);
	for (size_t i = 0; i < context->grid_count; i++)
		check_grid(context, rule, i);
}

const struct check table_check = {
    .kind = "table",
    .reported = "sum",
    .summary = "totals, changes and shares in tables against the cells they are computed from",
    .run = run,
};
