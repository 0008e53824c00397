/* Arenas, buffers and error lists: memory that is zeroed, aligned and released in the right order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

static void test_pieces_are_zeroed_and_aligned(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t size = 0; size < 40000; size += 1 + size / 3) {
		unsigned char *piece = arena_alloc(arena, size);

		assert_non_null(piece);
		assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(piece[i], 0);
		if (size > 0)
			memset(piece, 0xff, size);
	}
	arena_free(arena);
	arena_free(NULL);
}

static void append_a(void *object)
{
	strcat(object, "a");
}

static void append_b(void *object)
{
	strcat(object, "b");
}

static void test_deferred_run_last_in_first_out(void **state)
{
	struct arena *arena = arena_new();
	char trace[8] = "";

	(void)state;
	arena_defer(arena, append_a, trace);
	arena_defer(arena, append_b, trace);
	arena_defer(arena, append_b, trace);
	arena_free(arena);
	assert_string_equal(trace, "bba");
}

static void test_strings(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(arena, "", 0), "");
	assert_string_equal(arena_copy_string(arena, "xyz"), "xyz");
	assert_string_equal(arena_printf(arena, "%d:%s", 12, "m"), "12:m");
	arena_free(arena);
}

static void test_grow_keeps_elements(void **state)
{
	struct arena *arena = arena_new();
	size_t *numbers = NULL, capacity = 0;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		numbers = arena_grow(arena, numbers, i, &capacity, sizeof(*numbers));
		numbers[i] = i;
	}
	assert_true(capacity >= 100000);
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(numbers[i], i);
	arena_free(arena);
}

static void test_buffer(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_string_equal(buffer_string(&buffer), "");
	buffer_clear(&buffer);
	for (int i = 0; i < 100; i++)
		buffer_printf(&buffer, "%d,", i % 10);
	assert_int_equal(buffer.length, 200);
	buffer_clear(&buffer);
	assert_string_equal(buffer_string(&buffer), "");
	buffer_append(&buffer, "abc", 2);
	buffer_append_byte(&buffer, 'z');
	buffer_append_string(&buffer, "!");
	assert_string_equal(buffer_string(&buffer), "abz!");
	buffer_release(&buffer);
	assert_int_equal(buffer.length, 0);
	assert_string_equal(buffer_string(&buffer), "");
}

static void test_errors_keep_their_order(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	char path[] = "a.yaml";

	(void)state;
	assert_int_equal(error_list_count(errors), 0);
	error_list_add(errors, path, 3, 7, "unknown key '%s'", "x");
	path[0] = 'b';
	error_list_add_excerpt(errors, NULL, 0, 0, "line of text", 4, "bad");
	assert_int_equal(error_list_count(errors), 2);
	assert_string_equal(error_list_at(errors, 0)->path, "a.yaml");
	assert_string_equal(error_list_at(errors, 0)->message, "unknown key 'x'");
	assert_int_equal(error_list_at(errors, 0)->line, 3);
	assert_int_equal(error_list_at(errors, 0)->column, 7);
	assert_null(error_list_at(errors, 0)->excerpt);
	assert_null(error_list_at(errors, 1)->path);
	assert_string_equal(error_list_at(errors, 1)->excerpt, "line");
	arena_free(arena);
}

struct made {
	struct arena *kept;
	struct arena *outside;
	struct buffer text;
	int *released;
	size_t asked; /* more than there ever is: memory runs out */
};

static void count_release(void *object)
{
	++*(int *)object;
}

static void make(void *context)
{
	struct made *made = context;
	struct arena *inside = arena_new();
	struct buffer lost = {0};

	arena_free(arena_new());
	arena_defer(inside, count_release, made->released);
	buffer_append_string(&lost, "released with the attempt");
	made->kept = arena_new();
	buffer_append_string(&made->text, "text");
	arena_alloc(made->outside, 100);
	arena_alloc(inside, made->asked);
	arena_free(inside);
	buffer_release(&lost);
}

/* A leak or a second release is seen where the tests run with a sanitizer. */
static void test_attempts(void **state)
{
	int released = 0;
	struct made made = {.outside = arena_new(), .released = &released};

	(void)state;
	assert_true(arena_try(make, &made));
	assert_int_equal(released, 1);
	assert_string_equal(buffer_string(&made.text), "text");
	buffer_append_string(&made.text, " goes on");
	buffer_release(&made.text);
	arena_free(made.kept);

	made.asked = SIZE_MAX;
	assert_false(arena_try(make, &made));
	assert_int_equal(released, 2);
	assert_non_null(arena_alloc(made.outside, 100));
	arena_free(made.outside);
}

static void make_finally(void *context)
{
	struct made *made = context;

	arena_finally(make, made, count_release, made->released);
}

static void test_what_is_released_finally(void **state)
{
	int released = 0;
	struct made made = {.outside = arena_new(), .released = &released};

	(void)state;
	make_finally(&made);
	assert_int_equal(released, 2);
	buffer_release(&made.text);
	arena_free(made.kept);
	made.asked = SIZE_MAX;
	assert_false(arena_try(make_finally, &made));
	assert_int_equal(released, 4);
	arena_free(made.outside);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pieces_are_zeroed_and_aligned),
	    cmocka_unit_test(test_deferred_run_last_in_first_out),
	    cmocka_unit_test(test_strings),
	    cmocka_unit_test(test_grow_keeps_elements),
	    cmocka_unit_test(test_buffer),
	    cmocka_unit_test(test_errors_keep_their_order),
	    cmocka_unit_test(test_attempts),
	    cmocka_unit_test(test_what_is_released_finally),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
