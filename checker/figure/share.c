/* A hash table with open addressing; it grows in memory of its own, so that no old one is left behind. */
#include "figure/share.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "figure/figure.h"

enum { FIRST_SLOTS = 64 }; /* a power of 2, as all sizes are */

struct shared_quantities {
	struct arena *arena;
	const struct quantity **slots;
	size_t slot_count;
	size_t count;
};

static const struct quantity **allocate_slots(size_t count)
{
	const struct quantity **slots = calloc(count, sizeof(*slots));

	if (!slots)
		arena_exhausted();
	return slots;
}

static void release(void *object)
{
	shared_quantities_finish(object);
}

struct shared_quantities *shared_quantities_new(struct arena *arena)
{
	struct shared_quantities *shared = arena_alloc(arena, sizeof(*shared));

	shared->arena = arena;
	arena_defer(arena, release, shared);
	return shared;
}

void shared_quantities_finish(struct shared_quantities *shared)
{
	free(shared->slots);
	shared->slots = NULL;
	shared->slot_count = shared->count = 0;
}

/* Numbers have no padding: equal bytes are what is meant, not equal values. */
static uint64_t hash_of(const struct quantity *quantity)
{
	uint64_t words[sizeof(*quantity) / sizeof(uint64_t)], hash = 0;

	memcpy(words, quantity, sizeof(words));
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		hash = (hash ^ words[i]) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 32;
	}
	return hash;
}

/* The slot that holds an equal one, or the empty one where it belongs. */
static const struct quantity **slot_of(const struct shared_quantities *shared, const struct quantity *quantity)
{
	size_t mask = shared->slot_count - 1, at = hash_of(quantity) & mask;

	while (shared->slots[at] && memcmp(shared->slots[at], quantity, sizeof(*quantity)) != 0)
		at = (at + 1) & mask;
	return &shared->slots[at];
}

static void grow(struct shared_quantities *shared)
{
	const struct quantity **old = shared->slots;
	size_t count = shared->slot_count;

	shared->slot_count = count ? 2 * count : FIRST_SLOTS;
	shared->slots = allocate_slots(shared->slot_count);
	for (size_t i = 0; i < count; i++)
		if (old[i])
			*slot_of(shared, old[i]) = old[i];
	free(old);
}

const struct quantity *quantity_share(struct shared_quantities *shared, const struct quantity *quantity)
{
	const struct quantity **slot;
	struct quantity *copy;

	if (2 * (shared->count + 1) > shared->slot_count)
		grow(shared);
	slot = slot_of(shared, quantity);
	if (!*slot) {
		copy = arena_alloc(shared->arena, sizeof(*copy));
		*copy = *quantity;
		*slot = copy;
		shared->count++;
	}
	return *slot;
}
