/* Looks for figures beside a claim that it might as well be about. */
#include "claim/sole.h"

#include <string.h>

#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "text/document.h"
#include "text/text.h"

enum { FAR = 4096 }; /* bytes; a clause that goes on for so long is not searched: it holds something else */

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

/* Are all figures harmless from the claim back to the semicolon before it, or to the start of its sentence? */
static bool is_sole_before(const struct claim *claim, const struct claim_source *source, size_t sentence_start)
{
	const char *text = text_folded(source->text);
	size_t index = figures_first_from(source->figures, claim->span.start), at = claim->span.start;

	for (; at > sentence_start && text[at - 1] != ';' && claim->span.start - at < FAR; at--) {
		if (index == 0 || figures_at(source->figures, index - 1)->span.start != at - 1)
			continue;
		if (!is_harmless(claim, source->figures, (uint32_t)--index))
			return false;
	}
	return at == sentence_start || text[at - 1] == ';';
}

/* The same from the claim's first figure on to its end, or with those behind it to the next semicolon. */
static bool is_sole_behind(const struct claim *claim, const struct claim_source *source, size_t end)
{
	const char *text = text_folded(source->text);
	size_t index = figures_first_from(source->figures, claim->span.start), at = claim->span.end;

	for (size_t i = index; i < figures_count(source->figures); i++) {
		size_t start = figures_at(source->figures, i)->span.start;

		if (start >= end)
			return true;
		while (at < start && text[at] != ';' && at - claim->span.end < FAR)
			at++;
		if (start >= claim->span.end && at < start)
			return text[at] == ';';
		if (!is_harmless(claim, source->figures, (uint32_t)i))
			return false;
	}
	return true;
}

bool claim_is_sole(const struct claim *claim, const struct claim_source *source)
{
	const char *reach = rule_parameter_word(claim->rule, "sole");
	size_t count;
	const struct sentence *sentences = document_sentences(source->document, &count);
	uint32_t first, last;
	struct span part = claim->span;

	if (!*reach)
		return true;
	first = document_sentence_at(source->document, claim->span.start);
	last = document_sentence_at(source->document, claim->span.end - 1);
	if (first != NO_INDEX && last != NO_INDEX) {
		part.start = sentences[first].span.start;
		if (strcmp(reach, "clauses") == 0)
			part.end = sentences[last].span.end;
	}
	return is_sole_before(claim, source, part.start) && is_sole_behind(claim, source, part.end);
}
