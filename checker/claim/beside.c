/* Looks for words beside claims, and remembers where it has looked. */
#include "claim/beside.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/lexicon.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

/* What is known of one word. */
struct looked {
	struct span without; /* it begins nowhere in here */
	uint32_t at;         /* it begins here, or NO_OFFSET */
};

struct beside {
	struct arena *arena;
	const struct claim_source *source;
	const struct lexicon *lexicon;
	struct looked **looked; /* of each rule's words; NULL before the first is looked for */
};

struct beside *beside_new(struct arena *arena, const struct claim_source *source, const struct rule_set *rules)
{
	struct beside *beside = arena_alloc(arena, sizeof(*beside));

	*beside = (struct beside){arena, source, rule_set_lexicon(rules),
				  arena_alloc_array(arena, rule_set_count(rules), sizeof(struct looked *))};
	return beside;
}

static bool has_figure(const struct claim_source *source, struct span span)
{
	size_t index = figures_first_from(source->figures, span.start);

	for (; index < figures_count(source->figures); index++) {
		const struct figure *figure = figures_at(source->figures, index);

		if (figure->span.start >= span.end)
			return false;
		if (figure->role == FIGURE_QUANTITY)
			return true;
	}
	return false;
}

static struct span hull(struct span a, struct span b)
{
	return (struct span){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

/* The clauses that a claim stands in, and the ones beside them that hold no figure of their own. */
static struct span surroundings(const struct claim_source *source, struct span span)
{
	size_t count;
	const struct clause *clauses = document_clauses(source->document, &count);
	uint32_t first = document_clause_at(source->document, span.start);
	uint32_t last = document_clause_at(source->document, span.end - 1);

	if (first == NO_INDEX || last == NO_INDEX)
		return span;
	if (first > 0 && clauses[first - 1].sentence == clauses[first].sentence &&
	    !has_figure(source, clauses[first - 1].span))
		first--;
	if (last + 1 < count && clauses[last + 1].sentence == clauses[last].sentence &&
	    !has_figure(source, clauses[last + 1].span))
		last++;
	return hull(span, hull(clauses[first].span, clauses[last].span));
}

/* Is a part of the stretch a figure's own text? In 37.3万人均已参保 nobody speaks of 人均. */
static bool cuts_figure(const struct figures *figures, struct span span)
{
	size_t index = figures_first_from(figures, span.end);

	return index > 0 && figures_at(figures, index - 1)->role == FIGURE_QUANTITY &&
	       figures_at(figures, index - 1)->span.end > span.start;
}

/* Does the word only seem to stand there, at the beginning or the end of a longer noun? 岁出 is no age, 高等 no 等. */
static bool cuts_noun(const struct beside *beside, struct span word)
{
	const char *text = text_folded(beside->source->text);
	const struct word *begun = lexicon_match(beside->lexicon, WORD_NOUN, text + word.start,
						 text_folded_length(beside->source->text) - word.start);
	const struct word *ended = lexicon_match_before(beside->lexicon, WORD_NOUN, text, word.end);

	return (begun && begun->length > span_length(word)) || (ended && ended->length > span_length(word));
}

/* Where the word first begins in the stretch, or its end. */
static uint32_t first_from(const struct beside *beside, struct span stretch, const char *word)
{
	const char *text = text_folded(beside->source->text), *found;
	size_t length = strlen(word), last = length - 1;

	/* The last byte of a word is rarer than the first, which many Han characters share. */
	for (uint32_t at = stretch.start; at < stretch.end; at++) {
		found = memchr(text + at + last, word[last], stretch.end - at);
		if (!found)
			break;
		at = (uint32_t)(found - text - last);
		if (memcmp(text + at, word, length) == 0 &&
		    !cuts_figure(beside->source->figures, (struct span){at, at + length}) &&
		    !cuts_noun(beside, (struct span){at, at + length}))
			return at;
	}
	return stretch.end;
}

/* Does the word begin in the stretch? Looks only where nobody looked yet. */
static bool begins_in(const struct beside *beside, struct span stretch, const char *word, struct looked *looked)
{
	struct span *without = &looked->without;
	uint32_t at;

	if (looked->at >= stretch.start && looked->at < stretch.end)
		return true;
	if (stretch.end < without->start || stretch.start > without->end)
		*without = (struct span){stretch.start, stretch.start};
	if (stretch.start < without->start) {
		at = first_from(beside, (struct span){stretch.start, without->start}, word);
		if (at < without->start) {
			looked->at = at;
			return true;
		}
		without->start = stretch.start;
	}
	if (stretch.end > without->end) {
		at = first_from(beside, (struct span){without->end, stretch.end}, word);
		without->end = at;
		if (at < stretch.end) {
			looked->at = at;
			return true;
		}
	}
	return false;
}

static struct looked *looked_for(struct beside *beside, const struct rule *rule)
{
	struct looked **looked = &beside->looked[rule->index];

	if (*looked)
		return *looked;
	*looked = arena_alloc_array(beside->arena, rule->unless_count, sizeof(**looked));
	for (size_t i = 0; i < rule->unless_count; i++)
		(*looked)[i].at = NO_OFFSET;
	return *looked;
}

const char *beside_word(struct beside *beside, const struct claim *claim)
{
	const struct rule *rule = claim->rule;
	struct looked *looked;
	struct span span;

	if (rule->unless_count == 0)
		return NULL;
	looked = looked_for(beside, rule);
	span = surroundings(beside->source, claim->span);
	for (size_t i = 0; i < rule->unless_count; i++) {
		size_t length = strlen(rule->unless[i]);

		if (span_length(span) >= length &&
		    begins_in(beside, (struct span){span.start, span.end - length + 1}, rule->unless[i], &looked[i]))
			return rule->unless[i];
	}
	return NULL;
}
