/* Figures that are not printed: two claims that say what one must be, and do not say the same. */
#ifndef RCHECK_CHECK_DERIVE_H
#define RCHECK_CHECK_DERIVE_H

#include <stdbool.h>

struct check_context;
struct claims;

/*
 * Compares the claims of rules that derive, as claims_find() gives them; adds a finding for each that contradicts an
 * earlier one, a tick where two relations agree, and sets tied[i] for the figures of the latter.
 *
 * Two claims of a rule speak of one thing where article, period and the words of all {…:label} holes are the same and, with
 * the parameter `of`, label and value of that figure too. Without it they must stand in one paragraph. `years-back` says
 * how many years before that figure the one lies that is not printed: figures of that year are compared instead. `proven` are the figures
 * that claims confirm: of two claims, the one that has others is told.
 */
void check_derived(const struct check_context *context, const struct claims *derived, bool *tied, const bool *proven);

#endif
