/* YAML files as trees of nodes that remember their place. */
#include "rule/yaml.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

struct loader {
	struct arena *arena;
	struct yaml_file *file;
	struct error_list *errors;
	yaml_parser_t parser;
	bool failed;
};

static void line_of(const struct yaml_file *file, size_t line, const char **start, size_t *length)
{
	const char *at = file->bytes, *end = file->bytes + file->length;

	while (line > 1 && at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		at = newline ? newline + 1 : end;
		line--;
	}
	const char *newline = memchr(at, '\n', (size_t)(end - at));

	*start = at;
	*length = (size_t)((newline ? newline : end) - at);
	if (*length > 0 && at[*length - 1] == '\r')
		--*length;
}

static void add_error(const struct loader *loader, size_t line, size_t column, const char *message)
{
	const char *excerpt;
	size_t length;

	line_of(loader->file, line, &excerpt, &length);
	error_list_add_excerpt(loader->errors, loader->file->path, line, column, excerpt, length, "%s", message);
}

static void report(struct error_list *errors, const struct yaml_node *node, size_t column, const char *format,
		   va_list arguments) __attribute__((format(printf, 4, 0)));

static void report(struct error_list *errors, const struct yaml_node *node, size_t column, const char *format,
		   va_list arguments)
{
	char message[512];
	const char *excerpt;
	size_t length;

	vsnprintf(message, sizeof(message), format, arguments);
	line_of(node->file, node->line, &excerpt, &length);
	error_list_add_excerpt(errors, node->file->path, node->line, column, excerpt, length, "%s", message);
}

void yaml_error(struct error_list *errors, const struct yaml_node *node, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(errors, node, node->column, format, arguments);
	va_end(arguments);
}

void yaml_error_inside(struct error_list *errors, const struct yaml_node *node, size_t offset, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(errors, node, node->column + node->quoted + offset, format, arguments);
	va_end(arguments);
}

struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key)
{
	for (size_t i = 0; i < mapping->pair_count; i++)
		if (strcmp(mapping->pairs[i].key->value, key) == 0)
			return mapping->pairs[i].value;
	return NULL;
}

static size_t edit_distance(const char *a, const char *b)
{
	enum { LONGEST = 40 };
	size_t row[LONGEST + 1], length_a = strlen(a), length_b = strlen(b);

	if (length_a > LONGEST || length_b > LONGEST)
		return SIZE_MAX;
	for (size_t j = 0; j <= length_b; j++)
		row[j] = j;
	for (size_t i = 1; i <= length_a; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= length_b; j++) {
			size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[length_b];
}

const char *yaml_nearest(const char *word, const char *const *known)
{
	const char *nearest = NULL;
	size_t best = strlen(word) / 3 + 2; /* one letter in three, or two swapped */

	for (; *known; known++) {
		size_t distance = edit_distance(word, *known);

		if (distance < best) {
			best = distance;
			nearest = *known;
		}
	}
	return nearest;
}

void yaml_check_keys(struct error_list *errors, const struct yaml_node *mapping, const char *const *known)
{
	for (size_t i = 0; i < mapping->pair_count; i++) {
		const struct yaml_node *key = mapping->pairs[i].key;
		const char *near;
		bool found = false;

		for (const char *const *k = known; *k && !found; k++)
			found = strcmp(*k, key->value) == 0;
		if (found)
			continue;
		near = yaml_nearest(key->value, known);
		if (near)
			yaml_error(errors, key, "unknown key '%s'; did you mean '%s'?", key->value, near);
		else
			yaml_error(errors, key, "unknown key '%s'", key->value);
	}
}

static struct yaml_node *new_node(struct loader *loader, enum yaml_type type, const yaml_event_t *event)
{
	struct yaml_node *node = arena_alloc(loader->arena, sizeof(*node));

	node->type = type;
	node->file = loader->file;
	node->line = event->start_mark.line + 1;
	node->column = event->start_mark.column + 1;
	return node;
}

static void fail_at(struct loader *loader, const yaml_event_t *event, const char *message)
{
	if (!loader->failed)
		add_error(loader, event->start_mark.line + 1, event->start_mark.column + 1, message);
	loader->failed = true;
}

/* A full-width colon or quote, or a tab, in a line: what a faulty file most often suffers from. */
static bool blame_typing(struct loader *loader, size_t line)
{
	static const struct {
		const char *bytes;
		const char *message;
	} slips[] = {
	    {"：", "a full-width colon: YAML needs ':' and a blank"},
	    {"\t", "a tab: YAML is indented with blanks"},
	    {"“", "a full-width quote: YAML needs ' or \""},
	    {"‘", "a full-width quote: YAML needs ' or \""},
	};
	const char *start;
	size_t length;

	line_of(loader->file, line, &start, &length);
	for (size_t s = 0; s < sizeof(slips) / sizeof(*slips); s++) {
		size_t size = strlen(slips[s].bytes);

		for (size_t at = 0; at + size <= length && start[at] != '#'; at++) {
			/* Inside quotes they are text. */
			if (start[at] == '\'' || start[at] == '"')
				break;
			if (memcmp(start + at, slips[s].bytes, size) == 0) {
				add_error(loader, line, utf8_count(start, at) + 1, slips[s].message);
				return true;
			}
		}
	}
	return false;
}

static void fail_parsing(struct loader *loader)
{
	const yaml_parser_t *parser = &loader->parser;
	size_t line = parser->problem_mark.line + 1, column = parser->problem_mark.column + 1;

	if (loader->failed)
		return;
	loader->failed = true;
	/* libyaml blames the line after the slip. */
	for (size_t back = 0; back < 3 && line > back; back++)
		if (blame_typing(loader, line - back))
			return;
	add_error(loader, line, column, parser->problem ? parser->problem : "not YAML");
}

static bool next_event(struct loader *loader, yaml_event_t *event)
{
	if (yaml_parser_parse(&loader->parser, event))
		return true;
	fail_parsing(loader);
	return false;
}

static struct yaml_node *load_node(struct loader *loader, yaml_event_t *event, unsigned depth);

static void load_items(struct loader *loader, struct yaml_node *sequence, unsigned depth)
{
	size_t capacity = 0;
	yaml_event_t event;

	while (!loader->failed && next_event(loader, &event)) {
		bool end = event.type == YAML_SEQUENCE_END_EVENT;

		if (!end) {
			sequence->items = arena_grow(loader->arena, sequence->items, sequence->item_count, &capacity,
						     sizeof(*sequence->items));
			sequence->items[sequence->item_count] = load_node(loader, &event, depth + 1);
			sequence->item_count += sequence->items[sequence->item_count] != NULL;
		}
		yaml_event_delete(&event);
		if (end)
			return;
	}
}

static void add_pair(struct loader *loader, struct yaml_node *mapping, size_t *capacity, struct yaml_node *key,
		     struct yaml_node *value)
{
	if (key->type != YAML_SCALAR) {
		yaml_error(loader->errors, key, "a key must be a word");
		return;
	}
	if (yaml_get(mapping, key->value)) {
		yaml_error(loader->errors, key, "the key '%s' stands twice", key->value);
		return;
	}
	mapping->pairs =
	    arena_grow(loader->arena, mapping->pairs, mapping->pair_count, capacity, sizeof(*mapping->pairs));
	mapping->pairs[mapping->pair_count++] = (struct yaml_pair){key, value};
}

static void load_pairs(struct loader *loader, struct yaml_node *mapping, unsigned depth)
{
	size_t capacity = 0;
	yaml_event_t event;

	while (!loader->failed && next_event(loader, &event)) {
		struct yaml_node *key, *value = NULL;
		bool end = event.type == YAML_MAPPING_END_EVENT;

		if (end) {
			yaml_event_delete(&event);
			return;
		}
		key = load_node(loader, &event, depth + 1);
		yaml_event_delete(&event);
		if (loader->failed || !next_event(loader, &event))
			return;
		value = load_node(loader, &event, depth + 1);
		yaml_event_delete(&event);
		if (key && value)
			add_pair(loader, mapping, &capacity, key, value);
	}
}

static struct yaml_node *load_scalar(struct loader *loader, const yaml_event_t *event)
{
	struct yaml_node *node = new_node(loader, YAML_SCALAR, event);

	node->value = arena_copy(loader->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
	node->quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
		       event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	if (event->data.scalar.anchor || (event->data.scalar.tag && !node->quoted))
		fail_at(loader, event, "anchors and tags are not part of rule files");
	return node;
}

static struct yaml_node *load_node(struct loader *loader, yaml_event_t *event, unsigned depth)
{
	struct yaml_node *node;

	if (depth > LIMIT_YAML_DEPTH) {
		fail_at(loader, event, "too deeply nested");
		return NULL;
	}
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return load_scalar(loader, event);
	case YAML_SEQUENCE_START_EVENT:
		node = new_node(loader, YAML_SEQUENCE, event);
		if (event->data.sequence_start.anchor)
			fail_at(loader, event, "anchors and tags are not part of rule files");
		load_items(loader, node, depth);
		return node;
	case YAML_MAPPING_START_EVENT:
		node = new_node(loader, YAML_MAPPING, event);
		if (event->data.mapping_start.anchor)
			fail_at(loader, event, "anchors and tags are not part of rule files");
		load_pairs(loader, node, depth);
		return node;
	default:
		fail_at(loader, event, "aliases are not part of rule files");
		return NULL;
	}
}

static struct yaml_node *load_documents(struct loader *loader)
{
	struct yaml_node *root = NULL;
	bool ended = false;
	yaml_event_t event;

	while (!loader->failed && !ended && next_event(loader, &event)) {
		switch (event.type) {
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			break;
		case YAML_DOCUMENT_START_EVENT:
			if (root)
				fail_at(loader, &event, "a second document in one file");
			break;
		case YAML_STREAM_END_EVENT:
			ended = true;
			break;
		default:
			root = load_node(loader, &event, 0);
		}
		yaml_event_delete(&event);
	}
	if (!loader->failed && !root)
		add_error(loader, 1, 1, "the file is empty");
	return loader->failed ? NULL : root;
}

const char *yaml_library_version(void)
{
	return yaml_get_version_string();
}

static bool check_encoding(const struct loader *loader)
{
	const struct yaml_file *file = loader->file;
	size_t bad = utf8_check(file->bytes, file->length), line = 1, start = 0;

	if (bad == file->length)
		return true;
	for (size_t i = 0; i < bad; i++)
		if (file->bytes[i] == '\n') {
			line++;
			start = i + 1;
		}
	error_list_add(loader->errors, file->path, line, utf8_count(file->bytes + start, bad - start) + 1,
		       "not UTF-8 (GBK or GB18030?): save the rule file as UTF-8");
	return false;
}

struct yaml_node *yaml_parse(struct arena *arena, const char *path, const char *bytes, size_t length,
			     struct error_list *errors)
{
	struct loader loader = {.arena = arena, .errors = errors};
	struct yaml_node *root;

	loader.file = arena_alloc(arena, sizeof(*loader.file));
	loader.file->path = arena_copy_string(arena, path);
	/* A byte-order mark is no column. */
	if (length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		length -= 3;
	}
	loader.file->bytes = arena_copy(arena, bytes, length);
	loader.file->length = length;
	if (!check_encoding(&loader))
		return NULL;
	if (!yaml_parser_initialize(&loader.parser)) {
		error_list_add(errors, path, 0, 0, "no memory for the YAML parser");
		return NULL;
	}
	yaml_parser_set_encoding(&loader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&loader.parser, (const unsigned char *)loader.file->bytes, length);
	root = load_documents(&loader);
	yaml_parser_delete(&loader.parser);
	return root;
}
