/* Checks: parsing. */
#include "rule/expression.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "rule/expression_tree.h"
#include "yaml/yaml.h"

static const struct {
	const char *name;
	int arguments;
} functions[] = {
    [FUNCTION_SUM] = {"sum", 1},   [FUNCTION_COUNT] = {"count", 1}, [FUNCTION_MIN] = {"min", 1},
    [FUNCTION_MAX] = {"max", 1},   [FUNCTION_SIZE] = {"size", 1},   [FUNCTION_FIRST] = {"first", 1},
    [FUNCTION_LAST] = {"last", 1}, [FUNCTION_WHOLE] = {"whole", 2}, [FUNCTION_MULTIPLE] = {"multiple", 2},
};

static const char *const function_names[] = {"sum",   "count", "min",   "max",      "size",
					     "first", "last",  "whole", "multiple", NULL};

struct parser {
	struct arena *arena;
	const struct yaml_node *yaml;
	struct error_list *errors;
	const char *text;
	size_t at;
	unsigned depth;
	bool failed;
	struct expression *expression;
};

static struct node *parse_sum(struct parser *parser);

static void fail(struct parser *parser, size_t at, const char *message)
{
	if (!parser->failed)
		yaml_error_inside(parser->errors, parser->yaml, at, "%s", message);
	parser->failed = true;
}

static void skip_blanks(struct parser *parser)
{
	while (parser->text[parser->at] == ' ')
		parser->at++;
}

static bool accept(struct parser *parser, char byte)
{
	skip_blanks(parser);
	if (parser->text[parser->at] != byte)
		return false;
	parser->at++;
	return true;
}

static struct node *new_node(struct parser *parser, enum node_kind kind)
{
	struct node *node = arena_alloc(parser->arena, sizeof(*node));

	node->kind = kind;
	return node;
}

static bool is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static void note_role(struct parser *parser, const char *role, bool as_list)
{
	struct expression *expression = parser->expression;

	for (size_t i = 0; i < expression->role_count; i++)
		if (strcmp(expression->roles[i], role) == 0) {
			expression->uses[i] += !as_list;
			expression->as_list[i] |= as_list;
			return;
		}
	if (expression->role_count == LIMIT_HOLES) {
		fail(parser, parser->at, "too many roles in one check");
		return;
	}
	expression->roles[expression->role_count] = role;
	expression->uses[expression->role_count] = !as_list;
	expression->as_list[expression->role_count++] = as_list;
}

static struct node *parse_number(struct parser *parser)
{
	struct node *node = new_node(parser, NODE_NUMBER);
	wide_integer digits = 0;
	int places = 0;
	size_t start = parser->at;
	bool point = false;

	for (;; parser->at++) {
		char byte = parser->text[parser->at];

		if (byte == '.' && !point) {
			point = true;
			continue;
		}
		if (byte < '0' || byte > '9')
			break;
		if (parser->at - start > 18) {
			fail(parser, start, "a number of more than 18 digits");
			break;
		}
		digits = digits * 10 + (byte - '0');
		places += point;
	}
	node->number = number_from_decimal(digits, -places - 2 * accept(parser, '%'));
	return node;
}

static struct node *parse_call(struct parser *parser, enum function function, size_t start)
{
	struct node *node = new_node(parser, NODE_CALL);

	node->function = function;
	node->left = parse_sum(parser);
	if (functions[function].arguments == 2) {
		if (!accept(parser, ','))
			fail(parser, parser->at,
			     arena_printf(parser->arena, "'%s' takes two arguments", functions[function].name));
		node->right = parse_sum(parser);
	}
	if (!accept(parser, ')'))
		fail(parser, parser->at,
		     arena_printf(parser->arena, "')' is missing after the arguments of '%s'",
				  functions[function].name));
	if (parser->failed)
		return node;
	if (takes_list(function)) {
		if (node->left->kind != NODE_ROLE) {
			fail(parser, start,
			     arena_printf(parser->arena, "'%s' takes the name of a list hole",
					  functions[function].name));
			return node;
		}
		/* It was noted as a single use while its name was parsed. */
		for (size_t i = 0; i < parser->expression->role_count; i++)
			if (strcmp(parser->expression->roles[i], node->left->role) == 0) {
				parser->expression->uses[i]--;
				parser->expression->as_list[i] = true;
			}
	}
	if ((function == FUNCTION_FIRST || function == FUNCTION_LAST) && node->left->kind != NODE_ROLE)
		fail(parser, start,
		     arena_printf(parser->arena, "'%s' takes the name of a hole", functions[function].name));
	return node;
}

static struct node *parse_name(struct parser *parser)
{
	size_t start = parser->at;
	struct node *node;
	char *name;

	while (is_name_byte(parser->text[parser->at]))
		parser->at++;
	name = arena_copy(parser->arena, parser->text + start, parser->at - start);
	if (accept(parser, '(')) {
		for (enum function f = 0; f < FUNCTION_NONE; f++)
			if (strcmp(functions[f].name, name) == 0)
				return parse_call(parser, f, start);
		const char *near = yaml_nearest(name, function_names);
		if (!parser->failed) {
			if (near)
				yaml_error_inside(parser->errors, parser->yaml, start,
						  "unknown function '%s'; did you mean '%s'?", name, near);
			else
				yaml_error_inside(parser->errors, parser->yaml, start, "unknown function '%s'", name);
		}
		parser->failed = true;
		return new_node(parser, NODE_NUMBER);
	}
	node = new_node(parser, NODE_ROLE);
	node->role = name;
	note_role(parser, name, false);
	return node;
}

static struct node *parse_primary(struct parser *parser)
{
	struct node *node = NULL;
	char byte;

	skip_blanks(parser);
	byte = parser->text[parser->at];
	if (++parser->depth > LIMIT_EXPRESSION_DEPTH)
		fail(parser, parser->at, "too deeply nested");
	if (parser->failed) {
		node = new_node(parser, NODE_NUMBER);
	} else if (accept(parser, '(')) {
		node = parse_sum(parser);
		if (!accept(parser, ')'))
			fail(parser, parser->at, "')' is missing");
	} else if (accept(parser, '-')) {
		node = new_node(parser, NODE_NEGATE);
		node->left = parse_primary(parser);
	} else if (byte >= '0' && byte <= '9') {
		node = parse_number(parser);
	} else if (byte >= 'a' && byte <= 'z') {
		node = parse_name(parser);
	} else {
		fail(parser, parser->at,
		     byte ? "a role, a number or '(' should stand here" : "the check ends too early");
		node = new_node(parser, NODE_NUMBER);
	}
	parser->depth--;
	return node;
}

static struct node *join(struct parser *parser, char symbol, struct node *left, struct node *right)
{
	struct node *node = new_node(parser, NODE_BINARY);

	node->symbol = symbol;
	node->left = left;
	node->right = right;
	return node;
}

static struct node *parse_power(struct parser *parser)
{
	struct node *left = parse_primary(parser);

	return accept(parser, '^') ? join(parser, '^', left, parse_primary(parser)) : left;
}

static struct node *parse_product(struct parser *parser)
{
	struct node *left = parse_power(parser);

	for (;;) {
		if (accept(parser, '*'))
			left = join(parser, '*', left, parse_power(parser));
		else if (accept(parser, '/'))
			left = join(parser, '/', left, parse_power(parser));
		else
			return left;
	}
}

static struct node *parse_sum(struct parser *parser)
{
	struct node *left = parse_product(parser);

	for (;;) {
		if (accept(parser, '+'))
			left = join(parser, '+', left, parse_product(parser));
		else if (accept(parser, '-'))
			left = join(parser, '-', left, parse_product(parser));
		else
			return left;
	}
}

static char parse_comparison(struct parser *parser)
{
	static const struct {
		const char *text;
		char symbol;
	} comparisons[] = {{"==", '='}, {"!=", '!'}, {"<=", '{'}, {">=", '}'}, {"<", '<'}, {">", '>'}};

	skip_blanks(parser);
	for (size_t i = 0; i < sizeof(comparisons) / sizeof(*comparisons); i++) {
		size_t length = strlen(comparisons[i].text);

		if (strncmp(parser->text + parser->at, comparisons[i].text, length) == 0) {
			parser->at += length;
			return comparisons[i].symbol;
		}
	}
	return 0;
}

static bool is_test(const struct node *node)
{
	return node->kind == NODE_CALL && (node->function == FUNCTION_WHOLE || node->function == FUNCTION_MULTIPLE);
}

struct expression *expression_parse(struct arena *arena, const struct yaml_node *node, struct error_list *errors)
{
	struct expression *expression = arena_alloc(arena, sizeof(*expression));
	struct parser parser = {
	    .arena = arena, .yaml = node, .errors = errors, .text = node->value, .expression = expression};
	struct node *left;
	char symbol;

	expression->text = node->value;
	expression->roles = arena_alloc_array(arena, LIMIT_HOLES, sizeof(*expression->roles));
	expression->uses = arena_alloc_array(arena, LIMIT_HOLES, sizeof(*expression->uses));
	expression->as_list = arena_alloc_array(arena, LIMIT_HOLES, sizeof(*expression->as_list));
	left = parse_sum(&parser);
	symbol = parser.failed ? 0 : parse_comparison(&parser);
	if (symbol) {
		expression->root = join(&parser, symbol, left, parse_sum(&parser));
		expression->root->kind = NODE_COMPARE;
	} else if (!parser.failed && is_test(left)) {
		expression->root = left;
	} else {
		fail(&parser, parser.at, "a check compares two sides: ==, !=, <=, >=, < or > should stand here");
	}
	skip_blanks(&parser);
	if (!parser.failed && parser.text[parser.at] != '\0')
		fail(&parser, parser.at, "the check should end here");
	return parser.failed ? NULL : expression;
}

const char *const *expression_roles(const struct expression *expression, size_t *count)
{
	*count = expression->role_count;
	return expression->roles;
}

bool expression_uses_as_list(const struct expression *expression, const char *role)
{
	for (size_t i = 0; i < expression->role_count; i++)
		if (strcmp(expression->roles[i], role) == 0)
			return expression->as_list[i];
	return false;
}

/* size(total) states total as much as total does. */
static const char *lone_role(const struct node *node)
{
	if (node->kind == NODE_ROLE)
		return node->role;
	if (node->kind == NODE_CALL &&
	    (node->function == FUNCTION_SIZE || node->function == FUNCTION_FIRST || node->function == FUNCTION_LAST) &&
	    node->left->kind == NODE_ROLE)
		return node->left->role;
	return NULL;
}

bool expression_states_left(const struct expression *expression)
{
	const struct node *root = expression->root;

	return root->kind == NODE_COMPARE && !lone_role(root->right) && lone_role(root->left);
}

const char *expression_stated_role(const struct expression *expression)
{
	const struct node *root = expression->root;

	if (root->kind == NODE_CALL)
		return lone_role(root->function == FUNCTION_WHOLE ? root->right : root->left);
	return expression_states_left(expression) ? lone_role(root->left) : lone_role(root->right);
}

bool expression_is_equality(const struct expression *expression)
{
	return expression->root->kind == NODE_CALL || expression->root->symbol == '=';
}

char expression_relation(const struct expression *expression)
{
	return expression->root->kind == NODE_CALL ? 0 : expression->root->symbol;
}

static bool is_additive(const struct node *node)
{
	if (!node)
		return true;
	if (node->kind == NODE_BINARY && node->symbol != '+' && node->symbol != '-')
		return false;
	if (node->kind == NODE_CALL && (node->function == FUNCTION_WHOLE || node->function == FUNCTION_MULTIPLE))
		return false;
	return is_additive(node->left) && is_additive(node->right);
}

bool expression_is_additive(const struct expression *expression)
{
	return is_additive(expression->root);
}

bool expression_asks_for_whole(const struct expression *expression)
{
	return expression->root->kind == NODE_CALL && expression->root->function == FUNCTION_WHOLE;
}

bool expression_asks_for_multiple(const struct expression *expression)
{
	return expression->root->kind == NODE_CALL && expression->root->function == FUNCTION_MULTIPLE;
}

const char *expression_text(const struct expression *expression)
{
	return expression->text;
}
