/*
 * Findings and ticks: what was found about the claims of one report, in an order that never changes.
 */
#ifndef RCHECK_FINDING_FINDING_H
#define RCHECK_FINDING_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct document;
struct finding_list;
struct text;

enum severity { SEVERITY_TICK, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_COUNT };
enum verdict {
	VERDICT_AGREES,
	VERDICT_ROUNDED,
	VERDICT_TRUNCATED,
	VERDICT_DISAGREES,
	VERDICT_UNDECIDED,
	VERDICT_COUNT
};

/* "error", "warning", "note", "tick"; "agrees", "rounded", … Static strings. */
const char *severity_name(enum severity severity);
const char *verdict_name(enum verdict verdict);

/* The severity of that name, or -1. */
int severity_from_name(const char *name);

/* A figure or words that take part in a claim. Strings live in the report's arena. */
struct operand {
	const char *role;  /* the hole's name: "total", "parts" */
	struct span span;  /* in folded text */
	const char *value; /* exact decimal in the printed scale: "2.3"; "" when it is no figure */
	const char *unit;  /* with its scale: "亿元"; may be "" */
	bool is_stated;    /* what the others are compared with; at most one of a finding */
	/*
	 * Of a place in another report: an excerpt of its text, in which `span` lies; text_path() names the report. NULL of a
	 * place in the finding's own. Only related places are elsewhere.
	 */
	const struct text *text;
};

/* Replace the folded span's source text by `with`. */
struct suggestion {
	struct span span;
	const char *with;
};

/* More around a finding is never quoted. */
enum { PASSAGE_BYTES = 600 };

/* What somebody decided about a finding: it is known and may stay. Strings are borrowed. */
struct acceptance {
	const char *reason;
	const char *who;
	const char *date;  /* YYYY-MM-DD */
	const char *until; /* the last day on which it counts, or NULL */
};

/*
 * Strings may be NULL where a field does not apply; they live in the report's arena. finding_list_copy() copies all that a
 * finding points to: of a new field, too.
 */
struct finding {
	const char *rule; /* zh/sum/parts-then-total */
	const char *kind; /* sum, change, … as in the JSON contract */
	enum severity severity;
	enum verdict verdict;
	struct span span; /* from the first operand to the last, in folded text */
	struct span
	    passage; /* the sentences it lies in, at most PASSAGE_BYTES around `span`; filled by finding_list_finish */
	uint32_t article;
	const char *message; /* one line in the report's language, with the arithmetic */
	const char *ask;     /* one line: what to ask the author; NULL for ticks */
	const char *stated;
	const char *computed;
	const char *difference;
	const struct operand *operands;
	size_t operand_count;
	const struct operand *related; /* the other place of a duplicate or conflict */
	size_t related_count;
	const struct suggestion *suggestions;
	size_t suggestion_count;
	const char *fingerprint; /* filled by finding_list_finish */
	/*
	 * NULL unless the finding is accepted. Then it takes no part in counts and exit status; formats leave it out or
	 * mark it, as report_shows() says.
	 */
	const struct acceptance *accepted;
};

/* Lives in `arena`. */
struct finding_list *finding_list_new(struct arena *arena);

/* Copies the struct (of a tick without `ask`); what it points to must live as long as the list. */
void finding_list_add(struct finding_list *list, const struct finding *finding);

/*
 * Sorts by place, then rule; drops exact repeats; fills the fingerprints: 64 bits in hexadecimal over the rule, the
 * roles, values and units of operands and related places, and the words of the sentences that the finding lies in,
 * without blanks. Neither path nor position takes part, so a fingerprint outlives moving and wrapping; equal ones of
 * one report are numbered from the second on: 0123456789abcdef-2.
 */
void finding_list_finish(struct finding_list *list, const struct text *text, const struct document *document);

/*
 * Copies a finished list with all that its findings point to, so that the report's arena may go; `rule`, `kind` and
 * `accepted` are taken as they are. Lives in `arena`.
 */
struct finding_list *finding_list_copy(struct arena *arena, const struct finding_list *list);

/*
 * Every folded span of the report that its findings name, their own first, then those of operands and suggestions. Lives in `arena`;
 * *count is set.
 */
struct span *finding_list_spans(struct arena *arena, const struct finding_list *list, size_t *count);

/* Marks a finding of a finished list as accepted; `by` must live as long as the list. */
void finding_list_accept(struct finding_list *list, size_t index, const struct acceptance *by);

size_t finding_list_count(const struct finding_list *list);
const struct finding *finding_list_at(const struct finding_list *list, size_t index);

#endif
