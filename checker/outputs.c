/* Writes what was asked for. */
#include "outputs.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "cli.h"
#include "report/report.h"

/* Writes the whole of it; the first failure is kept in errno. */
static bool write_to(const char *path, const struct report_run *run, const struct report_format *format)
{
	FILE *file = fopen(path, "wb");
	int failure;

	if (!file)
		return false;
	format->write(run, file);
	failure = fflush(file) != 0 || ferror(file) ? errno : 0;
	if (fclose(file) != 0 && failure == 0)
		failure = errno;
	errno = failure;
	return failure == 0;
}

/* Writes to a file beside the target and moves it there when it is whole. */
static bool replace(struct arena *arena, const char *path, const struct report_run *run,
		    const struct report_format *format)
{
	/* Where `path` is a link, what it leads to is replaced, not the link. */
	char *real = realpath(path, NULL);
	const char *target = real ? real : path;
	const char *partial = arena_printf(arena, "%s.partial-%ld", target, (long)getpid());
	bool done = write_to(partial, run, format) && rename(partial, target) == 0;
	int failure = errno;

	if (!done)
		remove(partial);
	free(real);
	errno = failure;
	return done;
}

static bool write_file(struct arena *arena, const struct report_run *run, const struct output *output)
{
	const struct report_format *format = report_format_find(output->format);
	struct stat status;

	/* A device or a pipe must not become a file, nor what /dev/stdout leads to be replaced. */
	if (strncmp(output->path, "/dev/", 5) == 0 || (stat(output->path, &status) == 0 && !S_ISREG(status.st_mode)))
		return write_to(output->path, run, format);
	return replace(arena, output->path, run, format);
}

static bool wants_color(const struct cli *cli)
{
	const char *no_color = getenv("NO_COLOR");

	if (strcmp(cli->color, "auto") != 0)
		return strcmp(cli->color, "always") == 0;
	return !(no_color && *no_color) && isatty(STDOUT_FILENO);
}

void outputs_write(struct arena *arena, const struct cli *cli, struct report_run *run, struct error_list *errors)
{
	for (size_t i = 0; i < cli->output_count; i++) {
		const struct output *output = &cli->outputs[i];

		run->options.with_color = !output->path && wants_color(cli);
		if (output->path) {
			if (!write_file(arena, run, output))
				error_list_add(errors, output->path, 0, 0, "cannot write: %s", strerror(errno));
			continue;
		}
		/* Whether it arrived is asked once, at the end. */
		report_format_find(output->format)->write(run, stdout);
	}
}
