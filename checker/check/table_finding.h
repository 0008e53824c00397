/* Findings about cells of tables. */
#ifndef RCHECK_CHECK_TABLE_FINDING_H
#define RCHECK_CHECK_TABLE_FINDING_H

#include <stddef.h>

#include "base/span.h"
#include "check/grid.h"
#include "finding/finding.h"
#include "message/message.h"

struct check_context;
struct rule;

/* A cell that takes part in what is judged. */
struct cell_operand {
	const char *role;
	const struct grid_cell *cell;
	bool is_deducted; /* taken off in a sum */
};

struct table_claim {
	const char *kind; /* of the finding */
	enum verdict verdict;
	struct view view;
	size_t line; /* of the stated cell */
	size_t item;
	struct number computed;              /* in the value of the stated cell */
	const char *arithmetic;              /* "1.5 + 0.7"; empty where `note` says it */
	enum message note;                   /* words before the arithmetic */
	const struct cell_operand *operands; /* without the stated cell */
	size_t operand_count;
	bool is_sure; /* the computed value may be suggested in the place of the stated one */
};

/* Adds the finding, or the tick, at the stated cell. */
void table_claim_report(const struct check_context *context, const struct rule *rule, const struct table_claim *claim);

/* "326.8 + 94.5 + … + 63.2": the figures as printed, the middle of many left out. Lives in the context's arena. */
const char *table_print_sum(const struct check_context *context, const struct cell_operand *operands, size_t count);

/* A figure as printed, without scale and unit, and with its minus. */
const char *table_print_figure(const struct check_context *context, const struct figure *figure);

#endif
