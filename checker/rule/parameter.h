/* Parameters of built-in kinds: the mapping `with` of a rule. */
#ifndef RCHECK_RULE_PARAMETER_H
#define RCHECK_RULE_PARAMETER_H

#include <stdbool.h>

struct rule;

/* The whole number under `name`, or `otherwise` where the rule has none. */
unsigned rule_parameter(const struct rule *rule, const char *name, unsigned otherwise);

/* Does the list under `name` hold `word`? */
bool rule_parameter_holds(const struct rule *rule, const char *name, const char *word);

#endif
