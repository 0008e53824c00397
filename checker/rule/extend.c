/* What a rule takes over from the rule that it extends. */
#include "rule/extend.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "yaml/yaml.h"

/* What goes over, and the key that stands in its way: the other's title in one language is not that of a title of its own. */
static const struct {
	const char *key;
	const char *own;
} inherited[] = {{"title", "title"},        {"title-zh", "title"},     {"title-en", "title"}, {"message", "message"},
		 {"message-zh", "message"}, {"message-en", "message"}, {"find", "find"},      {"check", "check"},
		 {"unless", "unless"},      {"with", "with"}};

static bool is_inherited(const struct yaml_node *own, const char *key)
{
	for (size_t i = 0; i < sizeof(inherited) / sizeof(*inherited); i++)
		if (strcmp(inherited[i].key, key) == 0)
			return !yaml_get(own, inherited[i].own) && !yaml_get(own, key);
	return false;
}

/* The items of both, each a scalar or a sequence. */
static struct yaml_node *join(struct arena *arena, struct yaml_node *own, struct yaml_node *base)
{
	struct yaml_node *joined = arena_alloc(arena, sizeof(*joined)), *parts[] = {base, own};
	size_t most = 2 + own->item_count + base->item_count;

	*joined = *own;
	joined->type = YAML_SEQUENCE;
	joined->items = arena_alloc_array(arena, most, sizeof(*joined->items));
	joined->item_count = 0;
	for (size_t p = 0; p < 2; p++) {
		if (parts[p]->type != YAML_SEQUENCE)
			joined->items[joined->item_count++] = parts[p];
		for (size_t i = 0; parts[p]->type == YAML_SEQUENCE && i < parts[p]->item_count; i++)
			joined->items[joined->item_count++] = parts[p]->items[i];
	}
	return joined;
}

const struct yaml_node *extend_mapping(struct arena *arena, const struct yaml_node *own, const struct yaml_node *base)
{
	struct yaml_node *merged = arena_alloc(arena, sizeof(*merged));

	*merged = *own;
	merged->pairs = arena_alloc_array(arena, own->pair_count + base->pair_count, sizeof(*merged->pairs));
	memcpy(merged->pairs, own->pairs, own->pair_count * sizeof(*own->pairs));
	for (size_t i = 0; i < base->pair_count; i++) {
		const struct yaml_pair *pair = &base->pairs[i];
		const char *key = pair->key->value;

		if (is_inherited(own, key))
			merged->pairs[merged->pair_count++] = *pair;
	}
	for (size_t i = 0; i < own->pair_count; i++) {
		struct yaml_pair *pair = &merged->pairs[i];
		struct yaml_node *more = yaml_get(base, "unless");

		if (more && strcmp(pair->key->value, "unless") == 0 && pair->value->type != YAML_MAPPING)
			pair->value = join(arena, pair->value, more);
	}
	return merged;
}
