/* Quotations from a report, cut to one line that is safe to print. */
#ifndef RCHECK_REPORT_QUOTE_H
#define RCHECK_REPORT_QUOTE_H

#include "base/span.h"

struct text;

/* Two hundred code points, the mark of an omission, and the NUL. */
enum { QUOTE_CODE_POINTS = 200, QUOTE_BYTES = QUOTE_CODE_POINTS * 4 + 8 };

/*
 * Copies the source text of a folded span to `out`: line breaks and control characters become blanks, and the
 * middle of what is longer than QUOTE_CODE_POINTS is left out for "…".
 */
void quote_source(const struct text *text, struct span span, char out[QUOTE_BYTES]);

#endif
