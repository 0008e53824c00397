/* Strings from outside, made safe to show. */
#include "base/printable.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

bool is_control(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == 0x061c ||
	       code_point == 0x200e || code_point == 0x200f || (code_point >= 0x2028 && code_point <= 0x202e) ||
	       (code_point >= 0x2066 && code_point <= 0x2069);
}

void append_printable(struct buffer *out, const char *bytes, size_t length)
{
	for (size_t at = 0, size; at < length; at += size) {
		uint32_t code_point;

		size = utf8_size(bytes[at]);
		if (size > length - at || utf8_check(bytes + at, size) < size) {
			size = 1;
			buffer_printf(out, "\\x%02x", (unsigned char)bytes[at]);
			continue;
		}
		code_point = utf8_decode(bytes + at, &size);
		if (is_control(code_point))
			buffer_printf(out, code_point < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)code_point);
		else
			buffer_append(out, bytes + at, size);
	}
}

void write_printable(const char *string, FILE *out)
{
	struct buffer buffer = {0};

	append_printable(&buffer, string, strlen(string));
	fputs(buffer_string(&buffer), out);
	buffer_release(&buffer);
}
