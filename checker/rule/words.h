/* Named lists of words, which phrasings name as {@total}: the key `words` of packs. */
#ifndef RCHECK_RULE_WORDS_H
#define RCHECK_RULE_WORDS_H

#include <stddef.h>

struct arena;
struct error_list;
struct word_lists;
struct yaml_node;

/* Lives in `arena`. */
struct word_lists *word_lists_new(struct arena *arena);

/* Adds the lists of a mapping name → sequence of words; a list that is known already grows. Words are folded. */
void word_lists_load(struct word_lists *lists, const struct yaml_node *mapping, struct error_list *errors);

/* The list of that name, *count set. NULL when there is none. Borrowed. */
const char *const *word_lists_find(const struct word_lists *lists, const char *name, size_t *count);

#endif
