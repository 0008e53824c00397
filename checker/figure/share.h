/* Quantities that are printed alike, kept once. */
#ifndef RCHECK_FIGURE_SHARE_H
#define RCHECK_FIGURE_SHARE_H

struct arena;
struct quantity;
struct shared_quantities;

/* What is shared lives in `arena`, which also ends the search for what is alike. */
struct shared_quantities *shared_quantities_new(struct arena *arena);

/* A quantity that has the same numbers: one seen before, or a copy of this one. */
const struct quantity *quantity_share(struct shared_quantities *shared, const struct quantity *quantity);

/* Ends the search early, when all are shared: releases what it needs. */
void shared_quantities_finish(struct shared_quantities *shared);

#endif
