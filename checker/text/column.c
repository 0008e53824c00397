/* Counts columns: where lines are long, from the last of counts made at even steps. */
#include "text/column.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { STEP = 4096 /* bytes; shorter lines are counted each time */ };

/* What stands before an offset. */
struct count {
	uint32_t code_points;
	uint32_t utf16;
};

struct columns {
	const char *bytes;
	struct count *counts; /* before byte i × STEP; NULL where no line is long */
};

struct columns *columns_new(struct arena *arena, const char *bytes, size_t length, size_t longest)
{
	struct columns *columns = arena_alloc(arena, sizeof(*columns));
	size_t steps = length / STEP;

	columns->bytes = bytes;
	if (longest <= STEP)
		return columns;
	columns->counts = arena_alloc_array(arena, steps + 1, sizeof(*columns->counts));
	for (size_t i = 0; i < steps; i++) {
		const struct count *before = &columns->counts[i];

		columns->counts[i + 1] =
		    (struct count){before->code_points + (uint32_t)utf8_count(bytes + i * STEP, STEP),
				   before->utf16 + (uint32_t)utf8_count_utf16(bytes + i * STEP, STEP)};
	}
	return columns;
}

static size_t count_bytes(const char *bytes, size_t length, enum column_unit unit)
{
	switch (unit) {
	case COLUMN_UTF16:
		return utf8_count_utf16(bytes, length);
	case COLUMN_BYTES:
		return length;
	default:
		return utf8_count(bytes, length);
	}
}

/* All before the offset. */
static size_t count_before(const struct columns *columns, size_t offset, enum column_unit unit)
{
	const struct count *count = &columns->counts[offset / STEP];
	size_t counted = offset / STEP * STEP;

	return (unit == COLUMN_UTF16   ? count->utf16
		: unit == COLUMN_BYTES ? counted
				       : count->code_points) +
	       count_bytes(columns->bytes + counted, offset - counted, unit);
}

size_t columns_between(const struct columns *columns, size_t start, size_t end, enum column_unit unit)
{
	if (columns->counts && end - start > STEP)
		return count_before(columns, end, unit) - count_before(columns, start, unit);
	return count_bytes(columns->bytes + start, end - start, unit);
}
