/* Whether a passage can hold what every match of a phrase binds: asked before PCRE2, which costs far more. */
#ifndef RCHECK_CLAIM_FIT_H
#define RCHECK_CLAIM_FIT_H

#include <stdbool.h>

struct claim_source;
struct hole;
struct passage;
struct pattern;

/*
 * Has the passage a figure for every hole that a match must bind? Where it has none, *missing becomes the first such
 * hole, NULL when there are only too few.
 */
bool fit_figures(const struct pattern *pattern, const struct passage *passage, const struct hole **missing);

/*
 * Do these figures stand in the order of the holes, those of one dimension where the phrase asks for that, and is there
 * a {blank} or {(} for one that the phrase asks for? True says nothing; false that the phrase cannot match.
 */
bool fit_places(const struct pattern *pattern, const struct claim_source *source, const struct passage *passage);

#endif
