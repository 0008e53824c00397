/* Rows of a table that are part of the row before: 其中 may not exceed what it is taken from. */
#ifndef RCHECK_CHECK_TABLE_PART_H
#define RCHECK_CHECK_TABLE_PART_H

#include "check/grid.h"

struct check_context;
struct rule;

/* Adds a finding for each 其中 cell above every cell that it may be a part of. What holds is no tick: it says little. */
void table_parts(const struct check_context *context, const struct rule *rule, const struct grid *grid);

#endif
