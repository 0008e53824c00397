/*
 * Blame: of all that disagrees, the fewest figures that explain it, as statistical offices localise errors in edited data
 * (Fellegi and Holt, 1976). A figure is blamed for several findings where one other value of it makes all of them
 * agree, no claim that agrees would then fail, and no other choice explains as much with as little. Then one finding is
 * told, at that figure, with the figures of the others as its related places.
 */
#ifndef RCHECK_CHECK_BLAME_H
#define RCHECK_CHECK_BLAME_H

#include <stddef.h>
#include <stdint.h>

struct blame;
struct check_context;
struct claim;
struct finding;

/* Lives in the context's arena. */
struct blame *blame_new(const struct check_context *context);

/*
 * A finding that is to be told, and the judged claim it is about. `plain` is its message without the repair that may be
 * told with it. Copies the finding and the claim.
 */
void blame_accuse(struct blame *blame, const struct claim *claim, const struct finding *finding, const char *plain);

/*
 * A finding without a claim that can be recomputed: any of its `suspects` (figure indexes) may explain it. Borrows the
 * suspects.
 */
void blame_suspect(struct blame *blame, const uint32_t *suspects, size_t count, const struct finding *finding);

/*
 * A claim that agrees: no figure is blamed for what a value would explain that breaks it. Only of claims with figures of
 * those that blame_accuse() was told of need it be told. Copies the claim.
 */
void blame_confirm(struct blame *blame, const struct claim *claim);

/* How many findings are still to be told; of more than LIMIT_SLIPS none waits. */
size_t blame_count(const struct blame *blame);

/* Adds the findings to the context's; only then is its memory released. */
void blame_tell(struct blame *blame);

#endif
