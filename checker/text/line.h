/* What one folded line looks like: a title, prose, a page number, the start of a paragraph. */
#ifndef RCHECK_TEXT_LINE_H
#define RCHECK_TEXT_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Does the line end a sentence or announce a list (。！？；： and their half-width forms, and closing marks behind them)? */
bool line_is_ended(const char *line, size_t length);

/* Short, and without the punctuation of a sentence; a numbering mark in front does not count. */
bool line_is_title(const char *line, size_t length);

/* Has punctuation of a sentence, or is too long to be anything else. */
bool line_is_prose(const char *line, size_t length);

/* Cells between |, a Markdown heading or quotation, a bullet, or a line drawn with signs. */
bool line_is_markup(const char *line, size_t length);

/* Opens with a numbering mark, an article's mark, or 一是 二是. */
bool line_opens_item(const char *line, size_t length);

enum line_page_number {
	LINE_NO_PAGE_NUMBER,
	LINE_BARE_NUMBER, /* 12: a page number only among prose */
	LINE_PAGE_NUMBER  /* - 12 -, 第12页, 第3页共9页, Page 3 of 9 */
};

enum line_page_number line_page_number(const char *line, size_t length);

/* Must `after` continue what `before` leaves open: after a comma or a digit, before a unit or a closing mark? */
bool line_runs_on(const char *before, size_t before_length, const char *after, size_t after_length);

/* The columns of what cannot be broken at the start of the line: one Han character, or a run of ASCII. */
size_t line_first_token(const char *line, size_t length);

/* The first and the last code point; 0 for an empty line. */
uint32_t line_first(const char *line, size_t length);
uint32_t line_last(const char *line, size_t length);

/* Of any text: where the line from `start` on ends, before its break, and the bytes of the break there: 0 to 2. */
size_t line_end(const char *text, size_t length, size_t start);
size_t line_break(const char *text, size_t length, size_t end);

#endif
