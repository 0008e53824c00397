/* The inside of a rule set, shared by rule.c (what is in it) and load.c (how it gets there). */
#ifndef RCHECK_RULE_RULE_STORE_H
#define RCHECK_RULE_RULE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/mistake.h"
#include "rule/rule.h"

struct word_lists;

struct rules {
	struct rule **items;
	size_t count;
	size_t capacity;
};

/* A rule file that was read, or (not yet whole) is being read. */
struct rule_file {
	const char *path; /* without links */
	bool is_whole;
};

struct rule_set {
	struct arena *arena;
	struct lexicon *loading; /* NULL for a prepared set */
	struct word_lists *loading_words;
	const struct lexicon *lexicon;
	const struct word_lists *words;
	struct mistakes mistakes;
	struct rules rules;
	struct rules replaced; /* as they were; one that a faulty rule replaced takes its place again */
	struct rules faulty;   /* compiled for their further faults, never used */
	struct rules_left_out left_out;
	struct rule_file *files; /* each is read once */
	size_t file_count;
	size_t file_capacity;
	uint32_t load;  /* the one under way: within it, an id must not stand twice */
	uint32_t loads; /* begun so far */
};

/* The rule of that id, or NULL. */
struct rule *rule_store_find(const struct rule_set *set, const char *id);

/*
 * A rule with a known id takes the old one's place; within one load that is a mistake. One that is left out, for faults of
 * its file, is kept as a faulty one is.
 */
void rule_store_add(struct rule_set *set, struct rule *rule, bool is_left_out, struct error_list *errors);

/* Keeps a faulty rule, for its further faults. */
void rule_store_add_faulty(struct rule_set *set, struct rule *rule);

#endif
