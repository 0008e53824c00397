/*
 * Signatures of articles and paragraphs: small, and as alike as the wording of the pieces they stand for.
 *
 * A signature is made from the 5-grams of a piece's letters (check/grams.h), each figure taken as one letter that is
 * the same for all, so pieces that differ in their figures only have the same one; the figures have a sketch of their
 * own. The hashes of the grams are divided by their first bits into bins, and of each bin the least is kept
 * (one-permutation MinHash: Li, Owen and Zhang, 2012); a bin without a gram takes over that of another, chosen by
 * its own number (Shrivastava, 2017). Two signatures agree in each bin with a probability near the Jaccard similarity of the
 * grams. No gram goes over the end of a paragraph.
 */
#ifndef RCHECK_CHECK_PIECES_H
#define RCHECK_CHECK_PIECES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct document;

enum { ARTICLE_BINS = 128, PARAGRAPH_BINS = 32, FIGURE_BINS = 16 };

struct piece {
	struct span span; /* in the folded text */
	uint32_t article; /* its index, or that of the article that holds the paragraph */
	uint32_t letters;
	uint32_t figures;
	uint64_t exact; /* hash of its letters, figures and all, wherever its paragraphs end */
	uint16_t figure_bins[FIGURE_BINS];
	const uint16_t *bins; /* ARTICLE_BINS or PARAGRAPH_BINS */
};

/* What can repeat something: the articles of a report and its longer paragraphs that are no rows of a table. */
struct pieces {
	struct piece *articles; /* all of them, by their index */
	size_t article_count;
	struct piece *paragraphs;
	size_t paragraph_count;
};

/* Paragraphs count from `least_letters` on. Lives in `arena`. */
struct pieces pieces_of(struct arena *arena, const char *text, const struct document *document, size_t least_letters);

/* A copy that lives in `arena`, without the pieces that have less letters. */
struct pieces pieces_copy(struct arena *arena, const struct pieces *pieces, size_t least_letters);

/*
 * Can the pieces have so many thousandths of their figures in common, by those of the one that has more? False is sure. Of a
 * run over templates filled in again it spares reading them again.
 */
bool pieces_may_share_figures(const struct piece *a, const struct piece *b, unsigned least);

#endif
