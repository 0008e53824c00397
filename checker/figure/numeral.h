/* Printed numbers: Arabic and Chinese numerals. */
#ifndef RCHECK_FIGURE_NUMERAL_H
#define RCHECK_FIGURE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/number.h"

struct numeral {
	size_t length; /* bytes; 0 when there is no numeral */
	struct number value;
	struct number step; /* one unit of the last printed place */
	int places;         /* after the point */
	int digits;         /* printed, before and after the point */
	bool is_han;
	bool is_grouped; /* 1,753 */
};

/* 1753, 1,753, 0.7, 00: digits, in groups of three or not, with or without a point. `text` ends with NUL. */
struct numeral numeral_read_arabic(const char *text);

/* Can a Chinese numeral or a fraction in words begin here? Quick: it looks at one character. */
bool numeral_may_begin(const char *text);

/*
 * 四百六十八, 两, 十二点五, 二〇一〇, 一千二百. Begins with a digit or 十; 万 and 亿 inside count when digits follow (一万两千),
 * and are left to the caller as scales when they end the numeral.
 */
struct numeral numeral_read_han(const char *text);

/*
 * 百分之十二点五, 三分之一, 百分之5: a fraction in words; value and step are those of the fraction. A fraction other
 * than 百分之 and 千分之 stands for what rounds to it in speech: its step is 1/100.
 */
struct numeral numeral_read_fraction(const char *text);

#endif
