/*
 * The skeleton: folded text in which each figure is two private-use code points, its sense and its dimension,
 * so that a rule's pattern speaks of figures and a back reference means "of the same dimension".
 *
 * A bracket's inside is folded away from the text around it and stands at the end of the skeleton as a passage
 * of its own, led by the figure before the bracket. Behind it the sentence stands once more with this bracket left in
 * its place: 收入110亿元(上年为100亿元),增长10%.
 */
#ifndef RCHECK_FIGURE_SKELETON_H
#define RCHECK_FIGURE_SKELETON_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct document;
struct figures;
struct skeleton;
struct text;

/* Private-use code points of the skeleton. All are three bytes of UTF-8. */
enum skeleton_mark {
	MARK_DIMENSION = 0xE000,  /* + dimension index */
	MARK_SENSE = 0xE200,      /* + enum sense; stands before the dimension mark */
	MARK_PERIOD = 0xE300,     /* a date or period */
	MARK_IDENTIFIER = 0xE301, /* a number that is a name */
	MARK_RATIO = 0xE302       /* a ratio 8.1:45.2:46.7 */
};

enum passage_scope {
	SCOPE_CLAUSE,
	SCOPE_SENTENCE,
	SCOPE_PARAGRAPH,
	SCOPE_SECTION,
	SCOPE_ARTICLE,
	SCOPE_REPORT,
	SCOPE_BRACKET, /* a sentence with one bracket in its place; no rule's `within` */
	SCOPE_COUNT
};

/* A stretch of the skeleton that a pattern is matched against. */
struct passage {
	struct span span;       /* in the skeleton */
	uint64_t dimensions[4]; /* which dimension marks occur: bit d % 64 of word d / 64 */
	uint32_t figure_count;  /* quantities in it */
	uint32_t bracket;       /* the bracket whose inside this is, or NO_INDEX */
	uint32_t first_mark;    /* of its figures' marks, dates and ratios among them */
	uint32_t mark_count;
	uint16_t senses; /* which senses occur: bit 1 << enum sense */
};

/* Of every scope: bit 1 << enum passage_scope. */
enum { SCOPES_ALL = (1 << SCOPE_COUNT) - 1 };

/*
 * Lives in `arena`; borrows the rest. It has passages of the scopes for which `scopes` has a bit, and those of brackets.
 */
struct skeleton *skeleton_new(struct arena *arena, const struct text *text, const struct document *document,
			      const struct figures *figures, unsigned scopes);

/*
 * The same of a stretch of the folded text. It begins at 0 or where another one ended: skeleton_stretch_end() says where
 * the one from `start` on may end, so that no passage is cut; behind the text for the last.
 */
struct skeleton *skeleton_of_stretch(struct arena *arena, const struct text *text, const struct document *document,
				     const struct figures *figures, unsigned scopes, struct span stretch);
size_t skeleton_stretch_end(const struct text *text, const struct document *document, unsigned scopes, size_t start);

const char *skeleton_text(const struct skeleton *skeleton);
size_t skeleton_length(const struct skeleton *skeleton);

/* The passages of a scope in text order; insides of brackets follow at SCOPE_SENTENCE. *count is set. */
const struct passage *skeleton_passages(const struct skeleton *skeleton, enum passage_scope scope, size_t *count);

/* The folded-text offset that a skeleton offset stands for. */
size_t skeleton_folded_offset(const struct skeleton *skeleton, size_t offset);

/* The folded span of a skeleton span; brackets folded away inside it are included. */
struct span skeleton_folded_span(const struct skeleton *skeleton, struct span span);

/* The index of the figure whose marks start at this skeleton offset, or NO_INDEX. */
uint32_t skeleton_figure_at(const struct skeleton *skeleton, size_t offset);

/* The figure of a mark of a passage, by the mark's number. */
uint32_t skeleton_figure_of_mark(const struct skeleton *skeleton, size_t mark);

/* Where it stands. */
size_t skeleton_offset_of_mark(const struct skeleton *skeleton, size_t mark);

/* The first mark at or after `offset`: returns its figure and sets *mark_offset; NO_INDEX past `end`. */
uint32_t skeleton_next_figure(const struct skeleton *skeleton, size_t offset, size_t end, size_t *mark_offset);

#endif
