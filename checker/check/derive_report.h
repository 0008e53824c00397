/* Findings and ticks about figures that are not printed. */
#ifndef RCHECK_CHECK_DERIVE_REPORT_H
#define RCHECK_CHECK_DERIVE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct check_context;
struct claim;
struct figure;

/* A claim that derives, and what it speaks of. */
struct derivation {
	const struct claim *claim;
	const struct figure *of; /* the figure that both claims are about; NULL for one named by words alone */
	uint32_t of_index;
	const char *name; /* without words that say nothing of what is measured */
	struct span period;
	uint32_t article;
	uint32_t paragraph;
	size_t order;
};

/*
 * Adds a finding at `later`, which contradicts `earlier`. Two claims of one relation that differ in one figure only, said of
 * one value, are a conflict.
 */
void derive_report(const struct check_context *context, const struct derivation *earlier,
		   const struct derivation *later);

/* Adds a finding: the claim contradicts what is printed of the earlier year. */
void derive_report_printed(const struct check_context *context, const struct derivation *derivation,
			   const struct figure *printed);

/* Adds a tick at `later`, and sets tied[i] for the figures of both. */
void derive_tick(const struct check_context *context, const struct derivation *earlier, const struct derivation *later,
		 bool *tied);

#endif
