/* Writes what was asked for. */
#include "outputs.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "cli.h"
#include "report/report.h"
#include "terminal.h"

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

static void write_to_terminal(void *context)
{
	write_format(context, stdout);
}

/* Links are absolute, whatever paths were given. */
static void set_links(struct arena *arena, const struct cli *cli, struct report_options *options)
{
	char host[256] = "", folder[PATH_MAX];

	if (!terminal_wants_hyperlinks(cli->hyperlinks, cli->color) || !getcwd(folder, sizeof(folder)))
		return;
	/* Without its name the host is this one. */
	if (gethostname(host, sizeof(host) - 1) != 0)
		host[0] = '\0';
	options->link_folder = arena_copy_string(arena, folder);
	options->link_host = arena_copy_string(arena, host);
}

void outputs_write(struct arena *arena, const struct cli *cli, struct report_run *run, struct error_list *errors)
{
	for (size_t i = 0; i < cli->output_count; i++) {
		const struct output *output = &cli->outputs[i];

		if (cli->quiet && !output->path)
			continue;
		run->options.columns = output->path ? 0 : terminal_columns();
		run->options.with_color = !output->path && terminal_wants_color(cli->color);
		if (output->path) {
			file_replace(arena, output->path, write_format,
				     &(struct writing){run, report_format_find(output->format)}, errors);
			continue;
		}
		set_links(arena, cli, &run->options);
		/* Whether it arrived is asked once, at the end. */
		if (!arena_try(write_to_terminal, &(struct writing){run, report_format_find(output->format)}))
			error_list_add(errors, NULL, 0, 0, "standard output is cut short: out of memory");
	}
}
