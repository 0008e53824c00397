/* Verdicts: what exact arithmetic says of one claim, over all its readings. */
#ifndef RCHECK_CLAIM_VERDICT_H
#define RCHECK_CLAIM_VERDICT_H

#include <stdbool.h>

#include <stdint.h>

#include "base/number.h"
#include "finding/finding.h"

struct claim;
struct figure;
struct figures;

/*
 * Fills the claim's verdict, check, stated, computed, and its roles' extents. Returns false when no check can be
 * applied to what is bound (different dimensions): then it is no claim.
 */
bool claim_judge(struct claim *claim, const struct figures *figures);

/*
 * Of a rule that derives: chooses the check whose roles are bound but for the figure that is not printed. False when there
 * is none, or the check does not fit what is bound.
 */
bool claim_derive(struct claim *claim, const struct figures *figures);

/*
 * What the check that decided says of the same reading when the figure `index` is `instead`. With `rounds_only` what is
 * looser than rounding counts as disagreeing, which is known sooner.
 */
enum verdict claim_judge_instead(const struct claim *claim, const struct figures *figures, uint32_t index,
				 const struct figure *instead, bool rounds_only);

/*
 * False only where claim_judge_instead() with `rounds_only` disagrees whatever value within its interval the figure `index`
 * has: one question instead of one for each value. `instead` is no settled figure where it has several.
 */
bool claim_may_agree(const struct claim *claim, const struct figures *figures, uint32_t index,
		     const struct figure *instead);

/*
 * What the stated side of that check is more than the computed one, as printed, when the figure `index` is `instead`. Unfit
 * where it cannot be computed.
 */
struct number claim_residual(const struct claim *claim, const struct figures *figures, uint32_t index,
			     const struct figure *instead);

#endif
