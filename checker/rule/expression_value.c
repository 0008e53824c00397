/* Checks: evaluation over intervals, and printing. */
#include <string.h>

#include "base/buffer.h"
#include "rule/expression.h"
#include "rule/expression_tree.h"

enum { MOST_DIVISIONS = 8 };

/* One evaluation: roles in `ends` are held at one end of their interval. */
struct evaluation {
	const struct expression *expression;
	const struct expression_input *input;
	unsigned held; /* bit i: role i is held */
	unsigned high; /* bit i: at its high end */
	bool mismatch;
	/* What is divided by, with its sign in the combinations so far: where it changes, the quotient has no bounds. */
	const struct node *divisions[MOST_DIVISIONS];
	int signs[MOST_DIVISIONS];
	size_t division_count;
};

static struct measure evaluate(struct evaluation *evaluation, const struct node *node);

static struct measure pure(struct interval interval)
{
	return (struct measure){interval, DIMENSION_PURE};
}

static struct measure role_value(struct evaluation *evaluation, const char *role, char end)
{
	const struct expression *expression = evaluation->expression;
	struct measure value = evaluation->input->value(evaluation->input->context, role, 0, end);

	for (size_t i = 0; i < expression->role_count; i++)
		if (strcmp(expression->roles[i], role) == 0 && (evaluation->held & 1u << i))
			value.interval =
			    interval_point(evaluation->high & 1u << i ? value.interval.high : value.interval.low);
	return value;
}

static int common_dimension(struct evaluation *evaluation, int a, int b)
{
	if (a == b || b == DIMENSION_MIXED)
		return a;
	if (a == DIMENSION_MIXED)
		return b;
	evaluation->mismatch = true;
	return DIMENSION_MIXED;
}

/* A count may be compared with a figure of any classifier. */
static struct measure evaluate_list(struct evaluation *evaluation, const struct node *node)
{
	const struct expression_input *input = evaluation->input;
	struct interval count = input->count(input->context, node->left->role);
	struct measure result = {interval_point(number_from_integer(0)), DIMENSION_MIXED};
	size_t members;

	if (node->function == FUNCTION_COUNT)
		return (struct measure){count, DIMENSION_MIXED};
	members = (size_t)number_floor(count.high).numerator;
	for (size_t i = 0; i < members; i++) {
		struct measure member = input->value(input->context, node->left->role, i, 0);

		result.dimension = common_dimension(evaluation, result.dimension, member.dimension);
		if (i == 0)
			result.interval = member.interval;
		else if (node->function == FUNCTION_SUM)
			result.interval = interval_add(result.interval, member.interval);
		else if (node->function == FUNCTION_MIN)
			result.interval = (struct interval){number_minimum(result.interval.low, member.interval.low),
							    number_minimum(result.interval.high, member.interval.high)};
		else
			result.interval = (struct interval){number_maximum(result.interval.low, member.interval.low),
							    number_maximum(result.interval.high, member.interval.high)};
	}
	return result;
}

/* The values among which a whole number is looked for. */
static struct measure evaluate_whole(const struct node *node, struct measure left, struct measure right)
{
	return pure(node->function == FUNCTION_WHOLE ? interval_divide(left.interval, right.interval)
						     : interval_multiply(left.interval, right.interval));
}

static struct measure evaluate_call(struct evaluation *evaluation, const struct node *node)
{
	struct measure left, right;

	if (takes_list(node->function))
		return evaluate_list(evaluation, node);
	if (node->function == FUNCTION_FIRST || node->function == FUNCTION_LAST)
		return role_value(evaluation, node->left->role, node->function == FUNCTION_FIRST ? 'f' : 'l');
	left = evaluate(evaluation, node->left);
	if (node->function == FUNCTION_SIZE)
		return (struct measure){interval_absolute(left.interval), left.dimension};
	right = evaluate(evaluation, node->right);
	return evaluate_whole(node, left, right);
}

/* False where the divisor has another sign than in an earlier combination of ends: in between it is zero. */
static bool keeps_sign(struct evaluation *evaluation, const struct node *division, struct interval divisor)
{
	int sign = number_sign(divisor.low);
	size_t i = 0;

	while (i < evaluation->division_count && evaluation->divisions[i] != division)
		i++;
	if (i < evaluation->division_count)
		return evaluation->signs[i] == sign;
	if (i == MOST_DIVISIONS)
		return false;
	evaluation->divisions[i] = division;
	evaluation->signs[i] = sign;
	evaluation->division_count++;
	return true;
}

static struct measure evaluate_binary(struct evaluation *evaluation, const struct node *node)
{
	struct measure left = evaluate(evaluation, node->left);
	struct measure right = evaluate(evaluation, node->right);
	struct measure result = {interval_unfit(), DIMENSION_MIXED};

	if (!interval_fits(left.interval) || !interval_fits(right.interval))
		return result;
	switch (node->symbol) {
	case '+':
	case '-':
		result.dimension = common_dimension(evaluation, left.dimension, right.dimension);
		result.interval = node->symbol == '+' ? interval_add(left.interval, right.interval)
						      : interval_subtract(left.interval, right.interval);
		break;
	case '*':
		if (left.dimension == DIMENSION_PURE || right.dimension == DIMENSION_PURE)
			result.dimension = left.dimension == DIMENSION_PURE ? right.dimension : left.dimension;
		result.interval = interval_multiply(left.interval, right.interval);
		break;
	case '/':
		if (left.dimension == right.dimension && left.dimension != DIMENSION_MIXED)
			result.dimension = DIMENSION_PURE;
		else if (right.dimension == DIMENSION_PURE)
			result.dimension = left.dimension;
		result.interval = interval_divide(left.interval, right.interval);
		if (!keeps_sign(evaluation, node, right.interval))
			result.interval = interval_unfit();
		break;
	default: {
		struct number exponent = number_floor(right.interval.low);
		bool whole = interval_is_point(right.interval) && number_has_places(right.interval.low, 0);

		result.dimension = DIMENSION_PURE;
		if (whole && exponent.numerator >= 0 && exponent.numerator <= 64)
			result.interval = interval_power(left.interval, (unsigned)exponent.numerator);
		break;
	}
	}
	return result;
}

static struct measure evaluate(struct evaluation *evaluation, const struct node *node)
{
	struct measure value;

	switch (node->kind) {
	case NODE_NUMBER:
		/* Nothing is nothing in any unit. */
		if (number_sign(node->number) == 0)
			return (struct measure){interval_point(node->number), DIMENSION_MIXED};
		return pure(interval_point(node->number));
	case NODE_ROLE:
		return role_value(evaluation, node->role, 0);
	case NODE_NEGATE:
		value = evaluate(evaluation, node->left);
		value.interval = interval_negate(value.interval);
		return value;
	case NODE_CALL:
		return evaluate_call(evaluation, node);
	default:
		return evaluate_binary(evaluation, node);
	}
}

static bool relation_allows(char symbol, struct interval difference)
{
	struct number zero = number_from_integer(0);

	switch (symbol) {
	case '=':
		return interval_contains(difference, zero);
	case '{':
		return number_compare(difference.low, zero) <= 0;
	case '!':
		return !interval_contains(difference, zero);
	case '}':
		return number_compare(difference.high, zero) >= 0;
	case '<':
		return number_compare(difference.low, zero) < 0;
	default:
		return number_compare(difference.high, zero) > 0;
	}
}

/* Does it hold for a difference that is not at the end of its range? */
static bool allows_inside(char symbol, struct interval difference)
{
	int low = number_sign(difference.low), high = number_sign(difference.high);

	switch (symbol) {
	case '=':
		return low < 0 && high > 0;
	case '{':
	case '<':
		return low < 0;
	case '!':
		return low != 0 || high != 0;
	default:
		return high > 0;
	}
}

static bool holds_integer_inside(struct interval interval)
{
	struct number next = number_add(number_floor(interval.low), number_from_integer(1));

	return number_fits(next) && number_compare(next, interval.high) < 0;
}

/* The roles that stand more than once, at most four: 16 combinations. */
static unsigned repeated_roles(const struct expression *expression)
{
	unsigned held = 0, found = 0;

	for (size_t i = 0; i < expression->role_count && found < 4; i++)
		if (expression->uses[i] > 1) {
			held |= 1u << i;
			found++;
		}
	return held;
}

static void join_measure(struct measure *all, struct measure one, bool first)
{
	if (first)
		*all = one;
	else
		all->interval = interval_hull(all->interval, one.interval);
}

static struct expression_result evaluate_test(struct evaluation *evaluation, struct expression_result result)
{
	const struct node *root = evaluation->expression->root;

	result.computed = evaluate(evaluation, root);
	result.stated = evaluate(evaluation, root->function == FUNCTION_WHOLE ? root->right : root->left);
	if (!interval_fits(result.computed.interval))
		result.outcome = EXPRESSION_UNFIT;
	else
		result.outcome = interval_holds_integer(result.computed.interval) ? EXPRESSION_HOLDS : EXPRESSION_FAILS;
	result.is_inside = result.outcome == EXPRESSION_HOLDS && holds_integer_inside(result.computed.interval);
	return result;
}

struct expression_result expression_evaluate(const struct expression *expression, const struct expression_input *input)
{
	struct expression_result result = {.outcome = EXPRESSION_FAILS};
	struct evaluation evaluation = {.expression = expression, .input = input};
	struct interval difference = interval_unfit();
	unsigned repeated = repeated_roles(expression);
	bool first = true;

	if (expression->root->kind == NODE_CALL)
		return evaluate_test(&evaluation, result);
	evaluation.held = repeated;
	/* Counts through every subset of the repeated roles' bits. */
	for (unsigned high = 0;; high = (high - repeated) & repeated) {
		struct measure left, right;
		struct interval gap;

		evaluation.high = high;
		left = evaluate(&evaluation, expression->root->left);
		right = evaluate(&evaluation, expression->root->right);
		common_dimension(&evaluation, left.dimension, right.dimension);
		gap = interval_subtract(left.interval, right.interval);
		if (!interval_fits(gap)) {
			result.outcome = EXPRESSION_UNFIT;
			return result;
		}
		difference = first ? gap : interval_hull(difference, gap);
		join_measure(&result.computed, expression_states_left(expression) ? right : left, first);
		join_measure(&result.stated, expression_states_left(expression) ? left : right, first);
		first = false;
		if (high == repeated)
			break;
	}
	if (evaluation.mismatch)
		result.outcome = EXPRESSION_MISMATCH;
	else if (relation_allows(expression->root->symbol, difference))
		result.outcome = EXPRESSION_HOLDS;
	result.is_inside = result.outcome == EXPRESSION_HOLDS && allows_inside(expression->root->symbol, difference);
	return result;
}

bool expression_may_hold(const struct expression *expression, const struct expression_input *input)
{
	struct evaluation evaluation = {.expression = expression, .input = input};
	struct interval left, right;

	if (expression->root->kind == NODE_CALL || expression->root->symbol != '=')
		return true;
	left = evaluate(&evaluation, expression->root->left).interval;
	right = evaluate(&evaluation, expression->root->right).interval;
	if (!interval_fits(left) || !interval_fits(right))
		return true;
	return number_compare(left.low, right.high) <= 0 && number_compare(right.low, left.high) <= 0;
}

struct printing {
	const struct expression_input *input;
	void (*print)(void *context, const char *role, size_t index, struct buffer *out);
	struct buffer *out;
};

static void print_node(const struct printing *printing, const struct node *node, int binding);

static void print_call(const struct printing *printing, const struct node *node, int binding)
{
	const struct expression_input *input = printing->input;
	size_t members;

	if (node->function == FUNCTION_WHOLE) {
		print_node(printing, node->left, 2);
		buffer_append_string(printing->out, " / ");
		print_node(printing, node->right, 3);
		return;
	}
	if (node->function == FUNCTION_MULTIPLE) {
		print_node(printing, node->left, 2);
		buffer_append_string(printing->out, " × ");
		print_node(printing, node->right, 3);
		return;
	}
	if (node->function != FUNCTION_SUM) {
		print_node(printing, node->left, 0);
		return;
	}
	members = (size_t)number_floor(input->count(input->context, node->left->role).high).numerator;
	if (members > 1 && binding > 1)
		buffer_append_string(printing->out, "(");
	for (size_t i = 0; i < members; i++) {
		if (i > 0)
			buffer_append_string(printing->out, " + ");
		printing->print(input->context, node->left->role, i, printing->out);
	}
	if (members > 1 && binding > 1)
		buffer_append_string(printing->out, ")");
}

static void print_node(const struct printing *printing, const struct node *node, int binding)
{
	int own = node->kind != NODE_BINARY                    ? 4
		  : node->symbol == '+' || node->symbol == '-' ? 1
		  : node->symbol == '^'                        ? 3
							       : 2;

	switch (node->kind) {
	case NODE_NUMBER:
		number_print(node->number, 6, true, printing->out);
		return;
	case NODE_ROLE:
		printing->print(printing->input->context, node->role, 0, printing->out);
		return;
	case NODE_NEGATE:
		buffer_append_string(printing->out, "-");
		print_node(printing, node->left, 3);
		return;
	case NODE_CALL:
		print_call(printing, node, binding);
		return;
	default:
		if (own < binding)
			buffer_append_string(printing->out, "(");
		print_node(printing, node->left, own);
		buffer_append_string(printing->out, node->symbol == '^' ? "" : " ");
		if (node->symbol == '*')
			buffer_append_string(printing->out, "×");
		else
			buffer_append_byte(printing->out, node->symbol);
		buffer_append_string(printing->out, node->symbol == '^' ? "" : " ");
		print_node(printing, node->right, own + 1);
		if (own < binding)
			buffer_append_string(printing->out, ")");
	}
}

void expression_print_computed(const struct expression *expression, const struct expression_input *input,
			       void (*print)(void *context, const char *role, size_t index, struct buffer *out),
			       struct buffer *out)
{
	struct printing printing = {input, print, out};
	const struct node *root = expression->root;

	if (root->kind == NODE_CALL)
		print_node(&printing, root, 0);
	else
		print_node(&printing, expression_states_left(expression) ? root->right : root->left, 0);
}
