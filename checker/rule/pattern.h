/*
 * Phrasings: regular expressions over the skeleton, with holes for figures. The only file behind this header
 * includes <pcre2.h>.
 *
 *   {total}            one figure              {parts...}        a list of figures
 *   {total:area}       of one dimension        {parts...:=total} of the dimension of {total}
 *   {n:count}          a counted one           {x:amount}        neither percent, points, multiple nor number
 *   {new:level}        of one sense            {d:change,=new}   several conditions, all of which must hold
 *   {names...:words}   a list of names         {r:ratio}         a ratio such as 8.1:45.2:46.7
 *   {~}                words without a figure  {~~}              words and figures
 *   {~8}               at most 8 characters of the clause, without a figure
 *   {~=total}          words and figures, none of the dimension of {total}
 *   {~!list}           words without a figure and without the words of a named list
 *   {label}            a few words of one item {period}          a date or period
 *   {id}               a number that is a name {blank}           a blank stands here in the source
 *   {whole:label}      such words, kept       {y:year}           a period that names a year  {#}           any one figure, not bound
 *   {^} {$}            start, end of a clause  {@name}           one of a named list of words, or of phrases whose holes do not bind;
 *                      {@change} is any word of rise or fall
 *   {unit} {unit:area} a unit with its scale but without a figure
 *
 *   {(}                here, behind the figure before it, a bracket opens; what follows is its inside
 *   {(}…{)}            the bracket in its place: what follows {)} stands behind it
 *
 *   {b:=a,recast}      the dimension of {a} in another unit or scale
 *   {x:at-most}        a figure with such a hedge: about nearly over at-least at-most (不超过5%, 控制在5%以内)
 *   {parts...:alike}   a list whose members 、 divides, or that are named alike
 *   {parts...:numbered} a list whose members are numbered from one on: 一组, 二组
 *   {x:percent,alone}  no member of a bare list such as 12%、15%和18%
 *   {parts...:many}    a list of two figures or more      {names...:listed} names divided by 、
 *
 * Senses: level rise fall to from base share; change is rise or fall, stock is any other, now is level, to or
 * share, shared is level or share. Everything else is PCRE2 in
 * UTF mode. Words such as 年初 and 第一, which are dates and names in a
 * report, match a date or name that holds them. A pattern's text is folded as reports are, so blanks, widths and Traditional forms do not matter.
 */
#ifndef RCHECK_RULE_PATTERN_H
#define RCHECK_RULE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct error_list;
struct lexicon;
struct matcher;
struct outline;
struct pattern;
struct translated;
struct word_lists;
struct yaml_node;

/*
 * Translates the phrase in the scalar `node`; lives in `arena`, borrows `lexicon`. On a fault adds an error at
 * its column and returns NULL. PCRE2 compiles at the first use; pattern_check() does it at once. Any number of threads may
 * search with one pattern at a time, each with a matcher of its own.
 */
struct pattern *pattern_compile(struct arena *arena, const struct yaml_node *node, const struct lexicon *lexicon,
				const struct word_lists *words, struct error_list *errors);

/* A pattern of a phrase that is translated already; borrows `phrase`, lives in `arena`. */
struct pattern *pattern_of(struct arena *arena, const struct translated *phrase);

/* The phrase as it was translated. */
const struct translated *pattern_translated(const struct pattern *pattern);

/* Compiles now and adds an error where PCRE2 finds a fault. Returns 0, or -1 with an error added. */
int pattern_check(struct pattern *pattern, struct error_list *errors);

/* PCRE2's version and date; lives in `arena`. */
const char *pattern_library_version(struct arena *arena);

enum hole_kind {
	HOLE_FIGURE,
	HOLE_LIST,
	HOLE_WORDS,
	HOLE_RATIO,
	HOLE_PERIOD,
	HOLE_LABEL, /* a few words of one item, kept as words */
	HOLE_BLANK,
	HOLE_BRACKET, /* binds no role */
	HOLE_NAMED /* 年初 or the 一 of 第一 in a phrase: a date or number whose text holds `role`; binds no role */
};

/* A hole that binds. Several holes may carry one role (in alternatives). */
struct hole {
	enum hole_kind kind;
	const char *role;
	const char *same_as;    /* the role whose dimension it has, or NULL */
	uint64_t dimensions[4]; /* a list's figures must be of one of these */
	uint16_t senses;        /* and of one of these senses: bit 1 << enum sense */
	bool is_certain;        /* every match binds it */
	bool is_other_unit;     /* printed in another unit than the figure it is the same as */
	bool is_many;           /* a list of two members at least */
	bool is_alike;          /* a list whose members 、 divides or that are named alike */
	bool is_numbered;       /* a list whose members are numbered through from the first */
	bool is_alone;          /* no member of a list 12%、15%和18% */
	uint8_t hedges;         /* it has one of these: bit 1 << enum hedge; 0: any or none */
	unsigned group;         /* PCRE2's number */
};

const struct hole *pattern_holes(const struct pattern *pattern, size_t *count);

/* Words of which at least one must stand in a passage that can match, in set 0 and in set 1; none: nothing is sure. */
const char *const *pattern_cues(const struct pattern *pattern, size_t set, size_t *count);

/* What every match holds, in its order. */
const struct outline *pattern_outline(const struct pattern *pattern);

/* How many figures a passage must hold at least; the holes that are certain tell which. */
size_t pattern_least_figures(const struct pattern *pattern);

/* Does it say where a bracket ends? Then it is for sentences with the bracket in its place (SCOPE_BRACKET). */
bool pattern_spells_bracket(const struct pattern *pattern);

/* What one thread needs to search with any patterns, one after the other. Lives in `arena`. */
struct matcher *matcher_new(struct arena *arena);

/*
 * Did the last search with it end at LIMIT_MATCH_STEPS or LIMIT_MATCH_KIB? Then there may be matches that it did not
 * find. (That there are more than LIMIT_MATCHES_PER_PASSAGE does not count: those found are enough to judge by.)
 */
bool matcher_gave_up(const struct matcher *matcher);

/*
 * Calls `found(context, spans)` for every way in which the pattern matches in `passage` of `text` and begins within one of
 * `starts` (its end included), which follow each other without touching: spans[i] is
 * hole i's, in `text`, start == NO_OFFSET where it took no part; spans[hole count] is the whole match. Stops when it
 * returns false. Returns false when PCRE2's limits cut the search short. `again`: this report was searched with the
 * pattern before. Machine code costs as much as some searches without it, so only patterns that are used again get it;
 * that other reports use them does not count, because PCRE2's limits are other ones in machine code, and what is found
 * in a report must not depend on what was checked before it.
 */
bool pattern_find(struct pattern *pattern, struct matcher *matcher, bool again, const char *text, struct span passage,
		  const struct span *starts, size_t start_count, bool (*found)(void *context, const struct span *spans),
		  void *context);

/* The longest beginning of a phrase that matches in a passage. */
struct pattern_reach {
	size_t length;     /* in bytes of the phrase; 0: not even its first step, or it has branches at its top */
	struct span match; /* in `text` */
};

/* For a phrase that does not match: how far it gets. Slow: each beginning is compiled anew. */
struct pattern_reach pattern_reach(const struct pattern *pattern, const char *text, struct span passage);

/* The phrase as the rule file has it. */
const char *pattern_phrase(const struct pattern *pattern);

#endif
