/* Slips of the pen: the one small change of a figure that would make a claim that disagrees true. */
#ifndef RCHECK_CLAIM_SLIP_H
#define RCHECK_CLAIM_SLIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct arena;
struct claim;
struct figures;

enum slip_kind { SLIP_DIGIT, SLIP_SWAP, SLIP_POINT, SLIP_SCALE, SLIP_SIGN };

struct slip {
	enum slip_kind kind;
	struct span
	    span; /* what to replace, in folded text: digits, for SLIP_SCALE with scale and unit, for SLIP_SIGN with the sign */
	const char *with;   /* lives in the arena, as `figure` does */
	const char *figure; /* the whole figure as it then reads */
};

/*
 * Tries one digit changed, two neighbours swapped, the point moved, the scale of another operand, no minus, in each figure of the
 * claim that is not `proven` (by index: another equality confirms it). Fills *slip and returns true where exactly one change
 * makes the claim agree; where two would, nothing is said. `text` is the folded text.
 */
bool claim_find_slip(struct arena *arena, const struct claim *claim, const struct figures *figures, const char *text,
		     const bool *proven, struct slip *slip);

/*
 * Drops the doubts of rules that accuse only where a slip explains them (the parameter `slip-digits`) and none does; returns
 * how many claims are left, in their order. Marks those of rules that are surer where a slip explains them (`slip-raises`).
 * `text` is the folded text; *tried counts such doubts on.
 */
size_t claims_drop_unexplained(struct arena *arena, struct claim **claims, size_t count, const struct figures *figures,
			       const char *text, size_t *tried);

/*
 * Would any one slip make the claim agree as printed, and has its stated figure `digits` digits at least? By chance that
 * is true of few claims, the more digits the fewer.
 */
bool claim_is_slipped(struct arena *arena, const struct claim *claim, const struct figures *figures, const char *text,
		      unsigned digits);

#endif
