/* What the words around a figure say of it: sense, sign, label, period. */
#ifndef RCHECK_FIGURE_CONTEXT_H
#define RCHECK_FIGURE_CONTEXT_H

#include <stddef.h>

struct arena;
struct figure;
struct lexicon;

/*
 * Fills sense, sign, label and period of figures[0..count), which lie in text order in one folded text and know
 * their sentences and brackets. `arena` is for scratch. A figure's words reach back to the separator or the figure before it.
 */
void context_read(struct arena *arena, const struct lexicon *lexicon, const char *text, size_t length,
		  struct figure *figures, size_t count);

#endif
