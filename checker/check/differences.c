/*
 * Where two passages differ: stretches that occur once in each anchor the passages to one another; of those the longest
 * sequence that runs forward in both is kept (the idea of patience diff), and what lies between is what differs.
 */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "check/grams.h"

enum { ANCHOR = 8 /* letters: shorter ones anchor common words to one another */ };

#define NOWHERE UINT32_MAX
#define TWICE (UINT32_MAX - 1)

/* A stretch of ANCHOR letters and where it begins in either passage. */
struct stretch {
	uint64_t hash;
	uint32_t a;
	uint32_t b;
};

struct anchor {
	uint32_t a;
	uint32_t b;
	uint32_t before; /* the anchor before it in the longest sequence that ends with it */
};

static uint64_t hash_stretch(const struct letter *letters)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < ANCHOR; i++)
		hash = (hash + letters[i].code_point) * 0x9e3779b97f4a7c15u;
	return (hash ^ hash >> 32) | 1;
}

static struct stretch *find_stretch(struct stretch *table, size_t mask, uint64_t hash)
{
	size_t at = hash & mask;

	while (table[at].hash && table[at].hash != hash)
		at = (at + 1) & mask;
	return &table[at];
}

/* The stretches that stand once in each passage, by their places in `a`. */
static struct anchor *find_anchors(struct arena *arena, const struct letters *a, const struct letters *b, size_t *count)
{
	size_t mask = 15;
	struct stretch *table;
	struct anchor *anchors = arena_alloc_array(arena, a->count, sizeof(*anchors));

	*count = 0;
	while (mask < 2 * a->count)
		mask = 2 * mask + 1;
	table = arena_alloc_array(arena, mask + 1, sizeof(*table));
	for (size_t i = 0; i + ANCHOR <= a->count; i++) {
		uint64_t hash = hash_stretch(a->items + i);
		struct stretch *stretch = find_stretch(table, mask, hash);
		bool is_new = stretch->hash == 0;

		*stretch = (struct stretch){hash, is_new ? (uint32_t)i : TWICE, NOWHERE};
	}
	for (size_t i = 0; i + ANCHOR <= b->count; i++) {
		struct stretch *stretch = find_stretch(table, mask, hash_stretch(b->items + i));

		if (stretch->hash)
			stretch->b = stretch->b == NOWHERE ? (uint32_t)i : TWICE;
	}
	for (size_t i = 0; i + ANCHOR <= a->count; i++) {
		const struct stretch *stretch = find_stretch(table, mask, hash_stretch(a->items + i));

		if (stretch->a == i && stretch->b < TWICE)
			anchors[(*count)++] = (struct anchor){.a = stretch->a, .b = stretch->b};
	}
	return anchors;
}

/* Keeps the longest sequence of anchors that also runs forward in `b`; returns its length. */
static size_t keep_forward(struct arena *arena, struct anchor *anchors, size_t count)
{
	/* ends[n]: the anchor with the least `b` that ends a sequence of n + 1. */
	uint32_t *ends = arena_alloc_array(arena, count, sizeof(*ends));
	struct anchor *kept = arena_alloc_array(arena, count, sizeof(*kept));
	size_t length = 0;

	for (uint32_t i = 0; i < count; i++) {
		size_t low = 0, high = length;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (anchors[ends[middle]].b < anchors[i].b)
				low = middle + 1;
			else
				high = middle;
		}
		anchors[i].before = low > 0 ? ends[low - 1] : NOWHERE;
		ends[low] = i;
		length += low == length;
	}
	for (size_t n = length, at = length > 0 ? ends[length - 1] : 0; n-- > 0; at = anchors[at].before)
		kept[n] = anchors[at];
	memcpy(anchors, kept, length * sizeof(*kept));
	return length;
}

static bool in_figure(const char *text, size_t at, struct span span)
{
	bool is_digit = text[at] >= '0' && text[at] <= '9';

	if (at < span.start || at >= span.end)
		return false;
	return is_digit || ((text[at] == '.' || text[at] == ',') && at > span.start && at + 1 < span.end &&
			    text[at - 1] >= '0' && text[at - 1] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9');
}

/* The bytes from letter `from` up to letter `to`, with the whole of a figure that they cut when `is_cut`. */
static struct span bytes_between(const struct letters *letters, size_t from, size_t to, size_t size, bool is_cut)
{
	const char *text = letters->text;
	struct span span;

	span.start = from < letters->count ? letters->items[from].offset : letters->span.end;
	span.end = to > from ? letters->items[to - 1].offset + size : span.start;
	while (is_cut && span.start > letters->span.start && in_figure(text, span.start - 1, letters->span))
		span.start--;
	while (is_cut && span.end < letters->span.end && in_figure(text, span.end, letters->span))
		span.end++;
	return span;
}

static size_t letter_size(const struct letters *letters, size_t index)
{
	uint32_t code_point = letters->items[index].code_point;

	return code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
}

static bool is_digit_at(const struct letters *letters, size_t index)
{
	return index < letters->count && letters->items[index].code_point >= '0' &&
	       letters->items[index].code_point <= '9';
}

/* Do the letters [from, to) begin or end inside a figure, or hold a part of one? */
static bool cuts_figure(const struct letters *letters, size_t from, size_t to)
{
	return to > from ? is_digit_at(letters, from) || is_digit_at(letters, to - 1)
			 : from > 0 && is_digit_at(letters, from - 1) && is_digit_at(letters, from);
}

struct gap {
	size_t a, a_end, b, b_end;
};

static void add_gap(const struct letters *a, const struct letters *b, struct gap gap, struct difference *differences,
		    size_t *count)
{
	struct difference *difference = &differences[*count];
	bool is_cut;

	/* What is the same at the end of the gap belongs to what follows. */
	while (gap.a_end > gap.a && gap.b_end > gap.b &&
	       a->items[gap.a_end - 1].code_point == b->items[gap.b_end - 1].code_point) {
		gap.a_end--;
		gap.b_end--;
	}
	if (gap.a == gap.a_end && gap.b == gap.b_end)
		return;
	is_cut = cuts_figure(a, gap.a, gap.a_end) || cuts_figure(b, gap.b, gap.b_end);
	difference->a =
	    bytes_between(a, gap.a, gap.a_end, gap.a_end > gap.a ? letter_size(a, gap.a_end - 1) : 0, is_cut);
	difference->b =
	    bytes_between(b, gap.b, gap.b_end, gap.b_end > gap.b ? letter_size(b, gap.b_end - 1) : 0, is_cut);
	/* Two slips in one figure are one place. */
	if (*count > 0 && difference->a.start < differences[*count - 1].a.end)
		return;
	++*count;
}

const struct difference *letters_differences(struct arena *arena, const struct letters *a, const struct letters *b,
					     size_t *count)
{
	size_t anchor_count, i = 0, j = 0;
	struct anchor *anchors = find_anchors(arena, a, b, &anchor_count);
	struct difference *differences;

	anchor_count = keep_forward(arena, anchors, anchor_count);
	differences = arena_alloc_array(arena, anchor_count + 2, sizeof(*differences));
	*count = 0;
	for (size_t n = 0;; n++) {
		while (i < a->count && j < b->count && a->items[i].code_point == b->items[j].code_point) {
			i++;
			j++;
		}
		while (n < anchor_count && (anchors[n].a < i || anchors[n].b < j))
			n++;
		if (n >= anchor_count)
			break;
		add_gap(a, b, (struct gap){i, anchors[n].a, j, anchors[n].b}, differences, count);
		i = anchors[n].a;
		j = anchors[n].b;
	}
	add_gap(a, b, (struct gap){i, a->count, j, b->count}, differences, count);
	return differences;
}
