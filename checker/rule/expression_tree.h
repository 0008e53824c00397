/* The tree of a check, shared by its parsing and its evaluation and seen by nobody else. */
#ifndef RCHECK_RULE_EXPRESSION_TREE_H
#define RCHECK_RULE_EXPRESSION_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/number.h"

enum node_kind { NODE_NUMBER, NODE_ROLE, NODE_NEGATE, NODE_BINARY, NODE_CALL, NODE_COMPARE };

/* In the order of the table in expression.c. */
enum function {
	FUNCTION_SUM,
	FUNCTION_COUNT,
	FUNCTION_MIN,
	FUNCTION_MAX,
	FUNCTION_SIZE,
	FUNCTION_FIRST,
	FUNCTION_LAST,
	FUNCTION_WHOLE,
	FUNCTION_MULTIPLE,
	FUNCTION_NONE
};

struct node {
	enum node_kind kind;
	char symbol; /* + - * / ^; for comparisons = { } < > */
	enum function function;
	struct number number;
	const char *role;
	struct node *left;
	struct node *right;
};

struct expression {
	const char *text;
	struct node *root;
	const char **roles;
	size_t *uses; /* as a single figure; a list counts as none */
	bool *as_list;
	size_t role_count;
};

/* sum, count, min and max take the name of a list. */
static inline bool takes_list(enum function function)
{
	return function <= FUNCTION_MAX;
}

/* Does the role alone make the left side of the comparison, and not the right one? */
bool expression_states_left(const struct expression *expression);

#endif
