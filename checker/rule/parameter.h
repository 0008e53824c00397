/* Parameters: the mapping `with` of a rule. */
#ifndef RCHECK_RULE_PARAMETER_H
#define RCHECK_RULE_PARAMETER_H

#include <stdbool.h>

struct arena;
struct error_list;
struct rule;

enum parameter_type { PARAMETER_NUMBER, PARAMETER_WORDS, PARAMETER_WORD };

struct parameter {
	const char *name;
	const char *kind; /* NULL: every kind that has phrases */
	enum parameter_type type;
	const char *const *choices; /* of a PARAMETER_WORD, NULL at the end; NULL: any word */
};

/* Every parameter there is; ends with a NULL name. */
extern const struct parameter rule_parameters[];

/* Adds an error for each parameter that the rule's kind does not take, or whose value is of the wrong type. */
void rule_parameters_check(const struct rule *rule, struct error_list *errors);

/* Fills rule->settings from the mapping; they live in `arena`. */
void rule_parameters_read(struct arena *arena, struct rule *rule);

/* The whole number under `name`, or `otherwise` where the rule has none. */
unsigned rule_parameter(const struct rule *rule, const char *name, unsigned otherwise);

/* The word under `name`, or "" where the rule has none. */
const char *rule_parameter_word(const struct rule *rule, const char *name);

/* Does the list under `name` hold `word`? */
bool rule_parameter_holds(const struct rule *rule, const char *name, const char *word);

#endif
