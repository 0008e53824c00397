/*
 * Links on a terminal (OSC 8): what stands between the beginning and the end is shown as it is, and leads to the file.
 *
 *     ESC ]8;;file://host/home/chen/report.txt ESC \ report.txt:52:7 ESC ]8;; ESC \
 *
 * All but letters, digits and - . _ ~ / is percent-encoded, so no name of a file can end the link or hold a control. The link
 * leads to the file, not to a line: file: has no fragment.
 */
#ifndef RCHECK_REPORT_HYPERLINK_H
#define RCHECK_REPORT_HYPERLINK_H

#include <stdbool.h>
#include <stdio.h>

struct report_options;

/* Begins a link to the file; false, with nothing written, where links are not wanted or `path` is standard input. */
bool hyperlink_begin(const struct report_options *options, const char *path, FILE *out);

/* Ends a link that was begun. */
void hyperlink_end(FILE *out);

#endif
