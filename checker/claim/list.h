/*
 * Lists: which figures, or how many names, a list hole stands for.
 *
 * A list's extent is rarely certain: 其中 may name only some, a list before 合计 may begin later than the
 * sentence. Each plausible extent is a reading; the natural one follows from the separators and from how the
 * members are built, and only it may accuse.
 */
#ifndef RCHECK_CLAIM_LIST_H
#define RCHECK_CLAIM_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct figure;
struct figures;
struct hole;
struct skeleton;

/* Figures [first, first + count) of a list's members. */
struct extent {
	uint32_t first;
	uint32_t count;
};

/* How sure it is that the last member of the natural extent still belongs to the list. */
enum list_end { LIST_ENDS_SURELY, LIST_ENDS_LIKELY, LIST_ENDS_ANYWHERE };

struct figure_list {
	uint32_t *members; /* figure indexes in text order */
	uint32_t count;
	struct extent natural;
	enum list_end end; /* of the natural extent */
	bool is_parallel;  /* the members of the natural extent are built alike */
	bool is_fixed;     /* it begins where its cue says so: no reading begins later */
	bool is_bare;      /* nothing but 、 and 和 divides its members: none of them is another statement */
};

/* Where the rest of the claim stands: the natural extent touches that end of the region. */
enum list_side { LIST_AFTER_CUE, LIST_BEFORE_CUE };

/*
 * The figures of `region` (in the skeleton) that fit the hole. `lead` is what stands between the figure `like` and
 * the region: a list opened after 、 does not reach beyond the next comma. With `like`, they have its dimension, and are
 * changes if and only if it is. Lives in `arena`.
 */
struct figure_list list_of_figures(struct arena *arena, const struct skeleton *skeleton, const struct figures *figures,
				   struct span region, struct span lead, const struct hole *hole,
				   const struct figure *like, enum list_side side);

/* Bit n: the names in `region` can be read as n of them (0 to 63). `natural` is the likeliest number. */
struct name_list {
	uint64_t counts; /* 0: these are no names */
	unsigned natural;
	bool is_listed;    /* 、 divides the names next to the cue */
	struct span words; /* in the skeleton: the region without what cannot be a name */
};

struct name_list list_of_names(const struct skeleton *skeleton, struct span region, enum list_side side);

#endif
