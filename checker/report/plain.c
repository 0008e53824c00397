/* Makes words from outside safe to print. */
#include "report/plain.h"

#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"
#include "base/printable.h"
#include "base/utf8.h"

static const char replacement[] = "\xef\xbf\xbd";

uint32_t plain_next(const char *bytes, size_t length, size_t *size)
{
	*size = utf8_size(bytes[0]);
	if (*size <= length && utf8_check(bytes, *size) == *size)
		return utf8_decode(bytes, size);
	*size = 1;
	return PLAIN_NOT_UTF8;
}

void plain_append(struct buffer *out, const char *string)
{
	size_t length = strlen(string), size;

	for (size_t i = 0; i < length; i += size) {
		uint32_t code_point = plain_next(string + i, length - i, &size);

		if (code_point == PLAIN_NOT_UTF8)
			buffer_append_string(out, replacement);
		else if (is_control(code_point))
			buffer_append_byte(out, ' ');
		else
			buffer_append(out, string + i, size);
	}
}

void plain_append_path(struct buffer *out, const char *path)
{
	append_printable(out, path, strlen(path));
}

const char *plain_skip_here(const char *path)
{
	while (path[0] == '.' && path[1] == '/')
		path += 2 + strspn(path + 2, "/");
	return path;
}

void plain_append_encoded(struct buffer *out, const char *string)
{
	static const char kept[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

	for (; *string; string++)
		if (strchr(kept, *string))
			buffer_append_byte(out, *string);
		else
			buffer_printf(out, "%%%02X", (unsigned char)*string);
}

void plain_append_uri(struct buffer *out, const char *path)
{
	if (path[0] == '/')
		buffer_append_string(out, "file://");
	plain_append_encoded(out, plain_skip_here(path));
}

static bool is_xml(uint32_t code_point)
{
	if (code_point == '\t' || code_point == '\n' || code_point == '\r')
		return true;
	return !is_control(code_point) && code_point != 0xfffe && code_point != 0xffff;
}

void plain_append_xml(struct buffer *out, const char *string)
{
	size_t length = strlen(string), size;

	for (size_t i = 0; i < length; i += size) {
		uint32_t code_point = plain_next(string + i, length - i, &size);

		if (code_point == PLAIN_NOT_UTF8 || !is_xml(code_point))
			buffer_append_string(out, replacement);
		else if (code_point < 0x20 || strchr("<>&\"'", (int)(code_point < 0x80 ? code_point : 'x')))
			buffer_printf(out, "&#%u;", (unsigned)code_point);
		else
			buffer_append(out, string + i, size);
	}
}
