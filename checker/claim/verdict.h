/* Verdicts: what exact arithmetic says of one claim, over all its readings. */
#ifndef RCHECK_CLAIM_VERDICT_H
#define RCHECK_CLAIM_VERDICT_H

#include <stdbool.h>

struct claim;
struct figures;

/*
 * Fills the claim's verdict, check, stated, computed, and its roles' extents. Returns false when no check can be
 * applied to what is bound (different dimensions): then it is no claim.
 */
bool claim_judge(struct claim *claim, const struct figures *figures);

#endif
