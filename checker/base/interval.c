/* Computes with closed intervals of exact numbers, outward where it must round. */
#include "base/interval.h"

enum { LARGEST_EXPONENT = 64 };

struct interval interval_point(struct number value)
{
	return (struct interval){value, value};
}

struct interval interval_unfit(void)
{
	return interval_point(number_unfit());
}

bool interval_fits(struct interval a)
{
	return number_fits(a.low) && number_fits(a.high);
}

bool interval_is_point(struct interval a)
{
	return interval_fits(a) && number_compare(a.low, a.high) == 0;
}

struct interval interval_add(struct interval a, struct interval b)
{
	return (struct interval){number_add(a.low, b.low), number_add(a.high, b.high)};
}

struct interval interval_negate(struct interval a)
{
	return (struct interval){number_negate(a.high), number_negate(a.low)};
}

struct interval interval_subtract(struct interval a, struct interval b)
{
	return interval_add(a, interval_negate(b));
}

struct interval interval_hull(struct interval a, struct interval b)
{
	return (struct interval){number_minimum(a.low, b.low), number_maximum(a.high, b.high)};
}

struct interval interval_multiply(struct interval a, struct interval b)
{
	struct interval low = {number_multiply(a.low, b.low), number_multiply(a.low, b.high)};
	struct interval high = {number_multiply(a.high, b.low), number_multiply(a.high, b.high)};

	low = (struct interval){number_minimum(low.low, low.high), number_maximum(low.low, low.high)};
	high = (struct interval){number_minimum(high.low, high.high), number_maximum(high.low, high.high)};
	return interval_hull(low, high);
}

struct interval interval_divide(struct interval a, struct interval b)
{
	if (!interval_fits(b) || (number_sign(b.low) <= 0 && number_sign(b.high) >= 0))
		return interval_unfit();
	return interval_multiply(a, (struct interval){number_divide(number_from_integer(1), b.high),
						      number_divide(number_from_integer(1), b.low)});
}

struct interval interval_absolute(struct interval a)
{
	if (!interval_fits(a) || number_sign(a.low) >= 0)
		return a;
	if (number_sign(a.high) <= 0)
		return interval_negate(a);
	return (struct interval){number_from_integer(0), number_maximum(number_negate(a.low), a.high)};
}

/* An odd power, or one of a number that is not negative; rounded outward where it would not fit. */
static struct number power(struct number base, unsigned exponent, bool up)
{
	struct number result = number_from_integer(1);

	if (number_sign(base) < 0)
		return number_negate(power(number_negate(base), exponent, !up));
	while (exponent-- > 0)
		result = number_coarsen(number_multiply(result, base), up);
	return result;
}

struct interval interval_power(struct interval a, unsigned exponent)
{
	/* An even power forgets the sign, and either then grows with its base. */
	if (exponent % 2 == 0)
		a = interval_absolute(a);
	if (exponent > LARGEST_EXPONENT || !interval_fits(a))
		return interval_unfit();
	return (struct interval){power(a.low, exponent, false), power(a.high, exponent, true)};
}

bool interval_overlaps(struct interval a, struct interval b)
{
	return number_compare(a.low, b.high) <= 0 && number_compare(b.low, a.high) <= 0;
}

bool interval_contains(struct interval a, struct number value)
{
	return number_compare(a.low, value) <= 0 && number_compare(value, a.high) <= 0;
}

bool interval_holds_integer(struct interval a)
{
	return number_compare(number_ceiling(a.low), a.high) <= 0;
}
