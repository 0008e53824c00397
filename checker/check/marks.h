/* Numbering marks in the text's order: at the start of paragraphs and inside them. */
#ifndef RCHECK_CHECK_MARKS_H
#define RCHECK_CHECK_MARKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct check_context;

/* One style of numbering; a deeper one stands within a member of one before it. */
enum mark_style {
	MARK_STYLE_CLAUSE,         /* 第一条 */
	MARK_STYLE_HAN,            /* 一、 */
	MARK_STYLE_HAN_BRACKET,    /* (一) */
	MARK_STYLE_ARABIC,         /* 1. 1、 */
	MARK_STYLE_ARABIC_BRACKET, /* (1) 1) */
	MARK_STYLE_CIRCLED,        /* ① */
	MARK_STYLE_ORDINAL,        /* 第一, */
	MARK_STYLE_IS,             /* 一是 */
	MARK_STYLE_HAN_INNER,      /* 一、 inside a paragraph */
	MARK_STYLE_COUNT
};

struct numbering_mark {
	enum mark_style style;
	uint32_t number;
	struct span span; /* in folded text */
	uint32_t paragraph;
};

/* All marks of the report; *count is set. Lives as long as the check runs. */
const struct numbering_mark *marks_find(const struct check_context *context, size_t *count);

/* Marks [first, last] that count 1, 2, 3 … in one style; deeper lists may stand between them. */
struct mark_run {
	const struct numbering_mark *first;
	const struct numbering_mark *last;
	uint32_t length; /* the last number */
};

/* A mark that does not follow the one before it in its style. */
struct mark_break {
	const struct numbering_mark *mark;
	const struct numbering_mark *previous;
	uint32_t expected;
};

/*
 * Follows every numbering. A list may stand within a list of the same style (四、 一、 二、 五、). Runs end where their
 * article does. Both arrays live as long as the check runs.
 */
void marks_follow(const struct check_context *context, const struct mark_run **runs, size_t *run_count,
		  const struct mark_break **breaks, size_t *break_count);

#endif
