/* Compares the holes of a phrase with the marks of a passage. */
#include "claim/fit.h"

#include <string.h>

#include "claim/claim.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/pattern.h"
#include "text/document.h"
#include "text/text.h"

enum { MOST_MARKS = 64 /* a longer passage nearly always has them all */ };

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

/* The hole whose dimension others must have, NULL where there is none or more than one hole of that role. */
static const struct hole *find_model(const struct hole *holes, size_t count)
{
	const struct hole *model = NULL;
	const char *role = NULL;

	for (size_t i = 0; i < count && !role; i++)
		if (needs_figure(&holes[i]) && holes[i].kind == HOLE_FIGURE)
			role = holes[i].same_as;
	for (size_t i = 0; role && i < count; i++) {
		if (strcmp(holes[i].role, role) != 0)
			continue;
		if (model || !needs_figure(&holes[i]) || holes[i].kind != HOLE_FIGURE)
			return NULL;
		model = &holes[i];
	}
	return model;
}

static bool has_dimension(const uint64_t *dimensions, unsigned dimension)
{
	return dimensions[dimension / 64] >> dimension % 64 & 1;
}

/* Do the marks hold a figure for each hole one after the other, where that of `model` has the dimension? */
static bool fit_in_order(const struct hole *holes, size_t count, const struct claim_source *source,
			 const struct passage *passage, const struct hole *model, unsigned dimension)
{
	size_t mark = passage->first_mark, end = mark + passage->mark_count;

	for (size_t i = 0; i < count; i++) {
		const struct hole *hole = &holes[i];
		bool is_bound = model && (hole == model || (hole->kind == HOLE_FIGURE && hole->same_as &&
							    strcmp(hole->same_as, model->role) == 0));
		bool found = !needs_figure(hole);

		while (!found && mark < end) {
			const struct figure *figure =
			    figures_at(source->figures, skeleton_figure_of_mark(source->skeleton, mark++));

			found = figure->role == FIGURE_QUANTITY && hole->senses >> figure->sense & 1 &&
				has_dimension(hole->dimensions, figure->dimension) &&
				(!is_bound || figure->dimension == dimension);
		}
		if (!found)
			return false;
	}
	return true;
}

static bool fit_order(const struct hole *holes, size_t count, const struct claim_source *source,
		      const struct passage *passage)
{
	const struct hole *model;

	if (passage->mark_count > MOST_MARKS)
		return true;
	model = find_model(holes, count);
	if (!model)
		return fit_in_order(holes, count, source, passage, NULL, 0);
	for (size_t word = 0; word < 4; word++)
		for (uint64_t left = passage->dimensions[word] & model->dimensions[word]; left; left &= left - 1)
			if (fit_in_order(holes, count, source, passage, model,
					 (unsigned)(word * 64) + (unsigned)__builtin_ctzll(left)))
				return true;
	return false;
}

bool fit_places(const struct pattern *pattern, const struct claim_source *source, const struct passage *passage)
{
	size_t count;
	const struct hole *holes = pattern_holes(pattern, &count);

	for (size_t i = 0; i < count; i++) {
		if (!holes[i].is_certain)
			continue;
		if (holes[i].kind == HOLE_BRACKET && passage->bracket == NO_INDEX)
			return false;
		if (holes[i].kind == HOLE_BLANK &&
		    !text_has_blank_in(source->text, skeleton_folded_span(source->skeleton, passage->span)))
			return false;
	}
	return fit_order(holes, count, source, passage);
}
