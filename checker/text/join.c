/* Joins the lines of a paragraph and takes out the page numbers between them. */
#include "text/join.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/character.h"
#include "text/fold.h"
#include "text/line.h"

enum {
	GROUP_LINES = 64,     /* lines looked at to learn where a text was wrapped */
	LEAST_GROUP = 3,      /* fewer lines say nothing about it */
	WIDEST_WRAP = 160,    /* columns; longer lines were not wrapped */
	LONG_LINE = 40,       /* columns; prose this long that breaks off was broken off */
	PARAGRAPH_INDENT = 2, /* columns */
	PAGE_DIGITS = 3,
	GROUP_DIGITS = 3 /* between the commas of a number */
};

/* Lines from `first` to the first that ends a sentence, which is `last` if `ended`. */
struct group {
	size_t first;
	size_t last;
	size_t width; /* of the widest */
	bool ended;
	bool wrapped; /* none but the last had room for what the next begins with */
};

struct joiner {
	const char *source;
	struct folding old;
	struct folding new;
	size_t next_breakpoint; /* of the old ones */
	size_t next_mark;
	size_t distance;
	struct group group;
	bool has_group;
};

static const char *text_of(const struct joiner *joiner, const struct fold_line *line)
{
	return joiner->old.bytes + line->start;
}

static size_t length_of(const struct fold_line *line)
{
	return line->end - line->start;
}

/* Columns in the source, where the text was wrapped: what folding dropped took room there. */
static size_t width_of(const struct joiner *joiner, const struct fold_line *line)
{
	size_t length = line->source_end - line->source_start;
	size_t count;

	while (length > 0 && joiner->source[line->source_start + length - 1] == ' ')
		length--;
	count = utf8_count(joiner->source + line->source_start, length);
	return count + (length - count) / 2;
}

static bool is_apart(const struct joiner *joiner, const struct fold_line *line)
{
	return line->is_row || line_is_markup(text_of(joiner, line), length_of(line));
}

static struct group measure_group(const struct joiner *joiner, size_t first)
{
	struct group group = {.first = first, .last = first};
	const struct fold_line *lines = joiner->old.lines;

	for (size_t i = first; i < joiner->old.line_count && i - first < GROUP_LINES; i++) {
		size_t width = width_of(joiner, &lines[i]);

		if (length_of(&lines[i]) == 0 || is_apart(joiner, &lines[i]) ||
		    (i > first && line_opens_item(text_of(joiner, &lines[i]), length_of(&lines[i]))))
			break;
		group.last = i;
		if (width > group.width)
			group.width = width;
		group.ended = line_is_ended(text_of(joiner, &lines[i]), length_of(&lines[i]));
		if (group.ended)
			break;
	}
	group.wrapped = group.ended && group.last - first + 1 >= LEAST_GROUP && group.width <= WIDEST_WRAP;
	for (size_t i = first; group.wrapped && i < group.last; i++)
		group.wrapped = width_of(joiner, &lines[i]) +
				    line_first_token(text_of(joiner, &lines[i + 1]), length_of(&lines[i + 1])) >
				group.width;
	return group;
}

static const struct group *group_at(struct joiner *joiner, size_t line)
{
	if (!joiner->has_group || line < joiner->group.first || line > joiner->group.last) {
		joiner->group = measure_group(joiner, line);
		joiner->has_group = true;
	}
	return &joiner->group;
}

/* Was the text broken after `before` only because the line was full? */
static bool is_wrapped(struct joiner *joiner, size_t before, size_t after)
{
	const struct fold_line *line = &joiner->old.lines[before], *next = &joiner->old.lines[after];
	const char *text = text_of(joiner, line), *next_text = text_of(joiner, next);
	const struct group *group = group_at(joiner, before);
	size_t width = width_of(joiner, line);
	bool title = line_is_title(text, length_of(line));

	if (group->wrapped && after <= group->last && !(title && line_opens_item(text, length_of(line))))
		return true;
	if (title || !line_is_prose(text, length_of(line)))
		return false;
	if (group->ended && after <= group->last && width + line_first_token(next_text, length_of(next)) > group->width)
		return true;
	return width >= LONG_LINE && !line_is_title(next_text, length_of(next));
}

/*
 * Is the break between two lines soft? `continues` tells that `before` itself continues a line, `bridged` that the number of a
 * page stood between them: a sentence that a page's end cuts goes on behind it.
 */
static bool is_soft(struct joiner *joiner, size_t before, size_t after, bool continues, bool bridged)
{
	const struct fold_line *line = &joiner->old.lines[before], *next = &joiner->old.lines[after];
	const char *text = text_of(joiner, line), *next_text = text_of(joiner, next);

	if (is_apart(joiner, line) || is_apart(joiner, next) || line_is_ended(text, length_of(line)))
		return false;
	if (line_opens_item(next_text, length_of(next)))
		return false;
	if (next->indent >= PARAGRAPH_INDENT &&
	    (next->indent > line->indent || (next->indent == line->indent && !continues)))
		return false;
	return line_runs_on(text, length_of(line), next_text, length_of(next)) || is_wrapped(joiner, before, after) ||
	       (bridged && line_is_prose(text, length_of(line)) && !line_is_title(text, length_of(line)) &&
		!line_opens_item(text, length_of(line)) && line_is_prose(next_text, length_of(next)));
}

static void add_mark(struct joiner *joiner, struct damage_mark mark)
{
	joiner->new.marks[joiner->new.mark_count++] = mark;
}

static void add_breakpoint(struct joiner *joiner, size_t folded, size_t source)
{
	struct folding *new = &joiner->new;

	if (new->breakpoint_count > 0 && source - folded == joiner->distance)
		return;
	new->breakpoints[new->breakpoint_count++] = (struct breakpoint){(uint32_t)folded, (uint32_t)source};
	joiner->distance = source - folded;
}

/* Moves the marks up to an old offset; those of dropped lines fall together. */
static void move_marks(struct joiner *joiner, size_t start, size_t end)
{
	for (; joiner->next_mark < joiner->old.mark_count; joiner->next_mark++) {
		struct damage_mark mark = joiner->old.marks[joiner->next_mark];

		if (mark.folded_offset > end)
			return;
		mark.folded_offset = joiner->new.length + (mark.folded_offset > start ? mark.folded_offset - start : 0);
		add_mark(joiner, mark);
	}
}

/* Moves a line's text with its breakpoints and marks. */
static void append_line(struct joiner *joiner, struct fold_line *line)
{
	const struct folding *old = &joiner->old;
	size_t at = joiner->new.length;

	move_marks(joiner, line->start, line->end);
	while (joiner->next_breakpoint < old->breakpoint_count &&
	       old->breakpoints[joiner->next_breakpoint].folded <= line->start)
		joiner->next_breakpoint++;
	add_breakpoint(joiner, at, fold_source_offset(old->breakpoints, joiner->next_breakpoint, line->start));
	while (joiner->next_breakpoint < old->breakpoint_count &&
	       old->breakpoints[joiner->next_breakpoint].folded < line->end) {
		struct breakpoint breakpoint = old->breakpoints[joiner->next_breakpoint++];

		add_breakpoint(joiner, breakpoint.folded - line->start + at, breakpoint.source);
	}
	memmove(joiner->new.bytes + at, old->bytes + line->start, length_of(line));
	joiner->new.length += length_of(line);
	/* The old bytes may be overwritten from here on; the line is looked at once more, when the next one comes. */
	*line = (struct fold_line){line->source_start,           line->source_end, (uint32_t)at,
				   (uint32_t)joiner->new.length, line->indent,     line->is_row};
}

static void append_byte(struct joiner *joiner, char byte, size_t source)
{
	add_breakpoint(joiner, joiner->new.length, source);
	joiner->new.bytes[joiner->new.length++] = byte;
}

/* "0.7 1" at a soft break: a second number behind a figure is the number of the page. */
static void drop_page_number_at_end(struct joiner *joiner, const struct fold_line *line)
{
	const char *bytes = joiner->new.bytes;
	size_t end = joiner->new.length, start = end, at;
	struct span source;
	struct damage_mark mark;

	while (end - start < PAGE_DIGITS && length_of(line) > end - start &&
	       character_is_digit((unsigned char)bytes[start - 1]))
		start--;
	if (start == end || length_of(line) < end - start + 2 || bytes[start - 1] != ' ' ||
	    !(character_is_digit((unsigned char)bytes[start - 2]) || bytes[start - 2] == '%'))
		return;
	source.start = fold_source_offset(joiner->new.breakpoints, joiner->new.breakpoint_count, start);
	source.end = fold_source_offset(joiner->new.breakpoints, joiner->new.breakpoint_count, end - 1);
	source.end += utf8_size(joiner->source[source.end]);
	joiner->new.length = start - 1;
	mark = (struct damage_mark){DAMAGE_PAGE_NUMBER, source, start - 1};
	while (joiner->new.breakpoint_count > 0 &&
	       joiner->new.breakpoints[joiner->new.breakpoint_count - 1].folded >= joiner->new.length)
		joiner->new.breakpoint_count--;
	if (joiner->new.breakpoint_count > 0) {
		struct breakpoint last = joiner->new.breakpoints[joiner->new.breakpoint_count - 1];

		joiner->distance = last.source - last.folded;
	}
	at = joiner->new.mark_count;
	add_mark(joiner, mark);
	/* Marks behind the number fall back with it. */
	for (; at > 0 && joiner->new.marks[at - 1].folded_offset > mark.folded_offset; at--) {
		joiner->new.marks[at] = joiner->new.marks[at - 1];
		joiner->new.marks[at].folded_offset = mark.folded_offset;
	}
	joiner->new.marks[at] = mark;
}

static bool is_digit_at(const char *text, size_t length, size_t at)
{
	return at < length && character_is_digit((unsigned char)text[at]);
}

static size_t count_digits(const char *text, size_t length)
{
	size_t count = 0;

	while (is_digit_at(text, length, count))
		count++;
	return count;
}

/* How many digits end the text, and whether a comma within a number stands before them. */
static size_t count_last_digits(const char *text, size_t length, bool *grouped)
{
	size_t count = 0;

	while (count < length && character_is_digit((unsigned char)text[length - count - 1]))
		count++;
	*grouped =
	    length > count + 1 && text[length - count - 1] == ',' && is_digit_at(text, length, length - count - 2);
	return count;
}

/*
 * Is the end of one line and the start of the next one number: 24.⏎3, 96⏎.10, 12,⏎745,390, 474,89⏎0,000? Digits on both
 * sides are one, too, where words stand without blanks and no page ended between them (`bridged`).
 */
static bool cuts_number(const char *text, size_t length, const char *next, size_t next_length, bool bridged)
{
	bool grouped, goes_on;
	size_t last = count_last_digits(text, length, &grouped), first = count_digits(next, next_length);

	if (length == 0 || next_length == 0)
		return false;
	goes_on = first < next_length && next[first] == ',' &&
		  count_digits(next + first + 1, next_length - first - 1) == GROUP_DIGITS;
	if (last == 0 && text[length - 1] == '.')
		return first > 0;
	if (last == 0)
		return grouped && first == GROUP_DIGITS;
	if (first == 0)
		return (next[0] == '.' && is_digit_at(next, next_length, 1)) || (goes_on && last <= GROUP_DIGITS);
	if (grouped || goes_on)
		return last + first == GROUP_DIGITS || (!grouped && last + first < GROUP_DIGITS);
	/* Words with blanks between them are cut at a blank. */
	return !bridged && (length == last || text[length - last - 1] != ' ') &&
	       (first == next_length || next[first] != ' ');
}

/* Joins two lines: nothing between Han characters and within a number, one blank between words. */
static void append_joined(struct joiner *joiner, const struct fold_line *line, struct fold_line *next, bool bridged)
{
	uint32_t last, first = line_first(text_of(joiner, next), length_of(next));

	drop_page_number_at_end(joiner, line);
	last = line_last(joiner->new.bytes, joiner->new.length);
	if (fold_keeps_blank(last, first) && last != '-' &&
	    !cuts_number(joiner->new.bytes, joiner->new.length, text_of(joiner, next), length_of(next), bridged))
		append_byte(joiner, ' ', line->source_end);
	append_line(joiner, next);
}

/* The next line with text after `line`, or the count of lines. */
static size_t next_line(const struct joiner *joiner, size_t line)
{
	do
		line++;
	while (line < joiner->old.line_count && length_of(&joiner->old.lines[line]) == 0);
	return line;
}

/* Is this line only the number of a page? A bare number is one among prose, not in a column of numbers. */
static bool is_page_number(const struct joiner *joiner, size_t line, size_t before)
{
	const struct fold_line *lines = joiner->old.lines;
	size_t after = next_line(joiner, line);

	switch (line_page_number(text_of(joiner, &lines[line]), length_of(&lines[line]))) {
	case LINE_PAGE_NUMBER:
		return true;
	case LINE_BARE_NUMBER:
		if (before == joiner->old.line_count && after == joiner->old.line_count)
			return false;
		if (before < joiner->old.line_count &&
		    (is_apart(joiner, &lines[before]) ||
		     !line_is_prose(text_of(joiner, &lines[before]), length_of(&lines[before]))))
			return false;
		return after == joiner->old.line_count ||
		       (!is_apart(joiner, &lines[after]) &&
			line_is_prose(text_of(joiner, &lines[after]), length_of(&lines[after])));
	default:
		return false;
	}
}

void join_lines(struct arena *arena, struct folding *folding, const char *source)
{
	struct joiner joiner = {.source = source, .old = *folding};
	size_t none = folding->line_count, before = none, last_full = none;
	bool bridged = false, continues = false;

	joiner.new.bytes = folding->bytes;
	/* A line adds a breakpoint for its first byte and one for its break, and at most one page number. */
	joiner.new.breakpoints = arena_alloc_array(arena, folding->breakpoint_count + 2 * folding->line_count,
						   sizeof(*folding->breakpoints));
	joiner.new.marks = arena_alloc_array(arena, folding->mark_count + folding->line_count, sizeof(*folding->marks));
	for (size_t i = 0; i < folding->line_count; i++) {
		struct fold_line *line = &folding->lines[i];

		if (length_of(line) == 0)
			continue;
		if (is_page_number(&joiner, i, before)) {
			move_marks(&joiner, line->end, line->end);
			add_mark(&joiner, (struct damage_mark){DAMAGE_PAGE_NUMBER,
							       {line->source_start, line->source_end},
							       joiner.new.length});
			bridged = true;
			last_full = i;
			continue;
		}
		if (before == none) {
			append_line(&joiner, line);
		} else if ((bridged || last_full + 1 == i) && is_soft(&joiner, before, i, continues, bridged)) {
			append_joined(&joiner, &folding->lines[before], line, bridged);
			continues = true;
		} else {
			append_byte(&joiner, '\n', folding->lines[before].source_end);
			append_line(&joiner, line);
			continues = false;
		}
		before = last_full = i;
		bridged = false;
	}
	move_marks(&joiner, folding->length, folding->length);
	joiner.new.bytes[joiner.new.length] = '\0';
	joiner.new.lines = folding->lines;
	joiner.new.line_count = folding->line_count;
	*folding = joiner.new;
}
