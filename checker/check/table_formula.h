/* What a column computed from others may be computed by, and what then comes out. */
#ifndef RCHECK_CHECK_TABLE_FORMULA_H
#define RCHECK_CHECK_TABLE_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "check/grid.h"

struct buffer;

enum formula {
	FORMULA_CHANGE,     /* new / old - 1 */
	FORMULA_DIFFERENCE, /* new - old */
	FORMULA_RATIO       /* part / whole */
};

/* Two cells that a third may be computed from: both of one line, or one of the line and its total. */
struct operands {
	const struct figure *first;
	const struct figure *second;
};

enum fit { FIT_NONE, FIT_AGREES, FIT_ROUNDED, FIT_LOOSE, FIT_FAILS };

struct fitted {
	enum fit fit;
	struct number computed; /* in the value of the stated figure */
};

/* Is the figure printed a share, a percent? One without a unit is read as percent where the formula gives one. */
struct fitted formula_fit(enum formula formula, const struct figure *stated, struct operands operands);

/* "386.2 ÷ 327.5 - 1" */
void formula_print(enum formula formula, struct operands operands, struct buffer *out);

#endif
