/*
 * Claims: matches of rules with their roles bound to figures, and what exact arithmetic says of them.
 *
 * A sentence can often be read in several ways. Every reading of a phrase, of a list's extent and of a check is
 * tried; one that agrees settles the claim. A figure that some claim of its kind has confirmed is not doubted by
 * another.
 */
#ifndef RCHECK_CLAIM_CLAIM_H
#define RCHECK_CLAIM_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "claim/list.h"
#include "finding/finding.h"
#include "rule/expression.h"
#include "rule/pattern.h"

struct arena;
struct claim_engine;
struct document;
struct error_list;
struct figures;
struct rule;
struct rule_set;
struct skeleton;
struct text;

/* A role of a claim and what it is bound to. */
struct role {
	const char *name;
	struct figure_list list; /* HOLE_FIGURE and HOLE_RATIO: one member */
	struct name_list names;  /* HOLE_WORDS */
	struct extent extent;    /* of `list`: the reading that decided */
	enum hole_kind kind;
	unsigned name_count; /* of `names`: the reading that decided */
	struct span words;   /* HOLE_WORDS: in folded text */
};

struct claim {
	const struct rule *rule;
	struct role *roles;
	size_t role_count;
	struct span span;               /* from the first operand to the last, in folded text */
	const struct expression *check; /* the reading that decided; NULL for a phrase without a check */
	struct number stated;           /* by exact values */
	struct number computed;
	int stated_dimension; /* as of struct measure */
	int computed_dimension;
	enum verdict verdict;
	uint32_t stated_figure; /* NO_INDEX when none */
	bool is_crowded;        /* its rule may only accuse where no like figures stand beside it, and there are some */
	bool is_slipped;        /* one slip would make it agree, for which its rule takes a doubt for an error */
	bool is_unproven;       /* its rule may only accuse beside claims that agree, and there are too few */
};

/* What claims are made of; all borrowed. The skeleton is of the whole report or of the stretch at hand. */
struct claim_source {
	const struct text *text;
	const struct document *document;
	const struct figures *figures;
	const struct skeleton *skeleton;
	struct error_list *errors; /* where the search for a phrase was given up, once for each; NULL: told nobody */
};

/* Prepares the search for the phrases of all rules of `set` that have some; lives in `arena`, borrows `set`. */
struct claim_engine *claim_engine_new(struct arena *arena, const struct rule_set *set);

/* The scopes of passages that its phrases are matched in: bit 1 << enum passage_scope. */
unsigned claim_engine_scopes(const struct claim_engine *engine);

struct claims {
	struct claim **items;
	size_t count;
	size_t capacity;
};

/*
 * Searches a report for claims, stretch by stretch (skeleton_stretch_end()), so that what the search needs does not grow with
 * the report; `only` limits it to one rule (NULL: all). The source needs no skeleton. The claims of a stretch are judged and
 * settled, given to `take` in the order of their places, and released. Claims of rules that derive are not judged: they are added
 * to `derived` and live in `arena`. matches[rule->index] grows by the claims of each rule, those included that other readings
 * of the same figures leave no room for.
 */
void claims_find(struct arena *arena, const struct claim_engine *engine, const struct claim_source *source,
		 const struct rule *only, size_t *matches, struct claims *derived,
		 void (*take)(void *context, struct claim *const *claims, size_t count), void *context);

/* A copy that borrows nothing but the rule; lives in `arena`. */
struct claim *claim_copy(struct arena *arena, const struct claim *claim);

/* How far one phrase got in one passage, in the order in which the search goes. */
enum claim_step {
	STEP_NO_CUE,       /* none of its cue words stands there */
	STEP_NO_FIGURE,    /* too few figures, or none that fits `hole` */
	STEP_NO_MATCH,     /* the phrase does not match */
	STEP_UNBOUND,      /* it matches, but what stands at `hole` is not what the hole asks for */
	STEP_INCOMPARABLE, /* the word `word` of `unless` stands beside `claim` */
	STEP_UNFIT,        /* no check can be applied to what `claim` binds: other dimensions */
	STEP_JUDGED        /* `claim` has a verdict */
};

struct claim_trace {
	enum claim_step step;
	size_t phrase;       /* index of the rule's phrase */
	struct span passage; /* in the skeleton */
	const struct hole *hole;
	const char *word;
	const struct claim *claim; /* valid during the call */
};

/*
 * Searches for the claims of one rule and tells every step of it; what several claims about one figure leave of each
 * other is not settled.
 */
void claims_trace(struct arena *arena, const struct claim_engine *engine, const struct claim_source *source,
		  const struct rule *rule, void (*tell)(void *context, const struct claim_trace *trace), void *context);

/*
 * Of a claim that derives: what the figure must be that is not printed, with figure `held` at the one value `at` where
 * that is not NULL; `loosely` lets figures be rounded, cut or rounded twice.
 */
struct measure claim_implied(const struct claim *claim, const struct figures *figures, uint32_t held,
			     const struct number *at, bool loosely);

/* How many figures the role binds in the reading that decided. */
size_t claim_member_count(const struct role *role);

/* The figure index of a role's member. */
uint32_t claim_member(const struct role *role, size_t index);

/* Appends the computed side in figures: "1.5 + 0.7". */
void claim_print_computed(const struct claim *claim, const struct figures *figures, struct buffer *out);

#endif
