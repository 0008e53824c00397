/*
 * Exact rational numbers in 128 bits.
 *
 * No operation rounds. A result that does not fit (or a division by zero) is "unfit": it spreads through
 * further operations as NaN does, and the verdict that meets it is `undecided`.
 */
#ifndef RCHECK_BASE_NUMBER_H
#define RCHECK_BASE_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

struct buffer;

__extension__ typedef __int128 wide_integer;

/* numerator / denominator; the denominator is above 0, or 0 for an unfit number. Not always reduced. */
struct number {
	wide_integer numerator;
	wide_integer denominator;
};

struct number number_unfit(void);
bool number_fits(struct number a);

struct number number_from_integer(int64_t value);
struct number number_from_fraction(int64_t numerator, int64_t denominator);

/* digits × 10^exponent; the exponent lies between -36 and 36, else unfit. */
struct number number_from_decimal(wide_integer digits, int exponent);

struct number number_add(struct number a, struct number b);
struct number number_subtract(struct number a, struct number b);
struct number number_multiply(struct number a, struct number b);
struct number number_divide(struct number a, struct number b);
struct number number_negate(struct number a);
struct number number_absolute(struct number a);
struct number number_minimum(struct number a, struct number b);
struct number number_maximum(struct number a, struct number b);

/* The greatest integer not above `a`, the least not below; unfit stays unfit. */
struct number number_floor(struct number a);
struct number number_ceiling(struct number a);

/* -1, 0 or 1. Both must fit (asserted). Never overflows. */
int number_compare(struct number a, struct number b);
int number_sign(struct number a);

/*
 * The nearest number with a 60-bit denominator not above (`up` false) or not below `a`: for long products,
 * where widening outward keeps a verdict sound while the exact value would no longer fit.
 */
struct number number_coarsen(struct number a, bool up);

/*
 * Appends `a` in decimal, rounded half away from zero to `places` places after the point (0 to 18); with
 * `trim`, zeros at the end are left out. Appends "?" for an unfit number.
 */
void number_print(struct number a, int places, bool trim, struct buffer *out);

/* True when `a` is a decimal of at most `places` places, i.e. printing it loses nothing. */
bool number_has_places(struct number a, int places);

#endif
