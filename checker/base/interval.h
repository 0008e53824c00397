/* Closed intervals of exact numbers: the values that a printed figure can stand for. */
#ifndef RCHECK_BASE_INTERVAL_H
#define RCHECK_BASE_INTERVAL_H

#include <stdbool.h>

#include "base/number.h"

/* low <= high, both included; unfit ends make the interval unfit. */
struct interval {
	struct number low;
	struct number high;
};

struct interval interval_point(struct number value);
struct interval interval_unfit(void);
bool interval_fits(struct interval a);
bool interval_is_point(struct interval a);

struct interval interval_add(struct interval a, struct interval b);
struct interval interval_subtract(struct interval a, struct interval b);
struct interval interval_multiply(struct interval a, struct interval b);

/* Unfit when `b` holds zero. */
struct interval interval_divide(struct interval a, struct interval b);
struct interval interval_negate(struct interval a);
struct interval interval_absolute(struct interval a);

/* `a` raised to `exponent` (0 to 64). */
struct interval interval_power(struct interval a, unsigned exponent);

/* The least interval that holds both. */
struct interval interval_hull(struct interval a, struct interval b);

bool interval_overlaps(struct interval a, struct interval b);
bool interval_contains(struct interval a, struct number value);

/* Is there a whole number in the interval? */
bool interval_holds_integer(struct interval a);

#endif
