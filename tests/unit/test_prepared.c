/* The rules that the build prepared do what the same rules do when they are read from YAML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "finding/finding.h"
#include "rule/expression.h"
#include "rule/lexicon.h"
#include "rule/outline.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "text/text.h"

static struct arena *arena;
static struct rule_set *loaded, *prepared;
static struct checker *loaded_checker, *prepared_checker;

static void test_words(void **state)
{
	const struct lexicon *a = rule_set_lexicon(loaded), *b = rule_set_lexicon(prepared);

	(void)state;
	for (enum word_class class = 0; class < WORD_CLASS_COUNT; class ++) {
		size_t count, prepared_count;
		const struct word *const *words = lexicon_words(a, class, &count);

		lexicon_words(b, class, &prepared_count);
		assert_int_equal(count, prepared_count);
		for (size_t i = 0; i < count; i++) {
			const char *text = words[i]->text;
			const struct word *x = lexicon_match(a, class, text, strlen(text));
			const struct word *y = lexicon_match(b, class, text, strlen(text));

			assert_string_equal(x->text, y->text);
			assert_true(x->length == y->length && x->class == y->class && x->hedge == y->hedge &&
				    x->sense == y->sense && x->sign == y->sign && x->reaches == y->reaches);
			assert_memory_equal(&x->factor, &y->factor, sizeof(x->factor));
			assert_true(!x->unit == !y->unit);
			assert_string_equal(lexicon_match_before(b, class, text, strlen(text))->text,
					    lexicon_match_before(a, class, text, strlen(text))->text);
			if (!x->unit)
				continue;
			assert_string_equal(x->unit->name, y->unit->name);
			assert_memory_equal(&x->unit->factor, &y->unit->factor, sizeof(x->unit->factor));
			assert_true(x->unit->dimension == y->unit->dimension && x->unit->counted == y->unit->counted &&
				    x->unit->per == y->unit->per && x->unit->pure == y->unit->pure &&
				    x->unit->duration == y->unit->duration &&
				    x->unit->digits_only == y->unit->digits_only);
		}
	}
}

static void assert_same_string(const char *a, const char *b)
{
	assert_true(!a == !b);
	if (a)
		assert_string_equal(a, b);
}

static void assert_same_outline(const struct outline *a, const struct outline *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		const struct outline_item *x = &a->items[i], *y = &b->items[i];

		assert_memory_equal(x->dimensions, y->dimensions, sizeof(x->dimensions));
		assert_true(x->senses == y->senses && x->reach == y->reach && x->figures == y->figures &&
			    x->like == y->like && x->barred == y->barred && x->word_count == y->word_count);
		for (size_t w = 0; w < x->word_count; w++)
			assert_string_equal(x->words[w], y->words[w]);
	}
}

static void test_phrases(void **state)
{
	(void)state;
	assert_int_equal(rule_set_count(loaded), rule_set_count(prepared));
	for (size_t r = 0; r < rule_set_count(loaded); r++) {
		const struct rule *a = rule_set_at(loaded, r), *b = rule_set_at(prepared, r);

		assert_string_equal(a->id, b->id);
		assert_string_equal(a->kind, b->kind);
		assert_same_string(a->title, b->title);
		assert_same_string(a->message, b->message);
		for (int language = 0; language < LANGUAGE_COUNT; language++) {
			assert_same_string(a->titles[language], b->titles[language]);
			assert_same_string(a->messages[language], b->messages[language]);
		}
		assert_true(a->severity == b->severity && a->declared == b->declared && a->within == b->within &&
			    a->index == b->index && a->find_count == b->find_count &&
			    a->check_count == b->check_count && a->unless_count == b->unless_count &&
			    a->test_count == b->test_count && a->setting_count == b->setting_count);
		for (size_t f = 0; f < a->find_count; f++) {
			assert_string_equal(pattern_phrase(a->finds[f]), pattern_phrase(b->finds[f]));
			assert_same_outline(pattern_outline(a->finds[f]), pattern_outline(b->finds[f]));
		}
		for (size_t c = 0; c < a->check_count; c++)
			assert_string_equal(expression_text(a->checks[c]), expression_text(b->checks[c]));
	}
}

static struct finding_list *check(const struct checker *checker, const struct rule *rule, const char *text)
{
	struct error_list *errors = error_list_new(arena);

	return checker_run(arena, arena, checker, text_from_bytes(arena, "test", text, strlen(text), errors), rule)
	    ->findings;
}

/* Each rule's own tests, whatever they are to show: the same findings, word for word. */
static void test_findings(void **state)
{
	(void)state;
	for (size_t r = 0; r < rule_set_count(loaded); r++) {
		const struct rule *a = rule_set_at(loaded, r), *b = rule_set_at(prepared, r);

		for (size_t t = 0; t < a->test_count; t++) {
			struct finding_list *x = check(loaded_checker, a, a->tests[t].text);
			struct finding_list *y = check(prepared_checker, b, b->tests[t].text);

			assert_same_string(a->tests[t].at, b->tests[t].at);
			assert_same_string(a->tests[t].says, b->tests[t].says);
			assert_int_equal(finding_list_count(x), finding_list_count(y));
			for (size_t i = 0; i < finding_list_count(x); i++) {
				const struct finding *one = finding_list_at(x, i), *other = finding_list_at(y, i);

				assert_string_equal(one->message, other->message);
				assert_true(one->severity == other->severity && one->verdict == other->verdict &&
					    one->span.start == other->span.start && one->span.end == other->span.end);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_phrases),
	    cmocka_unit_test(test_findings),
	};
	struct error_list *errors;
	int status;

	arena = arena_new();
	errors = error_list_new(arena);
	loaded = rule_set_new(arena);
	rule_set_load_builtin(loaded, errors);
	rule_set_finish(loaded, errors);
	prepared = rule_set_prepared(arena);
	loaded_checker = checker_new(arena, loaded);
	prepared_checker = checker_new(arena, prepared);
	status = error_list_count(errors) ? 1 : cmocka_run_group_tests_name("prepared", tests, NULL, NULL);
	arena_free(arena);
	return status;
}
