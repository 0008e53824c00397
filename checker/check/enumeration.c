/* An announced number of things against the numbered list that follows it: 三方面工作:一是…,二是… */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "check/marks.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "text/document.h"
#include "text/text.h"

enum { NEAR = 60 }; /* bytes between the announced number and the first mark: twenty characters */

/* The counted figure that announces the list: in the clause before it, which ends with a colon. */
static const struct figure *find_announcement(const struct check_context *context, const struct rule *rule,
					      const struct mark_run *run)
{
	const char *text = text_folded(context->text);
	size_t start = run->first->span.start, index;

	while (start > 0 && text[start - 1] == '\n')
		start--;
	if (start == 0 || text[start - 1] != ':')
		return NULL;
	index = figures_first_from(context->figures, start);
	while (index-- > 0) {
		const struct figure *figure = figures_at(context->figures, index);

		if (figure->span.end + NEAR < start)
			return NULL;
		if (figure->role != FIGURE_QUANTITY)
			continue;
		/* Only the nearest figure announces; a comma between them makes it another thing. */
		if (memchr(text + figure->span.end, ',', start - figure->span.end) || !figure->unit ||
		    !rule_parameter_holds(rule, "units", figure->unit->name) || figure->hedge != HEDGE_NONE ||
		    number_sign(figure->quantity->step) != 0)
			return NULL;
		return figure;
	}
	return NULL;
}

/* Lists that stop short, or go on in another style, are not counted. */
static bool is_comparable(const struct mark_run *run, const struct figure *announced)
{
	return run->first->number == 1 && run->length >= 2 &&
	       number_compare(announced->quantity->value, number_from_integer(20)) <= 0;
}

static void run(const struct check_context *context, const struct rule *rule)
{
	const struct mark_run *runs;
	const struct mark_break *breaks;
	size_t run_count, break_count;

	marks_follow(context, &runs, &run_count, &breaks, &break_count);
	for (size_t i = 0; i < run_count; i++) {
		const struct figure *announced = find_announcement(context, rule, &runs[i]);
		bool agrees;
		struct finding finding;

		if (!announced || !is_comparable(&runs[i], announced))
			continue;
		agrees = number_compare(announced->quantity->value, number_from_integer(runs[i].length)) == 0;
		finding = finding_of(context, &enumeration_check, rule,
				     (struct span){announced->span.start, runs[i].first->span.end});
		finding.verdict = agrees ? VERDICT_AGREES : VERDICT_DISAGREES;
		finding.severity = agrees ? SEVERITY_TICK : finding.severity;
		finding.message =
		    say(context, MESSAGE_ENUMERATION, "last", arena_printf(context->arena, "%u", runs[i].length),
			"announced", words_at(context, announced->span), NULL);
		finding.operands = words_operand(context, "announced", announced->span);
		finding.operand_count = 1;
		finding.related = words_operand(context, "last", runs[i].last->span);
		finding.related_count = 1;
		finding_list_add(context->findings, &finding);
	}
}

const struct check enumeration_check = {
    .kind = "enumeration",
    .reported = "count",
    .summary = "an announced number of things and the numbered list after it",
    .run = run,
};
