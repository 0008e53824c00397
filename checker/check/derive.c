/*
 * Compares what claims imply. With the figure that both are about (收入110.3亿元) held at one value, a relation leaves the
 * figure that is not printed in an interval; each relation is monotone in the held figure, so that two of them
 * contradict each other where the intervals lie apart in the same order at both ends of what it can stand for.
 */
#include "check/derive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/interval.h"
#include "base/utf8.h"
#include "check/check.h"
#include "check/derive_name.h"
#include "check/derive_report.h"
#include "check/finding_of.h"
#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

enum { MOST_ALIKE = 64 }; /* claims of one name that are compared with each other */

static struct span period_of(const struct check_context *context, const struct figure *figure)
{
	return figure->period == NO_INDEX ? (struct span){0, 0} : figures_at(context->figures, figure->period)->span;
}

/* The year that dates the figure, or 0. */
static int year_of(const struct check_context *context, const struct figure *figure)
{
	struct number year;

	if (figure->period == NO_INDEX)
		return 0;
	year = figures_at(context->figures, figure->period)->quantity->value;
	return number_fits(year) ? (int)number_floor(year).numerator : 0;
}

static size_t digits_of(const char *text, const struct figure *figure)
{
	size_t digits = 0;

	for (size_t at = figure->numeral.start; at < figure->numeral.end; at++)
		digits += text[at] >= '0' && text[at] <= '9';
	return digits;
}

static bool is_plain(const struct figure *figure)
{
	return figure->role == FIGURE_QUANTITY && figure->hedge == HEDGE_NONE && !figure->is_range &&
	       !figure->is_doubtful && interval_fits(figure->quantity->interval);
}

static bool is_plain_claim(const struct check_context *context, const struct claim *claim)
{
	for (size_t r = 0; r < claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[r]); m++)
			if (!is_plain(figures_at(context->figures, claim_member(&claim->roles[r], m))))
				return false;
	return true;
}

static uint32_t first_figure(const struct claim *claim)
{
	for (size_t r = 0; r < claim->role_count; r++)
		if (claim_member_count(&claim->roles[r]) > 0)
			return claim_member(&claim->roles[r], 0);
	return NO_INDEX;
}

static uint32_t named_figure(const struct claim *claim, const char *role)
{
	for (size_t r = 0; r < claim->role_count; r++)
		if (strcmp(claim->roles[r].name, role) == 0 && claim_member_count(&claim->roles[r]) > 0)
			return claim_member(&claim->roles[r], 0);
	return NO_INDEX;
}

/* Fills what the claim speaks of. False where that is not sure. */
static bool describe(const struct check_context *context, const struct claim *claim, struct derivation *derivation)
{
	const char *role = rule_parameter_word(claim->rule, "of");
	uint32_t index = *role ? named_figure(claim, role) : first_figure(claim);
	size_t least = rule_parameter(claim->rule, "label-characters", 2), paragraphs, sentences;
	const struct figure *figure;

	if (index == NO_INDEX || !is_plain_claim(context, claim))
		return false;
	figure = figures_at(context->figures, index);
	*derivation = (struct derivation){.claim = claim,
					  .of = *role ? figure : NULL,
					  .of_index = index,
					  .period = period_of(context, figure),
					  .article = article_at(context, claim->span.start),
					  .paragraph = NO_INDEX};
	if (*role && digits_of(text_folded(context->text), figure) < rule_parameter(claim->rule, "digits", 3))
		return false;
	derivation->name = name_of(context, derivation->of, claim, rule_parameter(claim->rule, "years-back", 0) == 0);
	if (figure->sentence != NO_INDEX) {
		document_paragraphs(context->document, &paragraphs);
		derivation->paragraph = document_sentences(context->document, &sentences)[figure->sentence].paragraph;
	}
	return utf8_count(derivation->name, strlen(derivation->name)) >= least;
}

static int compare_derivations(const void *left, const void *right)
{
	const struct derivation *a = left, *b = right;
	int order;

	if (a->claim->rule != b->claim->rule)
		return a->claim->rule->index < b->claim->rule->index ? -1 : 1;
	if (a->article != b->article)
		return a->article < b->article ? -1 : 1;
	order = strcmp(a->name, b->name);
	if (order)
		return order;
	if (a->claim->span.start != b->claim->span.start)
		return a->claim->span.start < b->claim->span.start ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static bool same_name(const struct derivation *a, const struct derivation *b)
{
	return a->claim->rule == b->claim->rule && a->article == b->article && strcmp(a->name, b->name) == 0;
}

/* Periods that are printed alike; a figure without one may be of any. */
static bool may_be_same_period(const struct check_context *context, struct span a, struct span b)
{
	const char *text = text_folded(context->text);

	return span_length(a) == 0 || span_length(b) == 0 ||
	       (span_length(a) == span_length(b) && memcmp(text + a.start, text + b.start, span_length(a)) == 0);
}

/* 占全县贷款 says whose loans they are; 占贷款 only beside parts that are not those of a place or a body. */
static bool has_scope(const struct check_context *context, const struct derivation *derivation)
{
	return name_has_scope(context, derivation->name + 1) ||
	       !label_names_place(context, figures_at(context->figures, derivation->of_index)->label);
}

static bool speak_of_one(const struct check_context *context, const struct derivation *a, const struct derivation *b)
{
	const struct figure *x = figures_at(context->figures, a->of_index);
	const struct figure *y = figures_at(context->figures, b->of_index);

	/* What one sentence says of one figure its own rules judge. */
	if (a->of_index == b->of_index || rule_parameter(a->claim->rule, "years-back", 0) > 0 ||
	    x->dimension != y->dimension || !may_be_same_period(context, a->period, b->period))
		return false;
	if (a->of)
		return x->sign == y->sign && interval_overlaps(x->quantity->interval, y->quantity->interval);
	return a->paragraph == b->paragraph && a->paragraph != NO_INDEX && has_scope(context, a) &&
	       has_scope(context, b);
}

/* -1 or 1 where the intervals lie apart, 0 where they meet or one is not known. */
static int order_of(struct measure a, struct measure b)
{
	if (!interval_fits(a.interval) || !interval_fits(b.interval) || interval_overlaps(a.interval, b.interval))
		return 0;
	return number_compare(a.interval.high, b.interval.low) < 0 ? -1 : 1;
}

/* How the two lie to each other for every value of the figure that both are about. */
static int compare_implied(const struct check_context *context, const struct derivation *a, const struct derivation *b,
			   bool loosely)
{
	const struct figures *figures = context->figures;
	struct number ends[2];
	int order[2];

	if (!a->of)
		return order_of(claim_implied(a->claim, figures, NO_INDEX, NULL, loosely),
				claim_implied(b->claim, figures, NO_INDEX, NULL, loosely));
	ends[0] = number_maximum(a->of->quantity->interval.low, b->of->quantity->interval.low);
	ends[1] = number_minimum(a->of->quantity->interval.high, b->of->quantity->interval.high);
	for (int i = 0; i < 2; i++)
		order[i] = order_of(claim_implied(a->claim, figures, a->of_index, &ends[i], loosely),
				    claim_implied(b->claim, figures, b->of_index, &ends[i], loosely));
	return order[0] == order[1] ? order[0] : 0;
}

/* What was reported, so that another rule that reads the same two figures does not report it again. */
struct comparing {
	const struct check_context *context;
	bool *tied;
	const bool *proven;
	struct reported {
		uint32_t earlier;
		uint32_t later;
	} * reported;
	size_t count;
	size_t capacity;
};

static uint32_t last_figure(const struct claim *claim)
{
	uint32_t last = NO_INDEX;

	for (size_t r = 0; r < claim->role_count; r++)
		if (claim_member_count(&claim->roles[r]) > 0)
			last = claim_member(&claim->roles[r], 0);
	return last;
}

/* Does another claim confirm the figures that this one derives from? */
static bool is_proven(const struct comparing *comparing, const struct derivation *derivation)
{
	const struct claim *claim = derivation->claim;

	for (size_t r = 0; r < claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[r]); m++)
			if (!comparing->proven[claim_member(&claim->roles[r], m)])
				return false;
	return true;
}

static void report_once(struct comparing *comparing, const struct derivation *earlier, const struct derivation *later)
{
	struct reported pair = {last_figure(earlier->claim), last_figure(later->claim)};

	for (size_t i = 0; i < comparing->count; i++)
		if (comparing->reported[i].earlier == pair.earlier && comparing->reported[i].later == pair.later)
			return;
	comparing->reported = arena_grow(comparing->context->passing, comparing->reported, comparing->count,
					 &comparing->capacity, sizeof(*comparing->reported));
	comparing->reported[comparing->count++] = pair;
	if (is_proven(comparing, later) && !is_proven(comparing, earlier))
		derive_report(comparing->context, later, earlier);
	else
		derive_report(comparing->context, earlier, later);
}

/* Compares one claim with those of its name before it; one contradiction of it is told. */
static void compare_with_earlier(struct comparing *comparing, const struct derivation *group, size_t at)
{
	const struct check_context *context = comparing->context;
	const struct derivation *later = &group[at], *confirming = NULL;

	for (size_t i = 0; i < at; i++) {
		if (!speak_of_one(context, &group[i], later))
			continue;
		if (compare_implied(context, &group[i], later, true) != 0) {
			report_once(comparing, &group[i], later);
			return;
		}
		if (group[i].claim->check != later->claim->check &&
		    compare_implied(context, &group[i], later, false) == 0)
			confirming = &group[i];
	}
	if (confirming)
		derive_tick(context, confirming, later, comparing->tied);
}

/* A figure of a year, by which claims of a later year can be checked. */
struct printed {
	const char *name;
	uint32_t article;
	const struct figure *figure;
};

static int compare_printed(const void *left, const void *right)
{
	const struct printed *a = left, *b = right;
	int order = strcmp(a->name, b->name);

	if (order == 0 && a->article != b->article)
		order = a->article < b->article ? -1 : 1;
	if (order == 0 && a->figure && b->figure)
		order = a->figure->span.start < b->figure->span.start ? -1 : 1;
	return order;
}

static const struct printed *find_printed(const struct check_context *context, size_t *count)
{
	struct printed *all = arena_alloc_array(context->passing, figures_count(context->figures), sizeof(*all));

	*count = 0;
	for (size_t i = 0; i < figures_count(context->figures); i++) {
		const struct figure *figure = figures_at(context->figures, i);

		if (is_plain(figure) && (figure->sense == SENSE_LEVEL || figure->sense == SENSE_TO) &&
		    year_of(context, figure) > 0)
			all[(*count)++] = (struct printed){name_of(context, figure, NULL, false),
							   article_at(context, figure->span.start), figure};
	}
	if (*count > 0)
		qsort(all, *count, sizeof(*all), compare_printed);
	return all;
}

static bool reads_year(const char *text, int year)
{
	for (int digit = 3; digit >= 0; digit--, year /= 10)
		if (text[digit] != '0' + year % 10)
			return false;
	return true;
}

/* Is `earlier` the period `later` is, `years` before it: 2022年1-6月 and 2023年1-6月? */
static bool is_years_before(const struct check_context *context, struct span earlier, struct span later, int year,
			    int years)
{
	enum { DIGITS = 4 };
	const char *text = text_folded(context->text);

	return span_length(earlier) == span_length(later) && span_length(later) >= DIGITS &&
	       reads_year(text + later.start, year) && reads_year(text + earlier.start, year - years) &&
	       memcmp(text + later.start + DIGITS, text + earlier.start + DIGITS, span_length(later) - DIGITS) == 0;
}

/* The one figure of that name that an earlier year has; where there are two, none is sure. */
static void compare_with_printed(const struct check_context *context, const struct derivation *derivation,
				 const struct printed *all, size_t count)
{
	int back = (int)rule_parameter(derivation->claim->rule, "years-back", 0), year;
	struct printed key = {derivation->name, derivation->article, NULL};
	const struct printed *found = NULL, *at = NULL;
	struct measure implied, value;

	if (back == 0 || !derivation->of || count == 0)
		return;
	year = year_of(context, derivation->of);
	at = bsearch(&key, all, count, sizeof(*all), compare_printed);
	while (at && at > all && compare_printed(at - 1, &key) == 0)
		at--;
	for (; at && at < all + count && compare_printed(at, &key) == 0; at++) {
		if (at->figure->dimension != derivation->of->dimension || year == 0 ||
		    !is_years_before(context, period_of(context, at->figure), derivation->period, year, back))
			continue;
		if (found && !interval_overlaps(found->figure->quantity->interval, at->figure->quantity->interval))
			return;
		found = at;
	}
	if (!found)
		return;
	implied = claim_implied(derivation->claim, context->figures, NO_INDEX, NULL, true);
	value = (struct measure){figure_interval_loose(found->figure), implied.dimension};
	if (order_of(implied, value) != 0)
		derive_report_printed(context, derivation, found->figure);
}

void check_derived(const struct check_context *context, const struct claims *derived, bool *tied, const bool *proven)
{
	struct derivation *all = arena_alloc_array(context->passing, derived->count, sizeof(*all));
	struct comparing comparing = {.context = context, .tied = tied, .proven = proven};
	const struct printed *printed = NULL;
	size_t count = 0, printed_count = 0;

	for (size_t i = 0; i < derived->count; i++)
		if (describe(context, derived->items[i], &all[count])) {
			all[count].order = i;
			count++;
		}
	if (count > 0)
		qsort(all, count, sizeof(*all), compare_derivations);
	if (count > 0)
		printed = find_printed(context, &printed_count);
	for (size_t i = 0; i < count; i++)
		compare_with_printed(context, &all[i], printed, printed_count);
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && same_name(&all[first], &all[end]);)
			end++;
		for (size_t i = first + 1; i < end && end - first <= MOST_ALIKE; i++)
			compare_with_earlier(&comparing, all + first, i - first);
	}
}
