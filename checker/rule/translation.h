/* The translation of one phrase under way: what translate.c and translate_hole.c share. */
#ifndef RCHECK_RULE_TRANSLATION_H
#define RCHECK_RULE_TRANSLATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/limits.h"

struct arena;
struct error_list;
struct lexicon;
struct translated;
struct word_lists;
struct yaml_node;

struct translation {
	struct arena *arena;
	const struct yaml_node *node;
	const struct lexicon *lexicon;
	struct translated *result;
	const struct word_lists *words;
	struct error_list *errors;
	const char *phrase;
	size_t at;
	struct buffer regex;
	struct buffer cue_text;           /* the phrase with holes as \x01, for cue_find() */
	unsigned group;                   /* groups opened so far */
	unsigned depth;                   /* groups open around the place */
	size_t opened[LIMIT_GROUP_DEPTH]; /* where in the phrase each of them, or a class, begins */
	size_t step_capacity;
	bool in_class;
	size_t class_opened;
	bool has_branches; /* a | at the top: no hole is sure */
	bool failed;
};

/* Adds the error "message: 'word'; did you mean 'near'?" at the phrase's byte `at`; word and near may be NULL. */
void translation_fail(struct translation *translation, size_t at, const char *message, const char *word,
		      const char *near);

/* Translates the next step of the phrase: a hole, a group's bracket, a run of characters. */
void translate_step(struct translation *translation);

/* Translates the words between braces, which stand at `at`; `name` is changed and kept. */
void translate_hole(struct translation *translation, char *name, size_t at);

/* A word that is a date in reports, or the number of an ordinal: what stands there should hold it; `word` is kept. */
void translate_named(struct translation *translation, const char *word, bool is_date, size_t at);

/* The index of the hole with this role, -1 where there is none. */
int translation_find_hole(const struct translated *result, const char *role);

#endif
