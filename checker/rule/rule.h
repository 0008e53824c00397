/*
 * Rules: how a claim is phrased and what must then hold. Loaded from YAML packs, which are built into the
 * program (rules/ at build time) and may be added to or replaced by files given on the command line.
 */
#ifndef RCHECK_RULE_RULE_H
#define RCHECK_RULE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message/message.h"

struct arena;
struct error_list;
struct expression;
struct lexicon;
struct mistake;
struct pattern;
struct rule_set;
struct word_lists;
struct yaml_node;

/* The least stretch of text that a claim must lie in. Same order as enum passage_scope. */
enum within { WITHIN_CLAUSE, WITHIN_SENTENCE, WITHIN_PARAGRAPH, WITHIN_SECTION, WITHIN_ARTICLE, WITHIN_REPORT };

/* Of a claim that disagrees. A `tick` rule only ever confirms; `off` is not applied. */
enum rule_severity { RULE_OFF = -1, RULE_TICK, RULE_NOTE, RULE_WARNING, RULE_ERROR };

/* An inline test: `ok` must stay silent (ticks and notes are allowed), `bad` must be found. */
struct rule_test {
	const struct yaml_node *node;
	bool is_bad;
	const char *text;
	const char *at;   /* the finding must overlap these words, or NULL */
	const char *says; /* its message must hold these words, or NULL */
};

/* A parameter of `with` and its word, number or list of words. */
struct rule_setting {
	const char *name;
	const char **words;
	size_t count;
};

struct rule {
	const char *id;    /* zh/sum/parts-then-total */
	const char *title; /* what must hold, in the reports' language */
	const char *kind;  /* `kind:` or the second part of the id */
	enum rule_severity severity;
	enum rule_severity declared; /* before any switch: what a rule that extends this one takes over */
	enum within within;
	const char *message;                  /* template with {roles}, or NULL for the kind's own */
	const char *titles[LANGUAGE_COUNT];   /* `title-en` and its kin: NULL where the rule has only `title` */
	const char *messages[LANGUAGE_COUNT]; /* the same of `message` */
	struct pattern **finds;
	size_t find_count;
	const struct expression *const *checks; /* readings: one that agrees silences the claim */
	size_t check_count;
	const char *const *unless; /* folded words: their presence in the passage makes the claim incomparable */
	size_t unless_count;
	const struct rule_test *tests;
	size_t test_count;
	const struct rule_setting *settings; /* see rule/parameter.h */
	size_t setting_count;
	const struct yaml_node
	    *node;      /* the rule's mapping and place; NULL for one that was prepared, and in its tests */
	uint32_t index; /* rules are tried in this order */
	uint32_t load;  /* which load brought it: within one, an id must not stand twice */
};

/* Every kind a rule may have, NULL at the end; rule_kind_is_built_in() tells those that have no phrases. */
extern const char *const rule_kinds[];
bool rule_kind_is_built_in(const char *kind);

/* Does it say what a figure that is not printed must be? Its claims are compared with each other (check/derive.c). */
bool rule_derives(const struct rule *rule);

/* The rule's title in that language, else its `title`, else its id. LANGUAGE_AUTO asks for `title`. */
const char *rule_title(const struct rule *rule, int language);

/* Its message in that language, else its `message`, else NULL: then the kind's own. */
const char *rule_message(const struct rule *rule, enum language language);

/* Lives in `arena`. */
struct rule_set *rule_set_new(struct arena *arena);

/*
 * The packs built into the program as the build prepared them (rule/prepare.c): no YAML is read and no phrase translated.
 * It is finished; nothing can be loaded into it, since further words would change the phrases. Lives in `arena`.
 */
struct rule_set *rule_set_prepared(struct arena *arena);

/* The packs built into the program, in one load. Faults in them are faults like any other. */
void rule_set_load_builtin(struct rule_set *set, struct error_list *errors);

/*
 * A rule file, or every .yaml and .yml file below a directory; files that they extend are loaded before them, each
 * file once. A rule whose id an earlier load knows replaces that rule; one with only an id and a severity switches it.
 */
void rule_set_load(struct rule_set *set, const char *path, struct error_list *errors);

/*
 * What is left out for its faults: rules, and files that are no YAML or cannot be read. The rest of the set is sound. A
 * rule that was left out has replaced none.
 */
struct rules_left_out {
	size_t rules;
	size_t files;
};
struct rules_left_out rule_set_left_out(const struct rule_set *set);

/* Gives the rule of that id another severity; adds an error at `node` when no load so far has brought it. */
void rule_set_switch(struct rule_set *set, const char *id, enum rule_severity severity, const struct yaml_node *node,
		     struct error_list *errors);

/* After the last load: compiles patterns and checks; adds every error found and leaves faulty rules out. */
void rule_set_finish(struct rule_set *set, struct error_list *errors);

/*
 * Has PCRE2 compile every pattern now, which otherwise happens at its first use; adds an error for each fault and leaves
 * the rule out.
 */
void rule_set_check_patterns(struct rule_set *set, struct error_list *errors);

size_t rule_set_count(const struct rule_set *set);
const struct rule *rule_set_at(const struct rule_set *set, size_t index);
const struct rule *rule_set_find(const struct rule_set *set, const char *id);

/* The id nearest to one that is not known, or NULL when none is near. */
const char *rule_set_nearest(const struct rule_set *set, const char *id);
const struct lexicon *rule_set_lexicon(const struct rule_set *set);
const struct word_lists *rule_set_words(const struct rule_set *set);
const struct mistake *rule_set_mistakes(const struct rule_set *set, size_t *count);

#endif
