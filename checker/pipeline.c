/* The run. */
#include "pipeline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/printable.h"
#include "check/check.h"
#include "cli.h"
#include "config/accepted.h"
#include "config/config.h"
#include "config/path.h"
#include "explain.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "outputs.h"
#include "paths.h"
#include "report/report.h"
#include "rule/rule.h"
#include "settings.h"
#include "text/document.h"
#include "text/text.h"
#include "yaml/yaml.h"

static void load_configured_rules(struct arena *arena, const struct config *config, struct rule_set *set,
				  struct error_list *errors)
{
	for (size_t i = 0; i < config->rules_count; i++) {
		const char *path = path_shown(arena, config->rules[i].value);

		if (access(path, R_OK) == 0)
			rule_set_load(set, path, errors);
		else
			yaml_error(errors, config->rules[i].node, "cannot read '%s': %s", path, strerror(errno));
	}
	for (size_t i = 0; i < config->severity_count; i++) {
		const char *level = config->severities[i].value;
		int severity = strcmp(level, "off") == 0 ? RULE_OFF : severity_from_name(level);

		rule_set_switch(set, config->severity_rules[i]->value, (enum rule_severity)severity,
				config->severity_rules[i], errors);
	}
}

struct rule_set *pipeline_load_rules(struct arena *arena, const struct cli *cli, const struct config *config,
				     struct error_list *errors)
{
	struct rule_set *set = rule_set_new(arena);

	rule_set_load_builtin(set, errors);
	load_configured_rules(arena, config, set, errors);
	for (size_t i = 0; i < cli->rules_count; i++)
		rule_set_load(set, cli->rules[i], errors);
	rule_set_finish(set, errors);
	/* Patterns of the user's own are compiled now: their faults belong before the first report. */
	if (cli->rules_count + config->rules_count > 0)
		rule_set_check_patterns(set, errors);
	return set;
}

static void name_articles(struct arena *arena, const struct checked_report *report, struct report_article *named)
{
	size_t count;
	const struct article *articles = document_articles(report->document, &count);

	for (size_t i = 0; i < count; i++)
		named[i].name = arena_copy(arena, text_folded(report->text) + articles[i].name.start,
					   span_length(articles[i].name));
}

/* Counts the quantities of each article, those that are tied, and lists the others. */
static void count_figures(struct arena *arena, const struct checked_report *report, struct report_file *file)
{
	const struct article *articles = document_articles(report->document, &file->article_count);
	struct report_article *named = arena_alloc_array(arena, file->article_count, sizeof(*named));
	struct span *untied = arena_alloc_array(arena, figures_count(report->figures), sizeof(*untied));

	name_articles(arena, report, named);
	for (size_t i = 0, article = 0; i < figures_count(report->figures); i++) {
		const struct figure *figure = figures_at(report->figures, i);

		if (figure->role != FIGURE_QUANTITY)
			continue;
		while (article + 1 < file->article_count && articles[article + 1].span.start <= figure->span.start)
			article++;
		if (article < file->article_count) {
			named[article].figure_count++;
			named[article].tied_count += report->tied[i];
		}
		file->figure_count++;
		file->tied_count += report->tied[i];
		if (!report->tied[i])
			untied[file->untied_count++] = figure->span;
	}
	file->articles = named;
	file->untied = untied;
}

/* *findings stays NULL when the file cannot be read. */
static struct report_file check_file(struct arena *arena, const struct checker *checker, const struct path *path,
				     struct finding_list **findings, size_t *matches, size_t rule_count,
				     struct error_list *errors)
{
	struct report_file file = {.path = path->name, .error = path->error};
	struct checked_report *report;
	struct text *text;

	if (file.error) {
		error_list_add(errors, path->name, 0, 0, "%s", path->error);
		return file;
	}
	text = text_read(arena, path->name, errors);
	if (!text) {
		file.error = error_list_at(errors, error_list_count(errors) - 1)->message;
		return file;
	}
	report = checker_run(arena, checker, text, NULL);
	file.text = text;
	file.language = report->language;
	file.findings = *findings = report->findings;
	for (size_t i = 0; i < rule_count; i++)
		matches[i] += report->matches[i];
	count_figures(arena, report, &file);
	document_sentences(report->document, &file.sentence_count);
	file.undecided_count = report->undecided_count;
	return file;
}

/* What formats say of the rules that were applied. */
static void describe_rules(struct arena *arena, const struct rule_set *rules, const size_t *matches,
			   struct report_run *run)
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
								    .severity = (enum severity)rule->severity,
								    .matches = matches[rule->index]};
	}
}

/* The language of most reports, Chinese where it is even. */
static enum language language_of(const struct report_run *run)
{
	size_t counts[LANGUAGE_COUNT] = {0};
	enum language most = LANGUAGE_ZH;

	for (size_t i = 0; i < run->file_count; i++)
		counts[run->files[i].language] += run->files[i].text != NULL;
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		if (counts[language] > counts[most])
			most = (enum language)language;
	return most;
}

static int exit_status(int fail_on, const struct report_run *run, const struct error_list *errors)
{
	size_t counts[SEVERITY_COUNT], undecided;

	if (error_list_count(errors) > 0)
		return STATUS_INCOMPLETE;
	report_run_count(run, counts, &undecided);
	for (int severity = fail_on; severity < SEVERITY_COUNT; severity++)
		if (counts[severity] > 0)
			return STATUS_FOUND;
	return STATUS_CLEAN;
}

/* Marks accepted findings; counts them, and the entries that are stale or ran out. */
static void apply_accepted(struct arena *arena, struct accepted_list *accepted, struct report_file *files,
			   struct finding_list *const *findings, struct report_run *run)
{
	const char **checked = arena_alloc_array(arena, run->file_count, sizeof(*checked));
	size_t count = 0;

	for (size_t f = 0; f < run->file_count; f++) {
		if (!findings[f])
			continue;
		checked[count++] = accepted_path_of(accepted, files[f].path);
		accepted_apply(accepted, findings[f]);
		for (size_t i = 0; i < finding_list_count(findings[f]); i++)
			run->accepted_count += finding_list_at(findings[f], i)->accepted != NULL;
	}
	accepted_find_stale(accepted, checked, count);
	for (size_t i = 0; i < accepted_count(accepted); i++) {
		run->stale_count += accepted_at(accepted, i)->stale;
		run->expired_count += accepted_at(accepted, i)->expired && accepted_at(accepted, i)->met;
	}
}

struct report_run pipeline_check(struct arena *arena, const struct cli *cli, const struct settings *settings,
				 const struct rule_set *rules, struct error_list *errors)
{
	struct checker *checker = checker_new(arena, rules);
	const struct path_list paths = paths_expand(arena, cli->arguments, cli->argument_count);
	struct report_file *files = arena_alloc_array(arena, paths.count, sizeof(*files));
	struct finding_list **findings = arena_alloc_array(arena, paths.count, sizeof(*findings));
	size_t rule_count = rule_set_count(rules);
	size_t *matches = arena_alloc_array(arena, rule_count, sizeof(*matches));
	struct report_run run = {.files = files,
				 .options = {.with_ticks = cli->with_ticks,
					     .with_accepted = cli->with_accepted,
					     .with_ask = cli->with_ask,
					     .with_coverage = cli->with_coverage}};

	checker_speak(checker, settings->language);
	for (size_t i = 0; i < paths.count; i++) {
		if (config_ignores(arena, settings->config, paths.paths[i].name)) {
			run.ignored_count++;
			continue;
		}
		files[run.file_count] =
		    check_file(arena, checker, &paths.paths[i], &findings[run.file_count], matches, rule_count, errors);
		run.file_count++;
	}
	apply_accepted(arena, settings->accepted, files, findings, &run);
	run.language = settings->language == LANGUAGE_AUTO ? language_of(&run) : (enum language)settings->language;
	describe_rules(arena, rules, matches, &run);
	return run;
}

/* An acceptance that ran out is named: what it was about is reported again. */
static void print_expired(struct arena *arena, const struct accepted_list *accepted)
{
	for (size_t i = 0; i < accepted_count(accepted); i++) {
		const struct accepted_entry *entry = accepted_at(accepted, i);

		if (!entry->expired || !entry->met)
			continue;
		write_printable(path_shown(arena, accepted_path(accepted)), stderr);
		fprintf(stderr, ":%zu: note: accepted until %s only: ", entry->line, entry->by.until);
		write_printable(entry->quote ? entry->quote : entry->fingerprint, stderr);
		fputs(" [", stderr);
		write_printable(entry->rule ? entry->rule : "", stderr);
		fputs("]\n", stderr);
	}
}

int pipeline_run(struct arena *arena, const struct cli *cli, const struct settings *settings,
		 const struct rule_set *rules, struct error_list *errors)
{
	struct report_run run = pipeline_check(arena, cli, settings, rules, errors);

	run.errors = errors;
	run.error_count = error_list_count(errors);
	run.options.fail_on = settings->fail_on;
	outputs_write(arena, cli, &run, errors);
	print_expired(arena, settings->accepted);
	error_list_print(errors, stderr);
	return exit_status(settings->fail_on, &run, errors);
}
