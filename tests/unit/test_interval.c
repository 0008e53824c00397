/* Intervals: arithmetic keeps every possible value, and divides by nothing that may be zero. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/interval.h"

static struct interval between(int64_t low, int64_t high)
{
	return (struct interval){number_from_integer(low), number_from_integer(high)};
}

static void assert_between(struct interval actual, struct number low, struct number high)
{
	assert_true(interval_fits(actual));
	assert_int_equal(number_compare(actual.low, low), 0);
	assert_int_equal(number_compare(actual.high, high), 0);
}

static void assert_whole(struct interval actual, int64_t low, int64_t high)
{
	assert_between(actual, number_from_integer(low), number_from_integer(high));
}

static void test_arithmetic(void **state)
{
	(void)state;
	assert_whole(interval_add(between(1, 2), between(10, 20)), 11, 22);
	assert_whole(interval_subtract(between(1, 2), between(10, 20)), -19, -8);
	assert_whole(interval_multiply(between(-2, 3), between(-5, 7)), -15, 21);
	assert_whole(interval_multiply(between(-3, -2), between(-7, -5)), 10, 21);
	assert_between(interval_divide(between(1, 2), between(-4, -2)), number_from_integer(-1),
		       number_from_fraction(-1, 4));
	assert_whole(interval_negate(between(-1, 4)), -4, 1);
	assert_whole(interval_absolute(between(-5, 4)), 0, 5);
	assert_whole(interval_absolute(between(-5, -4)), 4, 5);
	assert_whole(interval_hull(between(1, 2), between(-3, 0)), -3, 2);
}

static void test_unfit(void **state)
{
	(void)state;
	assert_false(interval_fits(interval_divide(between(1, 2), between(-1, 1))));
	assert_false(interval_fits(interval_divide(between(1, 2), between(0, 1))));
	assert_false(interval_fits(interval_add(between(1, 2), interval_unfit())));
	assert_false(interval_fits(interval_absolute(interval_unfit())));
	assert_false(interval_fits(interval_power(between(1, 2), 65)));
	assert_false(interval_is_point(interval_unfit()));
}

static void test_power(void **state)
{
	struct interval growth = {number_from_fraction(10825, 10000), number_from_fraction(10835, 10000)};
	struct interval long_growth = interval_power(growth, 64);

	(void)state;
	assert_whole(interval_power(between(2, 3), 4), 16, 81);
	assert_whole(interval_power(between(-2, 3), 2), 0, 9);
	assert_whole(interval_power(between(-2, 3), 3), -8, 27);
	assert_whole(interval_power(between(-2, 3), 0), 1, 1);
	assert_true(interval_fits(long_growth));
	/* 1.0825^64 is 159.7…, 1.0835^64 is 169.4…. */
	assert_int_equal(number_compare(long_growth.low, number_from_integer(159)), 1);
	assert_int_equal(number_compare(long_growth.low, number_from_integer(160)), -1);
	assert_int_equal(number_compare(long_growth.high, number_from_integer(169)), 1);
	assert_int_equal(number_compare(long_growth.high, number_from_integer(170)), -1);
}

static void test_relations(void **state)
{
	(void)state;
	assert_true(interval_overlaps(between(1, 2), between(2, 3)));
	assert_false(interval_overlaps(between(1, 2), between(3, 4)));
	assert_true(interval_contains(between(1, 2), number_from_integer(2)));
	assert_false(interval_contains(between(1, 2), number_from_fraction(5, 2)));
	assert_true(interval_holds_integer((struct interval){number_from_fraction(19, 10), number_from_integer(2)}));
	assert_false(
	    interval_holds_integer((struct interval){number_from_fraction(11, 10), number_from_fraction(19, 10)}));
	assert_true(interval_holds_integer((struct interval){number_from_fraction(-1, 2), number_from_fraction(1, 2)}));
	assert_true(interval_is_point(interval_point(number_from_fraction(2, 4))));
	assert_false(interval_is_point(between(1, 2)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_arithmetic),
	    cmocka_unit_test(test_unfit),
	    cmocka_unit_test(test_power),
	    cmocka_unit_test(test_relations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
