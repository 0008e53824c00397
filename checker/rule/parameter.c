/* Parameters of rules: the mapping `with`. */
#include "rule/parameter.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "rule/rule.h"
#include "yaml/yaml.h"

static const char *const relations[] = {"foot",  "cross-foot", "of-which", "change",     "difference",
					"share", "completion", "prose",    "prose-slip", NULL};
static const char *const reaches[] = {"clauses", "before", NULL};
static const char *const scopes[] = {"pieces", "reports", NULL};
static const char *const figures[] = {"same", "other", NULL};

const struct parameter rule_parameters[] = {{"article-similarity", "duplicate", PARAMETER_NUMBER, NULL},
					    {"paragraph-similarity", "duplicate", PARAMETER_NUMBER, NULL},
					    {"long-similarity", "duplicate", PARAMETER_NUMBER, NULL},
					    {"long-characters", "duplicate", PARAMETER_NUMBER, NULL},
					    {"article-figures", "duplicate", PARAMETER_NUMBER, NULL},
					    {"paragraph-figures", "duplicate", PARAMETER_NUMBER, NULL},
					    {"least-characters", "duplicate", PARAMETER_NUMBER, NULL},
					    {"least-figures", "duplicate", PARAMETER_NUMBER, NULL},
					    {"between", "duplicate", PARAMETER_WORD, scopes},
					    {"figures", "duplicate", PARAMETER_WORD, figures},
					    {"label-characters", "conflict", PARAMETER_NUMBER, NULL},
					    {"most-alike", "conflict", PARAMETER_NUMBER, NULL},
					    {"digits", "conflict", PARAMETER_NUMBER, NULL},
					    {"units", "enumeration", PARAMETER_WORDS, NULL},
					    {"relation", "table", PARAMETER_WORD, relations},
					    {"of", "derive", PARAMETER_WORD, NULL},
					    {"years-back", "derive", PARAMETER_NUMBER, NULL},
					    {"label-characters", "derive", PARAMETER_NUMBER, NULL},
					    {"digits", "derive", PARAMETER_NUMBER, NULL},
					    {"confirmed", NULL, PARAMETER_NUMBER, NULL},
					    {"sole", NULL, PARAMETER_WORD, reaches},
					    {"slip-digits", NULL, PARAMETER_NUMBER, NULL},
					    {"slip-raises", NULL, PARAMETER_NUMBER, NULL},
					    {NULL, NULL, PARAMETER_NUMBER, NULL}};

static bool takes(const struct rule *rule, const struct parameter *parameter)
{
	return parameter->kind ? strcmp(parameter->kind, rule->kind) == 0 : !rule_kind_is_built_in(rule->kind);
}

static bool is_whole_number(const struct yaml_node *node)
{
	size_t digits = node->type == YAML_SCALAR ? strspn(node->value, "0123456789") : 0;

	return digits > 0 && digits <= 9 && node->value[digits] == '\0';
}

static bool is_list_of_words(const struct yaml_node *node)
{
	for (size_t i = 0; i < node->item_count; i++)
		if (node->items[i]->type != YAML_SCALAR)
			return false;
	return node->type == YAML_SEQUENCE;
}

static void check_choice(const struct parameter *parameter, const struct yaml_node *value, struct error_list *errors)
{
	const char *near;

	if (!parameter->choices && value->type == YAML_SCALAR)
		return;
	for (size_t i = 0; parameter->choices && value->type == YAML_SCALAR && parameter->choices[i]; i++)
		if (strcmp(value->value, parameter->choices[i]) == 0)
			return;
	near = parameter->choices && value->type == YAML_SCALAR ? yaml_nearest(value->value, parameter->choices) : NULL;
	yaml_error(errors, value, "'%s' is one of a few words%s%s%s", parameter->name, near ? "; did you mean '" : "",
		   near ? near : "", near ? "'?" : "");
}

static void check_value(const struct parameter *parameter, const struct yaml_node *value, struct error_list *errors)
{
	switch (parameter->type) {
	case PARAMETER_WORDS:
		if (!is_list_of_words(value))
			yaml_error(errors, value, "a list of words should stand here");
		break;
	case PARAMETER_NUMBER:
		if (!is_whole_number(value))
			yaml_error(errors, value, "a whole number should stand here");
		break;
	case PARAMETER_WORD:
		check_choice(parameter, value, errors);
	}
}

void rule_parameters_check(const struct rule *rule, struct error_list *errors)
{
	enum { MOST = sizeof(rule_parameters) / sizeof(*rule_parameters) };
	const struct yaml_node *with = yaml_get(rule->node, "with");
	const char *known[MOST] = {NULL};
	size_t count = 0;

	if (!with)
		return;
	if (with->type != YAML_MAPPING) {
		yaml_error_type(errors, with, "'with' is a mapping of parameters");
		return;
	}
	for (const struct parameter *parameter = rule_parameters; parameter->name; parameter++) {
		const struct yaml_node *value = yaml_get(with, parameter->name);

		if (!takes(rule, parameter))
			continue;
		known[count++] = parameter->name;
		if (value)
			check_value(parameter, value, errors);
	}
	if (count > 0)
		yaml_check_keys(errors, with, known);
	else
		yaml_error(errors, with, "the kind '%s' takes no parameters", rule->kind);
}

/* The words of a value; what is faulty has none. */
static struct rule_setting setting_of(struct arena *arena, const struct yaml_pair *pair)
{
	const struct yaml_node *value = pair->value;
	size_t most = value->type == YAML_SCALAR ? 1 : value->item_count;
	struct rule_setting setting = {pair->key->value, arena_alloc_array(arena, most, sizeof(*setting.words)), 0};

	for (size_t i = 0; i < most; i++) {
		const struct yaml_node *word = value->type == YAML_SCALAR ? value : value->items[i];

		if (word->type == YAML_SCALAR)
			setting.words[setting.count++] = word->value;
	}
	return setting;
}

void rule_parameters_read(struct arena *arena, struct rule *rule)
{
	const struct yaml_node *with = yaml_get(rule->node, "with");
	struct rule_setting *settings;

	if (!with || with->type != YAML_MAPPING)
		return;
	settings = arena_alloc_array(arena, with->pair_count, sizeof(*settings));
	for (size_t i = 0; i < with->pair_count; i++)
		settings[i] = setting_of(arena, &with->pairs[i]);
	rule->settings = settings;
	rule->setting_count = with->pair_count;
}

/* NULL where the rule has none of that name, or one without a word. */
static const struct rule_setting *find(const struct rule *rule, const char *name)
{
	for (size_t i = 0; i < rule->setting_count; i++)
		if (strcmp(rule->settings[i].name, name) == 0)
			return rule->settings[i].count > 0 ? &rule->settings[i] : NULL;
	return NULL;
}

unsigned rule_parameter(const struct rule *rule, const char *name, unsigned otherwise)
{
	const struct rule_setting *setting = find(rule, name);

	return setting ? (unsigned)strtoul(setting->words[0], NULL, 10) : otherwise;
}

const char *rule_parameter_word(const struct rule *rule, const char *name)
{
	const struct rule_setting *setting = find(rule, name);

	return setting ? setting->words[0] : "";
}

bool rule_parameter_holds(const struct rule *rule, const char *name, const char *word)
{
	const struct rule_setting *setting = find(rule, name);

	for (size_t i = 0; setting && i < setting->count; i++)
		if (strcmp(setting->words[i], word) == 0)
			return true;
	return false;
}
