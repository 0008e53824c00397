/* Weighs whether a line of source text is a table row. */
#include "text/row.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "text/character.h"
#include "text/line.h"
#include "text/marker.h"

enum { MARK_BYTES = 16, UNIT_CHARACTERS = 4 };

/* What was seen of the line so far. */
struct survey {
	size_t cells;
	size_t wide_cells;    /* of more than one character */
	size_t numeric_cells; /* the first cell is not counted */
	bool last_is_numeric;
	bool has_tab;
	bool has_sentence;
	/* The cell being read. */
	size_t characters;
	size_t words; /* characters that belong to no number */
	bool has_digit;
	char opening[MARK_BYTES]; /* its folded first bytes, to tell a numbering mark */
	size_t opening_length;
};

static bool is_number_character(uint32_t code_point)
{
	return code_point < 0x80 ? character_is_digit(code_point) || strchr(",.%+-()$/* ", (int)code_point) != NULL
				 : code_point == 0x2014 || code_point == 0x2030 || code_point == 0xa5;
}

/* A mark of prose; commas and points inside numbers do not count. */
static bool is_sentence_mark(uint32_t before, uint32_t mark, uint32_t after)
{
	switch (mark) {
	case 0x3002:
	case '!':
	case '?':
	case ';':
		return true;
	case ',':
		return !(character_is_digit(before) && character_is_digit(after));
	case '.':
		return after == ' ' && (character_is_letter(before) || character_is_han(before));
	default:
		return false;
	}
}

static void end_cell(struct survey *survey)
{
	bool numeric;

	if (survey->characters == 0)
		return;
	numeric = survey->words <= UNIT_CHARACTERS && (survey->has_digit || survey->words == 0);
	survey->last_is_numeric = numeric && survey->cells > 0;
	survey->numeric_cells += survey->last_is_numeric;
	survey->wide_cells += survey->characters > 1;
	survey->cells++;
	/* A numbering mark set off by blanks opens its paragraph; it is not a cell. */
	if (survey->cells == 1 && survey->characters < MARK_BYTES &&
	    marker_read(survey->opening, survey->opening_length).span.end == survey->opening_length) {
		survey->cells = survey->wide_cells = 0;
		survey->has_tab = false;
	}
	survey->characters = survey->words = survey->opening_length = 0;
	survey->has_digit = false;
}

static void add_character(struct survey *survey, uint32_t code_point)
{
	if (survey->opening_length + 4 <= sizeof(survey->opening))
		survey->opening_length += utf8_encode(code_point, survey->opening + survey->opening_length);
	/* A number with its unit opens with the number. */
	if (survey->characters == 0 && character_is_digit(code_point))
		survey->has_digit = true;
	if (character_is_digit(code_point) && survey->words == 0)
		survey->has_digit = true;
	survey->characters++;
	survey->words += !is_number_character(code_point);
}

static enum row_evidence weigh(const struct survey *survey)
{
	if (survey->cells < 2)
		return ROW_NONE;
	if (survey->cells >= 3 && survey->numeric_cells >= 2 && survey->last_is_numeric)
		return ROW_CERTAIN;
	if (survey->has_sentence)
		return ROW_NONE;
	if (survey->last_is_numeric || survey->numeric_cells >= 2 || survey->has_tab)
		return ROW_CERTAIN;
	if (survey->cells >= 3 && survey->numeric_cells == 0 && survey->wide_cells >= 2)
		return ROW_CERTAIN;
	return ROW_POSSIBLE;
}

enum row_evidence row_of_line(const char *line, size_t length)
{
	struct survey survey = {0};
	uint32_t before = 0, mark = 0;
	size_t at = 0;

	while (at < length) {
		size_t blanks = 0;
		bool tab = false;
		uint32_t code_point = 0;

		for (size_t size; at < length; at += size) {
			uint32_t source = utf8_decode(line + at, &size);

			code_point = character_fold(source);
			if (code_point != 0 && code_point != ' ')
				break;
			tab |= source == '\t';
			blanks += code_point == ' ';
		}
		if (at == length)
			break;
		/* Two blanks may follow a sentence; behind the point of an abbreviation stands one, or a new cell. */
		if (is_sentence_mark(before, mark, blanks == 0 ? code_point : blanks == 2 && !tab ? ' ' : '\t'))
			survey.has_sentence = true;
		if (blanks >= 2 || tab) {
			end_cell(&survey);
			survey.has_tab |= tab && survey.cells > 0;
		}
		add_character(&survey, code_point);
		before = mark;
		mark = code_point;
		at += utf8_size(line[at]);
	}
	if (is_sentence_mark(before, mark, ' '))
		survey.has_sentence = true;
	end_cell(&survey);
	return weigh(&survey);
}

static bool is_certain_with_digit(const char *line, size_t length)
{
	if (row_of_line(line, length) != ROW_CERTAIN)
		return false;
	for (size_t i = 0; i < length; i++)
		if (character_is_digit((unsigned char)line[i]))
			return true;
	return false;
}

/* 流动资产: and the like, but not 单位:万元. */
static bool is_label(const char *line, size_t length)
{
	static const char wide[] = "：";
	size_t colon = sizeof(wide) - 1;

	if (length > 0 && line[length - 1] == ':')
		length--;
	else if (length > colon && memcmp(line + length - colon, wide, colon) == 0)
		length -= colon;
	if (length == 0 || memchr(line, ':', length) || !line_is_title(line, length))
		return false;
	for (size_t at = 0; at + colon <= length; at++)
		if (memcmp(line + at, wide, colon) == 0)
			return false;
	return true;
}

bool row_follows(const char *source, size_t length, size_t line, size_t next)
{
	size_t end = line_end(source, length, next);

	if (next >= length)
		return false;
	if (row_of_line(source + next, end - next) == ROW_CERTAIN)
		return true;
	/* A title such as 表4  收支 stands over the head, not over rows. */
	if (!is_label(source + next, end - next) || strncmp(source + line, "表", strlen("表")) == 0)
		return false;
	next = end + line_break(source, length, end);
	return next < length && is_certain_with_digit(source + next, line_end(source, length, next) - next);
}
