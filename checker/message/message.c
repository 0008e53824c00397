/* Looks up the catalogue and fills holes. */
#include "message/message.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "message/texts.h"

enum { MOST_HOLES = 4 };

static const char *const names[LANGUAGE_COUNT] = {"zh", "en"};

static const char *const ids[MESSAGE_COUNT] = {
#define X(id, holes) #id,
#include "message/ids.def"
#undef X
};

static const char *const holes_of[MESSAGE_COUNT] = {
#define X(id, holes) holes,
#include "message/ids.def"
#undef X
};

const char *language_name(enum language language)
{
	return names[language];
}

int language_from_name(const char *name)
{
	if (strcmp(name, "auto") == 0)
		return LANGUAGE_AUTO;
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return LANGUAGE_COUNT;
}

const char *message_text(enum language language, enum message message)
{
	return message_texts[language][message];
}

/* Is "claim-agrees" the name of CLAIM_AGREES? */
static bool is_named(const char *id, const char *name)
{
	for (; *id && *name; id++, name++)
		if (*id == '_' ? *name != '-' : *id + ('a' - 'A') != *name)
			return false;
	return *id == *name;
}

enum message message_find(const char *name)
{
	for (int i = 0; i < MESSAGE_COUNT; i++)
		if (is_named(ids[i], name))
			return (enum message)i;
	return MESSAGE_COUNT;
}

void message_fill(struct buffer *out, const char *template,
		  void (*fill)(struct buffer *out, const void *context, const char *name, size_t length),
		  const void *context)
{
	for (const char *at = template; *at;) {
		size_t length = strcspn(at, "{"), name = 0;

		buffer_append(out, at, length);
		at += length;
		if (*at)
			name = strcspn(at + 1, "{}");
		if (*at && name > 0 && at[1 + name] == '}') {
			fill(out, context, at + 1, name);
			at += name + 2;
		} else if (*at) {
			buffer_append_byte(out, *at++);
		}
	}
}

struct holes {
	const char *names[MOST_HOLES];
	const char *values[MOST_HOLES];
	size_t count;
};

static void fill_hole(struct buffer *out, const void *context, const char *name, size_t length)
{
	const struct holes *holes = context;

	for (size_t i = 0; i < holes->count; i++)
		if (strlen(holes->names[i]) == length && strncmp(holes->names[i], name, length) == 0)
			buffer_append_string(out, holes->values[i]);
}

/* Were all holes of the id given, and no others? */
static bool is_complete(enum message message, const struct holes *holes)
{
	size_t length = strlen(holes_of[message]);

	for (size_t i = 0; i < holes->count; i++) {
		const char *at = strstr(holes_of[message], holes->names[i]);

		if (!at)
			return false;
		length -= strlen(holes->names[i]);
	}
	return length == (holes->count > 0 ? holes->count - 1 : 0);
}

void message_append_list(struct buffer *out, enum language language, enum message message, va_list arguments)
{
	struct holes holes = {.count = 0};
	const char *name;

	while ((name = va_arg(arguments, const char *))) {
		assert(holes.count < MOST_HOLES);
		holes.names[holes.count] = name;
		holes.values[holes.count++] = va_arg(arguments, const char *);
	}
	assert(is_complete(message, &holes));
	message_fill(out, message_text(language, message), fill_hole, &holes);
}

void message_append(struct buffer *out, enum language language, enum message message, ...)
{
	va_list holes;

	va_start(holes, message);
	message_append_list(out, language, message, holes);
	va_end(holes);
}

void message_append_count(struct buffer *out, enum language language, enum message message, size_t count)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%zu", count);
	message_append(out, language, message, "count", digits, NULL);
}
