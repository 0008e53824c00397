/* The pass over a text that finds its figures; what the words around them say is read afterwards. */
#ifndef RCHECK_FIGURE_SCAN_H
#define RCHECK_FIGURE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "figure/figure.h"
#include "figure/quantity.h"
#include "figure/share.h"
#include "rule/lexicon.h"
#include "text/document.h"

struct figures {
	struct figure *items;
	size_t count;
	size_t capacity;
};

/* Adds every figure of `text` (`length` bytes, NUL-terminated) in text order, without its sentence and context. */
void scan_figures(struct arena *arena, const char *text, size_t length, const struct document *document,
		  const struct lexicon *lexicon, struct figures *figures);

struct scan {
	struct arena *arena;
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
	struct figures *figures;
	struct shared_quantities *shared;
	size_t at;
	const struct paragraph *paragraphs;
	size_t paragraph_count;
	size_t paragraph; /* the one that holds `at`, or the next */
	uint8_t *starts;  /* one bit for each code point that a figure may begin with */
};

/* Adds a figure without a value and goes on behind it. */
struct figure *scan_add_figure(struct scan *scan, enum figure_role role, size_t start, size_t end);

/* Fills the figure with what the amount prints. */
void scan_fill(struct scan *scan, struct figure *figure, const struct amount *amount);

/* Adds the amount with the sign and the hedge that stand before it. */
struct figure *scan_add_quantity(struct scan *scan, struct amount *amount, enum figure_role role);

/* Adds a range that begins with the amount (184.20亿元至187.40亿元, 3-5%); false when none does. */
bool scan_range(struct scan *scan, struct amount *first);

/* Adds a ratio that begins at `start` (8.1:45.2:46.7); false when none does. */
bool scan_ratio(struct scan *scan, size_t start);

/*
 * A number without a unit takes that of the end of its list: 8.2、9.1和7.5个百分点. False when the end makes it a
 * name: 12345、12315热线.
 */
bool scan_borrow(const struct scan *scan, struct amount *amount);

static inline bool scan_is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static inline bool scan_ends_with(const struct scan *scan, size_t at, const char *word)
{
	size_t length = strlen(word);

	return at >= length && memcmp(scan->text + at - length, word, length) == 0;
}

static inline const struct word *scan_match(const struct scan *scan, enum word_class class, size_t at)
{
	return lexicon_match(scan->lexicon, class, scan->text + at, scan->length - at);
}

static inline const struct word *scan_match_before(const struct scan *scan, enum word_class class, size_t at)
{
	return lexicon_match_before(scan->lexicon, class, scan->text, at);
}

/* Where the last figure ends: words before it are taken. */
static inline size_t scan_taken_until(const struct scan *scan)
{
	return scan->figures->count ? scan->figures->items[scan->figures->count - 1].span.end : 0;
}

/* The paragraph that holds `at`, the place of the scan or one near it; NULL between paragraphs. */
static inline const struct paragraph *scan_paragraph_at(const struct scan *scan, size_t at)
{
	const struct paragraph *paragraph = &scan->paragraphs[scan->paragraph];

	return scan->paragraph < scan->paragraph_count && paragraph->span.start <= at ? paragraph : NULL;
}

#endif
