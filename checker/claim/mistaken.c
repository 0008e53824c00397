/* Tries the formulas that writers mistake for a claim's. */
#include "claim/mistaken.h"

#include <string.h>

#include "claim/claim.h"
#include "claim/verdict.h"
#include "figure/figure.h"
#include "rule/expression.h"
#include "rule/mistake.h"
#include "text/document.h"

const struct mistake *claim_find_mistake(const struct claim *claim, const struct figures *figures,
					 const struct mistake *mistakes, size_t count)
{
	const struct mistake *found = NULL;

	if (!claim->check || claim->stated_figure == NO_INDEX)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		struct claim copy = *claim;

		if (strcmp(mistakes[i].of, expression_text(claim->check)) != 0)
			continue;
		copy.check = mistakes[i].check;
		if (claim_judge_instead(&copy, figures, claim->stated_figure, figures_at(figures, claim->stated_figure),
					true) != VERDICT_AGREES)
			continue;
		if (found)
			return NULL;
		found = &mistakes[i];
	}
	return found;
}
