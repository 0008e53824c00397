/* Cuts a folded text into articles, sections and paragraphs, and finds the part that holds an offset. */
#include "text/document.h"

#include <string.h>

#include "base/arena.h"
#include "text/line.h"
#include "text/marker.h"
#include "text/parts.h"
#include "text/text.h"

enum { RANKS = MARKER_DECIMAL + 1 };

struct document {
	struct arena *arena;
	const struct text *text;
	struct article *articles;
	size_t article_count;
	size_t article_capacity;
	struct paragraph *paragraphs;
	size_t paragraph_count;
	size_t paragraph_capacity;
	struct parts parts;
};

/* The last heading of each rank, while the paragraphs are walked; NO_INDEX where there is none. */
struct outline {
	uint32_t headings[RANKS];
};

static void add_paragraph(struct document *document, struct span span)
{
	const char *line = text_folded(document->text) + span.start;
	size_t length = span_length(span);
	struct paragraph paragraph = {.span = span, .marker = marker_read(line, length)};

	paragraph.marker.span.start += span.start;
	paragraph.marker.span.end += span.start;
	paragraph.is_table_row = memchr(line, '\t', length) != NULL;
	if (!paragraph.is_table_row) {
		const char *bar = memchr(line, '|', length);

		paragraph.is_table_row =
		    bar && (bar == line || memchr(bar + 1, '|', length - (size_t)(bar + 1 - line)));
	}
	paragraph.is_heading = !paragraph.is_table_row && line_is_title(line, length);
	if (paragraph.is_table_row)
		paragraph.marker.style = MARKER_NONE;
	document->paragraphs = arena_grow(document->arena, document->paragraphs, document->paragraph_count,
					  &document->paragraph_capacity, sizeof(*document->paragraphs));
	document->paragraphs[document->paragraph_count++] = paragraph;
}

/* 甲 | 12: a single bar makes a row beside another such line. */
static bool has_bar(const struct document *document, size_t index)
{
	const struct paragraph *paragraph = &document->paragraphs[index];

	return memchr(text_folded(document->text) + paragraph->span.start, '|', span_length(paragraph->span)) != NULL;
}

static void find_barred_rows(struct document *document)
{
	bool before = false;

	for (size_t i = 0; i < document->paragraph_count; i++) {
		struct paragraph *paragraph = &document->paragraphs[i];
		bool barred = has_bar(document, i);

		if (barred && !paragraph->is_table_row &&
		    (before || (i + 1 < document->paragraph_count && has_bar(document, i + 1)))) {
			paragraph->is_table_row = true;
			paragraph->is_heading = false;
			paragraph->marker.style = MARKER_NONE;
		}
		before = barred;
	}
}

static void find_paragraphs(struct document *document)
{
	const char *text = text_folded(document->text);
	size_t length = text_folded_length(document->text), end;

	for (size_t at = 0; at < length; at = end + 1) {
		const char *newline = memchr(text + at, '\n', length - at);

		end = newline ? (size_t)(newline - text) : length;
		if (end > at)
			add_paragraph(document, (struct span){at, end});
	}
}

/* The mark of an article at the start of a paragraph. An open mark needs a blank behind it in the source. */
static bool article_mark(const struct document *document, const struct paragraph *paragraph, struct span *name)
{
	const char *line = text_folded(document->text) + paragraph->span.start;
	size_t length = span_length(paragraph->span);
	bool closed;
	size_t size = marker_article(line, length, name, &closed);

	if (size == 0 || paragraph->is_table_row || !line_is_title(line, length))
		return false;
	name->start += paragraph->span.start;
	name->end += paragraph->span.start;
	return closed || text_has_blank_before(document->text, name->end);
}

static void add_article(struct document *document, struct article article)
{
	document->articles = arena_grow(document->arena, document->articles, document->article_count,
					&document->article_capacity, sizeof(*document->articles));
	document->articles[document->article_count++] = article;
}

/* What stands before the first marked article, and a report without any mark, is an article without a heading. */
static void find_articles(struct document *document)
{
	size_t length = text_folded_length(document->text);
	struct span name;

	for (size_t i = 0; i < document->paragraph_count; i++) {
		struct paragraph *paragraph = &document->paragraphs[i];

		if (article_mark(document, paragraph, &name)) {
			paragraph->is_heading = true;
			add_article(document, (struct article){{paragraph->span.start, length}, paragraph->span, name});
		} else if (i == 0) {
			add_article(document, (struct article){.span = {0, length}});
		}
		paragraph->article = (uint32_t)document->article_count - 1;
	}
	if (document->article_count == 0)
		add_article(document, (struct article){.span = {0, length}});
	for (size_t i = 0; i + 1 < document->article_count; i++)
		document->articles[i].span.end = document->articles[i + 1].span.start;
}

/* Enters a heading, which ends the sections of its own rank and below, and returns the section it stands in. */
static uint32_t enter_heading(struct outline *outline, uint32_t index, enum marker_style rank)
{
	uint32_t section = NO_INDEX;

	for (size_t i = 0; i < (size_t)rank; i++)
		if (outline->headings[i] != NO_INDEX)
			section = outline->headings[i];
	for (size_t i = rank; i < RANKS; i++)
		outline->headings[i] = NO_INDEX;
	outline->headings[rank] = index;
	return section;
}

static uint32_t innermost(const struct outline *outline)
{
	for (size_t i = RANKS; i > 0; i--)
		if (outline->headings[i - 1] != NO_INDEX)
			return outline->headings[i - 1];
	return NO_INDEX;
}

static void find_sections(struct document *document)
{
	struct outline outline;

	for (size_t i = 0; i < document->paragraph_count; i++) {
		struct paragraph *paragraph = &document->paragraphs[i];

		if (i == 0 || paragraph->article != document->paragraphs[i - 1].article)
			memset(&outline, 0xff, sizeof(outline));
		paragraph->section = paragraph->is_heading
					 ? enter_heading(&outline, (uint32_t)i, paragraph->marker.style)
					 : innermost(&outline);
	}
}

struct document *document_new(struct arena *arena, const struct text *text)
{
	struct document *document = arena_alloc(arena, sizeof(*document));

	document->arena = arena;
	document->text = text;
	document->parts = (struct parts){.arena = arena, .text = text_folded(text)};
	find_paragraphs(document);
	find_barred_rows(document);
	find_articles(document);
	find_sections(document);
	for (size_t i = 0; i < document->paragraph_count; i++) {
		struct paragraph *paragraph = &document->paragraphs[i];

		paragraph->first_sentence = (uint32_t)document->parts.sentence_count;
		parts_cut(&document->parts, paragraph->span, paragraph->marker.span.end, (uint32_t)i,
			  paragraph->is_table_row);
		paragraph->sentence_count = (uint32_t)document->parts.sentence_count - paragraph->first_sentence;
	}
	return document;
}

const struct article *document_articles(const struct document *document, size_t *count)
{
	*count = document->article_count;
	return document->articles;
}

const struct paragraph *document_paragraphs(const struct document *document, size_t *count)
{
	*count = document->paragraph_count;
	return document->paragraphs;
}

const struct sentence *document_sentences(const struct document *document, size_t *count)
{
	*count = document->parts.sentence_count;
	return document->parts.sentences;
}

const struct clause *document_clauses(const struct document *document, size_t *count)
{
	*count = document->parts.clause_count;
	return document->parts.clauses;
}

const struct bracket *document_brackets(const struct document *document, size_t *count)
{
	*count = document->parts.bracket_count;
	return document->parts.brackets;
}

/* The index of the last part, of `count` of `size` bytes, starting at or before `offset`; each opens with its span. */
static uint32_t last_before(const void *parts, size_t count, size_t size, size_t offset)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct span *span = (const void *)((const char *)parts + middle * size);

		if (span->start <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? (uint32_t)(low - 1) : NO_INDEX;
}

uint32_t document_sentence_at(const struct document *document, size_t offset)
{
	const struct sentence *sentences = document->parts.sentences;
	uint32_t index = last_before(sentences, document->parts.sentence_count, sizeof(*sentences), offset);

	return index != NO_INDEX && offset < sentences[index].span.end ? index : NO_INDEX;
}

uint32_t document_clause_at(const struct document *document, size_t offset)
{
	const struct clause *clauses = document->parts.clauses;
	uint32_t index = last_before(clauses, document->parts.clause_count, sizeof(*clauses), offset);

	return index != NO_INDEX && offset < clauses[index].span.end ? index : NO_INDEX;
}

uint32_t document_bracket_at(const struct document *document, size_t offset)
{
	const struct bracket *brackets = document->parts.brackets;
	uint32_t index = last_before(brackets, document->parts.bracket_count, sizeof(*brackets), offset);

	while (index != NO_INDEX && offset >= brackets[index].span.end)
		index = brackets[index].parent;
	return index;
}

static size_t first_from(const void *parts, size_t count, size_t size, size_t offset)
{
	uint32_t before = offset > 0 ? last_before(parts, count, size, offset - 1) : NO_INDEX;

	return before == NO_INDEX ? 0 : (size_t)before + 1;
}

size_t document_paragraph_from(const struct document *document, size_t offset)
{
	return first_from(document->paragraphs, document->paragraph_count, sizeof(*document->paragraphs), offset);
}

size_t document_sentence_from(const struct document *document, size_t offset)
{
	const struct parts *parts = &document->parts;

	return first_from(parts->sentences, parts->sentence_count, sizeof(*parts->sentences), offset);
}

size_t document_clause_from(const struct document *document, size_t offset)
{
	const struct parts *parts = &document->parts;

	return first_from(parts->clauses, parts->clause_count, sizeof(*parts->clauses), offset);
}

size_t document_bracket_from(const struct document *document, size_t offset)
{
	const struct parts *parts = &document->parts;

	return first_from(parts->brackets, parts->bracket_count, sizeof(*parts->brackets), offset);
}
