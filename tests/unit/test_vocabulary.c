/* The vocabulary: words once, sets of them, where they stand in a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "claim/vocabulary.h"

static const char *const changes[] = {"增长", "下降", "增长", "增"};
static const char *const others[] = {"下降", "共", "其中"};

static void test_sets(void **state)
{
	struct arena *arena = arena_new();
	struct vocabulary *vocabulary = vocabulary_new(arena);
	const struct word_set *all = vocabulary_set(vocabulary, changes, 4), *some;

	(void)state;
	vocabulary_add(vocabulary, "上升");
	some = vocabulary_set(vocabulary, others, 3);
	assert_ptr_equal(vocabulary_set(vocabulary, changes, 4), all);
	assert_int_equal(vocabulary_set_count(vocabulary), 2);
	assert_int_equal(vocabulary_count(vocabulary), 6);
	assert_int_equal(all->count, 3);
	for (size_t i = 0; i < 4; i++)
		assert_true(word_set_has(all, vocabulary_add(vocabulary, changes[i])));
	for (size_t i = 0; i < 3; i++)
		assert_true(word_set_has(some, vocabulary_add(vocabulary, others[i])));
	assert_false(word_set_has(all, vocabulary_add(vocabulary, "共")));
	assert_false(word_set_has(some, vocabulary_add(vocabulary, "上升")));
	assert_false(word_set_has(some, vocabulary_add(vocabulary, "增长")));
	arena_free(arena);
}

/* Words that begin alike, lie in each other or end the text; a word of one character beside one that it opens. */
static void test_find(void **state)
{
	static const char text[] = "共增长1a,其中下降";
	static const struct {
		const char *word;
		size_t at;
	} expected[] = {{"共", 0}, {"增", 3}, {"增长", 3}, {"1a", 9}, {"a", 10}, {"其中", 12}, {"下降", 18}};
	enum { COUNT = sizeof(expected) / sizeof(*expected) };
	struct arena *arena = arena_new();
	struct vocabulary *vocabulary = vocabulary_new(arena);
	struct sightings found;

	(void)state;
	vocabulary_set(vocabulary, changes, 4);
	vocabulary_set(vocabulary, others, 3);
	vocabulary_add(vocabulary, "1a");
	vocabulary_add(vocabulary, "a");
	vocabulary_add(vocabulary, "下降了");
	found = vocabulary_find(vocabulary, arena, text, strlen(text));
	assert_int_equal(found.count, COUNT);
	assert_false(found.has_long_characters);
	for (size_t i = 0; i < COUNT; i++) {
		assert_int_equal(found.items[i].at, expected[i].at);
		assert_int_equal(found.items[i].word, vocabulary_add(vocabulary, expected[i].word));
		assert_int_equal(vocabulary_length(vocabulary, found.items[i].word), strlen(expected[i].word));
	}
	assert_true(vocabulary_find(vocabulary, arena, "\xf0\xa0\x80\x80", 4).has_long_characters);
	assert_int_equal(vocabulary_find(vocabulary, arena, "", 0).count, 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sets),
	    cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests_name("vocabulary", tests, NULL, NULL);
}
