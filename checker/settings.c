/* The settings of a run. */
#include "settings.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/workers.h"
#include "cli.h"
#include "config/accepted.h"
#include "config/config.h"
#include "finding/finding.h"
#include "message/message.h"
#include "paths.h"

static bool reads_reports(const struct cli *cli)
{
	return strcmp(cli->verb, "rules") != 0 && strcmp(cli->verb, "explain") != 0;
}

static bool reads_accepted(const struct cli *cli)
{
	return reads_reports(cli) && strcmp(cli->verb, "figures") != 0;
}

static int fail_on(const struct cli *cli, const struct config *config)
{
	if (cli->fail_on != FAIL_ON_UNSET)
		return cli->fail_on;
	if (!config->fail_on.value)
		return SEVERITY_ERROR;
	return strcmp(config->fail_on.value, "never") == 0 ? SEVERITY_COUNT : severity_from_name(config->fail_on.value);
}

static int language(const struct cli *cli, const struct config *config)
{
	if (cli->language != LANGUAGE_UNSET)
		return cli->language;
	return config->language.value ? language_from_name(config->language.value) : LANGUAGE_AUTO;
}

static size_t jobs(const struct cli *cli, const struct config *config)
{
	if (cli->jobs > 0)
		return cli->jobs;
	return config->jobs.value ? strtoul(config->jobs.value, NULL, 10) : workers_available();
}

/* What the command line says, else the configuration. */
static struct reading_options how_to_read(const struct cli *cli, const struct config *config)
{
	struct reading_options reading = cli->reading;

	if (!cli->has_encoding && config->encoding.value)
		encoding_find(config->encoding.value, &reading.encoding);
	if (reading.max_bytes == 0 && config->max_size.value)
		reading_find_size(config->max_size.value, &reading.max_bytes);
	return reading;
}

struct settings settings_read(struct arena *arena, const struct cli *cli, struct error_list *errors)
{
	struct settings settings = {.today = accepted_today(arena)};
	const char *report = NULL;
	size_t line;

	if (reads_reports(cli) && cli->argument_count > 0)
		report = paths_split_line(arena, cli->arguments[0], &line);
	settings.config =
	    cli->without_config ? config_none(arena, report) : config_read(arena, report, cli->config, errors);
	settings.fail_on = fail_on(cli, settings.config);
	settings.language = language(cli, settings.config);
	settings.jobs = jobs(cli, settings.config);
	settings.reading = how_to_read(cli, settings.config);
	if (reads_accepted(cli))
		settings.accepted =
		    accepted_read(arena, config_accepted_path(arena, settings.config), settings.today, errors);
	return settings;
}
