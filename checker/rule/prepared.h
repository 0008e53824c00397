/*
 * The built-in rules in the shape in which they are used: what prepare.c writes at build time into a C file of constant
 * tables, and rule_set_prepared() reads. Seen by these two only.
 */
#ifndef RCHECK_RULE_PREPARED_H
#define RCHECK_RULE_PREPARED_H

#include <stddef.h>

struct expression;
struct lexicon;
struct mistake;
struct rule;
struct translated;
struct word_lists;

struct prepared {
	const struct lexicon *lexicon;
	const struct word_lists *words;
	const struct mistake *mistakes;
	size_t mistake_count;
	const struct rule *rules; /* without their patterns, of which find_count tells how many */
	size_t rule_count;
	const struct translated *const *phrases; /* of the first rule, then of the second, ... */
	size_t phrase_count;
};

extern const struct prepared prepared_rules;

#endif
