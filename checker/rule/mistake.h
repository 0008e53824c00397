/*
 * Mistakes of reckoning that writers often make: what a stated figure is computed by instead of the formula of a check. A
 * rule file lists them under `mistakes`:
 *
 *   mistakes:
 *     - of: new / old - 1 == percent
 *       if: 1 - old / new == percent
 *       message: …
 *
 * They say why a figure is wrong, never that it is.
 */
#ifndef RCHECK_RULE_MISTAKE_H
#define RCHECK_RULE_MISTAKE_H

#include <stddef.h>

#include "message/message.h"

struct arena;
struct error_list;
struct expression;
struct yaml_node;

struct mistake {
	const char *of;                       /* the check as rules write it */
	const struct expression *check;       /* what holds instead; it names roles of `of` only */
	const char *message;                  /* what was done, in the reports' language */
	const char *messages[LANGUAGE_COUNT]; /* `message-en` and its kin, or NULL */
};

struct mistakes {
	struct arena *arena;
	struct mistake *items;
	size_t count;
	size_t capacity;
};

/*
 * Adds those of the sequence `node`; one with the formulas of an earlier one replaces it. Those with a fault are left out, and
 * the fault told.
 */
void mistakes_load(struct mistakes *mistakes, const struct yaml_node *node, struct error_list *errors);

/* The message in that language, else `message`. */
const char *mistake_message(const struct mistake *mistake, enum language language);

#endif
