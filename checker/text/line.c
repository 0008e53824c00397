/* Judges single folded lines, so that lines can be joined and headings told from sentences. */
#include "text/line.h"

#include <string.h>

#include "base/utf8.h"
#include "text/character.h"
#include "text/marker.h"

enum {
	TITLE_COLUMNS = 80,         /* longer lines are prose, whatever their punctuation */
	PROSE_COLUMNS = 40,         /* shorter ones need punctuation to be prose */
	CUT_LINE_COLUMNS = 24,      /* a line this long may be cut anywhere */
	SENTENCE_LINE_COLUMNS = 20, /* a line of Latin prose has at least a few words */
	PAGE_DIGITS = 3
};

static bool is_one_of(uint32_t code_point, const char *set)
{
	size_t size;

	for (; *set; set += size)
		if (utf8_decode(set, &size) == code_point)
			return true;
	return false;
}

static size_t last_start(const char *line, size_t length)
{
	do
		length--;
	while (length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80);
	return length;
}

uint32_t line_first(const char *line, size_t length)
{
	size_t size;

	return length > 0 ? utf8_decode(line, &size) : 0;
}

uint32_t line_last(const char *line, size_t length)
{
	size_t size;

	return length > 0 ? utf8_decode(line + last_start(line, length), &size) : 0;
}

static size_t columns(const char *line, size_t length)
{
	size_t count = utf8_count(line, length);

	/* Exact for Han and ASCII: a character of three bytes counts 2. */
	return count + (length - count) / 2;
}

static bool has_han(const char *line, size_t length)
{
	size_t size;

	for (size_t at = 0; at < length; at += size)
		if (character_is_han(utf8_decode(line + at, &size)))
			return true;
	return false;
}

bool line_is_ended(const char *line, size_t length)
{
	uint32_t last = line_last(line, length);
	size_t before;

	while (length > 0 && is_one_of(last, "”’」』)》】\"")) {
		length = last_start(line, length);
		last = line_last(line, length);
	}
	if (length == 0)
		return false;
	if (is_one_of(last, "。!?;:…"))
		return true;
	before = last_start(line, length);
	/* A point behind a digit may be cut from its decimals in Chinese text; in English it ends the sentence. */
	return last == '.' && (!character_is_digit(line_last(line, before)) || !has_han(line, length));
}

/* The bytes of the mark of an article or of a numbering mark in front, with the colon behind it. */
static size_t mark_length(const char *line, size_t length, bool *numbered)
{
	struct span name;
	bool closed;
	size_t size = marker_article(line, length, &name, &closed);
	struct marker marker = marker_read(line, length);

	*numbered = marker.style != MARKER_NONE || size > 0;
	if (size == 0)
		size = marker.span.end;
	if (size > 0 && size < length && line[size] == ':')
		size++;
	return size;
}

/* Punctuation that only sentences have; `commas` tells whether a comma is. */
static bool has_sentence_mark(const char *line, size_t length, bool commas)
{
	for (size_t at = 0; at < length; at += utf8_size(line[at])) {
		bool in_number = at > 0 && at + 1 < length && character_is_digit((unsigned char)line[at - 1]) &&
				 character_is_digit((unsigned char)line[at + 1]);

		if (line[at] == ';' || line[at] == '!' || line[at] == '?')
			return true;
		if ((line[at] == ':' || (commas && line[at] == ',')) && !in_number)
			return true;
		if (length - at >= 3 && memcmp(line + at, "。", 3) == 0)
			return true;
	}
	return false;
}

bool line_is_title(const char *line, size_t length)
{
	bool numbered;
	size_t start = mark_length(line, length, &numbered);
	bool ranked = numbered && marker_read(line, length).style <= MARKER_HAN_BRACKET;

	/* Headings such as 二、突出重点,狠抓落实 have commas. */
	return columns(line, length) <= TITLE_COLUMNS && !line_is_ended(line, length) &&
	       !has_sentence_mark(line + start, length - start, !ranked);
}

bool line_is_prose(const char *line, size_t length)
{
	bool numbered;
	size_t start = mark_length(line, length, &numbered);

	return numbered || columns(line, length) >= PROSE_COLUMNS ||
	       has_sentence_mark(line + start, length - start, true);
}

bool line_is_markup(const char *line, size_t length)
{
	uint32_t first = line_first(line, length);
	size_t size;

	if (memchr(line, '|', length))
		return true;
	if (is_one_of(first, "#>•●◆■▪◇□▲★※") || (is_one_of(first, "*-+") && length > 1 && line[1] == ' '))
		return true;
	for (size_t at = 0; at < length; at += size) {
		uint32_t code_point = utf8_decode(line + at, &size);

		if (character_is_han(code_point) || character_is_digit(code_point) || character_is_letter(code_point) ||
		    (code_point >= 0xc0 && code_point < 0x2000) || is_one_of(code_point, ",。、;:!?)”%"))
			return false;
	}
	return true;
}

bool line_opens_item(const char *line, size_t length)
{
	struct span name;
	bool closed;
	uint32_t first = line_first(line, length);

	if (marker_read(line, length).style != MARKER_NONE)
		return true;
	if (marker_article(line, length, &name, &closed) && closed)
		return true;
	return character_is_han_digit(first) && line_first(line + 3, length - 3) == 0x662f; /* 是 */
}

static size_t skip_digits(const char *line, size_t length, size_t at)
{
	size_t start = at;

	while (at < length && at - start < PAGE_DIGITS && character_is_digit((unsigned char)line[at]))
		at++;
	return at;
}

/* Skips what may stand around a page number; sets *decorated when something did. */
static size_t skip_decoration(const char *line, size_t length, size_t at, bool *decorated)
{
	static const char *const parts[] = {"第", "页", "共", "/",    "-",    "—",  "–", "~",
					    "·",  " ",  ",",  "Page", "page", "of", "P."};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts);) {
		size_t size = strlen(parts[i]);

		if (length - at >= size && memcmp(line + at, parts[i], size) == 0) {
			*decorated = true;
			at += size;
			i = 0;
		} else {
			i++;
		}
	}
	return at;
}

enum line_page_number line_page_number(const char *line, size_t length)
{
	bool before = false, between = false, after = false;
	size_t digits = skip_decoration(line, length, 0, &before);
	size_t end = skip_digits(line, length, digits), more;

	if (end == digits)
		return LINE_NO_PAGE_NUMBER;
	if (end == length && !before)
		return LINE_BARE_NUMBER;
	more = skip_decoration(line, length, end, &between);
	end = skip_digits(line, length, more);
	after = between && end > more;
	end = skip_decoration(line, length, end, &after);
	/* -12 is a figure and 12/30 a ratio; what is set off on both sides, or says page, is not. */
	if (end < length || !between)
		return LINE_NO_PAGE_NUMBER;
	return before ? LINE_PAGE_NUMBER : LINE_NO_PAGE_NUMBER;
}

bool line_runs_on(const char *before, size_t before_length, const char *after, size_t after_length)
{
	uint32_t last = line_last(before, before_length), first = line_first(after, after_length);

	if (is_one_of(first, ",。、;:!?)]}”’》」』】%‰℃"))
		return true;
	if (is_one_of(last, ",、([{〔《“‘「『【~/+="))
		return true;
	/* No title ends in a word that wants another one behind it. */
	if (is_one_of(last, "的由从至到为达和与及比较占共约") && columns(before, before_length) >= CUT_LINE_COLUMNS)
		return true;
	if (character_is_digit(last) || last == '.') {
		bool titled = is_one_of(line_first(before, before_length), "附表图第");

		if (is_one_of(first, "年月日万亿元个家公平亩吨倍米千百") && !titled)
			return true;
		/* 8462|件,其中: a classifier that is no beginning of a word. */
		if (is_one_of(first, "件起人户名所项宗处头只台辆套张座条批次场册篇份位例票") && !titled &&
		    is_one_of(line_first(after + 3, after_length - 3), ",、;。)("))
			return true;
		/* 总产量6.⏎84万吨, 6⏎.84万吨 */
		if ((last == '.' ? character_is_digit(first)
				 : first == '.' && after_length > 1 && character_is_digit((unsigned char)after[1])) &&
		    has_han(before, before_length))
			return true;
		/* 监督案件1⏎286件: a line of words that ends in a number goes on where the next begins with one. */
		return character_is_digit(first) && has_han(before, before_length) &&
		       (has_sentence_mark(before, before_length, true) ||
			(columns(before, before_length) >= CUT_LINE_COLUMNS && has_han(after, after_length)));
	}
	/* 4.92万⏎吨 */
	if (is_one_of(last, "万亿") && before_length > 3 && character_is_digit(line_last(before, before_length - 3)))
		return true;
	return (character_is_letter(last) || last == ',') && first >= 'a' && first <= 'z' &&
	       columns(before, before_length) >= SENTENCE_LINE_COLUMNS;
}

size_t line_first_token(const char *line, size_t length)
{
	size_t at = 0;

	while (at < length && line[at] > ' ' && !strchr("()|", line[at]))
		at++;
	return at > 0 ? at : 2;
}

size_t line_end(const char *text, size_t length, size_t start)
{
	const char *rest = text + start;
	const char *feed = memchr(rest, '\n', length - start);
	size_t size = feed ? (size_t)(feed - rest) : length - start;
	const char *carriage = memchr(rest, '\r', size);

	return start + (carriage ? (size_t)(carriage - rest) : size);
}

size_t line_break(const char *text, size_t length, size_t end)
{
	if (end == length)
		return 0;
	return text[end] == '\r' && end + 1 < length && text[end + 1] == '\n' ? 2 : 1;
}
