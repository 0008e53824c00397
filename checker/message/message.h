/*
 * The words that the program says, by language and id. They are data: rules/messages/zh.yaml and en.yaml, which
 * message/embed.sh turns into a table at build time. It stops the build where a text is missing in a language, is not
 * known, or has a hole that its id does not give.
 */
#ifndef RCHECK_MESSAGE_MESSAGE_H
#define RCHECK_MESSAGE_MESSAGE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* In the order of language_name(): "zh", "en". */
enum language { LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_COUNT };

/* Of settings: the language of the report. */
enum { LANGUAGE_AUTO = -1 };

enum message {
#define X(id, holes) MESSAGE_##id,
#include "message/ids.def"
#undef X
	MESSAGE_COUNT
};

/* "zh" or "en": static strings. */
const char *language_name(enum language language);

/* The language of that name, LANGUAGE_AUTO for "auto", or LANGUAGE_COUNT when there is none. */
int language_from_name(const char *name);

/* The text as it stands in the catalogue, with its holes. A static string, never NULL. */
const char *message_text(enum language language, enum message message);

/* The id under which a text stands in the catalogue, as "claim-agrees", or MESSAGE_COUNT. */
enum message message_find(const char *name);

/*
 * Appends the text with its holes filled from pairs of names and strings, NULL at the end; all holes of the id must be
 * given:
 *
 *     message_append(&out, language, MESSAGE_TABLE_ROW, "label", label, NULL);
 */
void message_append(struct buffer *out, enum language language, enum message message, ...) __attribute__((sentinel));

/* The same with a list of arguments. */
void message_append_list(struct buffer *out, enum language language, enum message message, va_list holes);

/* The same for the ids whose one hole is {count}. */
void message_append_count(struct buffer *out, enum language language, enum message message, size_t count);

/*
 * Fills the holes {name} of any template: `fill` appends what stands for the name (`length` bytes, not NUL-terminated).
 * A brace that opens no hole stands for itself.
 */
void message_fill(struct buffer *out, const char *template,
		  void (*fill)(struct buffer *out, const void *context, const char *name, size_t length),
		  const void *context);

#endif
