/* Cue words: what a text must hold for a pattern to match at all. They decide which passages PCRE2 sees. */
#ifndef RCHECK_RULE_CUE_H
#define RCHECK_RULE_CUE_H

#include <stddef.h>

struct arena;

enum { CUE_SETS = 2 };

/* Words of which every match holds at least one; nothing is sure where there are none. */
struct cue_set {
	const char **words;
	size_t count;
};

/*
 * Reads a regular expression whose holes are bytes of 1 and fills in the two sets of words of which every match holds
 * one each, that with the longest words first. The words live in `arena`.
 */
void cue_find(struct arena *arena, const char *regex, struct cue_set sets[CUE_SETS]);

#endif
