/* Quantities that are printed alike are kept once, however many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "figure/figure.h"
#include "figure/share.h"

enum { QUANTITIES = 5000 };

static struct quantity quantity_of(int64_t value, int64_t multiplier)
{
	return (struct quantity){.value = number_from_integer(value),
				 .last = number_from_integer(value),
				 .step = number_from_integer(1),
				 .interval = interval_point(number_from_integer(value)),
				 .multiplier = number_from_integer(multiplier)};
}

static void test_alike_are_shared(void **state)
{
	struct arena *arena = arena_new();
	struct shared_quantities *shared = shared_quantities_new(arena);
	const struct quantity *first[QUANTITIES];

	(void)state;
	for (int64_t i = 0; i < QUANTITIES; i++) {
		struct quantity quantity = quantity_of(i, 1);

		first[i] = quantity_share(shared, &quantity);
		assert_ptr_not_equal(first[i], &quantity);
	}
	for (int64_t i = 0; i < QUANTITIES; i++) {
		struct quantity same = quantity_of(i, 1), other = quantity_of(i, 10000);

		assert_int_equal(number_compare(first[i]->value, same.value), 0);
		assert_ptr_equal(quantity_share(shared, &same), first[i]);
		assert_ptr_not_equal(quantity_share(shared, &other), first[i]);
	}
	shared_quantities_finish(shared);
	assert_int_equal(number_compare(first[7]->value, number_from_integer(7)), 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_alike_are_shared)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
