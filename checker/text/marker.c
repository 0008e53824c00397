/* Recognises numbering marks, and tells them from figures that merely open a line. */
#include "text/marker.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "text/character.h"

enum { LARGEST_MARK = 999 };

struct cursor {
	const char *line;
	size_t at;
	size_t length;
};

/* The code point at the cursor, 0 at the end of the line. */
static uint32_t peek(const struct cursor *cursor)
{
	size_t size;

	return cursor->at < cursor->length ? utf8_decode(cursor->line + cursor->at, &size) : 0;
}

static uint32_t peek_next(const struct cursor *cursor)
{
	struct cursor next = *cursor;

	if (next.at < next.length)
		next.at += utf8_size(next.line[next.at]);
	return peek(&next);
}

static bool skip(struct cursor *cursor, const char *string)
{
	size_t length = strlen(string);

	if (cursor->length - cursor->at < length || memcmp(cursor->line + cursor->at, string, length) != 0)
		return false;
	cursor->at += length;
	return true;
}

static bool skip_any(struct cursor *cursor, const char *const *strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (skip(cursor, strings[i]))
			return true;
	return false;
}

/* Is the character one of those of `set`? Never at the end of the line. */
static bool is_one_of(uint32_t code_point, const char *set)
{
	size_t size;

	for (; *set; set += size)
		if (utf8_decode(set, &size) == code_point)
			return true;
	return false;
}

/* 1 to 3 digits without a leading zero; 0 when there are none. */
static uint32_t read_arabic(struct cursor *cursor)
{
	uint32_t value = 0;
	size_t start = cursor->at;

	while (character_is_digit(peek(cursor)) && value <= LARGEST_MARK)
		value = 10 * value + (uint32_t)(cursor->line[cursor->at++] - '0');
	if (cursor->at == start || cursor->line[start] == '0' || value > LARGEST_MARK) {
		cursor->at = start;
		return 0;
	}
	return value;
}

static uint32_t han_digit_value(uint32_t code_point)
{
	static const char digits[] = "一二三四五六七八九";
	size_t size;

	for (uint32_t i = 0; digits[3 * i]; i++)
		if (utf8_decode(digits + 3 * i, &size) == code_point)
			return i + 1;
	return 0;
}

/* A Han number up to 999, such as 十二, 二十, 一百零三; 0 when there is none. */
static uint32_t read_han(struct cursor *cursor)
{
	uint32_t total = 0, digit = 0;
	size_t start = cursor->at;

	for (;; cursor->at += utf8_size(cursor->line[cursor->at])) {
		uint32_t code_point = peek(cursor);

		if (han_digit_value(code_point) && digit == 0) {
			digit = han_digit_value(code_point);
		} else if (code_point == 0x5341 || code_point == 0x767e) { /* 十 百 */
			total += (digit ? digit : 1) * (code_point == 0x5341 ? 10 : 100);
			digit = 0;
		} else if (!is_one_of(code_point, "零〇") || total == 0) {
			break;
		}
	}
	total += digit;
	if (total > LARGEST_MARK || is_one_of(peek(cursor), "一二三四五六七八九〇零千万亿")) {
		cursor->at = start;
		return 0;
	}
	return total;
}

static uint32_t read_number(struct cursor *cursor)
{
	uint32_t number = read_arabic(cursor);

	return number ? number : read_han(cursor);
}

static struct marker found(const struct cursor *cursor, enum marker_style style, uint32_t number)
{
	return (struct marker){.span = {0, cursor->at}, .style = style, .number = number};
}

/* 第一章 第二节 第三条. */
static struct marker read_ordinal(struct cursor cursor)
{
	static const char *const chapters[] = {"章", "节", "编", "部分"};
	uint32_t number;

	if (!skip(&cursor, "第") || !(number = read_number(&cursor)))
		return (struct marker){0};
	if (skip_any(&cursor, chapters, sizeof(chapters) / sizeof(*chapters)))
		return found(&cursor, MARKER_CHAPTER, number);
	if (skip(&cursor, "条"))
		return found(&cursor, MARKER_CLAUSE, number);
	return (struct marker){0};
}

/* 一、 but not the figures of 二、三产业 and 一、二季度. */
static struct marker read_han_mark(struct cursor cursor)
{
	static const char *const marks[] = {"、", ".", "．"};
	uint32_t number = read_han(&cursor);

	if (!number || !skip_any(&cursor, marks, sizeof(marks) / sizeof(*marks)))
		return (struct marker){0};
	if (han_digit_value(peek(&cursor)) && is_one_of(peek_next(&cursor), "产季线类级月年等次号日、期批"))
		return (struct marker){0};
	return found(&cursor, MARKER_HAN, number);
}

/* (一) (1) and, with `open` false, 1). */
static struct marker read_bracket_mark(struct cursor cursor, bool open)
{
	uint32_t number;

	if (open && !skip(&cursor, "("))
		return (struct marker){0};
	number = read_arabic(&cursor);
	if (number)
		return skip(&cursor, ")") ? found(&cursor, MARKER_ARABIC_BRACKET, number) : (struct marker){0};
	number = open ? read_han(&cursor) : 0;
	if (number && skip(&cursor, ")"))
		return found(&cursor, MARKER_HAN_BRACKET, number);
	return (struct marker){0};
}

/* Could a figure go on here with its unit, its scale or a range? */
static bool continues_figure(uint32_t code_point)
{
	return character_is_digit(code_point) ||
	       is_one_of(code_point, "万亿千百十元角分倍个家人户件台套项条座所亩吨公平米克升立度点年月日天小时次名%‰℃"
				     "°成折左右以多余至到和、,;:。)-~/×兆瓦岁届只头");
}

/* 1.1 1.1.2, which is not the decimal of 1.1万亩. */
static struct marker read_decimal(struct cursor cursor)
{
	uint32_t number = read_arabic(&cursor);
	size_t parts = 1;

	if (!number || number > 99)
		return (struct marker){0};
	while (peek(&cursor) == '.' && character_is_digit(peek_next(&cursor))) {
		cursor.at++;
		number = read_arabic(&cursor);
		if (!number || number > 99)
			return (struct marker){0};
		parts++;
	}
	if (parts < 2)
		return (struct marker){0};
	skip(&cursor, ".");
	if (peek(&cursor) == 0 || (parts > 2 && !character_is_digit(peek(&cursor))))
		return found(&cursor, MARKER_DECIMAL, number);
	if (peek(&cursor) == ' ' || peek(&cursor) == '\t') {
		uint32_t next = peek_next(&cursor);

		if (character_is_letter(next) && next <= 'Z')
			return found(&cursor, MARKER_DECIMAL, number);
	} else if (character_is_han(peek(&cursor)) && !continues_figure(peek(&cursor))) {
		return found(&cursor, MARKER_DECIMAL, number);
	}
	return (struct marker){0};
}

/* 1、 1. but not 1、2月份. */
static struct marker read_arabic_mark(struct cursor cursor)
{
	uint32_t number = read_arabic(&cursor);

	if (!number)
		return (struct marker){0};
	if (skip(&cursor, "、")) {
		struct cursor after = cursor;

		if (read_arabic(&after) && is_one_of(peek(&after), "月日号、季"))
			return (struct marker){0};
		return found(&cursor, MARKER_ARABIC, number);
	}
	if (skip(&cursor, ".") && !character_is_digit(peek(&cursor)))
		return found(&cursor, MARKER_ARABIC, number);
	return (struct marker){0};
}

/* Numbers that are one character with their circle, bracket or point. */
static struct marker read_enclosed(struct cursor cursor)
{
	static const struct {
		uint32_t first, last;
		enum marker_style style;
	} ranges[] = {
	    {0x2460, 0x2473, MARKER_CIRCLED},        {0x2776, 0x277f, MARKER_CIRCLED},
	    {0x2474, 0x2487, MARKER_ARABIC_BRACKET}, {0x2488, 0x249b, MARKER_ARABIC},
	    {0x3220, 0x3229, MARKER_HAN_BRACKET},
	};
	uint32_t code_point = peek(&cursor);

	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
		if (code_point >= ranges[i].first && code_point <= ranges[i].last) {
			cursor.at += utf8_size(cursor.line[cursor.at]);
			return found(&cursor, ranges[i].style, code_point - ranges[i].first + 1);
		}
	}
	return (struct marker){0};
}

struct marker marker_read(const char *line, size_t length)
{
	struct cursor cursor = {line, 0, length};
	struct marker marker;
	uint32_t first = peek(&cursor);

	if (first == '(')
		return read_bracket_mark(cursor, true);
	if (first == 0x7b2c) /* 第 */
		return read_ordinal(cursor);
	if (character_is_digit(first)) {
		marker = read_decimal(cursor);
		if (marker.style == MARKER_NONE)
			marker = read_arabic_mark(cursor);
		return marker.style == MARKER_NONE ? read_bracket_mark(cursor, false) : marker;
	}
	if (first < 0x2460)
		return (struct marker){0};
	marker = read_enclosed(cursor);
	return marker.style == MARKER_NONE ? read_han_mark(cursor) : marker;
}

size_t marker_article(const char *line, size_t length, struct span *name, bool *closed)
{
	struct cursor cursor = {line, 0, length};
	bool boxed = skip(&cursor, "【");
	uint32_t next;

	name->start = cursor.at;
	if (skip(&cursor, "第")) {
		if (!read_number(&cursor) || !skip(&cursor, "篇"))
			return 0;
	} else if (skip(&cursor, "篇")) {
		if (!read_number(&cursor))
			return 0;
	} else if (skip(&cursor, "Part ") || skip(&cursor, "PART ")) {
		if (!read_arabic(&cursor))
			return 0;
	} else {
		return 0;
	}
	name->end = cursor.at;
	next = peek(&cursor);
	*closed = boxed || next == 0 || is_one_of(next, ":、.-|—《 \t");
	if (boxed && !skip(&cursor, "】"))
		return 0;
	return cursor.at;
}
