/*
 * Checks: small expressions over a rule's roles, such as `delta / (new - delta) == percent`.
 *
 *   comparison   a == b   a <= b   a >= b   a < b   a > b   a != b   (one comparison in a check)
 *   arithmetic   + - * / ^ ( )                                  (^ with a whole number on the right)
 *   sum(list)    what the list's figures add up to              min(list)  max(list)
 *   count(list)  how many members a list has                    size(x)    x without its sign
 *   first(x) last(x)  the ends of a range, the years of a period (2019—2023年), or x itself
 *   whole(part, rate) is there a whole number of which `part` is `rate`?
 *   multiple(mean, n) is there a whole number that is `mean` times n?
 *
 * Roles are names of holes. A plain number may have a point and a %: 100% is 1. `==` means "the intervals allow it", `!=` that they do
 * not.
 */
#ifndef RCHECK_RULE_EXPRESSION_H
#define RCHECK_RULE_EXPRESSION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/interval.h"

struct arena;
struct error_list;
struct expression;
struct yaml_node;

/* Parses the scalar `node`; lives in `arena`. On a fault adds an error at its column and returns NULL. */
struct expression *expression_parse(struct arena *arena, const struct yaml_node *node, struct error_list *errors);

/* The roles the check names, each once. Borrowed. */
const char *const *expression_roles(const struct expression *expression, size_t *count);

/* Is the role used as a list: inside sum, count, min or max? */
bool expression_uses_as_list(const struct expression *expression, const char *role);

/*
 * The role that stands alone on one side of the comparison, to which the other side is compared (the right
 * one where both do): the stated figure. NULL where neither does.
 */
const char *expression_stated_role(const struct expression *expression);

/* Is the comparison ==, or one of the GRIM questions? */
bool expression_is_equality(const struct expression *expression);

/* The comparison: = for ==, ! for !=, { for <=, } for >=, < or >; 0 for a GRIM question. */
char expression_relation(const struct expression *expression);

/* Is nothing multiplied or divided in it? */
bool expression_is_additive(const struct expression *expression);

/* Is the check the GRIM question whole(), or multiple()? */
bool expression_asks_for_whole(const struct expression *expression);
bool expression_asks_for_multiple(const struct expression *expression);

/* The text of the check, for messages. */
const char *expression_text(const struct expression *expression);

/* A value with what it measures. Pure numbers (percent, multiples, ratios) are DIMENSION_PURE. */
enum { DIMENSION_PURE = -1, DIMENSION_MIXED = -2 };

struct measure {
	struct interval interval;
	int dimension;
};

/* What the roles stand for; the caller answers from its bindings. */
struct expression_input {
	void *context;
	/* How many figures the role binds. For a list of names, the least and most it can be read as. */
	struct interval (*count)(void *context, const char *role);
	/* Member `index` of the role (0 for a single figure); `end` is 'f', 'l' for a range's ends, else 0. */
	struct measure (*value)(void *context, const char *role, size_t index, char end);
};

enum expression_outcome {
	EXPRESSION_HOLDS,
	EXPRESSION_FAILS,
	EXPRESSION_UNFIT,   /* a number does not fit, or a division by zero */
	EXPRESSION_MISMATCH /* it compares or adds what has different dimensions */
};

struct expression_result {
	enum expression_outcome outcome;
	bool is_inside;          /* it holds, and not only at an end of what the roles can stand for */
	struct measure computed; /* the side that is not the stated role; the left one where there is none */
	struct measure stated;
};

/*
 * Evaluates the check. A role that stands more than once is taken at both ends of its interval, one
 * combination after the other, so that its uncertainty is not counted twice; the check holds when the range of
 * (left - right) over all of them allows it.
 */
struct expression_result expression_evaluate(const struct expression *expression, const struct expression_input *input);

/*
 * False only where no values within the intervals of the roles can make an equality hold, whichever are combined: quick,
 * and true more often than expression_evaluate() says.
 */
bool expression_may_hold(const struct expression *expression, const struct expression_input *input);

/*
 * Appends the computed side in figures: each role replaced by print(context, role), sums by their members
 * joined with +: "1370.16 + 29.91 + 39.18".
 */
struct buffer;
void expression_print_computed(const struct expression *expression, const struct expression_input *input,
			       void (*print)(void *context, const char *role, size_t index, struct buffer *out),
			       struct buffer *out);

#endif
