/* Repairs: the value that one figure must have for a claim to agree. */
#ifndef RCHECK_CLAIM_REPAIR_H
#define RCHECK_CLAIM_REPAIR_H

#include <stdbool.h>
#include <stdint.h>

#include "figure/figure.h"

struct claim;
struct figures;

/* `changed`, which has another value or other places than `figure`, with the interval its last place stands for. */
struct figure figure_instead(const struct figure *figure, struct figure changed);

/*
 * Looks for the value of figure `index`, printed to as many places as it is, with which the claim agrees as printed or
 * rounded. Fills *repaired and returns true where there is one. The check must be an equality.
 */
bool claim_repair(const struct claim *claim, const struct figures *figures, uint32_t index, struct figure *repaired);

#endif
