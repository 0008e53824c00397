/* Paths as words: tidied, joined, relative. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "config/path.h"

static void test_in(void **state)
{
	static const char *const cases[][3] = {
	    {"/a/b", "c", "/a/b/c"},       {"/a/b", "./c//d/.", "/a/b/c/d"}, {"/a/b", "../c", "/a/c"},
	    {"/a", "../../..", "/"},       {"/a/b", "/c/../d", "/d"},        {"/", "a", "/a"},
	    {"/a", "..b/.c", "/a/..b/.c"},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(path_in(arena, cases[i][0], cases[i][1]), cases[i][2]);
	arena_free(arena);
}

static void test_relative(void **state)
{
	static const char *const cases[][3] = {
	    {"/a/b", "/a/b/c", "c"},
	    {"/a/b", "/a/b/c/d", "c/d"},
	    {"/a/b", "/a/b", "."},
	    {"/a/b", "/a", ".."},
	    {"/a/b", "/a/bc", "../bc"},
	    {"/a/bc", "/a/b", "../b"},
	    {"/a/b/c", "/x", "../../../x"},
	    {"/", "/a/b", "a/b"},
	    {"/a", "/", ".."},
	    {"/", "/", "."},
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(path_relative(arena, cases[i][0], cases[i][1]), cases[i][2]);
	arena_free(arena);
}

static void test_folder(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(path_folder(arena, "/a/b.txt"), "/a");
	assert_string_equal(path_folder(arena, "/b.txt"), "/");
	assert_string_equal(path_folder(arena, "/"), "/");
	assert_int_equal(path_absolute(arena, "x")[0], '/');
	assert_string_equal(path_shown(arena, path_absolute(arena, "x/../y/z")), "y/z");
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_in), cmocka_unit_test(test_relative),
						  cmocka_unit_test(test_folder)};

	return cmocka_run_group_tests_name("path", tests, NULL, NULL);
}
