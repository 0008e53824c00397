/*
 * Articles and paragraphs that repeat one another.
 *
 * Near-copies are told from pieces of one genre by the Jaccard similarity of their character 5-grams: 0.43 after one
 * edit in ten characters, at most 0.13 between unrelated reports. Paragraphs are compared only where they share
 * a minimum hash, so the work stays linear in the text.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "check/shingles.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

struct piece {
	struct span span;
	struct shingles shingles;
	uint32_t article;
	bool is_repeat;
};

/* A piece under one of its minimum hashes. */
struct key {
	uint64_t minimum;
	uint32_t piece;
};

struct settings {
	unsigned article_similarity;
	unsigned paragraph_similarity;
	unsigned least_characters;
};

static void add_repeat(const struct check_context *context, const struct rule *rule, enum message message,
		       struct span repeat, struct span original, unsigned similarity)
{
	struct finding finding = finding_of(context, &duplicate_check, rule, repeat);

	finding.message =
	    say(context, message, "line", arena_printf(context->arena, "%zu", text_place(context->text, original).line),
		"percent", arena_printf(context->arena, "%u", similarity / 10), NULL);
	finding.related = words_operand(context, "original", original);
	finding.related_count = 1;
	finding_list_add(context->findings, &finding);
}

/* Where an article's repeat is marked: its heading, or its first paragraph. */
static struct span head_of(const struct check_context *context, const struct article *article)
{
	size_t count;
	const struct paragraph *paragraphs = document_paragraphs(context->document, &count);

	if (span_length(article->heading) > 0)
		return article->heading;
	for (size_t i = 0; i < count; i++)
		if (paragraphs[i].span.start >= article->span.start)
			return paragraphs[i].span;
	return article->span;
}

/* Sets repeats[i] for each article that repeats an earlier one. */
static void check_articles(const struct check_context *context, const struct rule *rule,
			   const struct settings *settings, bool *repeats)
{
	size_t count;
	const struct article *articles = document_articles(context->document, &count);
	struct shingles *shingles;
	const char *text = text_folded(context->text);

	if (count < 2)
		return;
	shingles = arena_alloc_array(context->arena, count, sizeof(*shingles));
	for (size_t i = 0; i < count; i++) {
		struct span span = articles[i].span;

		shingles[i] = shingles_of(context->arena, text + span.start, span_length(span));
		for (size_t j = 0; j < i && !repeats[i]; j++) {
			unsigned similarity = shingles_similarity(&shingles[i], &shingles[j]);

			if (similarity < settings->article_similarity || shingles[i].count < settings->least_characters)
				continue;
			repeats[i] = true;
			add_repeat(context, rule, MESSAGE_DUPLICATE_ARTICLE, head_of(context, &articles[i]),
				   head_of(context, &articles[j]), similarity);
		}
	}
}

static int compare_keys(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	if (a->minimum != b->minimum)
		return a->minimum < b->minimum ? -1 : 1;
	return a->piece < b->piece ? -1 : a->piece > b->piece;
}

/* Two descriptions of one pattern with other figures are no repeat. */
static bool same_digits(const char *text, struct span a, struct span b)
{
	size_t i = a.start, j = b.start;

	for (;;) {
		while (i < a.end && !(text[i] >= '0' && text[i] <= '9'))
			i++;
		while (j < b.end && !(text[j] >= '0' && text[j] <= '9'))
			j++;
		if (i == a.end || j == b.end)
			return i == a.end && j == b.end;
		if (text[i++] != text[j++])
			return false;
	}
}

static size_t collect_pieces(const struct check_context *context, const struct settings *settings, const bool *repeats,
			     struct piece *pieces)
{
	size_t count, kept = 0;
	const struct paragraph *paragraphs = document_paragraphs(context->document, &count);
	const char *text = text_folded(context->text);

	for (size_t i = 0; i < count; i++) {
		struct span span = paragraphs[i].span;

		if (repeats[paragraphs[i].article] || paragraphs[i].is_table_row ||
		    span_length(span) < settings->least_characters * (size_t)3)
			continue;
		pieces[kept] = (struct piece){.span = span, .article = paragraphs[i].article};
		pieces[kept].shingles = shingles_of(context->arena, text + span.start, span_length(span));
		kept++;
	}
	return kept;
}

static void check_paragraphs(const struct check_context *context, const struct rule *rule,
			     const struct settings *settings, const bool *repeats)
{
	size_t paragraph_count, count, keys = 0;
	struct piece *pieces;
	struct key *index;

	document_paragraphs(context->document, &paragraph_count);
	pieces = arena_alloc_array(context->arena, paragraph_count, sizeof(*pieces));
	count = collect_pieces(context, settings, repeats, pieces);
	index = arena_alloc_array(context->arena, count * SHINGLE_MINIMA, sizeof(*index));
	for (size_t i = 0; i < count; i++)
		for (size_t m = 0; m < SHINGLE_MINIMA; m++)
			if (pieces[i].shingles.minima[m] != UINT64_MAX)
				index[keys++] = (struct key){pieces[i].shingles.minima[m], (uint32_t)i};
	if (keys > 0)
		qsort(index, keys, sizeof(*index), compare_keys);
	for (size_t k = 1; k < keys; k++) {
		struct piece *first = &pieces[index[k - 1].piece], *second = &pieces[index[k].piece];
		unsigned similarity;

		if (index[k].minimum != index[k - 1].minimum || first == second || second->is_repeat)
			continue;
		similarity = shingles_similarity(&first->shingles, &second->shingles);
		if (similarity < settings->paragraph_similarity ||
		    !same_digits(text_folded(context->text), first->span, second->span))
			continue;
		second->is_repeat = true;
		add_repeat(context, rule, MESSAGE_DUPLICATE_PARAGRAPH, second->span, first->span, similarity);
	}
}

static void run(const struct check_context *context, const struct rule *rule)
{
	size_t articles;
	struct settings settings = {
	    .article_similarity = rule_parameter(rule, "article-similarity", 500),
	    .paragraph_similarity = rule_parameter(rule, "paragraph-similarity", 800),
	    .least_characters = rule_parameter(rule, "least-characters", 60),
	};
	bool *repeats;

	document_articles(context->document, &articles);
	repeats = arena_alloc_array(context->arena, articles + 1, sizeof(*repeats));
	check_articles(context, rule, &settings, repeats);
	check_paragraphs(context, rule, &settings, repeats);
}

const struct check duplicate_check = {
    .kind = "duplicate",
    .reported = "duplicate",
    .summary = "articles and paragraphs that repeat one another",
    .run = run,
};
