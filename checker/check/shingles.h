/* Sets of character 5-grams, and how alike two of them are. */
#ifndef RCHECK_CHECK_SHINGLES_H
#define RCHECK_CHECK_SHINGLES_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/*
 * The least hash of each eighth of the hash range: two sets of Jaccard similarity s share each with a probability
 * near s (one-permutation hashing: Li, Owen and Zhang, 2012).
 */
enum { SHINGLE_MINIMA = 8 };

struct shingles {
	uint64_t *hashes; /* sorted, each once */
	size_t count;
	uint64_t minima[SHINGLE_MINIMA]; /* UINT64_MAX where no hash fell */
};

/* The 5-grams of `length` bytes of UTF-8; blanks and punctuation do not count. Lives in `arena`. */
struct shingles shingles_of(struct arena *arena, const char *text, size_t length);

/* Jaccard similarity in thousandths: common 5-grams by all 5-grams. 0 when either is empty. */
unsigned shingles_similarity(const struct shingles *a, const struct shingles *b);

#endif
