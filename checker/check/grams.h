/*
 * How alike two passages are, exactly: by the character 5-grams they have in common, and by their figures.
 *
 * A letter is a code point that counts: Han and other characters from U+3400 on, ASCII letters and digits. Blanks and
 * punctuation do not count, so wrapping and setting make no difference.
 */
#ifndef RCHECK_CHECK_GRAMS_H
#define RCHECK_CHECK_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;

enum { GRAM = 5 };

/* One letter and where it stands in its text. */
struct letter {
	uint32_t code_point;
	uint32_t offset;
};

/* The letters of a passage, what similarity is computed from. Lives in the arena given. */
struct letters {
	const char *text;
	struct span span;
	struct letter *items;
	size_t count;
};

/* Is the code point a letter? */
bool is_letter(uint32_t code_point);

/* The letters of text[span], which is UTF-8 without a NUL. Borrows `text`. */
struct letters letters_of(struct arena *arena, const char *text, struct span span);

/*
 * Jaccard similarity of the sets of 5-grams, in thousandths: common ones by all. Without figures, each run of digits
 * stands for the same letter. 0 when either passage has less than five letters. Linear in the letters; `arena` is
 * for scratch memory.
 */
unsigned letters_similarity(struct arena *arena, const struct letters *a, const struct letters *b, bool with_figures);

/*
 * The figures (runs of digits, with a point in them) that both have, by those of the one that has more, in thousandths;
 * 1000 when neither has any.
 */
unsigned letters_common_figures(struct arena *arena, const struct letters *a, const struct letters *b);

/* The figure that starts at `text`, which is a digit: its bytes and the hash of its digits, without separators. */
size_t figure_scan(const char *text, size_t length, uint64_t *hash);

/* One place where two passages differ: spans of their texts, of which one may be empty. */
struct difference {
	struct span a;
	struct span b;
};

/*
 * Where the passages differ, in text order; *count is set. What is between two common stretches is one place; digits
 * are taken with the whole figure. Linear but for a logarithm. Lives in `arena`.
 */
const struct difference *letters_differences(struct arena *arena, const struct letters *a, const struct letters *b,
					     size_t *count);

#endif
