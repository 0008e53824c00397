/*
 * Run by the build: reads the built-in packs the way any rule file is read and prints a C file of constant tables, so
 * that a run of rcheck need not. What is defined before it is used: words, then phrases and checks, then rules.
 * Structures are written in the order of their members, so that the compiler warns of a new one that is missing here.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "rule/expression_tree.h"
#include "rule/lexicon_store.h"
#include "rule/mistake.h"
#include "rule/prepared.h"
#include "rule/rule.h"
#include "rule/translate.h"
#include "rule/words_store.h"

static void write_string(const char *string)
{
	if (!string) {
		fputs("0", stdout);
		return;
	}
	putchar('"');
	for (; *string; string++) {
		unsigned char byte = (unsigned char)*string;

		/* Three digits of octal end by themselves. */
		if (byte < ' ' || byte >= 0x7f || strchr("\\\"?", byte))
			printf("\\%03o", byte);
		else
			putchar(byte);
	}
	putchar('"');
}

/* A string and the comma behind it. */
static void write_member(const char *string)
{
	write_string(string);
	fputs(", ", stdout);
}

static void write_integer(wide_integer value)
{
	uint64_t low = (uint64_t)value;
	int64_t high = (int64_t)(value >> 64);

	printf("WIDE(%" PRId64 ", 0x%" PRIx64 ")", high, low);
}

static void write_number(struct number number)
{
	putchar('{');
	write_integer(number.numerator);
	fputs(", ", stdout);
	write_integer(number.denominator);
	putchar('}');
}

/* static const char *words_3[] = {...}; for a list that may be empty. */
static void write_strings(const char *name, size_t index, const char *const *strings, size_t count)
{
	if (count == 0)
		return;
	printf("static const char *%s_%zu[] = {", name, index);
	for (size_t i = 0; i < count; i++) {
		write_string(strings[i]);
		fputs(", ", stdout);
	}
	puts("};");
}

/* A reference to the array `name`_`index`, and its count; arrays without elements are not written. */
static void write_array(const char *name, size_t index, size_t count)
{
	if (count > 0)
		printf("%s_%zu, %zu, ", name, index, count);
	else
		fputs("0, 0, ", stdout);
}

/* The index of the word, or of the unit's word, in its class. */
static size_t index_of_word(const struct lexicon *lexicon, const struct word *word)
{
	size_t i = 0;

	while (lexicon->words[word->class][i] != word)
		i++;
	return i;
}

static size_t index_of_unit(const struct lexicon *lexicon, const struct unit *unit)
{
	size_t i = 0;

	while (lexicon->words[WORD_UNIT][i]->unit != unit)
		i++;
	return i;
}

static void write_units(const struct lexicon *lexicon)
{
	puts("static const struct unit units[] = {");
	for (size_t i = 0; i < lexicon->counts[WORD_UNIT]; i++) {
		const struct unit *unit = lexicon->words[WORD_UNIT][i]->unit;

		fputs("\t{", stdout);
		write_member(unit->name);
		printf("%d, ", unit->dimension);
		write_number(unit->factor);
		printf(", %d, %d, %d, %d, %d, %d},\n", unit->counted, unit->per, unit->pure, unit->settled,
		       unit->duration, unit->digits_only);
	}
	puts("};");
}

static void write_words(const struct lexicon *lexicon, enum word_class class)
{
	printf("static const struct word words_%d[] = {\n", (int)class);
	for (size_t i = 0; i < lexicon->counts[class]; i++) {
		const struct word *word = lexicon->words[class][i];

		fputs("\t{", stdout);
		write_member(word->text);
		printf("%zu, %d, ", word->length, (int)word->class);
		if (word->unit)
			printf("&units[%zu], ", index_of_unit(lexicon, word->unit));
		else
			fputs("0, ", stdout);
		write_number(word->factor);
		printf(", %d, %d, %d, %d},\n", (int)word->hedge, (int)word->sense, word->sign, word->reaches);
	}
	puts("};");
}

static void write_word_pointers(const struct lexicon *lexicon, const char *name, enum word_class class,
				const struct word *const *words)
{
	printf("static const struct word *%s_%d[] = {", name, (int)class);
	for (size_t i = 0; i < lexicon->counts[class]; i++)
		printf("&words_%d[%zu], ", (int)class, index_of_word(lexicon, words[i]));
	puts("0};");
}

static void write_table(const char *name, const struct word_table *tables)
{
	puts("\t{");
	for (int class = 0; class < WORD_CLASS_COUNT; class ++) {
		printf("\t\t{%s_%d, {", name, class);
		for (size_t b = 0; b <= LEXICON_BUCKETS; b++)
			printf("%u, ", tables[class].first[b]);
		puts("}},");
	}
	puts("\t},");
}

static void write_filter(const struct word_filter *filter)
{
	fputs("\t{{", stdout);
	for (size_t i = 0; i < LEXICON_FILTER; i++)
		printf("%u, ", filter->classes[i]);
	puts("}},");
}

static void write_flags(const bool *flags)
{
	fputs("\t{", stdout);
	for (size_t d = 0; d < LEXICON_DIMENSIONS; d++)
		printf("%d, ", flags[d]);
	puts("},");
}

static void write_dimensions(const struct lexicon *lexicon)
{
	fputs("\t{", stdout);
	for (size_t d = 0; d < LEXICON_DIMENSIONS; d++)
		write_member(lexicon->dimensions[d]);
	fputs("},\n\t{", stdout);
	for (size_t d = 0; d < LEXICON_DIMENSIONS; d++)
		if (lexicon->base_units[d])
			printf("&units[%zu], ", index_of_unit(lexicon, lexicon->base_units[d]));
		else
			fputs("0, ", stdout);
	puts("},");
	write_flags(lexicon->pure);
	write_flags(lexicon->duration);
	write_flags(lexicon->settled);
}

/* Without what only loading needs. */
static void write_lexicon(const struct lexicon *lexicon)
{
	write_units(lexicon);
	for (enum word_class class = 0; class < WORD_CLASS_COUNT; class ++) {
		write_words(lexicon, class);
		write_word_pointers(lexicon, "sorted", class, lexicon->words[class]);
		write_word_pointers(lexicon, "forward", class, lexicon->forward[class].words);
		write_word_pointers(lexicon, "backward", class, lexicon->backward[class].words);
	}
	fputs("static const struct lexicon lexicon = {\n\t0, {", stdout);
	for (int class = 0; class < WORD_CLASS_COUNT; class ++)
		printf("sorted_%d, ", class);
	fputs("},\n\t{", stdout);
	for (int class = 0; class < WORD_CLASS_COUNT; class ++)
		printf("%zu, ", lexicon->counts[class]);
	puts("},\n\t{0},");
	write_table("forward", lexicon->forward);
	write_table("backward", lexicon->backward);
	write_filter(&lexicon->starts);
	write_filter(&lexicon->ends);
	write_dimensions(lexicon);
	printf("\t%u, %u, 0, 0, 0};\n", lexicon->measured_count, lexicon->counted_count);
}

static void write_lists(const struct word_lists *lists)
{
	for (size_t i = 0; i < lists->count; i++)
		write_strings("list", i, lists->lists[i].words, lists->lists[i].count);
	puts("static struct word_list lists[] = {");
	for (size_t i = 0; i < lists->count; i++) {
		fputs("\t{", stdout);
		write_member(lists->lists[i].name);
		write_array("list", i, lists->lists[i].count);
		puts("0},");
	}
	printf("};\nstatic const struct word_lists word_lists = {0, lists, %zu, 0};\n", lists->count);
}

static void write_hole(const struct hole *hole)
{
	printf("\t{%d, ", (int)hole->kind);
	write_member(hole->role);
	write_member(hole->same_as);
	putchar('{');
	for (size_t i = 0; i < 4; i++)
		printf("0x%" PRIx64 "u, ", hole->dimensions[i]);
	printf("}, %u, %d, %d, %d, %d, %d, %d, %u, %u},\n", hole->senses, hole->is_certain, hole->is_other_unit,
	       hole->is_many, hole->is_alike, hole->is_numbered, hole->is_alone, hole->hedges, hole->group);
}

/* The arrays of words that outlines name, each written once: what they are told apart by later is where they stand. */
struct word_arrays {
	struct arena *arena;
	const struct outline_item **items;
	size_t count;
	size_t capacity;
};

static bool same_words(const struct outline_item *a, const struct outline_item *b)
{
	for (size_t i = 0; i < a->word_count && a->word_count == b->word_count; i++)
		if (strcmp(a->words[i], b->words[i]) != 0)
			return false;
	return a->word_count == b->word_count;
}

/* The number of the item's array, which is written when it is new. */
static size_t write_outlined(struct word_arrays *arrays, const struct outline_item *item)
{
	size_t i = 0;

	while (i < arrays->count && !same_words(arrays->items[i], item))
		i++;
	if (i < arrays->count)
		return i;
	arrays->items =
	    arena_grow(arrays->arena, arrays->items, arrays->count, &arrays->capacity, sizeof(*arrays->items));
	arrays->items[arrays->count++] = item;
	write_strings("outlined", i, item->words, item->word_count);
	return i;
}

static void write_outline(struct word_arrays *arrays, size_t phrase, const struct outline *outline)
{
	for (size_t i = 0; i < outline->count; i++)
		if (outline->items[i].word_count > 0)
			write_outlined(arrays, &outline->items[i]);
	if (outline->count > 0)
		printf("static struct outline_item outline_%zu[] = {\n", phrase);
	for (size_t i = 0; i < outline->count; i++) {
		const struct outline_item *item = &outline->items[i];

		fputs("\t{", stdout);
		write_array("outlined", item->word_count ? write_outlined(arrays, item) : 0, item->word_count);
		putchar('{');
		for (size_t word = 0; word < 4; word++)
			printf("0x%" PRIx64 "u, ", item->dimensions[word]);
		printf("}, %u, %u, %u, %d, %d},\n", item->senses, item->reach, item->figures, item->like,
		       item->barred);
	}
	if (outline->count > 0)
		puts("};");
}

/* The steps of a phrase, which only `rules why` asks for, are left out. */
static void write_phrase(struct word_arrays *arrays, size_t index, const struct translated *phrase)
{
	if (phrase->hole_count > 0)
		printf("static struct hole holes_%zu[] = {\n", index);
	for (size_t i = 0; i < phrase->hole_count; i++)
		write_hole(&phrase->holes[i]);
	if (phrase->hole_count > 0)
		puts("};");
	for (size_t set = 0; set < CUE_SETS; set++)
		write_strings("cues", CUE_SETS * index + set, phrase->cues[set].words, phrase->cues[set].count);
	write_outline(arrays, index, &phrase->outline);
	printf("static const struct translated phrase_%zu = {", index);
	write_member(phrase->phrase);
	fputs("\n\t", stdout);
	write_member(phrase->regex);
	fputs("\n\t", stdout);
	write_array("holes", index, phrase->hole_count);
	printf("%zu, %d, {", phrase->least_figures, phrase->spells_bracket);
	for (size_t set = 0; set < CUE_SETS; set++) {
		putchar('{');
		write_array("cues", CUE_SETS * index + set, phrase->cues[set].count);
		fputs("}, ", stdout);
	}
	fputs("}, {", stdout);
	write_array("outline", index, phrase->outline.count);
	puts("}, 0, 0};");
}

static void write_child(const struct node *child, size_t index)
{
	if (child)
		printf("&node_%zu", index);
	else
		putchar('0');
}

/* Writes a tree from its leaves on and returns the number of its root. */
static size_t write_node(const struct node *node, size_t *count)
{
	size_t left = node->left ? write_node(node->left, count) : 0;
	size_t right = node->right ? write_node(node->right, count) : 0;
	size_t index = (*count)++;

	printf("static struct node node_%zu = {%d, %d, %d, ", index, (int)node->kind, node->symbol,
	       (int)node->function);
	write_number(node->number);
	fputs(", ", stdout);
	write_member(node->role);
	write_child(node->left, left);
	fputs(", ", stdout);
	write_child(node->right, right);
	puts("};");
	return index;
}

static void write_check(size_t index, const struct expression *check, size_t *node_count)
{
	size_t root = write_node(check->root, node_count);

	write_strings("roles", index, check->roles, check->role_count);
	if (check->role_count > 0) {
		printf("static size_t uses_%zu[] = {", index);
		for (size_t i = 0; i < check->role_count; i++)
			printf("%zu, ", check->uses[i]);
		printf("};\nstatic bool as_list_%zu[] = {", index);
		for (size_t i = 0; i < check->role_count; i++)
			printf("%d, ", check->as_list[i]);
		puts("};");
	}
	printf("static const struct expression check_%zu = {", index);
	write_member(check->text);
	printf("&node_%zu, ", root);
	if (check->role_count > 0)
		printf("roles_%zu, uses_%zu, as_list_%zu, %zu};\n", index, index, index, check->role_count);
	else
		puts("0, 0, 0, 0};");
}

static void write_tests(const struct rule *rule)
{
	if (rule->test_count > 0)
		printf("static const struct rule_test tests_%u[] = {\n", rule->index);
	for (size_t i = 0; i < rule->test_count; i++) {
		printf("\t{0, %d, ", rule->tests[i].is_bad);
		write_member(rule->tests[i].text);
		write_member(rule->tests[i].at);
		write_member(rule->tests[i].says);
		puts("},");
	}
	if (rule->test_count > 0)
		puts("};");
}

static void write_settings(const struct rule *rule, size_t *word_lists)
{
	size_t first = *word_lists;

	for (size_t i = 0; i < rule->setting_count; i++)
		write_strings("setting_words", (*word_lists)++, rule->settings[i].words, rule->settings[i].count);
	if (rule->setting_count == 0)
		return;
	printf("static const struct rule_setting settings_%u[] = {", rule->index);
	for (size_t i = 0; i < rule->setting_count; i++) {
		putchar('{');
		write_member(rule->settings[i].name);
		write_array("setting_words", first + i, rule->settings[i].count);
		fputs("}, ", stdout);
	}
	puts("};");
}

/* What has been written so far of each sort that several rules have. */
struct written {
	size_t phrases;
	size_t checks;
	size_t nodes;
	size_t setting_words;
	struct word_arrays outlined;
};

/* All that the rule refers to. */
static void write_parts(const struct rule *rule, struct written *written)
{
	size_t first_check = written->checks;

	for (size_t i = 0; i < rule->find_count; i++)
		write_phrase(&written->outlined, written->phrases++, pattern_translated(rule->finds[i]));
	for (size_t i = 0; i < rule->check_count; i++)
		write_check(written->checks++, rule->checks[i], &written->nodes);
	if (rule->check_count > 0)
		printf("static const struct expression *const checks_%u[] = {", rule->index);
	for (size_t i = 0; i < rule->check_count; i++)
		printf("&check_%zu, ", first_check + i);
	if (rule->check_count > 0)
		puts("};");
	write_strings("unless", rule->index, rule->unless, rule->unless_count);
	write_tests(rule);
	write_settings(rule, &written->setting_words);
}

/* One string for each language. */
static void write_languages(const char *const *strings)
{
	putchar('{');
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		write_member(strings[language]);
	fputs("}, ", stdout);
}

static void write_rule(const struct rule *rule)
{
	fputs("\t{", stdout);
	write_member(rule->id);
	write_member(rule->title);
	write_member(rule->kind);
	printf("%d, %d, %d, ", (int)rule->severity, (int)rule->declared, (int)rule->within);
	write_member(rule->message);
	write_languages(rule->titles);
	write_languages(rule->messages);
	printf("0, %zu, ", rule->find_count);
	write_array("checks", rule->index, rule->check_count);
	write_array("unless", rule->index, rule->unless_count);
	write_array("tests", rule->index, rule->test_count);
	write_array("settings", rule->index, rule->setting_count);
	printf("0, %u, %u},\n", rule->index, rule->load);
}

static void write_mistakes(const struct rule_set *set, struct written *written)
{
	size_t count, first = written->checks;
	const struct mistake *mistakes = rule_set_mistakes(set, &count);

	for (size_t i = 0; i < count; i++)
		write_check(written->checks++, mistakes[i].check, &written->nodes);
	puts("static const struct mistake mistakes[] = {");
	for (size_t i = 0; i < count; i++) {
		fputs("\t{", stdout);
		write_member(mistakes[i].of);
		printf("&check_%zu, ", first + i);
		write_member(mistakes[i].message);
		write_languages(mistakes[i].messages);
		puts("},");
	}
	puts("};");
}

static void write_rules(struct arena *arena, const struct rule_set *set)
{
	struct written written = {.outlined.arena = arena};

	for (size_t i = 0; i < rule_set_count(set); i++)
		write_parts(rule_set_at(set, i), &written);
	write_mistakes(set, &written);
	puts("static const struct rule rules[] = {");
	for (size_t i = 0; i < rule_set_count(set); i++)
		write_rule(rule_set_at(set, i));
	puts("};\nstatic const struct translated *const phrases[] = {");
	for (size_t i = 0; i < written.phrases; i++)
		printf("\t&phrase_%zu,\n", i);
	printf("};\nconst struct prepared prepared_rules = {&lexicon, &word_lists, mistakes, sizeof(mistakes) / sizeof(*mistakes), "
	       "rules, %zu, phrases, %zu};\n",
	       rule_set_count(set), written.phrases);
}

int main(void)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct rule_set *set = rule_set_new(arena);
	bool is_whole;

	rule_set_load_builtin(set, errors);
	rule_set_finish(set, errors);
	rule_set_check_patterns(set, errors);
	error_list_print(errors, stderr);
	puts("/* Generated by prepare.c. */\n#include \"rule/prepared.h\"\n");
	puts("#include \"rule/expression_tree.h\"\n#include \"rule/lexicon_store.h\"\n#include \"rule/mistake.h\"\n#include \"rule/rule.h\"");
	puts("#include \"rule/translate.h\"\n#include \"rule/words_store.h\"\n");
	puts("#define WIDE(high, low) ((wide_integer)(high) << 64 | (wide_integer)(low##u))\n");
	write_lexicon(rule_set_lexicon(set));
	write_lists(rule_set_words(set));
	write_rules(arena, set);
	is_whole = error_list_count(errors) == 0 && fflush(stdout) == 0;
	arena_free(arena);
	return is_whole ? 0 : 1;
}
