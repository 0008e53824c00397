/* Numbers that are names: 312国道, 第3, 〔2011〕9号, 41***78, A4, “12345”, 1.2.3. */
#ifndef RCHECK_FIGURE_IDENTIFIER_H
#define RCHECK_FIGURE_IDENTIFIER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct amount;
struct lexicon;
struct numeral;

/*
 * What the digits at `start` are glued to makes them a name: letters, stars, hyphens, brackets, zeros in front. The
 * whole name, which may begin before `start`; empty when it is none.
 */
struct span identifier_read_glued(const struct lexicon *lexicon, const char *text, size_t length, size_t start,
				  const struct numeral *numeral);

/* Do the words around the amount make it a name? */
bool identifier_is_named(const struct lexicon *lexicon, const char *text, size_t length, const struct amount *amount);

/* Does the numeral open an item of a list within a sentence: 1.清仓;2.定岗? */
bool identifier_is_item(const char *text, const struct numeral *numeral, size_t start);

#endif
