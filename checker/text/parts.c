/* Cuts a paragraph into sentences and clauses, and pairs its brackets and quotation marks. */
#include "text/parts.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/abbreviation.h"
#include "text/character.h"

enum { HAN_BYTES = 3 };

/* Kinds of marks that come in pairs. Brackets come first; the others only keep sentences whole. */
enum pair_kind {
	PAIR_ROUND,
	PAIR_SQUARE,
	PAIR_TORTOISE,
	PAIR_LAST_BRACKET = PAIR_TORTOISE,
	PAIR_DOUBLE_QUOTE,
	PAIR_SINGLE_QUOTE,
	PAIR_CORNER,
	PAIR_DOUBLE_CORNER,
	PAIR_TITLE,
	PAIR_ASCII_QUOTE
};

/* One half of a pair. */
struct half {
	size_t offset;
	enum pair_kind kind;
	bool opens;
	bool is_paired;
	size_t other; /* index of the other half */
};

/* Openers that wait for their closer. */
struct stack {
	size_t halves[LIMIT_BRACKET_DEPTH];
	size_t depth;
	size_t excess; /* openers beyond the limit */
};

struct cutter {
	struct parts *parts;
	struct span paragraph;
	uint32_t index;
	bool is_row;
	size_t half_count;
	/* Where the walk stands. */
	size_t next_half;
	size_t brackets; /* open brackets */
	size_t quotes;   /* open quotations */
	size_t sentence_start;
	size_t clause_start;
};

static bool half_at(uint32_t code_point, enum pair_kind *kind, bool *opens)
{
	switch (code_point) {
#define PAIR(opener, closer, name)                                                                                     \
	case opener:                                                                                                   \
	case closer:                                                                                                   \
		*kind = name;                                                                                          \
		*opens = code_point == (opener);                                                                       \
		return true;
		PAIR('(', ')', PAIR_ROUND)
		PAIR('[', ']', PAIR_SQUARE)
		PAIR(0x3014, 0x3015, PAIR_TORTOISE)
		PAIR(0x201c, 0x201d, PAIR_DOUBLE_QUOTE)
		PAIR(0x2018, 0x2019, PAIR_SINGLE_QUOTE)
		PAIR(0x300c, 0x300d, PAIR_CORNER)
		PAIR(0x300e, 0x300f, PAIR_DOUBLE_CORNER)
		PAIR(0x300a, 0x300b, PAIR_TITLE)
#undef PAIR
	default:
		return false;
	}
}

static void add_half(struct cutter *cutter, size_t offset, enum pair_kind kind, bool opens)
{
	struct parts *parts = cutter->parts;

	parts->halves =
	    arena_grow(parts->arena, parts->halves, cutter->half_count, &parts->half_capacity, sizeof(*parts->halves));
	parts->halves[cutter->half_count++] = (struct half){.offset = offset, .kind = kind, .opens = opens};
}

/* Han characters, most of a text, are no marks of any kind. */
static bool is_han_byte(char first)
{
	return (unsigned char)first >= 0xe4 && (unsigned char)first <= 0xe9;
}

/* An ASCII quotation mark does not say whether it opens; an odd number of them says nothing at all. */
static void find_halves(struct cutter *cutter)
{
	const char *text = cutter->parts->text;
	size_t ascii_quotes = 0, kept = 0, size;
	enum pair_kind kind;
	bool opens;

	cutter->half_count = 0;
	for (size_t at = cutter->paragraph.start; at < cutter->paragraph.end; at += size) {
		uint32_t code_point;

		if (is_han_byte(text[at])) {
			size = HAN_BYTES;
			continue;
		}
		code_point = utf8_decode(text + at, &size);
		if (code_point == '"')
			add_half(cutter, at, PAIR_ASCII_QUOTE, ascii_quotes++ % 2 == 0);
		else if (half_at(code_point, &kind, &opens))
			add_half(cutter, at, kind, opens);
	}
	if (ascii_quotes % 2 == 0)
		return;
	for (size_t i = 0; i < cutter->half_count; i++)
		if (cutter->parts->halves[i].kind != PAIR_ASCII_QUOTE)
			cutter->parts->halves[kept++] = cutter->parts->halves[i];
	cutter->half_count = kept;
}

/* Pairs the halves of one family; what stays open at the end of the paragraph, or is crossed by a pair, is none. */
static void pair_halves(struct cutter *cutter, bool brackets)
{
	struct stack stack = {.depth = 0};

	for (size_t i = 0; i < cutter->half_count; i++) {
		struct half *half = &cutter->parts->halves[i];
		size_t depth = stack.depth;

		if ((half->kind <= PAIR_LAST_BRACKET) != brackets)
			continue;
		if (half->opens) {
			if (stack.depth < LIMIT_BRACKET_DEPTH)
				stack.halves[stack.depth++] = i;
			else
				stack.excess++;
			continue;
		}
		if (stack.excess > 0) {
			stack.excess--;
			continue;
		}
		while (depth > 0 && cutter->parts->halves[stack.halves[depth - 1]].kind != half->kind)
			depth--;
		if (depth == 0)
			continue;
		stack.depth = depth - 1;
		half->other = stack.halves[depth - 1];
		half->is_paired = true;
		cutter->parts->halves[half->other].other = i;
		cutter->parts->halves[half->other].is_paired = true;
	}
}

static size_t end_of_half(const struct cutter *cutter, const struct half *half)
{
	return half->offset + utf8_size(cutter->parts->text[half->offset]);
}

static void add_bracket(struct cutter *cutter, const struct half *half)
{
	struct parts *parts = cutter->parts;
	const struct half *other = &cutter->parts->halves[half->other];
	uint32_t parent = parts->bracket_count > 0 ? (uint32_t)parts->bracket_count - 1 : NO_INDEX;

	while (parent != NO_INDEX && parts->brackets[parent].span.end <= half->offset)
		parent = parts->brackets[parent].parent;
	parts->brackets = arena_grow(parts->arena, parts->brackets, parts->bracket_count, &parts->bracket_capacity,
				     sizeof(*parts->brackets));
	parts->brackets[parts->bracket_count++] = (struct bracket){.span = {half->offset, end_of_half(cutter, other)},
								   .inside = {end_of_half(cutter, half), other->offset},
								   .parent = parent,
								   .sentence = (uint32_t)parts->sentence_count};
}

static void end_clause(struct cutter *cutter, size_t end)
{
	struct parts *parts = cutter->parts;
	struct span span = {cutter->clause_start, end};

	while (span.start < span.end && parts->text[span.start] == ' ')
		span.start++;
	while (span.end > span.start && parts->text[span.end - 1] == ' ')
		span.end--;
	if (span.start == span.end)
		return;
	parts->clauses = arena_grow(parts->arena, parts->clauses, parts->clause_count, &parts->clause_capacity,
				    sizeof(*parts->clauses));
	parts->clauses[parts->clause_count++] = (struct clause){span, (uint32_t)parts->sentence_count};
}

/* Ends the sentence at `end`; its last clause ends at `mark`, before the sentence's end mark. */
static void end_sentence(struct cutter *cutter, size_t mark, size_t end)
{
	struct parts *parts = cutter->parts;
	struct sentence sentence = {.span = {cutter->sentence_start, end}, .paragraph = cutter->index};
	size_t first = parts->clause_count;

	end_clause(cutter, mark);
	while (first > 0 && parts->clauses[first - 1].sentence == parts->sentence_count)
		first--;
	sentence.first_clause = (uint32_t)first;
	sentence.clause_count = (uint32_t)(parts->clause_count - first);
	parts->sentences = arena_grow(parts->arena, parts->sentences, parts->sentence_count, &parts->sentence_capacity,
				      sizeof(*parts->sentences));
	parts->sentences[parts->sentence_count++] = sentence;
	while (end < cutter->paragraph.end && parts->text[end] == ' ')
		end++;
	cutter->sentence_start = cutter->clause_start = end;
}

static uint32_t code_point_at(const struct cutter *cutter, size_t at)
{
	size_t size;

	return at < cutter->paragraph.end ? utf8_decode(cutter->parts->text + at, &size) : 0;
}

static uint32_t code_point_before(const struct cutter *cutter, size_t at)
{
	size_t size;

	if (at <= cutter->paragraph.start)
		return 0;
	do
		at--;
	while (((unsigned char)cutter->parts->text[at] & 0xc0) == 0x80);
	return utf8_decode(cutter->parts->text + at, &size);
}

/* Does the point at `at` end a sentence? Not in a number, a list mark, an abbreviation or an ellipsis. */
static bool point_ends(const struct cutter *cutter, size_t at)
{
	uint32_t before = code_point_before(cutter, at), after = code_point_at(cutter, at + 1), next;

	if (after == 0)
		return true;
	if (before == '.' || after == '.')
		return false;
	/* A point typed for 。; behind a digit it is a list mark. */
	if (character_is_han(after))
		return character_is_han(before) || before == '%' || before == ')' ||
		       (character_is_letter(before) && !abbreviation_ends(cutter->parts->text + cutter->paragraph.start,
									  at - cutter->paragraph.start));
	if (after != ' ')
		return false;
	next = code_point_at(cutter, at + 2);
	if (!(next >= 'A' && next <= 'Z') && next != '"' && next != 0x201c && next != '(' && next != '$' &&
	    !character_is_digit(next))
		return false;
	return !abbreviation_ends(cutter->parts->text + cutter->paragraph.start, at - cutter->paragraph.start);
}

/* The question mark of 1200m?,其中 stands for a lost exponent. */
static bool question_ends(const struct cutter *cutter, size_t at)
{
	uint32_t after = code_point_at(cutter, at + 1);

	if (after == ',' || after == ';' || after == ')' || after == 0x3001)
		return false;
	return code_point_before(cutter, at) != 'm' || after == 0 || after == ' ';
}

static bool is_end_mark(const struct cutter *cutter, size_t at, uint32_t code_point)
{
	if (code_point == 0x3002 || code_point == '!')
		return true;
	if (code_point == '?')
		return question_ends(cutter, at);
	return code_point == '.' && point_ends(cutter, at);
}

static bool is_closing_quote(uint32_t code_point)
{
	return code_point == 0x201d || code_point == 0x2019 || code_point == 0x300d || code_point == 0x300f ||
	       code_point == '"';
}

/* A comma, colon or point between digits belongs to a number or a time; 2009,2010年 is none. */
static bool is_in_number(const struct cutter *cutter, size_t at)
{
	size_t digits = 0;

	if (!character_is_digit(code_point_before(cutter, at)) || !character_is_digit(code_point_at(cutter, at + 1)))
		return false;
	if (cutter->parts->text[at] != ',')
		return true;
	while (character_is_digit(code_point_at(cutter, at + 1 + digits)))
		digits++;
	return digits == 3;
}

static bool is_clause_mark(const struct cutter *cutter, size_t at, uint32_t code_point)
{
	if (cutter->is_row)
		return code_point == '\t' || code_point == '|';
	return code_point == ';' || ((code_point == ',' || code_point == ':') && !is_in_number(cutter, at));
}

/* Must a sentence that knows no end be ended here? What is asked of every place in it is asked as often as it is long. */
static bool is_too_long(const struct cutter *cutter, size_t at, uint32_t code_point)
{
	return at - cutter->sentence_start > LIMIT_PASSAGE_BYTES && !cutter->is_row &&
	       (code_point == 0x3001 || is_clause_mark(cutter, at, code_point));
}

/* Steps over a half of a pair at `at`. A quotation that ends with its sentence ends the sentence around it. */
static void pass_half(struct cutter *cutter, size_t at)
{
	const struct half *half = &cutter->parts->halves[cutter->next_half++];
	size_t end = end_of_half(cutter, half);
	uint32_t before, after;

	if (!half->is_paired)
		return;
	if (half->kind <= PAIR_LAST_BRACKET) {
		if (half->opens)
			add_bracket(cutter, half);
		cutter->brackets += half->opens ? 1 : (size_t)-1;
		return;
	}
	cutter->quotes += half->opens ? 1 : (size_t)-1;
	if (half->opens || half->kind == PAIR_TITLE || cutter->brackets > 0 || cutter->quotes > 0 || cutter->is_row)
		return;
	before = code_point_before(cutter, at);
	after = code_point_at(cutter, end);
	if (before != 0x3002 && before != '!' && before != '?' && before != '.')
		return;
	if (after == ' ')
		after = code_point_at(cutter, end + 1);
	/* “好!”的称号, “Stop!” he said, “对。”、“错。” go on. */
	if (after == 0 || after == 0x7684 || after == ',' || after == ';' || after == 0x3001 || after == 0x3002 ||
	    (after >= 'a' && after <= 'z') || half_at(after, &(enum pair_kind){0}, &(bool){0}))
		return;
	end_sentence(cutter, at - (before == 0x3002 ? 3 : 1), end);
}

/* The end of a sentence whose end mark is at `at`: further end marks and stray closing quotes belong to it. */
static size_t end_after_marks(const struct cutter *cutter, size_t at)
{
	uint32_t code_point = code_point_at(cutter, at);
	size_t next_half = cutter->next_half;

	while (code_point == 0x3002 || code_point == '?' || code_point == '!' || is_closing_quote(code_point)) {
		if (next_half < cutter->half_count && cutter->parts->halves[next_half].offset == at &&
		    cutter->parts->halves[next_half++].is_paired)
			break;
		at += utf8_size(cutter->parts->text[at]);
		code_point = code_point_at(cutter, at);
	}
	return at;
}

void parts_cut(struct parts *parts, struct span paragraph, size_t body, uint32_t index, bool is_row)
{
	struct cutter cutter = {.parts = parts,
				.paragraph = paragraph,
				.index = index,
				.is_row = is_row,
				.sentence_start = paragraph.start,
				.clause_start = paragraph.start};
	size_t at = paragraph.start, size;

	find_halves(&cutter);
	pair_halves(&cutter, true);
	pair_halves(&cutter, false);
	while (at < paragraph.end) {
		uint32_t code_point;

		if (is_han_byte(parts->text[at])) {
			at += HAN_BYTES;
			continue;
		}
		code_point = utf8_decode(parts->text + at, &size);
		if (cutter.next_half < cutter.half_count && parts->halves[cutter.next_half].offset == at) {
			pass_half(&cutter, at);
		} else if (cutter.brackets == 0 && at >= body) {
			if (is_too_long(&cutter, at, code_point)) {
				end_sentence(&cutter, at, at + size);
			} else if (is_clause_mark(&cutter, at, code_point)) {
				end_clause(&cutter, at);
				cutter.clause_start = at + size;
			} else if (cutter.quotes == 0 && !is_row && is_end_mark(&cutter, at, code_point)) {
				size_t end = end_after_marks(&cutter, at + size);

				end_sentence(&cutter, at, end);
				while (cutter.next_half < cutter.half_count &&
				       parts->halves[cutter.next_half].offset < end)
					cutter.next_half++;
				size = end - at;
			}
		}
		at += size;
	}
	if (cutter.sentence_start < paragraph.end)
		end_sentence(&cutter, paragraph.end, paragraph.end);
}
