/* Finds the only small change that repairs a claim. */
#include "claim/slip.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "claim/claim.h"
#include "claim/repair.h"
#include "claim/verdict.h"
#include "figure/figure.h"
#include "rule/parameter.h"
#include "text/document.h"

enum { MOST_BYTES = 24 };

struct attempt {
	struct arena *arena;
	const struct claim *claim;
	const struct figures *figures;
	const char *text;
	uint32_t index;
	const struct figure *figure;
	char digits[MOST_BYTES]; /* the numeral, without commas */
	size_t length;
	size_t fitting;   /* changes that make the claim agree within rounding */
	size_t exact;     /* of these, as printed */
	struct slip slip; /* the first of the better ones */
};

/* Reads the numeral; false when it is not printed in digits. */
static bool read_numeral(struct attempt *attempt)
{
	const struct figure *figure = attempt->figure;

	attempt->length = 0;
	for (size_t at = figure->numeral.start; at < figure->numeral.end; at++) {
		char byte = attempt->text[at];

		if (byte == ',')
			continue;
		if (((byte < '0' || byte > '9') && byte != '.') || attempt->length == MOST_BYTES)
			return false;
		attempt->digits[attempt->length++] = byte;
	}
	return attempt->length > 0;
}

/* The figure with these digits; its interval is not that of its last place yet. */
static struct figure with_digits(const struct figure *figure, const char *digits, size_t length,
				 struct quantity *quantity)
{
	struct figure changed = *figure;
	wide_integer value = 0;
	int places = 0;
	bool has_point = false;

	for (size_t i = 0; i < length; i++) {
		if (digits[i] == '.') {
			has_point = true;
			continue;
		}
		value = value * 10 + (digits[i] - '0');
		places += has_point;
	}
	changed.places = (int16_t)places;
	*quantity = *figure->quantity;
	quantity->value = number_multiply(number_from_decimal(value, -places), quantity->multiplier);
	if (number_sign(figure->quantity->value) < 0)
		quantity->value = number_negate(quantity->value);
	return changed;
}

static void try(struct attempt *attempt, struct figure changed, struct quantity quantity, enum slip_kind kind,
		struct span span, const char *with, size_t length)
{
	enum verdict verdict;

	quantity_instead(attempt->figure, &changed, &quantity);
	changed.quantity = &quantity;
	if (!number_fits(quantity.value) || !interval_fits(quantity.interval) ||
	    !claim_may_agree(attempt->claim, attempt->figures, attempt->index, &changed))
		return;
	verdict = claim_judge_instead(attempt->claim, attempt->figures, attempt->index, &changed, true);
	if (verdict > VERDICT_ROUNDED)
		return;
	attempt->fitting++;
	if (verdict == VERDICT_AGREES ? attempt->exact++ == 0 : attempt->fitting == 1)
		attempt->slip =
		    (struct slip){kind, span, arena_copy(attempt->arena, with, length),
				  arena_printf(attempt->arena, "%.*s%.*s", (int)length, with,
					       (int)(attempt->figure->span.end - span.end), attempt->text + span.end)};
}

static void try_digits(struct attempt *attempt, const char *digits, enum slip_kind kind)
{
	struct figure changed;
	struct quantity quantity;

	/* 0123 is no numeral, 0.123 is one. */
	if (digits[0] == '.' || (attempt->length > 1 && digits[0] == '0' && digits[1] != '.'))
		return;
	changed = with_digits(attempt->figure, digits, attempt->length, &quantity);
	try(attempt, changed, quantity, kind, attempt->figure->numeral, digits, attempt->length);
}

/* Could any digit at `place`, one of `digits`, make the claim agree? */
static bool may_fit(const struct attempt *attempt, const char *digits, char *place)
{
	struct quantity low, high;
	struct figure changed;
	char byte = *place;

	*place = '9';
	changed = with_digits(attempt->figure, digits, attempt->length, &high);
	quantity_instead(attempt->figure, &changed, &high);
	*place = '0';
	changed = with_digits(attempt->figure, digits, attempt->length, &low);
	quantity_instead(attempt->figure, &changed, &low);
	*place = byte;
	low.interval = interval_hull(low.interval, high.interval);
	changed.quantity = &low;
	changed.is_settled = false;
	return !interval_fits(low.interval) ||
	       claim_may_agree(attempt->claim, attempt->figures, attempt->index, &changed);
}

/* Tries each other digit there. */
static void try_place(struct attempt *attempt, const char *digits, char *place)
{
	char byte = *place;

	for (char digit = '0'; digit <= '9'; digit++) {
		*place = digit;
		if (digit != byte)
			try_digits(attempt, digits, SLIP_DIGIT);
	}
	*place = byte;
}

static void try_numeral(struct attempt *attempt)
{
	char digits[MOST_BYTES];

	for (size_t at = 0; at < attempt->length; at++) {
		bool is_last = at + 1 == attempt->length;
		char byte = attempt->digits[at], next = is_last ? byte : attempt->digits[at + 1];

		memcpy(digits, attempt->digits, attempt->length);
		if (byte != '.' && may_fit(attempt, digits, &digits[at]))
			try_place(attempt, digits, &digits[at]);
		if (is_last || next == byte)
			continue;
		/* 7.4 for 4.7. */
		if (next == '.' && at + 2 < attempt->length && digits[at] != attempt->digits[at + 2]) {
			digits[at] = attempt->digits[at + 2];
			digits[at + 1] = '.';
			digits[at + 2] = byte;
			try_digits(attempt, digits, SLIP_SWAP);
			memcpy(digits, attempt->digits, attempt->length);
		}
		/* Swapping with the point moves it. */
		digits[at] = next;
		digits[at + 1] = byte;
		if (digits[attempt->length - 1] != '.')
			try_digits(attempt, digits, byte == '.' || next == '.' ? SLIP_POINT : SLIP_SWAP);
	}
}

static void try_scale(struct attempt *attempt, const struct word *scale)
{
	const struct figure *figure = attempt->figure;
	struct number own = figure->scale ? figure->scale->factor : number_from_integer(1);
	struct number other = scale ? scale->factor : number_from_integer(1);
	size_t rest = figure->numeral.end + (figure->scale ? figure->scale->length : 0);
	struct figure changed = *figure;
	struct quantity quantity = *figure->quantity;
	const char *with;

	if (figure->scale == scale || rest > figure->span.end)
		return;
	changed.scale = scale;
	quantity.multiplier = number_divide(number_multiply(quantity.multiplier, other), own);
	quantity.value = number_divide(number_multiply(quantity.value, other), own);
	with = arena_printf(attempt->arena, "%.*s%s%.*s", (int)span_length(figure->numeral),
			    attempt->text + figure->numeral.start, scale ? scale->text : "",
			    (int)(figure->span.end - rest), attempt->text + rest);
	try(attempt, changed, quantity, SLIP_SCALE, (struct span){figure->numeral.start, figure->span.end}, with,
	    strlen(with));
}

/* A minus that does not belong there: -123万元 for 123万元. */
static void try_sign(struct attempt *attempt)
{
	const struct figure *figure = attempt->figure;
	struct quantity quantity = *figure->quantity;

	if (attempt->text[figure->span.start] != '-' || number_sign(quantity.value) >= 0)
		return;
	quantity.value = number_negate(quantity.value);
	try(attempt, *figure, quantity, SLIP_SIGN, (struct span){figure->span.start, figure->numeral.end},
	    attempt->text + figure->span.start + 1, figure->numeral.end - figure->span.start - 1);
}

/* The scales that the other figures of its dimension have. */
static void try_scales(struct attempt *attempt)
{
	const struct claim *claim = attempt->claim;
	const struct word *tried[4] = {attempt->figure->scale};
	size_t count = 1;

	for (size_t r = 0; r < claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[r]); m++) {
			const struct figure *other = figures_at(attempt->figures, claim_member(&claim->roles[r], m));
			bool is_new = other->dimension == attempt->figure->dimension;

			for (size_t i = 0; i < count; i++)
				is_new = is_new && tried[i] != other->scale;
			if (!is_new || count == 4)
				continue;
			tried[count++] = other->scale;
			try_scale(attempt, other->scale);
		}
}

/* Tries every change of every figure; returns how many figures one of their changes makes the claim agree with. */
static size_t try_figures(struct attempt *attempt, const bool *proven)
{
	const struct claim *claim = attempt->claim;
	size_t repairable = 0;

	if (!claim->check || expression_relation(claim->check) != '=')
		return 0;
	for (size_t r = 0; r < claim->role_count; r++)
		for (size_t m = 0; m < claim_member_count(&claim->roles[r]); m++) {
			size_t fitting = attempt->fitting;

			attempt->index = claim_member(&claim->roles[r], m);
			attempt->figure = figures_at(attempt->figures, attempt->index);
			if (attempt->figure->role != FIGURE_QUANTITY || attempt->figure->is_range ||
			    attempt->figure->hedge != HEDGE_NONE || (proven && proven[attempt->index]) ||
			    !read_numeral(attempt))
				continue;
			try_numeral(attempt);
			try_scales(attempt);
			try_sign(attempt);
			repairable += attempt->fitting > fitting;
		}
	return repairable;
}

bool claim_find_slip(struct arena *arena, const struct claim *claim, const struct figures *figures, const char *text,
		     const bool *proven, struct slip *slip)
{
	struct attempt attempt = {.arena = arena, .claim = claim, .figures = figures, .text = text};
	size_t repairable = try_figures(&attempt, proven);

	*slip = attempt.slip;
	return repairable == 1 && (attempt.exact == 1 || (attempt.exact == 0 && attempt.fitting == 1));
}

bool claim_is_slipped(struct arena *arena, const struct claim *claim, const struct figures *figures, const char *text,
		      unsigned digits)
{
	struct attempt attempt = {.arena = arena, .claim = claim, .figures = figures, .text = text};
	unsigned printed = 0;

	if (claim->stated_figure == NO_INDEX)
		return false;
	attempt.figure = figures_at(figures, claim->stated_figure);
	if (!read_numeral(&attempt))
		return false;
	for (size_t i = 0; i < attempt.length; i++)
		printed += attempt.digits[i] != '.';
	return printed >= digits && try_figures(&attempt, NULL) > 0 && attempt.exact > 0;
}

size_t claims_drop_unexplained(struct arena *arena, struct claim **claims, size_t count, const struct figures *figures,
			       const char *text, size_t *tried)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		unsigned needed = rule_parameter(claims[i]->rule, "slip-digits", 0);
		unsigned raised = rule_parameter(claims[i]->rule, "slip-raises", 0);
		unsigned digits = needed ? needed : raised;

		if (digits > 0 && claims[i]->verdict > VERDICT_ROUNDED)
			claims[i]->is_slipped =
			    (*tried)++ < LIMIT_SLIPPED && claim_is_slipped(arena, claims[i], figures, text, digits);
		if (needed == 0 || claims[i]->verdict <= VERDICT_ROUNDED || claims[i]->is_slipped)
			claims[kept++] = claims[i];
	}
	return kept;
}
