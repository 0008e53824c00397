/* Reads documents with Jansson, where there is one. */
#include "json_document.h"

#include <string.h>

#ifdef HAVE_JANSSON
#include <jansson.h>
#endif

#include "base/arena.h"

#ifdef HAVE_JANSSON

bool json_document_begin(void)
{
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

struct json_document json_document_read(struct arena *arena, const char *line, size_t length)
{
	struct json_document document = {.name = "-"};
	json_error_t error;
	json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);

	if (!object && json_error_code(&error) == json_error_out_of_memory)
		arena_exhausted();
	if (!object) {
		document.fault = arena_printf(arena, "byte %d: %s", error.position, error.text);
	} else if (!json_is_object(object)) {
		document.fault = "not an object";
	} else {
		document.fault = read_id(arena, json_object_get(object, "id"), &document);
		if (!document.fault)
			document.fault = read_text(arena, json_object_get(object, "text"), &document);
	}
	json_decref(object);
	return document;
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

struct json_document json_document_read(struct arena *arena, const char *line, size_t length)
{
	(void)arena;
	(void)line;
	(void)length;
	return (struct json_document){.name = "-", .fault = "built without Jansson"};
}

#endif
