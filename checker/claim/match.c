/* Finds claims: phrases that the gate lets through, matched in every passage, their holes bound to figures. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "claim/beside.h"
#include "claim/claim.h"
#include "claim/coordination.h"
#include "claim/fit.h"
#include "claim/gate.h"
#include "claim/numbering.h"
#include "claim/settle.h"
#include "claim/slip.h"
#include "claim/sole.h"
#include "claim/verdict.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "rule/cue.h"
#include "rule/outline.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

/* The phrases of one scope. */
struct scope_phrases {
	struct phrase *phrases;
	size_t count;
	size_t capacity;
	bool has_figureless; /* some phrase needs no figure */
	struct gate *gate;   /* NULL without phrases */
};

struct claim_engine {
	const struct rule_set *rules;
	struct vocabulary *vocabulary;
	struct scope_phrases scopes[SCOPE_COUNT];
};

/* The words of each item of the phrase's outline. */
static const struct word_set *const *words_of(struct arena *arena, struct vocabulary *vocabulary,
					      const struct pattern *pattern)
{
	const struct outline *outline = pattern_outline(pattern);
	const struct word_set **words = arena_alloc_array(arena, outline->count, sizeof(*words));

	for (size_t i = 0; i < outline->count; i++)
		if (outline->items[i].word_count > 0)
			words[i] = vocabulary_set(vocabulary, outline->items[i].words, outline->items[i].word_count);
	return words;
}

struct claim_engine *claim_engine_new(struct arena *arena, const struct rule_set *set)
{
	struct claim_engine *engine = arena_alloc(arena, sizeof(*engine));

	engine->rules = set;
	engine->vocabulary = vocabulary_new(arena);
	for (size_t i = 0; i < rule_set_count(set); i++) {
		const struct rule *rule = rule_set_at(set, i);

		for (size_t f = 0; f < rule->find_count; f++) {
			struct scope_phrases *scope =
			    &engine->scopes[pattern_spells_bracket(rule->finds[f]) ? SCOPE_BRACKET : rule->within];

			scope->phrases =
			    arena_grow(arena, scope->phrases, scope->count, &scope->capacity, sizeof(*scope->phrases));
			scope->phrases[scope->count++] =
			    (struct phrase){rule, rule->finds[f], words_of(arena, engine->vocabulary, rule->finds[f])};
			scope->has_figureless |= pattern_least_figures(rule->finds[f]) == 0;
		}
	}
	for (size_t s = 0; s < SCOPE_COUNT; s++)
		if (engine->scopes[s].count > 0)
			engine->scopes[s].gate =
			    gate_new(arena, engine->vocabulary, engine->scopes[s].phrases, engine->scopes[s].count);
	return engine;
}

unsigned claim_engine_scopes(const struct claim_engine *engine)
{
	unsigned scopes = 0;

	for (size_t s = 0; s < SCOPE_COUNT; s++)
		scopes |= (unsigned)(engine->scopes[s].count > 0) << s;
	return scopes;
}

struct search {
	const struct claim_engine *engine;
	const struct rule *only; /* or NULL */
	struct arena *arena;     /* of the search */
	struct arena *stretch;   /* of what was found in the stretch at hand */
	struct arena *derivations;
	const struct claim_source *source;
	const struct phrase *phrase;
	struct matcher *matcher;
	struct sightings sightings; /* of the skeleton */
	struct fit *fit;
	struct beside *beside;
	const struct scope_phrases *scope;
	bool *has_given_up[SCOPE_COUNT]; /* of each phrase: that was told */
	bool *is_used[SCOPE_COUNT];      /* of each phrase: it was searched for in this report */
	uint64_t *open[SCOPE_COUNT];     /* of each phrase: it may match in the passage */
	size_t doubts;                   /* that only a slip would let stand, so far */
	enum passage_scope at;
	struct claims claims;
	struct claims derived;
	size_t passage_start; /* claims of this passage begin here */
	size_t derived_start;
	struct span passage;
	uint32_t bracket; /* the passage is the inside of this one, or NO_INDEX */
	size_t sighting;  /* the first of the last passage */
	size_t found;     /* matches of the phrase in the passage */
	void (*tell)(void *context, const struct claim_trace *trace); /* or NULL */
	void *context;
};

/* Tells a tracer how far the phrase got; `trace` brings what belongs to the step. */
static void trace_step(const struct search *search, struct claim_trace trace)
{
	const struct phrase *phrase = search->phrase;

	if (!search->tell)
		return;
	trace.passage = search->passage;
	while (phrase->rule->finds[trace.phrase] != phrase->pattern)
		trace.phrase++;
	search->tell(search->context, &trace);
}

static uint32_t first_figure(const struct search *search, struct span span)
{
	size_t mark;

	return skeleton_next_figure(search->source->skeleton, span.start, span.end, &mark);
}

/* The figure that `role` is bound to, for a list's dimension; *lead becomes what stands between it and the list. */
static const struct figure *bound_figure(const struct search *search, const struct hole *holes, size_t hole_count,
					 const struct span *spans, const char *role, struct span *lead)
{
	for (size_t i = 0; role && i < hole_count; i++)
		if (strcmp(holes[i].role, role) == 0 && spans[i].start != NO_OFFSET) {
			if (spans[i].end < lead->start)
				lead->start = spans[i].end;
			return figures_at(search->source->figures, first_figure(search, spans[i]));
		}
	return NULL;
}

static bool same_unit(const struct search *search, const struct hole *holes, size_t hole_count,
		      const struct span *spans, const char *role, uint32_t figure)
{
	struct span lead = {NO_OFFSET, NO_OFFSET};
	const struct figure *like = bound_figure(search, holes, hole_count, spans, role, &lead);

	return like && like->unit == figures_at(search->source->figures, figure)->unit &&
	       number_compare(like->quantity->multiplier,
			      figures_at(search->source->figures, figure)->quantity->multiplier) == 0;
}

/* Does another hole bind the figure whose marks stand at `mark`? */
static bool is_bound(const struct span *spans, size_t hole_count, size_t mark)
{
	for (size_t h = 0; h < hole_count; h++)
		if (spans[h].start != NO_OFFSET && spans[h].start <= mark && mark < spans[h].end)
			return true;
	return false;
}

/* Is the figure at hole `i` joined to one that no other hole binds? */
static bool is_coordinated(const struct search *search, const struct span *spans, size_t hole_count, size_t i)
{
	struct coordination joined =
	    coordination_of(search->source->skeleton, search->source->figures, search->passage, spans[i].start);

	return (joined.before != SIZE_MAX && !is_bound(spans, hole_count, joined.before)) ||
	       (joined.after != SIZE_MAX && !is_bound(spans, hole_count, joined.after));
}

static bool holds_text(const struct claim_source *source, struct span skeleton_span, const char *word)
{
	struct span span = skeleton_folded_span(source->skeleton, skeleton_span);
	size_t length = strlen(word);

	for (size_t at = span.start; at + length <= span.end; at++)
		if (memcmp(text_folded(source->text) + at, word, length) == 0)
			return true;
	return false;
}

/* Binds hole `i`. Returns false when the source does not bear it out. */
static bool bind_hole(struct search *search, const struct hole *holes, size_t hole_count, const struct span *spans,
		      size_t i, struct role *role)
{
	const struct hole *hole = &holes[i];
	const struct claim_source *source = search->source;
	enum list_side side = spans[i].start == spans[hole_count].start ? LIST_BEFORE_CUE : LIST_AFTER_CUE;

	role->name = hole->role;
	role->kind = hole->kind;
	switch (hole->kind) {
	case HOLE_BLANK:
		return text_has_blank_before(source->text, skeleton_folded_offset(source->skeleton, spans[i].start));
	case HOLE_BRACKET:
		return search->bracket != NO_INDEX;
	case HOLE_NAMED:
		return holds_text(source, spans[i], hole->role);
	case HOLE_WORDS:
		role->names = list_of_names(source->skeleton, spans[i], side);
		role->name_count = role->names.natural;
		role->words = skeleton_folded_span(source->skeleton, role->names.words);
		return role->names.counts != 0 && (role->names.is_listed || !hole->is_many);
	case HOLE_LABEL:
		role->words = skeleton_folded_span(source->skeleton, spans[i]);
		return true;
	case HOLE_LIST: {
		struct span lead = {spans[i].start, spans[i].start};
		const struct figure *like = bound_figure(search, holes, hole_count, spans, hole->same_as, &lead);

		role->list = list_of_figures(search->stretch, source->skeleton, source->figures, spans[i], lead, hole,
					     like, side);
		role->extent = role->list.natural;
		/* 其中甲68;甲之中,乙32,其他12: where the phrase goes on, the list that ends before is another one. */
		if (side == LIST_AFTER_CUE && spans[i].end < spans[hole_count].end &&
		    role->extent.first + role->extent.count < role->list.count)
			role->list.is_parallel = false;
		return role->list.natural.count > hole->is_many &&
		       (!hole->is_alike || role->list.end != LIST_ENDS_ANYWHERE) &&
		       (!hole->is_numbered ||
			is_numbered_through(text_folded(source->text), source->figures,
					    role->list.members + role->extent.first, role->extent.count));
	}
	default: {
		uint32_t figure = first_figure(search, spans[i]);

		if (figure == NO_INDEX)
			return false;
		if (hole->is_other_unit && same_unit(search, holes, hole_count, spans, hole->same_as, figure))
			return false;
		if (hole->hedges && !(hole->hedges >> figures_at(source->figures, figure)->hedge & 1))
			return false;
		if (hole->is_alone && is_coordinated(search, spans, hole_count, i))
			return false;
		/* 上年同期 names no year. */
		if (hole->kind == HOLE_PERIOD && number_sign(figures_at(source->figures, figure)->quantity->value) == 0)
			return false;
		role->list.members = arena_alloc(search->stretch, sizeof(*role->list.members));
		role->list.members[0] = figure;
		role->list.count = 1;
		role->list.is_parallel = true;
		role->list.natural = role->extent = (struct extent){0, 1};
		return true;
	}
	}
}

static void widen(struct span *span, struct span part)
{
	if (part.start < span->start)
		span->start = part.start;
	if (part.end > span->end)
		span->end = part.end;
}

/* From the first operand to the last; a claim without operands is where its words are. */
static struct span span_of(const struct search *search, const struct claim *claim, struct span match)
{
	struct span span = {NO_OFFSET, 0};

	for (size_t i = 0; i < claim->role_count; i++) {
		const struct role *role = &claim->roles[i];

		if (role->kind == HOLE_WORDS || role->kind == HOLE_LABEL)
			widen(&span, role->words);
		for (size_t m = 0; m < claim_member_count(role); m++)
			widen(&span, figures_at(search->source->figures, claim_member(role, m))->span);
	}
	return span.end ? span : skeleton_folded_span(search->source->skeleton, match);
}

/* The same figures; of a list that begins later in the text, the same last ones. */
static bool same_members(const struct role *known, const struct role *role)
{
	size_t more = known->list.count - role->list.count;

	if (role->list.count == 0)
		return known->list.count == 0;
	return known->list.count >= role->list.count && memcmp(known->list.members + more, role->list.members,
							       role->list.count * sizeof(*role->list.members)) == 0;
}

static bool same_binding(const struct claim *known, const struct claim *claim)
{
	if (known->rule != claim->rule || known->role_count != claim->role_count || known->span.end != claim->span.end)
		return false;
	for (size_t i = 0; i < known->role_count; i++) {
		const struct role *x = &known->roles[i], *y = &claim->roles[i];

		if (strcmp(x->name, y->name) != 0 || !same_members(x, y) || x->words.end != y->words.end ||
		    x->words.start > y->words.start || (x->kind != HOLE_LIST && x->list.count != y->list.count))
			return false;
	}
	return true;
}

static bool is_known(const struct search *search, const struct claim *claim)
{
	bool derives = rule_derives(claim->rule);
	const struct claims *claims = derives ? &search->derived : &search->claims;

	for (size_t i = derives ? search->derived_start : search->passage_start; i < claims->count; i++)
		if (same_binding(claims->items[i], claim))
			return true;
	return false;
}

/* A claim is put together on the stack; few of them are kept. */
static void keep_claim(struct search *search, const struct claim *claim)
{
	bool derives = rule_derives(claim->rule);
	struct claims *claims = derives ? &search->derived : &search->claims;
	struct arena *arena = derives ? search->derivations : search->stretch;

	claims->items = arena_grow(arena, claims->items, claims->count, &claims->capacity, sizeof(*claims->items));
	claims->items[claims->count++] = claim_copy(arena, claim);
}

static bool bind_match(void *context, const struct span *spans)
{
	struct search *search = context;
	size_t hole_count;
	const struct hole *holes = pattern_holes(search->phrase->pattern, &hole_count);
	struct role roles[LIMIT_HOLES];
	struct claim claim = {.rule = search->phrase->rule, .roles = roles, .stated_figure = NO_INDEX};
	const char *word;

	search->found++;
	for (size_t i = 0; i < hole_count; i++) {
		if (spans[i].start == NO_OFFSET)
			continue;
		roles[claim.role_count] = (struct role){0};
		if (!bind_hole(search, holes, hole_count, spans, i, &claim.roles[claim.role_count])) {
			trace_step(search, (struct claim_trace){.step = STEP_UNBOUND, .hole = &holes[i]});
			return true;
		}
		claim.role_count += holes[i].kind < HOLE_BLANK;
	}
	claim.span = span_of(search, &claim, spans[hole_count]);
	if (is_known(search, &claim))
		return true;
	word = beside_word(search->beside, &claim);
	if (word) {
		trace_step(search, (struct claim_trace){.step = STEP_INCOMPARABLE, .word = word, .claim = &claim});
		return true;
	}
	if (claim.rule->check_count == 0) {
		claim.verdict = VERDICT_DISAGREES;
	} else if (rule_derives(claim.rule) ? !claim_derive(&claim, search->source->figures)
					    : !claim_judge(&claim, search->source->figures)) {
		trace_step(search, (struct claim_trace){.step = STEP_UNFIT, .claim = &claim});
		return true;
	}
	claim.is_crowded = !claim_is_sole(&claim, search->source);
	trace_step(search, (struct claim_trace){.step = STEP_JUDGED, .claim = &claim});
	claim.span = span_of(search, &claim, spans[hole_count]);
	keep_claim(search, &claim);
	return true;
}

/* What a phrase could not be searched for is no text that is right. */
static void tell_limit(const struct search *search, const struct passage *passage)
{
	const struct claim_source *source = search->source;
	struct place place = text_place(source->text, skeleton_folded_span(source->skeleton, passage->span));
	size_t phrase = (size_t)(search->phrase - search->scope->phrases);

	if (!source->errors || search->has_given_up[search->at][phrase])
		return;
	search->has_given_up[search->at][phrase] = true;
	error_list_add(source->errors, text_path(source->text), place.line, place.column,
		       "a phrase of '%s' takes more than %d steps here; this sentence is not checked with it",
		       search->phrase->rule->id, LIMIT_MATCH_STEPS);
}

static void search_phrase(struct search *search, const struct passage *passage, bool has_cue, bool *is_used)
{
	const char *text = skeleton_text(search->source->skeleton);
	const struct hole *missing;
	const struct span *starts = &passage->span;
	size_t start_count = 1;
	bool again = *is_used;

	search->found = 0;
	if (!has_cue) {
		trace_step(search, (struct claim_trace){.step = STEP_NO_CUE});
		return;
	}
	if (!fit_figures(search->phrase->pattern, passage, &missing)) {
		trace_step(search, (struct claim_trace){.step = STEP_NO_FIGURE, .hole = missing});
		return;
	}
	/* A tracer is told how far PCRE2 gets. */
	if (!search->tell)
		starts = fit_starts(search->fit, search->phrase, &start_count);
	if (start_count == 0)
		return;
	*is_used = true;
	if (pattern_find(search->phrase->pattern, search->matcher, again, text, passage->span, starts, start_count,
			 bind_match, search) &&
	    search->found == 0)
		trace_step(search, (struct claim_trace){.step = STEP_NO_MATCH});
	if (matcher_gave_up(search->matcher))
		tell_limit(search, passage);
}

/* The first sighting from `offset` on; passages follow each other, so the one of the last is near. */
static size_t first_sighting(const struct search *search, size_t near, size_t offset)
{
	const struct sightings *sightings = &search->sightings;

	while (near > 0 && sightings->items[near - 1].at >= offset)
		near--;
	while (near < sightings->count && sightings->items[near].at < offset)
		near++;
	return near;
}

static void search_passage(struct search *search, const struct passage *passage)
{
	const struct scope_phrases *scope = search->scope;
	size_t words = gate_words(scope->gate);
	uint64_t *open = search->open[search->at];
	const struct sighting *sightings;
	size_t first, end;

	if (passage->figure_count == 0 && !scope->has_figureless)
		return;
	first = first_sighting(search, search->sighting, passage->span.start);
	end = first_sighting(search, first, passage->span.end);
	sightings = end > first ? search->sightings.items + first : NULL;
	search->sighting = first;
	search->passage_start = search->claims.count;
	search->derived_start = search->derived.count;
	search->passage = passage->span;
	search->bracket = passage->bracket;
	gate_open(scope->gate, sightings, end - first, passage->span.end,
		  search->tell ? SIZE_MAX : passage->figure_count, open);
	fit_enter(search->fit, passage, first, end - first);
	for (size_t word = 0; word < words; word++) {
		/* A tracer is told of the phrases without a cue, too. */
		for (uint64_t left = search->tell ? UINT64_MAX : open[word] & open[words + word]; left;
		     left &= left - 1) {
			size_t i = word * 64 + (size_t)__builtin_ctzll(left);

			if (i >= scope->count)
				break;
			search->phrase = &scope->phrases[i];
			if ((!search->only || search->phrase->rule == search->only) &&
			    search->phrase->rule->severity != RULE_OFF)
				search_phrase(search, passage, open[word] >> i % 64 & 1,
					      &search->is_used[search->at][i]);
		}
	}
}

static void search_stretch(struct search *search)
{
	const struct claim_engine *engine = search->engine;

	search->sightings =
	    vocabulary_find(engine->vocabulary, search->stretch, skeleton_text(search->source->skeleton),
			    skeleton_length(search->source->skeleton));
	search->fit = fit_new(search->stretch, search->source, engine->vocabulary, &search->sightings);
	search->sighting = 0;
	for (size_t s = 0; s < SCOPE_COUNT; s++) {
		size_t passage_count;
		const struct passage *passages = skeleton_passages(search->source->skeleton, s, &passage_count);

		search->at = (enum passage_scope)s;
		search->scope = &engine->scopes[s];
		for (size_t p = 0; p < passage_count && search->scope->count > 0; p++)
			search_passage(search, &passages[p]);
	}
}

static void begin_search(struct search *search)
{
	search->matcher = matcher_new(search->arena);
	search->beside = beside_new(search->arena, search->source, search->engine->rules);
	for (size_t s = 0; s < SCOPE_COUNT; s++) {
		const struct scope_phrases *scope = &search->engine->scopes[s];

		if (scope->count == 0)
			continue;
		search->has_given_up[s] = arena_alloc_array(search->arena, scope->count, sizeof(bool));
		search->is_used[s] = arena_alloc_array(search->arena, scope->count, sizeof(bool));
		search->open[s] =
		    arena_alloc_array(search->arena, CUE_SETS * gate_words(scope->gate), sizeof(uint64_t));
	}
}

/* Counts and settles what was found in the stretch; returns how many claims are left. */
static size_t settle_stretch(struct search *search, size_t *matches)
{
	const struct claim_source *source = search->source;
	struct claims *claims = &search->claims;
	size_t count;

	for (size_t i = 0; i < claims->count; i++)
		matches[claims->items[i]->rule->index]++;
	count = claims_drop_unexplained(search->stretch, claims->items, claims->count, source->figures,
					text_folded(source->text), &search->doubts);
	return claims_settle(claims->items, count);
}

void claims_find(struct arena *arena, const struct claim_engine *engine, const struct claim_source *source,
		 const struct rule *only, size_t *matches, struct claims *derived,
		 void (*take)(void *context, struct claim *const *claims, size_t count), void *context)
{
	struct claim_source part = *source;
	struct search search = {
	    .engine = engine, .only = only, .arena = arena_new(), .derivations = arena, .source = &part};
	unsigned scopes = claim_engine_scopes(engine);
	size_t start = 0, end;

	begin_search(&search);
	for (; start <= text_folded_length(source->text); start = end) {
		end = skeleton_stretch_end(source->text, source->document, scopes, start);
		search.stretch = arena_new();
		part.skeleton = skeleton_of_stretch(search.stretch, source->text, source->document, source->figures,
						    scopes, (struct span){start, end});
		search.claims = (struct claims){0};
		search_stretch(&search);
		take(context, search.claims.items, settle_stretch(&search, matches));
		arena_free(search.stretch);
	}
	for (size_t i = 0; i < search.derived.count; i++)
		matches[search.derived.items[i]->rule->index]++;
	*derived = search.derived;
	arena_free(search.arena);
}

void claims_trace(struct arena *arena, const struct claim_engine *engine, const struct claim_source *source,
		  const struct rule *rule, void (*tell)(void *context, const struct claim_trace *trace), void *context)
{
	struct search search = {.engine = engine,
				.only = rule,
				.arena = arena,
				.stretch = arena,
				.derivations = arena,
				.source = source,
				.tell = tell,
				.context = context};

	begin_search(&search);
	search_stretch(&search);
}
