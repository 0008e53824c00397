/* Finds numbering marks and follows each list of them. */
#include "check/marks.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check.h"
#include "text/document.h"
#include "text/text.h"

enum { DEPTH = 8, HAN_BYTES = 3, CIRCLED_FIRST = 0x2460, CIRCLED_LAST = 0x2473 };

struct mark_list {
	struct arena *arena;
	struct numbering_mark *items;
	size_t count;
	size_t capacity;
};

static void add_mark(struct mark_list *list, struct numbering_mark mark)
{
	list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = mark;
}

/* 1 to 9 for 一 to 九, 0 for 十, -1 for anything else. */
static int han_digit(const char *text)
{
	static const char digits[] = "十一二三四五六七八九";

	if ((unsigned char)*text < 0xe4)
		return -1;
	for (int d = 0; d < 10; d++)
		if (memcmp(text, digits + d * HAN_BYTES, HAN_BYTES) == 0)
			return d;
	return -1;
}

/* 一 to 九十九 at `text`; 0 when none. *size is set to the bytes read. */
static uint32_t read_han_number(const char *text, size_t *size)
{
	uint32_t value = 0, unit = 0;
	size_t at = 0;

	for (int digit; (digit = han_digit(text + at)) >= 0; at += HAN_BYTES) {
		if (digit == 0)
			value = (unit ? unit : 1) * 10;
		unit = (uint32_t)digit;
	}
	*size = at;
	return value + unit;
}

static uint32_t read_arabic(const char *text, size_t *size)
{
	uint32_t value = 0;

	for (*size = 0; text[*size] >= '0' && text[*size] <= '9' && *size < 3; ++*size)
		value = value * 10 + (uint32_t)(text[*size] - '0');
	return value;
}

/* A mark inside a paragraph, right after a comma, semicolon, colon or full stop. */
static bool read_inner_mark(const char *text, struct numbering_mark *mark, size_t *length)
{
	size_t size;
	uint32_t number = read_han_number(text, &size);

	if (number && strncmp(text + size, "是", HAN_BYTES) == 0) {
		*mark = (struct numbering_mark){.style = MARK_STYLE_IS, .number = number};
		*length = size + HAN_BYTES;
		return true;
	}
	/* 一、二、三产业 is none. */
	if (number && strncmp(text + size, "、", HAN_BYTES) == 0 && han_digit(text + size + HAN_BYTES) < 0 &&
	    (unsigned char)text[size + HAN_BYTES] >= 0xe4) {
		*mark = (struct numbering_mark){.style = MARK_STYLE_HAN_INNER, .number = number};
		*length = size + HAN_BYTES;
		return true;
	}
	if (strncmp(text, "第", HAN_BYTES) == 0) {
		number = read_han_number(text + HAN_BYTES, &size);
		*length = HAN_BYTES + size;
		*mark = (struct numbering_mark){.style = MARK_STYLE_ORDINAL, .number = number};
		return number && text[*length] == ',';
	}
	number = read_arabic(text, &size);
	if (number && number < 100 && (text[size] == '.' || strncmp(text + size, "、", HAN_BYTES) == 0)) {
		*length = size + (text[size] == '.' ? 1 : HAN_BYTES);
		*mark = (struct numbering_mark){.style = MARK_STYLE_ARABIC, .number = number};
		return (unsigned char)text[*length] >= 0xe4; /* a Han character follows, no decimal place */
	}
	number = utf8_decode(text, &size);
	if (number >= CIRCLED_FIRST && number <= CIRCLED_LAST) {
		*length = size;
		*mark = (struct numbering_mark){.style = MARK_STYLE_CIRCLED, .number = number - CIRCLED_FIRST + 1};
		return true;
	}
	if (*text == '(') {
		enum mark_style style = han_digit(text + 1) >= 0 ? MARK_STYLE_HAN_BRACKET : MARK_STYLE_ARABIC_BRACKET;

		number =
		    style == MARK_STYLE_HAN_BRACKET ? read_han_number(text + 1, &size) : read_arabic(text + 1, &size);
		*length = size + 2;
		*mark = (struct numbering_mark){.style = style, .number = number};
		return number && number < 100 && text[size + 1] == ')';
	}
	return false;
}

/* The place behind the next comma, semicolon, colon or full stop from `at` on, or `end`. */
static size_t next_clause(const char *text, size_t at, size_t end)
{
	while (at < end) {
		size_t here = at;

		at += utf8_size(text[here]);
		if (text[here] == ',' || text[here] == ';' || text[here] == ':' ||
		    ((unsigned char)text[here] == 0xe3 && memcmp(text + here, "。", HAN_BYTES) == 0))
			break;
	}
	return at;
}

static const enum mark_style styles[] = {
    [MARKER_CLAUSE] = MARK_STYLE_CLAUSE,
    [MARKER_HAN] = MARK_STYLE_HAN,
    [MARKER_HAN_BRACKET] = MARK_STYLE_HAN_BRACKET,
    [MARKER_ARABIC] = MARK_STYLE_ARABIC,
    [MARKER_ARABIC_BRACKET] = MARK_STYLE_ARABIC_BRACKET,
    [MARKER_CIRCLED] = MARK_STYLE_CIRCLED,
};

const struct numbering_mark *marks_find(const struct check_context *context, size_t *count)
{
	struct mark_list list = {.arena = context->passing};
	const char *text = text_folded(context->text);
	size_t paragraph_count;
	const struct paragraph *paragraphs = document_paragraphs(context->document, &paragraph_count);

	for (size_t i = 0; i < paragraph_count; i++) {
		const struct paragraph *paragraph = &paragraphs[i];
		const struct marker *marker = &paragraph->marker;
		bool counts =
		    marker->style != MARKER_NONE && marker->style != MARKER_CHAPTER && marker->style != MARKER_DECIMAL;

		if (paragraph->is_table_row)
			continue;
		if (counts)
			add_mark(&list, (struct numbering_mark){styles[marker->style], marker->number, marker->span,
								(uint32_t)i});
		for (size_t at = paragraph->span.start; at < paragraph->span.end;
		     at = next_clause(text, at, paragraph->span.end)) {
			struct numbering_mark mark;
			size_t length;

			if ((counts && at < marker->span.end) || !read_inner_mark(text + at, &mark, &length))
				continue;
			mark.span = (struct span){at, at + length};
			mark.paragraph = (uint32_t)i;
			add_mark(&list, mark);
		}
	}
	*count = list.count;
	return list.items;
}

/* The open lists of one style, the innermost on top. */
struct open_lists {
	struct mark_run runs[DEPTH];
	size_t depth;
};

struct following {
	struct arena *arena;
	struct open_lists open[MARK_STYLE_COUNT];
	struct mark_run *runs;
	size_t run_count;
	size_t run_capacity;
	struct mark_break *breaks;
	size_t break_count;
	size_t break_capacity;
};

static void close_run(struct following *following, const struct mark_run *run)
{
	following->runs = arena_grow(following->arena, following->runs, following->run_count, &following->run_capacity,
				     sizeof(*following->runs));
	following->runs[following->run_count++] = *run;
}

static void close_to(struct following *following, enum mark_style style, size_t depth)
{
	struct open_lists *open = &following->open[style];

	while (open->depth > depth)
		close_run(following, &open->runs[--open->depth]);
}

static void note_break(struct following *following, const struct numbering_mark *mark, const struct mark_run *run)
{
	following->breaks = arena_grow(following->arena, following->breaks, following->break_count,
				       &following->break_capacity, sizeof(*following->breaks));
	following->breaks[following->break_count++] = (struct mark_break){mark, run->last, run->length + 1};
}

static void follow(struct following *following, const struct numbering_mark *mark)
{
	struct open_lists *open = &following->open[mark->style];

	for (size_t depth = open->depth; depth > 0; depth--)
		if (mark->number == open->runs[depth - 1].length + 1) {
			close_to(following, mark->style, depth);
			open->runs[depth - 1].last = mark;
			open->runs[depth - 1].length++;
			return;
		}
	if (mark->number > 1 && open->depth > 0) {
		struct mark_run *run = &open->runs[open->depth - 1];

		/* A step of two or three is a slip; anything else is another numbering. */
		if (run->first->number == 1 && mark->number > run->length && mark->number <= run->length + 3) {
			note_break(following, mark, run);
			run->last = mark;
			run->length = mark->number;
		}
		return;
	}
	/* A list whose beginning is not here is followed, and judged by nobody. */
	if (open->depth == DEPTH)
		close_to(following, mark->style, 0);
	open->runs[open->depth++] = (struct mark_run){mark, mark, mark->number};
}

void marks_follow(const struct check_context *context, const struct mark_run **runs, size_t *run_count,
		  const struct mark_break **breaks, size_t *break_count)
{
	struct following following = {.arena = context->passing};
	size_t count, paragraph_count;
	const struct numbering_mark *marks = marks_find(context, &count);
	const struct paragraph *paragraphs = document_paragraphs(context->document, &paragraph_count);

	for (size_t i = 0; i < count; i++) {
		bool new_article =
		    i > 0 && paragraphs[marks[i].paragraph].article != paragraphs[marks[i - 1].paragraph].article;

		/* A heading ends what stands below the one before it; articles end everything. */
		for (enum mark_style style = new_article ? 0 : marks[i].style + 1; style < MARK_STYLE_COUNT; style++)
			if (new_article ||
			    (marks[i].style >= MARK_STYLE_HAN && marks[i].style <= MARK_STYLE_HAN_BRACKET))
				close_to(&following, style, 0);
		follow(&following, &marks[i]);
	}
	for (enum mark_style style = 0; style < MARK_STYLE_COUNT; style++)
		close_to(&following, style, 0);
	*runs = following.runs;
	*run_count = following.run_count;
	*breaks = following.breaks;
	*break_count = following.break_count;
}
