/* Solves a claim for one of its figures, by secants: exact for sums and differences, quick for ratios. */
#include "claim/repair.h"

#include "claim/claim.h"
#include "claim/verdict.h"
#include "rule/expression.h"

enum { STEPS = 16, FEWEST_STEPS = 2 };

void quantity_instead(const struct figure *figure, const struct figure *changed, struct quantity *quantity)
{
	bool is_exact = number_sign(figure->quantity->step) == 0 && changed->places == 0;
	struct number half;

	quantity->last = quantity->value;
	quantity->step = number_from_integer(0);
	if (!is_exact)
		quantity->step = number_multiply(number_from_decimal(1, -changed->places), quantity->multiplier);
	half = number_divide(quantity->step, number_from_integer(2));
	quantity->interval =
	    (struct interval){number_subtract(quantity->value, half), number_add(quantity->value, half)};
}

/* What the figure prints with a value, rounded to the places it is printed with. */
static struct quantity with_value(const struct figure *figure, struct number value)
{
	struct quantity quantity = *figure->quantity;
	struct number unit = number_multiply(number_from_decimal(1, -figure->places), quantity.multiplier);
	struct number steps = number_add(number_divide(value, unit), number_from_fraction(1, 2));

	quantity.value = number_multiply(number_floor(steps), unit);
	quantity_instead(figure, figure, &quantity);
	return quantity;
}

static struct number residual_at(const struct claim *claim, const struct figures *figures, uint32_t index,
				 struct number value)
{
	struct figure changed = *figures_at(figures, index);
	struct quantity quantity = *changed.quantity;

	quantity.value = value;
	changed.quantity = &quantity;
	return claim_residual(claim, figures, index, &changed);
}

/* Do both fit, and differ? */
static bool are_apart(struct number a, struct number b)
{
	return number_fits(a) && number_fits(b) && number_compare(a, b) != 0;
}

bool claim_repair(const struct claim *claim, const struct figures *figures, uint32_t index, struct figure *repaired,
		  struct quantity *quantity)
{
	const struct figure *figure = figures_at(figures, index);
	struct number x0 = figure->quantity->value, x1 = number_multiply(x0, number_from_fraction(11, 10)), y0, y1;

	if (!claim->check || expression_relation(claim->check) != '=' || !number_fits(x0) || number_sign(x0) == 0)
		return false;
	y0 = residual_at(claim, figures, index, x0);
	y1 = residual_at(claim, figures, index, x1);
	for (int step = 0; step < STEPS && are_apart(y0, y1); step++) {
		struct number slope = number_divide(number_subtract(x1, x0), number_subtract(y1, y0));
		struct number next = number_subtract(x1, number_multiply(y1, slope));

		if (!number_fits(next))
			return false;
		x0 = x1;
		y0 = y1;
		x1 = number_coarsen(next, true);
		y1 = residual_at(claim, figures, index, x1);
		if (!number_fits(y1) || number_sign(x1) <= 0)
			return false;
		*repaired = *figure;
		*quantity = with_value(figure, x1);
		repaired->quantity = quantity;
		if (step + 1 >= FEWEST_STEPS && number_fits(quantity->value) && interval_fits(quantity->interval) &&
		    claim_judge_instead(claim, figures, index, repaired, true) <= VERDICT_ROUNDED)
			return number_compare(quantity->value, figure->quantity->value) != 0;
	}
	return false;
}
