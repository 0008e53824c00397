/* One report from its bytes to what the outputs say of it. */
#ifndef RCHECK_REVIEW_H
#define RCHECK_REVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/pieces.h"
#include "report/report.h"
#include "text/reading.h"

struct arena;
struct checker;
struct error_list;
struct text;

/* How reports are reviewed: the same for all of a run, read only. */
struct review_plan {
	const struct checker *checker;
	size_t rule_count;
	struct reading_options reading;
	bool keeps_texts;   /* some output needs whole texts */
	bool with_untied;   /* some output lists the figures that no claim ties */
	size_t least_piece; /* letters of pieces that are compared between reports; 0 when none are */
};

/* What is left of a report that was checked. */
struct review {
	struct report_file file;
	struct finding_list *findings; /* NULL when the report could not be read */
	struct error_list *errors;     /* why it could not be read, or NULL */
	bool ran_out;                  /* memory did not suffice; it was not checked */
	struct pieces pieces;          /* none when they are not compared, or it cannot be read again */
	uint64_t sum;                  /* of the text that has the pieces */
};

/*
 * Reads and checks the report at `path`. All of the review lives in `kept`; but for that, all memory is released,
 * the text's too unless the plan keeps texts. matches[rule->index] grows by the matches of each rule. Where memory runs out
 * on the way, all that was used is released and the review says so.
 */
struct review review_file(struct arena *kept, const struct review_plan *plan, const char *path, size_t *matches);

/* The same with a report in memory, which must live as long as `kept`; `path` names it. Not for pieces to compare. */
struct review review_bytes(struct arena *kept, const struct review_plan *plan, const char *path, const char *bytes,
			   size_t length, size_t *matches);

/* Every span of a report that outputs may ask for: those of its findings, and the untied figures it lists. In `arena`. */
struct span *review_spans(struct arena *arena, const struct report_file *file, size_t *count);

/* The review of a report that is not read, for the reason given. */
struct review review_unread(struct arena *kept, const char *path, const char *reason);

#endif
