/*
 * How many wrong figures are found: mutate FILE ... changes one figure of each claim that agrees (a digit, two digits
 * swapped, the point moved, 万 for 亿) and checks the report again. A change that rounding still allows is left out.
 * The choice of changes is seeded: the same in every run, another with --seed N.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "finding/finding.h"
#include "rule/rule.h"
#include "text/text.h"

enum change { CHANGE_DIGIT, CHANGE_SWAP, CHANGE_POINT, CHANGE_SCALE, CHANGES };

static const char *const change_names[CHANGES] = {"digit", "swap", "point", "scale"};

enum { KINDS = 24 };

struct tally {
	const char *kind;
	size_t changed;
	size_t flagged;
};

struct run {
	struct checker *checker;
	uint64_t seed;
	bool is_verbose;
	struct tally kinds[KINDS];
	struct tally changes[CHANGES];
	size_t within; /* changes that rounding allows */
};

static uint64_t next_random(struct run *run)
{
	run->seed ^= run->seed << 13;
	run->seed ^= run->seed >> 7;
	run->seed ^= run->seed << 17;
	return run->seed;
}

static size_t pick(struct run *run, size_t count)
{
	return (size_t)(next_random(run) % count);
}

/* The digits of a figure's source text: from its first to its last, a point or commas between them. */
static struct span numeral_in(const char *source, struct span figure)
{
	struct span numeral = figure;

	while (numeral.start < numeral.end && (source[numeral.start] < '0' || source[numeral.start] > '9'))
		numeral.start++;
	numeral.end = numeral.start;
	while (numeral.end < figure.end &&
	       ((source[numeral.end] >= '0' && source[numeral.end] <= '9') || source[numeral.end] == '.'))
		numeral.end++;
	while (numeral.end > numeral.start && source[numeral.end - 1] == '.')
		numeral.end--;
	return numeral;
}

static bool change_digit(struct run *run, char *digits, size_t length)
{
	size_t at = pick(run, length);
	char digit = (char)('0' + pick(run, 10));

	if (digits[at] == '.' || digits[at] == digit || (at == 0 && digit == '0'))
		return false;
	digits[at] = digit;
	return true;
}

static bool swap_digits(struct run *run, char *digits, size_t length)
{
	size_t at = pick(run, length);
	char digit = digits[at];

	if (at + 1 == length || digit == '.' || digits[at + 1] == '.' || digits[at + 1] == digit ||
	    (at == 0 && digits[1] == '0'))
		return false;
	digits[at] = digits[at + 1];
	digits[at + 1] = digit;
	return true;
}

static bool move_point(struct run *run, char *digits, size_t length)
{
	char *point = memchr(digits, '.', length);
	bool right = pick(run, 2);
	size_t at = point ? (size_t)(point - digits) : 0;

	if (!point || (right ? at + 2 >= length : at < 2) || (digits[0] == '0' && right))
		return false;
	digits[at] = digits[right ? at + 1 : at - 1];
	digits[right ? at + 1 : at - 1] = '.';
	return true;
}

/* 万 and 亿 are three bytes each. */
static bool change_scale(char *scale)
{
	if (strncmp(scale, "万", 3) == 0 && strncmp(scale + 3, "亿", 3) != 0)
		memcpy(scale, "亿", 3);
	else if (strncmp(scale, "亿", 3) == 0)
		memcpy(scale, "万", 3);
	else
		return false;
	return true;
}

static bool apply(struct run *run, enum change change, char *bytes, struct span numeral)
{
	char *digits = bytes + numeral.start;
	size_t length = span_length(numeral);

	switch (change) {
	case CHANGE_DIGIT:
		return change_digit(run, digits, length);
	case CHANGE_SWAP:
		return swap_digits(run, digits, length);
	case CHANGE_POINT:
		return move_point(run, digits, length);
	default:
		return change_scale(bytes + numeral.end);
	}
}

static bool same_operands(const struct text *text, const struct finding *finding, const struct text *other_text,
			  const struct finding *other)
{
	if (finding->operand_count != other->operand_count)
		return false;
	for (size_t i = 0; i < finding->operand_count; i++) {
		struct span a = text_source_span(text, finding->operands[i].span);
		struct span b = text_source_span(other_text, other->operands[i].span);

		if (a.start != b.start)
			return false;
	}
	return true;
}

/* 1: flagged, 0: missed, -1: the claim still agrees. */
static int judge(struct run *run, const struct text *text, const struct finding *tick, const char *bytes, size_t length,
		 struct span figure)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct text *changed = text_from_bytes(arena, "changed", bytes, length, errors);
	const struct finding_list *findings =
	    changed ? checker_run(arena, arena, run->checker, changed, NULL)->findings : NULL;
	int result = 0;

	for (size_t i = 0; findings && i < finding_list_count(findings) && result == 0; i++) {
		const struct finding *finding = finding_list_at(findings, i);

		if (finding->severity == SEVERITY_TICK) {
			if (strcmp(finding->rule, tick->rule) == 0 && same_operands(text, tick, changed, finding))
				result = -1;
			continue;
		}
		for (size_t o = 0; o < finding->operand_count && finding->severity >= SEVERITY_WARNING; o++)
			if (span_overlaps(text_source_span(changed, finding->operands[o].span), figure))
				result = 1;
		if (finding->severity == SEVERITY_NOTE && finding->verdict == VERDICT_TRUNCATED &&
		    strcmp(finding->rule, tick->rule) == 0 && same_operands(text, tick, changed, finding))
			result = -1;
	}
	arena_free(arena);
	return result;
}

static struct tally *tally_of(struct run *run, const char *kind)
{
	for (size_t i = 0; i < KINDS; i++) {
		if (!run->kinds[i].kind)
			run->kinds[i].kind = kind;
		if (strcmp(run->kinds[i].kind, kind) == 0)
			return &run->kinds[i];
	}
	abort();
}

static void mutate_claim(struct run *run, const struct text *text, const char *path, const struct finding *tick)
{
	enum { TRIES = 40 };
	size_t length = text_source_length(text);
	char *bytes = malloc(length + 1);

	for (int change = 0; change < CHANGES; change++)
		for (int t = 0; t < TRIES; t++) {
			const struct operand *operand = &tick->operands[pick(run, tick->operand_count)];
			struct span figure = text_source_span(text, operand->span);
			struct span numeral = numeral_in(text_source(text), figure);
			int result;

			memcpy(bytes, text_source(text), length);
			bytes[length] = '\0';
			if (span_length(numeral) == 0 || !apply(run, (enum change)change, bytes, numeral))
				continue;
			result = judge(run, text, tick, bytes, length, figure);
			if (result < 0) {
				run->within++;
				continue;
			}
			tally_of(run, tick->kind)->changed++;
			tally_of(run, tick->kind)->flagged += (size_t)result;
			run->changes[change].changed++;
			run->changes[change].flagged += (size_t)result;
			if (run->is_verbose && result == 0)
				printf("missed %s %s %s: %.*s -> %.*s in %s\n", path, tick->rule, change_names[change],
				       (int)span_length(figure), text_source(text) + figure.start,
				       (int)span_length(figure), bytes + figure.start, tick->message);
			break;
		}
	free(bytes);
}

static void mutate_file(struct run *run, const char *path)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct text *text = text_read(arena, path, NULL, errors);
	const struct finding_list *findings =
	    text ? checker_run(arena, arena, run->checker, text, NULL)->findings : NULL;

	for (size_t i = 0; findings && i < finding_list_count(findings); i++) {
		const struct finding *finding = finding_list_at(findings, i);

		if (finding->severity == SEVERITY_TICK && finding->operand_count > 0)
			mutate_claim(run, text, path, finding);
	}
	arena_free(arena);
}

static void print(const struct tally *tally)
{
	if (tally->changed > 0)
		printf("  %-12s %4zu of %4zu  %5.1f%%\n", tally->kind, tally->flagged, tally->changed,
		       100.0 * (double)tally->flagged / (double)tally->changed);
}

int main(int count, char **arguments)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *rules = rule_set_new(arena);
	struct run run = {.seed = UINT64_C(88172645463325252)};
	struct tally all = {.kind = "all"};

	rule_set_load_builtin(rules, errors);
	rule_set_finish(rules, errors);
	run.checker = checker_new(arena, rules);
	for (int i = 1; i < count; i++) {
		if (strcmp(arguments[i], "--list") == 0)
			run.is_verbose = true;
		else if (strcmp(arguments[i], "--seed") == 0 && i + 1 < count)
			run.seed ^= strtoull(arguments[++i], NULL, 10) << 32;
		else
			mutate_file(&run, arguments[i]);
	}
	puts("flagged, by kind of claim:");
	for (size_t i = 0; i < KINDS && run.kinds[i].kind; i++)
		print(&run.kinds[i]);
	puts("by kind of change:");
	for (int i = 0; i < CHANGES; i++) {
		run.changes[i].kind = change_names[i];
		all.changed += run.changes[i].changed;
		all.flagged += run.changes[i].flagged;
		print(&run.changes[i]);
	}
	print(&all);
	printf("left out, rounding allows them: %zu\n", run.within);
	arena_free(arena);
	return error_list_count(errors) > 0;
}
