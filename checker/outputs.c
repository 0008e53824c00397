/* Writes what was asked for. */
#include "outputs.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "cli.h"
#include "report/report.h"

/* One format, as file_replace() wants it. */
struct writing {
	const struct report_run *run;
	const struct report_format *format;
};

static void write_format(const void *context, FILE *out)
{
	const struct writing *writing = context;

	writing->format->write(writing->run, out);
}

static bool wants_color(const struct cli *cli)
{
	const char *no_color = getenv("NO_COLOR");

	if (strcmp(cli->color, "auto") != 0)
		return strcmp(cli->color, "always") == 0;
	return !(no_color && *no_color) && isatty(STDOUT_FILENO);
}

/* What `string` says if it is a sensible width, or 0. */
static size_t columns_from(const char *string)
{
	long columns = string ? strtol(string, NULL, 10) : 0;

	return columns > 0 && columns < 10000 ? (size_t)columns : 0;
}

/* Of the terminal that standard output is; 0 where it is none. Very narrow and very wide ones are hard to read. */
static size_t terminal_columns(void)
{
	enum { LEAST = 40, USUAL = 80, MOST = 160 };
	struct winsize size;
	size_t columns;

	if (!isatty(STDOUT_FILENO))
		return 0;
	columns = columns_from(getenv("COLUMNS"));
	if (columns == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		columns = size.ws_col;
	if (columns == 0)
		columns = USUAL;
	return columns < LEAST ? LEAST : columns > MOST ? MOST : columns;
}

void outputs_write(struct arena *arena, const struct cli *cli, struct report_run *run, struct error_list *errors)
{
	for (size_t i = 0; i < cli->output_count; i++) {
		const struct output *output = &cli->outputs[i];

		if (cli->quiet && !output->path)
			continue;
		run->options.columns = output->path ? 0 : terminal_columns();
		run->options.with_color = !output->path && wants_color(cli);
		if (output->path) {
			file_replace(arena, output->path, write_format,
				     &(struct writing){run, report_format_find(output->format)}, errors);
			continue;
		}
		/* Whether it arrived is asked once, at the end. */
		report_format_find(output->format)->write(run, stdout);
	}
}
