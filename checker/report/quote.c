/* Quotations from a report. */
#include "report/quote.h"

#include <string.h>

#include "base/printable.h"
#include "base/utf8.h"
#include "text/text.h"

static size_t copy_safe(const char *bytes, size_t length, char *out)
{
	size_t written = 0;

	for (size_t i = 0, size; i < length; i += size) {
		if (is_control(utf8_decode(bytes + i, &size))) {
			out[written++] = ' ';
			continue;
		}
		memcpy(out + written, bytes + i, size);
		written += size;
	}
	return written;
}

/* The bytes of the first (or, from the end, last) `count` code points. */
static size_t head_bytes(const char *bytes, size_t length, size_t count)
{
	size_t at = 0;

	while (at < length && count-- > 0)
		at += utf8_size(bytes[at]);
	return at;
}

void quote_source(const struct text *text, struct span span, char out[QUOTE_BYTES])
{
	struct span source = text_source_span(text, span);
	const char *bytes = text_source(text) + source.start;
	size_t length = span_length(source), count = utf8_count(bytes, length), at;

	if (count <= QUOTE_CODE_POINTS) {
		at = copy_safe(bytes, length, out);
	} else {
		size_t head = head_bytes(bytes, length, QUOTE_CODE_POINTS / 2);
		size_t tail = head_bytes(bytes, length, count - QUOTE_CODE_POINTS / 2);

		at = copy_safe(bytes, head, out);
		memcpy(out + at, "…", 3);
		at += 3;
		at += copy_safe(bytes + tail, length - tail, out + at);
	}
	out[at] = '\0';
}
