/*
 * Compares phrases with a passage: their holes with the figures it has, their outlines with the order of its figures and
 * words.
 */
#include "claim/fit.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "claim/claim.h"
#include "claim/gate.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/outline.h"
#include "rule/pattern.h"
#include "text/document.h"
#include "text/text.h"

enum { MARKS = 6 /* bytes of a figure's marks */, ANY_DIMENSION = -1 };

/* Must every match bind a figure with this hole, one that counts among those of the passage? */
static bool needs_figure(const struct hole *hole)
{
	return hole->is_certain && (hole->kind == HOLE_FIGURE || hole->kind == HOLE_LIST);
}

bool fit_figures(const struct pattern *pattern, const struct passage *passage, const struct hole **missing)
{
	size_t count;
	const struct hole *holes = pattern_holes(pattern, &count);

	*missing = NULL;
	if (pattern_least_figures(pattern) > passage->figure_count)
		return false;
	for (size_t i = 0; i < count; i++) {
		uint64_t common = 0;

		if (!needs_figure(&holes[i]))
			continue;
		for (size_t word = 0; word < 4; word++)
			common |= holes[i].dimensions[word] & passage->dimensions[word];
		if (common == 0 || !(holes[i].senses & passage->senses)) {
			*missing = &holes[i];
			return false;
		}
	}
	return true;
}

/* Where an item of an outline may stand. */
struct event {
	uint32_t start;
	uint32_t end;
	uint32_t figures; /* of the passage that stand before it */
};

/* The figures and what they are. */
struct figure_event {
	struct event event;
	uint32_t dimension;
	uint32_t senses; /* bit 1 << enum sense */
};

/* The events of the passage that are words of a set: looked for once, however many phrases ask. */
struct set_events {
	size_t passage; /* the number of the passage they are of */
	struct event *events;
	size_t count;
	size_t capacity;
};

struct event_list {
	struct event *items;
	size_t count;
};

struct fit {
	struct arena *arena;
	const struct claim_source *source;
	const struct vocabulary *vocabulary;
	const struct sightings *sightings;
	size_t character; /* bytes of a character at most */
	const struct passage *passage;
	size_t passage_number;
	size_t first_sighting;
	size_t sighting_count;
	struct figure_event *figures;
	size_t figure_count;
	size_t figure_capacity;
	bool has_figures; /* `figures` are those of the passage */
	uint32_t *barred; /* of the figures before each of them, those of the dimension that is tried */
	struct set_events *sets;
	struct event_list heads;      /* from the last to the first, those that begin the rest of the outline */
	struct event_list next_heads; /* room for others */
	size_t head_capacity;
	struct span *starts;
	size_t start_count;
	size_t start_capacity;
};

struct fit *fit_new(struct arena *arena, const struct claim_source *source, const struct vocabulary *vocabulary,
		    const struct sightings *sightings)
{
	struct fit *fit = arena_alloc(arena, sizeof(*fit));

	fit->arena = arena;
	fit->source = source;
	fit->vocabulary = vocabulary;
	fit->sightings = sightings;
	fit->character = sightings->has_long_characters ? 4 : 3;
	fit->sets = arena_alloc_array(arena, vocabulary_set_count(vocabulary), sizeof(*fit->sets));
	return fit;
}

void fit_enter(struct fit *fit, const struct passage *passage, size_t first, size_t count)
{
	fit->passage = passage;
	fit->passage_number++;
	fit->first_sighting = first;
	fit->sighting_count = count;
	fit->has_figures = false;
}

static void collect_figures(struct fit *fit)
{
	const struct passage *passage = fit->passage;

	if (fit->figure_capacity < passage->mark_count + 1) {
		fit->figure_capacity = 2 * passage->mark_count + 1;
		fit->figures = arena_alloc_array(fit->arena, fit->figure_capacity, sizeof(*fit->figures));
		fit->barred = arena_alloc_array(fit->arena, fit->figure_capacity, sizeof(*fit->barred));
	}
	fit->has_figures = true;
	fit->figure_count = 0;
	for (size_t mark = passage->first_mark; mark < passage->first_mark + passage->mark_count; mark++) {
		const struct figure *figure =
		    figures_at(fit->source->figures, skeleton_figure_of_mark(fit->source->skeleton, mark));
		uint32_t at = (uint32_t)skeleton_offset_of_mark(fit->source->skeleton, mark);

		if (figure->role != FIGURE_QUANTITY)
			continue;
		fit->figures[fit->figure_count] = (struct figure_event){
		    {at, at + MARKS, (uint32_t)fit->figure_count}, figure->dimension, 1u << figure->sense};
		fit->figure_count++;
	}
}

static const struct set_events *events_of(struct fit *fit, const struct word_set *set)
{
	struct set_events *found = &fit->sets[set->index];
	const struct sighting *sighting = fit->sightings->items + fit->first_sighting;
	const struct sighting *last = sighting + fit->sighting_count;
	size_t figures = 0;

	if (found->passage == fit->passage_number)
		return found;
	found->passage = fit->passage_number;
	found->count = 0;
	for (; sighting < last; sighting++) {
		size_t end;

		if (!word_set_has(set, sighting->word))
			continue;
		end = sighting->at + vocabulary_length(fit->vocabulary, sighting->word);
		if (end > fit->passage->span.end)
			continue;
		while (figures < fit->figure_count && fit->figures[figures].event.start < sighting->at)
			figures++;
		found->events =
		    arena_grow(fit->arena, found->events, found->count, &found->capacity, sizeof(*found->events));
		found->events[found->count++] = (struct event){sighting->at, (uint32_t)end, (uint32_t)figures};
	}
	return found;
}

/* One attempt: the outline with the dimension of its model, the item that others refer to, settled. */
struct attempt {
	const struct outline *outline;
	const struct word_set *const *words;
	int model;     /* an item or OUTLINE_NONE */
	int dimension; /* its dimension, or ANY_DIMENSION */
};

static bool is_figure_of(const struct attempt *attempt, size_t index, const struct figure_event *figure)
{
	const struct outline_item *item = &attempt->outline->items[index];

	if (!(item->senses & figure->senses) ||
	    !(item->dimensions[figure->dimension / 64] >> figure->dimension % 64 & 1))
		return false;
	return attempt->dimension == ANY_DIMENSION || (item->like != attempt->model && (int)index != attempt->model) ||
	       (int)figure->dimension == attempt->dimension;
}

static uint32_t barred_before(const struct fit *fit, uint32_t figures)
{
	return fit->barred[figures];
}

/* May `item` stand at `next` where the one before it is `event`, which is a figure or not? */
static bool follows(const struct fit *fit, const struct attempt *attempt, const struct outline_item *item,
		    const struct event *event, bool is_figure, const struct event *next)
{
	uint32_t passed = event->figures + is_figure;

	if (item->reach != OUTLINE_FAR && next->start - event->end > item->reach * fit->character)
		return false;
	if (item->figures != OUTLINE_MANY && next->figures - passed > item->figures)
		return false;
	return attempt->dimension == ANY_DIMENSION || item->barred != attempt->model ||
	       barred_before(fit, next->figures) == barred_before(fit, passed);
}

static void count_barred(struct fit *fit, int dimension)
{
	uint32_t count = 0;

	for (size_t f = 0; f < fit->figure_count; f++) {
		fit->barred[f] = count;
		count += (int)fit->figures[f].dimension == dimension;
	}
	fit->barred[fit->figure_count] = count;
}

static void make_room(struct fit *fit, size_t count)
{
	struct event *heads;

	if (count <= fit->head_capacity)
		return;
	fit->head_capacity = 2 * count;
	fit->next_heads.items = arena_alloc_array(fit->arena, fit->head_capacity, sizeof(struct event));
	/* The others are still needed. */
	heads = arena_alloc_array(fit->arena, fit->head_capacity, sizeof(struct event));
	if (fit->heads.count > 0)
		memcpy(heads, fit->heads.items, fit->heads.count * sizeof(struct event));
	fit->heads.items = heads;
}

/*
 * Keeps of the events that are item `index` those behind which the rest of the outline follows: they become the heads.
 * The nearest head behind an event is the only one to ask, since all that is asked of a gap is that it be small.
 */
static bool step_back(struct fit *fit, const struct attempt *attempt, size_t index)
{
	const struct outline_item *item = &attempt->outline->items[index];
	const struct set_events *words = item->word_count ? events_of(fit, attempt->words[index]) : NULL;
	size_t left = words ? words->count : fit->figure_count, next = 0;
	bool is_last = index + 1 == attempt->outline->count;
	struct event_list heads = fit->heads, found;

	if (left == 0)
		return false;
	make_room(fit, left);
	heads = fit->heads;
	found = (struct event_list){fit->next_heads.items, 0};
	while (left-- > 0) {
		const struct event *event = words ? &words->events[left] : &fit->figures[left].event;

		if (!words && !is_figure_of(attempt, index, &fit->figures[left]))
			continue;
		if (!is_last) {
			while (next + 1 < heads.count && heads.items[next + 1].start >= event->end)
				next++;
			/* A longer word at the same place ends later. */
			while (next > 0 && heads.items[next].start < event->end)
				next--;
			if (heads.items[next].start < event->end ||
			    !follows(fit, attempt, item + 1, event, !words, &heads.items[next]))
				continue;
		}
		found.items[found.count++] = *event;
	}
	fit->next_heads = heads;
	fit->heads = found;
	return found.count > 0;
}

/* The characters from which `reach` lead to an event at most. */
static struct span start_of(const struct fit *fit, const struct event *event, size_t reach)
{
	const char *text = skeleton_text(fit->source->skeleton);
	size_t least = fit->passage->span.start, start = event->start;

	if (reach == OUTLINE_FAR || start - least <= reach * fit->character)
		return (struct span){least, start};
	start -= reach * fit->character;
	while (start > least && ((unsigned char)text[start] & 0xc0) == 0x80)
		start--;
	return (struct span){start, event->start};
}

/* Adds the places before the heads at which a match may begin. */
static void add_starts(struct fit *fit, size_t reach)
{
	for (size_t h = fit->heads.count; h-- > 0;) {
		fit->starts =
		    arena_grow(fit->arena, fit->starts, fit->start_count, &fit->start_capacity, sizeof(*fit->starts));
		fit->starts[fit->start_count++] = start_of(fit, &fit->heads.items[h], reach);
	}
}

static void try_outline(struct fit *fit, const struct attempt *attempt)
{
	for (size_t i = attempt->outline->count; i-- > 0;)
		if (!step_back(fit, attempt, i))
			return;
	add_starts(fit, attempt->outline->items[0].reach);
}

static int compare_starts(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	return a->start < b->start ? -1 : a->start > b->start;
}

/* Starts in their order, those joined that touch. */
static void join_starts(struct fit *fit, bool are_sorted)
{
	struct span *starts = fit->starts;
	size_t count = 0;

	if (!are_sorted && fit->start_count > 0)
		qsort(starts, fit->start_count, sizeof(*starts), compare_starts);
	for (size_t i = 0; i < fit->start_count; i++) {
		if (count > 0 && starts[i].start <= starts[count - 1].end)
			starts[count - 1].end =
			    starts[i].end > starts[count - 1].end ? starts[i].end : starts[count - 1].end;
		else
			starts[count++] = starts[i];
	}
	fit->start_count = count;
}

/* The item that others refer to, or OUTLINE_NONE; of several only the first counts. */
static int find_model(const struct outline *outline)
{
	int model = OUTLINE_NONE;

	for (size_t i = 0; i < outline->count && model == OUTLINE_NONE; i++)
		model = outline->items[i].like != OUTLINE_NONE ? outline->items[i].like : outline->items[i].barred;
	return model;
}

static void find_starts(struct fit *fit, struct attempt *attempt)
{
	const uint64_t *dimensions;
	size_t tried = 0;

	attempt->model = find_model(attempt->outline);
	if (attempt->model == OUTLINE_NONE) {
		try_outline(fit, attempt);
		join_starts(fit, true);
		return;
	}
	dimensions = attempt->outline->items[attempt->model].dimensions;
	for (size_t word = 0; word < 4; word++)
		for (uint64_t left = fit->passage->dimensions[word] & dimensions[word]; left; left &= left - 1) {
			attempt->dimension = (int)(word * 64) + __builtin_ctzll(left);
			count_barred(fit, attempt->dimension);
			try_outline(fit, attempt);
			tried++;
		}
	join_starts(fit, tried < 2);
}

/* Is there a {blank} or {(} for one that the phrase asks for? */
static bool fit_places(const struct fit *fit, const struct pattern *pattern)
{
	const struct claim_source *source = fit->source;
	size_t count;
	const struct hole *holes = pattern_holes(pattern, &count);

	for (size_t i = 0; i < count; i++) {
		if (!holes[i].is_certain)
			continue;
		if (holes[i].kind == HOLE_BRACKET && fit->passage->bracket == NO_INDEX)
			return false;
		if (holes[i].kind == HOLE_BLANK &&
		    !text_has_blank_in(source->text, skeleton_folded_span(source->skeleton, fit->passage->span)))
			return false;
	}
	return true;
}

const struct span *fit_starts(struct fit *fit, const struct phrase *phrase, size_t *count)
{
	struct attempt attempt = {.outline = pattern_outline(phrase->pattern),
				  .words = phrase->words,
				  .model = OUTLINE_NONE,
				  .dimension = ANY_DIMENSION};

	*count = fit->start_count = 0;
	if (!fit_places(fit, phrase->pattern))
		return NULL;
	if (attempt.outline->count == 0) {
		*count = 1;
		return &fit->passage->span;
	}
	if (!fit->has_figures)
		collect_figures(fit);
	find_starts(fit, &attempt);
	*count = fit->start_count;
	return fit->starts;
}
