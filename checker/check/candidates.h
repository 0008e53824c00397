/*
 * Which of many pieces are worth comparing: those whose signatures agree in a band of bins (locality-sensitive hashing),
 * and that have enough bins in common. The work is linear in the pieces, however many of them are alike.
 */
#ifndef RCHECK_CHECK_CANDIDATES_H
#define RCHECK_CHECK_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/pieces.h"

/* How signatures are cut into bands: bands of `rows` bins. */
struct banding {
	size_t bins;
	size_t rows;
	size_t bands;
};

/* Pairs of similarity 0.43 agree in one of 64 bands of 3 with 0.99, of 0.8 in one of 24 bands of 4 with 0.999. */
extern const struct banding article_banding;
extern const struct banding paragraph_banding;

/* The hash of one band of a signature: the same for pieces that agree in its bins. */
uint64_t band_hash(const struct banding *banding, const uint16_t *bins, size_t band);

/* What candidates_find() does with a pair, which it hands over by index. */
enum comparison {
	COMPARISON_OTHER,   /* no repeat */
	COMPARISON_REPEAT,  /* a repeat that is near enough to stand for: what repeats it repeats the first one, too */
	COMPARISON_VARIANT, /* a repeat that later pieces may be nearer to than to the first one */
};

/*
 * Calls compare(context, later, earlier) for pairs that may be repeats of similarity `least` (thousandths of 5-grams), the
 * likeliest first, for each piece until one is a repeat, and in no case for more than a few; pieces[i] is compared
 * with earlier ones only, in the order of i. A piece that was a COMPARISON_REPEAT is not compared with later ones.
 */
void candidates_find(const struct banding *banding, const struct piece *const *pieces, size_t count, unsigned least,
		     enum comparison (*compare)(void *context, size_t later, size_t earlier), void *context);

#endif
