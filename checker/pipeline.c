/* The run. */
#include "pipeline.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "cli.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "paths.h"
#include "report/report.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

struct rule_set *pipeline_load_rules(struct arena *arena, const struct cli *cli, struct error_list *errors)
{
	struct rule_set *set = rule_set_new(arena);

	rule_set_load_builtin(set, errors);
	for (size_t i = 0; i < cli->rules_count; i++)
		rule_set_load(set, cli->rules[i], errors);
	rule_set_finish(set, errors);
	/* Patterns of the user's own are compiled now: their faults belong before the first report. */
	if (cli->rules_count > 0)
		rule_set_check_patterns(set, errors);
	return set;
}

static size_t count_quantities(const struct figures *figures)
{
	size_t count = 0;

	for (size_t i = 0; i < figures_count(figures); i++)
		count += figures_at(figures, i)->role == FIGURE_QUANTITY;
	return count;
}

static void name_articles(struct arena *arena, const struct checked_report *report, struct report_file *file)
{
	const struct article *articles = document_articles(report->document, &file->article_count);
	const char **names = arena_alloc_array(arena, file->article_count, sizeof(*names));

	for (size_t i = 0; i < file->article_count; i++)
		names[i] = arena_copy(arena, text_folded(report->text) + articles[i].name.start,
				      span_length(articles[i].name));
	file->article_names = names;
}

static struct report_file check_file(struct arena *arena, const struct checker *checker, const struct path *path,
				     struct error_list *errors)
{
	struct report_file file = {.path = path->name, .error = path->error};
	struct checked_report *report;
	struct text *text;

	if (file.error)
		return file;
	text = text_read(arena, path->name, errors);
	if (!text) {
		file.error = error_list_at(errors, error_list_count(errors) - 1)->message;
		return file;
	}
	report = checker_run(arena, checker, text, NULL);
	file.text = text;
	file.findings = report->findings;
	name_articles(arena, report, &file);
	document_sentences(report->document, &file.sentence_count);
	file.figure_count = count_quantities(report->figures);
	file.tied_count = report->tied_count;
	file.undecided_count = report->undecided_count;
	return file;
}

/* A device or pipe is written to as it is; a regular file is replaced when its successor is whole. */
static const char *partial_path(struct arena *arena, const char *path)
{
	struct stat status;

	if (strncmp(path, "/dev/", 5) == 0 || (stat(path, &status) == 0 && !S_ISREG(status.st_mode)))
		return path;
	return arena_printf(arena, "%s.partial-%ld", path, (long)getpid());
}

/* The file itself where `path` is a link to it; /dev/stdout stays what it is. */
static const char *resolve_link(struct arena *arena, const char *path)
{
	char *resolved = strncmp(path, "/dev/", 5) == 0 ? NULL : realpath(path, NULL);
	const char *copy = resolved ? arena_copy_string(arena, resolved) : path;

	free(resolved);
	return copy;
}

static int write_file(struct arena *arena, const struct report_run *run, const struct output *output,
		      struct error_list *errors)
{
	const char *path = resolve_link(arena, output->path), *partial = partial_path(arena, path);
	FILE *file = fopen(partial, "wb");
	bool whole;

	if (!file) {
		error_list_add(errors, output->path, 0, 0, "cannot write: %s", strerror(errno));
		return -1;
	}
	report_format_find(output->format)->write(run, file);
	whole = !ferror(file);
	whole = fclose(file) == 0 && whole;
	if (whole && (partial == path || rename(partial, path) == 0))
		return 0;
	error_list_add(errors, output->path, 0, 0, "cannot write: %s", strerror(errno));
	if (partial != path)
		remove(partial);
	return -1;
}

static void write_outputs(struct arena *arena, const struct cli *cli, struct report_run *run, struct error_list *errors)
{
	bool always = strcmp(cli->color, "always") == 0, never = strcmp(cli->color, "never") == 0;
	const char *no_color = getenv("NO_COLOR");

	for (size_t i = 0; i < cli->output_count; i++) {
		const struct output *output = &cli->outputs[i];

		run->options.with_color =
		    !output->path && (always || (!never && !(no_color && *no_color) && isatty(STDOUT_FILENO)));
		if (output->path) {
			write_file(arena, run, output, errors);
			continue;
		}
		report_format_find(output->format)->write(run, stdout);
	}
}

static int exit_status(const struct cli *cli, const struct report_run *run, const struct error_list *errors)
{
	size_t counts[SEVERITY_COUNT], undecided;

	if (error_list_count(errors) > 0)
		return STATUS_INCOMPLETE;
	report_run_count(run, counts, &undecided);
	for (int severity = cli->fail_on; severity < SEVERITY_COUNT; severity++)
		if (counts[severity] > 0)
			return STATUS_FOUND;
	return STATUS_CLEAN;
}

int pipeline_run(struct arena *arena, const struct cli *cli, const struct rule_set *rules, struct error_list *errors)
{
	const struct checker *checker = checker_new(arena, rules);
	const struct path_list paths = paths_expand(arena, cli->arguments, cli->argument_count, errors);
	struct report_file *files = arena_alloc_array(arena, paths.count, sizeof(*files));
	struct report_run run = {.files = files, .file_count = paths.count, .options = {.with_ticks = cli->with_ticks}};

	for (size_t i = 0; i < paths.count; i++)
		files[i] = check_file(arena, checker, &paths.paths[i], errors);
	write_outputs(arena, cli, &run, errors);
	error_list_print(errors, stderr);
	return exit_status(cli, &run, errors);
}
