/* Reads the numbering of a table's rows. */
#include "check/depth.h"

#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"
#include "text/marker.h"

enum {
	LEAST_CODE = 3, /* digits; a shorter number is a running one */
	MOST_DEPTH = 16
};

/* Are these codes, of which at least one begins with the code of a row above it? */
static bool are_codes(const char *const *numbers, size_t count)
{
	const char *above = NULL;
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(numbers[i]);

		if (length == 0)
			continue;
		if (length < LEAST_CODE || strspn(numbers[i], "0123456789") < length)
			return false;
		any |= above && length > strlen(above) && strncmp(numbers[i], above, strlen(above)) == 0;
		above = numbers[i];
	}
	return any;
}

/* 20101 stands below 201. */
static void find_code_depths(const char *const *numbers, size_t count, uint32_t *depths)
{
	const char *open[MOST_DEPTH];
	size_t depth = 0;

	for (size_t i = 0; i < count; i++) {
		depths[i] = 0;
		if (*numbers[i] == '\0')
			continue;
		while (depth > 0 && (strlen(open[depth - 1]) >= strlen(numbers[i]) ||
				     strncmp(open[depth - 1], numbers[i], strlen(open[depth - 1])) != 0))
			depth--;
		depths[i] = (uint32_t)depth + 1;
		if (depth < MOST_DEPTH)
			open[depth++] = numbers[i];
	}
}

/* By its style; 1.1.2 is deeper than 1.1. */
static uint32_t depth_of(const char *text)
{
	struct marker marker = marker_read(text, strlen(text));
	uint32_t depth = marker.style;

	for (size_t at = marker.span.start; marker.style == MARKER_DECIMAL && at + 1 < marker.span.end; at++)
		depth += text[at] == '.';
	return depth;
}

/* 一 in a cell of its own is 一、 before a label. */
static uint32_t depth_of_number(const char *number)
{
	struct buffer mark = {0};
	uint32_t depth;

	if (*number == '\0' || depth_of(number) > 0)
		return depth_of(number);
	buffer_append_string(&mark, number);
	buffer_append_string(&mark, "、");
	depth = depth_of(buffer_string(&mark));
	buffer_release(&mark);
	return depth;
}

static bool are_unlike(const uint32_t *depths, size_t count)
{
	uint32_t first = 0;

	for (size_t i = 0; i < count; i++) {
		if (first == 0)
			first = depths[i];
		if (depths[i] > 0 && depths[i] != first)
			return true;
	}
	return false;
}

void find_depths(const char *const *numbers, const char *const *labels, size_t count, uint32_t *depths)
{
	if (numbers && are_codes(numbers, count)) {
		find_code_depths(numbers, count, depths);
		return;
	}
	for (size_t i = 0; numbers && i < count; i++)
		depths[i] = depth_of_number(numbers[i]);
	/* Numbers that run through say nothing of depth. */
	if (numbers && are_unlike(depths, count))
		return;
	for (size_t i = 0; i < count; i++)
		depths[i] = depth_of(labels[i]);
}
