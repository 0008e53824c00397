/* What the built-in checks share when they write a finding. */
#include "check/finding_of.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/check.h"
#include "check/message.h"
#include "figure/figure.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

struct finding finding_of(const struct check_context *context, const struct check *check, const struct rule *rule,
			  struct span span)
{
	return (struct finding){.rule = rule->id,
				.kind = check->reported,
				.severity = (enum severity)rule->severity,
				.verdict = VERDICT_DISAGREES,
				.span = span,
				.ask = message_text(context->language, ask_of_kind(check->reported)),
				.article = article_at(context, span.start)};
}

uint32_t article_at(const struct check_context *context, size_t offset)
{
	size_t low = 0, high;
	const struct article *articles = document_articles(context->document, &high);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (articles[middle].span.start <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? (uint32_t)(low - 1) : 0;
}

const struct operand *words_operand(const struct check_context *context, const char *role, struct span span)
{
	struct operand *operand = arena_alloc(context->arena, sizeof(*operand));

	*operand = (struct operand){.role = role, .span = span, .value = "", .unit = ""};
	return operand;
}

const char *say(const struct check_context *context, enum message message, ...)
{
	struct buffer out = {0};
	va_list holes;
	const char *said;

	va_start(holes, message);
	message_append_list(&out, context->language, message, holes);
	va_end(holes);
	said = arena_copy_string(context->arena, buffer_string(&out));
	buffer_release(&out);
	return said;
}

const char *words_at(const struct check_context *context, struct span span)
{
	return arena_copy(context->arena, text_folded(context->text) + span.start, span_length(span));
}

struct operand figure_operand(const struct check_context *context, const char *role, const struct figure *figure)
{
	struct operand operand = {.role = role, .span = figure->span, .value = "", .unit = ""};
	struct buffer out = {0};

	number_print(number_divide(figure->quantity->value, figure->quantity->multiplier), 12, true, &out);
	operand.value = arena_copy_string(context->arena, buffer_string(&out));
	/* What stands behind the numeral is the scale and the unit. */
	if (figure->numeral.end <= figure->span.end)
		operand.unit = arena_copy(context->arena, text_folded(context->text) + figure->numeral.end,
					  figure->span.end - figure->numeral.end);
	buffer_release(&out);
	return operand;
}
