/*
 * Output formats. Each is one file report/<name>.c that defines `const struct report_format <name>_format`
 * and one line in formats.def.
 */
#ifndef RCHECK_REPORT_REPORT_H
#define RCHECK_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "finding/finding.h"
#include "message/message.h"

struct error_list;
struct text;

struct report_article {
	const char *name;    /* 第三篇, or "" */
	struct span span;    /* in folded text, with its heading */
	struct span heading; /* its heading line; empty when it has none */
	size_t figure_count; /* quantities */
	size_t tied_count;   /* of these, how many take part in at least one agreeing claim */
};

/* What was read and found in one report. */
struct report_file {
	const char *path;
	const struct text *text;             /* NULL when it could not be read; see report_format.needs_places_only */
	const char *error;                   /* why, or NULL */
	enum language language;              /* of the findings' messages */
	const struct finding_list *findings; /* findings, notes and ticks together; NULL with `text` */
	const struct report_article *articles;
	size_t article_count;
	const struct span *figures; /* in folded text: the quantities, in text order; NULL where texts are not kept */
	const struct span *untied;  /* those that no agreeing claim ties, in text order */
	size_t untied_count;
	size_t sentence_count;
	size_t figure_count; /* quantities */
	size_t tied_count;   /* quantities that take part in at least one agreeing claim */
	size_t undecided_count;
};

struct report_options {
	bool with_ticks;
	bool with_accepted;
	bool with_coverage; /* say of each rule how often it matched */
	bool with_ask;      /* say of each finding what to ask the author */
	bool with_color;
	const char *link_folder; /* absolute: what the paths of links start from; NULL for no links */
	const char *link_host;   /* on which it is, or "" */
	bool summary_only;       /* counts instead of findings (text) */
	size_t columns;          /* of a line of text; 0: the usual 120 */
	int ambiguous;           /* columns of ambiguous characters, or 0: as the language has it */
	int fail_on;             /* enum severity, from which on a job fails; SEVERITY_COUNT for never */
};

/* A rule that was applied, as plain words. */
struct report_rule {
	const char *id;
	const char *title; /* what must hold, in the reports' language */
	const char *kind;
	const char *help; /* lines: the title, examples, how to silence it; NULL where no format shows_help */
	enum severity severity;
	size_t matches; /* claims found in all files, or findings of a built-in kind */
};

/* Files in the order they were given; directories sorted by name. */
struct report_run {
	const struct report_file *files;
	size_t file_count;
	const struct report_rule *rules; /* those that are switched off left out */
	size_t rule_count;
	const struct report_rule *rules_off; /* those that are switched off; their severity says nothing */
	size_t rule_off_count;
	const struct error_list *errors; /* what could not be read or searched, a file's `error` among them */
	size_t error_count;              /* of these; later ones are about outputs */
	const char *const *ignored;      /* paths that the configuration leaves out; not among `files` */
	size_t ignored_count;
	size_t accepted_count;  /* findings that are accepted */
	size_t stale_count;     /* entries about these files whose finding no longer occurs */
	size_t expired_count;   /* entries that no longer count, though their finding occurs */
	enum language language; /* of what is said about the run as a whole */
	struct report_options options;
};

/* Is a finding to be shown? Ticks and accepted findings only on request. */
bool report_shows(const struct report_run *run, const struct finding *finding);

/* Findings by severity over all files, without accepted ones; and the undecided claims. */
void report_run_count(const struct report_run *run, size_t counts[SEVERITY_COUNT], size_t *undecided);

struct report_format {
	const char *name;
	const char *summary; /* one line for --help */
	void (*write)(const struct report_run *run, FILE *out);
	/*
	 * Of the texts it asks only for the places and the source of spans that findings name, and of untied figures: then
	 * a report's text need not be kept once the report is checked.
	 */
	bool needs_places_only;
	bool shows_help; /* of each rule; else report_rule.help is NULL */
};

/* NULL when there is no format of that name. */
const struct report_format *report_format_find(const char *name);

/* All formats in the order of formats.def, NULL at the end. */
extern const struct report_format *const report_formats[];

#define X(name) extern const struct report_format name##_format;
#include "report/formats.def"
#undef X

#endif
