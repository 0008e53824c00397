/* The verb config: the effective settings, one a line, and where each comes from. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/printable.h"
#include "cli.h"
#include "config/accepted.h"
#include "config/config.h"
#include "config/path.h"
#include "finding/finding.h"
#include "message/message.h"
#include "paths.h"
#include "pipeline.h"
#include "settings.h"
#include "verbs.h"
#include "yaml/yaml.h"

static const char *const by_command_line = "command line";

static void print_setting(const char *key, const char *value)
{
	write_printable(key, stdout);
	fputs(": ", stdout);
	write_printable(value, stdout);
}

static void print_place(const struct yaml_node *node)
{
	fputs("  # from ", stdout);
	write_printable(node->file->path, stdout);
	printf(":%zu\n", node->line);
}

/* `node` may be NULL: then nothing sets it. */
static void print_origin(const struct yaml_node *node, const char *otherwise)
{
	if (node)
		print_place(node);
	else
		printf("  # %s\n", otherwise);
}

static void print_file(const struct cli *cli, const struct config *config)
{
	print_setting("config", config->path ? config->path : "none");
	if (cli->without_config || cli->config)
		print_origin(NULL, by_command_line);
	else
		print_origin(NULL, config->path ? "the nearest one" : "default");
}

static void print_paths(struct arena *arena, const char *key, const struct config_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		print_setting(key, path_shown(arena, values[i].value));
		print_place(values[i].node);
	}
}

static void print_fail_on(const struct cli *cli, const struct settings *settings)
{
	const char *level =
	    settings->fail_on == SEVERITY_COUNT ? "never" : severity_name((enum severity)settings->fail_on);

	print_setting("fail-on", level);
	if (cli->fail_on != FAIL_ON_UNSET)
		print_origin(NULL, by_command_line);
	else
		print_origin(settings->config->fail_on.node, "default");
}

static void print_language(const struct cli *cli, const struct settings *settings)
{
	print_setting("lang",
		      settings->language == LANGUAGE_AUTO ? "auto" : language_name((enum language)settings->language));
	if (cli->language != LANGUAGE_UNSET)
		print_origin(NULL, by_command_line);
	else
		print_origin(settings->config->language.node, "default");
}

static void print_jobs(const struct cli *cli, const struct settings *settings)
{
	if (cli->jobs > 0 || settings->config->jobs.value)
		printf("jobs: %zu", settings->jobs);
	else
		printf("jobs: as many as cores");
	if (cli->jobs > 0)
		print_origin(NULL, by_command_line);
	else
		print_origin(settings->config->jobs.node, "default");
}

static void print_max_size(const struct cli *cli, const struct settings *settings)
{
	size_t bytes = settings->reading.max_bytes;

	printf("max-size: %zu bytes", bytes > 0 ? bytes : LIMIT_REPORT_BYTES);
	print_origin(cli->reading.max_bytes > 0 ? NULL : settings->config->max_size.node,
		     cli->reading.max_bytes > 0 ? by_command_line : "default");
}

static void print_settings(struct arena *arena, const struct cli *cli, const struct settings *settings)
{
	const struct config *config = settings->config;

	print_file(cli, config);
	print_paths(arena, "extends", config->extends, config->extends_count);
	printf("rules: built in  # default\n");
	print_paths(arena, "rules", config->rules, config->rules_count);
	for (size_t i = 0; i < cli->rules_count; i++) {
		print_setting("rules", cli->rules[i]);
		print_origin(NULL, by_command_line);
	}
	for (size_t i = 0; i < config->severity_count; i++) {
		fputs("severity ", stdout);
		print_setting(config->severity_rules[i]->value, config->severities[i].value);
		print_place(config->severity_rules[i]);
	}
	print_fail_on(cli, settings);
	print_language(cli, settings);
	print_jobs(cli, settings);
	print_setting("accepted", path_shown(arena, accepted_path(settings->accepted)));
	printf(", %zu entries", accepted_count(settings->accepted));
	print_origin(config->accepted.node, "default");
	print_setting("encoding", encoding_name(settings->reading.encoding));
	print_origin(cli->has_encoding ? NULL : config->encoding.node, cli->has_encoding ? by_command_line : "default");
	print_max_size(cli, settings);
	for (size_t i = 0; i < config->ignore_count; i++) {
		print_setting("ignore", config->ignore[i].value);
		print_place(config->ignore[i].node);
	}
}

/* Of the reports given, those that a run would leave out. */
static void print_ignored(struct arena *arena, const struct cli *cli, const struct config *config,
			  struct error_list *errors)
{
	const struct path_list paths = paths_expand(arena, cli->arguments, cli->argument_count);
	size_t ignored = 0;

	for (size_t i = 0; i < paths.count; i++) {
		const struct config_value *glob = config_ignores(arena, config, paths.paths[i].name);

		if (!glob && paths.paths[i].error)
			error_list_add(errors, paths.paths[i].name, 0, 0, "%s", paths.paths[i].error);
		if (!glob)
			continue;
		ignored++;
		print_setting("ignored", paths.paths[i].name);
		print_place(glob->node);
	}
	if (paths.count > 0)
		printf("reports: %zu, %zu ignored  # %s\n", paths.count, ignored, by_command_line);
}

int verb_config(struct arena *arena, const struct cli *cli, const struct settings *settings, struct error_list *errors)
{
	print_settings(arena, cli, settings);
	print_ignored(arena, cli, settings->config, errors);
	error_list_print(errors, stderr);
	return error_list_count(errors) ? STATUS_INCOMPLETE : STATUS_CLEAN;
}
