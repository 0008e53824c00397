/*
 * Checks: one is parsed or its fault has a place in it; the order of evaluation changes nothing; and what holds for the
 * printed values holds for every interval around them, unless a role stands more than once or != is asked.
 *
 * The first eight bytes are the roles' values and widths, the rest is the check.
 */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "rule/expression.h"
#include "yaml/yaml.h"

enum { VALUES = 8, MEMBERS = 3 };

struct values {
	const uint8_t *bytes;
	bool is_wide;
	int scale; /* decimal places taken off a value, or given to it */
};

static struct number value_at(const struct values *values, size_t index)
{
	int64_t digits = (int8_t)values->bytes[index % VALUES];

	return number_from_decimal(digits * 1000003 + digits, values->scale);
}

static struct interval count_of(void *context, const char *role)
{
	(void)context;
	return interval_point(number_from_integer(role[0] % (MEMBERS + 1)));
}

static struct measure value_of(void *context, const char *role, size_t index, char end)
{
	const struct values *values = context;
	struct number value = value_at(values, (size_t)(unsigned char)role[0] + index + (size_t)(unsigned char)end);
	struct number half = number_from_decimal(values->is_wide ? values->bytes[0] : 0, values->scale);

	return (struct measure){{number_subtract(value, half), number_add(value, half)}, DIMENSION_PURE};
}

static void print_role(void *context, const char *role, size_t index, struct buffer *out)
{
	(void)context;
	buffer_printf(out, "%s%zu", role, index);
}

static bool repeats_role(const struct expression *expression)
{
	size_t count;
	const char *const *roles = expression_roles(expression, &count);

	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(roles[i]), found = 0;
		const char *at = expression_text(expression);

		while ((at = strstr(at, roles[i]))) {
			found++;
			at += length;
		}
		if (found > 1)
			return true;
	}
	return false;
}

static void require_evaluation(const struct expression *expression, const uint8_t *bytes, int scale)
{
	struct values exact = {bytes, false, scale}, wide = {bytes, true, scale};
	struct expression_input of_exact = {&exact, count_of, value_of}, of_wide = {&wide, count_of, value_of};
	struct expression_result result = expression_evaluate(expression, &of_exact);
	struct expression_result wider = expression_evaluate(expression, &of_wide);
	struct buffer printed = {0};

	REQUIRE(expression_evaluate(expression, &of_exact).outcome == result.outcome);
	REQUIRE(result.outcome != EXPRESSION_MISMATCH || wider.outcome != EXPRESSION_HOLDS);
	if (expression_relation(expression) != '!' && !repeats_role(expression) && result.outcome == EXPRESSION_HOLDS)
		REQUIRE(wider.outcome != EXPRESSION_FAILS);
	expression_print_computed(expression, &of_exact, print_role, &printed);
	REQUIRE(utf8_check(buffer_string(&printed), printed.length) == printed.length);
	buffer_release(&printed);
}

static void require_fault(const struct error_list *errors, size_t length)
{
	REQUIRE(error_list_count(errors) >= 1);
	REQUIRE(error_list_at(errors, 0)->line == 1);
	REQUIRE(error_list_at(errors, 0)->column >= 1 && error_list_at(errors, 0)->column <= length + 4);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct buffer yaml = {0};
	const struct yaml_node *node;

	if (length < VALUES)
		return arena_free(arena), 0;
	buffer_append_byte(&yaml, '\'');
	for (size_t i = VALUES; i < length; i++)
		buffer_append_byte(&yaml, bytes[i] == '\'' || !isprint(bytes[i]) ? ' ' : (char)bytes[i]);
	buffer_append_byte(&yaml, '\'');
	node = yaml_parse(arena, "input", yaml.bytes, yaml.length, errors);
	if (node) {
		const struct expression *expression = expression_parse(arena, node, errors);

		if (expression)
			for (int scale = -12; scale <= 28; scale += 8)
				require_evaluation(expression, bytes, scale);
		else
			require_fault(errors, yaml.length);
	}
	buffer_release(&yaml);
	arena_free(arena);
	return 0;
}
