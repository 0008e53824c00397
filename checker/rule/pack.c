/* Reads the entries of one rule file. */
#include "rule/pack.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "rule/extend.h"
#include "rule/lexicon.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "rule/words.h"
#include "text/text.h"
#include "yaml/yaml.h"

const char *const pack_keys[] = {"language", "extends",  "words",  "mistakes", "rules",
				 "kind",     "severity", "within", NULL};
const char *const pack_rule_keys[] = {"id",         "extends",    "title", "title-zh", "title-en", "kind",
				      "severity",   "within",     "find",  "check",    "unless",   "message",
				      "message-zh", "message-en", "tests", "with",     NULL};
const char *const pack_title_keys[LANGUAGE_COUNT] = {"title-zh", "title-en"};
const char *const pack_message_keys[LANGUAGE_COUNT] = {"message-zh", "message-en"};
const char *const pack_test_keys[] = {"ok", "bad", "at", "says", NULL};
const char *const pack_severities[] = {"tick", "note", "warning", "error", "off", NULL};
const char *const pack_scopes[] = {"clause", "sentence", "paragraph", "section", "article", "report", NULL};

/* What rules without the key of their own take over from their file. */
struct defaults {
	const char *kind; /* NULL: the second part of the id */
	enum rule_severity severity;
	enum within within;
};

struct reader {
	struct arena *arena;
	struct error_list *errors;
	const struct pack_known *known;
	const struct pack *pack; /* read so far */
	struct defaults defaults;
};

static bool is_text(const struct yaml_node *node)
{
	return node->type == YAML_SCALAR;
}

/* The index of the word under `what`, or `otherwise`; adds an error where it is none of `words`. */
static int read_word(const struct reader *reader, const struct yaml_node *mapping, const char *what,
		     const char *const *words, int otherwise)
{
	const struct yaml_node *node = yaml_get(mapping, what);

	if (!node)
		return otherwise;
	if (!is_text(node)) {
		yaml_error(reader->errors, node, "'%s' is one word", what);
		return otherwise;
	}
	for (int i = 0; words[i]; i++)
		if (strcmp(words[i], node->value) == 0)
			return i;
	yaml_error_word(reader->errors, node, what, words);
	return otherwise;
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

/* Parts of [a-z0-9-], joined by /. */
static bool is_id(const char *id)
{
	for (;;) {
		size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

		if (length == 0 || (id[length] != '/' && id[length] != '\0'))
			return false;
		if (id[length] == '\0')
			return true;
		id += length + 1;
	}
}

/* “…” around a whole phrase: meant to quote it, but part of it. */
static bool is_in_full_width_quotes(const struct yaml_node *node)
{
	size_t length = strlen(node->value);

	return !node->quoted && length > 6 &&
	       (strncmp(node->value, "“", 3) == 0 || strncmp(node->value, "‘", 3) == 0) &&
	       (strcmp(node->value + length - 3, "”") == 0 || strcmp(node->value + length - 3, "’") == 0);
}

static void check_string(const struct reader *reader, const struct yaml_node *node)
{
	if (!is_text(node))
		yaml_error(reader->errors, node, "text should stand here; quote it: '…'");
	else if (is_in_full_width_quotes(node))
		yaml_error(reader->errors, node, "a full-width quote: YAML needs ' or \"");
}

static void check_strings(const struct reader *reader, const struct yaml_node *mapping, const char *key)
{
	const struct yaml_node *node = yaml_get(mapping, key);

	if (!node)
		return;
	if (node->type == YAML_MAPPING) {
		yaml_error(reader->errors, node, "'%s' is text or a list of texts; quote it: '…'", key);
		return;
	}
	if (node->type == YAML_SCALAR)
		check_string(reader, node);
	for (size_t i = 0; i < node->item_count; i++)
		check_string(reader, node->items[i]);
}

static bool read_test(const struct reader *reader, const struct yaml_node *node, struct rule_test *test)
{
	const struct yaml_node *ok, *bad, *at, *says;
	size_t before = error_list_count(reader->errors);

	if (node->type != YAML_MAPPING) {
		yaml_error_type(reader->errors, node, "a test is a mapping with 'ok' or 'bad'");
		return false;
	}
	yaml_check_keys(reader->errors, node, pack_test_keys);
	ok = yaml_get(node, "ok");
	bad = yaml_get(node, "bad");
	if (!ok == !bad) {
		/* A misspelt key is said already. */
		if (error_list_count(reader->errors) == before)
			yaml_error(reader->errors, node, "a test has either 'ok' or 'bad'");
		return false;
	}
	*test = (struct rule_test){.node = node, .is_bad = bad != NULL};
	test->text = read_string(reader, node, bad ? "bad" : "ok");
	test->at = read_string(reader, node, "at");
	test->says = read_string(reader, node, "says");
	at = yaml_get(node, "at");
	says = yaml_get(node, "says");
	if (test->text && !*test->text)
		yaml_error(reader->errors, bad ? bad : ok, "the test has no text");
	else if (ok && (at || says))
		yaml_error(reader->errors, at ? at : says, "'at' and 'says' belong to a 'bad' test");
	else if (test->text && test->at && (!*test->at || !strstr(test->text, test->at)))
		yaml_error(reader->errors, at, "these words do not stand in the test");
	return test->text != NULL;
}

static void read_tests(const struct reader *reader, struct rule *rule)
{
	const struct yaml_node *tests = yaml_get(rule->node, "tests");
	struct rule_test *read;

	if (!tests)
		return;
	if (tests->type != YAML_SEQUENCE) {
		yaml_error_type(reader->errors, tests, "'tests' is a list");
		return;
	}
	read = arena_alloc_array(reader->arena, tests->item_count, sizeof(*read));
	for (size_t i = 0; i < tests->item_count; i++)
		rule->test_count += read_test(reader, tests->items[i], &read[rule->test_count]);
	rule->tests = read;
}

static const char *second_segment(struct arena *arena, const char *id)
{
	const char *start = strchr(id, '/');

	if (!start)
		return "";
	start++;
	return arena_copy(arena, start, strcspn(start, "/"));
}

static bool is_kind(const char *kind)
{
	for (size_t i = 0; rule_kinds[i]; i++)
		if (strcmp(rule_kinds[i], kind) == 0)
			return true;
	return false;
}

static void read_kind(const struct reader *reader, struct rule *rule)
{
	const struct yaml_node *node = yaml_get(rule->node, "kind");
	int index = read_word(reader, rule->node, "kind", rule_kinds, -1);
	const char *near;

	if (node || reader->defaults.kind) {
		rule->kind = index >= 0 ? rule_kinds[index] : reader->defaults.kind;
		rule->kind = rule->kind ? rule->kind : "";
		return;
	}
	rule->kind = second_segment(reader->arena, rule->id);
	if (is_kind(rule->kind))
		return;
	near = yaml_nearest(rule->kind, rule_kinds);
	yaml_error(reader->errors, rule->node, "'%s' needs a 'kind': the second part of its id is none%s%s%s", rule->id,
		   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* Does the node hold a text at least? */
static bool has_texts(const struct yaml_node *node)
{
	return node && (node->type != YAML_SEQUENCE || node->item_count > 0);
}

static void check_phrases(const struct reader *reader, const struct rule *rule)
{
	const struct yaml_node *find = yaml_get(rule->node, "find"), *check = yaml_get(rule->node, "check");
	bool is_built_in = rule_kind_is_built_in(rule->kind);

	check_strings(reader, rule->node, "find");
	check_strings(reader, rule->node, "check");
	check_strings(reader, rule->node, "unless");
	if (is_built_in && find)
		yaml_error(reader->errors, find, "the kind '%s' is built in and takes no phrases", rule->kind);
	else if (!is_built_in && !has_texts(find))
		yaml_error(reader->errors, rule->node, "'%s' has no 'find'", rule->id);
	if (!find && check)
		yaml_error(reader->errors, check, "a check without a 'find' has nothing to check");
}

static enum rule_severity severity_at(int index)
{
	return strcmp(pack_severities[index], "off") == 0 ? RULE_OFF : (enum rule_severity)index;
}

static int index_of_severity(enum rule_severity severity)
{
	return severity == RULE_OFF ? (int)(sizeof(pack_severities) / sizeof(*pack_severities)) - 2 : (int)severity;
}

static void read_choices(const struct reader *reader, const struct yaml_node *mapping, enum rule_severity *severity,
			 enum within *within)
{
	*severity = severity_at(
	    read_word(reader, mapping, "severity", pack_severities, index_of_severity(reader->defaults.severity)));
	*within = (enum within)read_word(reader, mapping, "within", pack_scopes, (int)reader->defaults.within);
}

static const char *read_id(const struct reader *reader, const struct yaml_node *node)
{
	const struct yaml_node *id = yaml_get(node, "id");

	if (!id)
		yaml_error(reader->errors, node, "the rule has no 'id'");
	else if (!is_text(id) || !is_id(id->value))
		yaml_error(reader->errors, id,
			   "an id is small letters, digits and -, in parts joined by /: zh/sum/parts");
	else
		return id->value;
	return NULL;
}

/* The rule that `extends` names, NULL with an error where there is none. */
static const struct rule *find_base(const struct reader *reader, const struct yaml_node *extends)
{
	const struct rule *base;
	const char *near;

	if (!is_text(extends)) {
		yaml_error(reader->errors, extends, "'extends' is the id of one rule");
		return NULL;
	}
	for (size_t i = 0; i < reader->pack->count; i++)
		if (strcmp(reader->pack->entries[i].rule->id, extends->value) == 0)
			return reader->pack->entries[i].rule;
	base = reader->known->find(reader->known->context, extends->value);
	near = base ? NULL : reader->known->nearest(reader->known->context, extends->value);
	if (!base)
		yaml_error(reader->errors, extends, "no rule before this one is named '%s'%s%s%s", extends->value,
			   near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return base;
}

/*
 * Takes over from the rule that this one extends what it has no key of its own for. Returns false when that rule is
 * not known: what is missing then is no fault of this one.
 */
static bool extend(struct reader *reader, struct rule *rule)
{
	const struct yaml_node *extends = yaml_get(rule->node, "extends");
	const struct rule *base = extends ? find_base(reader, extends) : NULL;

	if (!base)
		return !extends;
	rule->node = extend_mapping(reader->arena, rule->node, base->node);
	reader->defaults = (struct defaults){base->kind, base->declared, base->within};
	return true;
}

/* False when nothing can be done with the entry. `reader` is a copy: a rule has defaults of its own. */
static bool read_rule(struct reader reader_of_rule, const struct yaml_node *node, struct pack_entry *entry)
{
	struct reader *reader = &reader_of_rule;
	struct rule *rule = arena_alloc(reader->arena, sizeof(*rule));
	size_t before = error_list_count(reader->errors);
	bool is_whole;

	if (node->type != YAML_MAPPING) {
		yaml_error_type(reader->errors, node, "a rule is a mapping: '- id: …'");
		return false;
	}
	yaml_check_keys(reader->errors, node, pack_rule_keys);
	rule->node = node;
	rule->id = read_id(reader, node);
	if (!rule->id)
		return false;
	is_whole = extend(reader, rule);
	node = rule->node;
	rule->title = read_string(reader, node, "title");
	rule->message = read_string(reader, node, "message");
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		rule->titles[language] = read_string(reader, node, pack_title_keys[language]);
		rule->messages[language] = read_string(reader, node, pack_message_keys[language]);
	}
	read_choices(reader, node, &rule->severity, &rule->within);
	rule->declared = rule->severity;
	*entry = (struct pack_entry){.rule = rule, .is_switch = node->pair_count == 2 && yaml_get(node, "severity")};
	if (!entry->is_switch && is_whole) {
		read_kind(reader, rule);
		check_phrases(reader, rule);
		if (is_kind(rule->kind))
			rule_parameters_check(rule, reader->errors);
		rule_parameters_read(reader->arena, rule);
		read_tests(reader, rule);
	}
	entry->is_faulty = error_list_count(reader->errors) > before;
	return true;
}

static void check_top_keys(const struct reader *reader, const struct yaml_node *root)
{
	enum { MOST = 40 };
	const char *known[MOST] = {NULL};
	size_t count = 0;

	for (size_t i = 0; pack_keys[i]; i++)
		known[count++] = pack_keys[i];
	for (size_t i = 0; lexicon_keys[i] && count < MOST - 1; i++)
		known[count++] = lexicon_keys[i];
	yaml_check_keys(reader->errors, root, known);
}

static void read_defaults(struct reader *reader, const struct yaml_node *root)
{
	int kind = read_word(reader, root, "kind", rule_kinds, -1);

	read_choices(reader, root, &reader->defaults.severity, &reader->defaults.within);
	/* A faulty default is said once, not for each rule. */
	if (yaml_get(root, "kind"))
		reader->defaults.kind = kind >= 0 ? rule_kinds[kind] : "";
}

void pack_read(struct arena *arena, const struct yaml_node *root, const struct pack_known *known, struct pack *pack,
	       struct error_list *errors)
{
	struct reader reader = {.arena = arena,
				.errors = errors,
				.known = known,
				.pack = pack,
				.defaults = {.severity = RULE_ERROR, .within = WITHIN_SENTENCE}};
	const struct yaml_node *rules = root;
	size_t before = error_list_count(errors);

	*pack = (struct pack){0};
	if (root->type == YAML_MAPPING) {
		check_top_keys(&reader, root);
		read_string(&reader, root, "language");
		read_defaults(&reader, root);
		pack->is_faulty = error_list_count(errors) > before;
		rules = yaml_get(root, "rules");
		if (!rules)
			return;
	}
	if (rules->type != YAML_SEQUENCE) {
		yaml_error_type(errors, rules, "a list of rules should stand here: '- id: …'");
		pack->is_faulty = true;
		return;
	}
	pack->entries = arena_alloc_array(arena, rules->item_count, sizeof(*pack->entries));
	for (size_t i = 0; i < rules->item_count; i++)
		pack->count += read_rule(reader, rules->items[i], &pack->entries[pack->count]);
	pack->lost = rules->item_count - pack->count;
}

/* The words an item of `unless` stands for: its own, or those of a list. NULL with an error when it is faulty. */
static const char *const *words_of(struct arena *arena, const struct yaml_node *item, const struct word_lists *words,
				   size_t *count, struct error_list *errors)
{
	size_t length = strlen(item->value);
	const char *const *list;
	const char *name;

	*count = 1;
	if (length == 0) {
		yaml_error(errors, item, "a word should stand here");
		return NULL;
	}
	if (strncmp(item->value, "{@", 2) != 0)
		return &item->value;
	if (item->value[length - 1] != '}') {
		yaml_error_inside(errors, item, utf8_count(item->value, length), "'}' is missing");
		return NULL;
	}
	name = arena_copy(arena, item->value + 2, length - 3);
	list = word_lists_find(words, name, count);
	if (!list)
		yaml_error(errors, item, "no list of words is named '%s'", name);
	return list;
}

void pack_resolve_unless(struct arena *arena, struct rule *rule, const struct word_lists *words,
			 struct error_list *errors)
{
	const struct yaml_node *node = yaml_get(rule->node, "unless");
	size_t capacity = 0, count = 0, items = !node ? 0 : node->type == YAML_SEQUENCE ? node->item_count : 1;
	const char **all = NULL;

	for (size_t i = 0; i < items; i++) {
		const struct yaml_node *item = node->type == YAML_SEQUENCE ? node->items[i] : node;
		size_t list_count;
		const char *const *list = is_text(item) ? words_of(arena, item, words, &list_count, errors) : NULL;

		for (size_t w = 0; list && w < list_count; w++) {
			all = arena_grow(arena, all, count, &capacity, sizeof(*all));
			all[count++] = text_fold_string(arena, list[w]);
		}
	}
	rule->unless = all;
	rule->unless_count = count;
}
