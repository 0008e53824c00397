/* The words beside a claim that forbid it: those of `unless` in its rule. */
#ifndef RCHECK_CLAIM_BESIDE_H
#define RCHECK_CLAIM_BESIDE_H

struct arena;
struct beside;
struct claim;
struct claim_source;
struct rule_set;

/* A search of one report for such words; lives in `arena`, borrows the rest. */
struct beside *beside_new(struct arena *arena, const struct claim_source *source, const struct rule_set *rules);

/*
 * The word of `unless` that stands in the clauses of the claim or in the ones next to them that hold no figure; NULL when
 * none does. Thousands of claims may share a clause: it is looked through once for each word.
 */
const char *beside_word(struct beside *beside, const struct claim *claim);

#endif
