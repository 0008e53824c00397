/* Cue words: what every match must hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "rule/cue.h"

struct cue_case {
	const char *regex;
	const char *words; /* joined with |, the sets with & */
};

static const struct cue_case cases[] = {
    {"合计", "合计"},
    {"\1(?:合计|共计)(?:为)?\1", "合计|共计"},
    {"其中\1合计为\1", "合计为 & 其中"},
    {"合计?\1", "合"},
    {"(?:合计)?\1", ""},
    {"(?:合计|)\1", ""},
    {"(?!合计)其中", "其中"},
    {"(?<!合计)其中", "其中"},
    {"[合共]计", "计"},
    {"(?:甲|(?:乙丙|丁))\1", "甲|乙丙|丁"},
    {"合计\1|共\1", "合计|共"},
    {"(?:合计){0,2}\1", ""},
    {"合{0,2}计\1", "计"},
    {"\1+", ""},
    {"合{2,}\1", "合"},
    {"(?:X{2,}|\\*{2,}|[?]{3,})\1", "X|*|?"},
    {"合\\.计", "合.计"},
    {"\\d计", "计"},
    {"[^合]计", "计"},
    {"其中\1(?:合计|共计)\1为", "其中 & 合计|共计"},
    {"合计\1其中\1|共\1", "合计|共"},
};

static void test_words(void **state)
{
	const struct cue_case *one = *state;
	struct arena *arena = arena_new();
	struct buffer joined = {0};
	struct cue_set sets[CUE_SETS];

	cue_find(arena, one->regex, sets);
	for (size_t set = 0; set < CUE_SETS; set++) {
		buffer_append_string(&joined, set && sets[set].count ? " & " : "");
		for (size_t i = 0; i < sets[set].count; i++)
			buffer_printf(&joined, "%s%s", i ? "|" : "", sets[set].words[i]);
	}
	assert_string_equal(buffer_string(&joined), one->words);
	buffer_release(&joined);
	arena_free(arena);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases) };
	struct CMUnitTest tests[CASES] = {0};

	for (size_t i = 0; i < CASES; i++)
		tests[i] = (struct CMUnitTest){
		    .name = cases[i].regex, .test_func = test_words, .initial_state = (void *)(uintptr_t)&cases[i]};
	return _cmocka_run_group_tests("cue", tests, CASES, NULL, NULL);
}
