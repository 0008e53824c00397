/* Numbering marks at the start of a folded line: 一、 (二) 3. ④ 第五条 1.2, and the headings of articles. */
#ifndef RCHECK_TEXT_MARKER_H
#define RCHECK_TEXT_MARKER_H

#include <stdbool.h>
#include <stddef.h>

#include "text/document.h"

/* Reads the mark at the start of a line. Its span counts from `line`; style MARKER_NONE when there is none. */
struct marker marker_read(const char *line, size_t length);

/*
 * Reads the mark of an article at the start of a line (第三篇 篇一 【篇二】 Part 3). Returns the bytes up to and with the
 * mark and sets *name to the mark without its brackets; 0 when there is none. *closed tells whether the mark is set off
 * by what follows it (:, 、, the end of the line); if not, only a blank in the source can tell it from prose.
 */
size_t marker_article(const char *line, size_t length, struct span *name, bool *closed);

#endif
