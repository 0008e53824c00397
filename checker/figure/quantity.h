/* One quantity as printed: a numeral with its scale, its unit and the hedges next to it. */
#ifndef RCHECK_FIGURE_QUANTITY_H
#define RCHECK_FIGURE_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "figure/numeral.h"
#include "rule/lexicon.h"

struct figure;
struct quantity;

struct amount {
	struct numeral numeral;
	size_t start;             /* of the numeral */
	size_t end;               /* after scale, unit and hedge */
	const struct word *scale; /* 万, or NULL */
	const struct unit *unit;  /* NULL without one */
	struct number multiplier; /* scale times unit factor */
	enum hedge hedge;
	bool is_open; /* 300多: the hedge stands for the digits that are left out */
	bool is_half; /* 半数: over it means anything up to the whole */
	bool is_negative;
};

/* Reads what follows the numeral that starts at `start` of `text` (`length` bytes, NUL-terminated). */
struct amount quantity_read(const struct lexicon *lexicon, const char *text, size_t length, size_t start,
			    struct numeral numeral);

/* A fraction in words, or a word such as 半数: a share, printed in percent. */
struct amount quantity_of_fraction(const struct lexicon *lexicon, size_t start, struct numeral fraction);

/* The unit at `text`, unless it is only the beginning of a longer noun or wants digits before it. */
const struct word *quantity_match_unit(const struct lexicon *lexicon, const char *text, size_t length, bool is_han);

/* Takes scale and unit, where `amount` has none, from a later member of its list: 8.2、9.1和7.5个百分点. */
void quantity_borrow(struct amount *amount, const struct amount *later);

/* The value without a sign of its own. */
struct number quantity_value(const struct amount *amount);

/* Fills the quantity, and unit and hedge of the figure. */
void quantity_fill(struct figure *figure, struct quantity *quantity, const struct amount *amount);

#endif
