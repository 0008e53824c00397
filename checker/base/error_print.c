/* Errors as people read them: place, message, the line and a caret under the place. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/utf8.h"

/* What leads as far to the right as `string` does. */
static void append_blanks(struct buffer *out, const char *string)
{
	for (size_t size; *string; string += size) {
		int width = utf8_width(utf8_decode(string, &size));

		if (*string == '\t')
			buffer_append_byte(out, '\t');
		for (int i = 0; *string != '\t' && i < width; i++)
			buffer_append_byte(out, ' ');
	}
}

static void print_excerpt(const struct error *error, FILE *out)
{
	struct buffer line = {0}, before = {0};
	const char *at = error->excerpt;

	for (size_t column = 1, size; *at; column++, at += size) {
		struct buffer shown = {0};

		size = strnlen(at, utf8_size(*at));
		if (*at == '\t')
			buffer_append_byte(&shown, '\t');
		else
			append_printable(&shown, at, size);
		if (column < error->column)
			append_blanks(&before, buffer_string(&shown));
		buffer_append_string(&line, buffer_string(&shown));
		buffer_release(&shown);
	}
	fprintf(out, "    %s\n    %s^\n", buffer_string(&line), buffer_string(&before));
	buffer_release(&line);
	buffer_release(&before);
}

void error_list_print(const struct error_list *errors, FILE *out)
{
	for (size_t i = 0; i < error_list_count(errors); i++) {
		const struct error *error = error_list_at(errors, i);

		if (error->path) {
			write_printable(error->path, out);
			fputc(':', out);
		}
		if (error->line)
			fprintf(out, "%zu:%zu:", error->line, error->column);
		fputs(error->path ? " error: " : "rcheck: error: ", out);
		write_printable(error->message, out);
		fputc('\n', out);
		if (error->excerpt)
			print_excerpt(error, out);
	}
}
