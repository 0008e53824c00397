/* Runs every stage on one report and every check on the result. */
#include "check/check.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/blame.h"
#include "check/claims.h"
#include "check/duplicate.h"
#include "check/grid.h"
#include "check/pieces.h"
#include "claim/claim.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

const struct check *const checks[] = {
#define X(name) &name##_check,
#include "check/checks.def"
#undef X
    NULL};

struct checker {
	const struct rule_set *rules;
	struct claim_engine *engine;
	int language; /* or LANGUAGE_AUTO */
	bool has_duplicate;
};

struct checker *checker_new(struct arena *arena, const struct rule_set *rules)
{
	struct checker *checker = arena_alloc(arena, sizeof(*checker));

	checker->rules = rules;
	checker->engine = claim_engine_new(arena, rules);
	checker->language = LANGUAGE_AUTO;
	for (size_t i = 0; i < rule_set_count(rules); i++)
		checker->has_duplicate |= rule_set_at(rules, i)->severity != RULE_OFF &&
					  strcmp(rule_set_at(rules, i)->kind, duplicate_check.kind) == 0;
	return checker;
}

void checker_speak(struct checker *checker, int language)
{
	checker->language = language;
}

static enum language language_for(const struct checker *checker, const struct text *text)
{
	if (checker->language != LANGUAGE_AUTO)
		return (enum language)checker->language;
	return text_is_chinese(text) ? LANGUAGE_ZH : LANGUAGE_EN;
}

/* Returns how many findings the rule added. */
static size_t run_built_in(const struct check_context *context, const struct rule *rule)
{
	size_t before = finding_list_count(context->findings) + blame_count(context->blame);
	struct check_context running = *context;

	running.passing = arena_new();
	for (size_t i = 0; checks[i]; i++)
		if (strcmp(checks[i]->kind, rule->kind) == 0)
			checks[i]->run(&running, rule);
	arena_free(running.passing);
	return finding_list_count(context->findings) + blame_count(context->blame) - before;
}

/* Checks that are built in know places, not figures: what stands in the operands of their ticks is tied, too. */
static void tie_ticks(const struct check_context *context, bool *tied)
{
	for (size_t i = 0; i < finding_list_count(context->findings); i++) {
		const struct finding *finding = finding_list_at(context->findings, i);

		if (finding->severity != SEVERITY_TICK || finding->verdict > VERDICT_ROUNDED)
			continue;
		for (size_t o = 0; o < finding->operand_count; o++) {
			const struct operand *operand = &finding->operands[o];
			size_t figure = figures_first_from(context->figures, operand->span.start);

			if (*operand->value && figure < figures_count(context->figures) &&
			    span_contains(operand->span, figures_at(context->figures, figure)->span))
				tied[figure] = true;
		}
	}
}

struct checked_report *checker_run(struct arena *found, struct arena *parts, const struct checker *checker,
				   const struct text *text, const struct rule *only)
{
	struct checked_report *report = arena_alloc(found, sizeof(*report));
	struct finding_list *findings = finding_list_new(found);
	struct check_context context = {.arena = found,
					.scratch = arena_new(),
					.text = text,
					.is_test = only != NULL,
					.findings = findings,
					.errors = error_list_new(found)};

	context.language = language_for(checker, text);
	context.words = rule_set_words(checker->rules);
	context.mistakes = rule_set_mistakes(checker->rules, &context.mistake_count);

	context.document = document_new(parts, text);
	context.figures = figures_extract(parts, text, context.document, rule_set_lexicon(checker->rules));
	context.grids = grids_find(context.scratch, text, context.document, rule_set_lexicon(checker->rules),
				   rule_set_words(checker->rules), &context.grid_count);
	context.judgements = arena_alloc_array(context.scratch, context.grid_count, sizeof(*context.judgements));
	if (checker->has_duplicate) {
		struct pieces *pieces = arena_alloc(parts, sizeof(*pieces));

		*pieces = pieces_of(parts, text_folded(text), context.document, LEAST_PIECE);
		context.pieces = report->pieces = pieces;
	}
	report->tied = arena_alloc_array(parts, figures_count(context.figures), sizeof(*report->tied));
	report->matches = arena_alloc_array(found, rule_set_count(checker->rules), sizeof(*report->matches));
	context.blame = blame_new(&context);
	context.passing = arena_new();
	check_claims(&context, checker->engine, only, report->matches, report->tied, &report->undecided_count);
	arena_free(context.passing);
	for (size_t i = 0; i < rule_set_count(checker->rules); i++) {
		const struct rule *rule = rule_set_at(checker->rules, i);

		if (rule->find_count == 0 && rule->severity != RULE_OFF && (!only || rule == only))
			report->matches[rule->index] = run_built_in(&context, rule);
	}
	blame_tell(context.blame);
	tie_ticks(&context, report->tied);
	arena_free(context.scratch);
	finding_list_finish(findings, text, context.document);
	report->language = context.language;
	report->errors = context.errors;
	report->text = text;
	report->document = context.document;
	report->figures = context.figures;
	report->findings = findings;
	return report;
}
