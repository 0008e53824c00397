/* Footing and cross-footing: which failing totals are reported, and at which cell. */
#ifndef RCHECK_CHECK_TABLE_FOOT_H
#define RCHECK_CHECK_TABLE_FOOT_H

#include <stdbool.h>

struct check_context;
struct grid;
struct rule;

/* Checks the totals at the foot of columns, or, `across`, those at the end of rows. */
void table_foot(const struct check_context *context, const struct rule *rule, const struct grid *grid, bool across);

#endif
