/* The run. */
#include "pipeline.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/workers.h"
#include "check/check.h"
#include "cli.h"
#include "config/accepted.h"
#include "config/config.h"
#include "config/path.h"
#include "explain.h"
#include "finding/finding.h"
#include "outputs.h"
#include "paths.h"
#include "progress.h"
#include "repeats.h"
#include "report/report.h"
#include "review.h"
#include "rule/rule.h"
#include "settings.h"
#include "yaml/yaml.h"

/* Returns how many files cannot be read. */
static size_t load_configured_rules(struct arena *arena, const struct config *config, struct rule_set *set,
				    struct error_list *errors)
{
	size_t missing = 0;

	for (size_t i = 0; i < config->rules_count; i++) {
		const char *path = path_shown(arena, config->rules[i].value);

		if (access(path, R_OK) == 0) {
			rule_set_load(set, path, errors);
			continue;
		}
		yaml_error(errors, config->rules[i].node, "cannot read '%s': %s", path, strerror(errno));
		missing++;
	}
	return missing;
}

static void switch_rules(const struct config *config, struct rule_set *set, struct error_list *errors)
{
	for (size_t i = 0; i < config->severity_count; i++) {
		const char *level = config->severities[i].value;
		int severity = strcmp(level, "off") == 0 ? RULE_OFF : severity_from_name(level);

		rule_set_switch(set, config->severity_rules[i]->value, (enum rule_severity)severity,
				config->severity_rules[i], errors);
	}
}

/* "2 faulty rules", "" for none. */
static const char *count_of(struct arena *arena, size_t count, const char *what)
{
	return count > 0 ? arena_printf(arena, "%zu %s%s", count, what, count == 1 ? "" : "s") : "";
}

/* Behind the faults themselves: what they mean for the run. */
static void tell_left_out(struct arena *arena, struct rules_left_out left_out, struct error_list *errors)
{
	if (left_out.rules + left_out.files > 0)
		error_list_add(errors, NULL, 0, 0, "not everything was checked: %s%s%s left out",
			       count_of(arena, left_out.rules, "faulty rule"),
			       left_out.rules && left_out.files ? " and " : "",
			       count_of(arena, left_out.files, "faulty rule file"));
}

struct rule_set *pipeline_load_rules(struct arena *arena, const struct cli *cli, const struct config *config,
				     struct error_list *errors)
{
	bool has_own = cli->rules_count + config->rules_count > 0, is_sound = error_list_count(errors) == 0;
	struct rules_left_out left_out;
	struct rule_set *set;
	size_t missing;

	/* `rcheck rules` shows where things stand. */
	if (!has_own && strcmp(cli->verb, "rules") != 0) {
		set = rule_set_prepared(arena);
		switch_rules(config, set, errors);
		return set;
	}
	set = rule_set_new(arena);
	rule_set_load_builtin(set, errors);
	missing = load_configured_rules(arena, config, set, errors);
	switch_rules(config, set, errors);
	for (size_t i = 0; i < cli->rules_count; i++)
		rule_set_load(set, cli->rules[i], errors);
	rule_set_finish(set, errors);
	/* Patterns of the user's own are compiled now: their faults belong before the first report. */
	if (has_own)
		rule_set_check_patterns(set, errors);
	left_out = rule_set_left_out(set);
	left_out.files += missing;
	if (is_sound && cli_checks(cli))
		tell_left_out(arena, left_out, errors);
	return set;
}

static bool shows_help(const struct cli *cli)
{
	for (size_t i = 0; i < cli->output_count; i++)
		if (report_format_find(cli->outputs[i].format)->shows_help)
			return true;
	return false;
}

/* What formats say of the rules that were applied. */
static void describe_rules(struct arena *arena, const struct cli *cli, const struct rule_set *rules,
			   const size_t *matches, struct report_run *run)
{
	bool with_help = shows_help(cli);
	struct report_rule *described = arena_alloc_array(arena, rule_set_count(rules), sizeof(*described));
	struct report_rule *off = arena_alloc_array(arena, rule_set_count(rules), sizeof(*off));

	run->rules = described;
	run->rules_off = off;
	for (size_t i = 0; i < rule_set_count(rules); i++) {
		const struct rule *rule = rule_set_at(rules, i);
		struct report_rule words = {.id = rule->id,
					    .title = rule_title(rule, run->language),
					    .kind = rule->kind,
					    .help = with_help ? explain_rule(arena, rule, run->language) : NULL};

		if (rule->severity == RULE_OFF) {
			off[run->rule_off_count++] = words;
			continue;
		}
		words.severity = (enum severity)rule->severity;
		words.matches = matches[rule->index];
		described[run->rule_count++] = words;
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

/* The reports of a run, which workers review each on its own. */
struct reviews {
	struct review_plan plan;
	const struct path *paths; /* those that are not ignored */
	struct review *reviews;
	size_t count;
	struct arena **arenas; /* of each worker */
	size_t **matches;      /* of each worker: how often each rule matched */
	struct progress *progress;
};

static void review_next(void *context, size_t worker, size_t index)
{
	const struct reviews *reviews = context;
	const struct path *path = &reviews->paths[index];
	struct arena *arena = reviews->arenas[worker];

	reviews->reviews[index] = path->error
				      ? review_unread(arena, path->name, path->error)
				      : review_file(arena, &reviews->plan, path->name, reviews->matches[worker]);
	progress_advance(reviews->progress);
}

/* What ran out of memory beside others has it alone now; standard input cannot be read again. */
static void review_again(const struct reviews *reviews)
{
	for (size_t i = 0; i < reviews->count; i++)
		if (reviews->reviews[i].ran_out && strcmp(reviews->paths[i].name, "-") != 0)
			reviews->reviews[i] = review_file(reviews->arenas[0], &reviews->plan, reviews->paths[i].name,
							  reviews->matches[0]);
}

static void release_arena(void *object)
{
	arena_free(object);
}

/* Reviews every report; what is kept of them lives as long as `arena`. Returns how often each rule matched. */
static size_t *review_all(struct arena *arena, struct reviews *reviews, size_t jobs, struct error_list *errors)
{
	size_t rule_count = reviews->plan.rule_count;
	size_t *matches = arena_alloc_array(arena, rule_count, sizeof(*matches));

	reviews->reviews = arena_alloc_array(arena, reviews->count, sizeof(*reviews->reviews));
	reviews->arenas = arena_alloc_array(arena, jobs, sizeof(struct arena *));
	reviews->matches = arena_alloc_array(arena, jobs, sizeof(size_t *));
	for (size_t i = 0; i < jobs; i++) {
		reviews->arenas[i] = arena_new();
		arena_defer(arena, release_arena, reviews->arenas[i]);
		reviews->matches[i] = arena_alloc_array(reviews->arenas[i], rule_count, sizeof(size_t));
	}
	workers_run(jobs, reviews->count, review_next, reviews);
	review_again(reviews);
	for (size_t i = 0; i < jobs; i++)
		for (size_t r = 0; r < rule_count; r++)
			matches[r] += reviews->matches[i][r];
	for (size_t i = 0; i < reviews->count; i++)
		if (reviews->reviews[i].errors)
			error_list_append(errors, reviews->reviews[i].errors);
	return matches;
}

/* Marks accepted findings; counts them, and the entries that are stale or ran out. */
static void apply_accepted(struct arena *arena, struct accepted_list *accepted, const struct reviews *reviews,
			   struct report_run *run)
{
	const char **checked = arena_alloc_array(arena, reviews->count, sizeof(*checked));
	size_t count = 0;

	for (size_t f = 0; f < reviews->count; f++) {
		struct finding_list *findings = reviews->reviews[f].findings;

		if (!findings)
			continue;
		checked[count++] = accepted_path_of(accepted, reviews->paths[f].name);
		accepted_apply(accepted, findings);
		for (size_t i = 0; i < finding_list_count(findings); i++)
			run->accepted_count += finding_list_at(findings, i)->accepted != NULL;
	}
	accepted_find_stale(accepted, checked, count);
	for (size_t i = 0; i < accepted_count(accepted); i++) {
		run->stale_count += accepted_at(accepted, i)->stale;
		run->expired_count += accepted_at(accepted, i)->expired && accepted_at(accepted, i)->met;
	}
}

static bool needs_whole_texts(const struct cli *cli)
{
	for (size_t i = 0; i < cli->output_count; i++)
		if (!report_format_find(cli->outputs[i].format)->needs_places_only)
			return true;
	return false;
}

/* Those of the reports that are not ignored; the run is told of the others. */
static const struct path *paths_to_check(struct arena *arena, const struct cli *cli, const struct config *config,
					 size_t *count, struct report_run *run)
{
	const struct path_list paths = paths_expand(arena, cli->arguments, cli->argument_count);
	struct path *kept = arena_alloc_array(arena, paths.count, sizeof(*kept));
	const char **ignored = arena_alloc_array(arena, paths.count, sizeof(*ignored));

	*count = 0;
	run->ignored = ignored;
	for (size_t i = 0; i < paths.count; i++)
		if (config_ignores(arena, config, paths.paths[i].name))
			ignored[run->ignored_count++] = paths.paths[i].name;
		else
			kept[(*count)++] = paths.paths[i];
	return kept;
}

struct report_run pipeline_check(struct arena *arena, const struct cli *cli, const struct settings *settings,
				 const struct rule_set *rules, struct error_list *errors)
{
	struct report_run run = {.options = {.with_ticks = cli->with_ticks,
					     .with_accepted = cli->with_accepted,
					     .with_ask = cli->with_ask,
					     .summary_only = cli->summary_only,
					     .ambiguous = cli->ambiguous,
					     .with_coverage = cli->with_coverage}};
	struct checker *checker = checker_new(arena, rules);
	struct reviews reviews = {.plan = {.checker = checker,
					   .rule_count = rule_set_count(rules),
					   .reading = settings->reading,
					   .keeps_texts = needs_whole_texts(cli),
					   .with_untied = cli->with_ticks}};
	struct report_file *files;
	size_t *matches;

	checker_speak(checker, settings->language);
	reviews.paths = paths_to_check(arena, cli, settings->config, &reviews.count, &run);
	if (reviews.count > 1)
		reviews.plan.least_piece = repeats_least_letters(rules);
	if (!cli->quiet)
		reviews.progress = progress_begin(arena, stderr, reviews.count, cli->progress_delay);
	matches = review_all(arena, &reviews, settings->jobs, errors);
	repeats_find(arena, &reviews.plan, rules, reviews.reviews, reviews.count, matches, errors);
	progress_end(reviews.progress);
	files = arena_alloc_array(arena, reviews.count, sizeof(*files));
	for (size_t i = 0; i < reviews.count; i++)
		files[i] = reviews.reviews[i].file;
	run.files = files;
	run.file_count = reviews.count;
	apply_accepted(arena, settings->accepted, &reviews, &run);
	run.language = settings->language == LANGUAGE_AUTO ? language_of(&run) : (enum language)settings->language;
	describe_rules(arena, cli, rules, matches, &run);
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
