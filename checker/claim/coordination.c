/* Figures joined by 、 or 和. */
#include "claim/coordination.h"

#include <stdbool.h>
#include <stdint.h>

#include "claim/separator.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "text/document.h"

enum { MARKS = 6, FAR = 36 }; /* bytes of a figure's marks; of twelve Han characters */

/* Do the words between two figures only join them? */
static bool joins(const char *text, size_t start, size_t end)
{
	bool is_joined = false;

	if (end - start > FAR)
		return false;
	for (size_t at = start, size; at < end; at += size) {
		enum separator separator = separator_at(text + at, end - at, &size);

		if (separator > SEPARATOR_DUN)
			return false;
		is_joined |= separator != SEPARATOR_NONE;
	}
	return is_joined;
}

static bool alike(const struct figures *figures, uint32_t a, uint32_t b)
{
	const struct figure *one = figures_at(figures, a), *other = figures_at(figures, b);

	return one->role == FIGURE_QUANTITY && other->role == FIGURE_QUANTITY && one->dimension == other->dimension;
}

struct coordination coordination_of(const struct skeleton *skeleton, const struct figures *figures, struct span passage,
				    size_t mark)
{
	const char *text = skeleton_text(skeleton);
	struct coordination joined = {SIZE_MAX, SIZE_MAX};
	uint32_t own = skeleton_figure_at(skeleton, mark), index;
	size_t reach = MARKS + FAR, at, start = mark - passage.start > reach ? mark - reach : passage.start;

	if (own == NO_INDEX)
		return joined;
	for (size_t offset = start; (index = skeleton_next_figure(skeleton, offset, mark, &at)) != NO_INDEX;
	     offset = at + 1)
		joined.before = alike(figures, own, index) && joins(text, at + MARKS, mark) ? at : SIZE_MAX;
	index = skeleton_next_figure(skeleton, mark + MARKS, passage.end, &at);
	if (index != NO_INDEX && alike(figures, own, index) && joins(text, mark + MARKS, at))
		joined.after = at;
	return joined;
}
