/* Finds the readings of a total: above it or below, between totals, at one level of numbering or indentation. */
#include "check/table_reading.h"

#include <string.h>

#include "base/arena.h"

enum {
	MOST_ITEMS = 300, /* longer stretches are not read as the parts of one total */
	MOST_RUN = 40     /* nor are shorter and shorter ends of them beyond that */
};

enum filter {
	FILTER_PLAIN,     /* no totals */
	FILTER_SUBTOTALS, /* subtotals, and plain items that no subtotal follows */
	FILTER_TOTALS,    /* totals of any level only */
	FILTER_DEPTH,     /* numbered as deep as the first */
	FILTER_INDENT,    /* those least indented */
	FILTER_ALL,
	FILTER_COUNT
};

struct stretch {
	size_t start;
	size_t end;
	bool is_above; /* the total stands behind it */
};

/* What is known of a stretch as a whole. */
struct bounds {
	const struct item *first; /* part */
	uint32_t indent;          /* the least */
	size_t first_total;       /* SIZE_MAX when there is none */
	size_t last_total;        /* 0 when there is none */
};

struct readings {
	struct arena *arena;
	struct view view;
	size_t total;
	struct reading *items;
	size_t count;
	size_t capacity;
};

bool item_is_additive(const struct item *item, bool is_column)
{
	if (item->flags & (ITEM_BLANK | ITEM_NUMBER))
		return false;
	if (item->unit.unit && item->unit.unit->pure)
		return false;
	if (!is_column)
		return true;
	if (item->flags & (ITEM_RATE | ITEM_SHARE | ITEM_COMPLETION))
		return false;
	/* 增减额(万元) can be added, 同比增长 cannot. */
	return !(item->flags & ITEM_CHANGE) || item->unit.unit;
}

/* The rows below a numbered one that are numbered deeper: [item + 1, end). */
static size_t descendants_end(struct view view, size_t item)
{
	uint32_t depth = view_item(view, item)->depth;
	size_t end = item + 1;

	while (depth > 0 && end < view_items(view) && view_item(view, end)->depth > depth &&
	       !(view_item(view, end)->flags & ANY_TOTAL))
		end++;
	return end;
}

bool item_is_parent(struct view view, size_t item)
{
	size_t end = view.across ? 0 : descendants_end(view, item), children = 0;

	for (size_t i = item + 1; i < end; i++) {
		uint32_t depth = view_item(view, item + 1)->depth;

		/* What is named only in part, or leaves out a rank, is no whole list. */
		if (view_item(view, i)->flags & (ITEM_OF_WHICH | ITEM_OPEN) || view_item(view, i)->depth < depth)
			return false;
		children += view_item(view, i)->depth == depth;
	}
	return children > 1;
}

static bool is_part(const struct readings *readings, size_t item)
{
	const struct item *part = view_item(readings->view, item);

	return item != readings->total && !(part->flags & (ITEM_OF_WHICH | ITEM_BLANK)) &&
	       item_is_additive(part, readings->view.across);
}

static bool passes(const struct readings *readings, struct stretch stretch, size_t item, enum filter filter,
		   struct bounds bounds)
{
	const struct item *part = view_item(readings->view, item);
	bool total = part->flags & ANY_TOTAL;

	switch (filter) {
	case FILTER_PLAIN:
		return !total;
	case FILTER_SUBTOTALS:
		/* A plain item is under the subtotal that follows it, or stands before it where totals come first. */
		return total || bounds.first_total == SIZE_MAX ||
		       (stretch.is_above ? item > bounds.last_total : item < bounds.first_total);
	case FILTER_TOTALS:
		return total;
	case FILTER_DEPTH:
		return part->depth == bounds.first->depth;
	case FILTER_INDENT:
		return part->indent == bounds.indent;
	default:
		return true;
	}
}

static bool is_known(const struct readings *readings, const size_t *items, size_t count)
{
	for (size_t i = 0; i < readings->count; i++)
		if (readings->items[i].count == count &&
		    memcmp(readings->items[i].items, items, count * sizeof(*items)) == 0)
			return true;
	return false;
}

static void add(struct readings *readings, const size_t *items, size_t count, bool is_whole)
{
	if (count == 0 || is_known(readings, items, count))
		return;
	readings->items = arena_grow(readings->arena, readings->items, readings->count, &readings->capacity,
				     sizeof(*readings->items));
	readings->items[readings->count++] = (struct reading){items, count, is_whole && count > 1};
}

static struct bounds find_bounds(const struct readings *readings, struct stretch stretch)
{
	struct bounds bounds = {NULL, UINT32_MAX, SIZE_MAX, 0};

	for (size_t i = stretch.start; i < stretch.end; i++) {
		const struct item *item = view_item(readings->view, i);

		if (item->flags & ANY_TOTAL) {
			bounds.first_total = bounds.first_total == SIZE_MAX ? i : bounds.first_total;
			bounds.last_total = i;
		}
		if (!is_part(readings, i))
			continue;
		bounds.first = bounds.first ? bounds.first : item;
		bounds.indent = item->indent < bounds.indent ? item->indent : bounds.indent;
	}
	return bounds;
}

static void collect(struct readings *readings, struct stretch stretch, enum filter filter)
{
	size_t *items = arena_alloc_array(readings->arena, stretch.end - stretch.start, sizeof(*items)), count = 0;
	struct bounds bounds = find_bounds(readings, stretch);

	for (size_t i = stretch.start; i < stretch.end; i++)
		if (is_part(readings, i) && passes(readings, stretch, i, filter, bounds))
			items[count++] = i;
	add(readings, items, count, filter != FILTER_ALL && filter != FILTER_TOTALS);
}

/* Which items behind 其中 are part of the one before it is not said: they may be as many as there are. */
static void add_without_members(struct readings *readings, struct stretch stretch)
{
	size_t opening = stretch.end, count = 0;

	for (size_t i = stretch.start; i < stretch.end; i++)
		if (view_item(readings->view, i)->flags & ITEM_OF_WHICH) {
			opening = i;
			count++;
		}
	if (count != 1)
		return;
	for (size_t end = opening + 2; end <= stretch.end && end <= opening + MOST_RUN; end++) {
		size_t *items = arena_alloc_array(readings->arena, stretch.end - stretch.start, sizeof(*items));
		size_t kept = 0;

		for (size_t i = stretch.start; i < stretch.end; i++)
			if ((i < opening || i >= end) && is_part(readings, i) &&
			    !(view_item(readings->view, i)->flags & ANY_TOTAL))
				items[kept++] = i;
		add(readings, items, kept, true);
	}
}

/* The items next to the total up to one that ends the stretch; of too many, a few more than are read. */
static struct stretch stretch_of(const struct readings *readings, bool is_above, unsigned ends)
{
	size_t count = view_items(readings->view), at = readings->total;
	size_t least = at > MOST_ITEMS ? at - MOST_ITEMS - 1 : 0;

	if (count - at > MOST_ITEMS + 2)
		count = at + MOST_ITEMS + 2;
	if (is_above) {
		while (at > least && !(view_item(readings->view, at - 1)->flags & ends))
			at--;
		return (struct stretch){at, readings->total, true};
	}
	while (at + 1 < count && !(view_item(readings->view, at + 1)->flags & ends))
		at++;
	return (struct stretch){readings->total + 1, at + 1, false};
}

/* Fewer and fewer of the items nearest to the total: a list may begin anywhere. */
static void add_runs(struct readings *readings, struct stretch stretch, unsigned wanted)
{
	size_t *items, count = 0;

	if (stretch.is_above && stretch.end - stretch.start > MOST_ITEMS)
		stretch.start = stretch.end - MOST_ITEMS;
	if (!stretch.is_above && stretch.end - stretch.start > MOST_ITEMS)
		stretch.end = stretch.start + MOST_ITEMS;
	items = arena_alloc_array(readings->arena, stretch.end - stretch.start, sizeof(*items));
	for (size_t i = stretch.start; i < stretch.end; i++)
		if (is_part(readings, i) && (!wanted || view_item(readings->view, i)->flags & wanted))
			items[count++] = i;
	for (size_t length = 1; length <= count && length <= MOST_RUN; length++)
		add(readings, stretch.is_above ? items + count - length : items, length, false);
}

const struct reading *readings_of(struct arena *arena, struct view view, size_t total, size_t *count)
{
	static const unsigned ends[] = {ANY_TOTAL, ITEM_TOTAL | ITEM_REGION, 0};
	bool is_sub = view_item(view, total)->flags & ITEM_SUBTOTAL;
	struct readings readings = {.arena = arena, .view = view, .total = total};

	if (!(view_item(view, total)->flags & ANY_TOTAL)) {
		collect(&readings, (struct stretch){total + 1, descendants_end(view, total), false}, FILTER_DEPTH);
		*count = readings.count;
		return readings.items;
	}
	for (size_t e = 0; e < sizeof(ends) / sizeof(*ends); e++)
		for (int side = 0; side < 2; side++) {
			/* The whole table is tried last for a subtotal, first between totals of its own level else. */
			struct stretch stretch = stretch_of(&readings, side == 0, is_sub ? ends[e] : ends[(e + 1) % 3]);

			if (stretch.end == stretch.start || stretch.end - stretch.start > MOST_ITEMS)
				continue;
			for (enum filter f = 0; f < FILTER_COUNT; f++)
				collect(&readings, stretch, f);
			add_without_members(&readings, stretch);
		}
	for (int side = 0; side < 2; side++) {
		struct stretch stretch = stretch_of(&readings, side == 0, 0);

		add_runs(&readings, stretch, 0);
		add_runs(&readings, stretch, ANY_TOTAL);
	}
	*count = readings.count;
	return readings.items;
}
