/* The set of rules: loading files and folders, replacing, compiling. */
#include "rule/rule.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rule/builtin.h"
#include "rule/expression.h"
#include "rule/lexicon.h"
#include "rule/pack.h"
#include "rule/pattern.h"
#include "rule/words.h"
#include "rule/yaml.h"

const char *const rule_kinds[] = {
#define X(name, is_built_in) #name,
#include "rule/kinds.def"
#undef X
    NULL};

struct rule_set {
	struct arena *arena;
	struct lexicon *lexicon;
	struct word_lists *words;
	struct rule **rules;
	size_t count;
	size_t capacity;
};

bool rule_kind_is_built_in(const char *kind)
{
	static const bool built_in[] = {
#define X(name, is_built_in) is_built_in,
#include "rule/kinds.def"
#undef X
	};

	for (size_t i = 0; rule_kinds[i]; i++)
		if (strcmp(rule_kinds[i], kind) == 0)
			return built_in[i];
	return false;
}

struct rule_set *rule_set_new(struct arena *arena)
{
	struct rule_set *set = arena_alloc(arena, sizeof(*set));

	set->arena = arena;
	set->lexicon = lexicon_new(arena);
	set->words = word_lists_new(arena);
	return set;
}

static struct rule *find(const struct rule_set *set, const char *id)
{
	for (size_t i = 0; i < set->count; i++)
		if (strcmp(set->rules[i]->id, id) == 0)
			return set->rules[i];
	return NULL;
}

/* A rule with a known id takes the old one's place; within one file that is a mistake. */
static void add_rule(struct rule_set *set, struct rule *rule, struct error_list *errors)
{
	struct rule *known = find(set, rule->id);

	if (known && known->node->file == rule->node->file) {
		yaml_error(errors, rule->node, "the id '%s' stands in line %zu too", rule->id, known->node->line);
		return;
	}
	if (known) {
		rule->index = known->index;
		*known = *rule;
		return;
	}
	rule->index = (uint32_t)set->count;
	set->rules = arena_grow(set->arena, set->rules, set->count, &set->capacity, sizeof(*set->rules));
	set->rules[set->count++] = rule;
}

static void switch_rule(const struct rule_set *set, const struct pack_entry *entry, struct error_list *errors)
{
	struct rule *rule = find(set, entry->rule->id);

	if (rule)
		rule->severity = entry->rule->severity;
	else
		yaml_error(errors, entry->rule->node, "no rule is named '%s'", entry->rule->id);
}

static void load_bytes(struct rule_set *set, const char *path, const char *bytes, size_t length,
		       struct error_list *errors)
{
	const struct yaml_node *root = yaml_parse(set->arena, path, bytes, length, errors);
	struct pack pack;

	if (!root)
		return;
	if (root->type == YAML_MAPPING) {
		const struct yaml_node *words = yaml_get(root, "words");

		lexicon_load(set->lexicon, root, errors);
		if (words)
			word_lists_load(set->words, words, errors);
	}
	pack_read(set->arena, root, &pack, errors);
	for (size_t i = 0; i < pack.count; i++) {
		if (pack.entries[i].is_switch)
			switch_rule(set, &pack.entries[i], errors);
		else
			add_rule(set, pack.entries[i].rule, errors);
	}
}

void rule_set_load_builtin(struct rule_set *set, struct error_list *errors)
{
	for (const struct builtin_pack *pack = builtin_packs; pack->path; pack++)
		load_bytes(set, pack->path, pack->bytes, pack->length, errors);
}

static void load_file(struct rule_set *set, const char *path, struct error_list *errors)
{
	FILE *file = fopen(path, "rb");
	struct buffer bytes = {0};
	char block[1 << 14];
	size_t size;

	if (!file) {
		error_list_add(errors, path, 0, 0, "cannot read the rule file: %s", strerror(errno));
		return;
	}
	while ((size = fread(block, 1, sizeof(block), file)) > 0)
		buffer_append(&bytes, block, size);
	if (ferror(file))
		error_list_add(errors, path, 0, 0, "cannot read the rule file: %s", strerror(errno));
	else
		load_bytes(set, path, buffer_string(&bytes), bytes.length, errors);
	fclose(file);
	buffer_release(&bytes);
}

static int is_rule_file(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	if (entry->d_name[0] == '.')
		return 0;
	/* Folders have no ending; what is no folder is passed over when it is opened. */
	return !dot || strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0;
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static size_t load_directory(struct rule_set *set, const char *path, struct error_list *errors)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_rule_file, compare_names);
	size_t found = 0;

	if (count < 0) {
		error_list_add(errors, path, 0, 0, "cannot read the folder: %s", strerror(errno));
		return 1;
	}
	for (int i = 0; i < count; i++) {
		const char *child = arena_printf(set->arena, "%s/%s", path, entries[i]->d_name);
		struct stat status;

		if (stat(child, &status) == 0 && S_ISDIR(status.st_mode)) {
			found += load_directory(set, child, errors);
		} else if (strchr(entries[i]->d_name, '.')) {
			load_file(set, child, errors);
			found++;
		}
		free(entries[i]);
	}
	free(entries);
	return found;
}

void rule_set_load(struct rule_set *set, const char *path, struct error_list *errors)
{
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		if (load_directory(set, path, errors) == 0)
			error_list_add(errors, path, 0, 0, "no .yaml or .yml file in this folder");
	} else {
		load_file(set, path, errors);
	}
}

/* Every role of a check must be bound by one of the phrases. */
static void check_roles(const struct rule *rule, const struct expression *check, const struct yaml_node *node,
			struct error_list *errors)
{
	size_t role_count;
	const char *const *roles = expression_roles(check, &role_count);

	for (size_t r = 0; r < role_count; r++) {
		bool is_bound = false;

		for (size_t f = 0; f < rule->find_count && !is_bound; f++) {
			size_t hole_count;
			const struct hole *holes = pattern_holes(rule->finds[f], &hole_count);

			for (size_t h = 0; h < hole_count && !is_bound; h++)
				is_bound = strcmp(holes[h].role, roles[r]) == 0;
		}
		if (!is_bound)
			yaml_error(errors, node, "no phrase of '%s' has a hole {%s}", rule->id, roles[r]);
	}
}

static const struct yaml_node *nth(const struct yaml_node *node, size_t index)
{
	return node->type == YAML_SEQUENCE ? node->items[index] : node;
}

static size_t count_of(const struct yaml_node *node)
{
	return !node ? 0 : node->type == YAML_SEQUENCE ? node->item_count : 1;
}

static void compile(struct rule_set *set, struct rule *rule, struct error_list *errors)
{
	const struct yaml_node *find_node = yaml_get(rule->node, "find"), *check = yaml_get(rule->node, "check");
	size_t finds = count_of(find_node), check_count = count_of(check);
	size_t faults = error_list_count(errors);

	rule->finds = arena_alloc_array(set->arena, finds, sizeof(*rule->finds));
	rule->checks = arena_alloc_array(set->arena, check_count, sizeof(*rule->checks));
	for (size_t i = 0; i < finds; i++) {
		struct pattern *pattern =
		    pattern_compile(set->arena, nth(find_node, i), set->lexicon, set->words, errors);

		if (pattern)
			rule->finds[rule->find_count++] = pattern;
	}
	faults = error_list_count(errors) - faults;
	for (size_t i = 0; i < check_count; i++) {
		struct expression *expression = expression_parse(set->arena, nth(check, i), errors);

		if (!expression)
			continue;
		rule->checks[rule->check_count++] = expression;
		/* Where a phrase is faulty its holes are not known. */
		if (faults == 0)
			check_roles(rule, expression, nth(check, i), errors);
	}
}

void rule_set_finish(struct rule_set *set, struct error_list *errors)
{
	lexicon_finish(set->lexicon);
	for (size_t i = 0; i < set->count; i++) {
		pack_resolve_unless(set->arena, set->rules[i], set->words, errors);
		compile(set, set->rules[i], errors);
	}
}

void rule_set_check_patterns(const struct rule_set *set, struct error_list *errors)
{
	for (size_t i = 0; i < set->count; i++)
		for (size_t f = 0; f < set->rules[i]->find_count; f++)
			pattern_check(set->rules[i]->finds[f], errors);
}

size_t rule_set_count(const struct rule_set *set)
{
	return set->count;
}

const struct rule *rule_set_at(const struct rule_set *set, size_t index)
{
	return set->rules[index];
}

const struct rule *rule_set_find(const struct rule_set *set, const char *id)
{
	return find(set, id);
}

const struct lexicon *rule_set_lexicon(const struct rule_set *set)
{
	return set->lexicon;
}
