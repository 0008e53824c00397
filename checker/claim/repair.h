/* Repairs: the value that one figure must have for a claim to agree. */
#ifndef RCHECK_CLAIM_REPAIR_H
#define RCHECK_CLAIM_REPAIR_H

#include <stdbool.h>
#include <stdint.h>

#include "figure/figure.h"

struct claim;
struct figures;

/*
 * Fills the other numbers of *quantity, whose value and multiplier `changed` has instead of those of `figure`: its interval is
 * what its last place stands for.
 */
void quantity_instead(const struct figure *figure, const struct figure *changed, struct quantity *quantity);

/*
 * Looks for the value of figure `index`, printed to as many places as it is, with which the claim agrees as printed or
 * rounded. Fills *repaired, with *quantity as its quantity, and returns true where there is one. The check must be an
 * equality.
 */
bool claim_repair(const struct claim *claim, const struct figures *figures, uint32_t index, struct figure *repaired,
		  struct quantity *quantity);

#endif
