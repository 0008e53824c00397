/*
 * How often repeats are found and unrelated pieces are not: measure [--characters N] REPORT...
 *
 * The reports are cut into pieces of N characters. Each piece is copied with so many of a hundred characters changed
 * (replaced, left out or put in, by turns); all pieces and copies of one kind go through the search together. A copy
 * counts as found when its own original is named. Pieces of different reports count as unrelated. The same in every run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "check/candidates.h"
#include "check/grams.h"
#include "check/pieces.h"
#include "text/document.h"
#include "text/text.h"

static const unsigned edits[] = {0, 1, 5, 10, 20};
static const unsigned thresholds[] = {200, 250, 300, 400, 500, 800};

enum { EDITS = sizeof(edits) / sizeof(*edits), THRESHOLDS = sizeof(thresholds) / sizeof(*thresholds) };

struct sample {
	const char *text;
	size_t length;
	struct piece piece;
	size_t report;
};

struct samples {
	struct arena *arena;
	struct sample *items;
	size_t count;
	size_t capacity;
};

static uint64_t state = 7;

/* xorshift64 (Marsaglia, 2003). */
static uint64_t random_number(uint64_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state % below;
}

static void add_sample(struct samples *samples, const char *text, size_t length, size_t report)
{
	struct text *folded =
	    text_from_bytes(samples->arena, "piece", text, length, error_list_new(samples->arena));
	struct document *document = document_new(samples->arena, folded);
	struct pieces pieces = pieces_of(samples->arena, text_folded(folded), document, SIZE_MAX);

	samples->items =
	    arena_grow(samples->arena, samples->items, samples->count, &samples->capacity, sizeof(*samples->items));
	samples->items[samples->count++] =
	    (struct sample){text_folded(folded), text_folded_length(folded), pieces.articles[0], report};
}

/* Cuts a folded report into pieces of whole paragraphs, at least `characters` each. */
static void cut(struct samples *samples, const char *path, size_t report, size_t characters)
{
	struct error_list *errors = error_list_new(samples->arena);
	struct text *text = text_read(samples->arena, path, NULL, errors);
	size_t start = 0, length = text ? text_folded_length(text) : 0;
	const char *folded = text ? text_folded(text) : "";

	error_list_print(errors, stderr);
	for (size_t at = 0; at < length; at++)
		if (folded[at] == '\n' && utf8_count(folded + start, at - start) >= characters) {
			add_sample(samples, folded + start, at - start, report);
			start = at + 1;
		}
}

/* A copy with about `percent` of its characters changed. */
static void edit(struct samples *copies, const struct sample *sample, const struct samples *all, unsigned percent)
{
	struct buffer out = {0};
	const struct sample *source = &all->items[random_number(all->count)];
	size_t from = 0;

	for (size_t at = 0, size; at < sample->length; at += size) {
		size = utf8_size(sample->text[at]);
		if (sample->text[at] == '\n' || random_number(100) >= percent) {
			buffer_append(&out, sample->text + at, size);
			continue;
		}
		while (from >= source->length || source->text[from] == '\n') {
			source = &all->items[random_number(all->count)];
			from = 0;
		}
		switch (random_number(3)) {
		case 0:
			break;
		case 1:
			buffer_append(&out, sample->text + at, size);
			/* fallthrough */
		default:
			buffer_append(&out, source->text + from, utf8_size(source->text[from]));
			from += utf8_size(source->text[from]);
			for (size_t skip = random_number(40); skip > 0 && from < source->length; skip--)
				from += utf8_size(source->text[from]);
		}
	}
	add_sample(copies, arena_copy(copies->arena, out.bytes, out.length), out.length, sample->report);
	buffer_release(&out);
}

static unsigned exact_similarity(const struct sample *a, const struct sample *b)
{
	struct arena *arena = arena_new();
	struct letters x = letters_of(arena, a->text, a->piece.span), y = letters_of(arena, b->text, b->piece.span);
	unsigned similarity = letters_similarity(arena, &x, &y, true);

	arena_free(arena);
	return similarity;
}

struct search {
	const struct sample *const *samples; /* originals, then their copies in the same order */
	size_t originals;
	unsigned least;
	bool *found;
	size_t false_pairs;
};

static enum comparison compare(void *context, size_t later, size_t earlier)
{
	struct search *search = context;
	unsigned similarity = exact_similarity(search->samples[later], search->samples[earlier]);

	if (similarity < search->least)
		return COMPARISON_OTHER;
	if (later == earlier + search->originals)
		search->found[earlier] = true;
	else if (search->samples[later]->report != search->samples[earlier]->report)
		search->false_pairs++;
	return similarity >= 900 ? COMPARISON_REPEAT : COMPARISON_VARIANT;
}

static int compare_numbers(const void *left, const void *right)
{
	return *(const int *)left - *(const int *)right;
}

static void print_row(const char *what, unsigned *similarities, size_t count)
{
	qsort(similarities, count, sizeof(*similarities), compare_numbers);
	printf("%-22s %5.2f %6.2f %5.2f", what, similarities[0] / 1000.0, similarities[count / 2] / 1000.0,
	       similarities[count - 1] / 1000.0);
}

static void measure_copies(struct samples *samples, unsigned percent)
{
	struct samples copies = {.arena = arena_new()};
	size_t count = samples->count;
	const struct sample **both = arena_alloc_array(copies.arena, 2 * count, sizeof(*both));
	const struct piece **pieces = arena_alloc_array(copies.arena, 2 * count, sizeof(*pieces));
	unsigned *similarities = arena_alloc_array(copies.arena, count, sizeof(*similarities));
	char what[40];

	for (size_t i = 0; i < count; i++)
		edit(&copies, &samples->items[i], samples, percent);
	for (size_t i = 0; i < count; i++) {
		both[i] = &samples->items[i];
		both[count + i] = &copies.items[i];
		similarities[i] = exact_similarity(both[i], both[count + i]);
	}
	for (size_t i = 0; i < 2 * count; i++)
		pieces[i] = &both[i]->piece;
	snprintf(what, sizeof(what), "copies, %u %% changed", percent);
	print_row(what, similarities, count);
	for (size_t t = 0; t < THRESHOLDS; t++) {
		struct search search = {both, count, thresholds[t], NULL, 0};
		size_t missed = 0;

		search.found = arena_alloc_array(copies.arena, count, sizeof(bool));
		candidates_find(&article_banding, pieces, 2 * count, thresholds[t], compare, &search);
		for (size_t i = 0; i < count; i++)
			missed += !search.found[i];
		printf("  %6.2f", 100.0 * (double)missed / (double)count);
	}
	putchar('\n');
	arena_free(copies.arena);
}

/* Every pair of pieces of different reports, exactly. */
static void measure_unrelated(const struct samples *samples)
{
	size_t pairs = 0, above[THRESHOLDS] = {0}, most = samples->count * samples->count / 2 + 1;
	unsigned *similarities = malloc(most * sizeof(*similarities));

	if (!similarities)
		return;
	for (size_t i = 0; i < samples->count; i++)
		for (size_t j = 0; j < i; j++) {
			if (samples->items[i].report == samples->items[j].report)
				continue;
			similarities[pairs] = exact_similarity(&samples->items[i], &samples->items[j]);
			for (size_t t = 0; t < THRESHOLDS; t++)
				above[t] += similarities[pairs] >= thresholds[t];
			pairs++;
		}
	if (pairs > 0) {
		print_row("unrelated pairs", similarities, pairs);
		for (size_t t = 0; t < THRESHOLDS; t++)
			printf("  %6zu", above[t]);
		printf("  of %zu\n", pairs);
	}
	free(similarities);
}

/* The CPU time of one signature of a piece of that many bytes, the least of several rounds. */
static void measure_time(const struct samples *samples, size_t bytes)
{
	struct arena *arena = arena_new();
	struct buffer all = {0};
	struct text *text;
	struct document *document;
	double least = 1e9;

	for (size_t i = 0; i < samples->count && all.length < bytes; i++) {
		buffer_append(&all, samples->items[i].text, samples->items[i].length);
		buffer_append_string(&all, "\n");
	}
	while (all.length > bytes || (all.length > 0 && ((unsigned char)all.bytes[all.length] & 0xc0) == 0x80))
		all.length--;
	text = text_from_bytes(arena, "article", all.bytes, all.length, error_list_new(arena));
	document = document_new(arena, text);
	for (int round = 0; round < 200; round++) {
		struct arena *scratch = arena_new();
		struct timespec start, end;
		double seconds;

		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
		pieces_of(scratch, text_folded(text), document, 200);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
		seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
		least = seconds < least ? seconds : least;
		arena_free(scratch);
	}
	printf("signatures of an article of %zu bytes and its long paragraphs: %.1f us (%.0f MB/s)\n", all.length,
	       least * 1e6, (double)all.length / least / 1e6);
	buffer_release(&all);
	arena_free(arena);
}

int main(int count, char **arguments)
{
	struct samples samples = {.arena = arena_new()};
	size_t characters = 1000;
	int first = 1;

	if (count > 2 && strcmp(arguments[1], "--characters") == 0) {
		characters = (size_t)strtoul(arguments[2], NULL, 10);
		first = 3;
	}
	for (int i = first; i < count; i++)
		cut(&samples, arguments[i], (size_t)i, characters);
	if (samples.count < 2) {
		fputs("measure: no two pieces of that length\n", stderr);
		return 2;
	}
	printf("%zu pieces of %zu characters or more; similarity of 5-grams, copies missed in %% at thresholds\n",
	       samples.count, characters);
	printf("%-22s %5s %6s %5s", "", "least", "median", "most");
	for (size_t t = 0; t < THRESHOLDS; t++)
		printf("  %6.2f", thresholds[t] / 1000.0);
	putchar('\n');
	for (size_t e = 0; e < EDITS; e++)
		measure_copies(&samples, edits[e]);
	measure_unrelated(&samples);
	measure_time(&samples, 5700);
	arena_free(samples.arena);
	return 0;
}
