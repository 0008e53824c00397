/* Reads the entries of one rule file. */
#include "rule/pack.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "rule/lexicon.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "rule/yaml.h"
#include "text/text.h"

static const char *const rule_keys[] = {"id",    "title",  "kind",    "severity", "within", "find",
					"check", "unless", "message", "tests",    "with",   NULL};
static const char *const test_keys[] = {"ok", "bad", "at", "says", NULL};
static const char *const severities[] = {"tick", "note", "warning", "error", "off", NULL};
static const char *const scopes[] = {"clause", "sentence", "paragraph", "section", "article", "report", NULL};

/* Keys of the file that rules without their own take over. */
struct defaults {
	const struct yaml_node *kind;
	const struct yaml_node *severity;
	const struct yaml_node *within;
};

struct reader {
	struct arena *arena;
	struct error_list *errors;
	struct defaults defaults;
};

/* The index of a scalar's word in `words`, or -1 with an error. */
static int read_word(const struct reader *reader, const struct yaml_node *node, const char *const *words,
		     const char *what)
{
	const char *near;

	if (node->type != YAML_SCALAR) {
		yaml_error(reader->errors, node, "'%s' is one word", what);
		return -1;
	}
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], node->value) == 0)
			return i;
	near = yaml_nearest(node->value, words);
	if (near)
		yaml_error(reader->errors, node, "unknown %s '%s'; did you mean '%s'?", what, node->value, near);
	else
		yaml_error(reader->errors, node, "unknown %s '%s'", what, node->value);
	return -1;
}

static const char *read_string(const struct reader *reader, const struct yaml_node *mapping, const char *key)
{
	const struct yaml_node *node = yaml_get(mapping, key);

	if (!node)
		return NULL;
	if (node->type == YAML_SCALAR)
		return node->value;
	yaml_error(reader->errors, node, "'%s' is text", key);
	return NULL;
}

static bool is_id(const char *id)
{
	return *id && id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-/")] == '\0';
}

static void check_strings(const struct reader *reader, const struct yaml_node *mapping, const char *key)
{
	const struct yaml_node *node = yaml_get(mapping, key);

	if (!node || node->type == YAML_SCALAR)
		return;
	if (node->type == YAML_MAPPING) {
		yaml_error(reader->errors, node, "'%s' is text or a list of texts; quote it: '…'", key);
		return;
	}
	for (size_t i = 0; i < node->item_count; i++)
		if (node->items[i]->type != YAML_SCALAR)
			yaml_error(reader->errors, node->items[i], "text should stand here; quote it: '…'");
}

static bool read_test(const struct reader *reader, const struct yaml_node *node, struct rule_test *test)
{
	const struct yaml_node *ok, *bad, *at;

	if (node->type != YAML_MAPPING) {
		yaml_error(reader->errors, node, "a test is a mapping with 'ok' or 'bad'");
		return false;
	}
	yaml_check_keys(reader->errors, node, test_keys);
	ok = yaml_get(node, "ok");
	bad = yaml_get(node, "bad");
	if (!ok == !bad) {
		yaml_error(reader->errors, node, "a test has either 'ok' or 'bad'");
		return false;
	}
	*test = (struct rule_test){.node = node, .is_bad = bad != NULL};
	test->text = read_string(reader, node, bad ? "bad" : "ok");
	test->at = read_string(reader, node, "at");
	test->says = read_string(reader, node, "says");
	at = yaml_get(node, "at");
	if (test->text && test->at && !strstr(test->text, test->at))
		yaml_error(reader->errors, at, "these words do not stand in the test");
	return test->text != NULL;
}

static void read_tests(const struct reader *reader, struct rule *rule)
{
	const struct yaml_node *tests = yaml_get(rule->node, "tests");

	if (!tests)
		return;
	if (tests->type != YAML_SEQUENCE) {
		yaml_error(reader->errors, tests, "'tests' is a list");
		return;
	}
	rule->tests = arena_alloc_array(reader->arena, tests->item_count, sizeof(*rule->tests));
	for (size_t i = 0; i < tests->item_count; i++)
		rule->test_count += read_test(reader, tests->items[i], &rule->tests[rule->test_count]);
}

static const char *second_segment(struct arena *arena, const char *id)
{
	const char *start = strchr(id, '/');

	if (!start)
		return "";
	start++;
	return arena_copy(arena, start, strcspn(start, "/"));
}

static void read_kind(const struct reader *reader, struct rule *rule)
{
	const struct yaml_node *node = yaml_get(rule->node, "kind");
	bool from_id;

	if (!node)
		node = reader->defaults.kind;
	from_id = !node || node->type != YAML_SCALAR;
	rule->kind = from_id ? second_segment(reader->arena, rule->id) : node->value;
	for (size_t i = 0; rule_kinds[i]; i++)
		if (strcmp(rule_kinds[i], rule->kind) == 0)
			return;
	if (from_id)
		yaml_error(reader->errors, rule->node, "'%s' needs a 'kind': the second part of its id is none",
			   rule->id);
	else
		read_word(reader, node, rule_kinds, "kind");
}

static void read_choices(const struct reader *reader, struct rule *rule)
{
	const struct yaml_node *severity = yaml_get(rule->node, "severity"), *within = yaml_get(rule->node, "within");
	int index;

	if (!severity)
		severity = reader->defaults.severity;
	if (!within)
		within = reader->defaults.within;
	rule->severity = RULE_ERROR;
	rule->within = WITHIN_SENTENCE;
	if (severity && (index = read_word(reader, severity, severities, "severity")) >= 0)
		rule->severity = index == 4 ? RULE_OFF : (enum rule_severity)index;
	if (within && (index = read_word(reader, within, scopes, "within")) >= 0)
		rule->within = (enum within)index;
}

static void check_shape(const struct reader *reader, const struct rule *rule)
{
	bool has_find = yaml_get(rule->node, "find") != NULL;

	check_strings(reader, rule->node, "find");
	check_strings(reader, rule->node, "check");
	check_strings(reader, rule->node, "unless");
	if (!has_find && !rule_kind_is_built_in(rule->kind))
		yaml_error(reader->errors, rule->node, "'%s' has no 'find'", rule->id);
	if (!has_find && yaml_get(rule->node, "check"))
		yaml_error(reader->errors, yaml_get(rule->node, "check"),
			   "a check without a 'find' has nothing to check");
}

static bool read_rule(const struct reader *reader, const struct yaml_node *node, struct pack_entry *entry)
{
	struct rule *rule = arena_alloc(reader->arena, sizeof(*rule));
	size_t before = error_list_count(reader->errors);

	if (node->type != YAML_MAPPING) {
		yaml_error(reader->errors, node, "a rule is a mapping: '- id: …'");
		return false;
	}
	yaml_check_keys(reader->errors, node, rule_keys);
	rule->node = node;
	rule->id = read_string(reader, node, "id");
	if (rule->id && !is_id(rule->id))
		yaml_error(reader->errors, yaml_get(node, "id"), "an id is small letters, digits, - and /");
	else if (!yaml_get(node, "id"))
		yaml_error(reader->errors, node, "the rule has no 'id'");
	if (!rule->id || !is_id(rule->id))
		return false;
	rule->title = read_string(reader, node, "title");
	rule->message = read_string(reader, node, "message");
	read_choices(reader, rule);
	*entry = (struct pack_entry){rule, node->pair_count == 2 && yaml_get(node, "severity")};
	if (!entry->is_switch) {
		read_kind(reader, rule);
		check_shape(reader, rule);
		read_tests(reader, rule);
	}
	return error_list_count(reader->errors) == before;
}

static void check_top_keys(const struct reader *reader, const struct yaml_node *root)
{
	static const char *const own[] = {"language", "words", "rules", "kind", "severity", "within"};
	enum { OWN = sizeof(own) / sizeof(*own), MOST = 32 };
	const char *known[OWN + MOST] = {NULL};
	size_t count = 0;

	for (size_t i = 0; i < OWN; i++)
		known[count++] = own[i];
	for (size_t i = 0; lexicon_keys[i] && count < OWN + MOST - 1; i++)
		known[count++] = lexicon_keys[i];
	yaml_check_keys(reader->errors, root, known);
}

void pack_read(struct arena *arena, const struct yaml_node *root, struct pack *pack, struct error_list *errors)
{
	struct reader reader = {.arena = arena, .errors = errors};
	const struct yaml_node *rules = root;

	*pack = (struct pack){0};
	if (root->type == YAML_MAPPING) {
		check_top_keys(&reader, root);
		reader.defaults.kind = yaml_get(root, "kind");
		reader.defaults.severity = yaml_get(root, "severity");
		reader.defaults.within = yaml_get(root, "within");
		rules = yaml_get(root, "rules");
		if (!rules)
			return;
	}
	if (rules->type != YAML_SEQUENCE) {
		yaml_error(errors, rules, "a list of rules should stand here: '- id: …'");
		return;
	}
	pack->entries = arena_alloc_array(arena, rules->item_count, sizeof(*pack->entries));
	for (size_t i = 0; i < rules->item_count; i++)
		pack->count += read_rule(&reader, rules->items[i], &pack->entries[pack->count]);
}

void pack_resolve_unless(struct arena *arena, struct rule *rule, const struct word_lists *words,
			 struct error_list *errors)
{
	const struct yaml_node *node = yaml_get(rule->node, "unless");
	size_t capacity = 0, count = 0, items = !node ? 0 : node->type == YAML_SEQUENCE ? node->item_count : 1;
	const char **all = NULL;

	for (size_t i = 0; i < items; i++) {
		const struct yaml_node *item = node->type == YAML_SEQUENCE ? node->items[i] : node;
		const char *word = item->value, *const *list = &word;
		size_t length = strlen(word), list_count = 1;

		if (length > 3 && word[0] == '{' && word[1] == '@' && word[length - 1] == '}') {
			char *name = arena_copy(arena, word + 2, length - 3);

			list = word_lists_find(words, name, &list_count);
			if (!list)
				yaml_error(errors, item, "no list of words is named '%s'", name);
		}
		for (size_t w = 0; list && w < list_count; w++) {
			all = arena_grow(arena, all, count, &capacity, sizeof(*all));
			all[count++] = text_fold_string(arena, list[w]);
		}
	}
	rule->unless = all;
	rule->unless_count = count;
}
