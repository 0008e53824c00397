/* Holds a report's source and its folded text, and leads from one to the other. */
#include "text/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/character.h"
#include "text/column.h"
#include "text/fold.h"
#include "text/join.h"
#include "text/source.h"

/* What an excerpt knows of one span. */
struct extract {
	struct span folded;
	struct span source; /* in the excerpt's own source */
	struct span file;
	uint32_t line;
	uint32_t end_line;
	struct {
		uint32_t column;
		uint32_t end_column;
	} columns[COLUMN_BYTES + 1];
};

struct text {
	const char *path;
	const char *source;
	size_t source_length;
	struct source file;
	size_t file_length;
	struct folding folding;      /* without its lines */
	const uint32_t *line_starts; /* in the source; folding.line_count of them */
	struct columns *columns;     /* of the source; NULL in an excerpt */
	struct extract *extracts;    /* sorted by their spans; NULL but in an excerpt */
	size_t extract_count;
};

static size_t longest_line(const struct folding *folding)
{
	size_t longest = 0;

	for (size_t i = 0; i < folding->line_count; i++)
		if (folding->lines[i].source_end - folding->lines[i].source_start > longest)
			longest = folding->lines[i].source_end - folding->lines[i].source_start;
	return longest;
}

/* Of lines no more is asked for. */
static void keep_line_starts(struct arena *arena, struct text *text)
{
	const struct fold_line *lines = text->folding.lines;
	uint32_t *starts = arena_alloc_array(arena, text->folding.line_count, sizeof(*starts));

	for (size_t i = 0; i < text->folding.line_count; i++)
		starts[i] = lines[i].source_start;
	text->line_starts = starts;
	text->folding.lines = NULL;
}

static struct text *fold(struct arena *arena, const char *path, const char *bytes, size_t length,
			 const struct reading_options *reading, struct error_list *errors)
{
	struct text *text = arena_alloc(arena, sizeof(*text));
	struct arena *scratch;

	if (!source_decode(arena, path, bytes, length, reading->encoding, &text->file, errors))
		return NULL;
	scratch = arena_new();
	text->path = arena_copy_string(arena, path);
	text->source = text->file.decoding.bytes;
	text->source_length = text->file.decoding.length;
	text->file_length = length;
	text->folding = fold_lines(arena, scratch, text->source, text->source_length);
	join_lines(arena, &text->folding, text->source);
	text->columns = columns_new(arena, text->source, text->source_length, longest_line(&text->folding));
	keep_line_starts(arena, text);
	arena_free(scratch);
	return text;
}

struct text *text_from_bytes(struct arena *arena, const char *path, const char *bytes, size_t length,
			     struct error_list *errors)
{
	if (length > LIMIT_FILE_BYTES) {
		error_list_add(errors, path, 0, 0, "larger than %d bytes", LIMIT_FILE_BYTES);
		return NULL;
	}
	return fold(arena, path, bytes, length, &(struct reading_options){.encoding = ENCODING_AUTO}, errors);
}

struct text *text_read(struct arena *arena, const char *path, const struct reading_options *reading,
		       struct error_list *errors)
{
	static const struct reading_options usual = {.encoding = ENCODING_AUTO};
	const char *bytes;
	size_t length;

	if (!reading)
		reading = &usual;
	if (!source_read(arena, path, reading, &bytes, &length, errors))
		return NULL;
	return fold(arena, path, bytes, length, reading, errors);
}

char *text_fold_string(struct arena *arena, const char *string)
{
	size_t length = strlen(string), at = 0, size;
	char *folded = arena_alloc(arena, length + 1), *end = folded;
	uint32_t before = 0;
	bool blank = false;

	if (utf8_check(string, length) < length)
		return arena_copy(arena, string, length);
	for (; at < length; at += size) {
		uint32_t code_point = utf8_decode(string + at, &size);

		if (code_point != '\n')
			code_point = character_fold(code_point);
		if (code_point == ' ')
			blank = true;
		if (code_point == 0 || code_point == ' ')
			continue;
		if (blank && fold_keeps_blank(before, code_point))
			*end++ = ' ';
		end += utf8_encode(code_point, end);
		before = code_point;
		blank = false;
	}
	*end = '\0';
	return folded;
}

const char *text_folded(const struct text *text)
{
	return text->folding.bytes;
}

size_t text_folded_length(const struct text *text)
{
	return text->folding.length;
}

const char *text_source(const struct text *text)
{
	return text->source;
}

size_t text_source_length(const struct text *text)
{
	return text->source_length;
}

const char *text_path(const struct text *text)
{
	return text->path;
}

/* Multiplication and shifts of splitmix64, over words: the file is no adversary, it only may have been edited. */
uint64_t text_sum(const struct text *text)
{
	static const uint64_t factor = 0x9e3779b97f4a7c15u;
	uint64_t sum = text->source_length;

	for (size_t at = 0; at < text->source_length; at += sizeof(sum)) {
		uint64_t word = 0;
		size_t left = text->source_length - at;

		memcpy(&word, text->source + at, left < sizeof(word) ? left : sizeof(word));
		sum = (sum ^ word) * factor;
		sum ^= sum >> 29;
	}
	return sum;
}

/* An extract begins with its span. */
static int compare_spans(const void *left, const void *right)
{
	const struct span *a = left, *b = right;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->end < b->end ? -1 : a->end > b->end;
}

/* An excerpt must not be asked for what it does not hold. */
static const struct extract *extract_of(const struct text *text, struct span folded)
{
	const struct extract *extract =
	    bsearch(&folded, text->extracts, text->extract_count, sizeof(*text->extracts), compare_spans);

	assert(extract);
	return extract;
}

const char *text_encoding(const struct text *text)
{
	return encoding_name(text->file.decoding.encoding);
}

const char *text_encoding_reason(const struct text *text)
{
	return text->file.reason;
}

bool text_encoding_is_guess(const struct text *text)
{
	return text->file.is_guess;
}

static size_t source_offset(const struct text *text, size_t folded)
{
	size_t source = fold_source_offset(text->folding.breakpoints, text->folding.breakpoint_count, folded);

	return source < text->source_length ? source : text->source_length;
}

struct span text_source_span(const struct text *text, struct span folded)
{
	struct span source;
	size_t last = folded.end;

	if (text->extracts)
		return extract_of(text, folded)->source;
	source.start = source_offset(text, folded.start);
	if (folded.end <= folded.start)
		return (struct span){source.start, source.start};
	do
		last--;
	while (last > folded.start && ((unsigned char)text->folding.bytes[last] & 0xc0) == 0x80);
	source.end = source_offset(text, last);
	if (source.end < text->source_length)
		source.end += utf8_size(text->source[source.end]);
	return source;
}

struct span text_file_span(const struct text *text, struct span folded)
{
	const struct decoding *decoding = &text->file.decoding;
	struct span source;

	if (text->extracts)
		return extract_of(text, folded)->file;
	source = text_source_span(text, folded);
	source.start = text->file.mark_length + decoding_source_offset(decoding, source.start);
	source.end = text->file.mark_length + decoding_source_offset(decoding, source.end);
	return source;
}

bool text_has_blank_before(const struct text *text, size_t folded_offset)
{
	size_t at = source_offset(text, folded_offset), size;

	if (at == 0)
		return false;
	do
		at--;
	while (at > 0 && ((unsigned char)text->source[at] & 0xc0) == 0x80);
	if (text->source[at] == '\n' || text->source[at] == '\r')
		return false;
	return character_fold(utf8_decode(text->source + at, &size)) == ' ';
}

bool text_has_blank_in(const struct text *text, struct span folded)
{
	const struct breakpoint *breakpoints = text->folding.breakpoints;
	size_t length = span_length(folded);

	if (memchr(text->folding.bytes + folded.start, ' ', length) ||
	    memchr(text->folding.bytes + folded.start, '\t', length))
		return true;
	/* Where a blank was dropped, the folded text comes from another place of the source. */
	for (size_t i = fold_breakpoint_at(breakpoints, text->folding.breakpoint_count, folded.start);
	     i < text->folding.breakpoint_count && breakpoints[i].folded <= folded.end; i++)
		if (breakpoints[i].folded >= folded.start && text_has_blank_before(text, breakpoints[i].folded))
			return true;
	return false;
}

/* The index of the line that holds a source offset. */
static size_t line_at(const struct text *text, size_t source)
{
	size_t low = 0, high = text->folding.line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (text->line_starts[middle] <= source)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void find(const struct text *text, size_t source, enum column_unit unit, size_t *line, size_t *column)
{
	size_t index, start;

	*line = *column = 1;
	if (text->folding.line_count == 0)
		return;
	index = line_at(text, source);
	start = text->line_starts[index];
	*line = index + 1;
	*column = columns_between(text->columns, start, source, unit) + 1;
}

struct place text_place_in(const struct text *text, struct span folded, enum column_unit unit)
{
	struct span source;
	struct place place;

	if (text->extracts) {
		const struct extract *extract = extract_of(text, folded);

		return (struct place){extract->line, extract->columns[unit].column, extract->end_line,
				      extract->columns[unit].end_column};
	}
	source = text_source_span(text, folded);
	find(text, source.start, unit, &place.line, &place.column);
	find(text, source.end, unit, &place.end_line, &place.end_column);
	return place;
}

struct place text_place(const struct text *text, struct span folded)
{
	return text_place_in(text, folded, COLUMN_CODE_POINTS);
}

static void fill_extract(struct extract *extract, const struct text *text, struct span folded)
{
	extract->folded = folded;
	extract->source = text_source_span(text, folded);
	extract->file = text_file_span(text, folded);
	for (enum column_unit unit = COLUMN_CODE_POINTS; unit <= COLUMN_BYTES; unit++) {
		struct place place = text_place_in(text, folded, unit);

		extract->line = (uint32_t)place.line;
		extract->end_line = (uint32_t)place.end_line;
		extract->columns[unit].column = (uint32_t)place.column;
		extract->columns[unit].end_column = (uint32_t)place.end_column;
	}
}

/* Sorts the spans and drops repeats; returns how many are left. */
static size_t order_spans(struct span *spans, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(spans, count, sizeof(*spans), compare_spans);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || compare_spans(&spans[kept - 1], &spans[i]) != 0)
			spans[kept++] = spans[i];
	return kept;
}

struct text *text_excerpt(struct arena *arena, const struct text *text, const struct span *spans, size_t count)
{
	struct arena *scratch = arena_new();
	struct span *ordered = arena_alloc_array(scratch, count, sizeof(*ordered));
	struct text *excerpt = arena_alloc(arena, sizeof(*excerpt));
	struct span run = {0, 0}; /* of the source, copied as a whole to run_at */
	size_t length = 0, run_at = 0;
	char *source;

	*excerpt = (struct text){.path = arena_copy_string(arena, text->path),
				 .file_length = text->file_length,
				 .file = {.decoding = {.encoding = text->file.decoding.encoding},
					  .mark_length = text->file.mark_length,
					  .reason = arena_copy_string(arena, text->file.reason),
					  .is_guess = text->file.is_guess}};
	excerpt->folding.bytes = arena_copy(arena, "", 0);
	if (count > 0)
		memcpy(ordered, spans, count * sizeof(*ordered));
	excerpt->extract_count = order_spans(ordered, count);
	excerpt->extracts = arena_alloc_array(arena, excerpt->extract_count, sizeof(*excerpt->extracts));
	for (size_t i = 0; i < excerpt->extract_count; i++) {
		fill_extract(&excerpt->extracts[i], text, ordered[i]);
		length += span_length(excerpt->extracts[i].source);
	}
	arena_free(scratch);
	excerpt->source = source = arena_alloc(arena, length + 1);
	for (size_t i = 0; i < excerpt->extract_count; i++) {
		struct extract *extract = &excerpt->extracts[i];
		struct span from = extract->source;
		size_t copied = from.start;

		if (i == 0 || from.start < run.start || from.start > run.end) {
			run = (struct span){from.start, from.start};
			run_at = excerpt->source_length;
		} else {
			copied = run.end;
		}
		if (from.end > copied) {
			memcpy(source + excerpt->source_length, text->source + copied, from.end - copied);
			excerpt->source_length += from.end - copied;
			run.end = from.end;
		}
		extract->source = (struct span){run_at + from.start - run.start, run_at + from.end - run.start};
	}
	return excerpt;
}

size_t text_file_length(const struct text *text)
{
	return text->file_length;
}

size_t text_mark_length(const struct text *text)
{
	return text->file.mark_length > 0 ? 3 : 0;
}

const struct damage_mark *text_damage(const struct text *text, size_t *count)
{
	*count = text->folding.mark_count;
	return text->folding.marks;
}

bool text_is_chinese(const struct text *text)
{
	enum { ENOUGH_BYTES = 20000 };
	const char *bytes = text_folded(text);
	size_t han = 0, all = 0;

	for (size_t i = 0; i < ENOUGH_BYTES && bytes[i]; i += utf8_size(bytes[i])) {
		han += (unsigned char)bytes[i] >= 0xe4 && (unsigned char)bytes[i] <= 0xe9;
		all++;
	}
	return han * 10 >= all;
}
