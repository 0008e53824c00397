/* Doubt: which claims that disagree are more likely misread than wrong. */
#ifndef RCHECK_CLAIM_DOUBT_H
#define RCHECK_CLAIM_DOUBT_H

#include <stdbool.h>

struct claim;
struct figures;

/* Does a reading of the rule only bound a list, by <= or >=? */
bool claim_bounds_list(const struct claim *claim);

/*
 * May the list have ended earlier, a figure be damaged, or the rate stated be one of another base? Asked of a claim whose
 * values are filled.
 */
bool claim_is_doubtful(const struct claim *claim, const struct figures *figures);

#endif
