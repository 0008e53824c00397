/* Tells what two claims say of a figure that is not printed. */
#include "check/derive_report.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/blame.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

/* The figure whose scale and unit the implied value has: one of its dimension, else the claim's first. */
static const struct figure *model_of(const struct check_context *context, const struct claim *claim, int dimension)
{
	const struct figure *model = NULL;

	for (size_t r = 0; r < claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[r]); m++) {
			const struct figure *figure = figures_at(context->figures, claim_member(&claim->roles[r], m));

			if (!model || (figure->dimension == dimension && model->dimension != dimension))
				model = figure;
		}
	return model;
}

/* "110.3亿元 - 12.3亿元 = 98.0亿元" */
static const char *print_arithmetic(const struct check_context *context, const struct claim *claim)
{
	struct measure implied = claim_implied(claim, context->figures, NO_INDEX, NULL, false);
	const struct figure *model = model_of(context, claim, implied.dimension);
	struct number middle =
	    number_divide(number_add(implied.interval.low, implied.interval.high), number_from_integer(2));
	struct buffer out = {0}, value = {0};
	const char *kept;

	/* A claim binds a figure at least. */
	assert(model);
	claim_print_computed(claim, context->figures, &out);
	figure_print_value(model, middle, model->places, &value);
	if (strcmp(buffer_string(&out), buffer_string(&value)) == 0)
		kept = arena_copy_string(context->arena, buffer_string(&out));
	else
		kept = arena_printf(context->arena, "%s = %s", buffer_string(&out), buffer_string(&value));
	buffer_release(&out);
	buffer_release(&value);
	return kept;
}

static const struct operand *operands_of(const struct check_context *context, const struct claim *claim, size_t *count)
{
	struct operand *operands;
	size_t size = 0;

	for (size_t r = 0; r < claim->role_count; r++)
		size += claim->roles[r].kind == HOLE_LABEL ? 0 : claim_member_count(&claim->roles[r]);
	operands = arena_alloc_array(context->arena, size, sizeof(*operands));
	*count = 0;
	for (size_t r = 0; r < claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[r]); m++)
			operands[(*count)++] =
			    figure_operand(context, claim->roles[r].name,
					   figures_at(context->figures, claim_member(&claim->roles[r], m)));
	return operands;
}

static struct finding finding_for(const struct check_context *context, const struct derivation *at, bool agrees)
{
	const struct rule *rule = at->claim->rule;
	struct finding finding = {.rule = rule->id,
				  .kind = "derive",
				  .severity = agrees ? SEVERITY_TICK : (enum severity)rule->severity,
				  .verdict = agrees ? VERDICT_ROUNDED : VERDICT_DISAGREES,
				  .span = at->claim->span,
				  .article = at->article};

	finding.ask = agrees ? NULL : message_text(context->language, MESSAGE_ASK_CONFLICT);
	finding.operands = operands_of(context, at->claim, &finding.operand_count);
	return finding;
}

/* The only figure in which two claims of one relation differ, said of one value. */
static const struct figure *only_other(const struct check_context *context, const struct derivation *derivation)
{
	const struct figure *other = NULL;

	for (size_t r = 0; r < derivation->claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&derivation->claim->roles[r]); m++) {
			uint32_t index = claim_member(&derivation->claim->roles[r], m);

			if (index == derivation->of_index)
				continue;
			if (other)
				return NULL;
			other = figures_at(context->figures, index);
		}
	return other;
}

/* The figures of both but those that the two are about, which confirm each other. */
static void suspect(const struct check_context *context, const struct finding *finding,
		    const struct derivation *const *both, size_t count)
{
	uint32_t *suspects;
	size_t size = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t r = 0; r < both[i]->claim->role_count; r++)
			size += claim_member_count(&both[i]->claim->roles[r]);
	suspects = arena_alloc_array(context->scratch, size, sizeof(*suspects));
	size = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t r = 0; r < both[i]->claim->role_count; r++)
			for (size_t m = 0; m < claim_member_count(&both[i]->claim->roles[r]); m++) {
				uint32_t index = claim_member(&both[i]->claim->roles[r], m);

				if (!both[i]->of || index != both[i]->of_index)
					suspects[size++] = index;
			}
	blame_suspect(context->blame, suspects, size, finding);
}

void derive_report(const struct check_context *context, const struct derivation *earlier,
		   const struct derivation *later)
{
	struct finding finding = finding_for(context, later, false);
	bool is_same_relation = later->of && earlier->claim->check == later->claim->check;
	const struct figure *first = is_same_relation ? only_other(context, earlier) : NULL;
	const struct figure *second = is_same_relation ? only_other(context, later) : NULL;

	finding.related = operands_of(context, earlier->claim, &finding.related_count);
	if (first && second && first->dimension == second->dimension) {
		finding.kind = "conflict";
		finding.message = say(context, MESSAGE_CONFLICT, "earlier", words_at(context, first->span), "here",
				      words_at(context, second->span), NULL);
	} else {
		finding.message = say(
		    context, MESSAGE_DERIVE, "title", rule_title(later->claim->rule, context->language), "earlier",
		    print_arithmetic(context, earlier->claim), "here", print_arithmetic(context, later->claim), NULL);
	}
	suspect(context, &finding, (const struct derivation *[]){earlier, later}, 2);
}

void derive_tick(const struct check_context *context, const struct derivation *earlier, const struct derivation *later,
		 bool *tied)
{
	struct finding finding = finding_for(context, later, true);
	const struct derivation *both[] = {earlier, later};

	finding.related = operands_of(context, earlier->claim, &finding.related_count);
	finding.message = say(context, MESSAGE_DERIVE_AGREES, "earlier", print_arithmetic(context, earlier->claim),
			      "here", print_arithmetic(context, later->claim), NULL);
	finding_list_add(context->findings, &finding);
	for (int i = 0; i < 2; i++)
		for (size_t r = 0; r < both[i]->claim->role_count; r++)
			for (size_t m = 0; m < claim_member_count(&both[i]->claim->roles[r]); m++)
				tied[claim_member(&both[i]->claim->roles[r], m)] = true;
}

void derive_report_printed(const struct check_context *context, const struct derivation *derivation,
			   const struct figure *printed)
{
	struct finding finding = finding_for(context, derivation, false);
	struct operand *related = arena_alloc(context->arena, sizeof(*related));

	*related = figure_operand(context, "printed", printed);
	finding.related = related;
	finding.related_count = 1;
	finding.message = say(
	    context, MESSAGE_DERIVE_PRINTED, "title", rule_title(derivation->claim->rule, context->language), "here",
	    print_arithmetic(context, derivation->claim), "printed", words_at(context, printed->span), NULL);
	suspect(context, &finding, &derivation, 1);
}
