/* What the search for repeats within a report shares with that among reports: the rule's thresholds and the words. */
#ifndef RCHECK_CHECK_DUPLICATE_H
#define RCHECK_CHECK_DUPLICATE_H

#include <stdbool.h>
#include <stddef.h>

#include "check/pieces.h"

struct arena;
struct check_context;
struct document;
struct rule;
struct text;

/*
 * The parameters of a rule of the kind `duplicate`; all but letters and figures in thousandths. A repeat is a piece whose
 * 5-grams have that similarity with an earlier one's (with figures), and that many of its figures. Where the
 * rule is about templates, it is one whose wording has that similarity and whose figures have not.
 */
struct duplicate_settings {
	bool is_between_reports; /* else between the pieces of one report */
	bool is_template;
	unsigned article_similarity;
	unsigned long_similarity; /* of articles of more letters than long_letters */
	unsigned long_letters;
	unsigned paragraph_similarity;
	unsigned article_figures;
	unsigned paragraph_figures;
	unsigned least_letters;
	unsigned least_figures; /* of paragraphs */
};

struct duplicate_settings duplicate_settings_of(const struct rule *rule);

/* The least similarity of any two pieces. */
unsigned duplicate_least(const struct duplicate_settings *settings, bool is_article);

/* Paragraphs with less letters are of no use to any rule. */
enum { LEAST_PIECE = 40 };

/* Two pieces, each with its folded text; `earlier` is the original. */
struct duplicate_pair {
	const struct piece *later;
	const struct piece *earlier;
	const char *later_text;
	const char *earlier_text;
	bool is_article;
};

/* False when the figures of two pieces tell, without their texts, that they are no repeat. */
bool duplicate_may_be(const struct duplicate_settings *settings, const struct piece *later, const struct piece *earlier,
		      bool is_article);

/* The similarity of a pair in thousandths, or 0 when it is no repeat under these settings. Exact. */
unsigned duplicate_similarity(const struct duplicate_settings *settings, const struct duplicate_pair *pair);

/* From this similarity on, what repeats the later piece repeats the earlier one, too. */
enum { NEAR_SAME = 900 };

/* Where an article's repeat is marked: its heading, or its first paragraph. */
struct span duplicate_head(const struct document *document, size_t article);

/*
 * Adds the finding to the context's: `context` is that of the later piece, `earlier` the text of the earlier one, which may
 * be the same. Across reports the related place lives in an excerpt of `earlier`.
 */
void duplicate_add(const struct check_context *context, const struct rule *rule, const struct duplicate_pair *pair,
		   const struct text *earlier, struct span earlier_head, unsigned similarity);

#endif
