/* Slips of the pen: two numbers that differ in one digit, or in two that changed places. */
#ifndef RCHECK_CHECK_TABLE_SLIP_H
#define RCHECK_CHECK_TABLE_SLIP_H

#include <stdbool.h>

#include "figure/figure.h"

/* Would one slip make the printed figure of `value`? */
bool slip_is_likely(const struct figure *printed, struct number value);

#endif
