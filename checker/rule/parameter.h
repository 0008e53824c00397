/* Parameters: the mapping `with` of a rule. */
#ifndef RCHECK_RULE_PARAMETER_H
#define RCHECK_RULE_PARAMETER_H

#include <stdbool.h>

struct error_list;
struct rule;

struct parameter {
	const char *name;
	const char *kind; /* NULL: every kind that has phrases */
	bool is_list;     /* of words; else a whole number */
};

/* Every parameter there is; ends with a NULL name. */
extern const struct parameter rule_parameters[];

/* Adds an error for each parameter that the rule's kind does not take, or whose value is of the wrong type. */
void rule_parameters_check(const struct rule *rule, struct error_list *errors);

/* The whole number under `name`, or `otherwise` where the rule has none. */
unsigned rule_parameter(const struct rule *rule, const char *name, unsigned otherwise);

/* Does the list under `name` hold `word`? */
bool rule_parameter_holds(const struct rule *rule, const char *name, const char *word);

#endif
