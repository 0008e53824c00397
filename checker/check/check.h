/*
 * Checks: from rules and a text to findings. Each kind of check is one file check/<name>.c that defines
 * `const struct check <name>_check` and one line in checks.def.
 */
#ifndef RCHECK_CHECK_CHECK_H
#define RCHECK_CHECK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "message/message.h"

struct arena;
struct blame;
struct checker;
struct document;
struct error_list;
struct figures;
struct finding_list;
struct grid;
struct mistake;
struct pieces;
struct rule;
struct rule_set;
struct table_judgement;
struct text;
struct word_lists;

/* What a check sees of the report; it adds its findings to `findings`. What findings name lives in `arena`. */
struct check_context {
	struct arena *arena;
	struct arena *scratch;  /* of what no finding speaks of; lives until all checks are done */
	struct arena *passing;  /* of what one check needs while it runs */
	enum language language; /* of messages */
	const struct text *text;
	const struct document *document;
	const struct figures *figures;
	const struct word_lists *words;
	const struct mistake *mistakes;
	size_t mistake_count;
	const struct grid *const *grids; /* the tables that hold figures */
	size_t grid_count;
	const struct table_judgement **judgements; /* of each grid, once a rule has asked for it */
	const struct pieces *pieces;               /* NULL when no rule compares pieces */
	bool is_test; /* of one rule: what it compares among reports, it compares among articles */
	struct finding_list *findings;
	struct error_list *errors; /* where the search for a phrase was given up */
	struct blame *blame;       /* takes the findings about figures that may explain others, too */
};

/* A kind that is built in: a rule of that kind has no phrases, only parameters under `with`. */
struct check {
	const char *kind;     /* the rule's `kind` */
	const char *reported; /* the `kind` of its findings */
	const char *summary;  /* one line for `rcheck rules list` */
	void (*run)(const struct check_context *context, const struct rule *rule);
};

#define X(name) extern const struct check name##_check;
#include "check/checks.def"
#undef X

/* All built-in kinds in the order of checks.def, NULL at the end. */
extern const struct check *const checks[];

/* What was found in one report. */
struct checked_report {
	enum language language; /* of the findings' messages */
	const struct text *text;
	const struct document *document;
	const struct figures *figures;
	struct finding_list *findings;
	const struct pieces *pieces; /* NULL when no rule compares pieces */
	size_t *matches;             /* of each rule, by its index: claims found, or findings of a built-in kind */
	bool *tied;                  /* of each figure, by its index: it takes part in a claim that agrees */
	size_t undecided_count;      /* claims that could not be decided */
	struct error_list *errors;   /* where the search for a phrase was given up */
};

/* Prepares the rules for use on any number of reports; lives in `arena`, borrows `rules`. */
struct checker *checker_new(struct arena *arena, const struct rule_set *rules);

/* The language of messages; LANGUAGE_AUTO, where nothing is said, is that of each report. */
void checker_speak(struct checker *checker, int language);

/*
 * Checks one report against every rule, or against `only` when it is not NULL. The report, its findings, matches and errors live
 * in `found`; document, figures, pieces and `tied` in `parts`, which may be the same arena.
 */
struct checked_report *checker_run(struct arena *found, struct arena *parts, const struct checker *checker,
				   const struct text *text, const struct rule *only);

#endif
