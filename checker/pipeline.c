/* The run. */
#include "pipeline.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
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

static void print_excerpt(const struct error *error, FILE *out)
{
	size_t column = 1;

	fprintf(out, "    %s\n    ", error->excerpt);
	for (const char *at = error->excerpt; *at && column < error->column; column++) {
		size_t size;
		int width = utf8_width(utf8_decode(at, &size));

		if (*at == '\t')
			fputc('\t', out);
		for (int i = 0; *at != '\t' && i < width; i++)
			fputc(' ', out);
		at += size;
	}
	fputs("^\n", out);
}

void pipeline_print_errors(const struct error_list *errors, FILE *out)
{
	for (size_t i = 0; i < error_list_count(errors); i++) {
		const struct error *error = error_list_at(errors, i);

		if (error->path)
			fprintf(out, "%s:", error->path);
		if (error->line)
			fprintf(out, "%zu:%zu:", error->line, error->column);
		fprintf(out, "%serror: %s\n", error->path ? " " : "rcheck: ", error->message);
		if (error->excerpt)
			print_excerpt(error, out);
	}
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

static struct report_file check_file(struct arena *arena, const struct checker *checker, const char *path,
				     struct error_list *errors)
{
	struct report_file file = {.path = path};
	struct text *text = text_read(arena, path, errors);
	struct checked_report *report;

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

/* Writes to a file beside the target and moves it there when it is whole. */
static int write_file(struct arena *arena, const struct report_run *run, const struct output *output,
		      struct error_list *errors)
{
	const char *partial = arena_printf(arena, "%s.partial-%ld", output->path, (long)getpid());
	FILE *file = fopen(partial, "wb");
	bool whole;

	if (!file) {
		error_list_add(errors, output->path, 0, 0, "cannot write: %s", strerror(errno));
		return -1;
	}
	report_format_find(output->format)->write(run, file);
	whole = !ferror(file);
	whole = fclose(file) == 0 && whole;
	if (whole && rename(partial, output->path) == 0)
		return 0;
	error_list_add(errors, output->path, 0, 0, "cannot write: %s", strerror(errno));
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
		if (fflush(stdout) != 0 || ferror(stdout))
			error_list_add(errors, NULL, 0, 0, "cannot write to standard output: %s", strerror(errno));
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
		files[i] = check_file(arena, checker, paths.paths[i], errors);
	write_outputs(arena, cli, &run, errors);
	pipeline_print_errors(errors, stderr);
	return exit_status(cli, &run, errors);
}
