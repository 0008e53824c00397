/* Figures of the prose that a table prints, too. */
#ifndef RCHECK_CHECK_TABLE_PROSE_H
#define RCHECK_CHECK_TABLE_PROSE_H

struct check_context;
struct rule;

/*
 * Compares each figure of the prose with the cell of its article's tables that has its label and period: adds a tick where
 * they agree within the rounding of both, a finding where the only such cell differs. The parameter `relation` of the rule
 * is `prose`, or `prose-slip` for those that one slip of the pen tells apart; the former has the others, up to twice as
 * much or half.
 */
void table_prose(const struct check_context *context, const struct rule *rule);

#endif
