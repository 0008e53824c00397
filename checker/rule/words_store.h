/* The inside of word lists, shared by their loading and by what prepares them, and seen by nobody else. */
#ifndef RCHECK_RULE_WORDS_STORE_H
#define RCHECK_RULE_WORDS_STORE_H

#include "rule/words.h"

struct word_list {
	const char *name;
	const char **words;
	size_t count;
	size_t capacity;
};

struct word_lists {
	struct arena *arena;
	struct word_list *lists;
	size_t count;
	size_t capacity;
};

#endif
