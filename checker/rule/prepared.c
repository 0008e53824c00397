/* Makes a rule set of the tables that the build prepared. */
#include "rule/prepared.h"

#include <string.h>

#include "base/arena.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "rule/rule_store.h"

struct rule_set *rule_set_prepared(struct arena *arena)
{
	const struct prepared *prepared = &prepared_rules;
	struct rule_set *set = arena_alloc(arena, sizeof(*set));
	struct rule *rules = arena_alloc_array(arena, prepared->rule_count, sizeof(*rules));
	struct pattern **patterns = arena_alloc_array(arena, prepared->phrase_count, sizeof(struct pattern *));

	set->arena = arena;
	set->lexicon = prepared->lexicon;
	set->words = prepared->words;
	set->mistakes.items = arena_alloc_array(arena, prepared->mistake_count, sizeof(*set->mistakes.items));
	memcpy(set->mistakes.items, prepared->mistakes, prepared->mistake_count * sizeof(*set->mistakes.items));
	set->mistakes.count = prepared->mistake_count;
	set->rules.items = arena_alloc_array(arena, prepared->rule_count, sizeof(*set->rules.items));
	set->rules.count = prepared->rule_count;
	for (size_t i = 0; i < prepared->phrase_count; i++)
		patterns[i] = pattern_of(arena, prepared->phrases[i]);
	for (size_t i = 0; i < prepared->rule_count; i++) {
		rules[i] = prepared->rules[i];
		rules[i].finds = patterns;
		patterns += rules[i].find_count;
		set->rules.items[i] = &rules[i];
	}
	return set;
}
