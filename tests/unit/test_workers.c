/* Work among threads: each piece is done once, and by no more threads than were asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/workers.h"

enum { MOST = 1000 };

struct tally {
	atomic_uint done[MOST];
	atomic_size_t largest_worker;
};

static void note(void *context, size_t worker, size_t index)
{
	struct tally *tally = context;
	size_t largest = tally->largest_worker;

	tally->done[index]++;
	while (worker > largest && !atomic_compare_exchange_weak(&tally->largest_worker, &largest, worker))
		continue;
}

static void test_each_once(void **state)
{
	static const size_t rows[][2] = {{1, 0}, {1, 1}, {1, 7}, {4, 0}, {4, 2}, {4, MOST}, {64, 65}};

	(void)state;
	for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
		static struct tally tally;

		memset(&tally, 0, sizeof(tally));
		workers_run(rows[row][0], rows[row][1], note, &tally);
		for (size_t i = 0; i < MOST; i++)
			assert_int_equal(tally.done[i], i < rows[row][1]);
		assert_true(tally.largest_worker < rows[row][0]);
	}
}

static void test_available(void **state)
{
	(void)state;
	assert_true(workers_available() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_once), cmocka_unit_test(test_available)};

	return cmocka_run_group_tests_name("workers", tests, NULL, NULL);
}
