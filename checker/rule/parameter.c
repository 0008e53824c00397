/* Parameters of built-in kinds. */
#include "rule/parameter.h"

#include <stdlib.h>

#include "rule/rule.h"
#include "rule/yaml.h"

unsigned rule_parameter(const struct rule *rule, const char *name, unsigned otherwise)
{
	const struct yaml_node *with = rule->node ? yaml_get(rule->node, "with") : NULL;
	const struct yaml_node *value = with && with->type == YAML_MAPPING ? yaml_get(with, name) : NULL;

	return value && value->type == YAML_SCALAR ? (unsigned)strtoul(value->value, NULL, 10) : otherwise;
}
