/*
 * One thing, two values: the same label and period with figures that cannot be the same. Reports name many things alike
 * that are not one (the same noun of two counties), so two values count as one thing misprinted only where two digits of
 * one stand swapped in the other, where the text says that it repeats itself (附表列…, 如前所述), or where two clauses of a
 * sentence that name a year are alike to the letter. Swapped digits also tell where one label is the end of the other
 * (影片累计票房, 票房) and both have the same date.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/interval.h"
#include "base/utf8.h"
#include "check/blame.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "text/document.h"
#include "text/text.h"

enum { MOST_DIGITS = 20, MOST_TALLIED = 15, HAN = 3 };

/* Bytes of a label and of what stands before it: so many that are alike to the letter leave little room for another thing. */
enum { ALIKE = 6 * HAN };

/* A figure with what it must share with another one. */
struct entry {
	const char *text;
	const struct figure *figure;
	struct span label;  /* without the words that say that the text repeats itself */
	struct span period; /* empty when it has none */
	uint32_t article;
	bool is_restated; /* such words stand before it */
};

static int compare_spans(const char *text, struct span a, struct span b)
{
	size_t left = span_length(a), right = span_length(b);
	int order = memcmp(text + a.start, text + b.start, left < right ? left : right);

	return order ? order : (left > right) - (left < right);
}

/* By what they must share. */
static int compare_names(const struct entry *a, const struct entry *b)
{
	int order = a->article < b->article ? -1 : a->article > b->article;

	order = order ? order : compare_spans(a->text, a->label, b->label);
	return order ? order : compare_spans(a->text, a->period, b->period);
}

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = compare_names(a, b);

	return order ? order : a->figure->span.start < b->figure->span.start ? -1 : 1;
}

/* Is it a plain value of its own: no change, no hedge, no range? */
static bool is_plain(const struct figure *figure)
{
	return figure->role == FIGURE_QUANTITY && (figure->sense == SENSE_LEVEL || figure->sense == SENSE_TO) &&
	       figure->hedge == HEDGE_NONE && !figure->is_range && !figure->is_doubtful;
}

static bool are_comparable(const struct figure *a, const struct figure *b)
{
	return a->unit == b->unit && a->scale == b->scale && a->sign == b->sign &&
	       interval_fits(a->quantity->interval) && interval_fits(b->quantity->interval);
}

static bool differ(const struct figure *a, const struct figure *b)
{
	return are_comparable(a, b) && !interval_overlaps(a->quantity->interval, b->quantity->interval);
}

/* One value rounded to the same place is printed alike, so that 748 and 749 are two, though their intervals touch. */
static bool differ_as_printed(const struct figure *a, const struct figure *b)
{
	return differ(a, b) || (are_comparable(a, b) && a->places == b->places &&
				number_compare(a->quantity->value, b->quantity->value) != 0);
}

/* The bytes of the longest word of the list that stands at the start of `span`, or at its end; 0 when there is none. */
static size_t find_word(const struct check_context *context, const char *list, struct span span, bool at_end)
{
	const char *text = text_folded(context->text);
	size_t count, longest = 0;
	const char *const *words = word_lists_find(context->words, list, &count);

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(words[i]);

		if (length > longest && length <= span_length(span) &&
		    memcmp(text + (at_end ? span.end - length : span.start), words[i], length) == 0)
			longest = length;
	}
	return longest;
}

/* Takes the words that say that the text repeats itself from the entry's label: 表中列乙类; 综上,乙类. */
static void strip_restated(const struct check_context *context, struct entry *entry)
{
	size_t before = entry->label.start, length = find_word(context, "restated", entry->label, false);

	entry->is_restated = length > 0;
	entry->label.start += (uint32_t)length;
	if (length > 0)
		return;
	while (before > 0 && strchr(" ,:", entry->text[before - 1]))
		before--;
	entry->is_restated = find_word(context, "restated", (struct span){0, (uint32_t)before}, true) > 0;
}

/* The figure's digits without point and commas; 0 when it is not printed in digits. */
static size_t read_digits(const char *text, const struct figure *figure, char digits[MOST_DIGITS])
{
	size_t count = 0;

	for (size_t at = figure->numeral.start; at < figure->numeral.end; at++) {
		if (text[at] == '.' || text[at] == ',')
			continue;
		if (text[at] < '0' || text[at] > '9' || count == MOST_DIGITS)
			return 0;
		digits[count++] = text[at];
	}
	return count;
}

/* 3652 and 3562. */
static bool are_swapped(const char *text, const struct figure *a, const struct figure *b, size_t least_digits)
{
	char left[MOST_DIGITS], right[MOST_DIGITS];
	size_t count = read_digits(text, a, left), at = 0;

	if (count < least_digits || read_digits(text, b, right) != count || a->places != b->places)
		return false;
	while (at < count && left[at] == right[at])
		at++;
	return at + 1 < count && left[at] == right[at + 1] && left[at + 1] == right[at] &&
	       memcmp(left + at + 2, right + at + 2, count - at - 2) == 0;
}

/* Do the same words stand before both, more of them than their label? */
static bool follow_same_words(const char *text, const struct entry *a, const struct entry *b)
{
	size_t i = 0, left = a->label.start, right = b->label.start, length = span_length(a->label);

	/* Of percentages, derived claims tell more. */
	if (a->figure->unit && a->figure->unit->pure)
		return false;
	while (i < ALIKE && i < left && text[left - 1 - i] == text[right - 1 - i])
		i++;
	return i + length >= ALIKE && (i >= 2 * HAN || length >= ALIKE);
}

static void add_conflict(const struct check_context *context, const struct rule *rule, const struct figure *first,
			 const struct figure *second)
{
	uint32_t *suspects = arena_alloc_array(context->scratch, 2, sizeof(*suspects));
	struct finding finding = finding_of(context, &conflict_check, rule, second->span);

	finding.message = say(context, MESSAGE_CONFLICT, "earlier", words_at(context, first->span), "here",
			      words_at(context, second->span), NULL);
	finding.related = words_operand(context, "earlier", first->span);
	finding.related_count = 1;
	suspects[0] = (uint32_t)figures_first_from(context->figures, first->span.start);
	suspects[1] = (uint32_t)figures_first_from(context->figures, second->span.start);
	blame_suspect(context->blame, suspects, 2, &finding);
}

/* Of each digit how often the figure has it, four bits each: swapped digits make no difference. 0: too few digits. */
static uint64_t count_digits(const struct entry *entry, size_t least)
{
	char digits[MOST_DIGITS];
	size_t count = read_digits(entry->text, entry->figure, digits);
	uint64_t tally = 0;

	for (size_t i = 0; i < count && count >= least && count <= MOST_TALLIED; i++)
		tally += (uint64_t)1 << 4 * (digits[i] - '0');
	return tally;
}

/* What may be the same figure as another one with the same digits. */
struct tallied {
	uint64_t tally;
	const struct entry *entry;
};

static int compare_tallied(const void *left, const void *right)
{
	const struct tallied *a = left, *b = right;

	if (a->tally != b->tally)
		return a->tally < b->tally ? -1 : 1;
	return a->entry->figure->span.start < b->entry->figure->span.start ? -1 : 1;
}

/* Is one label the end of the other, and not the same? */
static bool ends_other(const struct entry *a, const struct entry *b)
{
	size_t left = span_length(a->label), right = span_length(b->label), least = left < right ? left : right;

	return left != right && least >= 2 * HAN &&
	       memcmp(a->text + a->label.end - least, b->text + b->label.end - least, least) == 0;
}

/* What has the same date, and of which a longer name is the same thing more exactly. */
static void check_swapped(const struct check_context *context, const struct rule *rule, const struct entry *entries,
			  size_t count)
{
	struct tallied *items = arena_alloc_array(context->scratch, count, sizeof(*items));
	size_t least_digits = rule_parameter(rule, "digits", 4), tallied = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t tally = span_length(entries[i].period) > 0 ? count_digits(&entries[i], least_digits) : 0;

		if (tally > 0)
			items[tallied++] = (struct tallied){tally, &entries[i]};
	}
	if (tallied > 0)
		qsort(items, tallied, sizeof(*items), compare_tallied);
	for (size_t i = 1; i < tallied; i++) {
		const struct entry *before = items[i - 1].entry, *entry = items[i].entry;

		if (items[i - 1].tally == items[i].tally && before->article == entry->article &&
		    compare_spans(entry->text, before->period, entry->period) == 0 && ends_other(before, entry) &&
		    differ(before->figure, entry->figure) &&
		    are_swapped(entry->text, before->figure, entry->figure, least_digits))
			add_conflict(context, rule, before->figure, entry->figure);
	}
}

static void check_labels(const struct check_context *context, const struct rule *rule)
{
	const char *text = text_folded(context->text);
	struct entry *entries = arena_alloc_array(context->passing, figures_count(context->figures), sizeof(*entries));
	size_t count = 0, least_label = rule_parameter(rule, "label-characters", 4);
	size_t most_alike = rule_parameter(rule, "most-alike", 4), least_digits = rule_parameter(rule, "digits", 4);

	for (size_t i = 0; i < figures_count(context->figures); i++) {
		const struct figure *figure = figures_at(context->figures, i);
		struct entry entry = {text, figure, figure->label, {0, 0}, article_at(context, figure->span.start),
				      false};

		if (!is_plain(figure))
			continue;
		strip_restated(context, &entry);
		if (span_length(entry.label) == 0)
			continue;
		if (figure->period != NO_INDEX)
			entry.period = figures_at(context->figures, figure->period)->numeral;
		entries[count++] = entry;
	}
	if (count > 0)
		qsort(entries, count, sizeof(*entries), compare_entries);
	for (size_t first = 0, end; first < count; first = end) {
		for (end = first + 1; end < count && compare_names(&entries[first], &entries[end]) == 0;)
			end++;
		for (size_t i = first + 1; i < end && end - first <= most_alike; i++) {
			const struct entry *entry = &entries[i];
			bool is_long = utf8_count(text + entry->label.start, span_length(entry->label)) >= least_label;

			if (entry->is_restated
				? differ_as_printed(entries[i - 1].figure, entry->figure)
				: (is_long || follow_same_words(text, &entries[i - 1], entry)) &&
				      differ(entries[i - 1].figure, entry->figure) &&
				      are_swapped(text, entries[i - 1].figure, entry->figure,
						  follow_same_words(text, &entries[i - 1], entry) ? least_digits - 1
												  : least_digits))
				add_conflict(context, rule, entries[i - 1].figure, entry->figure);
		}
	}
	check_swapped(context, rule, entries, count);
}

/* The words of its clause before the first figure, when a date that names a year is among them. */
static struct span dated_beginning(const struct check_context *context, const struct clause *clause, size_t *figure)
{
	size_t index = figures_first_from(context->figures, clause->span.start);
	bool has_year = false;

	for (; index < figures_count(context->figures); index++) {
		const struct figure *here = figures_at(context->figures, index);

		if (here->span.start >= clause->span.end)
			break;
		if (here->role == FIGURE_PERIOD) {
			has_year |= number_sign(here->quantity->value) > 0;
			continue;
		}
		*figure = index;
		return has_year && is_plain(here) ? (struct span){clause->span.start, here->span.start}
						  : (struct span){0, 0};
	}
	return (struct span){0, 0};
}

static void check_clauses(const struct check_context *context, const struct rule *rule)
{
	const char *text = text_folded(context->text);
	size_t count, before = 0, figure = 0;
	const struct clause *clauses = document_clauses(context->document, &count);
	struct span beginning = {0, 0};

	for (size_t i = 0; i < count; i++) {
		struct span last = beginning;

		before = figure;
		beginning = dated_beginning(context, &clauses[i], &figure);
		if (i > 0 && clauses[i].sentence == clauses[i - 1].sentence && span_length(last) > 0 &&
		    span_length(beginning) > 0 && compare_spans(text, last, beginning) == 0 &&
		    differ(figures_at(context->figures, before), figures_at(context->figures, figure)))
			add_conflict(context, rule, figures_at(context->figures, before),
				     figures_at(context->figures, figure));
	}
}

static void run(const struct check_context *context, const struct rule *rule)
{
	check_labels(context, rule);
	check_clauses(context, rule);
}

const struct check conflict_check = {
    .kind = "conflict",
    .reported = "conflict",
    .summary = "one thing with two values",
    .run = run,
};
