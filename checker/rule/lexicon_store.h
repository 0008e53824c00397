/* The inside of a lexicon, shared by its loading and its look-up and seen by nobody else. */
#ifndef RCHECK_RULE_LEXICON_STORE_H
#define RCHECK_RULE_LEXICON_STORE_H

#include "rule/lexicon.h"

enum { LEXICON_BUCKETS = 128, LEXICON_DIMENSIONS = 256, LEXICON_FILTER = 1 << 11 };

/* Words of one class by their first or their last character: those of bucket b are words[first[b]] to first[b + 1]. */
struct word_table {
	const struct word **words; /* within a bucket the longest first */
	uint16_t first[LEXICON_BUCKETS + 1];
};

/* Bit 1 << class where a word of the class may begin, or end, with a character of that hash. */
struct word_filter {
	uint16_t classes[LEXICON_FILTER];
};

struct lexicon {
	struct arena *arena;
	const struct word **words[WORD_CLASS_COUNT];
	size_t counts[WORD_CLASS_COUNT];
	size_t capacities[WORD_CLASS_COUNT];
	struct word_table forward[WORD_CLASS_COUNT];
	struct word_table backward[WORD_CLASS_COUNT];
	struct word_filter starts;
	struct word_filter ends;
	const char *dimensions[LEXICON_DIMENSIONS];
	const struct unit *base_units[LEXICON_DIMENSIONS];
	bool pure[LEXICON_DIMENSIONS];
	bool duration[LEXICON_DIMENSIONS];
	bool settled[LEXICON_DIMENSIONS];
	unsigned measured_count;
	unsigned counted_count;
	const char **digits_only;
	size_t digits_only_count;
	size_t digits_only_capacity;
};

/* Adds a copy of `like` with this text, which must live as long as the lexicon and be folded. */
struct word *lexicon_add_word(struct lexicon *lexicon, const struct word *like, const char *text);

/* Adds a unit. */
void lexicon_add_unit(struct lexicon *lexicon, const char *name, struct unit unit);

#endif
