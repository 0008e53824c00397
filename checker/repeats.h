/* Articles and paragraphs of one report that repeat those of another. */
#ifndef RCHECK_REPEATS_H
#define RCHECK_REPEATS_H

#include <stddef.h>

struct arena;
struct error_list;
struct review;
struct review_plan;
struct rule_set;

/* The least letters of pieces that some rule in force compares between reports; 0 when there is none. */
size_t repeats_least_letters(const struct rule_set *rules);

/*
 * Compares the reports that were reviewed, each with those before it, by every rule that is about repeats between
 * reports, and adds the findings to the later ones. Reports that may hold a repeat are read again; one that has changed
 * since, or is gone, is left alone and named in `errors`, and so is a rule for which memory ran out. matches[rule->index]
 * grows by the findings. What is added lives in `arena`.
 */
void repeats_find(struct arena *arena, const struct review_plan *plan, const struct rule_set *rules,
		  struct review *reviews, size_t count, size_t *matches, struct error_list *errors);

#endif
