/* Loads rule files and folders, and the files that they extend. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "rule/builtin.h"
#include "rule/lexicon.h"
#include "rule/pack.h"
#include "rule/rule.h"
#include "rule/rule_store.h"
#include "rule/words.h"
#include "yaml/yaml.h"

static void load_file(struct rule_set *set, const char *path, struct error_list *errors);

static const struct rule *find_known(const void *set, const char *id)
{
	return rule_store_find(set, id);
}

static const char *find_nearest(const void *set, const char *id)
{
	return rule_set_nearest(set, id);
}

/* A file that is extended is a load of its own, so that its rules may be replaced. */
static void load_extended(struct rule_set *set, const struct yaml_node *node, struct error_list *errors)
{
	const char *slash = strrchr(node->file->path, '/'), *path = node->value;
	uint32_t outer = set->load;

	if (node->type != YAML_SCALAR) {
		yaml_error(errors, node, "'extends' is the path of a rule file, or a list of them");
		set->left_out.files++;
		return;
	}
	if (slash && path[0] != '/')
		path = arena_printf(set->arena, "%.*s%s", (int)(slash - node->file->path) + 1, node->file->path, path);
	if (access(path, R_OK) != 0) {
		yaml_error(errors, node, "cannot read '%s': %s", path, strerror(errno));
		set->left_out.files++;
		return;
	}
	set->load = ++set->loads;
	load_file(set, path, errors);
	set->load = outer;
}

static void load_extensions(struct rule_set *set, const struct yaml_node *root, struct error_list *errors)
{
	const struct yaml_node *extends = root->type == YAML_MAPPING ? yaml_get(root, "extends") : NULL;

	if (!extends)
		return;
	if (extends->type != YAML_SEQUENCE)
		load_extended(set, extends, errors);
	for (size_t i = 0; extends->type == YAML_SEQUENCE && i < extends->item_count; i++)
		load_extended(set, extends->items[i], errors);
}

/* `before` is how many errors there were before the file was read. */
static void load_root(struct rule_set *set, const struct yaml_node *root, size_t before, struct error_list *errors)
{
	const struct pack_known known = {set, find_known, find_nearest};
	struct pack pack;
	/* A word or a default may be misread, and each rule of the file with it; a switch needs neither. */
	bool is_faulty = error_list_count(errors) > before;

	set->left_out.files += !root && is_faulty;
	/* A catalogue of messages (message/message.h) may lie among rule files. */
	if (!root || (root->type == YAML_MAPPING && yaml_get(root, "messages") && !yaml_get(root, "rules")))
		return;
	load_extensions(set, root, errors);
	before = error_list_count(errors);
	if (root->type == YAML_MAPPING) {
		const struct yaml_node *words = yaml_get(root, "words"), *mistakes = yaml_get(root, "mistakes");

		lexicon_load(set->loading, root, errors);
		if (mistakes)
			mistakes_load(&set->mistakes, mistakes, errors);
		if (words)
			word_lists_load(set->loading_words, words, errors);
	}
	is_faulty |= error_list_count(errors) > before;
	pack_read(set->arena, root, &known, &pack, errors);
	is_faulty |= pack.is_faulty;
	set->left_out.rules += pack.lost;
	set->left_out.files += pack.is_faulty && pack.count + pack.lost == 0;
	for (size_t i = 0; i < pack.count; i++) {
		const struct pack_entry *entry = &pack.entries[i];

		if (entry->is_faulty)
			rule_store_add_faulty(set, entry->rule);
		else if (entry->is_switch)
			rule_set_switch(set, entry->rule->id, entry->rule->severity, entry->rule->node, errors);
		else
			rule_store_add(set, entry->rule, is_faulty, errors);
	}
}

void rule_set_load_builtin(struct rule_set *set, struct error_list *errors)
{
	set->load = ++set->loads;
	for (const struct builtin_pack *pack = builtin_packs; pack->path; pack++) {
		size_t before = error_list_count(errors);

		load_root(set, yaml_parse(set->arena, pack->path, pack->bytes, pack->length, errors), before, errors);
	}
}

/* Notes that the file is read; false when it was before, with an error when it still is being read: a loop. */
static bool open_once(struct rule_set *set, const char *path, struct error_list *errors)
{
	char *resolved = realpath(path, NULL);
	const char *name = arena_copy_string(set->arena, resolved ? resolved : path);

	free(resolved);
	for (size_t i = 0; i < set->file_count; i++)
		if (strcmp(set->files[i].path, name) == 0) {
			if (!set->files[i].is_whole)
				error_list_add(errors, path, 0, 0, "the file extends itself");
			return false;
		}
	set->files = arena_grow(set->arena, set->files, set->file_count, &set->file_capacity, sizeof(*set->files));
	set->files[set->file_count++] = (struct rule_file){name, false};
	return true;
}

static void load_file(struct rule_set *set, const char *path, struct error_list *errors)
{
	size_t index = set->file_count, before = error_list_count(errors);

	if (!open_once(set, path, errors))
		return;
	load_root(set, yaml_read(set->arena, path, errors), before, errors);
	set->files[index].is_whole = true;
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

	set->load = ++set->loads;
	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
		if (load_directory(set, path, 0, errors) == 0)
			error_list_add(errors, path, 0, 0, "no .yaml or .yml file in this folder");
	} else {
		load_file(set, path, errors);
	}
}
