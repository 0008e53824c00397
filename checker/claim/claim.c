/* Copies of claims that outlive the stretch of the report they were found in. */
#include "claim/claim.h"

#include <string.h>

#include "base/arena.h"

struct claim *claim_copy(struct arena *arena, const struct claim *claim)
{
	struct claim *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *claim;
	copy->roles = arena_alloc_array(arena, claim->role_count, sizeof(*copy->roles));
	for (size_t i = 0; i < claim->role_count; i++) {
		const struct figure_list *list = &claim->roles[i].list;
		uint32_t *members = arena_alloc_array(arena, list->count, sizeof(*members));

		if (list->count > 0)
			memcpy(members, list->members, list->count * sizeof(*members));
		copy->roles[i] = claim->roles[i];
		copy->roles[i].list.members = members;
	}
	return copy;
}
