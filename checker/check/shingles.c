/* Sets of character 5-grams. */
#include "check/shingles.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { GRAM = 5 };

/* splitmix64's finalizer (Steele, Lea and Flood, 2014): every bit of the input reaches every bit of the output. */
static uint64_t mix(uint64_t value)
{
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
	value = (value ^ value >> 27) * 0x94d049bb133111ebu;
	return value ^ value >> 31;
}

static bool counts(uint32_t code_point)
{
	return code_point >= 0x3400 || (code_point >= '0' && code_point <= '9') ||
	       (code_point >= 'A' && code_point <= 'Z') || (code_point >= 'a' && code_point <= 'z');
}

static int compare(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

struct shingles shingles_of(struct arena *arena, const char *text, size_t length)
{
	struct shingles shingles = {.hashes = arena_alloc_array(arena, length, sizeof(*shingles.hashes))};
	uint32_t window[GRAM] = {0};
	size_t seen = 0, kept = 0;

	for (size_t i = 0; i < SHINGLE_MINIMA; i++)
		shingles.minima[i] = UINT64_MAX;
	for (size_t at = 0; at < length;) {
		size_t size;
		uint32_t code_point = utf8_decode(text + at, &size);
		uint64_t hash = 0;

		at += size;
		if (!counts(code_point))
			continue;
		memmove(window, window + 1, sizeof(window) - sizeof(*window));
		window[GRAM - 1] = code_point;
		seen++;
		if (seen < GRAM)
			continue;
		/* Five code points of 21 bits fill two words. */
		hash = mix(window[0] | (uint64_t)window[1] << 21 | (uint64_t)window[2] << 42);
		hash = mix(hash ^ (window[3] | (uint64_t)window[4] << 21));
		shingles.hashes[shingles.count++] = hash;
		if (hash < shingles.minima[hash >> 61])
			shingles.minima[hash >> 61] = hash;
	}
	if (shingles.count > 0)
		qsort(shingles.hashes, shingles.count, sizeof(*shingles.hashes), compare);
	for (size_t i = 0; i < shingles.count; i++)
		if (i == 0 || shingles.hashes[i] != shingles.hashes[i - 1])
			shingles.hashes[kept++] = shingles.hashes[i];
	shingles.count = kept;
	return shingles;
}

unsigned shingles_similarity(const struct shingles *a, const struct shingles *b)
{
	size_t i = 0, j = 0, common = 0, all;

	while (i < a->count && j < b->count) {
		if (a->hashes[i] == b->hashes[j]) {
			common++;
			i++;
			j++;
		} else if (a->hashes[i] < b->hashes[j]) {
			i++;
		} else {
			j++;
		}
	}
	all = a->count + b->count - common;
	return all ? (unsigned)(common * 1000 / all) : 0;
}
