/* Turns judged claims into findings: operands, values in the report's own units, the message. */
#include "check/claims.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "check/blame.h"
#include "check/check.h"
#include "check/derive.h"
#include "check/finding_of.h"
#include "check/message.h"
#include "claim/claim.h"
#include "claim/mistaken.h"
#include "claim/slip.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "rule/mistake.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

static const char *keep(struct arena *arena, struct buffer *buffer)
{
	char *kept = arena_copy_string(arena, buffer_string(buffer));

	buffer_clear(buffer);
	return kept;
}

/*
 * The figure whose scale and unit a value of `dimension` is printed in: the stated one, else any operand's; NULL where
 * it is a plain number, such as one amount by another.
 */
static const struct figure *model_figure(const struct check_context *context, const struct claim *claim, int dimension)
{
	const struct figure *model = NULL;

	if (claim->stated_figure != NO_INDEX)
		return figures_at(context->figures, claim->stated_figure);
	for (size_t i = 0; i < claim->role_count && !model; i++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[i]) && !model; m++) {
			const struct figure *figure = figures_at(context->figures, claim_member(&claim->roles[i], m));

			if (dimension < 0 && figure->unit && !figure->unit->pure)
				return NULL;
			if (figure->dimension == dimension || dimension < 0)
				model = figure;
		}
	return model;
}

/* A count without a figure of its own is a plain number. */
static const char *print_value(const struct check_context *context, const struct figure *model, struct number value,
			       int places)
{
	struct buffer out = {0};
	const char *kept;

	if (!number_fits(value))
		return NULL;
	if (model)
		figure_print_value(model, value, places, &out);
	else
		number_print(value, 2, true, &out);
	kept = keep(context->arena, &out);
	buffer_release(&out);
	return kept;
}

/* The places at which the computed value tells itself apart from the stated one, two more at most. */
static int telling_places(const struct figure *model, struct number stated, struct number computed)
{
	struct number unit = model->quantity->multiplier;
	struct number gap = number_absolute(number_divide(number_subtract(stated, computed), unit));
	struct number step = number_from_decimal(1, -model->places);

	if (!number_fits(gap) || number_sign(gap) == 0 || number_compare(gap, step) >= 0)
		return model->places;
	return model->places + 2;
}

static void fill_values(const struct check_context *context, const struct claim *claim, struct finding *finding)
{
	const struct figure *model;
	struct number stated, computed;
	int places = 0;

	if (!claim->check)
		return;
	model = model_figure(context, claim, claim->computed_dimension);
	stated = claim->stated;
	computed = claim->computed;
	if (!number_fits(stated) || !number_fits(computed))
		return;
	if (expression_asks_for_whole(claim->check) || expression_asks_for_multiple(claim->check))
		model = NULL;
	if (model)
		places = telling_places(model, stated, computed);
	if (claim->stated_figure != NO_INDEX) {
		/* As it stands in the text, not as it would be printed anew. */
		struct span source =
		    text_source_span(context->text, figures_at(context->figures, claim->stated_figure)->span);

		finding->stated =
		    arena_copy(context->arena, text_source(context->text) + source.start, span_length(source));
	} else {
		finding->stated = print_value(context, model, stated, places);
	}
	finding->computed = print_value(context, model, computed, places);
	/* Between a bound and what keeps or breaks it, or a whole number and a share, there is no difference to mend. */
	if (model && expression_is_equality(claim->check))
		finding->difference =
		    print_value(context, model, number_absolute(number_subtract(stated, computed)), places);
}

/* Names, or words that state what the figures should bear out: 翻番. */
static bool binds_words(const struct role *role)
{
	return role->kind == HOLE_WORDS || role->kind == HOLE_LABEL;
}

static void fill_operands(const struct check_context *context, const struct claim *claim, struct finding *finding)
{
	struct operand *operands;
	size_t count = 0;

	for (size_t i = 0; i < claim->role_count; i++)
		count += binds_words(&claim->roles[i]) ? 1 : claim_member_count(&claim->roles[i]);
	operands = arena_alloc_array(context->arena, count, sizeof(*operands));
	for (size_t i = 0; i < claim->role_count; i++) {
		const struct role *role = &claim->roles[i];

		if (binds_words(role)) {
			operands[finding->operand_count++] =
			    (struct operand){.role = role->name, .span = role->words, .value = "", .unit = ""};
			continue;
		}
		for (size_t m = 0; m < claim_member_count(role); m++) {
			size_t member = claim_member(role, m);

			operands[finding->operand_count] =
			    figure_operand(context, role->name, figures_at(context->figures, member));
			operands[finding->operand_count++].is_stated = member == claim->stated_figure;
		}
	}
	finding->operands = operands;
}

static enum severity severity_of(const struct claim *claim)
{
	switch (claim->verdict) {
	case VERDICT_AGREES:
	case VERDICT_ROUNDED:
		return SEVERITY_TICK;
	case VERDICT_TRUNCATED:
		return SEVERITY_NOTE;
	default:
		if (claim->is_slipped && claim->rule->severity == (int)SEVERITY_WARNING &&
		    rule_parameter(claim->rule, "slip-raises", 0) > 0)
			return SEVERITY_ERROR;
		return (enum severity)claim->rule->severity;
	}
}

static void suggest(const struct check_context *context, struct finding *finding, struct span span, const char *with)
{
	struct suggestion *suggestion = arena_alloc(context->arena, sizeof(*suggestion));

	*suggestion = (struct suggestion){span, with};
	finding->suggestions = suggestion;
	finding->suggestion_count = 1;
}

/* Where the figure is what another formula gives, that is the reason, and no slip of the pen. */
static bool fill_mistake(const struct check_context *context, const struct claim *claim, struct finding *finding)
{
	const struct mistake *mistake =
	    claim_find_mistake(claim, context->figures, context->mistakes, context->mistake_count);
	const struct figure *stated;

	if (!mistake)
		return false;
	stated = figures_at(context->figures, claim->stated_figure);
	/* Of a value with another direction the words must change, too. */
	if (finding->computed && number_sign(claim->computed) > 0 && stated->sign > 0)
		suggest(context, finding, stated->span, finding->computed);
	finding->message = message_with_reason(context->arena, context->language, finding->message,
					       mistake_message(mistake, context->language));
	return true;
}

static void fill_suggestion(const struct check_context *context, const struct claim *claim, const bool *proven,
			    struct finding *finding)
{
	struct slip slip;

	if (finding->severity < SEVERITY_ERROR ||
	    finding_list_count(context->findings) + blame_count(context->blame) > LIMIT_SLIPS ||
	    fill_mistake(context, claim, finding) ||
	    !claim_find_slip(context->arena, claim, context->figures, text_folded(context->text), proven, &slip))
		return;
	suggest(context, finding, slip.span, slip.with);
	finding->message = message_with_slip(context->arena, context->language, finding->message, &slip);
}

/* What is impossible is told once it is known which figure explains it. */
static bool accuses(const struct finding *finding, const struct claim *claim)
{
	return claim->check && finding->verdict == VERDICT_DISAGREES && finding->severity >= SEVERITY_WARNING;
}

static void mark_figures(const struct claim *claim, bool *marks)
{
	for (size_t i = 0; i < claim->role_count; i++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[i]); m++)
			marks[claim_member(&claim->roles[i], m)] = true;
}

static void add_finding(const struct check_context *context, const struct claim *claim, const bool *proven,
			bool *accused)
{
	struct finding finding = {.rule = claim->rule->id,
				  .kind = claim->rule->kind,
				  .severity = severity_of(claim),
				  .verdict = claim->verdict,
				  .span = claim->span,
				  .article = article_at(context, claim->span.start)};
	struct buffer arithmetic = {0};
	const char *plain;

	fill_values(context, claim, &finding);
	fill_operands(context, claim, &finding);
	if (claim->check)
		claim_print_computed(claim, context->figures, &arithmetic);
	finding.message =
	    message_for_claim(context->arena, context->language, claim, &finding, buffer_string(&arithmetic));
	buffer_release(&arithmetic);
	if (finding.severity != SEVERITY_TICK)
		finding.ask = ask_for_claim(context->arena, context->language, claim, &finding);
	plain = finding.message;
	fill_suggestion(context, claim, proven, &finding);
	if (!accuses(&finding, claim)) {
		finding_list_add(context->findings, &finding);
		return;
	}
	blame_accuse(context->blame, claim, &finding, plain);
	mark_figures(claim, accused);
}

/* 40万亩以上 equals any sum that is more. */
static bool states_bound(const struct check_context *context, const struct claim *claim)
{
	enum hedge hedge;

	if (claim->stated_figure == NO_INDEX || !claim->check || expression_relation(claim->check) != '=')
		return false;
	hedge = figures_at(context->figures, claim->stated_figure)->hedge;
	return hedge == HEDGE_AT_LEAST || hedge == HEDGE_AT_MOST;
}

/* One figure below a bound of the rule's own confirms nothing. */
static bool confirms(const struct check_context *context, const struct claim *claim)
{
	size_t figures = 0;
	bool names = false, lists = false;

	/* Of nearly every share some whole number can be found. */
	if (states_bound(context, claim) ||
	    (claim->check && (expression_asks_for_whole(claim->check) || expression_asks_for_multiple(claim->check))))
		return false;
	for (size_t i = 0; i < claim->role_count; i++) {
		figures += claim_member_count(&claim->roles[i]);
		lists |= claim->roles[i].kind == HOLE_LIST;
		names |= claim->roles[i].kind == HOLE_WORDS || claim->roles[i].kind == HOLE_RATIO;
	}
	/* That figures differ says that they belong to different things. */
	if (claim->check && expression_relation(claim->check) == '!')
		return false;
	/* That some parts stay below their whole is little, where not all are named. */
	if (lists && !expression_is_equality(claim->check))
		return false;
	return figures > 1 || names;
}

/* Heads and cells of units stand without a number: nothing is missing there. */
static bool is_table_words(const struct check_context *context, const struct claim *claim)
{
	size_t count;
	uint32_t sentence = document_sentence_at(context->document, claim->span.start);

	return strcmp(claim->rule->kind, "missing") == 0 && sentence != NO_INDEX &&
	       document_paragraphs(context->document,
				   &count)[document_sentences(context->document, &count)[sentence].paragraph]
		   .is_table_row;
}

/* What the claims of a report are compared with, stretch by stretch; by index of each figure. */
struct checking {
	const struct check_context *context;
	bool *tied;
	bool *
	    proven; /* some equality holds that it stands in; that a part stays below its whole does not prove either */
	bool *accused; /* a finding that is to be explained speaks of it */
	size_t undecided_count;
};

static bool proves(const struct check_context *context, const struct claim *claim)
{
	return claim->verdict <= VERDICT_ROUNDED && claim->check && expression_relation(claim->check) == '=' &&
	       confirms(context, claim) && !is_table_words(context, claim);
}

static bool is_accused(const struct claim *claim, const bool *accused)
{
	for (size_t i = 0; i < claim->role_count; i++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[i]); m++)
			if (accused[claim_member(&claim->roles[i], m)])
				return true;
	return false;
}

static void check_stretch(void *context_of, struct claim *const *claims, size_t count)
{
	struct checking *checking = context_of;
	const struct check_context *context = checking->context;

	for (size_t i = 0; i < count; i++) {
		if (claims[i]->verdict > VERDICT_ROUNDED || !confirms(context, claims[i]) ||
		    is_table_words(context, claims[i]))
			continue;
		mark_figures(claims[i], checking->tied);
		if (proves(context, claims[i]))
			mark_figures(claims[i], checking->proven);
	}
	for (size_t i = 0; i < count; i++) {
		if (is_table_words(context, claims[i]))
			continue;
		if (claims[i]->verdict == VERDICT_UNDECIDED)
			checking->undecided_count++;
		else if (claims[i]->verdict > VERDICT_ROUNDED || confirms(context, claims[i]))
			add_finding(context, claims[i], checking->proven, checking->accused);
	}
	/* Only these can break by another value of a figure that is blamed. */
	for (size_t i = 0; i < count; i++)
		if (proves(context, claims[i]) && is_accused(claims[i], checking->accused))
			blame_confirm(context->blame, claims[i]);
}

void check_claims(const struct check_context *context, const struct claim_engine *engine, const struct rule *only,
		  size_t *matches, bool *tied, size_t *undecided_count)
{
	const struct claim_source source = {context->text, context->document, context->figures, NULL, context->errors};
	size_t figures = figures_count(context->figures);
	struct checking checking = {.context = context,
				    .tied = tied,
				    .proven = arena_alloc_array(context->passing, figures, sizeof(bool)),
				    .accused = arena_alloc_array(context->passing, figures, sizeof(bool))};
	struct claims derived;

	claims_find(context->passing, engine, &source, only, matches, &derived, check_stretch, &checking);
	*undecided_count = checking.undecided_count;
	check_derived(context, &derived, tied, checking.proven);
}
