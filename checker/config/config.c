/* Reads the configuration file. */
#include "config/config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "config/glob.h"
#include "config/path.h"
#include "text/reading.h"
#include "yaml/yaml.h"

#define CONFIG_NAME ".rcheck.yaml"
#define ACCEPTED_NAME ".rcheck-accepted.yaml"

const char *const config_keys[] = {"extends",  "rules",    "severity", "fail-on", "lang", "jobs",
				   "accepted", "encoding", "max-size", "ignore",  NULL};
const char *const config_levels[] = {"error", "warning", "note", "tick", "off", NULL};
const char *const config_fail_levels[] = {"error", "warning", "note", "never", NULL};
const char *const config_languages[] = {"auto", "zh", "en", NULL};

struct reader {
	struct arena *arena;
	struct error_list *errors;
	struct config *config;
	/* The files that are being read, each extended by the one before: absolute paths. */
	const char *chain[LIMIT_CONFIG_DEPTH];
	size_t depth;
	size_t extends_capacity, rules_capacity, severities_capacity, severity_rules_capacity, ignore_capacity,
	    ignore_folders_capacity;
};

static const char *folder_of(const struct reader *reader)
{
	return path_folder(reader->arena, reader->chain[reader->depth - 1]);
}

/* A scalar that says something; otherwise an error is added. */
static bool is_word(const struct reader *reader, const struct yaml_node *node, const char *what)
{
	if (node->type != YAML_SCALAR)
		yaml_error_type(reader->errors, node, "one %s should stand here", what);
	else if (!*node->value)
		yaml_error(reader->errors, node, "one %s should stand here, not nothing", what);
	else
		return true;
	return false;
}

static bool is_one_of(const struct reader *reader, const struct yaml_node *node, const char *what,
		      const char *const *words)
{
	if (!is_word(reader, node, what))
		return false;
	for (size_t i = 0; words[i]; i++)
		if (strcmp(words[i], node->value) == 0)
			return true;
	yaml_error_word(reader->errors, node, what, words);
	return false;
}

static struct config_value path_value(const struct reader *reader, const struct yaml_node *node)
{
	return (struct config_value){path_in(reader->arena, folder_of(reader), node->value), node};
}

/* The items of a list, or a single text as a list of one; NULL behind the last. */
static const struct yaml_node *item_at(const struct yaml_node *node, size_t index)
{
	if (node->type == YAML_SEQUENCE)
		return index < node->item_count ? node->items[index] : NULL;
	return index == 0 ? node : NULL;
}

static void add_rules(struct reader *reader, const struct yaml_node *node)
{
	struct config *config = reader->config;
	const struct yaml_node *item;

	for (size_t i = 0; (item = item_at(node, i)); i++) {
		if (!is_word(reader, item, "path of a rule file or folder"))
			continue;
		config->rules = arena_grow(reader->arena, config->rules, config->rules_count, &reader->rules_capacity,
					   sizeof(*config->rules));
		config->rules[config->rules_count++] = path_value(reader, item);
	}
}

static void set_severity(struct reader *reader, const struct yaml_node *rule, const struct yaml_node *level)
{
	struct config *config = reader->config;
	size_t at = 0;

	while (at < config->severity_count && strcmp(config->severity_rules[at]->value, rule->value) != 0)
		at++;
	if (at == config->severity_count) {
		config->severities = arena_grow(reader->arena, config->severities, at, &reader->severities_capacity,
						sizeof(*config->severities));
		config->severity_rules = arena_grow(reader->arena, config->severity_rules, at,
						    &reader->severity_rules_capacity, sizeof(*config->severity_rules));
		config->severity_count++;
	}
	config->severities[at] = (struct config_value){level->value, level};
	config->severity_rules[at] = rule;
}

static void set_severities(struct reader *reader, const struct yaml_node *node)
{
	if (node->type != YAML_MAPPING) {
		yaml_error_type(reader->errors, node, "'severity' is a mapping from rules to levels");
		return;
	}
	for (size_t i = 0; i < node->pair_count; i++)
		if (is_one_of(reader, node->pairs[i].value, "severity", config_levels))
			set_severity(reader, node->pairs[i].key, node->pairs[i].value);
}

static void add_ignored(struct reader *reader, const struct yaml_node *node)
{
	struct config *config = reader->config;
	const struct yaml_node *item;

	for (size_t i = 0; (item = item_at(node, i)); i++) {
		const char *fault;

		if (!is_word(reader, item, "glob"))
			continue;
		fault = glob_fault(item->value);
		if (fault) {
			yaml_error(reader->errors, item, "%s", fault);
			continue;
		}
		config->ignore = arena_grow(reader->arena, config->ignore, config->ignore_count,
					    &reader->ignore_capacity, sizeof(*config->ignore));
		config->ignore_folders = arena_grow(reader->arena, config->ignore_folders, config->ignore_count,
						    &reader->ignore_folders_capacity, sizeof(*config->ignore_folders));
		config->ignore[config->ignore_count] = (struct config_value){item->value, item};
		config->ignore_folders[config->ignore_count++] = folder_of(reader);
	}
}

static void read_file(struct reader *reader, const char *path, const struct yaml_node *extends);

static void read_extended(struct reader *reader, const struct yaml_node *node)
{
	struct config *config = reader->config;
	struct config_value extended;

	if (!is_word(reader, node, "path of a configuration file"))
		return;
	extended = path_value(reader, node);
	config->extends = arena_grow(reader->arena, config->extends, config->extends_count, &reader->extends_capacity,
				     sizeof(*config->extends));
	config->extends[config->extends_count++] = extended;
	read_file(reader, extended.value, node);
}

static void set_jobs(struct reader *reader, const struct yaml_node *node)
{
	char *end = NULL;
	unsigned long jobs;

	if (!is_word(reader, node, "number of reports to check at a time"))
		return;
	jobs = strtoul(node->value, &end, 10);
	if (*node->value < '0' || *node->value > '9' || *end || jobs < 1 || jobs > LIMIT_JOBS)
		yaml_error(reader->errors, node, "a number from 1 to %d should stand here, not '%s'", LIMIT_JOBS,
			   node->value);
	else
		reader->config->jobs = (struct config_value){node->value, node};
}

/* How reports are read. Either node may be NULL. */
static void read_reading(struct reader *reader, const struct yaml_node *encoding, const struct yaml_node *max_size)
{
	enum encoding known;
	size_t bytes;

	if (encoding && is_word(reader, encoding, "encoding")) {
		if (encoding_find(encoding->value, &known))
			reader->config->encoding = (struct config_value){encoding->value, encoding};
		else
			yaml_error_word(reader->errors, encoding, "encoding", encoding_names);
	}
	if (max_size && is_word(reader, max_size, "size")) {
		if (reading_find_size(max_size->value, &bytes))
			reader->config->max_size = (struct config_value){max_size->value, max_size};
		else
			yaml_error(reader->errors, max_size, "a size is 1 to 1G bytes, written as 500000, 64K or 64M");
	}
}

static void read_settings(struct reader *reader, const struct yaml_node *root)
{
	const struct yaml_node *extends = yaml_get(root, "extends"), *rules = yaml_get(root, "rules");
	const struct yaml_node *severity = yaml_get(root, "severity"), *fail_on = yaml_get(root, "fail-on");
	const struct yaml_node *jobs = yaml_get(root, "jobs");
	const struct yaml_node *accepted = yaml_get(root, "accepted"), *ignore = yaml_get(root, "ignore");
	const struct yaml_node *lang = yaml_get(root, "lang");

	if (extends)
		read_extended(reader, extends);
	if (rules)
		add_rules(reader, rules);
	if (severity)
		set_severities(reader, severity);
	if (fail_on && is_one_of(reader, fail_on, "level of fail-on", config_fail_levels))
		reader->config->fail_on = (struct config_value){fail_on->value, fail_on};
	if (lang && is_one_of(reader, lang, "language", config_languages))
		reader->config->language = (struct config_value){lang->value, lang};
	if (jobs)
		set_jobs(reader, jobs);
	if (accepted && is_word(reader, accepted, "path of the file of accepted findings"))
		reader->config->accepted = path_value(reader, accepted);
	if (ignore)
		add_ignored(reader, ignore);
	read_reading(reader, yaml_get(root, "encoding"), yaml_get(root, "max-size"));
}

/* Is the file being read already, or are there too many? Adds the error. */
static bool is_loop(const struct reader *reader, const char *path, const struct yaml_node *extends)
{
	for (size_t i = 0; i < reader->depth; i++)
		if (strcmp(reader->chain[i], path) == 0) {
			yaml_error(reader->errors, extends, "'%s' extends itself%s", extends->value,
				   i + 1 < reader->depth ? " by way of this file" : "");
			return true;
		}
	if (reader->depth == LIMIT_CONFIG_DEPTH)
		yaml_error(reader->errors, extends, "more than %d files that extend one another", LIMIT_CONFIG_DEPTH);
	return reader->depth == LIMIT_CONFIG_DEPTH;
}

/* `extends` is the node that names the file, NULL for the first. */
static void read_file(struct reader *reader, const char *path, const struct yaml_node *extends)
{
	const char *shown = path_shown(reader->arena, path);
	const struct yaml_node *root;

	if (extends && is_loop(reader, path, extends))
		return;
	if (extends && access(path, R_OK) != 0) {
		yaml_error(reader->errors, extends, "cannot read '%s'", shown);
		return;
	}
	root = yaml_read(reader->arena, shown, reader->errors);
	if (!root)
		return;
	if (root->type != YAML_MAPPING) {
		yaml_error_type(reader->errors, root, "settings should stand here, as 'fail-on: warning'");
		return;
	}
	yaml_check_keys(reader->errors, root, config_keys);
	reader->chain[reader->depth++] = path;
	read_settings(reader, root);
	reader->depth--;
}

/* The folder in which the search begins. */
static const char *start_folder(struct arena *arena, const char *report)
{
	const char *absolute = path_absolute(arena, report && strcmp(report, "-") != 0 ? report : ".");
	struct stat status;

	if (!report || strcmp(report, "-") == 0 || (stat(absolute, &status) == 0 && S_ISDIR(status.st_mode)))
		return absolute;
	return path_folder(arena, absolute);
}

/* The nearest file of that name from `folder` upward, or NULL. */
static const char *search_upward(struct arena *arena, const char *folder, const char *name)
{
	for (;; folder = path_folder(arena, folder)) {
		const char *path = path_in(arena, folder, name);
		struct stat status;

		if (stat(path, &status) == 0 && !S_ISDIR(status.st_mode))
			return path;
		if (strcmp(folder, "/") == 0)
			return NULL;
	}
}

static struct config *new_config(struct arena *arena, const char *report)
{
	struct config *config = arena_alloc(arena, sizeof(*config));

	config->folder = start_folder(arena, report);
	return config;
}

const struct config *config_none(struct arena *arena, const char *report)
{
	return new_config(arena, report);
}

const struct config *config_read(struct arena *arena, const char *report, const char *named, struct error_list *errors)
{
	struct reader reader = {.arena = arena, .errors = errors, .config = new_config(arena, report)};
	const char *path =
	    named ? path_absolute(arena, named) : search_upward(arena, reader.config->folder, CONFIG_NAME);

	if (!path)
		return reader.config;
	reader.config->path = path_shown(arena, path);
	reader.config->folder = path_folder(arena, path);
	read_file(&reader, path, NULL);
	return reader.config;
}

const struct config_value *config_ignores(struct arena *arena, const struct config *config, const char *report)
{
	const char *absolute;

	if (config->ignore_count == 0 || strcmp(report, "-") == 0)
		return NULL;
	absolute = path_absolute(arena, report);
	for (size_t i = 0; i < config->ignore_count; i++) {
		const char *path = path_relative(arena, config->ignore_folders[i], absolute);

		if (strncmp(path, "../", 3) != 0 && glob_matches(config->ignore[i].value, path))
			return &config->ignore[i];
	}
	return NULL;
}

const char *config_accepted_path(struct arena *arena, const struct config *config)
{
	const char *path, *here;

	if (config->accepted.value)
		return config->accepted.value;
	if (config->path)
		return path_in(arena, config->folder, ACCEPTED_NAME);
	path = search_upward(arena, config->folder, ACCEPTED_NAME);
	if (path)
		return path;
	here = path_absolute(arena, ".");
	return path_in(arena, strncmp(path_shown(arena, config->folder), "..", 2) == 0 ? config->folder : here,
		       ACCEPTED_NAME);
}
