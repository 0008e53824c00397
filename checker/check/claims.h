/* Turns judged claims into findings and ticks. */
#ifndef RCHECK_CHECK_CLAIMS_H
#define RCHECK_CHECK_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>

struct check_context;
struct claim_engine;
struct rule;

/* Adds a finding for each claim; tied[i] is set for each figure i of one that agrees, and *undecided_count. */
void check_claims(const struct check_context *context, const struct claim_engine *engine, const struct rule *only,
		  size_t *matches, bool *tied, size_t *undecided_count);

#endif
