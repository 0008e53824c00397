/* Words from outside on a page: nothing in them is markup, and what cannot be seen is shown. */
#ifndef RCHECK_REPORT_HTML_ESCAPE_H
#define RCHECK_REPORT_HTML_ESCAPE_H

#include <stddef.h>
#include <stdio.h>

#include "message/message.h"

/*
 * Writes a message or a path, as text or within a quoted attribute; controls and bytes that are not UTF-8 as
 * base/printable.h has them.
 */
void html_write_words(const char *words, FILE *out);

/*
 * Writes a stretch of a report (UTF-8, without line ends) as it stands. A control character becomes an element of the
 * class "x" that names it: \x1b, \u202e. Tabs stay.
 */
void html_write_source(const char *bytes, size_t length, FILE *out);

/* Writes a text of the catalogue that has no holes. */
void html_write_message(enum language language, enum message message, FILE *out);

/* Writes one whose only hole, of the name given, stands for a number. */
void html_write_number(enum language language, enum message message, const char *hole, size_t number, FILE *out);

#endif
