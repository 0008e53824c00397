/* Reads documents with Jansson, where there is one. */
#include "json_document.h"

#include <string.h>

#ifdef HAVE_JANSSON
#include <jansson.h>
#endif

#include "base/arena.h"

#ifdef HAVE_JANSSON

/*
 * Where it is told that memory runs out within a string, Jansson 2.14 goes on without the bytes and writes beyond its own. So it
 * is never told: the attempt to read the document is given up, with all blocks made in it.
 */
static void *allocate(size_t size)
{
	return block_resize(NULL, size);
}

bool json_document_begin(void)
{
	json_set_alloc_funcs(allocate, block_release);
	/* Else the first object does this, and two threads may be at it. */
	json_object_seed(0);
	return true;
}

const char *json_document_library_version(void)
{
	return jansson_version_str();
}

/* Returns what is wrong, or NULL. */
static const char *read_id(struct arena *arena, const json_t *id, struct json_document *document)
{
	if (!id)
		return "no 'id'";
	if (json_is_integer(id)) {
		document->id = (struct json_id){.kind = JSON_ID_NUMBER, .number = json_integer_value(id)};
		document->name = arena_printf(arena, "%lld", document->id.number);
		return NULL;
	}
	if (!json_is_string(id))
		return "'id' is neither a string nor a whole number";
	if (strlen(json_string_value(id)) != json_string_length(id))
		return "'id' holds U+0000";
	document->name = arena_copy_string(arena, json_string_value(id));
	document->id = (struct json_id){.kind = JSON_ID_STRING, .string = document->name};
	return NULL;
}

static const char *read_text(struct arena *arena, const json_t *text, struct json_document *document)
{
	if (!text)
		return "no 'text'";
	if (!json_is_string(text))
		return "'text' is no string";
	if (strlen(json_string_value(text)) != json_string_length(text))
		return "'text' holds U+0000";
	document->length = json_string_length(text);
	document->text = arena_copy(arena, json_string_value(text), document->length);
	return NULL;
}

/* An object that Jansson holds, and what is taken from it. */
struct taking {
	struct arena *arena;
	json_t *object;
	struct json_document *document;
};

static void take_members(void *context)
{
	struct taking *taking = context;
	struct json_document *document = taking->document;

	if (!json_is_object(taking->object)) {
		document->fault = "not an object";
		return;
	}
	document->fault = read_id(taking->arena, json_object_get(taking->object, "id"), document);
	if (!document->fault)
		document->fault = read_text(taking->arena, json_object_get(taking->object, "text"), document);
}

static void release_object(void *object)
{
	json_decref(object);
}

void json_document_read(struct arena *arena, const char *line, size_t length, struct json_document *document)
{
	json_error_t error;
	json_t *object;

	*document = (struct json_document){.name = "-"};
	object = json_loadb(line, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (!object)
		document->fault = arena_printf(arena, "byte %d: %s", error.position, error.text);
	else
		arena_finally(take_members, &(struct taking){arena, object, document}, release_object, object);
}

#else

bool json_document_begin(void)
{
	return false;
}

const char *json_document_library_version(void)
{
	return NULL;
}

void json_document_read(struct arena *arena, const char *line, size_t length, struct json_document *document)
{
	(void)arena;
	(void)line;
	(void)length;
	*document = (struct json_document){.name = "-", .fault = "built without Jansson"};
}

#endif
