/* Mistakes of reckoning: what the stated figure of a claim that disagrees was computed by instead. */
#ifndef RCHECK_CLAIM_MISTAKEN_H
#define RCHECK_CLAIM_MISTAKEN_H

#include <stddef.h>

struct claim;
struct figures;
struct mistake;

/*
 * Of the mistakes, the only one by which the claim's stated figure is right, as printed; NULL where there is none, or
 * several.
 */
const struct mistake *claim_find_mistake(const struct claim *claim, const struct figures *figures,
					 const struct mistake *mistakes, size_t count);

#endif
