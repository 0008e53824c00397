/* Globs over paths: what matches, what does not, and faulty patterns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/glob.h"

struct glob_case {
	const char *pattern;
	const char *path;
	bool matches;
};

static const struct glob_case cases[] = {
    {"a.txt", "a.txt", true},
    {"a.txt", "b.txt", false},
    {"a.txt", "sub/a.txt", false},
    {"*.txt", "a.txt", true},
    {"*.txt", ".txt", true},
    {"*.txt", "sub/a.txt", false},
    {"*.txt", "a.txt.md", false},
    {"a*c*e", "abcde", true},
    {"a*c*e", "abcd", false},
    {"a*c", "acbc", true},
    {"*", "年报.txt", true},
    {"年?.txt", "年报.txt", true},
    {"年??.txt", "年报.txt", false},
    {"?", "/", false},
    {"?", "\xff", true},
    {"a?", "a\xe5\x8c", false},
    {"[0-9][!0-9]", "7x", true},
    {"[0-9][!0-9]", "77", false},
    {"[^a]", "b", true},
    {"[一-九].txt", "七.txt", true},
    {"[]a]", "]", true},
    {"[a-]", "-", true},
    {"a[x]b", "a/b", false},
    {"\\*.txt", "*.txt", true},
    {"\\*.txt", "a.txt", false},
    {"\\\\[a]", "\\a", true},
    {"\\!x", "!x", true},
    /* A pattern that matches a folder matches all below it. */
    {"drafts", "drafts/a.txt", true},
    {"drafts", "drafts/sub/a.txt", true},
    {"drafts/", "drafts/a.txt", true},
    {"drafts/", "drafts", false},
    {"drafts", "drafts.txt", false},
    {"drafts", "old/drafts/a.txt", false},
    {"drafts/*", "drafts/sub/a.txt", true},
    /* Two stars are any number of folders, none too. */
    {"**/drafts", "drafts/a.txt", true},
    {"**/drafts", "old/2010/drafts/a.txt", true},
    {"**/drafts", "old/mydrafts", false},
    {"**/*.md", "a.md", true},
    {"**/*.md", "a/b/c.md", true},
    {"**/*.md", "a/b/c.txt", false},
    {"a/**/z", "a/z", true},
    {"a/**/z", "a/b/c/z", true},
    {"a/**/z", "a/bz", false},
    {"a/**/m/*.txt", "a/m/x/m/y.txt", true},
    {"a/**/m/*.txt", "a/m/x/n/y.txt", false},
    {"**/a/**/b", "x/a/y/a/z/b", true},
    {"**/a/**/b", "x/a/y/c", false},
    {"a/**", "a/b/c", true},
    {"a/**", "a", false},
    {"**", "a/b", true},
    {"a**b", "axxb", true},
    {"a**b", "ax/xb", false},
    {"*/b", "a/c/b", false},
    {"", "", true},
};

static void test_matches(void **state)
{
	const struct glob_case *one = *state;

	assert_null(*one->pattern ? glob_fault(one->pattern) : NULL);
	assert_int_equal(glob_matches(one->pattern, one->path), one->matches);
}

/* Many stars against a path that nearly matches: time stays a product, or this never ends. */
static void test_stars(void **state)
{
	char path[4001];

	(void)state;
	memset(path, 'a', sizeof(path) - 1);
	path[sizeof(path) - 1] = '\0';
	assert_false(glob_matches("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", path));
	for (size_t i = 1; i < sizeof(path) - 1; i += 2)
		path[i] = '/';
	assert_false(glob_matches("**/a/**/a/**/a/**/a/**/a/**/a/**/b", path));
}

static void test_faults(void **state)
{
	static const char *const faulty[] = {"", "/a", "!a", "./a", "../a", "a/../b", "a[b", "a[]", "a[b/c]", "a\\"};

	(void)state;
	for (size_t i = 0; i < sizeof(faulty) / sizeof(*faulty); i++)
		if (!glob_fault(faulty[i]))
			fail_msg("'%s' has no fault", faulty[i]);
}

int main(void)
{
	static const struct CMUnitTest others[] = {cmocka_unit_test(test_stars), cmocka_unit_test(test_faults)};
	enum { CASES = sizeof(cases) / sizeof(*cases), OTHERS = sizeof(others) / sizeof(*others) };
	struct CMUnitTest tests[CASES + OTHERS] = {0};

	for (size_t i = 0; i < CASES; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].pattern, .test_func = test_matches, .initial_state = (void *)(uintptr_t)&cases[i]};
	memcpy(tests + CASES, others, sizeof(others));
	return _cmocka_run_group_tests("glob", tests, CASES + OTHERS, NULL, NULL);
}
