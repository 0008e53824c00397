/* Folds the characters of each line: widths, Simplified forms, blanks, glosses, lost characters, doubled separators. */
#include "text/fold.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/character.h"
#include "text/comma_rows.h"
#include "text/line.h"
#include "text/pinyin.h"
#include "text/row.h"

enum { QUESTION_WINDOW = 48 };

enum toned_glosses { TONED_UNKNOWN, TONED_NONE, TONED_SOME };

struct folder {
	struct arena *arena;
	const char *source;
	size_t length;
	struct folding folding;
	size_t breakpoint_capacity;
	size_t mark_capacity;
	size_t line_capacity;
	size_t distance;      /* source offset less folded offset, since the last breakpoint */
	uint32_t before;      /* the folded character before, 0 at the start of a line */
	size_t before_source; /* and its place */
	size_t line_start;
	size_t line_end;
	bool row_is_known;
	bool is_row;
	bool row_before;
	enum toned_glosses toned;
	size_t commas_end;  /* of the rows that commas divide */
	size_t commas_seen; /* no such rows begin before it */
};

/* Notes where the next folded byte comes from. */
static void place(struct folder *folder, size_t source)
{
	struct folding *folding = &folder->folding;

	if (folding->breakpoint_count > 0 && source - folding->length == folder->distance)
		return;
	folding->breakpoints = arena_grow(folder->arena, folding->breakpoints, folding->breakpoint_count,
					  &folder->breakpoint_capacity, sizeof(*folding->breakpoints));
	folding->breakpoints[folding->breakpoint_count++] =
	    (struct breakpoint){(uint32_t)folding->length, (uint32_t)source};
	folder->distance = source - folding->length;
}

static void emit(struct folder *folder, uint32_t code_point, size_t source)
{
	place(folder, source);
	folder->folding.length += utf8_encode(code_point, folder->folding.bytes + folder->folding.length);
	folder->before = code_point;
	folder->before_source = source;
}

static void mark_damage(struct folder *folder, enum damage kind, size_t start, size_t end)
{
	struct folding *folding = &folder->folding;

	folding->marks = arena_grow(folder->arena, folding->marks, folding->mark_count, &folder->mark_capacity,
				    sizeof(*folding->marks));
	folding->marks[folding->mark_count++] = (struct damage_mark){kind, {start, end}, folding->length};
}

/* Takes back the last folded character. */
static void take_back(struct folder *folder)
{
	struct folding *folding = &folder->folding;
	struct breakpoint last;

	do
		folding->length--;
	while (((unsigned char)folding->bytes[folding->length] & 0xc0) == 0x80);
	while (folding->breakpoint_count > 0 &&
	       folding->breakpoints[folding->breakpoint_count - 1].folded >= folding->length)
		folding->breakpoint_count--;
	if (folding->breakpoint_count == 0)
		return;
	last = folding->breakpoints[folding->breakpoint_count - 1];
	folder->distance = last.source - last.folded;
}

/* The folded character at or after `at` in this line, 0 when there is none. */
static uint32_t look_ahead(const struct folder *folder, size_t at)
{
	while (at < folder->line_end) {
		size_t size;
		uint32_t code_point = character_fold(utf8_decode(folder->source + at, &size));

		if (code_point)
			return code_point;
		at += size;
	}
	return 0;
}

bool fold_keeps_blank(uint32_t before, uint32_t after)
{
	if (before == 0 || after == 0 || character_is_wide(before) || character_is_wide(after))
		return false;
	if (before == '|' || after == '|')
		return false;
	if (before < 0x80 && strchr("([{", (int)before))
		return false;
	return !(after < 0x80 ? strchr(",;:!?)]}%", (int)after) != NULL : after == 0x2030 || after == 0x2103);
}

static enum row_evidence row_at(const struct folder *folder, size_t start, size_t end)
{
	return row_of_line(folder->source + start, end - start);
}

/* Asked only where a wide blank stands inside the line. A heading row is known by the row it stands over. */
static bool line_is_row(struct folder *folder)
{
	enum row_evidence evidence;
	size_t next = folder->line_end + line_break(folder->source, folder->length, folder->line_end);

	if (folder->row_is_known)
		return folder->is_row;
	evidence = row_at(folder, folder->line_start, folder->line_end);
	folder->row_is_known = true;
	folder->is_row = evidence == ROW_CERTAIN ||
			 (evidence == ROW_POSSIBLE && (folder->row_before || row_follows(folder->source, folder->length,
											 folder->line_start, next)));
	return folder->is_row;
}

/* Folds a run of blanks; returns the offset after it. */
static size_t fold_blanks(struct folder *folder, size_t start)
{
	unsigned columns = 0, blanks = 0;
	bool has_tab = false;
	size_t at = start, size;

	while (at < folder->line_end) {
		uint32_t source = utf8_decode(folder->source + at, &size);
		uint32_t code_point = character_fold(source);

		/* What is lost is marked by its own branch. */
		if ((code_point && code_point != ' ') || source == 0xfffd)
			break;
		columns += code_point ? character_blank_width(source) : 0;
		blanks += code_point == ' ';
		has_tab |= source == '\t';
		at += size;
	}
	if (at == folder->line_end)
		return at;
	if (folder->before == 0) {
		folder->folding.lines[folder->folding.line_count].indent += columns;
		return at;
	}
	if (folder->before == '|' || look_ahead(folder, at) == '|')
		return at;
	if ((blanks >= 2 || has_tab) && line_is_row(folder))
		emit(folder, '\t', start);
	else if (fold_keeps_blank(folder->before, look_ahead(folder, at)))
		emit(folder, ' ', start);
	return at;
}

/* Does a gloss with a tone mark stand anywhere from `at` on? Looked for once. */
static bool has_toned_gloss(struct folder *folder, size_t at)
{
	if (folder->toned != TONED_UNKNOWN)
		return folder->toned == TONED_SOME;
	folder->toned = TONED_NONE;
	while (at < folder->length && folder->toned == TONED_NONE) {
		const char *bracket = memchr(folder->source + at, '(', folder->length - at);
		bool toned;

		if (!bracket)
			break;
		at = (size_t)(bracket - folder->source) + 1;
		if (pinyin_gloss(folder->source + at, folder->length - at, &toned) && toned)
			folder->toned = TONED_SOME;
	}
	return folder->toned == TONED_SOME;
}

/* The offset after the gloss whose opening bracket ends at `inside`, 0 when there is none. */
static size_t gloss_end(struct folder *folder, size_t inside)
{
	bool toned;
	size_t size = pinyin_gloss(folder->source + inside, folder->line_end - inside, &toned);
	size_t letters;

	if (size == 0 || folder->before == 0)
		return 0;
	if (toned) {
		folder->toned = TONED_SOME;
		return character_is_han(folder->before) || character_is_letter(folder->before) ? inside + size : 0;
	}
	letters = size - (folder->source[inside + size - 1] == ')' ? 1 : 3);
	if (!character_is_han(folder->before) || letters < 2)
		return 0;
	if (pinyin_is_neutral(folder->source + inside, letters) || has_toned_gloss(folder, inside))
		return inside + size;
	return 0;
}

/* Does the text right before speak like a question? */
static bool asks(const struct folder *folder)
{
	static const char *const words[] = {"吗", "呢", "么",   "吧",   "啊", "谁", "哪",
					    "何", "几", "多少", "是否", "怎", "什"};
	size_t window = folder->folding.length < QUESTION_WINDOW ? folder->folding.length : QUESTION_WINDOW;
	const char *end = folder->folding.bytes + folder->folding.length;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t length = strlen(words[i]);

		for (const char *at = end - window; at + length <= end; at++)
			if (memcmp(at, words[i], length) == 0)
				return true;
	}
	return false;
}

/* Is the "?" before `after` what a lost character left behind? */
static bool question_is_damage(const struct folder *folder, size_t after)
{
	uint32_t next = look_ahead(folder, after), next_but_one;

	if (!character_is_han(folder->before))
		return false;
	if (next == ',' || next == 0x3001)
		return true;
	if (next == '!')
		return !asks(folder);
	if (next != 0x201d || asks(folder))
		return false;
	next_but_one = look_ahead(folder, after + 3);
	return next_but_one == ',' || next_but_one == 0x3001 || character_is_han(next_but_one);
}

/* 1200m? has lost its exponent: a metre unit behind a number, and the text goes on in Han. */
static bool lost_exponent(const struct folder *folder, size_t after)
{
	const char *at = folder->folding.bytes + folder->folding.length;
	uint32_t next = look_ahead(folder, after);
	size_t left = folder->folding.length;

	if (folder->before != 'm' || character_is_letter(next))
		return false;
	at--;
	left--;
	if (left > 0 && strchr("kcdm", at[-1])) {
		at--;
		left--;
	}
	if (left > 0 && at[-1] == ' ') {
		at--;
		left--;
	}
	/* 9.08亿m? has its scale between. */
	return left > 0 && ((at[-1] >= '0' && at[-1] <= '9') || (unsigned char)at[-1] >= 0x80);
}

static size_t fold_question(struct folder *folder, size_t start)
{
	bool toned;
	size_t gloss = pinyin_gloss(folder->source + start + 1, folder->line_end - start - 1, &toned);

	if (gloss && toned && character_is_han(folder->before)) {
		mark_damage(folder, DAMAGE_BYTES, start, start + 1);
		mark_damage(folder, DAMAGE_GLOSS, start + 1, start + 1 + gloss);
		return start + 1 + gloss;
	}
	if (question_is_damage(folder, start + 1)) {
		mark_damage(folder, DAMAGE_BYTES, start, start + 1);
		return start + 1;
	}
	if (lost_exponent(folder, start + 1))
		mark_damage(folder, DAMAGE_BYTES, start, start + 1);
	emit(folder, '?', start);
	return start + 1;
}

static bool is_separator(uint32_t code_point)
{
	return code_point == ',' || code_point == ';' || code_point == ':' || code_point == 0x3001 ||
	       code_point == 0x3002;
}

/* A comma that turns out to add nothing is marked before what was dropped behind it. */
static void mark_taken_back(struct folder *folder)
{
	struct damage_mark *marks, mark;
	size_t start = folder->before_source, at;

	mark_damage(folder, DAMAGE_SEPARATOR, start, start + utf8_size(folder->source[start]));
	marks = folder->folding.marks;
	at = folder->folding.mark_count - 1;
	mark = marks[at];
	for (; at > 0 && marks[at - 1].folded_offset > mark.folded_offset; at--) {
		marks[at] = marks[at - 1];
		marks[at].folded_offset = mark.folded_offset;
	}
	marks[at] = mark;
}

/* A comma beside another separator adds nothing, and no separator is doubled. */
static void fold_separator(struct folder *folder, uint32_t code_point, size_t start, size_t end)
{
	uint32_t before = folder->before;
	bool doubled = before == code_point && code_point != ':';

	if (doubled || (code_point == ',' && is_separator(before))) {
		mark_damage(folder, DAMAGE_SEPARATOR, start, end);
		return;
	}
	if (before == ',') {
		take_back(folder);
		mark_taken_back(folder);
	}
	emit(folder, code_point, start);
}

/* Folds the character, the gloss or the run of blanks at `start`; returns the offset after it. */
static size_t fold_one(struct folder *folder, size_t start)
{
	size_t size, gloss;
	uint32_t source = utf8_decode(folder->source + start, &size);
	uint32_t code_point = character_fold(source);

	if (code_point == ' ')
		return fold_blanks(folder, start);
	if (source == '?')
		return fold_question(folder, start);
	if (source == 0xfffd)
		mark_damage(folder, DAMAGE_BYTES, start, start + size);
	if (code_point == 0)
		return start + size;
	if (code_point == '(' && (gloss = gloss_end(folder, start + size)) > 0) {
		mark_damage(folder, DAMAGE_GLOSS, start, gloss);
		return gloss;
	}
	/* 二○一○年: a circle typed for the digit. */
	if ((code_point == 0x25cb || code_point == 0x25ef) && character_is_han_digit(folder->before))
		code_point = 0x3007;
	if (is_separator(code_point))
		fold_separator(folder, code_point, start, start + size);
	else
		emit(folder, code_point, start);
	return start + size;
}

static bool is_plain_ascii(unsigned char byte)
{
	return byte > ' ' && byte < 0x7f && byte != '(' && byte != '?' && byte != ',' && byte != ';' && byte != ':';
}

/* Copies what needs no thought, most of any text; returns the offset of the first character that does. */
static size_t copy_plain(struct folder *folder, size_t start)
{
	const unsigned char *source = (const unsigned char *)folder->source;
	char *out = folder->folding.bytes + folder->folding.length;
	size_t at = start, last = start;

	while (at < folder->line_end) {
		unsigned char first = source[at];

		if (is_plain_ascii(first)) {
			last = at;
			*out++ = (char)first;
			at++;
		} else if (first >= 0xe4 && first <= 0xe9) {
			uint32_t code_point =
			    (first & 0x0fu) << 12 | (source[at + 1] & 0x3fu) << 6 | (source[at + 2] & 0x3fu);
			uint32_t simple = character_simplified[code_point - CHARACTER_FIRST_MAPPED];

			last = at;
			out += simple ? utf8_encode(simple, out) : utf8_encode(code_point, out);
			at += 3;
		} else {
			break;
		}
	}
	if (at == start)
		return start;
	place(folder, start);
	folder->folding.length = (size_t)(out - folder->folding.bytes);
	folder->before_source = last;
	folder->before =
	    at - last == 1 ? source[last] : character_fold(utf8_decode(folder->source + last, &(size_t){0}));
	return at;
}

/* Folds a row that commas divide: they become tabs, and quotes go. */
static void fold_comma_row(struct folder *folder)
{
	bool quoted = false;
	size_t size;

	folder->row_is_known = folder->is_row = true;
	for (size_t at = folder->line_start; at < folder->line_end; at += size) {
		uint32_t code_point = character_fold(utf8_decode(folder->source + at, &size));

		if (folder->source[at] == '"')
			quoted = !quoted;
		else if (folder->source[at] == ',' && !quoted)
			emit(folder, '\t', at);
		else if (code_point == ' ' &&
			 (folder->before == '\t' || !fold_keeps_blank(folder->before, look_ahead(folder, at + size))))
			continue;
		else if (code_point)
			emit(folder, code_point, at);
	}
}

/* Does the line at `start` belong to rows that commas divide? */
static bool is_comma_row(struct folder *folder, size_t start)
{
	if (start >= folder->commas_end && start >= folder->commas_seen)
		folder->commas_end = comma_rows_end(folder->source, folder->length, start, &folder->commas_seen);
	return start < folder->commas_end;
}

/* Folds one line with its break; returns the offset of the next. */
static size_t fold_line(struct folder *folder, size_t start)
{
	struct folding *folding = &folder->folding;
	struct fold_line *line;
	size_t at = start, size;

	folding->lines = arena_grow(folder->arena, folding->lines, folding->line_count, &folder->line_capacity,
				    sizeof(*folding->lines));
	line = &folding->lines[folding->line_count];
	*line = (struct fold_line){.source_start = (uint32_t)start, .start = (uint32_t)folding->length};
	folder->line_start = start;
	folder->line_end = line_end(folder->source, folder->length, start);
	folder->before = 0;
	folder->row_is_known = false;
	folder->is_row = false;
	if (is_comma_row(folder, start)) {
		fold_comma_row(folder);
		at = folder->line_end;
	}
	while (at < folder->line_end) {
		at = copy_plain(folder, at);
		if (at < folder->line_end)
			at = fold_one(folder, at);
	}
	line->source_end = (uint32_t)folder->line_end;
	line->end = (uint32_t)folding->length;
	line->is_row = folder->is_row;
	folder->row_before = folder->is_row;
	folding->line_count++;
	size = line_break(folder->source, folder->length, folder->line_end);
	if (size > 0)
		emit(folder, '\n', folder->line_end);
	return folder->line_end + size;
}

size_t fold_breakpoint_at(const struct breakpoint *breakpoints, size_t count, size_t folded)
{
	size_t low = 0, high = count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (breakpoints[middle].folded <= folded)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t fold_source_offset(const struct breakpoint *breakpoints, size_t count, size_t folded)
{
	size_t at = fold_breakpoint_at(breakpoints, count, folded);

	return count == 0 ? folded : breakpoints[at].source + (folded - breakpoints[at].folded);
}

struct folding fold_lines(struct arena *arena, struct arena *scratch, const char *source, size_t length)
{
	struct folder folder = {.arena = scratch, .source = source, .length = length};

	/* No character folds to a longer one. */
	folder.folding.bytes = arena_alloc(arena, length + 1);
	for (size_t at = 0; at < length;)
		at = fold_line(&folder, at);
	return folder.folding;
}
