/* Makes signatures in one pass over the text. */
#include "check/pieces.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/grams.h"
#include "text/document.h"

/* Odd constants of splitmix64 and of xxHash. */
#define FACTOR_A 0x9e3779b97f4a7c15u
#define FACTOR_B 0xc2b2ae3d27d4eb4fu
#define EXACT_FACTOR 0xd6e8feb86659fd93u

/* The least hash of each bin so far: of one paragraph, or of an article's paragraphs so far. */
struct sketch {
	uint32_t bins[ARTICLE_BINS];
	uint16_t figure_bins[FIGURE_BINS];
	uint64_t exact;
	uint32_t letters;
	uint32_t figures;
};

static void sketch_begin(struct sketch *sketch)
{
	memset(sketch, 0, sizeof(*sketch));
	memset(sketch->bins, 0xff, sizeof(sketch->bins));
	memset(sketch->figure_bins, 0xff, sizeof(sketch->figure_bins));
}

static void add_figure(struct sketch *sketch, uint64_t hash)
{
	uint16_t *bin = &sketch->figure_bins[hash >> 60], value = (uint16_t)(hash >> 40);

	sketch->figures++;
	if (value < *bin)
		*bin = value;
}

/* Appends text[span] to an empty sketch. */
static void sketch_scan(struct sketch *sketch, const char *text, struct span span)
{
	uint64_t window = 0, exact = 0; /* the window: the last four letters, 16 bits each */
	uint32_t letters = 0;
	size_t size;

	for (size_t at = span.start; at < span.end; at += size) {
		uint32_t code_point = utf8_decode(text + at, &size);
		uint64_t hash;
		uint32_t value;

		if (!is_letter(code_point))
			continue;
		if (code_point >= '0' && code_point <= '9') {
			size = figure_scan(text + at, span.end - at, &hash);
			add_figure(sketch, hash);
			exact = (exact + hash) * EXACT_FACTOR;
			code_point = '0';
		} else {
			exact = (exact + code_point) * EXACT_FACTOR;
		}
		hash = window * FACTOR_A;
		hash = (hash ^ hash >> 32 ^ code_point) * FACTOR_B;
		window = window << 16 | ((code_point ^ code_point >> 16) & 0xffff);
		if (++letters < GRAM)
			continue;
		hash = (hash ^ hash >> 29) * FACTOR_A;
		value = (uint32_t)(hash >> 16);
		if (value < sketch->bins[hash >> 57])
			sketch->bins[hash >> 57] = value;
	}
	sketch->exact = exact;
	sketch->letters = letters;
}

static uint64_t power(uint64_t base, uint32_t exponent)
{
	uint64_t product = 1;

	for (; exponent > 0; exponent >>= 1, base *= base)
		if (exponent & 1)
			product *= base;
	return product;
}

/* Appends a paragraph's sketch to an article's. */
static void sketch_append(struct sketch *sketch, const struct sketch *part)
{
	for (size_t i = 0; i < ARTICLE_BINS; i++)
		if (part->bins[i] < sketch->bins[i])
			sketch->bins[i] = part->bins[i];
	for (size_t i = 0; i < FIGURE_BINS; i++)
		if (part->figure_bins[i] < sketch->figure_bins[i])
			sketch->figure_bins[i] = part->figure_bins[i];
	sketch->exact = sketch->exact * power(EXACT_FACTOR, part->letters) + part->exact;
	sketch->letters += part->letters;
	sketch->figures += part->figures;
}

/* A bin without a gram takes that of another; which ones it asks depends on its number alone. */
static void fill_empty(uint32_t *bins, size_t count)
{
	bool is_empty[ARTICLE_BINS];
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		is_empty[i] = bins[i] == UINT32_MAX;
		any |= !is_empty[i];
	}
	for (size_t i = 0; any && i < count; i++) {
		uint64_t asked = i + 1;
		size_t at = i;

		while (is_empty[at]) {
			asked = asked * FACTOR_A + FACTOR_B;
			at = (asked >> 40) % count;
		}
		bins[i] = bins[at];
	}
}

/* Sixteen bits of each bin are enough: two that are not the same agree once in 65,536 times. */
static const uint16_t *finish_bins(struct arena *arena, const struct sketch *sketch, size_t count)
{
	uint32_t bins[ARTICLE_BINS];
	uint16_t *kept = arena_alloc_array(arena, count, sizeof(*kept));
	size_t step = ARTICLE_BINS / count;

	for (size_t i = 0; i < count; i++) {
		bins[i] = sketch->bins[i * step];
		for (size_t k = 1; k < step; k++)
			if (sketch->bins[i * step + k] < bins[i])
				bins[i] = sketch->bins[i * step + k];
	}
	fill_empty(bins, count);
	/* The least of many is small: its high bits say little. */
	for (size_t i = 0; i < count; i++)
		kept[i] = (uint16_t)(bins[i] * 0x9e3779b1u >> 16);
	return kept;
}

static struct piece piece_of(struct arena *arena, const struct sketch *sketch, struct span span, uint32_t article,
			     size_t bins)
{
	struct piece piece = {.span = span,
			      .article = article,
			      .letters = sketch->letters,
			      .figures = sketch->figures,
			      .exact = sketch->exact,
			      .bins = finish_bins(arena, sketch, bins)};

	memcpy(piece.figure_bins, sketch->figure_bins, sizeof(piece.figure_bins));
	return piece;
}

struct pieces pieces_of(struct arena *arena, const char *text, const struct document *document, size_t least_letters)
{
	struct pieces pieces = {0};
	size_t paragraph_count, at = 0;
	const struct article *articles = document_articles(document, &pieces.article_count);
	const struct paragraph *paragraphs = document_paragraphs(document, &paragraph_count);
	struct sketch whole, part;

	pieces.articles = arena_alloc_array(arena, pieces.article_count, sizeof(*pieces.articles));
	pieces.paragraphs = arena_alloc_array(arena, paragraph_count, sizeof(*pieces.paragraphs));
	for (size_t i = 0; i < pieces.article_count; i++) {
		sketch_begin(&whole);
		for (; at < paragraph_count && paragraphs[at].article == i; at++) {
			sketch_begin(&part);
			sketch_scan(&part, text, paragraphs[at].span);
			sketch_append(&whole, &part);
			if (part.letters >= least_letters && !paragraphs[at].is_table_row)
				pieces.paragraphs[pieces.paragraph_count++] =
				    piece_of(arena, &part, paragraphs[at].span, (uint32_t)i, PARAGRAPH_BINS);
		}
		pieces.articles[i] = piece_of(arena, &whole, articles[i].span, (uint32_t)i, ARTICLE_BINS);
	}
	return pieces;
}

static struct piece *copy(struct arena *arena, const struct piece *from, size_t count, size_t bins,
			  size_t least_letters, size_t *kept)
{
	struct piece *to = arena_alloc_array(arena, count, sizeof(*to));

	*kept = 0;
	for (size_t i = 0; i < count; i++) {
		uint16_t *copied;

		if (from[i].letters < least_letters)
			continue;
		copied = arena_alloc_array(arena, bins, sizeof(*copied));
		memcpy(copied, from[i].bins, bins * sizeof(*copied));
		to[*kept] = from[i];
		to[(*kept)++].bins = copied;
	}
	return to;
}

struct pieces pieces_copy(struct arena *arena, const struct pieces *pieces, size_t least_letters)
{
	struct pieces kept;

	kept.articles =
	    copy(arena, pieces->articles, pieces->article_count, ARTICLE_BINS, least_letters, &kept.article_count);
	kept.paragraphs = copy(arena, pieces->paragraphs, pieces->paragraph_count, PARAGRAPH_BINS, least_letters,
			       &kept.paragraph_count);
	return kept;
}

bool pieces_may_share_figures(const struct piece *a, const struct piece *b, unsigned least)
{
	uint64_t most = a->figures > b->figures ? a->figures : b->figures;
	uint64_t common = (most * least + 999) / 1000, others = (uint64_t)a->figures + b->figures;
	uint64_t different = 0;

	/* A figure that only one of them has makes one bin differ, or none. */
	for (size_t i = 0; i < FIGURE_BINS; i++)
		different += a->figure_bins[i] != b->figure_bins[i];
	return others >= 2 * common && different <= others - 2 * common;
}
