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
#include "base/limits.h"
#include "base/utf8.h"
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

struct rules {
	struct rule **items;
	size_t count;
	size_t capacity;
};

struct rule_set {
	struct arena *arena;
	struct lexicon *lexicon;
	struct word_lists *words;
	struct rules rules;
	struct rules faulty; /* compiled for their further faults, never used */
	uint32_t load;
};

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

/* A rule with a known id takes the old one's place; within one load that is a mistake. */
static void add_rule(struct rule_set *set, struct rule *rule, struct error_list *errors)
{
	struct rule *known = find(set, rule->id);

	if (known && known->load == set->load) {
		if (known->node->file == rule->node->file)
			yaml_error(errors, rule->node, "the id '%s' stands in line %zu too", rule->id,
				   known->node->line);
		else
			yaml_error(errors, rule->node, "the id '%s' stands in %s:%zu too", rule->id,
				   known->node->file->path, known->node->line);
		append(set, &set->faulty, rule);
		return;
	}
	rule->load = set->load;
	if (known) {
		rule->index = known->index;
		*known = *rule;
		return;
	}
	rule->index = (uint32_t)set->rules.count;
	append(set, &set->rules, rule);
}

static void switch_rule(const struct rule_set *set, const struct rule *wanted, struct error_list *errors)
{
	struct rule *rule = find(set, wanted->id);
	const char **ids, *near;

	if (rule) {
		rule->severity = wanted->severity;
		return;
	}
	ids = arena_alloc_array(set->arena, set->rules.count + 1, sizeof(*ids));
	for (size_t i = 0; i < set->rules.count; i++)
		ids[i] = set->rules.items[i]->id;
	near = yaml_nearest(wanted->id, ids);
	yaml_error(errors, wanted->node, "no rule is named '%s'%s%s%s", wanted->id, near ? "; did you mean '" : "",
		   near ? near : "", near ? "'?" : "");
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
		if (pack.entries[i].is_faulty)
			append(set, &set->faulty, pack.entries[i].rule);
		else if (pack.entries[i].is_switch)
			switch_rule(set, pack.entries[i].rule, errors);
		else
			add_rule(set, pack.entries[i].rule, errors);
	}
}

void rule_set_load_builtin(struct rule_set *set, struct error_list *errors)
{
	set->load++;
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

static bool is_rule_file(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static size_t load_directory(struct rule_set *set, const char *path, unsigned depth, struct error_list *errors)
{
	struct dirent **entries;
	int count = depth < LIMIT_DIRECTORY_DEPTH ? scandir(path, &entries, is_visible, compare_names) : -1;
	const char *slash = path[strlen(path) - 1] == '/' ? "" : "/";
	size_t found = 0;

	if (count < 0) {
		error_list_add(errors, path, 0, 0, "cannot read the folder: %s",
			       depth < LIMIT_DIRECTORY_DEPTH ? strerror(errno) : "too deeply nested");
		return 1;
	}
	for (int i = 0; i < count; i++) {
		const char *child = arena_printf(set->arena, "%s%s%s", path, slash, entries[i]->d_name);
		struct stat status;

		/* A link to a folder is not followed: it may lead back here. */
		if (lstat(child, &status) == 0 && S_ISDIR(status.st_mode)) {
			found += load_directory(set, child, depth + 1, errors);
		} else if (is_rule_file(entries[i]->d_name)) {
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

	set->load++;
	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		if (load_directory(set, path, 0, errors) == 0)
			error_list_add(errors, path, 0, 0, "no .yaml or .yml file in this folder");
	} else {
		load_file(set, path, errors);
	}
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

/* Every role of a check must be bound by one of the phrases. */
static void check_roles(const struct rule *rule, const struct expression *check, const struct yaml_node *node,
			struct error_list *errors)
{
	size_t count;
	const char *const *roles = expression_roles(check, &count);

	for (size_t r = 0; r < count; r++)
		if (!binds(rule, roles[r], strlen(roles[r])))
			yaml_error(errors, node, "no phrase of '%s' has a hole {%s}", rule->id, roles[r]);
}

/* Every {name} of a message is a role or a result. */
static void check_message(const struct rule *rule, struct error_list *errors)
{
	static const char *const results[] = {"stated", "computed", "difference", "arithmetic", NULL};
	const char *at = rule->message;

	while (at && (at = strchr(at, '{'))) {
		size_t length = strcspn(++at, "}");
		bool is_known = binds(rule, at, length);

		for (size_t i = 0; results[i] && !is_known; i++)
			is_known = strncmp(results[i], at, length) == 0 && results[i][length] == '\0';
		if (!is_known)
			yaml_error_inside(errors, yaml_get(rule->node, "message"),
					  utf8_count(rule->message, (size_t)(at - rule->message)),
					  "no phrase of '%s' has a hole {%.*s}; results are {stated}, {computed}, "
					  "{difference}, {arithmetic}",
					  rule->id, (int)length, at);
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

	rule->checks = arena_alloc_array(set->arena, count, sizeof(*rule->checks));
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *node = nth(check, i);
		struct expression *expression = NULL;

		if (node->type == YAML_SCALAR)
			expression = expression_parse(set->arena, node, errors);
		if (!expression)
			continue;
		rule->checks[rule->check_count++] = expression;
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
		check_message(rule, errors);
}

void rule_set_finish(struct rule_set *set, struct error_list *errors)
{
	lexicon_finish(set->lexicon);
	for (size_t i = 0; i < set->rules.count; i++)
		compile(set, set->rules.items[i], errors);
	for (size_t i = 0; i < set->faulty.count; i++)
		compile(set, set->faulty.items[i], errors);
}

static void check_patterns(const struct rules *rules, struct error_list *errors)
{
	for (size_t i = 0; i < rules->count; i++)
		for (size_t f = 0; f < rules->items[i]->find_count; f++)
			pattern_check(rules->items[i]->finds[f], errors);
}

void rule_set_check_patterns(const struct rule_set *set, struct error_list *errors)
{
	check_patterns(&set->rules, errors);
	check_patterns(&set->faulty, errors);
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
	return find(set, id);
}

const struct lexicon *rule_set_lexicon(const struct rule_set *set)
{
	return set->lexicon;
}
