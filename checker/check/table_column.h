/* Columns (or rows) of a table that are computed from others: 同比, 增减额, 占比, 完成率. */
#ifndef RCHECK_CHECK_TABLE_COLUMN_H
#define RCHECK_CHECK_TABLE_COLUMN_H

struct check_context;
struct grid;
struct rule;

/* Checks the columns whose heads hold the words of `relation`: change, difference, share or completion. */
void table_columns(const struct check_context *context, const struct rule *rule, const struct grid *grid,
		   const char *relation);

#endif
