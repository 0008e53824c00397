/* Reads the mistakes of a rule file. */
#include "rule/mistake.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "rule/expression.h"
#include "rule/pack.h"
#include "yaml/yaml.h"

static const struct yaml_node *read_text(const struct yaml_node *mapping, const char *key, struct error_list *errors)
{
	const struct yaml_node *node = yaml_get(mapping, key);

	if (!node)
		yaml_error(errors, mapping, "a mistake has 'of', 'if' and 'message': '%s' is missing", key);
	else if (node->type != YAML_SCALAR)
		yaml_error(errors, node, "'%s' is text", key);
	return node && node->type == YAML_SCALAR ? node : NULL;
}

static bool names(const struct expression *check, const char *role)
{
	size_t count;
	const char *const *roles = expression_roles(check, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(roles[i], role) == 0)
			return true;
	return false;
}

/* What is computed instead is computed from the same figures. */
static void check_roles(const struct expression *of, const struct expression *check, const struct yaml_node *node,
			struct error_list *errors)
{
	size_t count;
	const char *const *roles = expression_roles(check, &count);

	for (size_t i = 0; i < count; i++)
		if (!names(of, roles[i]))
			yaml_error(errors, node, "'%s' is not in '%s'", roles[i], expression_text(of));
}

/* The one with these formulas, which a later file replaces, or a new one. */
static struct mistake *find_or_add(struct mistakes *mistakes, const char *of, const char *instead)
{
	for (size_t i = 0; i < mistakes->count; i++)
		if (strcmp(mistakes->items[i].of, of) == 0 &&
		    strcmp(expression_text(mistakes->items[i].check), instead) == 0)
			return &mistakes->items[i];
	mistakes->items = arena_grow(mistakes->arena, mistakes->items, mistakes->count, &mistakes->capacity,
				     sizeof(*mistakes->items));
	return &mistakes->items[mistakes->count++];
}

static void load(struct mistakes *mistakes, const struct yaml_node *node, struct error_list *errors)
{
	static const char *const keys[] = {"of", "if", "message", "message-zh", "message-en", NULL};
	size_t before = error_list_count(errors);
	const struct yaml_node *of, *instead, *message;
	const struct expression *formula;
	struct mistake mistake = {0};

	if (node->type != YAML_MAPPING) {
		yaml_error_type(errors, node, "a mistake is a mapping: '- of: …'");
		return;
	}
	yaml_check_keys(errors, node, keys);
	of = read_text(node, "of", errors);
	instead = read_text(node, "if", errors);
	message = read_text(node, "message", errors);
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		if (yaml_get(node, pack_message_keys[language])) {
			const struct yaml_node *other = read_text(node, pack_message_keys[language], errors);

			mistake.messages[language] = other ? other->value : NULL;
		}
	if (!of || !instead || !message)
		return;
	formula = expression_parse(mistakes->arena, of, errors);
	mistake.check = expression_parse(mistakes->arena, instead, errors);
	if (formula && mistake.check)
		check_roles(formula, mistake.check, instead, errors);
	if (error_list_count(errors) > before)
		return;
	mistake.of = of->value;
	mistake.message = message->value;
	*find_or_add(mistakes, mistake.of, expression_text(mistake.check)) = mistake;
}

void mistakes_load(struct mistakes *mistakes, const struct yaml_node *node, struct error_list *errors)
{
	if (node->type != YAML_SEQUENCE) {
		yaml_error_type(errors, node, "'mistakes' is a list: '- of: …'");
		return;
	}
	for (size_t i = 0; i < node->item_count; i++)
		load(mistakes, node->items[i], errors);
}

const char *mistake_message(const struct mistake *mistake, enum language language)
{
	return mistake->messages[language] ? mistake->messages[language] : mistake->message;
}
