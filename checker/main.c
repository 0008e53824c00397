/* rcheck: options in, run, exit status. */
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "cli.h"
#include "libraries.h"
#include "pipe.h"
#include "pipeline.h"
#include "rule/rule.h"
#include "settings.h"
#include "verbs.h"
#include "version.h"

/* rules test PATH...: the paths are rule files as those of --rules are. */
static void take_tested_paths(struct cli *cli)
{
	if (strcmp(cli->verb, "rules") != 0 || cli->argument_count == 0 || strcmp(cli->arguments[0], "test") != 0)
		return;
	while (cli->argument_count > 1)
		cli->rules[cli->rules_count++] = cli->arguments[--cli->argument_count];
}

static int run(struct arena *arena, struct cli *cli)
{
	struct error_list *errors = error_list_new(arena);
	struct settings settings;
	struct rule_set *rules;
	bool settings_are_sound;

	take_tested_paths(cli);
	settings = settings_read(arena, cli, errors);
	settings_are_sound = error_list_count(errors) == 0;
	rules = pipeline_load_rules(arena, cli, settings.config, errors);
	/* A check goes on without rules that are faulty; the other verbs are about the rules, or need them all. */
	if (error_list_count(errors) > 0 && !(settings_are_sound && cli_checks(cli))) {
		error_list_print(errors, stderr);
		return STATUS_INCOMPLETE;
	}
	if (strcmp(cli->verb, "rules") == 0)
		return verb_rules(arena, cli, &settings, rules, errors);
	if (strcmp(cli->verb, "explain") == 0)
		return verb_explain(arena, cli, &settings, rules);
	if (strcmp(cli->verb, "figures") == 0)
		return verb_figures(arena, cli, &settings, rules, errors);
	if (strcmp(cli->verb, "accept") == 0)
		return verb_accept(arena, cli, &settings, rules, errors);
	if (strcmp(cli->verb, "config") == 0)
		return verb_config(arena, cli, &settings, errors);
	if (strcmp(cli->verb, "signatures") == 0)
		return verb_signatures(arena, cli, &settings, errors);
	if (cli->is_pipe)
		return pipe_run(arena, cli, &settings, rules, errors);
	return pipeline_run(arena, cli, &settings, rules, errors);
}

int main(int argument_count, char **arguments)
{
	struct arena *arena = arena_new();
	struct cli cli;
	int status = STATUS_INCOMPLETE;
	bool is_written;

	/* A reader that goes away, or a file that may not grow, is told as any other output that could not be written. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	file_hold_standard_streams();
	if (cli_read(arena, argument_count, arguments, &cli, stderr) == 0) {
		if (cli.help) {
			cli_print_help(stdout);
			status = STATUS_CLEAN;
		} else if (cli.version) {
			printf("rcheck %s (%s)\n", RCHECK_VERSION, libraries_describe(arena));
			status = STATUS_CLEAN;
		} else if (cli.argument_count == 0 && !cli.is_pipe && strcmp(cli.verb, "check") == 0) {
			cli_print_usage(stderr);
		} else {
			status = run(arena, &cli);
		}
	}
	is_written = !ferror(stdout);
	/* A disk may say only at the end that it is full. */
	if (fclose(stdout) != 0 || !is_written) {
		fprintf(stderr, "rcheck: error: cannot write to standard output: %s\n", strerror(errno));
		status = STATUS_INCOMPLETE;
	}
	arena_free(arena);
	return status;
}
