/* What the words of heads and labels say: the lists of words named table-… */
#ifndef RCHECK_CHECK_LABEL_H
#define RCHECK_CHECK_LABEL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct word_lists;

/* The flags (enum item_flag) of a label without blanks at its ends. */
unsigned label_flags(struct arena *arena, const struct word_lists *words, const char *label);

/* The year that stands in a label, or 0. */
int label_year(const char *label);

/* Does the label hold a word of the list? English words are whole ones, in any case. */
bool label_holds(const struct word_lists *words, const char *list, const char *label);

/* Does it begin with one? */
bool label_begins(const struct word_lists *words, const char *list, const char *label);

#endif
