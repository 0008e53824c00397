/* The command line: one table of options, from which the help text is printed. */
#ifndef RCHECK_CLI_H
#define RCHECK_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "text/reading.h"

struct arena;

/* A format to write and where: `path` is NULL for standard output. */
struct output {
	const char *format;
	const char *path;
};

/* --fail-on was not given: the configuration decides. */
enum { FAIL_ON_UNSET = -1 };

/* Neither was --lang. */
enum { LANGUAGE_UNSET = -2 };

/* What was asked for. Strings are borrowed from argv or live in the arena. */
struct cli {
	const char *verb;       /* check, rules, explain, figures, accept, config or signatures */
	const char **arguments; /* what is no option */
	size_t argument_count;
	struct output *outputs; /* at least one */
	size_t output_count;
	const char *format; /* of --format; text when it was not given */
	const char **rules; /* paths of --rules */
	size_t rules_count;
	const char *color;              /* auto, always or never */
	const char *hyperlinks;         /* the same */
	int fail_on;                    /* enum severity; SEVERITY_COUNT for never; FAIL_ON_UNSET */
	int language;                   /* enum language; LANGUAGE_AUTO; LANGUAGE_UNSET */
	size_t jobs;                    /* 0 when it was not given */
	const char *config;             /* of --config, or NULL */
	struct reading_options reading; /* ENCODING_AUTO and 0 where nothing was said */
	bool has_encoding;              /* --encoding was given, auto perhaps */
	bool without_config;
	bool is_pipe; /* documents come as JSON Lines */
	bool with_ticks;
	bool with_coverage;
	bool with_ask;
	bool quiet;
	bool summary_only;
	int ambiguous; /* columns of ambiguous characters, or 0 */
	bool with_accepted;
	unsigned progress_delay; /* milliseconds; no option sets it */
	struct {
		const char *reason; /* each NULL when it was not given */
		const char *who;
		const char *until;
		const char *rule;
		bool prune;
	} accept;
	bool help;
	bool version;
};

/* Reads argv. Returns 0, or -1 after writing to `errors` what is wrong. */
int cli_read(struct arena *arena, int argument_count, char **arguments, struct cli *cli, FILE *errors);

/* Is it asked for findings about reports, and for nothing else? */
bool cli_checks(const struct cli *cli);

void cli_print_usage(FILE *out);
void cli_print_help(FILE *out);

#endif
