/* Writes findings about cells of tables. */
#include "check/table_finding.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "check/message.h"
#include "rule/rule.h"
#include "text/text.h"

enum { MOST_TERMS = 10, LABEL_BYTES = 60 };

static const char *keep(const struct check_context *context, struct buffer *buffer)
{
	const char *kept = arena_copy_string(context->arena, buffer_string(buffer));

	buffer_release(buffer);
	return kept;
}

const char *table_print_figure(const struct check_context *context, const struct figure *figure)
{
	struct buffer out = {0};

	number_print(number_divide(figure->quantity->value, figure->quantity->multiplier), figure->places, false, &out);
	return keep(context, &out);
}

const char *table_print_sum(const struct check_context *context, const struct cell_operand *operands, size_t count)
{
	struct buffer out = {0};

	for (size_t i = 0; i < count; i++) {
		const char *figure = table_print_figure(context, operands[i].cell->figure);
		bool negative = *figure == '-', minus = negative != operands[i].is_deducted;

		if (count > MOST_TERMS && i == MOST_TERMS - 2) {
			buffer_printf(&out, " + …");
			i = count - 2;
			continue;
		}
		buffer_printf(&out, "%s%s", i == 0 ? (minus ? "-" : "") : minus ? " - " : " + ", figure + negative);
	}
	return keep(context, &out);
}

/* As printed, with the unit that its head gives it. */
static const char *print_stated(const struct check_context *context, const struct figure *figure)
{
	struct span source = text_source_span(context->text, figure->span);
	bool is_bare =
	    figure->numeral.end == figure->span.end || text_folded(context->text)[figure->numeral.end] == ')';
	struct buffer out = {0};

	buffer_append(&out, text_source(context->text) + source.start, span_length(source));
	if (is_bare && figure->scale)
		buffer_append_string(&out, figure->scale->text);
	if (is_bare && figure->unit)
		buffer_append_string(&out, figure->unit->name);
	return keep(context, &out);
}

static const char *print_value(const struct check_context *context, const struct figure *like, struct number value,
			       int places)
{
	struct buffer out = {0};

	figure_print_value(like, value, places, &out);
	return keep(context, &out);
}

/* Two places more where the difference would not show. */
static int places_for(const struct figure *stated, struct number computed)
{
	struct number gap = number_absolute(
	    number_divide(number_subtract(stated->quantity->value, computed), stated->quantity->multiplier));

	if (!number_fits(gap) || number_sign(gap) == 0 ||
	    number_compare(gap, number_from_decimal(1, -stated->places)) >= 0)
		return stated->places;
	return stated->places + 2;
}

static struct operand operand_of(const struct check_context *context, struct cell_operand cell)
{
	const struct figure *figure = cell.cell->figure;
	const char *scale = figure->scale ? figure->scale->text : "", *unit = figure->unit ? figure->unit->name : "";

	return (struct operand){.role = cell.role,
				.span = figure->span,
				.value = table_print_figure(context, figure),
				.unit = arena_printf(context->arena, "%s%s", scale, unit)};
}

/* A label that is short enough to name a line by, or NULL. */
static const char *label_of(const struct item *item)
{
	size_t length = strlen(item->label);

	return length > 0 && length <= LABEL_BYTES ? item->label : NULL;
}

/* “总计”行“增加值”列: */
static const char *name_place(const struct check_context *context, const struct table_claim *claim)
{
	const struct item *item = view_item(claim->view, claim->item), *line = view_line(claim->view, claim->line);
	const char *row = label_of(claim->view.across ? line : item),
		   *column = label_of(claim->view.across ? item : line);
	struct buffer out = {0};

	if (row && column)
		message_append(&out, context->language, MESSAGE_TABLE_CELL, "row", row, "column", column, NULL);
	else if (row)
		message_append(&out, context->language, MESSAGE_TABLE_ROW, "label", row, NULL);
	else if (column)
		message_append(&out, context->language, MESSAGE_TABLE_COLUMN, "label", column, NULL);
	if (row || column)
		buffer_append_string(&out, message_text(context->language, MESSAGE_COLON));
	buffer_append_string(&out, message_text(context->language, claim->note));
	return keep(context, &out);
}

/* A number printed plainly can be replaced by one. */
static void suggest(const struct check_context *context, const struct table_claim *claim, struct finding *finding)
{
	const struct figure *stated = view_cell(claim->view, claim->line, claim->item)->figure;
	struct number value = number_divide(claim->computed, stated->quantity->multiplier);
	struct suggestion *suggestion;
	struct buffer out = {0};

	if (!claim->is_sure || !number_has_places(value, stated->places) || number_sign(value) < 0 ||
	    number_sign(stated->quantity->value) < 0 ||
	    memchr(text_folded(context->text) + stated->numeral.start, ',', span_length(stated->numeral)))
		return;
	number_print(value, stated->places, false, &out);
	suggestion = arena_alloc(context->arena, sizeof(*suggestion));
	*suggestion = (struct suggestion){stated->numeral, keep(context, &out)};
	finding->suggestions = suggestion;
	finding->suggestion_count = 1;
}

static enum severity severity_of(const struct rule *rule, enum verdict verdict)
{
	if (verdict <= VERDICT_ROUNDED)
		return SEVERITY_TICK;
	return verdict == VERDICT_TRUNCATED ? SEVERITY_NOTE : (enum severity)rule->severity;
}

void table_claim_report(const struct check_context *context, const struct rule *rule, const struct table_claim *claim)
{
	const struct grid_cell *cell = view_cell(claim->view, claim->line, claim->item);
	const struct figure *stated = cell->figure;
	int places = places_for(stated, claim->computed);
	struct operand *operands = arena_alloc_array(context->arena, claim->operand_count + 1, sizeof(*operands));
	struct finding finding = {.rule = rule->id,
				  .kind = claim->kind,
				  .severity = severity_of(rule, claim->verdict),
				  .verdict = claim->verdict,
				  .span = stated->span,
				  .article = article_at(context, stated->span.start)};

	finding.stated = print_stated(context, stated);
	finding.computed = print_value(context, stated, claim->computed, places);
	finding.difference = print_value(
	    context, stated, number_absolute(number_subtract(stated->quantity->value, claim->computed)), places);
	operands[0] = operand_of(context, (struct cell_operand){"stated", cell, false});
	operands[0].is_stated = true;
	for (size_t i = 0; i < claim->operand_count; i++)
		operands[i + 1] = operand_of(context, claim->operands[i]);
	finding.operands = operands;
	finding.operand_count = claim->operand_count + 1;
	finding.message = message_for_equality(context->arena, context->language, rule, &finding,
					       name_place(context, claim), claim->arithmetic);
	if (finding.severity != SEVERITY_TICK)
		finding.ask = ask_for_finding(context->arena, context->language, &finding);
	if (claim->verdict == VERDICT_DISAGREES)
		suggest(context, claim, &finding);
	finding_list_add(context->findings, &finding);
}
