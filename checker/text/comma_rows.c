/* Finds rows of cells divided by commas. */
#include "text/comma_rows.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/character.h"
#include "text/line.h"

enum { LEAST_ROWS = 3, MOST_CELLS = 64, CELL_BYTES = 60, YEAR_DIGITS = 4 };

/* One line, cut. Bit c of the sets is column c. */
struct shape {
	size_t cells; /* 0: these are none */
	uint64_t numbers;
	uint64_t words;
};

/* Full-width marks of prose: no cell holds them. */
static bool holds_prose(const char *cell, size_t length)
{
	static const char *const marks[] = {"。", "，", "；", "！", "？"};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		for (size_t at = 0; at + strlen(marks[i]) <= length; at++)
			if (memcmp(cell + at, marks[i], strlen(marks[i])) == 0)
				return true;
	return false;
}

/* A number and nothing else; a year alone is as much a word. */
static bool is_number(const char *cell, size_t length)
{
	size_t digits = 0;

	for (size_t i = 0; i < length; i++) {
		digits += character_is_digit((unsigned char)cell[i]);
		if (!character_is_digit((unsigned char)cell[i]) && !strchr("+-.,%() ", cell[i]))
			return false;
	}
	return digits > 0 && !(digits == YEAR_DIGITS && length == YEAR_DIGITS &&
			       (strncmp(cell, "19", 2) == 0 || strncmp(cell, "20", 2) == 0));
}

/* False where the cell is none. */
static bool add_cell(struct shape *shape, const char *cell, size_t length)
{
	while (length > 0 && cell[0] == ' ') {
		cell++;
		length--;
	}
	while (length > 0 && cell[length - 1] == ' ')
		length--;
	if (length > CELL_BYTES || holds_prose(cell, length) || shape->cells == MOST_CELLS)
		return false;
	if (is_number(cell, length))
		shape->numbers |= (uint64_t)1 << shape->cells;
	else if (length > 0)
		shape->words |= (uint64_t)1 << shape->cells;
	shape->cells++;
	return true;
}

static struct shape read_shape(const char *line, size_t length)
{
	struct shape shape = {0, 0, 0}, none = {0, 0, 0};
	bool quoted = false;
	size_t from = 0;

	/* Most lines have none. */
	if (!memchr(line, ',', length))
		return none;
	for (size_t at = 0; at <= length; at++) {
		size_t end = at;

		if (at < length && line[at] == '"')
			quoted = !quoted;
		if (at < length && (quoted || line[at] != ','))
			continue;
		if (end > from + 1 && line[from] == '"' && line[end - 1] == '"') {
			from++;
			end--;
		}
		if (!add_cell(&shape, line + from, end - from))
			return none;
		from = at + 1;
	}
	return quoted || shape.cells < 2 ? none : shape;
}

static bool is_head(const struct shape *shape)
{
	return shape->numbers == 0 && (shape->words & (shape->words - 1)) != 0;
}

size_t comma_rows_end(const char *source, size_t length, size_t start, size_t *seen)
{
	size_t end = line_end(source, length, start), rows = 1;
	struct shape head = read_shape(source + start, end - start);
	uint64_t columns = UINT64_MAX;

	*seen = end + line_break(source, length, end);
	if (head.cells == 0 || !is_head(&head))
		return start;
	for (size_t at = *seen; at < length; rows++) {
		size_t row_end = line_end(source, length, at);
		struct shape row = read_shape(source + at, row_end - at);

		if (row.cells != head.cells || row.numbers == 0 || (columns & ~row.words) == 0)
			break;
		/* Cells may be empty, but none of the column holds words. */
		columns &= ~row.words;
		columns &= ((uint64_t)1 << (head.cells - 1) << 1) - 1;
		if (columns == 0)
			break;
		end = row_end;
		at = row_end + line_break(source, length, row_end);
	}
	if (rows < LEAST_ROWS)
		return start;
	*seen = end + line_break(source, length, end);
	return end;
}
