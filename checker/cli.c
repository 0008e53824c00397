/* The command line. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "config/accepted.h"
#include "finding/finding.h"
#include "message/message.h"
#include "progress.h"
#include "report/report.h"
#include "yaml/yaml.h"

struct option;

struct reading {
	struct arena *arena;
	struct cli *cli;
	FILE *errors;
	const struct option **given;
	size_t given_count;
};

static int set_format(struct reading *reading, const char *value)
{
	if (!report_format_find(value)) {
		fprintf(reading->errors, "rcheck: no format is named '%s'\n", value);
		return -1;
	}
	reading->cli->format = value;
	return 0;
}

static int add_output(struct reading *reading, const char *value)
{
	struct cli *cli = reading->cli;
	const char *equals = strchr(value, '=');
	char *format;

	if (!equals || equals[1] == '\0') {
		fprintf(reading->errors, "rcheck: -o takes FORMAT=FILE, not '%s'\n", value);
		return -1;
	}
	format = arena_copy(reading->arena, value, (size_t)(equals - value));
	if (!report_format_find(format)) {
		fprintf(reading->errors, "rcheck: no format is named '%s'\n", format);
		return -1;
	}
	if (strcmp(equals + 1, "-") == 0)
		return set_format(reading, format);
	for (size_t i = 0; i < cli->output_count; i++)
		if (strcmp(cli->outputs[i].path, equals + 1) == 0) {
			fprintf(reading->errors, "rcheck: two outputs go to '%s'\n", equals + 1);
			return -1;
		}
	cli->outputs[cli->output_count++] = (struct output){format, equals + 1};
	return 0;
}

static int set_fail_on(struct reading *reading, const char *value)
{
	int severity = strcmp(value, "never") == 0 ? SEVERITY_COUNT : severity_from_name(value);

	if (severity <= SEVERITY_TICK) {
		fprintf(reading->errors, "rcheck: --fail-on takes error, warning, note or never, not '%s'\n", value);
		return -1;
	}
	reading->cli->fail_on = severity;
	return 0;
}

static int set_language(struct reading *reading, const char *value)
{
	int language = language_from_name(value);

	if (language == LANGUAGE_COUNT) {
		fprintf(reading->errors, "rcheck: --lang takes auto, zh or en, not '%s'\n", value);
		return -1;
	}
	reading->cli->language = language;
	return 0;
}

static bool is_when(struct reading *reading, const char *option, const char *value)
{
	if (strcmp(value, "auto") == 0 || strcmp(value, "always") == 0 || strcmp(value, "never") == 0)
		return true;
	fprintf(reading->errors, "rcheck: --%s takes auto, always or never, not '%s'\n", option, value);
	return false;
}

static int set_color(struct reading *reading, const char *value)
{
	reading->cli->color = value;
	return is_when(reading, "color", value) ? 0 : -1;
}

static int set_hyperlinks(struct reading *reading, const char *value)
{
	reading->cli->hyperlinks = value;
	return is_when(reading, "hyperlinks", value) ? 0 : -1;
}

static int add_rules(struct reading *reading, const char *value)
{
	reading->cli->rules[reading->cli->rules_count++] = value;
	return 0;
}

static int set_ticks(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->with_ticks = true;
	return 0;
}

static int set_pipe(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->is_pipe = true;
	return 0;
}

static int set_ask(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->with_ask = true;
	return 0;
}

static int set_jobs(struct reading *reading, const char *value)
{
	char *end;
	unsigned long jobs = strtoul(value, &end, 10);

	if (*value < '0' || *value > '9' || *end || jobs < 1 || jobs > LIMIT_JOBS) {
		fprintf(reading->errors, "rcheck: --jobs takes a number from 1 to %d, not '%s'\n", LIMIT_JOBS, value);
		return -1;
	}
	reading->cli->jobs = jobs;
	return 0;
}

static int set_encoding(struct reading *reading, const char *value)
{
	const char *near;

	if (encoding_find(value, &reading->cli->reading.encoding)) {
		reading->cli->has_encoding = true;
		return 0;
	}
	near = yaml_nearest(value, encoding_names);
	fprintf(reading->errors, "rcheck: no encoding is named '%s'", value);
	if (near)
		fprintf(reading->errors, "; did you mean '%s'?", near);
	fputc('\n', reading->errors);
	return -1;
}

static int set_max_size(struct reading *reading, const char *value)
{
	if (!reading_find_size(value, &reading->cli->reading.max_bytes)) {
		fprintf(reading->errors,
			"rcheck: --max-size takes 1 to 1G bytes, written as 500000, 64K or 64M, not '%s'\n", value);
		return -1;
	}
	return 0;
}

static int set_quiet(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->quiet = true;
	return 0;
}

static int set_summary(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->summary_only = true;
	return 0;
}

static int set_ambiguous(struct reading *reading, const char *value)
{
	if (strcmp(value, "1") != 0 && strcmp(value, "2") != 0) {
		fprintf(reading->errors, "rcheck: --ambiguous-width takes 1 or 2, not '%s'\n", value);
		return -1;
	}
	reading->cli->ambiguous = value[0] - '0';
	return 0;
}

static int set_config(struct reading *reading, const char *value)
{
	reading->cli->config = value;
	return 0;
}

static int set_no_config(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->without_config = true;
	return 0;
}

static int set_coverage(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->with_coverage = true;
	return 0;
}

static int set_accepted(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->with_accepted = true;
	return 0;
}

static int set_reason(struct reading *reading, const char *value)
{
	reading->cli->accept.reason = value;
	return 0;
}

static int set_who(struct reading *reading, const char *value)
{
	reading->cli->accept.who = value;
	return 0;
}

static int set_until(struct reading *reading, const char *value)
{
	if (!accepted_is_date(value)) {
		fprintf(reading->errors, "rcheck: --until takes a day, written YYYY-MM-DD, not '%s'\n", value);
		return -1;
	}
	reading->cli->accept.until = value;
	return 0;
}

static int set_rule(struct reading *reading, const char *value)
{
	reading->cli->accept.rule = value;
	return 0;
}

static int set_prune(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->accept.prune = true;
	return 0;
}

static int set_help(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->help = true;
	return 0;
}

static int set_version(struct reading *reading, const char *value)
{
	(void)value;
	reading->cli->version = true;
	return 0;
}

static const struct option {
	const char *name;
	char letter;       /* or 0 */
	const char *value; /* what it takes, NULL for nothing */
	const char *help;
	int (*apply)(struct reading *reading, const char *value);
	const char *verb; /* the only one it belongs to, or NULL */
} options[] = {
    {"format", 'f', "NAME", "write to standard output as text (default) or another format", set_format, NULL},
    {"output", 'o', "FORMAT=FILE", "write FORMAT to FILE as well (- is standard output); may be repeated", add_output,
     NULL},
    {"ticks", 't', NULL, "show the claims that agree, too", set_ticks, NULL},
    {"accepted", 0, NULL, "show the findings that are accepted, too", set_accepted, NULL},
    {"ask", 0, NULL, "say of each finding what to ask the author, too", set_ask, NULL},
    {"summary", 0, NULL, "count instead of listing: by report and severity, and by rule (text)", set_summary, NULL},
    {"quiet", 'q', NULL, "write nothing to standard output; files of -o, errors and the status stay", set_quiet, NULL},
    {"coverage", 0, NULL, "list the rules that matched nothing (text), or all with their matches (json)", set_coverage,
     NULL},
    {"fail-on", 0, "LEVEL", "exit 1 from this level on: error (default), warning, note, never", set_fail_on, NULL},
    {"jobs", 'j', "N", "check N reports at a time; as many as there are cores otherwise", set_jobs, NULL},
    {"pipe", 0, NULL, "read documents as JSON Lines with id and text, and write a line of JSON for each", set_pipe,
     NULL},
    {"rules", 'r', "PATH", "load a rule file, or all below a folder; may be repeated", add_rules, NULL},
    {"encoding", 0, "NAME",
     "of reports without a byte-order mark: auto (default), UTF-8, GB18030, Big5, UTF-16, -LE, -BE", set_encoding,
     NULL},
    {"max-size", 0, "SIZE", "do not read reports larger than this (default 256M, at most 1G)", set_max_size, NULL},
    {"config", 0, "FILE", "read the settings from FILE, not from the nearest .rcheck.yaml", set_config, NULL},
    {"no-config", 0, NULL, "read no settings", set_no_config, NULL},
    {"lang", 0, "LANGUAGE", "speak zh or en; auto (default) is the language of the report", set_language, NULL},
    {"ambiguous-width", 0, "N", "columns of characters such as “ and …: 1, or 2 (default in Chinese)", set_ambiguous,
     NULL},
    {"color", 0, "WHEN", "auto (default), always, never; NO_COLOR is respected", set_color, NULL},
    {"hyperlinks", 0, "WHEN",
     "places lead to their files: auto (default; where the terminal is known to), always, never", set_hyperlinks, NULL},
    {"help", 'h', NULL, "print this help", set_help, NULL},
    {"version", 'V', NULL, "print the version and the libraries it was built with", set_version, NULL},
    {"reason", 0, "TEXT", "why the findings may stay; required", set_reason, "accept"},
    {"who", 0, "NAME", "who says so; $USER otherwise", set_who, "accept"},
    {"until", 0, "DATE", "the last day on which it counts, YYYY-MM-DD", set_until, "accept"},
    {"rule", 0, "RULE", "accept the findings of this rule only", set_rule, "accept"},
    {"prune", 0, NULL, "drop the entries whose finding no longer occurs; add none", set_prune, "accept"},
};

enum { OPTIONS = sizeof(options) / sizeof(*options) };

static const char *const verbs[] = {"check", "rules", "explain", "figures", "accept", "config", "signatures"};

static void report_unknown(const struct reading *reading, const char *word)
{
	const char *names[OPTIONS + 1] = {NULL};
	const char *near;

	for (size_t i = 0; i < OPTIONS; i++)
		names[i] = options[i].name;
	near = yaml_nearest(word + strspn(word, "-"), names);
	fprintf(reading->errors, "rcheck: unknown option '%s'", word);
	if (near)
		fprintf(reading->errors, "; did you mean '--%s'?", near);
	fputc('\n', reading->errors);
}

static const struct option *find_option(const char *word, const char **value)
{
	size_t length = strcspn(word, "=");

	for (size_t i = 0; i < OPTIONS; i++) {
		const struct option *option = &options[i];

		if (word[0] == '-' && word[1] == option->letter && option->letter) {
			*value = word[2] ? word + 2 : NULL;
			return option;
		}
		if (word[1] == '-' && strlen(option->name) == length - 2 &&
		    strncmp(word + 2, option->name, length - 2) == 0) {
			*value = word[length] ? word + length + 1 : NULL;
			return option;
		}
	}
	return NULL;
}

/* Applies the option in arguments[*at]; *at moves on when its value is the next argument. */
static int read_option(struct reading *reading, char **arguments, int count, int *at)
{
	const char *word = arguments[*at], *value = NULL;
	const struct option *option = find_option(word, &value);

	if (!option) {
		report_unknown(reading, word);
		return -1;
	}
	if (option->value && !value) {
		if (*at + 1 == count) {
			fprintf(reading->errors, "rcheck: %s needs %s\n", word, option->value);
			return -1;
		}
		value = arguments[++*at];
	} else if (!option->value && value) {
		fprintf(reading->errors, "rcheck: --%s takes no value\n", option->name);
		return -1;
	}
	reading->given[reading->given_count++] = option;
	return option->apply(reading, value);
}

/* Every option was one that the verb knows. */
static int check_given(const struct reading *reading)
{
	for (size_t i = 0; i < reading->given_count; i++) {
		const struct option *option = reading->given[i];

		if (option->verb && strcmp(option->verb, reading->cli->verb) != 0) {
			fprintf(reading->errors, "rcheck: --%s belongs to '%s'\n", option->name, option->verb);
			return -1;
		}
	}
	return 0;
}

/* --pipe has an input and an output of its own. */
static int check_pipe(const struct reading *reading)
{
	const struct cli *cli = reading->cli;
	const char *fault = NULL;

	if (!cli->is_pipe)
		return 0;
	if (strcmp(cli->verb, "check") != 0)
		fault = "belongs to 'check'";
	else if (cli->argument_count > 0)
		fault = "reads standard input, no files";
	else if (cli->output_count > 1 || (strcmp(cli->format, "text") != 0 && strcmp(cli->format, "json") != 0))
		fault = "writes JSON to standard output, nothing else";
	else if (cli->with_coverage)
		fault = "tells of documents, not of rules: no --coverage";
	if (fault)
		fprintf(reading->errors, "rcheck: --pipe %s\n", fault);
	return fault ? -1 : 0;
}

static void take_verb(struct cli *cli)
{
	for (size_t i = 0; cli->argument_count > 0 && i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(cli->arguments[0], verbs[i]) == 0) {
			cli->verb = verbs[i];
			cli->arguments++;
			cli->argument_count--;
			return;
		}
}

int cli_read(struct arena *arena, int argument_count, char **arguments, struct cli *cli, FILE *errors)
{
	struct reading reading = {.arena = arena, .cli = cli, .errors = errors};
	size_t most = (size_t)argument_count + 1;
	bool ended = false, has_verb = false;

	*cli = (struct cli){.format = "text",
			    .color = "auto",
			    .hyperlinks = "auto",
			    .fail_on = FAIL_ON_UNSET,
			    .language = LANGUAGE_UNSET,
			    .progress_delay = PROGRESS_DELAY};
	cli->arguments = arena_alloc_array(arena, most, sizeof(*cli->arguments));
	cli->outputs = arena_alloc_array(arena, most, sizeof(*cli->outputs));
	cli->rules = arena_alloc_array(arena, most, sizeof(*cli->rules));
	reading.given = arena_alloc_array(arena, most, sizeof(*reading.given));
	for (int i = 1; i < argument_count; i++) {
		const char *word = arguments[i];

		if (!ended && strcmp(word, "--") == 0)
			ended = true;
		else if (ended || word[0] != '-' || word[1] == '\0') {
			/* Behind -- even "rules" is a file. */
			has_verb |= cli->argument_count == 0 && !ended;
			cli->arguments[cli->argument_count++] = word;
		} else if (read_option(&reading, arguments, argument_count, &i) < 0)
			return -1;
	}
	cli->verb = "check";
	if (has_verb)
		take_verb(cli);
	cli->outputs[cli->output_count++] = (struct output){cli->format, NULL};
	return check_given(&reading) < 0 ? -1 : check_pipe(&reading);
}

bool cli_checks(const struct cli *cli)
{
	return strcmp(cli->verb, "check") == 0;
}

void cli_print_usage(FILE *out)
{
	fputs("usage: rcheck [options] [check] FILE|FOLDER|- ...\n"
	      "       rcheck rules list | show RULE | test [PATH ...] | why RULE FILE[:LINE] | schema [config]\n"
	      "       rcheck [options] --pipe\n"
	      "       rcheck explain RULE\n"
	      "       rcheck figures FILE\n"
	      "       rcheck accept --reason TEXT [--who NAME] [--until DATE] [--rule RULE] FILE|FOLDER|FILE:LINE ...\n"
	      "       rcheck accept --prune FILE|FOLDER ...\n"
	      "       rcheck config [FILE|FOLDER ...]\n"
	      "       rcheck signatures FILE|FOLDER ...\n"
	      "       rcheck --help\n",
	      out);
}

static void print_options(const char *verb, FILE *out)
{
	for (size_t i = 0; i < OPTIONS; i++) {
		char name[40];

		if (options[i].verb != verb && (!options[i].verb || !verb || strcmp(options[i].verb, verb) != 0))
			continue;
		snprintf(name, sizeof(name), "--%s%s%s", options[i].name, options[i].value ? " " : "",
			 options[i].value ? options[i].value : "");
		fprintf(out, "  %c%c%s %-22s %s\n", options[i].letter ? '-' : ' ',
			options[i].letter ? options[i].letter : ' ', options[i].letter ? "," : " ", name,
			options[i].help);
	}
}

void cli_print_help(FILE *out)
{
	cli_print_usage(out);
	fputs("\nChecks the figures in written reports: what cannot be true together, where, and why.\n"
	      "A folder is searched for .txt and .md files. - is standard input.\n\noptions:\n",
	      out);
	print_options(NULL, out);
	fputs("\noptions of accept:\n", out);
	print_options("accept", out);
	fputs("\nformats:\n", out);
	for (size_t i = 0; report_formats[i]; i++)
		fprintf(out, "  %-6s %s\n", report_formats[i]->name, report_formats[i]->summary);
	fputs("\nexit status:\n"
	      "  0  nothing at or above --fail-on\n"
	      "  1  something at or above --fail-on\n"
	      "  2  the whole job could not be done: a bad rule, an unreadable file, a bad option\n",
	      out);
}
