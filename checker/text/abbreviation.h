/* English abbreviations, whose point ends no sentence. */
#ifndef RCHECK_TEXT_ABBREVIATION_H
#define RCHECK_TEXT_ABBREVIATION_H

#include <stdbool.h>
#include <stddef.h>

/* Do the `length` bytes before a point end with an abbreviation (Mr, approx, e.g) or a single initial? */
bool abbreviation_ends(const char *bytes, size_t length);

#endif
