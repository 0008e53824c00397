/* The run: from paths to outputs, in one function that reads top to bottom. */
#ifndef RCHECK_PIPELINE_H
#define RCHECK_PIPELINE_H

#include "report/report.h"

struct arena;
struct cli;
struct config;
struct error_list;
struct rule_set;
struct settings;

/* The program's exit statuses. */
enum { STATUS_CLEAN = 0, STATUS_FOUND = 1, STATUS_INCOMPLETE = 2 };

/* Loads the built-in rules, those of the configuration with its severities, and those of --rules. */
struct rule_set *pipeline_load_rules(struct arena *arena, const struct cli *cli, const struct config *config,
				     struct error_list *errors);

/* Checks every file that the arguments name and is not ignored; marks accepted findings. Nothing is written. */
struct report_run pipeline_check(struct arena *arena, const struct cli *cli, const struct settings *settings,
				 const struct rule_set *rules, struct error_list *errors);

/* Checks, and writes the outputs; returns the exit status. */
int pipeline_run(struct arena *arena, const struct cli *cli, const struct settings *settings,
		 const struct rule_set *rules, struct error_list *errors);

#endif
