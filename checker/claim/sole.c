/* Looks for figures beside a claim that it might as well be about. */
#include "claim/sole.h"

#include <string.h>

#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "text/document.h"
#include "text/text.h"

/* From the semicolon or sentence end before a claim to the one behind it, or only to its end. */
static struct span clauses_of(const struct claim *claim, const struct claim_source *source, bool with_those_behind)
{
	const char *text = text_folded(source->text);
	size_t count;
	const struct sentence *sentences = document_sentences(source->document, &count);
	uint32_t first = document_sentence_at(source->document, claim->span.start);
	uint32_t last = document_sentence_at(source->document, claim->span.end - 1);
	struct span part = claim->span;

	if (first == NO_INDEX || last == NO_INDEX)
		return part;
	while (part.start > sentences[first].span.start && text[part.start - 1] != ';')
		part.start--;
	while (with_those_behind && part.end < sentences[last].span.end && text[part.end] != ';')
		part.end++;
	return part;
}

/* Is figure `index` bound, or one that cannot be meant? */
static bool is_harmless(const struct claim *claim, const struct figures *figures, uint32_t index)
{
	const struct figure *figure = figures_at(figures, index);
	bool is_like_one = false, shares_bracket = figure->bracket == NO_INDEX;

	if (figure->role != FIGURE_QUANTITY)
		return true;
	for (size_t r = 0; r < claim->role_count; r++) {
		const struct figure_list *list = &claim->roles[r].list;

		for (size_t m = 0; m < list->count; m++) {
			const struct figure *bound = figures_at(figures, list->members[m]);

			if (list->members[m] == index)
				return true;
			is_like_one |= bound->dimension == figure->dimension;
			shares_bracket |= bound->bracket == figure->bracket;
		}
	}
	return !is_like_one || !shares_bracket;
}

bool claim_is_sole(const struct claim *claim, const struct claim_source *source)
{
	const char *reach = rule_parameter_word(claim->rule, "sole");
	struct span part;

	if (!*reach)
		return true;
	part = clauses_of(claim, source, strcmp(reach, "clauses") == 0);
	for (size_t i = figures_first_from(source->figures, part.start);
	     i < figures_count(source->figures) && figures_at(source->figures, i)->span.start < part.end; i++)
		if (!is_harmless(claim, source->figures, (uint32_t)i))
			return false;
	return true;
}
