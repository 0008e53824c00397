/* Cue words: what a text must hold for a pattern to match at all. They decide which passages PCRE2 sees. */
#ifndef RCHECK_RULE_CUE_H
#define RCHECK_RULE_CUE_H

#include <stddef.h>

struct arena;

/*
 * Reads a regular expression whose holes are bytes of 1 and returns a set of words of which every match holds
 * at least one; *count is 0 when nothing is sure. Of several such sets the one with the longest words is taken.
 * The words live in `arena`.
 */
const char **cue_find(struct arena *arena, const char *regex, size_t *count);

#endif
