/* Numbering that skips a number: 1. 2. 4. */
#include "base/arena.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "check/marks.h"

static void run(const struct check_context *context, const struct rule *rule)
{
	const struct mark_run *runs;
	const struct mark_break *breaks;
	size_t run_count, break_count;

	marks_follow(context, &runs, &run_count, &breaks, &break_count);
	for (size_t i = 0; i < break_count; i++) {
		const struct numbering_mark *mark = breaks[i].mark, *previous = breaks[i].previous;
		struct finding finding = finding_of(context, &sequence_check, rule, mark->span);

		finding.message = say(context, MESSAGE_SEQUENCE, "previous", words_at(context, previous->span),
				      "expected", arena_printf(context->arena, "%u", breaks[i].expected), "mark",
				      words_at(context, mark->span), NULL);
		finding.related = words_operand(context, "previous", previous->span);
		finding.related_count = 1;
		finding_list_add(context->findings, &finding);
	}
}

const struct check sequence_check = {
    .kind = "sequence",
    .reported = "sequence",
    .summary = "numbering that skips a number",
    .run = run,
};
