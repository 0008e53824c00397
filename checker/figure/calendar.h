/* Dates and periods: 2010年9月末, 1至9月, 前三季度, 上年同期, 五年前, 2024-05-16 08:32. */
#ifndef RCHECK_FIGURE_CALENDAR_H
#define RCHECK_FIGURE_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

struct lexicon;

/* The length of the period at `text` (at most `length` bytes, NUL-terminated), or 0. */
size_t calendar_read(const struct lexicon *lexicon, const char *text, size_t length);

/* The first year a period names (2010年9月末 is 2010), or 0; *last becomes the last one (2019—2023年: 2023). */
int calendar_year(const char *text, size_t length, int *last);

/* The length of a clock time (09:47:52), or 0. A ratio such as 1:19 is none. */
size_t calendar_read_time(const char *text);

/* Is the period one that another is compared with: 上年同期, 去年末, 十年前? */
bool calendar_is_past(const struct lexicon *lexicon, const char *text, struct span period);

/* Is this whole number a year when it stands alone? */
bool calendar_is_year(const char *digits, size_t length);

#endif
