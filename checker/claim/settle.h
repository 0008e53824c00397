/* Settling: where claims compete for one figure, which of them stand. */
#ifndef RCHECK_CLAIM_SETTLE_H
#define RCHECK_CLAIM_SETTLE_H

#include <stddef.h>

struct claim;

/*
 * Sorts the claims by place and drops those that are only other readings: a doubt about a figure that a claim
 * of the same kind confirms, all but the likeliest doubt about one figure, doubts of rules that only tick.
 * Returns how many are left.
 */
size_t claims_settle(struct claim **claims, size_t count);

#endif
