/*
 * Figures and the skeleton: figures stand in text order, each inside its sentence, its value among the values it stands
 * for; the skeleton's way back is monotone and stays in the text.
 */
#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "fuzz.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

static const struct lexicon *builtin_lexicon(void)
{
	static struct rule_set *set;

	if (!set) {
		struct arena *arena = arena_new();
		struct error_list *errors = error_list_new(arena);

		set = rule_set_new(arena);
		rule_set_load_builtin(set, errors);
		rule_set_finish(set, errors);
		REQUIRE(error_list_count(errors) == 0);
	}
	return rule_set_lexicon(set);
}

static bool is_interval(struct interval interval)
{
	return !interval_fits(interval) || number_compare(interval.low, interval.high) <= 0;
}

static void require_figure(const struct figure *figure, const struct text *text, const struct document *document)
{
	struct buffer printed = {0};
	size_t sentences;

	document_sentences(document, &sentences);
	REQUIRE(figure->span.start < figure->span.end && figure->span.end <= text_folded_length(text));
	REQUIRE(figure->label.start <= figure->label.end && figure->label.end <= text_folded_length(text));
	REQUIRE(figure->sentence < sentences);
	REQUIRE(figure->sign == 1 || figure->sign == -1);
	REQUIRE(is_interval(figure->quantity->interval));
	if (figure->role != FIGURE_QUANTITY && figure->role != FIGURE_WEAK)
		return;
	REQUIRE(span_contains(figure->span, figure->numeral));
	REQUIRE(is_interval(figure_interval_cut(figure)));
	REQUIRE(is_interval(figure_interval_truncated(figure)));
	REQUIRE(is_interval(figure_interval_twice(figure)));
	REQUIRE(is_interval(figure_interval_loose(figure)));
	if (interval_fits(figure->quantity->interval)) {
		REQUIRE(number_fits(figure->quantity->value) &&
			interval_contains(figure->quantity->interval, figure->quantity->value));
		REQUIRE(number_fits(figure->quantity->last) &&
			interval_contains(figure->quantity->interval, figure->quantity->last));
	}
	figure_print_value(figure, figure->quantity->value, figure->places, &printed);
	REQUIRE(printed.length > 0);
	REQUIRE(utf8_check(printed.bytes, printed.length) == printed.length);
	buffer_release(&printed);
}

static void require_skeleton(const struct skeleton *skeleton, const struct text *text, const struct figures *figures)
{
	size_t length = skeleton_length(skeleton), count;

	REQUIRE(utf8_check(skeleton_text(skeleton), length) == length);
	for (size_t at = 0; at <= length; at++)
		REQUIRE(skeleton_folded_offset(skeleton, at) <= text_folded_length(text));
	for (enum passage_scope scope = SCOPE_CLAUSE; scope < SCOPE_COUNT; scope++) {
		const struct passage *passages = skeleton_passages(skeleton, scope, &count);

		for (size_t i = 0; i < count; i++) {
			struct span span = passages[i].span, folded = skeleton_folded_span(skeleton, span);
			size_t before = 0;

			REQUIRE(span.start <= span.end && span.end <= length);
			REQUIRE(folded.start <= folded.end && folded.end <= text_folded_length(text));
			REQUIRE(utf8_check(skeleton_text(skeleton) + span.start, span_length(span)) ==
				span_length(span));
			for (size_t at = span.start; at < span.end; at++) {
				uint32_t figure = skeleton_figure_at(skeleton, at);

				REQUIRE(figure == NO_INDEX || figure < figures_count(figures));
				REQUIRE(skeleton_folded_offset(skeleton, at) >= before);
				before = skeleton_folded_offset(skeleton, at);
			}
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct lexicon *lexicon = builtin_lexicon();
	struct arena *arena = arena_new();
	struct text *text = text_from_bytes(arena, "input", (const char *)bytes, length, error_list_new(arena));

	if (text) {
		const struct document *document = document_new(arena, text);
		const struct figures *figures = figures_extract(arena, text, document, lexicon);
		const struct skeleton *skeleton = skeleton_new(arena, text, document, figures, SCOPES_ALL);

		for (size_t i = 0; i < figures_count(figures); i++) {
			require_figure(figures_at(figures, i), text, document);
			REQUIRE(i == 0 || figures_at(figures, i - 1)->span.end <= figures_at(figures, i)->span.start);
		}
		require_skeleton(skeleton, text, figures);
	}
	arena_free(arena);
	return 0;
}
