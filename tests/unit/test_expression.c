/* Checks: parsing, faults with their columns, evaluation over intervals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "rule/expression.h"
#include "yaml/yaml.h"

/* Roles a to d: values in tenths with a half-width in tenths; list: three members 1, 2, 3. */
struct values {
	int value[4];
	int half[4];
	int dimension[4];
};

static struct interval count_three(void *context, const char *role)
{
	(void)context;
	(void)role;
	return interval_point(number_from_integer(3));
}

static struct measure value_of(void *context, const char *role, size_t index, char end)
{
	const struct values *values = context;
	int at = role[0] - 'a';

	(void)end;
	if (strcmp(role, "list") == 0)
		return (struct measure){interval_point(number_from_integer((int64_t)index + 1)), DIMENSION_PURE};
	return (struct measure){{number_from_fraction(values->value[at] - values->half[at], 10),
				 number_from_fraction(values->value[at] + values->half[at], 10)},
				values->dimension[at]};
}

static struct expression *parse(struct arena *arena, const char *check, struct error_list *errors)
{
	struct buffer yaml = {0};
	struct yaml_node *root;

	buffer_printf(&yaml, "check: '%s'\n", check);
	root = yaml_parse(arena, "pack.yaml", yaml.bytes, yaml.length, errors);
	buffer_release(&yaml);
	assert_non_null(root);
	return expression_parse(arena, yaml_get(root, "check"), errors);
}

struct check_case {
	const char *check;
	struct values values;
	enum expression_outcome outcome;
};

static const struct check_case cases[] = {
    {"a + b == c", {{10, 20, 30}, {0}, {0}}, EXPRESSION_HOLDS},
    {"a + b == c", {{10, 20, 31}, {0}, {0}}, EXPRESSION_FAILS},
    {"a + b == c", {{120, 40, 150}, {5, 5, 5}, {0}}, EXPRESSION_HOLDS},
    {"a + b == c", {{120, 40, 150}, {0, 0, 5}, {0}}, EXPRESSION_FAILS},
    {"a <= b", {{30, 30}, {0}, {0}}, EXPRESSION_HOLDS},
    {"a != b", {{30, 31}, {0}, {0}}, EXPRESSION_HOLDS},
    {"a != b", {{30, 31}, {1, 0}, {0}}, EXPRESSION_FAILS},
    {"a < b", {{30, 30}, {0}, {0}}, EXPRESSION_FAILS},
    {"a >= b", {{29, 30}, {1, 0}, {0}}, EXPRESSION_HOLDS},
    {"sum(list) == 6", {{0}, {0}, {0}}, EXPRESSION_HOLDS},
    {"max(list) - min(list) == 2", {{0}, {0}, {0}}, EXPRESSION_HOLDS},
    {"count(list) == a", {{30}, {0}, {7}}, EXPRESSION_HOLDS},
    /* b - a is above zero at one end of a and below it at the other. */
    {"a / (b - a) == c", {{30, 30, -900}, {20, 0, 0}, {0, 0, DIMENSION_PURE}}, EXPRESSION_UNFIT},
    {"a / (b - a) == c", {{30, 60, 10}, {20, 0, 0}, {0, 0, DIMENSION_PURE}}, EXPRESSION_HOLDS},
    {"a - a == 0", {{30}, {5}, {0}}, EXPRESSION_HOLDS},
    /* Counted twice, the uncertainty of a would make [2.5, 3.5] / [2.5, 3.5] hold 1.2. */
    {"a / a == 1.2", {{30}, {5}, {0}}, EXPRESSION_FAILS},
    {"(1 + a) ^ 2 == b", {{10, 40}, {0}, {DIMENSION_PURE, DIMENSION_PURE}}, EXPRESSION_HOLDS},
    {"2 ^ a == 8", {{30}, {0}, {DIMENSION_PURE}}, EXPRESSION_HOLDS},
    {"a == 300%", {{30}, {0}, {DIMENSION_PURE}}, EXPRESSION_HOLDS},
    {"-a == b", {{30, -30}, {0}, {0}}, EXPRESSION_HOLDS},
    {"size(a) == b", {{-30, 30}, {0}, {0}}, EXPRESSION_HOLDS},
    {"a / b == c", {{10, 0, 10}, {0}, {0}}, EXPRESSION_UNFIT},
    {"a == b", {{10, 10}, {0}, {1, 2}}, EXPRESSION_MISMATCH},
    {"a / b == c", {{10, 10, 10}, {0}, {1, 1, DIMENSION_PURE}}, EXPRESSION_HOLDS},
    /* 29 of N are 85.2 %: 29/34 is 85.29 %, 29/35 is 82.9 %. */
    {"whole(a, b)", {{290, 8}, {0}, {0}}, EXPRESSION_FAILS},
    {"whole(a, b)", {{40, 8}, {0}, {0}}, EXPRESSION_HOLDS},
    {"multiple(a, b)", {{5, 30}, {0}, {0}}, EXPRESSION_FAILS},
    {"multiple(a, b)", {{5, 40}, {0}, {0}}, EXPRESSION_HOLDS},
};

static void test_evaluate(void **state)
{
	struct check_case one = *(const struct check_case *)*state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct expression *expression = parse(arena, one.check, errors);
	struct expression_input input = {&one.values, count_three, value_of};

	assert_non_null(expression);
	assert_int_equal(expression_evaluate(expression, &input).outcome, one.outcome);
	assert_true(one.outcome != EXPRESSION_HOLDS || expression_may_hold(expression, &input));
	arena_free(arena);
}

static bool may_hold(const char *check, struct values values)
{
	struct arena *arena = arena_new();
	struct expression_input input = {&values, count_three, value_of};
	bool may = expression_may_hold(parse(arena, check, error_list_new(arena)), &input);

	arena_free(arena);
	return may;
}

/* It may say yes too often, never no. */
static void test_may_hold(void **state)
{
	(void)state;
	assert_false(may_hold("a + b == c", (struct values){{10, 20, 31}, {0}, {0}}));
	assert_false(may_hold("a + b == c", (struct values){{10, 20, 41}, {5, 0, 5}, {0}}));
	assert_true(may_hold("a + b == c", (struct values){{10, 20, 40}, {5, 0, 5}, {0}}));
	assert_false(may_hold("a / b == 2", (struct values){{10, 20}, {1, 1}, {0}}));
	/* The uncertainty of a is counted twice; a quotient without bounds may be anything. */
	assert_true(may_hold("a / a == 1.2", (struct values){{30}, {5}, {0}}));
	assert_true(may_hold("a / b == 2", (struct values){{10, 0}, {1, 1}, {0}}));
	assert_true(may_hold("a != b", (struct values){{10, 10}, {0}, {0}}));
}

struct fault_case {
	const char *check;
	size_t column; /* in the line check: '…', whose text begins in column 9 */
	const char *says;
};

static const struct fault_case faults[] = {
    {"a + b", 14, "compares two sides"},
    {"a + == b", 13, "should stand here"},
    {"(a + b == c", 16, "')' is missing"},
    {"smu(list) == a", 9, "did you mean 'sum'"},
    {"sum(a + b) == c", 9, "name of a list"},
    {"a == b c", 16, "should end here"},
    {"a ==", 13, "ends too early"},
    {"whole(a)", 16, "two arguments"},
    {"sum(list == a", 18, "')' is missing"},
    {"first(1) == a", 9, "name of a hole"},
    {"qqqqqqqqqq(a) == b", 9, "unknown function 'qqqqqqqqqq'"},
    {"a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x == y", 61, "too many roles"},
};

static void test_fault(void **state)
{
	const struct fault_case *fault = *state;
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	assert_null(parse(arena, fault->check, errors));
	assert_int_equal(error_list_count(errors), 1);
	assert_int_equal(error_list_at(errors, 0)->line, 1);
	assert_int_equal(error_list_at(errors, 0)->column, fault->column);
	assert_non_null(strstr(error_list_at(errors, 0)->message, fault->says));
	arena_free(arena);
}

static void test_stated_role(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	assert_string_equal(expression_stated_role(parse(arena, "sum(list) == total", errors)), "total");
	assert_string_equal(expression_stated_role(parse(arena, "percent == part / total", errors)), "percent");
	assert_string_equal(expression_stated_role(parse(arena, "whole(part, percent)", errors)), "percent");
	assert_null(expression_stated_role(parse(arena, "a + b == c + d", errors)));
	arena_free(arena);
}

static void print_role(void *context, const char *role, size_t index, struct buffer *out)
{
	(void)context;
	buffer_printf(out, "%s%zu", role, index);
}

static const struct printed_case {
	const char *check;
	const char *printed;
} printed[] = {
    {"sum(list) == a", "list0 + list1 + list2"},
    {"a == -(b - 2) * c", "-(b0 - 2) × c0"},
    {"a == (b + c) / 100%", "(b0 + c0) / 1"},
    {"a == (1 + b) ^ 2", "(1 + b0)^2"},
    {"whole(a, b)", "a0 / b0"},
    {"multiple(a, b)", "a0 × b0"},
    {"a == max(list)", "list0"},
};

static void test_print(void **state)
{
	struct values values = {{0}, {0}, {0}};
	struct expression_input input = {&values, count_three, value_of};

	(void)state;
	for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
		struct arena *arena = arena_new();
		struct buffer out = {0};

		expression_print_computed(parse(arena, printed[i].check, error_list_new(arena)), &input, print_role,
					  &out);
		assert_string_equal(buffer_string(&out), printed[i].printed);
		buffer_release(&out);
		arena_free(arena);
	}
}

static void test_additive(void **state)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);

	(void)state;
	assert_true(expression_is_additive(parse(arena, "sum(list) - a == -b", errors)));
	assert_false(expression_is_additive(parse(arena, "sum(list) - a == b / c", errors)));
	assert_false(expression_is_additive(parse(arena, "multiple(a, b)", errors)));
	assert_false(expression_uses_as_list(parse(arena, "a == b", errors), "c"));
	arena_free(arena);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases), FAULTS = sizeof(faults) / sizeof(*faults) };
	struct CMUnitTest tests[CASES + FAULTS + 4] = {0};
	size_t count = 0;

	for (size_t i = 0; i < CASES; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = cases[i].check, .test_func = test_evaluate, .initial_state = (void *)(uintptr_t)&cases[i]};
	for (size_t i = 0; i < FAULTS; i++)
		tests[count++] = (struct CMUnitTest){
		    .name = faults[i].check, .test_func = test_fault, .initial_state = (void *)(uintptr_t)&faults[i]};
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_stated_role);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_print);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_additive);
	tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_may_hold);
	return _cmocka_run_group_tests("expression", tests, count, NULL, NULL);
}
