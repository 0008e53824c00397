/* The first pass of folding: the characters of each line. */
#ifndef RCHECK_TEXT_FOLD_H
#define RCHECK_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/text.h"

struct arena;

/* From `folded` on, until the next breakpoint, bytes of the folded text stand as far apart as in the source. */
struct breakpoint {
	uint32_t folded;
	uint32_t source;
};

/* One line of the source. */
struct fold_line {
	uint32_t source_start;
	uint32_t source_end; /* before its line break */
	uint32_t start;      /* in the folded bytes, without blanks at either end */
	uint32_t end;
	uint32_t indent; /* columns */
	bool is_row;     /* cells with tabs between them */
};

/* Folded bytes with their way back; all arrays live in the arenas given to fold_lines. */
struct folding {
	char *bytes;
	size_t length;
	struct breakpoint *breakpoints;
	size_t breakpoint_count;
	struct damage_mark *marks;
	size_t mark_count;
	struct fold_line *lines;
	size_t line_count;
};

/*
 * Folds characters; every line of the source stays a line. `source` is well-formed UTF-8 below LIMIT_FILE_BYTES. The bytes live
 * in `arena`; the rest, of which join_lines() makes anew what is kept, in `scratch`.
 */
struct folding fold_lines(struct arena *arena, struct arena *scratch, const char *source, size_t length);

/* The index of the last breakpoint at or before a folded offset; 0 where there is none. */
size_t fold_breakpoint_at(const struct breakpoint *breakpoints, size_t count, size_t folded);

/* The place in the source of a folded offset. */
size_t fold_source_offset(const struct breakpoint *breakpoints, size_t count, size_t folded);

/* Is a blank between these two folded characters kept, as one space? Either is 0 at an end of the line. */
bool fold_keeps_blank(uint32_t before, uint32_t after);

#endif
