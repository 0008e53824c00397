/*
 * The words that figures are read by: units, scales, classifiers, hedges, words of rise and fall, marks of
 * identifiers. All of it is data from rule packs (the keys `units`, `scales`, `hedges`, … of a pack); this
 * module only finds the longest word at a place. Words are folded when they are loaded.
 */
#ifndef RCHECK_RULE_LEXICON_H
#define RCHECK_RULE_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/number.h"

struct arena;
struct error_list;
struct lexicon;
struct yaml_node;

/*
 * A dimension is what can be compared and added: area, money, people. Measured dimensions have indexes
 * below FIRST_COUNTED_DIMENSION, counted ones (classifiers: 个 家 人) from there on, so that a pattern can ask
 * for either with one range. Index 0 is a bare number without a unit; index 1 one with a large scale (用户3.5亿): an
 * amount of something that is not named.
 */
enum { DIMENSION_NUMBER = 0, DIMENSION_SCALED = 1, FIRST_COUNTED_DIMENSION = 128 };

struct unit {
	const char *name;
	uint8_t dimension;
	struct number factor; /* how many of the dimension's base unit one of this is: 亩 is 2000/3 of 平方米 */
	bool counted;
	bool per;         /* a rate such as 元/亩 */
	bool pure;        /* a number without dimension: percent, points, multiple, doubling */
	bool settled;     /* money: paid to the cent, so that an amount without a scale is exact */
	bool duration;    /* 年 个月 天: 五年前 is a date, 近五年 is no hedge */
	bool digits_only; /* 分 度 方: a unit after Arabic digits only; 十分 and 一度 are words */
};

/* How a hedge widens a figure. */
enum hedge {
	HEDGE_NONE,
	HEDGE_ABOUT,    /* 约 左右 上下: both sides */
	HEDGE_NEARLY,   /* 近 接近 不足: the value lies below, not far */
	HEDGE_OVER,     /* 超 逾 余 多: the value lies above, not far */
	HEDGE_AT_LEAST, /* 以上 不低于 至少: anything from the value up */
	HEDGE_AT_MOST   /* 以下 不超过 以内: anything up to the value */
};

/* What the words before a figure say of it. */
enum sense {
	SENSE_LEVEL, /* an amount as such: 余额4130万元 */
	SENSE_RISE,  /* a change upward: 增加1019万元 */
	SENSE_FALL,  /* a change downward: 减少1860户 */
	SENSE_TO,    /* the level reached by a change: 增至, 下降到 */
	SENSE_FROM,  /* the level a change starts from: 由86个, 从59.8万辆 */
	SENSE_BASE,  /* the level compared with: 比上年的86个, 上年同期为76.4亿元 */
	SENSE_SHARE, /* a part of a whole: 占24.3% */
	SENSE_COUNT_
};

enum word_class {
	WORD_UNIT,              /* measured units and classifiers: .unit */
	WORD_SCALE,             /* 万 亿 thousand: .factor */
	WORD_HEDGE_BEFORE,      /* .hedge */
	WORD_HEDGE_AFTER,       /* .hedge; between numeral and unit (余 多) or after the unit (以上 左右) */
	WORD_SENSE,             /* 增加 减少 到 由 比: .sense, .sign, .reaches */
	WORD_SIGN,              /* 亏损 逆差: .sign is -1; 盈利 顺差: +1; 扣除: -1, .reaches */
	WORD_NUMERAL,           /* 半数 一半: a share of its own; 这 该 before a classifier: one. .factor */
	WORD_IDENTIFIER_BEFORE, /* 注册号 电话: a bare number after it is a name; .reaches (第): any number is */
	WORD_IDENTIFIER_AFTER,  /* 号 国道 强: what precedes is no quantity */
	WORD_PERIOD, /* 上年同期 去年末 本月; .sense is SENSE_BASE for one that is past: 上年为4.2万元 */
	WORD_PERIOD_UNIT, /* 年 月 日 季度: a numeral up to .factor before it makes a date; .reaches (号): after a month */
	WORD_PERIOD_BEFORE, /* 截至 前 第: belongs to the date after it; .reaches (第): to a duration too (第五年) */
	WORD_PERIOD_AFTER, /* 末 底 以来: belongs to the date before it; 前 后 (.sense BASE, TO): make a duration one */
	WORD_FILLER,       /* 了 约 共 为 达 的: may stand between a sense word and its figure */
	WORD_NOUN, /* 增加值 成立 三次产业: part of it would otherwise be read as a unit, a sense, a numeral */
	WORD_MEAN, /* 人均 户均: amounts beside it are quotients, and rounded */
	WORD_CLASS_COUNT
};

struct word {
	const char *text; /* folded UTF-8 */
	size_t length;
	enum word_class class;
	const struct unit *unit;
	struct number factor;
	enum hedge hedge;
	enum sense sense;
	int sign;
	bool reaches; /* governs its figure over other words of the clause: 占总面积的26.39% */
};

/* Lives in `arena`. Knows no words yet. */
struct lexicon *lexicon_new(struct arena *arena);

/* The keys of a pack that are the lexicon's, NULL-terminated. */
extern const char *const lexicon_keys[];

/* Adds the words under the lexicon's keys of a pack's top mapping; errors name file, line and column. */
void lexicon_load(struct lexicon *lexicon, const struct yaml_node *pack, struct error_list *errors);

/* Ends loading; must be called once before the functions below. */
void lexicon_finish(struct lexicon *lexicon);

/* The longest word of a class that starts at `text` (at most `length` bytes), or NULL. */
const struct word *lexicon_match(const struct lexicon *lexicon, enum word_class class, const char *text, size_t length);

/* The longest word of a class that ends right before `text + offset`, or NULL. */
const struct word *lexicon_match_before(const struct lexicon *lexicon, enum word_class class, const char *text,
					size_t offset);

/* Every word of a class, longest first; *count is set. For patterns that name a class, and for listings. */
const struct word *const *lexicon_words(const struct lexicon *lexicon, enum word_class class, size_t *count);

/* The name of a dimension ("area", "people"), or NULL; and its index by name, or -1. */
const char *lexicon_dimension_name(const struct lexicon *lexicon, uint8_t dimension);
int lexicon_find_dimension(const struct lexicon *lexicon, const char *name);

/* Is the dimension a pure number (percent, points, multiple, doubling, the bare number)? */
bool lexicon_is_pure(const struct lexicon *lexicon, uint8_t dimension);

/* The dimension's own unit, with factor 1, for printing computed values; NULL when it has none. */
const struct unit *lexicon_base_unit(const struct lexicon *lexicon, uint8_t dimension);

#endif
