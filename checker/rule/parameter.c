/* Parameters of built-in kinds. */
#include "rule/parameter.h"

#include <stdlib.h>
#include <string.h>

#include "rule/rule.h"
#include "rule/yaml.h"

static const struct yaml_node *find(const struct rule *rule, const char *name)
{
	const struct yaml_node *with = yaml_get(rule->node, "with");

	return with && with->type == YAML_MAPPING ? yaml_get(with, name) : NULL;
}

unsigned rule_parameter(const struct rule *rule, const char *name, unsigned otherwise)
{
	const struct yaml_node *value = find(rule, name);

	return value && value->type == YAML_SCALAR ? (unsigned)strtoul(value->value, NULL, 10) : otherwise;
}

bool rule_parameter_holds(const struct rule *rule, const char *name, const char *word)
{
	const struct yaml_node *list = find(rule, name);

	for (size_t i = 0; list && i < list->item_count; i++)
		if (list->items[i]->type == YAML_SCALAR && strcmp(list->items[i]->value, word) == 0)
			return true;
	return false;
}
