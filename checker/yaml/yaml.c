/* YAML files as trees of nodes that remember their place. */
#include "yaml/yaml.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "yaml/slip.h"

struct loader {
	struct arena *arena;
	struct yaml_file *file;
	struct error_list *errors;
	yaml_parser_t parser;
	bool failed;
};

static void add_error(const struct loader *loader, size_t line, size_t column, const char *message)
{
	size_t length;
	const char *excerpt = yaml_line(loader->file, line, &length);

	error_list_add_excerpt(loader->errors, loader->file->path, line, column, excerpt, length, "%s", message);
}

struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key)
{
	for (size_t i = 0; i < mapping->pair_count; i++)
		if (strcmp(mapping->pairs[i].key->value, key) == 0)
			return mapping->pairs[i].value;
	return NULL;
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

static void fail_parsing(struct loader *loader)
{
	const yaml_parser_t *parser = &loader->parser;
	struct yaml_failure failure = {.problem = parser->problem ? parser->problem : "not YAML",
				       .line = parser->problem_mark.line + 1,
				       .column = parser->problem_mark.column + 1,
				       .context = parser->context,
				       .context_line = parser->context_mark.line + 1,
				       .context_column = parser->context_mark.column + 1};

	if (parser->error == YAML_MEMORY_ERROR)
		arena_exhausted();
	if (loader->failed)
		/* UNREACHED: who calls stops when it failed */
		return;
	loader->failed = true;
	if (parser->error == YAML_READER_ERROR) {
		/* libyaml's reader knows only how many bytes it has read. */
		yaml_place(loader->file, parser->problem_offset, &failure.line, &failure.column);
		add_error(loader, failure.line, failure.column, failure.problem);
	} else {
		yaml_report_failure(loader->file, &failure, loader->errors);
	}
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

static void refuse_properties(struct loader *loader, const yaml_event_t *event, const void *anchor, const void *tag)
{
	if (anchor)
		fail_at(loader, event, "anchors (&) are not read here; quote a text that begins with &");
	else if (tag)
		fail_at(loader, event, "tags (!) are not read here; quote a text that begins with !");
}

static struct yaml_node *load_scalar(struct loader *loader, const yaml_event_t *event)
{
	struct yaml_node *node = new_node(loader, YAML_SCALAR, event);
	const char *value = (const char *)event->data.scalar.value;

	node->value = arena_copy(loader->arena, value, event->data.scalar.length);
	node->quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
		       event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	refuse_properties(loader, event, event->data.scalar.anchor, event->data.scalar.tag);
	if (strlen(value) != event->data.scalar.length)
		fail_at(loader, event, "a text must not hold the character 0");
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
		refuse_properties(loader, event, event->data.sequence_start.anchor, event->data.sequence_start.tag);
		load_items(loader, node, depth);
		return node;
	case YAML_MAPPING_START_EVENT:
		node = new_node(loader, YAML_MAPPING, event);
		refuse_properties(loader, event, event->data.mapping_start.anchor, event->data.mapping_start.tag);
		load_pairs(loader, node, depth);
		return node;
	default:
		fail_at(loader, event, "aliases (*) are not read here; quote a text that begins with *");
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
		error_list_add(loader->errors, loader->file->path, 1, 1,
			       loader->file->length > 0 ? "the file is empty but for comments" : "the file is empty");
	return loader->failed ? NULL : root;
}

const char *yaml_library_version(void)
{
	return yaml_get_version_string();
}

static bool check_encoding(const struct loader *loader)
{
	const struct yaml_file *file = loader->file;
	size_t bad = utf8_check(file->bytes, file->length), line, column;
	bool is_utf16 =
	    file->length >= 2 && (memcmp(file->bytes, "\xff\xfe", 2) == 0 || memcmp(file->bytes, "\xfe\xff", 2) == 0);

	if (bad == file->length)
		return true;
	/* The rest of the line would not print. */
	yaml_place(file, bad, &line, &column);
	error_list_add(loader->errors, file->path, line, column, "not UTF-8; it looks like %s: save it as UTF-8",
		       is_utf16 ? "UTF-16" : "GBK or GB18030");
	return false;
}

struct yaml_node *yaml_parse(struct arena *arena, const char *path, const char *bytes, size_t length,
			     struct error_list *errors)
{
	struct loader loader = {.arena = arena, .errors = errors};
	size_t mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	struct yaml_node *root;

	loader.file = arena_alloc(arena, sizeof(*loader.file));
	loader.file->path = arena_copy_string(arena, path);
	loader.file->bytes = arena_copy(arena, bytes + mark, length - mark);
	loader.file->length = length - mark;
	if (!check_encoding(&loader))
		return NULL;
	if (!yaml_parser_initialize(&loader.parser))
		arena_exhausted();
	yaml_parser_set_encoding(&loader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&loader.parser, (const unsigned char *)loader.file->bytes, loader.file->length);
	root = load_documents(&loader);
	yaml_parser_delete(&loader.parser);
	return root;
}

struct yaml_node *yaml_read(struct arena *arena, const char *path, struct error_list *errors)
{
	FILE *file = file_open(path);
	struct yaml_node *root = NULL;
	struct buffer bytes = {0};
	char block[1 << 14];
	size_t size;

	if (!file) {
		error_list_add(errors, path, 0, 0, "cannot be read: %s", file_open_fault());
		return NULL;
	}
	while (bytes.length <= LIMIT_YAML_BYTES && (size = fread(block, 1, sizeof(block), file)) > 0)
		buffer_append(&bytes, block, size);
	if (ferror(file))
		/* UNREACHED: a disk that fails while it is read */
		error_list_add(errors, path, 0, 0, "cannot be read: %s", strerror(errno));
	else if (bytes.length > LIMIT_YAML_BYTES)
		error_list_add(errors, path, 0, 0, "larger than %d bytes", LIMIT_YAML_BYTES);
	else
		root = yaml_parse(arena, path, buffer_string(&bytes), bytes.length, errors);
	fclose(file);
	buffer_release(&bytes);
	return root;
}
