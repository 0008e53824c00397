/* The run. */
#include "pipeline.h"

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "cli.h"
#include "explain.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "outputs.h"
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

/* What formats say of the rules that were applied. */
static void describe_rules(struct arena *arena, const struct rule_set *rules, struct report_run *run)
{
	struct report_rule *described = arena_alloc_array(arena, rule_set_count(rules), sizeof(*described));

	run->rules = described;
	for (size_t i = 0; i < rule_set_count(rules); i++) {
		const struct rule *rule = rule_set_at(rules, i);

		if (rule->severity == RULE_OFF)
			continue;
		described[run->rule_count++] = (struct report_rule){.id = rule->id,
								    .title = rule->title ? rule->title : rule->id,
								    .kind = rule->kind,
								    .help = explain_rule(arena, rule),
								    .severity = (enum severity)rule->severity};
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
	struct report_run run = {.files = files,
				 .file_count = paths.count,
				 .errors = errors,
				 .options = {.with_ticks = cli->with_ticks, .fail_on = cli->fail_on}};

	for (size_t i = 0; i < paths.count; i++)
		files[i] = check_file(arena, checker, &paths.paths[i], errors);
	run.error_count = error_list_count(errors);
	describe_rules(arena, rules, &run);
	outputs_write(arena, cli, &run, errors);
	error_list_print(errors, stderr);
	return exit_status(cli, &run, errors);
}
