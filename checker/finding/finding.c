/* Findings and ticks in an order that never changes, with fingerprints. */
#include "finding/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "text/document.h"
#include "text/text.h"

struct finding_list {
	struct arena *arena;
	struct finding *findings;
	size_t count;
	size_t capacity;
};

static const char *const severity_names[] = {"tick", "note", "warning", "error"};
static const char *const verdict_names[] = {"agrees", "rounded", "truncated", "disagrees", "undecided"};

const char *severity_name(enum severity severity)
{
	return severity_names[severity];
}

const char *verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

int severity_from_name(const char *name)
{
	for (int i = 0; i < SEVERITY_COUNT; i++)
		if (strcmp(severity_names[i], name) == 0)
			return i;
	return -1;
}

struct finding_list *finding_list_new(struct arena *arena)
{
	struct finding_list *list = arena_alloc(arena, sizeof(*list));

	list->arena = arena;
	return list;
}

void finding_list_add(struct finding_list *list, const struct finding *finding)
{
	list->findings = arena_grow(list->arena, list->findings, list->count, &list->capacity, sizeof(*list->findings));
	list->findings[list->count] = *finding;
	if (finding->severity == SEVERITY_TICK)
		list->findings[list->count].ask = NULL;
	list->count++;
}

static int compare_offsets(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int compare(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int order = compare_offsets(a->span.start, b->span.start);

	if (order == 0)
		order = compare_offsets(a->span.end, b->span.end);
	if (order == 0)
		order = strcmp(a->rule, b->rule);
	if (order == 0)
		order = (int)a->verdict - (int)b->verdict;
	if (order == 0)
		order = strcmp(a->message ? a->message : "", b->message ? b->message : "");
	return order;
}

/* FNV-1a (Fowler, Noll and Vo): small, and the same on every machine. */
static uint64_t hash_piece(uint64_t hash, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	return hash;
}

/* A byte that no text holds keeps neighbours apart. */
static uint64_t end_hash(uint64_t hash)
{
	return (hash ^ 0xff) * 0x100000001b3u;
}

static uint64_t hash_string(uint64_t hash, const char *string)
{
	return end_hash(string ? hash_piece(hash, string, strlen(string)) : hash);
}

/* Without blanks and line breaks: where they stand is the wrapping, not the words. */
static uint64_t hash_words(uint64_t hash, const char *folded, struct span span)
{
	size_t start = span.start;

	for (size_t i = span.start; i < span.end; i++)
		if (folded[i] == ' ' || folded[i] == '\t' || folded[i] == '\n') {
			hash = hash_piece(hash, folded + start, i - start);
			start = i + 1;
		}
	return end_hash(hash_piece(hash, folded + start, span.end - start));
}

static uint64_t hash_operands(uint64_t hash, const char *folded, const struct operand *operands, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct operand *operand = &operands[i];

		/* What another report says may change without this finding's becoming another. */
		if (operand->text)
			continue;
		hash = hash_string(hash, operand->role);
		if (operand->value && *operand->value)
			hash = hash_string(hash_string(hash, operand->value), operand->unit);
		else
			hash = hash_words(hash, folded, operand->span);
	}
	return end_hash(hash);
}

/*
 * The sentences that a finding lies in, whole but for what is far away in a very long one; its own words where it lies
 * in none.
 */
static struct span sentences_of(const struct document *document, struct span span)
{
	enum { FAR = 4096 }; /* bytes */
	struct span around = span;
	size_t count;
	const struct sentence *sentences = document_sentences(document, &count);
	uint32_t first = document_sentence_at(document, span.start);
	uint32_t last = document_sentence_at(document, span.end > span.start ? span.end - 1 : span.start);

	if (first != NO_INDEX)
		around.start = sentences[first].span.start;
	if (last != NO_INDEX)
		around.end = sentences[last].span.end;
	if (span.start - around.start > FAR)
		around.start = span.start - FAR;
	if (around.end - span.end > FAR)
		around.end = span.end + FAR;
	return around;
}

static uint64_t fingerprint(const struct finding *finding, const char *folded, const struct document *document)
{
	uint64_t hash = hash_string(0xcbf29ce484222325u, finding->rule);

	hash = hash_operands(hash, folded, finding->operands, finding->operand_count);
	hash = hash_operands(hash, folded, finding->related, finding->related_count);
	return hash_words(hash, folded, sentences_of(document, finding->span));
}

/* A fingerprint with its place in the list. */
struct print {
	uint64_t hash;
	size_t index;
};

static int compare_prints(const void *left, const void *right)
{
	const struct print *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return compare_offsets(a->index, b->index);
}

/* Equal fingerprints are numbered in the order of their places. */
static void fill_fingerprints(struct finding_list *list, const char *folded, const struct document *document)
{
	struct print *prints = arena_alloc_array(list->arena, list->count, sizeof(*prints));
	size_t repeat = 0;

	for (size_t i = 0; i < list->count; i++)
		prints[i] = (struct print){fingerprint(&list->findings[i], folded, document), i};
	if (list->count > 0)
		qsort(prints, list->count, sizeof(*prints), compare_prints);
	for (size_t i = 0; i < list->count; i++) {
		struct finding *finding = &list->findings[prints[i].index];
		unsigned long long hash = prints[i].hash;

		repeat = i > 0 && prints[i].hash == prints[i - 1].hash ? repeat + 1 : 0;
		finding->fingerprint = repeat ? arena_printf(list->arena, "%016llx-%zu", hash, repeat + 1)
					      : arena_printf(list->arena, "%016llx", hash);
	}
}

/* At a character's first byte: `limit`, or the next one. */
static size_t character_from(const char *folded, size_t limit)
{
	while (((unsigned char)folded[limit] & 0xc0) == 0x80)
		limit++;
	return limit;
}

static struct span passage_of(const struct document *document, const char *folded, struct span span)
{
	struct span passage = sentences_of(document, span);

	if (span.start - passage.start > PASSAGE_BYTES)
		passage.start = character_from(folded, span.start - PASSAGE_BYTES);
	if (passage.end - span.end > PASSAGE_BYTES)
		passage.end = character_from(folded, span.end + PASSAGE_BYTES);
	return passage;
}

void finding_list_finish(struct finding_list *list, const struct text *text, const struct document *document)
{
	size_t kept = 0;

	if (list->count > 0)
		qsort(list->findings, list->count, sizeof(*list->findings), compare);
	for (size_t i = 0; i < list->count; i++)
		if (kept == 0 || compare(&list->findings[kept - 1], &list->findings[i]) != 0)
			list->findings[kept++] = list->findings[i];
	list->count = kept;
	for (size_t i = 0; i < kept; i++)
		list->findings[i].passage = passage_of(document, text_folded(text), list->findings[i].span);
	fill_fingerprints(list, text_folded(text), document);
}

static const char *copy_string(struct arena *arena, const char *string)
{
	return string ? arena_copy_string(arena, string) : NULL;
}

static const struct operand *copy_operands(struct arena *arena, const struct operand *operands, size_t count)
{
	struct operand *copy = arena_alloc_array(arena, count, sizeof(*copy));

	for (size_t i = 0; i < count; i++) {
		copy[i] = operands[i];
		copy[i].role = copy_string(arena, operands[i].role);
		copy[i].value = copy_string(arena, operands[i].value);
		copy[i].unit = copy_string(arena, operands[i].unit);
		if (operands[i].text)
			copy[i].text = text_excerpt(arena, operands[i].text, &operands[i].span, 1);
	}
	return copy;
}

static const struct suggestion *copy_suggestions(struct arena *arena, const struct suggestion *suggestions,
						 size_t count)
{
	struct suggestion *copy = arena_alloc_array(arena, count, sizeof(*copy));

	for (size_t i = 0; i < count; i++)
		copy[i] = (struct suggestion){suggestions[i].span, copy_string(arena, suggestions[i].with)};
	return copy;
}

struct finding_list *finding_list_copy(struct arena *arena, const struct finding_list *list)
{
	struct finding_list *copy = finding_list_new(arena);

	copy->findings = arena_alloc_array(arena, list->count, sizeof(*copy->findings));
	copy->count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		struct finding *finding = &copy->findings[i];

		*finding = list->findings[i];
		finding->message = copy_string(arena, finding->message);
		finding->ask = copy_string(arena, finding->ask);
		finding->stated = copy_string(arena, finding->stated);
		finding->computed = copy_string(arena, finding->computed);
		finding->difference = copy_string(arena, finding->difference);
		finding->operands = copy_operands(arena, finding->operands, finding->operand_count);
		finding->related = copy_operands(arena, finding->related, finding->related_count);
		finding->suggestions = copy_suggestions(arena, finding->suggestions, finding->suggestion_count);
		finding->fingerprint = copy_string(arena, finding->fingerprint);
	}
	return copy;
}

struct span *finding_list_spans(struct arena *arena, const struct finding_list *list, size_t *count)
{
	struct span *spans;
	size_t most = 0;

	for (size_t i = 0; i < list->count; i++)
		most += 2 + list->findings[i].operand_count + list->findings[i].related_count +
			list->findings[i].suggestion_count;
	spans = arena_alloc_array(arena, most, sizeof(*spans));
	*count = 0;
	for (size_t i = 0; i < list->count; i++) {
		const struct finding *finding = &list->findings[i];

		spans[(*count)++] = finding->span;
		for (size_t o = 0; o < finding->operand_count; o++)
			spans[(*count)++] = finding->operands[o].span;
		for (size_t o = 0; o < finding->related_count; o++)
			if (!finding->related[o].text)
				spans[(*count)++] = finding->related[o].span;
		for (size_t s = 0; s < finding->suggestion_count; s++)
			spans[(*count)++] = finding->suggestions[s].span;
		spans[(*count)++] = finding->passage;
	}
	return spans;
}

void finding_list_accept(struct finding_list *list, size_t index, const struct acceptance *by)
{
	list->findings[index].accepted = by;
}

size_t finding_list_count(const struct finding_list *list)
{
	return list->count;
}

const struct finding *finding_list_at(const struct finding_list *list, size_t index)
{
	return &list->findings[index];
}
