/* The settings of a run: the configuration, with the command line before it. */
#ifndef RCHECK_SETTINGS_H
#define RCHECK_SETTINGS_H

#include "text/reading.h"
#include <stddef.h>

struct accepted_list;
struct arena;
struct cli;
struct config;
struct error_list;

struct settings {
	const struct config *config;
	int fail_on;                    /* enum severity; SEVERITY_COUNT for never */
	int language;                   /* enum language, or LANGUAGE_AUTO */
	size_t jobs;                    /* threads, at least 1 */
	struct accepted_list *accepted; /* NULL for verbs that do not check reports */
	const char *today;              /* YYYY-MM-DD */
	struct reading_options reading; /* how reports are read */
};

/* Reads the configuration nearest to the first report that the arguments name, and the accepted findings. */
struct settings settings_read(struct arena *arena, const struct cli *cli, struct error_list *errors);

#endif
