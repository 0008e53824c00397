/* Escapes what a page shows. */
#include "report/html_escape.h"

#include <string.h>

#include "base/buffer.h"
#include "base/printable.h"
#include "base/utf8.h"

/* NULL for what is no markup. */
static const char *entity(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void write_escaped(const char *bytes, size_t length, FILE *out)
{
	size_t done = 0;

	for (size_t at = 0; at < length; at++) {
		const char *name = entity(bytes[at]);

		if (!name)
			continue;
		fwrite(bytes + done, 1, at - done, out);
		fputs(name, out);
		done = at + 1;
	}
	fwrite(bytes + done, 1, length - done, out);
}

void html_write_words(const char *words, FILE *out)
{
	struct buffer printable = {0};

	append_printable(&printable, words, strlen(words));
	write_escaped(buffer_string(&printable), printable.length, out);
	buffer_release(&printable);
}

static void write_control(const char *bytes, size_t length, FILE *out)
{
	struct buffer printable = {0};

	append_printable(&printable, bytes, length);
	fprintf(out, "<b class=\"x\">%s</b>", buffer_string(&printable));
	buffer_release(&printable);
}

void html_write_source(const char *bytes, size_t length, FILE *out)
{
	size_t done = 0;

	for (size_t at = 0, size; at < length; at += size) {
		uint32_t code_point = utf8_decode(bytes + at, &size);

		if (code_point == '\t' || !is_control(code_point))
			continue;
		write_escaped(bytes + done, at - done, out);
		write_control(bytes + at, size, out);
		done = at + size;
	}
	write_escaped(bytes + done, length - done, out);
}

void html_write_message(enum language language, enum message message, FILE *out)
{
	html_write_words(message_text(language, message), out);
}

void html_write_number(enum language language, enum message message, const char *hole, size_t number, FILE *out)
{
	struct buffer words = {0};
	char digits[24];

	snprintf(digits, sizeof(digits), "%zu", number);
	message_append(&words, language, message, hole, digits, NULL);
	html_write_words(buffer_string(&words), out);
	buffer_release(&words);
}
