/* Findings about totals, and about the one cell behind several of them. */
#ifndef RCHECK_CHECK_TABLE_FOOT_H
#define RCHECK_CHECK_TABLE_FOOT_H

#include "check/table_judge.h"

struct check_context;
struct rule;

/* Adds the finding or the tick of a total. */
void table_sum_report(const struct check_context *context, const struct rule *rule, const struct table_sum *sum);

/* Adds one finding for the cell that is behind all that fails. */
void table_culprit_report(const struct check_context *context, const struct rule *rule,
			  const struct table_judgement *judgement);

#endif
