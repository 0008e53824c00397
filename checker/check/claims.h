/* Turns judged claims into findings and ticks. */
#ifndef RCHECK_CHECK_CLAIMS_H
#define RCHECK_CHECK_CLAIMS_H

#include <stddef.h>

struct check_context;
struct claim_engine;
struct rule;

/* Adds a finding for each claim; *tied_count and *undecided_count are set. */
void check_claims(const struct check_context *context, const struct claim_engine *engine, const struct rule *only,
		  size_t *matches, size_t *tied_count, size_t *undecided_count);

#endif
