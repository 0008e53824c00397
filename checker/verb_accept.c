/* The verb accept: puts findings on the file of accepted ones, or drops from it what no longer occurs. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "cli.h"
#include "config/accepted.h"
#include "config/path.h"
#include "finding/finding.h"
#include "paths.h"
#include "pipeline.h"
#include "report/quote.h"
#include "rule/rule.h"
#include "settings.h"
#include "text/text.h"
#include "verbs.h"

/* FILE:LINE; a line of 0 stands for all of the file or folder. */
struct target {
	const char *path;
	size_t line;
	bool met;
};

struct accepting {
	struct arena *arena;
	const struct cli *cli;
	struct accepted_list *list;
	struct accepted_entry entry; /* who, why and when */
	struct target *targets;
	size_t target_count;
	size_t added;
};

static bool is_said(const char *text)
{
	return text && text[strspn(text, " \t\n")];
}

static bool is_utf8(const char *text)
{
	return text && utf8_check(text, strlen(text)) == strlen(text);
}

/* $USER where --who is not given; NULL when nobody is known. */
static const char *who(const struct cli *cli)
{
	const char *const names[] = {cli->accept.who, getenv("USER"), getenv("LOGNAME")};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (is_said(names[i]))
			return names[i];
	return NULL;
}

/* What the command line lacks, or NULL. */
static const char *missing(const struct cli *cli, const struct settings *settings)
{
	const char *name = who(cli);

	if (cli->argument_count == 0)
		return "'accept' takes the reports whose findings may stay";
	if (cli->accept.prune)
		return cli->accept.reason || cli->accept.who || cli->accept.until || cli->accept.rule
			   ? "--prune only drops entries: no other option of 'accept' goes with it"
			   : NULL;
	if (!is_said(cli->accept.reason))
		return "'accept' needs --reason TEXT: why may the findings stay?";
	if (!name)
		return "'accept' needs --who NAME where $USER is not set";
	if (cli->accept.until && strcmp(cli->accept.until, settings->today) < 0)
		return "--until is a day that has passed";
	if (!is_utf8(cli->accept.reason) || !is_utf8(name))
		return "--reason and --who must be UTF-8";
	return NULL;
}

static bool knows_rule(const struct cli *cli, const struct rule_set *rules)
{
	const char *id = cli->accept.rule, *near;

	if (!id || rule_set_find(rules, id))
		return true;
	near = rule_set_nearest(rules, id);
	fprintf(stderr, "rcheck: no rule is named '%s'%s%s%s\n", id, near ? "; did you mean '" : "", near ? near : "",
		near ? "'?" : "");
	return false;
}

/* Reads FILE:LINE arguments; *cli gets the files, each once. */
static void read_targets(struct accepting *accepting, struct cli *cli)
{
	const char **files = arena_alloc_array(accepting->arena, cli->argument_count, sizeof(*files));
	size_t count = 0;

	accepting->targets = arena_alloc_array(accepting->arena, cli->argument_count, sizeof(*accepting->targets));
	for (size_t i = 0; i < cli->argument_count; i++) {
		struct target *target = &accepting->targets[accepting->target_count++];
		bool known = false;

		target->path = paths_split_line(accepting->arena, cli->arguments[i], &target->line);
		for (size_t f = 0; f < count && !known; f++)
			known = strcmp(files[f], target->path) == 0;
		if (!known)
			files[count++] = target->path;
	}
	cli->arguments = files;
	cli->argument_count = count;
}

/* Is the finding of the wanted rule, on a wanted line? A file without FILE:LINE is wanted whole. */
static bool is_wanted(const struct accepting *accepting, const struct report_file *file, const struct finding *finding)
{
	struct place place = text_place(file->text, finding->span);
	bool has_lines = false, on_line = false;

	if (accepting->cli->accept.rule && strcmp(accepting->cli->accept.rule, finding->rule) != 0)
		return false;
	for (size_t i = 0; i < accepting->target_count; i++) {
		const struct target *target = &accepting->targets[i];

		if (target->line == 0 || strcmp(target->path, file->path) != 0)
			continue;
		has_lines = true;
		on_line |= place.line <= target->line && target->line <= place.end_line;
	}
	return on_line || !has_lines;
}

/* Marks the targets that the finding meets. */
static void meet(struct accepting *accepting, const struct report_file *file, const struct finding *finding)
{
	struct place place = text_place(file->text, finding->span);

	for (size_t i = 0; i < accepting->target_count; i++) {
		struct target *target = &accepting->targets[i];

		target->met |= strcmp(target->path, file->path) == 0 && place.line <= target->line &&
			       target->line <= place.end_line;
	}
}

static void add_finding(struct accepting *accepting, const struct report_file *file, const struct finding *finding)
{
	struct accepted_entry entry = accepting->entry;
	struct place place = text_place(file->text, finding->span);
	char quote[QUOTE_BYTES];

	if (finding->accepted)
		return;
	quote_source(file->text, finding->span, quote);
	entry.fingerprint = finding->fingerprint;
	entry.rule = finding->rule;
	entry.path = accepted_path_of(accepting->list, file->path);
	entry.quote = arena_copy_string(accepting->arena, quote);
	accepted_add(accepting->list, &entry);
	accepting->added++;
	write_printable(file->path, stdout);
	printf(":%zu:%zu: accepted: ", place.line, place.column);
	write_printable(finding->message ? finding->message : entry.quote, stdout);
	printf(" [%s]\n", finding->rule);
}

/* Calls `use` for every finding that is wanted, accepted or not. */
static void each_wanted(struct accepting *accepting, const struct report_run *run,
			void (*use)(struct accepting *, const struct report_file *, const struct finding *))
{
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (finding->severity > SEVERITY_TICK && is_wanted(accepting, file, finding))
				use(accepting, file, finding);
		}
	}
}

static void write_list(const void *context, FILE *out)
{
	accepted_write(context, out);
}

static void save(const struct accepting *accepting, struct error_list *errors)
{
	file_replace(accepting->arena, path_shown(accepting->arena, accepted_path(accepting->list)), write_list,
		     accepting->list, errors);
}

static void add(struct accepting *accepting, const struct report_run *run, struct error_list *errors)
{
	each_wanted(accepting, run, meet);
	for (size_t i = 0; i < accepting->target_count; i++)
		if (accepting->targets[i].line > 0 && !accepting->targets[i].met)
			error_list_add(errors, accepting->targets[i].path, accepting->targets[i].line, 1,
				       "no such finding on this line");
	if (error_list_count(errors) > 0)
		return;
	each_wanted(accepting, run, add_finding);
	if (accepting->added > 0)
		save(accepting, errors);
	printf("%zu accepted in ", accepting->added);
	write_printable(path_shown(accepting->arena, accepted_path(accepting->list)), stdout);
	if (run->ignored_count > 0)
		printf("; %zu report(s) ignored", run->ignored_count);
	putchar('\n');
}

static void print_dropped(const struct accepted_entry *entry)
{
	write_printable(entry->path, stdout);
	fputs(": dropped: ", stdout);
	write_printable(entry->quote ? entry->quote : entry->fingerprint, stdout);
	fputs(" [", stdout);
	write_printable(entry->rule ? entry->rule : "", stdout);
	fputs("]\n", stdout);
}

static void prune(const struct accepting *accepting, struct error_list *errors)
{
	size_t before = accepted_count(accepting->list), dropped;

	for (size_t i = 0; i < before; i++) {
		const struct accepted_entry *entry = accepted_at(accepting->list, i);

		if (entry->stale)
			print_dropped(entry);
	}
	accepted_drop_stale(accepting->list);
	dropped = before - accepted_count(accepting->list);
	if (dropped > 0)
		save(accepting, errors);
	printf("%zu dropped from ", dropped);
	write_printable(path_shown(accepting->arena, accepted_path(accepting->list)), stdout);
	printf(", %zu kept\n", accepted_count(accepting->list));
}

int verb_accept(struct arena *arena, const struct cli *cli, struct settings *settings, const struct rule_set *rules,
		struct error_list *errors)
{
	struct accepting accepting = {.arena = arena, .cli = cli, .list = settings->accepted};
	struct cli files = *cli;
	const char *fault = missing(cli, settings);
	struct report_run run;

	if (fault)
		fprintf(stderr, "rcheck: %s\n", fault);
	if (fault || !knows_rule(cli, rules))
		return STATUS_INCOMPLETE;
	accepting.entry.by = (struct acceptance){cli->accept.reason, who(cli), settings->today, cli->accept.until};
	if (!cli->accept.prune)
		read_targets(&accepting, &files);
	run = pipeline_check(arena, &files, settings, rules, errors);
	/* What could not be checked says nothing of what may stay: the file is left as it is. */
	if (error_list_count(errors) == 0) {
		if (cli->accept.prune)
			prune(&accepting, errors);
		else
			add(&accepting, &run, errors);
	}
	error_list_print(errors, stderr);
	return error_list_count(errors) ? STATUS_INCOMPLETE : STATUS_CLEAN;
}
