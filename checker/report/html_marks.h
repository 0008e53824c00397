/*
 * What the page of a report marks: every figure, and the words that findings speak of, as stretches of the source that
 * do not overlap.
 */
#ifndef RCHECK_REPORT_HTML_MARKS_H
#define RCHECK_REPORT_HTML_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct finding;
struct operand;
struct report_file;
struct report_run;

/* From the weakest: a mark that several findings speak of shows the strongest. */
enum mark_state {
	MARK_UNCHECKED, /* a figure that no claim speaks of */
	MARK_AGREED,
	MARK_ACCEPTED,
	MARK_NOTE,
	MARK_WARNING,
	MARK_MISSING,
	MARK_ERROR,
	MARK_COUNT
};

/* A finding that speaks of a mark. */
struct mark_claim {
	uint32_t finding; /* its index in the file's findings */
	bool is_stated;   /* the mark is what the finding recomputes */
};

/* A stretch of the source. */
struct mark {
	struct span span; /* source bytes; never empty */
	enum mark_state state;
	bool is_last;                    /* a figure or the words of a finding end here: the sign stands behind it */
	const struct mark_claim *claims; /* the strongest first */
	size_t claim_count;
};

struct mark_list {
	const struct mark *items; /* in text order */
	size_t count;
	const enum mark_state *figures; /* of each of the file's figures, its state */
};

/* Findings that the page shows: as report_shows(), but claims that agree and accepted findings always. */
bool page_shows(const struct report_run *run, const struct finding *finding);

/* How the figures of a finding are marked. */
enum mark_state mark_state_of(const struct finding *finding);

/* The operand that the finding recomputes, or NULL when it is none or not known. */
const struct operand *page_stated_operand(const struct report_file *file, const struct finding *finding);

/* Everything lives in `arena`. The file must have been read. */
struct mark_list page_find_marks(struct arena *arena, const struct report_run *run, const struct report_file *file);

#endif
