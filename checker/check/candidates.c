/* Banding: pieces are chained by the hash of each band. */
#include "check/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

const struct banding article_banding = {ARTICLE_BINS, 3, 64};
const struct banding paragraph_banding = {PARAGRAPH_BINS, 4, 24};

/*
 * How far a chain is followed, how many candidates are weighed, and how many of them compared: what keeps the work linear.
 * A chain gets long where pieces share a passage by the thousands, and then all of it is much alike.
 */
enum { CHAIN = 16, WEIGHED = 64, COMPARED = 8 };

/* A piece in the chain of one band. Index + 1, 0 for none. */
struct link {
	uint32_t piece;
	uint32_t next;
};

struct candidate {
	uint32_t piece;
	uint32_t common; /* bins */
};

struct index {
	const struct banding *banding;
	uint32_t *heads; /* of chains, by a hash */
	size_t mask;
	struct link *links;
	size_t link_count;
	uint32_t *seen;   /* the piece that was last compared with this one, + 1 */
	uint64_t *hashes; /* of the bands of the piece at hand */
};

uint64_t band_hash(const struct banding *banding, const uint16_t *bins, size_t band)
{
	uint64_t hash = band + 1;

	/* From the second time round on the bins are taken in other company. */
	for (size_t row = 0; row < banding->rows; row++) {
		size_t number = band * banding->rows + row, round = number / banding->bins;

		hash = (hash + bins[number * (2 * round + 1) % banding->bins]) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 32;
	}
	return hash;
}

static size_t count_common(const struct banding *banding, const uint16_t *a, const uint16_t *b)
{
	size_t common = 0;

	for (size_t i = 0; i < banding->bins; i++)
		common += a[i] == b[i];
	return common;
}

static int compare_candidates(const void *left, const void *right)
{
	const struct candidate *a = left, *b = right;

	if (a->common != b->common)
		return a->common > b->common ? -1 : 1;
	return a->piece < b->piece ? -1 : a->piece > b->piece;
}

/* Collects the earlier pieces that share a band with `piece` and have `least` bins in common with it. */
static size_t collect(struct index *index, const struct piece *const *pieces, uint32_t piece, size_t least,
		      struct candidate *candidates)
{
	size_t count = 0;

	for (size_t band = 0; band < index->banding->bands && count < WEIGHED; band++) {
		uint32_t link = index->heads[index->hashes[band] & index->mask];

		for (size_t steps = 0; link && steps < CHAIN && count < WEIGHED; steps++) {
			uint32_t other = index->links[link - 1].piece;
			size_t common;

			link = index->links[link - 1].next;
			if (index->seen[other] == piece + 1)
				continue;
			index->seen[other] = piece + 1;
			common = count_common(index->banding, pieces[piece]->bins, pieces[other]->bins);
			if (common >= least)
				candidates[count++] = (struct candidate){other, (uint32_t)common};
		}
	}
	if (count > 0)
		qsort(candidates, count, sizeof(*candidates), compare_candidates);
	return count;
}

static void insert(struct index *index, uint32_t piece)
{
	for (size_t band = 0; band < index->banding->bands; band++) {
		uint32_t *head = &index->heads[index->hashes[band] & index->mask];

		index->links[index->link_count++] = (struct link){piece, *head};
		*head = (uint32_t)index->link_count;
	}
}

/* Three standard deviations below the bins that pieces of that similarity have in common. */
static size_t least_common(const struct banding *banding, unsigned least)
{
	size_t expected = banding->bins * least / 1000, variance = banding->bins * least * (1000 - least) / 1000000;
	size_t deviation = 0;

	while (deviation * deviation < 9 * variance)
		deviation++;
	return expected > deviation ? expected - deviation : 1;
}

void candidates_find(const struct banding *banding, const struct piece *const *pieces, size_t count, unsigned least,
		     enum comparison (*compare)(void *context, size_t later, size_t earlier), void *context)
{
	struct arena *arena = arena_new();
	struct index index = {.banding = banding, .mask = 1023};
	struct candidate candidates[WEIGHED];
	size_t common = least_common(banding, least);

	while (index.mask < count * banding->bands / 2)
		index.mask = 2 * index.mask + 1;
	index.heads = arena_alloc_array(arena, index.mask + 1, sizeof(*index.heads));
	index.links = arena_alloc_array(arena, count * banding->bands, sizeof(*index.links));
	index.seen = arena_alloc_array(arena, count, sizeof(*index.seen));
	index.hashes = arena_alloc_array(arena, banding->bands, sizeof(*index.hashes));
	for (uint32_t i = 0; i < count; i++) {
		enum comparison result = COMPARISON_OTHER;
		size_t found;

		for (size_t band = 0; band < banding->bands; band++)
			index.hashes[band] = band_hash(banding, pieces[i]->bins, band);
		found = collect(&index, pieces, i, common, candidates);
		for (size_t c = 0; c < found && c < COMPARED && result == COMPARISON_OTHER; c++)
			result = compare(context, i, candidates[c].piece);
		if (result != COMPARISON_REPEAT)
			insert(&index, i);
	}
	arena_free(arena);
}
