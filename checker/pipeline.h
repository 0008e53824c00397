/* The run: from paths to outputs, in one function that reads top to bottom. */
#ifndef RCHECK_PIPELINE_H
#define RCHECK_PIPELINE_H

struct arena;
struct cli;
struct error_list;
struct rule_set;

/* The program's exit statuses. */
enum { STATUS_CLEAN = 0, STATUS_FOUND = 1, STATUS_INCOMPLETE = 2 };

/* Loads the built-in rules and those of --rules. Faults are added to `errors`. */
struct rule_set *pipeline_load_rules(struct arena *arena, const struct cli *cli, struct error_list *errors);

/* Checks every file that the arguments name and writes the outputs; returns the exit status. */
int pipeline_run(struct arena *arena, const struct cli *cli, const struct rule_set *rules, struct error_list *errors);

#endif
