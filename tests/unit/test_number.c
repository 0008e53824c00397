/* Exact numbers: arithmetic, comparison, rounding for print, and what happens where 128 bits end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/number.h"

static struct number decimal(int64_t digits, int exponent)
{
	return number_from_decimal(digits, exponent);
}

static void assert_prints(struct number value, int places, bool trim, const char *expected)
{
	struct buffer out = {0};

	number_print(value, places, trim, &out);
	assert_string_equal(buffer_string(&out), expected);
	buffer_release(&out);
}

static void test_print(void **state)
{
	static const struct {
		int64_t numerator, denominator;
		int places;
		bool trim;
		const char *expected;
	} cases[] = {
	    {1, 2, 0, false, "1"},         {-1, 2, 0, false, "-1"},
	    {1, 3, 4, false, "0.3333"},    {2, 3, 4, false, "0.6667"},
	    {125, 1000, 2, false, "0.13"}, {-125, 1000, 2, false, "-0.13"},
	    {999, 1000, 2, false, "1.00"}, {999, 1000, 2, true, "1"},
	    {1, 1000, 2, false, "0.00"},   {-1, 1000, 2, true, "0"},
	    {1205, 100, 4, true, "12.05"}, {0, 1, 2, true, "0"},
	    {7, -2, 1, false, "-3.5"},     {100, 1, 2, true, "100"},
	    {1, 0, 2, true, "?"},          {1, 3, 18, false, "0.333333333333333333"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_prints(number_from_fraction(cases[i].numerator, cases[i].denominator), cases[i].places,
			      cases[i].trim, cases[i].expected);
}

static void test_arithmetic(void **state)
{
	struct number third = number_from_fraction(1, 3), sixth = number_from_fraction(1, 6);

	(void)state;
	assert_int_equal(number_compare(number_add(third, sixth), number_from_fraction(1, 2)), 0);
	assert_int_equal(number_compare(number_subtract(sixth, third), number_from_fraction(-1, 6)), 0);
	assert_int_equal(number_compare(number_multiply(third, sixth), number_from_fraction(1, 18)), 0);
	assert_int_equal(number_compare(number_divide(third, number_negate(sixth)), number_from_integer(-2)), 0);
	assert_false(number_fits(number_divide(third, number_from_integer(0))));
	assert_false(number_fits(number_add(third, number_unfit())));
	assert_false(number_fits(number_multiply(number_unfit(), third)));
	assert_false(number_fits(number_absolute(number_unfit())));
	assert_prints(number_add(decimal(137016, -2), decimal(2991, -2)), 2, false, "1400.07");
}

static void test_compare(void **state)
{
	struct number large = number_from_decimal((wide_integer)INT64_MAX * INT64_MAX, 0);
	struct number near_low = {(wide_integer)INT64_MAX * INT64_MAX, (wide_integer)INT64_MAX * INT64_MAX - 1};
	struct number near_high = {(wide_integer)INT64_MAX * INT64_MAX - 1, (wide_integer)INT64_MAX * INT64_MAX - 2};
	struct number least = {-((wide_integer)INT64_MAX * INT64_MAX * 2), 3};

	(void)state;
	assert_int_equal(number_compare(number_from_fraction(2, 4), number_from_fraction(1, 2)), 0);
	assert_int_equal(number_compare(number_from_integer(-1), number_from_integer(1)), -1);
	assert_int_equal(number_compare(large, number_from_fraction(1, 3)), 1);
	assert_int_equal(number_compare(near_low, near_high), -1);
	assert_int_equal(number_compare(near_high, near_low), 1);
	assert_int_equal(number_compare(near_low, near_low), 0);
	assert_int_equal(number_compare(number_negate(near_low), number_negate(near_high)), 1);
	assert_int_equal(number_compare(least, number_from_fraction(-1, 7)), -1);
	assert_int_equal(number_sign(least), -1);
	assert_int_equal(number_sign(number_from_integer(0)), 0);
}

static void test_overflow_reduces_first(void **state)
{
	struct number value = number_from_integer(1);

	(void)state;
	for (int i = 0; i < 200; i++)
		value = number_divide(number_multiply(value, decimal(10833, -4)), decimal(10833, -4));
	assert_int_equal(number_compare(value, number_from_integer(1)), 0);
	for (int i = 0; i < 200; i++)
		value = number_add(number_subtract(value, number_from_fraction(1, 7)), number_from_fraction(1, 7));
	assert_int_equal(number_compare(value, number_from_integer(1)), 0);
	for (int i = 0; i < 200; i++)
		value = number_multiply(value, number_from_integer(10));
	assert_false(number_fits(value));
}

static void test_decimal_limits(void **state)
{
	(void)state;
	assert_true(number_fits(decimal(1, 36)));
	assert_true(number_fits(decimal(1, -36)));
	assert_false(number_fits(decimal(1, 37)));
	assert_false(number_fits(decimal(1, -37)));
	assert_false(number_fits(decimal(1, INT32_MIN)));
	assert_false(number_fits(decimal(1000, 36)));
	assert_prints(number_multiply(decimal(1, 36), number_from_integer(7)), 2, true,
		      "7000000000000000000000000000000000000");
}

static void test_floor_and_ceiling(void **state)
{
	(void)state;
	assert_prints(number_floor(number_from_fraction(7, 2)), 0, false, "3");
	assert_prints(number_floor(number_from_fraction(-7, 2)), 0, false, "-4");
	assert_prints(number_ceiling(number_from_fraction(7, 2)), 0, false, "4");
	assert_prints(number_ceiling(number_from_fraction(-7, 2)), 0, false, "-3");
	assert_prints(number_floor(number_from_integer(-4)), 0, false, "-4");
	assert_prints(number_ceiling(number_from_integer(4)), 0, false, "4");
	assert_false(number_fits(number_floor(number_unfit())));
}

static void test_coarsen_moves_outward(void **state)
{
	const wide_integer large = (wide_integer)1 << 120;
	const struct number values[] = {{large / 3 + 2, large - 1},
					{-(large / 3 + 2), large - 1},
					{large - 3, large / 97 + 1},
					{-(large - 3), large / 97 + 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
		struct number low = number_coarsen(values[i], false), high = number_coarsen(values[i], true);

		assert_true(low.denominator <= (wide_integer)1 << 60 && high.denominator <= (wide_integer)1 << 60);
		assert_int_equal(number_compare(low, values[i]), -1);
		assert_int_equal(number_compare(high, values[i]), 1);
		assert_true(number_compare(number_subtract(high, low), number_from_fraction(1, 1000000000000000)) < 0);
	}
	assert_int_equal(number_compare(number_coarsen(number_from_fraction(1, 3), true), number_from_fraction(1, 3)),
			 0);
}

static void test_places(void **state)
{
	(void)state;
	assert_true(number_has_places(number_from_fraction(1, 4), 2));
	assert_false(number_has_places(number_from_fraction(1, 4), 1));
	assert_false(number_has_places(number_from_fraction(1, 3), 18));
	assert_true(number_has_places(number_from_fraction(6, 3), 0));
	assert_false(number_has_places(number_unfit(), 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_print),
	    cmocka_unit_test(test_arithmetic),
	    cmocka_unit_test(test_compare),
	    cmocka_unit_test(test_overflow_reduces_first),
	    cmocka_unit_test(test_decimal_limits),
	    cmocka_unit_test(test_floor_and_ceiling),
	    cmocka_unit_test(test_coarsen_moves_outward),
	    cmocka_unit_test(test_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
