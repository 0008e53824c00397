/* Lists of figures: members, natural extent, and whether the members are built alike. */
#include "claim/list.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "claim/separator.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/pattern.h"
#include "text/document.h"

enum { MARKS = 6 };

/* A member and the words around it, up to the separators on either side. */
struct member {
	uint32_t figure;
	size_t mark;
	enum separator before; /* the strongest separator between the previous member and this one */
	bool has_head;         /* words between the last separator before it and the figure */
	bool has_tail;         /* words between the figure and the next separator */
	bool has_gap;          /* a clause without any figure stands before it */
	bool opens_subset;     /* …中, stands before it: it is a part of what is named there */
	size_t head;           /* where the words before the figure begin */
};

static bool is_change(const struct figure *figure)
{
	return figure->sense == SENSE_RISE || figure->sense == SENSE_FALL;
}

static bool fits(const struct figure *figure, const struct hole *hole, const struct figure *like)
{
	if (figure->role != FIGURE_QUANTITY || !(hole->senses >> figure->sense & 1) ||
	    !(hole->dimensions[figure->dimension / 64] >> figure->dimension % 64 & 1))
		return false;
	if (!like)
		return true;
	if (figure == like || figure->dimension != like->dimension)
		return false;
	/* What a change started from is no part of a whole. */
	if (figure->sense == SENSE_FROM || (figure->sense == SENSE_BASE && like->sense != SENSE_BASE))
		return false;
	return is_change(figure) == is_change(like);
}

static bool ends_with_among(const char *text, size_t start, size_t end)
{
	static const char among[] = "中";
	enum { LENGTH = sizeof(among) - 1 };

	return end >= start + LENGTH && memcmp(text + end - LENGTH, among, LENGTH) == 0;
}

/*
 * Reads the stretch between two figures. Words next to a figure of another dimension belong to that figure
 * (占24.3%), not to the member.
 */
static void read_between(const char *text, size_t start, size_t end, struct member *previous, struct member *next)
{
	bool seen_separator = false, words = false, segment_has_figure = false, ends_in_figure = false;

	next->before = SEPARATOR_NONE;
	next->head = start;
	for (size_t at = start; at < end;) {
		size_t size;
		enum separator separator = separator_at(text + at, end - at, &size);

		/* A colon right before the figure belongs to its name: 一产:3亿元. */
		if (separator == SEPARATOR_COLON && at + size == end)
			separator = SEPARATOR_NONE;
		if (separator != SEPARATOR_NONE) {
			if (!seen_separator && previous && words && !segment_has_figure)
				previous->has_tail = true;
			if (seen_separator && words && !segment_has_figure && separator != SEPARATOR_AND)
				next->has_gap = true;
			if (separator == SEPARATOR_COMMA && ends_with_among(text, start, at))
				next->opens_subset = true;
			if (separator > next->before)
				next->before = separator;
			seen_separator = true;
			words = segment_has_figure = ends_in_figure = false;
		} else if (is_figure_mark(text + at)) {
			segment_has_figure = ends_in_figure = true;
		} else {
			words = true;
			ends_in_figure = false;
		}
		at += size;
		if (separator != SEPARATOR_NONE)
			next->head = at;
	}
	/* 一至二年3万元: a figure right before another is its name. */
	if (seen_separator || !previous)
		next->has_head = words || ends_in_figure;
	else if (previous)
		previous->has_tail = words;
}

static size_t collect(const struct skeleton *skeleton, const struct figures *figures, struct span region,
		      const struct hole *hole, const struct figure *like, struct member *members, bool *ends_in_gap)
{
	const char *text = skeleton_text(skeleton);
	size_t count = 0, offset = region.start, last_end = region.start, mark;
	uint32_t index;

	while (count < LIMIT_LIST_ITEMS &&
	       (index = skeleton_next_figure(skeleton, offset, region.end, &mark)) != NO_INDEX) {
		offset = mark + 3;
		if (!fits(figures_at(figures, index), hole, like))
			continue;
		members[count] = (struct member){.figure = index, .mark = mark};
		read_between(text, last_end, mark, count ? &members[count - 1] : NULL, &members[count]);
		last_end = mark + MARKS;
		count++;
	}
	if (count > 0) {
		/* The tail of the last member. */
		struct member after = {.figure = NO_INDEX};

		read_between(text, last_end, region.end, &members[count - 1], &after);
		*ends_in_gap = after.has_gap || after.has_head;
	}
	return count;
}

static enum separator strongest(const char *text, struct span span)
{
	enum separator strongest = SEPARATOR_NONE;

	for (size_t at = span.start, size; at < span.end; at += size) {
		enum separator separator = separator_at(text + at, span.end - at, &size);

		if (separator > strongest)
			strongest = separator;
	}
	return strongest;
}

/* 学校12所,学位1.8万个: another classifier counts another thing, though a total may be in either. */
static bool counts_another(const struct figures *figures, const struct member *a, const struct member *b)
{
	const struct unit *unit = figures_at(figures, a->figure)->unit, *other = figures_at(figures, b->figure)->unit;

	return unit && other && unit != other && unit->counted;
}

/* Does `a` follow `b` in the same list, given the separator that rules it? */
static bool continues(const struct figures *figures, const struct member *a, const struct member *b,
		      enum separator ruling)
{
	if (a->before == SEPARATOR_NONE || a->has_gap || a->opens_subset || counts_another(figures, a, b))
		return false;
	return a->before <= ruling || a->before == SEPARATOR_AND;
}

static struct extent natural_after(const struct figures *figures, const struct member *members, size_t count,
				   enum separator lead, bool is_among)
{
	struct extent extent = {0, count > 0};
	enum separator ruling = count > 1 ? members[1].before : SEPARATOR_NONE;

	/* What stands behind a semicolon is another statement. */
	if (count == 0 || members[0].before == SEPARATOR_SEMICOLON || members[0].opens_subset)
		return (struct extent){0, 0};
	/* 手机4.8亿台,其中智能手机3.7亿台;电脑1.4亿台: within a statement, one part is named, and then another whole. */
	if (is_among && lead == SEPARATOR_COMMA && ruling == SEPARATOR_SEMICOLON)
		return extent;
	if (ruling == SEPARATOR_AND)
		ruling = SEPARATOR_COMMA;
	if (lead == SEPARATOR_DUN && ruling > lead)
		ruling = lead;
	while (extent.count < count && continues(figures, &members[extent.count], &members[extent.count - 1], ruling))
		extent.count++;
	return extent;
}

static struct extent natural_before(const struct figures *figures, const struct member *members, size_t count)
{
	struct extent extent = {count ? count - 1 : 0, count > 0};
	enum separator ruling = count > 1 ? members[count - 1].before : SEPARATOR_NONE;

	/* A、B和C: the last separator is the weakest of all. */
	if (ruling == SEPARATOR_AND && count > 2)
		ruling = members[count - 2].before;
	if (ruling == SEPARATOR_AND)
		ruling = SEPARATOR_COMMA;
	while (extent.first > 0 && continues(figures, &members[extent.first], &members[extent.first - 1], ruling)) {
		extent.first--;
		extent.count++;
	}
	return extent;
}

/* Alike: every member has its words before it, or every one after it, or none has words. */
static bool are_parallel(const struct member *members, struct extent extent)
{
	bool heads = true, tails = true, bare = true;

	for (size_t i = extent.first; i < extent.first + extent.count; i++) {
		bool is_first = i == extent.first, is_last = i + 1 == extent.first + extent.count;

		heads = heads && (members[i].has_head || is_first) && (!members[i].has_tail || is_last);
		tails = tails && (members[i].has_tail || is_last) && (!members[i].has_head || is_first);
		bare = bare && (!members[i].has_head || is_first) && (!members[i].has_tail || is_last);
	}
	return extent.count > 0 && (heads || tails || bare);
}

static bool are_bare(const struct member *members, struct extent extent)
{
	for (size_t i = extent.first; i < extent.first + extent.count; i++) {
		bool is_first = i == extent.first, is_last = i + 1 == extent.first + extent.count;

		if ((members[i].has_head && !is_first) || (members[i].has_tail && !is_last) ||
		    (!is_first && members[i].before > SEPARATOR_DUN))
			return false;
	}
	return extent.count > 0;
}

static bool same_character(const char *text, size_t a, size_t b)
{
	return memcmp(text + a, text + b, utf8_size(text[a])) == 0;
}

static size_t last_character(const char *text, size_t end)
{
	do
		end--;
	while (((unsigned char)text[end] & 0xc0) == 0x80);
	return end;
}

static size_t head_length(const char *text, const struct member *member)
{
	return utf8_count(text + member->head, member->mark - member->head);
}

/*
 * 第一产业 第二产业, 首批 次批, 农业项目 民生项目: names that begin alike, or end alike and are of one length, are of one
 * kind. So are figures without names.
 */
static bool are_named_alike(const char *text, const struct member *a, const struct member *b)
{
	if (a->head == a->mark || b->head == b->mark)
		return a->head == a->mark && b->head == b->mark;
	return same_character(text, a->head, b->head) ||
	       (head_length(text, a) == head_length(text, b) &&
		same_character(text, last_character(text, a->mark), last_character(text, b->mark)));
}

/* Divided by commas or semicolons, what follows a list's last member looks like one more. */
static enum list_end find_end(const char *text, const struct member *members, struct extent extent, struct span lead)
{
	enum list_end end = LIST_ENDS_SURELY;

	/* 其中:甲…;乙…。 */
	if (lead.end > lead.start && text[lead.end - 1] == ':')
		return end;
	for (size_t i = extent.first + 1; i < extent.first + extent.count; i++) {
		if (members[i].before < SEPARATOR_COMMA)
			continue;
		if (!are_named_alike(text, &members[extent.first], &members[i]))
			return LIST_ENDS_ANYWHERE;
		end = LIST_ENDS_LIKELY;
	}
	return end;
}

struct figure_list list_of_figures(struct arena *arena, const struct skeleton *skeleton, const struct figures *figures,
				   struct span region, struct span lead, const struct hole *hole,
				   const struct figure *like, enum list_side side)
{
	struct member members[LIMIT_LIST_ITEMS];
	struct figure_list list = {0};
	bool ends_in_gap = false;

	list.count = collect(skeleton, figures, region, hole, like, members, &ends_in_gap);
	list.members = arena_alloc_array(arena, list.count, sizeof(*list.members));
	for (size_t i = 0; i < list.count; i++)
		list.members[i] = members[i].figure;
	list.natural = side == LIST_AFTER_CUE
			   ? natural_after(figures, members, list.count, strongest(skeleton_text(skeleton), lead),
					   ends_with_among(skeleton_text(skeleton), lead.start, lead.end))
			   : natural_before(figures, members, list.count);
	/* A statement without a figure between the list and its total may have named another part. */
	list.end = find_end(skeleton_text(skeleton), members, list.natural, lead);
	list.is_parallel = are_parallel(members, list.natural) && !(side == LIST_BEFORE_CUE && ends_in_gap);
	list.is_bare = are_bare(members, list.natural);
	list.is_fixed = side == LIST_AFTER_CUE && list.is_parallel && list.end == LIST_ENDS_SURELY;
	return list;
}
