/* Printed numbers: Arabic and Chinese numerals. */
#ifndef RCHECK_FIGURE_NUMERAL_H
#define RCHECK_FIGURE_NUMERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/number.h"

enum numeral_kind {
	NUMERAL_PLAIN,
	NUMERAL_STRING, /* 二〇一〇: digits in words one after the other, as years and names have them */
	NUMERAL_ROUGH   /* 七八, 三四十: a guess between two numbers */
};

struct numeral {
	size_t length; /* bytes; 0 when there is no numeral */
	enum numeral_kind kind;
	struct number value;
	struct number step; /* one unit of the last printed place; in words from 万 on, of the last place named */
	int places;         /* after the point */
	int digits;         /* printed, before and after the point */
	bool is_han;
	bool is_grouped; /* 1,753 */
};

/* 1753, 1,753, 0.7, 00: digits, in groups of three or not, with or without a point. `text` ends with NUL. */
struct numeral numeral_read_arabic(const char *text);

/*
 * 四百六十八, 两, 十二点五, 二〇一〇, 一万两千. Begins with a digit or 十. A 万 or 亿 that ends the numeral and is its only
 * one is left to the caller as a scale.
 */
struct numeral numeral_read_han(const char *text);

/* Either of the two. */
struct numeral numeral_read(const char *text);

/*
 * 百分之十二点五, 三分之一, 百分之5: a fraction in words; value and step are those of the fraction, places those of its
 * percent. A fraction other than of 100, 1000 or 10000 is speech and stands for what is near it: its step is 3/100.
 */
struct numeral numeral_read_fraction(const char *text);

#endif
