/* The set of rules: replacing, switching, compiling. */
#include "rule/rule.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "rule/expression.h"
#include "rule/lexicon.h"
#include "rule/pack.h"
#include "rule/pattern.h"
#include "rule/rule_store.h"
#include "rule/words.h"
#include "yaml/yaml.h"

const char *const rule_kinds[] = {
#define X(name, is_built_in) #name,
#include "rule/kinds.def"
#undef X
    NULL};

static size_t kind_index(const char *kind)
{
	size_t i = 0;

	while (rule_kinds[i] && strcmp(rule_kinds[i], kind) != 0)
		i++;
	return i;
}

bool rule_kind_is_built_in(const char *kind)
{
	static const bool built_in[] = {
#define X(name, is_built_in) is_built_in,
#include "rule/kinds.def"
#undef X
	    false};

	return built_in[kind_index(kind)];
}

bool rule_derives(const struct rule *rule)
{
	return strcmp(rule->kind, "derive") == 0;
}

const char *rule_title(const struct rule *rule, int language)
{
	if (language != LANGUAGE_AUTO && rule->titles[language])
		return rule->titles[language];
	return rule->title ? rule->title : rule->id;
}

const char *rule_message(const struct rule *rule, enum language language)
{
	return rule->messages[language] ? rule->messages[language] : rule->message;
}

struct rule_set *rule_set_new(struct arena *arena)
{
	struct rule_set *set = arena_alloc(arena, sizeof(*set));

	set->arena = arena;
	set->lexicon = set->loading = lexicon_new(arena);
	set->words = set->loading_words = word_lists_new(arena);
	set->mistakes.arena = arena;
	return set;
}

struct rule *rule_store_find(const struct rule_set *set, const char *id)
{
	for (size_t i = 0; i < set->rules.count; i++)
		if (strcmp(set->rules.items[i]->id, id) == 0)
			return set->rules.items[i];
	return NULL;
}

static void append(const struct rule_set *set, struct rules *rules, struct rule *rule)
{
	rules->items = arena_grow(set->arena, rules->items, rules->count, &rules->capacity, sizeof(*rules->items));
	rules->items[rules->count++] = rule;
}

/* The rule of that id that the load under way has brought, NULL when it has brought none. */
static const struct rule *find_twin(const struct rule_set *set, const char *id)
{
	const struct rule *known = rule_store_find(set, id);

	if (known && known->load == set->load)
		return known;
	for (size_t i = 0; i < set->faulty.count; i++)
		if (set->faulty.items[i]->load == set->load && strcmp(set->faulty.items[i]->id, id) == 0)
			return set->faulty.items[i];
	return NULL;
}

void rule_store_add(struct rule_set *set, struct rule *rule, bool is_left_out, struct error_list *errors)
{
	struct rule *known = rule_store_find(set, rule->id);
	const struct rule *twin = find_twin(set, rule->id);

	if (twin && twin->node->file == rule->node->file)
		yaml_error(errors, rule->node, "the id '%s' stands in line %zu too", rule->id, twin->node->line);
	else if (twin)
		yaml_error(errors, rule->node, "the id '%s' stands in %s:%zu too", rule->id, twin->node->file->path,
			   twin->node->line);
	if (!twin)
		rule->load = set->load;
	if (twin || is_left_out) {
		rule_store_add_faulty(set, rule);
		return;
	}
	if (known) {
		struct rule *replaced = arena_alloc(set->arena, sizeof(*replaced));

		*replaced = *known;
		append(set, &set->replaced, replaced);
		rule->index = known->index;
		*known = *rule;
		return;
	}
	rule->index = (uint32_t)set->rules.count;
	append(set, &set->rules, rule);
}

const char *rule_set_nearest(const struct rule_set *set, const char *id)
{
	const char **ids = arena_alloc_array(set->arena, set->rules.count + 1, sizeof(*ids));

	for (size_t i = 0; i < set->rules.count; i++)
		ids[i] = set->rules.items[i]->id;
	return yaml_nearest(id, ids);
}

void rule_set_switch(struct rule_set *set, const char *id, enum rule_severity severity, const struct yaml_node *node,
		     struct error_list *errors)
{
	struct rule *rule = rule_store_find(set, id);
	const char *near = rule ? NULL : rule_set_nearest(set, id);

	if (rule)
		rule->severity = severity;
	else
		yaml_error(errors, node, "no rule is named '%s'%s%s%s", id, near ? "; did you mean '" : "",
			   near ? near : "", near ? "'?" : "");
}

void rule_store_add_faulty(struct rule_set *set, struct rule *rule)
{
	append(set, &set->faulty, rule);
	set->left_out.rules++;
}

/* Gives the rule that `rule` replaced its place again; false when there is none. */
static bool put_back(struct rule_set *set, struct rule *rule)
{
	for (size_t i = set->replaced.count; i-- > 0;) {
		struct rule *replaced = set->replaced.items[i];

		if (!replaced || strcmp(replaced->id, rule->id) != 0)
			continue;
		*rule = *replaced;
		set->replaced.items[i] = NULL;
		return true;
	}
	return false;
}

/* Calls `examine` for each rule and leaves those out for which it adds an error. */
static void leave_out_faulty(struct rule_set *set, struct error_list *errors,
			     void (*examine)(const struct rule_set *set, struct rule *rule, struct error_list *errors))
{
	size_t kept = 0;

	for (size_t i = 0; i < set->rules.count; i++) {
		struct rule *rule = set->rules.items[i];
		bool is_sound;

		do {
			size_t before = error_list_count(errors);

			examine(set, rule, errors);
			is_sound = error_list_count(errors) == before;
			set->left_out.rules += !is_sound;
		} while (!is_sound && put_back(set, rule));
		if (!is_sound)
			continue;
		rule->index = (uint32_t)kept;
		set->rules.items[kept++] = rule;
	}
	set->rules.count = kept;
}

struct rules_left_out rule_set_left_out(const struct rule_set *set)
{
	return set->left_out;
}

static bool binds(const struct rule *rule, const char *role, size_t length)
{
	for (size_t f = 0; f < rule->find_count; f++) {
		size_t count;
		const struct hole *holes = pattern_holes(rule->finds[f], &count);

		for (size_t h = 0; h < count; h++)
			if (strncmp(holes[h].role, role, length) == 0 && holes[h].role[length] == '\0')
				return true;
	}
	return false;
}

/* Every role of a check must be bound by one of the phrases, but for the figure that is not printed. */
static void check_roles(const struct rule *rule, const struct expression *check, const struct yaml_node *node,
			struct error_list *errors)
{
	size_t count;
	const char *const *roles = expression_roles(check, &count), *stated = expression_stated_role(check);

	if (rule_derives(rule) && (!stated || binds(rule, stated, strlen(stated)))) {
		yaml_error(errors, node, "one side of '%s' is a figure that no phrase binds", expression_text(check));
		return;
	}
	for (size_t r = 0; r < count; r++)
		if (!binds(rule, roles[r], strlen(roles[r])) && !(rule_derives(rule) && strcmp(roles[r], stated) == 0))
			yaml_error(errors, node, "no phrase of '%s' has a hole {%s}", rule->id, roles[r]);
}

/* Every {name} of the message under `key` is a role or a result. */
static void check_message(const struct rule *rule, const char *key, const char *message, struct error_list *errors)
{
	static const char *const results[] = {"stated", "computed", "difference", "arithmetic", NULL};
	const char *at = message;

	while (at && (at = strchr(at, '{'))) {
		size_t length = strcspn(++at, "}");
		bool is_known = binds(rule, at, length);

		for (size_t i = 0; results[i] && !is_known; i++)
			is_known = strncmp(results[i], at, length) == 0 && results[i][length] == '\0';
		if (!is_known)
			yaml_error_inside(errors, yaml_get(rule->node, key),
					  utf8_count(message, (size_t)(at - message)),
					  "no phrase of '%s' has a hole {%.*s}; results are {stated}, {computed}, "
					  "{difference}, {arithmetic}",
					  rule->id, (int)length, at);
	}
}

static void check_messages(const struct rule *rule, struct error_list *errors)
{
	check_message(rule, "message", rule->message, errors);
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		check_message(rule, pack_message_keys[language], rule->messages[language], errors);
}

static const struct yaml_node *nth(const struct yaml_node *node, size_t index)
{
	return node->type == YAML_SEQUENCE ? node->items[index] : node;
}

static size_t count_of(const struct yaml_node *node)
{
	return !node ? 0 : node->type == YAML_SEQUENCE ? node->item_count : 1;
}

static void compile_finds(const struct rule_set *set, struct rule *rule, struct error_list *errors)
{
	const struct yaml_node *find_node = yaml_get(rule->node, "find");
	size_t count = count_of(find_node);

	rule->finds = arena_alloc_array(set->arena, count, sizeof(*rule->finds));
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *node = nth(find_node, i);
		struct pattern *pattern = NULL;

		if (node->type == YAML_SCALAR)
			pattern = pattern_compile(set->arena, node, set->lexicon, set->words, errors);
		if (pattern)
			rule->finds[rule->find_count++] = pattern;
	}
}

/* Where a phrase is faulty its holes are not known. */
static void compile_checks(const struct rule_set *set, struct rule *rule, bool knows_holes, struct error_list *errors)
{
	const struct yaml_node *check = yaml_get(rule->node, "check");
	size_t count = count_of(check);

	const struct expression **checks = arena_alloc_array(set->arena, count, sizeof(*checks));

	rule->checks = checks;
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *node = nth(check, i);
		struct expression *expression = NULL;

		if (node->type == YAML_SCALAR)
			expression = expression_parse(set->arena, node, errors);
		if (!expression)
			continue;
		checks[rule->check_count++] = expression;
		if (knows_holes)
			check_roles(rule, expression, node, errors);
	}
}

static void compile(const struct rule_set *set, struct rule *rule, struct error_list *errors)
{
	bool knows_holes;

	pack_resolve_unless(set->arena, rule, set->words, errors);
	compile_finds(set, rule, errors);
	knows_holes = rule->find_count > 0 && rule->find_count == count_of(yaml_get(rule->node, "find"));
	compile_checks(set, rule, knows_holes, errors);
	if (knows_holes)
		check_messages(rule, errors);
}

static void check_patterns(const struct rule_set *set, struct rule *rule, struct error_list *errors)
{
	/* One that has its place again is not compiled yet; a prepared one always is. */
	if (!rule->finds && rule->node)
		compile(set, rule, errors);
	assert(rule->finds || rule->find_count == 0);
	for (size_t f = 0; f < rule->find_count; f++)
		pattern_check(rule->finds[f], errors);
}

void rule_set_finish(struct rule_set *set, struct error_list *errors)
{
	lexicon_finish(set->loading);
	leave_out_faulty(set, errors, compile);
	for (size_t i = 0; i < set->faulty.count; i++)
		compile(set, set->faulty.items[i], errors);
}

void rule_set_check_patterns(struct rule_set *set, struct error_list *errors)
{
	leave_out_faulty(set, errors, check_patterns);
	for (size_t i = 0; i < set->faulty.count; i++)
		check_patterns(set, set->faulty.items[i], errors);
}

size_t rule_set_count(const struct rule_set *set)
{
	return set->rules.count;
}

const struct rule *rule_set_at(const struct rule_set *set, size_t index)
{
	return set->rules.items[index];
}

const struct rule *rule_set_find(const struct rule_set *set, const char *id)
{
	return rule_store_find(set, id);
}

const struct lexicon *rule_set_lexicon(const struct rule_set *set)
{
	return set->lexicon;
}

const struct word_lists *rule_set_words(const struct rule_set *set)
{
	return set->words;
}

const struct mistake *rule_set_mistakes(const struct rule_set *set, size_t *count)
{
	*count = set->mistakes.count;
	return set->mistakes.items;
}
