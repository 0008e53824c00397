/* Recomputes changes and shares from two figures. */
#include "check/table_formula.h"

#include "base/buffer.h"

static struct interval apply(enum formula formula, struct interval first, struct interval second)
{
	struct interval one = interval_point(number_from_integer(1));

	switch (formula) {
	case FORMULA_DIFFERENCE:
		return interval_subtract(first, second);
	case FORMULA_CHANGE:
		return interval_subtract(interval_divide(first, second), one);
	default:
		return interval_divide(first, second);
	}
}

/* What the stated figure is worth beside a quotient: 6.0 under a head of percent is 0.06. */
static struct number unit_of(enum formula formula, const struct figure *stated)
{
	if (formula == FORMULA_DIFFERENCE || stated->unit)
		return number_from_integer(1);
	return number_from_fraction(1, 100);
}

static struct interval scale(struct interval interval, struct number unit)
{
	return interval_multiply(interval, interval_point(unit));
}

/* A change may be printed without its sign where the head says which way it goes. */
static bool overlaps(struct interval stated, struct interval computed)
{
	return interval_overlaps(stated, computed) || interval_overlaps(stated, interval_negate(computed));
}

struct fitted formula_fit(enum formula formula, const struct figure *stated, struct operands operands)
{
	struct fitted fitted = {FIT_NONE, number_unfit()};
	struct number unit = unit_of(formula, stated);
	struct interval exact = apply(formula, interval_point(operands.first->quantity->value),
				      interval_point(operands.second->quantity->value));
	struct interval near = apply(formula, operands.first->quantity->interval, operands.second->quantity->interval);
	struct interval loose =
	    apply(formula, figure_interval_loose(operands.first), figure_interval_loose(operands.second));
	struct interval said = scale(stated->quantity->interval, unit),
			said_loose = scale(figure_interval_loose(stated), unit);

	if (!interval_fits(exact) || !interval_fits(near) || !interval_fits(loose) || !interval_fits(said_loose))
		return fitted;
	/* A change from a negative base is told in several ways. */
	if (formula != FORMULA_DIFFERENCE &&
	    (number_sign(operands.first->quantity->value) < 0 || number_sign(operands.second->quantity->value) <= 0))
		return fitted;
	fitted.computed = number_divide(exact.low, unit);
	if (overlaps(said, exact))
		fitted.fit = FIT_AGREES;
	else if (overlaps(said, near))
		fitted.fit = FIT_ROUNDED;
	else if (overlaps(said_loose, loose))
		fitted.fit = FIT_LOOSE;
	else
		fitted.fit = FIT_FAILS;
	return fitted;
}

static void print(const struct figure *figure, struct buffer *out)
{
	number_print(number_divide(figure->quantity->value, figure->quantity->multiplier), figure->places, false, out);
}

void formula_print(enum formula formula, struct operands operands, struct buffer *out)
{
	print(operands.first, out);
	buffer_append_string(out, formula == FORMULA_DIFFERENCE ? " - " : " ÷ ");
	print(operands.second, out);
	if (formula == FORMULA_CHANGE)
		buffer_append_string(out, " - 1");
}
