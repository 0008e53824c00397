/* The skeleton: text with marks for figures, cut into passages, with a way back to the folded text. */
#include "figure/skeleton.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "figure/figure.h"
#include "text/document.h"
#include "text/text.h"

/* From `offset` on, the skeleton copies the folded text byte by byte from `folded` on. */
struct segment {
	uint32_t offset;
	uint32_t folded;
};

/* A figure's marks. A figure that leads a bracket stands in the skeleton more than once. */
struct mark {
	uint32_t offset;
	uint32_t figure;
};

struct passage_list {
	struct passage *items;
	size_t count;
	size_t capacity;
};

struct skeleton {
	struct arena *arena;
	unsigned scopes;
	const struct figures *figures;
	const char *folded;
	struct span stretch; /* of the folded text */
	struct buffer text;
	struct segment *segments;
	size_t segment_count;
	size_t segment_capacity;
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	struct passage_list passages[SCOPE_COUNT];
};

static void release_text(void *buffer)
{
	buffer_release(buffer);
}

static void add_segment(struct skeleton *skeleton, size_t folded)
{
	skeleton->segments = arena_grow(skeleton->arena, skeleton->segments, skeleton->segment_count,
					&skeleton->segment_capacity, sizeof(*skeleton->segments));
	skeleton->segments[skeleton->segment_count++] =
	    (struct segment){(uint32_t)skeleton->text.length, (uint32_t)folded};
}

static void append_mark(struct skeleton *skeleton, uint32_t code_point)
{
	char bytes[4];

	buffer_append(&skeleton->text, bytes, utf8_encode(code_point, bytes));
}

/* FIGURE_WEAK stays what it is, words. */
static void append_figure(struct skeleton *skeleton, size_t index)
{
	const struct figure *figure = figures_at(skeleton->figures, index);

	add_segment(skeleton, figure->span.start);
	if (figure->role == FIGURE_IDENTIFIER) {
		append_mark(skeleton, MARK_IDENTIFIER);
		return;
	}
	skeleton->marks = arena_grow(skeleton->arena, skeleton->marks, skeleton->mark_count, &skeleton->mark_capacity,
				     sizeof(*skeleton->marks));
	skeleton->marks[skeleton->mark_count++] = (struct mark){(uint32_t)skeleton->text.length, (uint32_t)index};
	if (figure->role == FIGURE_RATIO || figure->role == FIGURE_PERIOD) {
		append_mark(skeleton, figure->role == FIGURE_RATIO ? MARK_RATIO : MARK_PERIOD);
		return;
	}
	append_mark(skeleton, MARK_SENSE + (uint32_t)figure->sense);
	append_mark(skeleton, MARK_DIMENSION + figure->dimension);
}

static void append_words(struct skeleton *skeleton, size_t start, size_t end)
{
	if (start >= end)
		return;
	add_segment(skeleton, start);
	buffer_append(&skeleton->text, skeleton->folded + start, end - start);
}

/* Words that lead up to a figure. 佔淨值24億元之35%: before a figure 之 is 的, in as many bytes. */
static void append_words_before_figure(struct skeleton *skeleton, size_t start, size_t end)
{
	static const char formal[] = "之", plain[] = "的";
	enum { SIZE = sizeof(plain) - 1 };

	if (end - start < SIZE || memcmp(skeleton->folded + end - SIZE, formal, SIZE) != 0) {
		append_words(skeleton, start, end);
		return;
	}
	add_segment(skeleton, start);
	buffer_append(&skeleton->text, skeleton->folded + start, end - SIZE - start);
	buffer_append(&skeleton->text, plain, SIZE);
}

/* Copies a stretch of folded text with marks for figures, leaving out the brackets whose parent is `parent`. */
static void append_stretch(struct skeleton *skeleton, struct span span, const struct bracket *brackets,
			   size_t bracket_count, size_t first_bracket, uint32_t parent)
{
	size_t at = span.start, bracket = first_bracket;
	size_t figure = figures_first_from(skeleton->figures, span.start);

	while (at < span.end) {
		size_t next_bracket, next_figure;

		while (bracket < bracket_count &&
		       (brackets[bracket].span.start < at || brackets[bracket].parent != parent) &&
		       brackets[bracket].span.start < span.end)
			bracket++;
		next_bracket = bracket < bracket_count ? brackets[bracket].span.start : SIZE_MAX;
		while (figure < figures_count(skeleton->figures) &&
		       (figures_at(skeleton->figures, figure)->span.start < at ||
			figures_at(skeleton->figures, figure)->role == FIGURE_WEAK))
			figure++;
		next_figure = figure < figures_count(skeleton->figures)
				  ? figures_at(skeleton->figures, figure)->span.start
				  : SIZE_MAX;
		if (next_bracket >= span.end && next_figure >= span.end) {
			append_words(skeleton, at, span.end);
			return;
		}
		if (next_figure <= next_bracket) {
			append_words_before_figure(skeleton, at, next_figure);
			append_figure(skeleton, figure);
			at = figures_at(skeleton->figures, figure)->span.end;
		} else {
			append_words(skeleton, at, next_bracket);
			at = brackets[bracket].span.end;
		}
	}
}

static size_t first_mark_from(const struct skeleton *skeleton, size_t offset)
{
	size_t low = 0, high = skeleton->mark_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (skeleton->marks[middle].offset < offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add_passage(struct skeleton *skeleton, enum passage_scope scope, struct span span, uint32_t bracket)
{
	struct passage_list *list = &skeleton->passages[scope];
	struct passage passage = {
	    .span = span, .bracket = bracket, .first_mark = first_mark_from(skeleton, span.start)};

	for (size_t i = passage.first_mark; i < skeleton->mark_count && skeleton->marks[i].offset < span.end; i++) {
		const struct figure *figure = figures_at(skeleton->figures, skeleton->marks[i].figure);

		passage.mark_count++;
		if (figure->role == FIGURE_PERIOD)
			continue;
		passage.figure_count++;
		passage.senses |= (uint16_t)(1 << figure->sense);
		passage.dimensions[figure->dimension / 64] |= (uint64_t)1 << figure->dimension % 64;
	}
	list->items = arena_grow(skeleton->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = passage;
}

/* The figure whose marks a segment holds, or NULL. */
static const struct figure *figure_of(const struct skeleton *skeleton, const struct segment *segment)
{
	size_t index = figures_first_from(skeleton->figures, segment->folded);
	const struct figure *figure =
	    index < figures_count(skeleton->figures) ? figures_at(skeleton->figures, index) : NULL;

	return figure && figure->span.start == segment->folded && figure->role != FIGURE_WEAK ? figure : NULL;
}

/* The offset in the outer text (before the first bracket passage) that a folded offset became. */
static size_t find_offset(const struct skeleton *skeleton, size_t folded, size_t outer_segments)
{
	size_t low = 0, high = outer_segments, offset, end;
	const struct segment *segment;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (skeleton->segments[middle].folded <= folded)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 0;
	segment = &skeleton->segments[low - 1];
	offset = segment->offset + (folded - segment->folded);
	end = low < outer_segments ? skeleton->segments[low].offset : skeleton->text.length;
	/* The marks of a figure are one thing, however long it is as words. */
	return offset > end || (offset > segment->offset && figure_of(skeleton, segment)) ? end : offset;
}

static bool ends_item(const char *text)
{
	static const char *const wide[] = {"、", "。"};

	return strchr(",;:.!?\n", *text) || strncmp(text, wide[0], 3) == 0 || strncmp(text, wide[1], 3) == 0;
}

/* The figure right before a bracket, within its clause; NO_INDEX when words of another thing stand between. */
static uint32_t find_leader(const struct skeleton *skeleton, const struct bracket *bracket)
{
	enum { NEAR = 24 }; /* eight Han characters: 40.8平方公里左右的规划区(… */
	size_t index = figures_first_from(skeleton->figures, bracket->span.start);

	while (index-- > 0) {
		const struct figure *figure = figures_at(skeleton->figures, index);

		if (figure->span.end + NEAR < bracket->span.start)
			return NO_INDEX;
		if (figure->role != FIGURE_QUANTITY || figure->bracket != bracket->parent)
			continue;
		for (size_t at = figure->span.end; at < bracket->span.start; at++)
			if (ends_item(skeleton->folded + at))
				return NO_INDEX;
		return (uint32_t)index;
	}
	return NO_INDEX;
}

/* Does a bracket hold a figure or two, so that they may be compared with those around it? */
static bool holds_values(const struct skeleton *skeleton, const struct bracket *brackets, size_t index)
{
	struct span inside = brackets[index].inside;
	enum { LONGEST = 120, MOST = 2 }; /* bytes; quantities */
	size_t count = 0;

	for (size_t i = figures_first_from(skeleton->figures, inside.start); i < figures_count(skeleton->figures);
	     i++) {
		const struct figure *figure = figures_at(skeleton->figures, i);

		if (figure->span.start >= inside.end)
			break;
		count += figure->role == FIGURE_QUANTITY && figure->bracket == index;
	}
	return count > 0 && count <= MOST && inside.end - inside.start <= LONGEST;
}

/* Where the clause begins that a place lies in; `otherwise` where it begins too far before to be one. */
static size_t clause_start(const struct skeleton *skeleton, size_t at, size_t least, size_t otherwise)
{
	enum { LONGEST = 720 }; /* bytes; without it, all brackets of an endless sentence would have it before them */
	size_t from = at;

	while (at > least && !ends_item(skeleton->folded + at))
		if (from - at-- > LONGEST)
			return otherwise;
	return at > least ? at + utf8_size(skeleton->folded[at]) : least;
}

/* Some clauses before and behind a bracket, within its sentence. */
static struct span surroundings(const struct skeleton *skeleton, struct span sentence, struct span bracket)
{
	enum { BEFORE = 240, BEHIND = 180 }; /* bytes */
	struct span span = sentence;

	if (span.start + BEFORE < bracket.start)
		span.start = clause_start(skeleton, bracket.start - BEFORE, sentence.start, bracket.start);
	if (span.end > bracket.end + BEHIND)
		span.end = clause_start(skeleton, bracket.end + BEHIND, bracket.end, bracket.end);
	return span;
}

/* The sentence with this one bracket left in its place. */
static void append_in_place(struct skeleton *skeleton, const struct document *document, const struct bracket *brackets,
			    size_t count, size_t index)
{
	const struct bracket *bracket = &brackets[index];
	size_t sentence_count;
	struct span sentence = document_sentences(document, &sentence_count)[bracket->sentence].span;
	struct span around = surroundings(skeleton, sentence, bracket->span);
	size_t start = skeleton->text.length, first = index;

	while (first > 0 && brackets[first - 1].span.start >= around.start)
		first--;
	append_stretch(skeleton, (struct span){around.start, bracket->span.start}, brackets, count, first,
		       bracket->parent);
	append_words(skeleton, bracket->span.start, bracket->inside.start);
	append_stretch(skeleton, bracket->inside, brackets, count, index + 1, (uint32_t)index);
	append_words(skeleton, bracket->inside.end, bracket->span.end);
	append_stretch(skeleton, (struct span){bracket->span.end, around.end}, brackets, count, index + 1,
		       bracket->parent);
	add_passage(skeleton, SCOPE_BRACKET, (struct span){start, skeleton->text.length}, NO_INDEX);
	/* One character more: the passage's end is a place in this stretch, not in the next one. */
	if (skeleton->folded[around.end])
		append_words(skeleton, around.end, around.end + utf8_size(skeleton->folded[around.end]));
}

static void append_brackets(struct skeleton *skeleton, const struct document *document)
{
	size_t count;
	const struct bracket *brackets = document_brackets(document, &count);
	size_t last = document_bracket_from(document, skeleton->stretch.end);

	for (size_t i = document_bracket_from(document, skeleton->stretch.start); i < last; i++) {
		size_t start = skeleton->text.length;
		size_t first = figures_first_from(skeleton->figures, brackets[i].inside.start);
		uint32_t leader;

		if (first >= figures_count(skeleton->figures) ||
		    figures_at(skeleton->figures, first)->span.start >= brackets[i].inside.end)
			continue;
		leader = find_leader(skeleton, &brackets[i]);
		if (leader != NO_INDEX)
			append_figure(skeleton, leader);
		append_stretch(skeleton, brackets[i].inside, brackets, count, i + 1, (uint32_t)i);
		add_passage(skeleton, SCOPE_SENTENCE, (struct span){start, skeleton->text.length}, (uint32_t)i);
		append_words(skeleton, brackets[i].inside.end, brackets[i].span.end);
		if (brackets[i].parent == NO_INDEX && holds_values(skeleton, brackets, i))
			append_in_place(skeleton, document, brackets, count, i);
	}
}

static bool wants(const struct skeleton *skeleton, enum passage_scope scope)
{
	return skeleton->scopes >> scope & 1;
}

/* `outer` is how many segments there are before those of brackets. */
static void add_outer_passage(struct skeleton *skeleton, enum passage_scope scope, struct span folded, size_t outer)
{
	struct span span = {find_offset(skeleton, folded.start, outer), find_offset(skeleton, folded.end, outer)};

	add_passage(skeleton, scope, span, NO_INDEX);
}

/* Behind the run of sentences from sentence `*sentence` on that stand for a long paragraph; *sentence becomes the next. */
static size_t run_end(const struct paragraph *paragraph, const struct sentence *sentences, size_t *sentence)
{
	size_t last = paragraph->first_sentence + paragraph->sentence_count, start;

	if (*sentence >= last || span_length(paragraph->span) <= LIMIT_PASSAGE_BYTES)
		return paragraph->span.end;
	start = *sentence == paragraph->first_sentence ? paragraph->span.start : sentences[*sentence - 1].span.end;
	for (; *sentence < last; ++*sentence)
		if (sentences[*sentence].span.end - start > LIMIT_PASSAGE_BYTES)
			return sentences[(*sentence)++].span.end;
	return paragraph->span.end;
}

/* A paragraph, or runs of its sentences where it is a whole report without a line break. */
static void add_paragraph(struct skeleton *skeleton, const struct document *document, const struct paragraph *paragraph,
			  size_t outer)
{
	size_t count, sentence = paragraph->first_sentence;
	const struct sentence *sentences = document_sentences(document, &count);
	struct span span = paragraph->span, *stretch = &skeleton->stretch;

	if (span.start < stretch->start) {
		span.start = stretch->start;
		sentence = document_sentence_from(document, stretch->start);
	}
	while (span.start < paragraph->span.end && span.start < stretch->end) {
		span.end = (uint32_t)run_end(paragraph, sentences, &sentence);
		add_outer_passage(skeleton, SCOPE_PARAGRAPH, span, outer);
		span.start = span.end;
	}
}

static void add_wide_passages(struct skeleton *skeleton, const struct document *document, size_t first_paragraph,
			      size_t last_paragraph, size_t outer)
{
	size_t count;
	const struct paragraph *paragraphs = document_paragraphs(document, &count);
	const struct article *articles = document_articles(document, &count);

	for (size_t i = first_paragraph; wants(skeleton, SCOPE_SECTION) && i < last_paragraph;) {
		struct span span = paragraphs[i].span;
		size_t next = i + 1;

		while (next < last_paragraph && paragraphs[next].section == paragraphs[i].section &&
		       paragraphs[next].article == paragraphs[i].article)
			span.end = paragraphs[next++].span.end;
		add_outer_passage(skeleton, SCOPE_SECTION, span, outer);
		i = next;
	}
	for (size_t i = 0; wants(skeleton, SCOPE_ARTICLE) && i < count; i++)
		if (articles[i].span.start >= skeleton->stretch.start && articles[i].span.start < skeleton->stretch.end)
			add_outer_passage(skeleton, SCOPE_ARTICLE, articles[i].span, outer);
	if (wants(skeleton, SCOPE_REPORT))
		add_passage(skeleton, SCOPE_REPORT, (struct span){0, skeleton->text.length}, NO_INDEX);
}

static void add_outer_passages(struct skeleton *skeleton, const struct document *document, size_t first_paragraph,
			       size_t last_paragraph)
{
	struct span stretch = skeleton->stretch;
	size_t count, outer = skeleton->segment_count;
	const struct paragraph *paragraphs = document_paragraphs(document, &count);
	const struct sentence *sentences = document_sentences(document, &count);
	const struct clause *clauses = document_clauses(document, &count);
	size_t last_clause = document_clause_from(document, stretch.end);
	size_t last_sentence = document_sentence_from(document, stretch.end);

	for (size_t i = document_clause_from(document, stretch.start); wants(skeleton, SCOPE_CLAUSE) && i < last_clause;
	     i++)
		add_outer_passage(skeleton, SCOPE_CLAUSE, clauses[i].span, outer);
	for (size_t i = document_sentence_from(document, stretch.start);
	     wants(skeleton, SCOPE_SENTENCE) && i < last_sentence; i++)
		add_outer_passage(skeleton, SCOPE_SENTENCE, sentences[i].span, outer);
	for (size_t i = first_paragraph; wants(skeleton, SCOPE_PARAGRAPH) && i < last_paragraph; i++)
		add_paragraph(skeleton, document, &paragraphs[i], outer);
	add_wide_passages(skeleton, document, first_paragraph, last_paragraph, outer);
}

/* May a stretch end between these paragraphs? */
static bool may_part(const struct paragraph *before, const struct paragraph *after, unsigned scopes)
{
	if (scopes >> SCOPE_REPORT & 1)
		return false;
	return before->article != after->article ||
	       (!(scopes >> SCOPE_ARTICLE & 1) &&
		(before->section != after->section || !(scopes >> SCOPE_SECTION & 1)));
}

size_t skeleton_stretch_end(const struct text *text, const struct document *document, unsigned scopes, size_t start)
{
	enum { ENOUGH = 1 << 17, WIDE = 1 << SCOPE_SECTION | 1 << SCOPE_ARTICLE | 1 << SCOPE_REPORT };
	size_t count, first = document_paragraph_from(document, start);
	const struct paragraph *paragraphs = document_paragraphs(document, &count);
	const struct sentence *sentences = document_sentences(document, &(size_t){0});

	/* In the middle of a long paragraph. */
	if (start > 0 && first > 0 && paragraphs[first - 1].span.end > start)
		first--;
	for (size_t i = first; i < count; i++) {
		size_t sentence = document_sentence_from(
		    document, start > paragraphs[i].span.start ? start : paragraphs[i].span.start);

		if (i > first && paragraphs[i].span.start - start >= ENOUGH &&
		    may_part(&paragraphs[i - 1], &paragraphs[i], scopes))
			return paragraphs[i].span.start;
		for (size_t end = start;
		     span_length(paragraphs[i].span) > ENOUGH && !(scopes & WIDE) && end < paragraphs[i].span.end;) {
			end = run_end(&paragraphs[i], sentences, &sentence);
			if (end - start >= ENOUGH && end < paragraphs[i].span.end)
				return end;
		}
	}
	return text_folded_length(text) + 1;
}

struct skeleton *skeleton_of_stretch(struct arena *arena, const struct text *text, const struct document *document,
				     const struct figures *figures, unsigned scopes, struct span stretch)
{
	struct skeleton *skeleton = arena_alloc(arena, sizeof(*skeleton));
	size_t count, bracket_count, first = document_paragraph_from(document, stretch.start);
	size_t last = document_paragraph_from(document, stretch.end);
	const struct paragraph *paragraphs = document_paragraphs(document, &count);
	const struct bracket *brackets = document_brackets(document, &bracket_count);
	size_t bracket = document_bracket_from(document, stretch.start);

	skeleton->arena = arena;
	skeleton->scopes = scopes;
	skeleton->figures = figures;
	skeleton->folded = text_folded(text);
	skeleton->stretch = stretch;
	arena_defer(arena, release_text, &skeleton->text);
	buffer_reserve(&skeleton->text, span_length(stretch) + 64);
	if (first > 0 && paragraphs[first - 1].span.end > stretch.start)
		first--;
	for (size_t i = first; i < last; i++) {
		struct span span = {paragraphs[i].span.start > stretch.start ? paragraphs[i].span.start : stretch.start,
				    paragraphs[i].span.end < stretch.end ? paragraphs[i].span.end : stretch.end};

		while (bracket < bracket_count && brackets[bracket].span.start < span.start)
			bracket++;
		append_stretch(skeleton, span, brackets, bracket_count, bracket, NO_INDEX);
		if (span.end == paragraphs[i].span.end)
			append_words(skeleton, span.end, span.end + (i + 1 < count));
	}
	add_outer_passages(skeleton, document, first, last);
	append_brackets(skeleton, document);
	return skeleton;
}

struct skeleton *skeleton_new(struct arena *arena, const struct text *text, const struct document *document,
			      const struct figures *figures, unsigned scopes)
{
	return skeleton_of_stretch(arena, text, document, figures, scopes,
				   (struct span){0, text_folded_length(text) + 1});
}

const char *skeleton_text(const struct skeleton *skeleton)
{
	return buffer_string(&skeleton->text);
}

size_t skeleton_length(const struct skeleton *skeleton)
{
	return skeleton->text.length;
}

const struct passage *skeleton_passages(const struct skeleton *skeleton, enum passage_scope scope, size_t *count)
{
	*count = skeleton->passages[scope].count;
	return skeleton->passages[scope].items;
}

static const struct segment *segment_of(const struct skeleton *skeleton, size_t offset)
{
	size_t low = 0, high = skeleton->segment_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (skeleton->segments[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return &skeleton->segments[low];
}

size_t skeleton_folded_offset(const struct skeleton *skeleton, size_t offset)
{
	const struct segment *segment;
	const struct figure *figure;

	if (skeleton->segment_count == 0)
		return 0;
	segment = segment_of(skeleton, offset);
	figure = offset > segment->offset ? figure_of(skeleton, segment) : NULL;
	return figure ? figure->span.end : segment->folded + (offset - segment->offset);
}

struct span skeleton_folded_span(const struct skeleton *skeleton, struct span span)
{
	size_t start = skeleton_folded_offset(skeleton, span.start);
	const struct figure *figure;
	const struct segment *last;

	if (span.end <= span.start)
		return (struct span){start, start};
	/* A figure at the end ends where its text does, not where its marks would. */
	last = segment_of(skeleton, span.end - 1);
	figure = figure_of(skeleton, last);
	return (struct span){start, figure ? figure->span.end : last->folded + (span.end - last->offset)};
}

uint32_t skeleton_figure_at(const struct skeleton *skeleton, size_t offset)
{
	size_t index = first_mark_from(skeleton, offset);

	if (index < skeleton->mark_count && skeleton->marks[index].offset == offset)
		return skeleton->marks[index].figure;
	return NO_INDEX;
}

uint32_t skeleton_figure_of_mark(const struct skeleton *skeleton, size_t mark)
{
	return skeleton->marks[mark].figure;
}

size_t skeleton_offset_of_mark(const struct skeleton *skeleton, size_t mark)
{
	return skeleton->marks[mark].offset;
}

uint32_t skeleton_next_figure(const struct skeleton *skeleton, size_t offset, size_t end, size_t *mark_offset)
{
	size_t index = first_mark_from(skeleton, offset);

	if (index >= skeleton->mark_count || skeleton->marks[index].offset >= end)
		return NO_INDEX;
	*mark_offset = skeleton->marks[index].offset;
	return skeleton->marks[index].figure;
}
