/* Translation of a phrase with holes to a regular expression over the skeleton. */
#ifndef RCHECK_RULE_TRANSLATE_H
#define RCHECK_RULE_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/limits.h"
#include "rule/cue.h"
#include "rule/outline.h"
#include "rule/pattern.h"

struct arena;
struct error_list;
struct lexicon;
struct word_lists;
struct yaml_node;

/* A step of the phrase: where it ends in the phrase and in the regular expression. */
struct phrase_step {
	size_t phrase_end;
	size_t regex_end;
	bool is_whole; /* the phrase up to here is one by itself: no group is open, and it has no branches */
};

/* What became of a phrase. */
struct translated {
	const char *phrase;
	const char *regex;  /* PCRE2 in UTF mode; each binding hole is the group its `group` says */
	struct hole *holes; /* there is room for LIMIT_HOLES while the phrase is translated */
	size_t hole_count;
	size_t least_figures;
	bool spells_bracket;           /* see pattern_spells_bracket() */
	struct cue_set cues[CUE_SETS]; /* see pattern_cues() */
	struct outline outline;
	struct phrase_step *steps;
	size_t step_count;
};

/* Fills *translated; its strings live in `arena`. On a fault adds an error at its column and returns -1. */
int translate_phrase(struct arena *arena, const struct yaml_node *node, const struct lexicon *lexicon,
		     const struct word_lists *words, struct error_list *errors, struct translated *translated);

#endif
