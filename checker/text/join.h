/* The second pass of folding: the lines that belong together. */
#ifndef RCHECK_TEXT_JOIN_H
#define RCHECK_TEXT_JOIN_H

struct arena;
struct folding;

/*
 * Joins the lines that a soft break divides and drops page numbers and empty lines. Works in place on `folding->bytes`;
 * the new breakpoints and marks live in `arena`. `folding->lines` keeps its places in the source only.
 */
void join_lines(struct arena *arena, struct folding *folding, const char *source);

#endif
