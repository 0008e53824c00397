/* The catalogue of messages, and the filling of holes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "message/message.h"
#include "yaml/yaml.h"

/* The build reads the catalogue as lines; read as YAML it must say the same, and nothing else. */
static void the_table_is_what_the_files_say(void **state)
{
	(void)state;
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct arena *arena = arena_new();
		struct error_list *errors = error_list_new(arena);
		const char *path =
		    arena_printf(arena, "rules/messages/%s.yaml", language_name((enum language)language));
		const struct yaml_node *root = yaml_read(arena, path, errors);

		assert_non_null(root);
		assert_int_equal(error_list_count(errors), 0);
		root = yaml_get(root, "messages");
		assert_non_null(root);
		assert_int_equal(root->type, YAML_MAPPING);
		assert_int_equal(root->pair_count, MESSAGE_COUNT);
		for (size_t i = 0; i < root->pair_count; i++) {
			enum message message = message_find(root->pairs[i].key->value);

			assert_int_not_equal(message, MESSAGE_COUNT);
			assert_string_equal(message_text((enum language)language, message),
					    root->pairs[i].value->value);
		}
		arena_free(arena);
	}
}

/* How often {name} stands in a text. */
static size_t count_hole(const char *text, const char *name, size_t length)
{
	size_t count = 0;

	for (; (text = strchr(text, '{')); text++)
		count += strncmp(text + 1, name, length) == 0 && text[1 + length] == '}';
	return count;
}

static void every_language_uses_the_holes_that_an_id_gives(void **state)
{
	static const char *const holes_of[] = {
#define X(id, holes) holes,
#include "message/ids.def"
#undef X
	};

	(void)state;
	for (int message = 0; message < MESSAGE_COUNT; message++)
		for (const char *hole = holes_of[message]; *hole;) {
			size_t length = strcspn(hole, " ");

			for (int language = 0; language < LANGUAGE_COUNT; language++)
				assert_int_equal(
				    count_hole(message_text((enum language)language, (enum message)message), hole,
					       length),
				    1);
			hole += length + strspn(hole + length, " ");
		}
}

static void holes_are_filled_in_any_order(void **state)
{
	struct buffer out = {0};

	(void)state;
	message_append(&out, LANGUAGE_ZH, MESSAGE_SLIP, "kind", "丙", "message", "甲{kind}", "figure", "乙", NULL);
	assert_string_equal(buffer_string(&out), "甲{kind};改为乙即相符(丙)");
	buffer_clear(&out);
	message_append_count(&out, LANGUAGE_EN, MESSAGE_COUNT_ERROR, 12);
	assert_string_equal(buffer_string(&out), "12 errors");
	buffer_release(&out);
}

static void fill_name(struct buffer *out, const void *context, const char *name, size_t length)
{
	buffer_printf(out, "%s%.*s", (const char *)context, (int)length, name);
}

static void a_brace_that_opens_no_hole_stands_for_itself(void **state)
{
	static const struct {
		const char *template;
		const char *filled;
	} cases[] = {
	    {"", ""},
	    {"{a}", "<a"},
	    {"x{a}y{bc}", "x<ay<bc"},
	    {"{", "{"},
	    {"}", "}"},
	    {"{}", "{}"},
	    {"{a", "{a"},
	    {"{{a}", "{<a"},
	    {"{a{b}", "{a<b"},
	    {"{a}}", "<a}"},
	    {"甲{乙}丙", "甲<乙丙"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buffer out = {0};

		message_fill(&out, cases[i].template, fill_name, "<");
		assert_string_equal(buffer_string(&out), cases[i].filled);
		buffer_release(&out);
	}
}

static void names_are_those_of_the_files(void **state)
{
	(void)state;
	assert_int_equal(message_find("claim-agrees"), MESSAGE_CLAIM_AGREES);
	assert_int_equal(message_find("claim-agree"), MESSAGE_COUNT);
	assert_int_equal(message_find("claim-agreess"), MESSAGE_COUNT);
	assert_int_equal(message_find("CLAIM_AGREES"), MESSAGE_COUNT);
	assert_int_equal(message_find(""), MESSAGE_COUNT);
	assert_int_equal(language_from_name("zh"), LANGUAGE_ZH);
	assert_int_equal(language_from_name("en"), LANGUAGE_EN);
	assert_int_equal(language_from_name("auto"), LANGUAGE_AUTO);
	assert_int_equal(language_from_name("de"), LANGUAGE_COUNT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_table_is_what_the_files_say),
	    cmocka_unit_test(every_language_uses_the_holes_that_an_id_gives),
	    cmocka_unit_test(holes_are_filled_in_any_order),
	    cmocka_unit_test(a_brace_that_opens_no_hole_stands_for_itself),
	    cmocka_unit_test(names_are_those_of_the_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
