/* The entries of one rule file: keys checked, words folded, nothing compiled yet. */
#ifndef RCHECK_RULE_PACK_H
#define RCHECK_RULE_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "message/message.h"

struct arena;
struct error_list;
struct rule;
struct word_lists;
struct yaml_node;

/*
 * A rule, or (only id and severity) a switch for a rule of another file. A faulty one is only good for finding its
 * further faults; its `find`, `check` and `unless` may hold nodes of any type.
 */
struct pack_entry {
	struct rule *rule;
	bool is_switch;
	bool is_faulty;
};

struct pack {
	struct pack_entry *entries;
	size_t count;
	size_t lost;    /* entries without an id, which are not among `entries` */
	bool is_faulty; /* what all its rules take over is faulty, or there is no list of rules */
};

/* What may stand in a rule file, each NULL-terminated: the keys of its top (and lexicon_keys), of a rule, of a test. */
extern const char *const pack_keys[];
extern const char *const pack_rule_keys[];
extern const char *const pack_test_keys[];

/* title-zh, title-en; message-zh, message-en: in the order of enum language. */
extern const char *const pack_title_keys[LANGUAGE_COUNT];
extern const char *const pack_message_keys[LANGUAGE_COUNT];

/* The words of `severity` and of `within`, in the order of their enums; off is the last. */
extern const char *const pack_severities[];
extern const char *const pack_scopes[];

/* The rules that a rule may extend, beside the earlier ones of its file. */
struct pack_known {
	const void *context;
	const struct rule *(*find)(const void *context, const char *id);
	const char *(*nearest)(const void *context, const char *id);
};

/* Reads a file's top node: a mapping with `rules`, or a sequence of rules. Entries without an id are left out. */
void pack_read(struct arena *arena, const struct yaml_node *root, const struct pack_known *known, struct pack *pack,
	       struct error_list *errors);

/* Fills rule->unless once all lists of words are known: {@list} stands for its words. */
void pack_resolve_unless(struct arena *arena, struct rule *rule, const struct word_lists *words,
			 struct error_list *errors);

#endif
