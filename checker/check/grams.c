/* Letters, sets of their 5-grams, figures in common. */
#include "check/grams.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

/* splitmix64's finalizer (Steele, Lea and Flood, 2014): every bit of the input reaches every bit of the output. */
static uint64_t mix(uint64_t value)
{
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9u;
	value = (value ^ value >> 27) * 0x94d049bb133111ebu;
	return value ^ value >> 31;
}

static bool is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

bool is_letter(uint32_t code_point)
{
	return code_point >= 0x3400 || is_digit(code_point) || (code_point >= 'A' && code_point <= 'Z') ||
	       (code_point >= 'a' && code_point <= 'z');
}

struct letters letters_of(struct arena *arena, const char *text, struct span span)
{
	struct letters letters = {.text = text, .span = span};
	size_t size, most = utf8_count(text + span.start, span_length(span));

	letters.items = arena_alloc_array(arena, most, sizeof(*letters.items));
	for (size_t at = span.start; at < span.end; at += size) {
		uint32_t code_point = utf8_decode(text + at, &size);

		if (is_letter(code_point))
			letters.items[letters.count++] = (struct letter){code_point, (uint32_t)at};
	}
	return letters;
}

/* A set of hashes, none of which is 0, in a table that is at most half full. */
struct set {
	uint64_t *slots;
	size_t mask;
	size_t count;
};

static struct set set_new(struct arena *arena, size_t most)
{
	struct set set = {.mask = 15};

	while (set.mask < 2 * most)
		set.mask = 2 * set.mask + 1;
	set.slots = arena_alloc_array(arena, set.mask + 1, sizeof(*set.slots));
	return set;
}

/* Returns false when it is in the set already. */
static bool set_add(struct set *set, uint64_t hash)
{
	size_t at = hash & set->mask;

	while (set->slots[at]) {
		if (set->slots[at] == hash)
			return false;
		at = (at + 1) & set->mask;
	}
	set->slots[at] = hash;
	set->count++;
	return true;
}

static bool set_has(const struct set *set, uint64_t hash)
{
	size_t at = hash & set->mask;

	while (set->slots[at] && set->slots[at] != hash)
		at = (at + 1) & set->mask;
	return set->slots[at] != 0;
}

/* Five code points of 21 bits fill two words. */
static uint64_t hash_gram(const uint32_t *window)
{
	uint64_t hash = mix(window[0] | (uint64_t)window[1] << 21 | (uint64_t)window[2] << 42);

	return mix(hash ^ (window[3] | (uint64_t)window[4] << 21)) | 1;
}

static struct set grams_of(struct arena *arena, const struct letters *letters, bool with_figures)
{
	struct set set = set_new(arena, letters->count);
	uint32_t window[GRAM] = {0};
	size_t seen = 0;

	for (size_t i = 0; i < letters->count; i++) {
		uint32_t letter = letters->items[i].code_point;

		if (!with_figures && is_digit(letter)) {
			if (seen > 0 && window[GRAM - 1] == '0')
				continue;
			letter = '0';
		}
		memmove(window, window + 1, sizeof(window) - sizeof(*window));
		window[GRAM - 1] = letter;
		if (++seen >= GRAM)
			set_add(&set, hash_gram(window));
	}
	return set;
}

unsigned letters_similarity(struct arena *arena, const struct letters *a, const struct letters *b, bool with_figures)
{
	struct set x = grams_of(arena, a, with_figures), y = grams_of(arena, b, with_figures);
	size_t common = 0;

	if (x.count == 0 || y.count == 0)
		return 0;
	for (size_t i = 0; i <= y.mask; i++)
		common += y.slots[i] && set_has(&x, y.slots[i]);
	return (unsigned)(common * 1000 / (x.count + y.count - common));
}

size_t figure_scan(const char *text, size_t length, uint64_t *hash)
{
	size_t at = 0;

	*hash = 0;
	for (; at < length; at++) {
		bool is_mark =
		    (text[at] == '.' || text[at] == ',') && at + 1 < length && is_digit((unsigned char)text[at + 1]);

		if (!is_mark && !is_digit((unsigned char)text[at]))
			break;
		if (text[at] != ',')
			*hash = *hash * 31 + (unsigned char)text[at];
	}
	*hash = mix(*hash) | 1;
	return at;
}

static int compare_hashes(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;

	return a < b ? -1 : a > b;
}

static uint64_t *figures_of(struct arena *arena, const struct letters *letters, size_t *count)
{
	uint64_t *hashes = arena_alloc_array(arena, letters->count, sizeof(*hashes));
	size_t end = 0;

	*count = 0;
	for (size_t i = 0; i < letters->count; i++) {
		size_t at = letters->items[i].offset;

		if (!is_digit(letters->items[i].code_point) || at < end)
			continue;
		end = at + figure_scan(letters->text + at, letters->span.end - at, &hashes[(*count)++]);
	}
	if (*count > 0)
		qsort(hashes, *count, sizeof(*hashes), compare_hashes);
	return hashes;
}

unsigned letters_common_figures(struct arena *arena, const struct letters *a, const struct letters *b)
{
	size_t a_count, b_count, i = 0, j = 0, common = 0, most;
	const uint64_t *x = figures_of(arena, a, &a_count), *y = figures_of(arena, b, &b_count);

	while (i < a_count && j < b_count) {
		common += x[i] == y[j];
		if (x[i] == y[j]) {
			i++;
			j++;
		} else if (x[i] < y[j]) {
			i++;
		} else {
			j++;
		}
	}
	most = a_count > b_count ? a_count : b_count;
	return most ? (unsigned)(common * 1000 / most) : 1000;
}
