/* The sentences, clauses and brackets of paragraphs. */
#ifndef RCHECK_TEXT_PARTS_H
#define RCHECK_TEXT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/document.h"

struct arena;
struct half;

/* All parts so far, in text order; the arrays live in `arena`. Start with only `arena` and `text` set. */
struct parts {
	struct arena *arena;
	const char *text;
	struct sentence *sentences;
	size_t sentence_count;
	size_t sentence_capacity;
	struct clause *clauses;
	size_t clause_count;
	size_t clause_capacity;
	struct bracket *brackets;
	size_t bracket_count;
	size_t bracket_capacity;
	struct half *halves; /* of the paragraph at hand */
	size_t half_capacity;
};

/*
 * Cuts paragraph number `index` and appends what it finds. `body` is where its numbering mark ends: a point in the mark
 * ends no sentence. A table row is one sentence, and its cells are its clauses.
 */
void parts_cut(struct parts *parts, struct span paragraph, size_t body, uint32_t index, bool is_row);

#endif
