/*
 * Figures: the quantities a text prints, each with value, precision, unit, sign, hedge, label, period, place.
 *
 * A figure stands for an interval. What is measured (元 亩 %) stands for half a unit of its last printed place on
 * either side; what is counted (个 人 家), printed as a plain whole number, is exact; a scale (3.5万人) or a
 * hedge (约 近 余) makes an interval of a count too. Money without a scale (1250.01元) was paid to the cent: where only sums
 * and differences are asked, and no mean is spoken of, it is exact.
 */
#ifndef RCHECK_FIGURE_FIGURE_H
#define RCHECK_FIGURE_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/interval.h"
#include "base/span.h"
#include "rule/lexicon.h"

struct arena;
struct buffer;
struct document;
struct text;

enum figure_role {
	FIGURE_QUANTITY,   /* takes part in claims */
	FIGURE_WEAK,       /* 一个, 这宗: "one" more often as an article than as a count; a list may use it */
	FIGURE_PERIOD,     /* a date or period: 2010年9月末, 一季度, 上年同期 */
	FIGURE_IDENTIFIER, /* a number that is a name: 312国道, 〔2011〕9号, 41***78 */
	FIGURE_RATIO       /* 8.1:45.2:46.7; its terms follow as `terms` */
};

/* Values are in the base unit of the dimension: 3.5万人 is 35000, 32.75% is 3275/10000. */
struct quantity {
	struct number value;      /* as printed, with a printed minus; the first of a range; a period's year or 0 */
	struct number last;       /* the second of a range, a period's last year; equals value otherwise */
	struct number step;       /* one unit of the last printed place; 0 when exact */
	struct interval interval; /* the values it can stand for, hedges and ranges included */
	struct number multiplier; /* scale times unit factor: what one printed unit is worth */
};

/* A text may hold as many as a tenth of its bytes, so that what is small is kept small and what is alike is shared. */
struct figure {
	struct span span;                /* sign, hedges next to it, numeral, scale, unit; in folded text */
	struct span numeral;             /* the digits alone */
	struct span label;               /* the words that say what is measured; may be empty */
	const struct quantity *quantity; /* shared by figures that print the same */
	const struct unit *unit;         /* NULL for a bare number */
	const struct word *scale;        /* 万, 亿; NULL without one */
	const struct number *terms;      /* FIGURE_RATIO: the printed numbers */
	uint32_t period;                 /* index of the FIGURE_PERIOD that dates it, or NO_INDEX */
	uint32_t sentence;               /* index in the document */
	uint32_t bracket;                /* innermost bracket around it, or NO_INDEX */
	uint8_t role;                    /* enum figure_role */
	uint8_t dimension;
	uint8_t sense; /* enum sense */
	uint8_t hedge; /* enum hedge */
	uint8_t term_count;
	int16_t places; /* printed places after the point */
	int8_t sign;    /* -1 where a word turns the value: 减少, 亏损, 扣除; else 1 */
	bool is_range : 1;
	bool is_settled : 1;  /* an amount of money as it was paid, without a scale: exact in sums */
	bool is_doubtful : 1; /* digits next to a lost character or a dropped page number */
};

struct figures;

/* Finds every figure of a text, in text order. Lives in `arena`; borrows the rest. */
struct figures *figures_extract(struct arena *arena, const struct text *text, const struct document *document,
				const struct lexicon *lexicon);

size_t figures_count(const struct figures *figures);
const struct figure *figures_at(const struct figures *figures, size_t index);

/* The index of the first figure whose span starts at or after `offset` (figures_count when none). */
size_t figures_first_from(const struct figures *figures, size_t offset);

/*
 * What the figure can stand for if its author cut digits instead of rounding: up to nearly a whole step more, of a whole
 * number of one digit up to three quarters (nobody cuts 9.9倍 to 9倍); and either cut or rounded. Signs from words are
 * not applied.
 */
struct interval figure_interval_cut(const struct figure *figure);

/* The same with the end that is no longer part of it: the next value that would be printed. */
struct interval figure_interval_step(const struct figure *figure);
struct interval figure_interval_truncated(const struct figure *figure);

/* Rounded twice, 0.4446 to 0.445 to 0.45; and that, cut or rounded once. */
struct interval figure_interval_twice(const struct figure *figure);
struct interval figure_interval_loose(const struct figure *figure);

/*
 * Prints a value of the figure's dimension the way this figure is printed: same scale and unit
 * ("1.00亿元"), with `places` digits after the point, or enough for an exact value (at most 4) when -1.
 */
void figure_print_value(const struct figure *like, struct number value, int places, struct buffer *out);

#endif
