/* What standard output is, and what the terminal behind it can show. */
#ifndef RCHECK_TERMINAL_H
#define RCHECK_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Columns of a line; 0 where standard output is no terminal. */
size_t terminal_columns(void);

/* `color` is auto, always or never: auto is a terminal where NO_COLOR does not speak against it. */
bool terminal_wants_color(const char *color);

/*
 * `hyperlinks` is auto, always or never: auto is a terminal with colors that is known to have links (OSC 8), by the variables
 * it sets. As elsewhere FORCE_HYPERLINK goes before what is known: 0 is no, anything else yes.
 */
bool terminal_wants_hyperlinks(const char *hyperlinks, const char *color);

#endif
