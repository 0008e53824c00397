/*
 * The outline of a phrase: words and figures that every match holds, in their order, and how far apart they may stand. A
 * passage that does not hold them so has no match, and where it does they tell where one may begin; to find out costs a
 * hundredth of what PCRE2 would.
 */
#ifndef RCHECK_RULE_OUTLINE_H
#define RCHECK_RULE_OUTLINE_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct hole;

enum { OUTLINE_FAR = UINT16_MAX, OUTLINE_MANY = UINT8_MAX, OUTLINE_NONE = -1 };

struct outline_item {
	const char **words; /* one of these stands there; where there are none, a figure */
	size_t word_count;
	uint64_t dimensions[4]; /* of the figure: one of these */
	uint16_t senses;        /* and one of these: bit 1 << enum sense */
	uint16_t reach;         /* at most so many characters behind the item before or the start; OUTLINE_FAR: any */
	uint8_t figures;        /* at most so many figures between them; OUTLINE_MANY: any */
	int8_t like;            /* the item whose dimension the figure has, or OUTLINE_NONE */
	int8_t barred;          /* no figure between them has the dimension of this item, or OUTLINE_NONE */
};

struct outline {
	struct outline_item *items;
	size_t count; /* 0 where nothing is sure */
};

/*
 * Reads the regular expression of a phrase with these holes. What it does not understand costs the outline, not the
 * phrase. The items live in `arena`.
 */
struct outline outline_read(struct arena *arena, const char *regex, const struct hole *holes, size_t hole_count);

#endif
