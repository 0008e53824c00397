/* Figures that 、 or 和 join: 12%、15%和18% are one thing said of three, and none of them stands for itself. */
#ifndef RCHECK_CLAIM_COORDINATION_H
#define RCHECK_CLAIM_COORDINATION_H

#include <stddef.h>

#include "base/span.h"

struct figures;
struct skeleton;

/* Where in the skeleton the marks of the figures joined to one stand; SIZE_MAX where there is none. */
struct coordination {
	size_t before;
	size_t after;
};

/* Of the figure whose marks stand at `mark`, within `passage`: neighbours of its dimension, few words between. */
struct coordination coordination_of(const struct skeleton *skeleton, const struct figures *figures, struct span passage,
				    size_t mark);

#endif
