/* --pipe: documents in JSON Lines on standard input, one JSON line for each on standard output. */
#ifndef RCHECK_PIPE_H
#define RCHECK_PIPE_H

struct arena;
struct cli;
struct error_list;
struct rule_set;
struct settings;

/*
 * Checks each document on its own, as many at a time as --jobs says; writes the results in the order of the input, each
 * as soon as it and those before it are done. A line that cannot be read gives a line that says so, and the rest goes
 * on. Holds as many documents as there are jobs. Prints `faults`, those of rules that are left out, to standard error
 * before. Returns the exit status: 2 when some line could not be read, and when there are faults.
 */
int pipe_run(struct arena *arena, const struct cli *cli, const struct settings *settings, const struct rule_set *rules,
	     const struct error_list *faults);

#endif
