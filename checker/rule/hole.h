/* The conditions of a hole: {x:change,area,=total}. */
#ifndef RCHECK_RULE_HOLE_H
#define RCHECK_RULE_HOLE_H

#include <stdbool.h>

struct hole;
struct lexicon;

/* The words that may stand as conditions beside the names of dimensions, NULL at the end. */
extern const char *const hole_conditions[];

/*
 * Applies one condition to the hole. Returns false when the word is none. Dimensions and senses add up; call
 * hole_finish() after the last.
 */
bool hole_apply(struct hole *hole, const struct lexicon *lexicon, const char *word);

/* A hole without a condition on dimension or sense takes any. */
void hole_finish(struct hole *hole);

#endif
