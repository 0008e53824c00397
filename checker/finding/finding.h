/*
 * Findings and ticks: what was found about the claims of one report, in an order that never changes.
 */
#ifndef RCHECK_FINDING_FINDING_H
#define RCHECK_FINDING_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
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
};

/* Replace the folded span's source text by `with`. */
struct suggestion {
	struct span span;
	const char *with;
};

/* Strings may be NULL where a field does not apply; they live in the report's arena. */
struct finding {
	const char *rule; /* zh/sum/parts-then-total */
	const char *kind; /* sum, change, … as in the JSON contract */
	enum severity severity;
	enum verdict verdict;
	struct span span; /* from the first operand to the last, in folded text */
	uint32_t article;
	const char *message; /* one line in the report's language, with the arithmetic */
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
};

/* Lives in `arena`. */
struct finding_list *finding_list_new(struct arena *arena);

/* Copies the struct; what it points to must live as long as the list. */
void finding_list_add(struct finding_list *list, const struct finding *finding);

/*
 * Sorts by place, then rule; drops exact repeats; fills the fingerprints (64 bits in hexadecimal over rule,
 * operands' texts and the quoted words, no positions; equal ones are numbered).
 */
void finding_list_finish(struct finding_list *list, const struct text *text);

size_t finding_list_count(const struct finding_list *list);
const struct finding *finding_list_at(const struct finding_list *list, size_t index);

#endif
