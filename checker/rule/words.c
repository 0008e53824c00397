/* Named lists of words. */
#include "rule/words.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rule/words_store.h"
#include "text/text.h"
#include "yaml/yaml.h"

struct word_lists *word_lists_new(struct arena *arena)
{
	struct word_lists *lists = arena_alloc(arena, sizeof(*lists));

	lists->arena = arena;
	return lists;
}

static struct word_list *find(const struct word_lists *lists, const char *name)
{
	for (size_t i = 0; i < lists->count; i++)
		if (strcmp(lists->lists[i].name, name) == 0)
			return &lists->lists[i];
	return NULL;
}

/* A full-width comma in a word without quotes: meant to divide two words. */
static void check_word(const struct yaml_node *word, struct error_list *errors)
{
	static const char *const commas[] = {"，", "、", "；"};

	for (size_t i = 0; i < sizeof(commas) / sizeof(*commas) && !word->quoted; i++) {
		const char *comma = strstr(word->value, commas[i]);

		if (!comma || comma == word->value || comma[strlen(commas[i])] == '\0')
			continue;
		yaml_error_inside(errors, word, utf8_count(word->value, (size_t)(comma - word->value)),
				  "words are divided by ', '; quote a word with %s in it: '…'", commas[i]);
		return;
	}
}

static struct word_list *find_or_add(struct word_lists *lists, const char *name)
{
	struct word_list *list = find(lists, name);

	if (list)
		return list;
	lists->lists = arena_grow(lists->arena, lists->lists, lists->count, &lists->capacity, sizeof(*lists->lists));
	list = &lists->lists[lists->count++];
	*list = (struct word_list){.name = name};
	return list;
}

void word_lists_load(struct word_lists *lists, const struct yaml_node *mapping, struct error_list *errors)
{
	if (mapping->type != YAML_MAPPING) {
		yaml_error_type(errors, mapping, "'words' holds lists by name: 'total: [合计, 共计]'");
		return;
	}
	for (size_t i = 0; i < mapping->pair_count; i++) {
		const struct yaml_node *value = mapping->pairs[i].value;
		struct word_list *list;

		if (value->type != YAML_SEQUENCE) {
			yaml_error_type(errors, value, "a list of words should stand here: [合计, 共计]");
			continue;
		}
		if (value->item_count == 0)
			yaml_error(errors, value, "the list has no words");
		list = find_or_add(lists, mapping->pairs[i].key->value);
		for (size_t w = 0; w < value->item_count; w++) {
			if (value->items[w]->type != YAML_SCALAR || value->items[w]->value[0] == '\0') {
				yaml_error(errors, value->items[w], "a word should stand here");
				continue;
			}
			check_word(value->items[w], errors);
			list->words =
			    arena_grow(lists->arena, list->words, list->count, &list->capacity, sizeof(*list->words));
			list->words[list->count++] = text_fold_string(lists->arena, value->items[w]->value);
		}
	}
}

const char *const *word_lists_find(const struct word_lists *lists, const char *name, size_t *count)
{
	const struct word_list *list = find(lists, name);

	*count = list ? list->count : 0;
	return list ? list->words : NULL;
}
