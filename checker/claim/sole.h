/*
 * Whether a claim has its figures to itself. Where phrases are loose (two values and a percentage, in any order), only a
 * sentence that holds no other figure of their dimensions leaves no doubt which ones belong together.
 */
#ifndef RCHECK_CLAIM_SOLE_H
#define RCHECK_CLAIM_SOLE_H

#include <stdbool.h>

struct claim;
struct claim_source;

/*
 * Does the claim bind every figure of its dimensions that stands where its rule's parameter `sole` says? `clauses`: in its
 * sentence, or sentences, between the semicolons before and behind it; `before`: only up to its own last figure. Figures in
 * brackets count where the claim binds one of that bracket. Always true where the rule does not ask.
 */
bool claim_is_sole(const struct claim *claim, const struct claim_source *source);

#endif
