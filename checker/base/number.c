/* Computes with fractions of 128-bit integers; reduces them only when a product would not fit. */
#include "base/number.h"

#include <assert.h>

#include "base/buffer.h"

__extension__ typedef unsigned __int128 wide_unsigned;

enum { LARGEST_POWER = 36, COARSE_BITS = 60 };

struct number number_unfit(void)
{
	return (struct number){0, 0};
}

bool number_fits(struct number a)
{
	return a.denominator > 0;
}

static wide_unsigned magnitude(wide_integer value)
{
	return value < 0 ? -(wide_unsigned)value : (wide_unsigned)value;
}

static wide_unsigned greatest_divisor(wide_unsigned a, wide_unsigned b)
{
	while (b) {
		wide_unsigned rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static struct number reduce(struct number a)
{
	wide_integer divisor;

	if (!number_fits(a) || a.denominator == 1)
		return a;
	divisor = (wide_integer)greatest_divisor(magnitude(a.numerator), (wide_unsigned)a.denominator);
	return (struct number){a.numerator / divisor, a.denominator / divisor};
}

struct number number_from_integer(int64_t value)
{
	return (struct number){value, 1};
}

struct number number_from_fraction(int64_t numerator, int64_t denominator)
{
	if (denominator == 0)
		return number_unfit();
	if (denominator < 0)
		return (struct number){-(wide_integer)numerator, -(wide_integer)denominator};
	return (struct number){numerator, denominator};
}

/* 10^power, which fits up to LARGEST_POWER. */
static wide_integer power_of_ten(int power)
{
	wide_integer value = 1;

	while (power-- > 0)
		value *= 10;
	return value;
}

struct number number_from_decimal(wide_integer digits, int exponent)
{
	wide_integer scale, product;

	if (exponent < -LARGEST_POWER || exponent > LARGEST_POWER)
		return number_unfit();
	scale = power_of_ten(exponent < 0 ? -exponent : exponent);
	if (exponent <= 0)
		return (struct number){digits, scale};
	if (__builtin_mul_overflow(digits, scale, &product))
		return number_unfit();
	return (struct number){product, 1};
}

static bool try_add(struct number a, struct number b, struct number *sum)
{
	wide_integer left, right;

	if (a.denominator == b.denominator) {
		sum->denominator = a.denominator;
		return !__builtin_add_overflow(a.numerator, b.numerator, &sum->numerator);
	}
	return !__builtin_mul_overflow(a.numerator, b.denominator, &left) &&
	       !__builtin_mul_overflow(b.numerator, a.denominator, &right) &&
	       !__builtin_add_overflow(left, right, &sum->numerator) &&
	       !__builtin_mul_overflow(a.denominator, b.denominator, &sum->denominator);
}

static bool try_multiply(struct number a, struct number b, struct number *product)
{
	return !__builtin_mul_overflow(a.numerator, b.numerator, &product->numerator) &&
	       !__builtin_mul_overflow(a.denominator, b.denominator, &product->denominator);
}

/* Over the least common denominator. */
static bool try_add_reduced(struct number a, struct number b, struct number *sum)
{
	wide_integer shared, left, right;

	a = reduce(a);
	b = reduce(b);
	shared = (wide_integer)greatest_divisor((wide_unsigned)a.denominator, (wide_unsigned)b.denominator);
	return !__builtin_mul_overflow(a.numerator, b.denominator / shared, &left) &&
	       !__builtin_mul_overflow(b.numerator, a.denominator / shared, &right) &&
	       !__builtin_add_overflow(left, right, &sum->numerator) &&
	       !__builtin_mul_overflow(a.denominator, b.denominator / shared, &sum->denominator);
}

struct number number_add(struct number a, struct number b)
{
	struct number sum;

	if (!number_fits(a) || !number_fits(b))
		return number_unfit();
	if (try_add(a, b, &sum) || try_add_reduced(a, b, &sum))
		return sum;
	return number_unfit();
}

struct number number_negate(struct number a)
{
	struct number result;

	if (!number_fits(a) || __builtin_sub_overflow((wide_integer)0, a.numerator, &result.numerator))
		return number_unfit();
	result.denominator = a.denominator;
	return result;
}

struct number number_subtract(struct number a, struct number b)
{
	return number_add(a, number_negate(b));
}

struct number number_multiply(struct number a, struct number b)
{
	struct number product, left, right;

	if (!number_fits(a) || !number_fits(b))
		return number_unfit();
	if (try_multiply(a, b, &product))
		return product;
	/* Reduced crosswise, the product is in lowest terms. */
	a = reduce(a);
	b = reduce(b);
	left = reduce((struct number){a.numerator, b.denominator});
	right = reduce((struct number){b.numerator, a.denominator});
	return try_multiply(left, right, &product) ? product : number_unfit();
}

struct number number_divide(struct number a, struct number b)
{
	if (!number_fits(a) || !number_fits(b) || b.numerator == 0)
		return number_unfit();
	if (b.numerator < 0) {
		a = number_negate(a);
		b = number_negate(b);
		if (!number_fits(b))
			return number_unfit();
	}
	return number_multiply(a, (struct number){b.denominator, b.numerator});
}

struct number number_absolute(struct number a)
{
	return number_fits(a) && a.numerator < 0 ? number_negate(a) : a;
}

struct number number_minimum(struct number a, struct number b)
{
	if (!number_fits(a) || !number_fits(b))
		return number_unfit();
	return number_compare(a, b) <= 0 ? a : b;
}

struct number number_maximum(struct number a, struct number b)
{
	if (!number_fits(a) || !number_fits(b))
		return number_unfit();
	return number_compare(a, b) >= 0 ? a : b;
}

static wide_integer floor_of(struct number a)
{
	wide_integer quotient = a.numerator / a.denominator;

	return quotient - (a.numerator % a.denominator < 0);
}

/* What `a` has above its floor, over its denominator; whole × denominator could overflow. */
static wide_integer rest_of(struct number a)
{
	wide_integer rest = a.numerator % a.denominator;

	return rest < 0 ? rest + a.denominator : rest;
}

struct number number_floor(struct number a)
{
	return number_fits(a) ? (struct number){floor_of(a), 1} : a;
}

struct number number_ceiling(struct number a)
{
	if (!number_fits(a))
		return a;
	return (struct number){a.numerator / a.denominator + (a.numerator % a.denominator > 0), 1};
}

int number_compare(struct number a, struct number b)
{
	wide_integer left, right;
	int sign = 1;

	assert(number_fits(a) && number_fits(b));
	if (!__builtin_mul_overflow(a.numerator, b.denominator, &left) &&
	    !__builtin_mul_overflow(b.numerator, a.denominator, &right))
		return left < right ? -1 : left > right;
	/* Whole parts first, then the reciprocals of what is left, as a continued fraction. */
	for (;; sign = -sign) {
		wide_integer whole_a = floor_of(a), whole_b = floor_of(b);
		wide_integer rest_a = rest_of(a), rest_b = rest_of(b);

		if (whole_a != whole_b)
			return whole_a < whole_b ? -sign : sign;
		if (rest_a == 0 || rest_b == 0)
			return rest_a == rest_b ? 0 : rest_a == 0 ? -sign : sign;
		a = (struct number){a.denominator, rest_a};
		b = (struct number){b.denominator, rest_b};
	}
}

int number_sign(struct number a)
{
	assert(number_fits(a));
	return a.numerator < 0 ? -1 : a.numerator > 0;
}

/*
 * The next digit of rest / denominator in `base` (below 16), leaving the new rest: by doubling, since rest × base
 * may not fit where 2 × rest does.
 */
static unsigned next_digit(wide_unsigned *rest, wide_unsigned denominator, unsigned base)
{
	wide_unsigned sum = 0;
	unsigned digit = 0;

	for (unsigned bit = 8; bit > 0; bit /= 2) {
		sum *= 2;
		digit *= 2;
		if (sum >= denominator) {
			sum -= denominator;
			digit++;
		}
		if (!(base & bit))
			continue;
		sum += *rest;
		if (sum >= denominator) {
			sum -= denominator;
			digit++;
		}
	}
	*rest = sum;
	return digit;
}

struct number number_coarsen(struct number a, bool up)
{
	const wide_integer limit = (wide_integer)1 << COARSE_BITS;
	struct number result;
	wide_unsigned rest;
	wide_integer fraction = 0;

	a = reduce(a);
	if (!number_fits(a) || a.denominator <= limit)
		return a;
	rest = (wide_unsigned)rest_of(a);
	for (int i = 0; i < COARSE_BITS; i++)
		fraction = 2 * fraction + next_digit(&rest, (wide_unsigned)a.denominator, 2);
	fraction += up && rest > 0;
	result.denominator = limit;
	if (__builtin_mul_overflow(floor_of(a), limit, &result.numerator) ||
	    __builtin_add_overflow(result.numerator, fraction, &result.numerator))
		return number_unfit();
	return result;
}

bool number_has_places(struct number a, int places)
{
	if (!number_fits(a) || places < 0 || places > LARGEST_POWER)
		return false;
	return power_of_ten(places) % reduce(a).denominator == 0;
}

static void print_unsigned(wide_unsigned value, int digits, struct buffer *out)
{
	char text[40];
	size_t at = sizeof(text);

	for (; value > 0 || digits > 0; value /= 10, digits--)
		text[--at] = (char)('0' + (int)(value % 10));
	buffer_append(out, text + at, sizeof(text) - at);
}

void number_print(struct number a, int places, bool trim, struct buffer *out)
{
	wide_unsigned whole, rest, fraction = 0;

	if (!number_fits(a)) {
		buffer_append_string(out, "?");
		return;
	}
	whole = magnitude(a.numerator) / (wide_unsigned)a.denominator;
	rest = magnitude(a.numerator) % (wide_unsigned)a.denominator;
	for (int i = 0; i < places; i++)
		fraction = 10 * fraction + next_digit(&rest, (wide_unsigned)a.denominator, 10);
	if (rest >= (wide_unsigned)a.denominator - rest && ++fraction == (wide_unsigned)power_of_ten(places)) {
		fraction = 0;
		whole++;
	}
	if (a.numerator < 0 && (whole > 0 || fraction > 0))
		buffer_append_byte(out, '-');
	for (; trim && places > 0 && fraction % 10 == 0; places--)
		fraction /= 10;
	print_unsigned(whole, 1, out);
	if (places > 0) {
		buffer_append_byte(out, '.');
		print_unsigned(fraction, places, out);
	}
}
