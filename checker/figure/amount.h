/* Amounts: a numeral with its scale, unit and hedges, and the values it can stand for. */
#ifndef RCHECK_FIGURE_AMOUNT_H
#define RCHECK_FIGURE_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "figure/figure.h"
#include "figure/numeral.h"

/* What one numeral with its scale, hedge and unit says. */
struct amount {
	struct numeral numeral;
	struct number multiplier;
	const struct unit *unit;
	enum hedge hedge;
	size_t end;
	bool has_scale;
};

/* The unit at `text + at`, unless a longer word begins there (成 of 成立); NULL when there is none. */
const struct word *amount_match_unit(const struct lexicon *lexicon, const char *text, size_t length, size_t at);

/* Reads what follows `numeral`, which stands at `text + at`. */
struct amount amount_read(const struct lexicon *lexicon, const char *text, size_t length, struct numeral numeral,
			  size_t at);

/* Fills the figure's value, step, interval, unit and hedge. */
void amount_fill(struct figure *figure, const struct amount *amount, bool negative);

#endif
