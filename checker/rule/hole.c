/* The conditions of a hole. */
#include "rule/hole.h"

#include <string.h>

#include "rule/lexicon.h"
#include "rule/pattern.h"

const char *const hole_conditions[] = {"level",  "rise",     "fall",   "to",     "from",   "base",   "share",
				       "change", "stock",    "now",    "shared", "many",   "listed", "words",
				       "ratio",  "year",     "amount", "count",  "number", "recast", "alone",
				       "alike",  "numbered", "label",  NULL};

static void set_dimension(uint64_t *set, unsigned dimension)
{
	set[dimension / 64] |= (uint64_t)1 << dimension % 64;
}

static void set_range(uint64_t *set, unsigned first, unsigned last)
{
	for (unsigned d = first; d <= last; d++)
		set_dimension(set, d);
}

static bool read_sense(const char *word, uint16_t *senses)
{
	static const struct {
		const char *name;
		uint16_t senses;
	} names[] = {
	    {"level", 1 << SENSE_LEVEL},
	    {"rise", 1 << SENSE_RISE},
	    {"fall", 1 << SENSE_FALL},
	    {"to", 1 << SENSE_TO},
	    {"from", 1 << SENSE_FROM},
	    {"base", 1 << SENSE_BASE},
	    {"share", 1 << SENSE_SHARE},
	    {"change", 1 << SENSE_RISE | 1 << SENSE_FALL},
	    {"now", 1 << SENSE_LEVEL | 1 << SENSE_TO | 1 << SENSE_SHARE},
	    {"shared", 1 << SENSE_LEVEL | 1 << SENSE_SHARE},
	    {"stock", 1 << SENSE_LEVEL | 1 << SENSE_TO | 1 << SENSE_FROM | 1 << SENSE_BASE | 1 << SENSE_SHARE},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].name, word) == 0) {
			*senses |= names[i].senses;
			return true;
		}
	return false;
}

/* A dimension's name stands for those named after it, too: money for money-usd. */
static void set_dimensions_below(const struct lexicon *lexicon, const char *word, uint64_t *set)
{
	size_t length = strlen(word);

	for (unsigned d = 0; d < 256; d++) {
		const char *name = lexicon_dimension_name(lexicon, (uint8_t)d);

		if (name && strncmp(name, word, length) == 0 && name[length] == '-')
			set_dimension(set, d);
	}
}

static bool read_dimension(const struct lexicon *lexicon, const char *word, uint64_t *set)
{
	int dimension = lexicon_find_dimension(lexicon, word);

	if (strcmp(word, "count") == 0) {
		set_range(set, FIRST_COUNTED_DIMENSION, 255);
	} else if (strcmp(word, "amount") == 0) {
		for (unsigned d = 0; d < 256; d++)
			if (!lexicon_is_pure(lexicon, (uint8_t)d))
				set_dimension(set, d);
	} else if (strcmp(word, "number") == 0) {
		set_range(set, DIMENSION_NUMBER, DIMENSION_SCALED);
	} else if (dimension >= 0) {
		set_dimension(set, (unsigned)dimension);
		set_dimensions_below(lexicon, word, set);
	} else {
		return false;
	}
	return true;
}

static bool read_hedge(struct hole *hole, const char *word)
{
	static const struct {
		const char *name;
		enum hedge hedge;
	} hedges[] = {{"about", HEDGE_ABOUT},
		      {"nearly", HEDGE_NEARLY},
		      {"over", HEDGE_OVER},
		      {"at-least", HEDGE_AT_LEAST},
		      {"at-most", HEDGE_AT_MOST}};

	for (size_t i = 0; i < sizeof(hedges) / sizeof(*hedges); i++)
		if (strcmp(hedges[i].name, word) == 0) {
			hole->hedges |= (uint8_t)(1 << hedges[i].hedge);
			return true;
		}
	return false;
}

/* What the hole binds, and how much of it. */
static bool read_kind(struct hole *hole, const char *word)
{
	static const struct {
		const char *name;
		enum hole_kind from;
		enum hole_kind to;
		bool is_many;
	} kinds[] = {
	    {"words", HOLE_LIST, HOLE_WORDS, false},   {"listed", HOLE_LIST, HOLE_WORDS, true},
	    {"many", HOLE_LIST, HOLE_LIST, true},      {"ratio", HOLE_FIGURE, HOLE_RATIO, false},
	    {"year", HOLE_FIGURE, HOLE_PERIOD, false}, {"label", HOLE_FIGURE, HOLE_LABEL, false},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].name, word) == 0 && kinds[i].from == hole->kind) {
			hole->kind = kinds[i].to;
			hole->is_many = kinds[i].is_many;
			return true;
		}
	return false;
}

bool hole_apply(struct hole *hole, const struct lexicon *lexicon, const char *word)
{
	if (strcmp(word, "recast") == 0) {
		hole->is_other_unit = true;
		return true;
	}
	if (strcmp(word, "alike") == 0 && hole->kind == HOLE_LIST) {
		hole->is_alike = true;
		return true;
	}
	if (strcmp(word, "numbered") == 0 && hole->kind == HOLE_LIST) {
		hole->is_numbered = true;
		return true;
	}
	if (strcmp(word, "alone") == 0) {
		hole->is_alone = true;
		return true;
	}
	return read_hedge(hole, word) || read_kind(hole, word) || read_dimension(lexicon, word, hole->dimensions) ||
	       read_sense(word, &hole->senses);
}

void hole_finish(struct hole *hole)
{
	if (!(hole->dimensions[0] | hole->dimensions[1] | hole->dimensions[2] | hole->dimensions[3]))
		set_range(hole->dimensions, 0, 255);
	if (hole->senses == 0)
		hole->senses = UINT16_MAX;
}
