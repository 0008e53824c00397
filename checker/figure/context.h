/* What the words around a figure say of it: sense, sign, label. */
#ifndef RCHECK_FIGURE_CONTEXT_H
#define RCHECK_FIGURE_CONTEXT_H

#include <stddef.h>

struct figure;
struct lexicon;

/*
 * Fills sense, sign and label of figures[0..count), which lie in text order in one folded text. A figure's words
 * reach back to the separator or the figure before it.
 */
void context_read(const struct lexicon *lexicon, const char *text, size_t length, struct figure *figures, size_t count);

#endif
