/*
 * Quotations with figures underlined on the line below, cut around them where they are long:
 *
 *     12.86亿元,完成调整预算14.29亿元的98%
 *     ~~~~~~~~~              ~~~~~~~~~  ^^^
 *
 * Columns are counted as terminals draw them (utf8_width_with()): what stands under a wide character is two wide, under
 * a combining mark nothing. Blanks, tabs, line breaks and controls become one blank.
 */
#ifndef RCHECK_REPORT_UNDERLINE_H
#define RCHECK_REPORT_UNDERLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/span.h"

/* Bytes of the quotation, which may be none: then it is the character there. A stated figure gets ^, others get ~. */
struct underline_mark {
	struct span span;
	bool is_stated;
};

/* What is printed around marked stretches, "" or terminal escapes. */
struct underline_style {
	const char *stated;  /* before ^ */
	const char *operand; /* before ~ */
	const char *figure;  /* before a marked figure in the quotation */
	const char *off;     /* after each */
};

struct underline_layout {
	const char *indent; /* before each line */
	size_t columns;     /* of a line without its indent; at least 20 */
	int ambiguous;      /* columns of ambiguous characters: 1 or 2 */
	struct underline_style style;
};

/*
 * Writes `length` bytes of well-formed UTF-8 as one line and what is underlined as another. What is longer than
 * `columns` is cut around the marks, with … for what is left out; where the marks alone need more, there are up to
 * four such pairs of lines, and what does not fit into these is left out from the last operands on.
 */
void underline_write(const char *bytes, size_t length, const struct underline_mark *marks, size_t mark_count,
		     const struct underline_layout *layout, FILE *out);

#endif
