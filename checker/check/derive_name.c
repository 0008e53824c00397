/* Names of what is measured: labels without the words that say nothing of it. */
#include "check/derive_name.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "check/check.h"
#include "claim/claim.h"
#include "figure/figure.h"
#include "rule/words.h"
#include "text/marker.h"
#include "text/text.h"

/* The bytes of the longest word of the list at `text`, or 0. */
static size_t word_at(const struct check_context *context, const char *list, const char *text, size_t length)
{
	size_t count, longest = 0;
	const char *const *words = word_lists_find(context->words, list, &count);

	for (size_t i = 0; i < count; i++) {
		size_t size = strlen(words[i]);

		if (size <= length && size > longest && memcmp(text, words[i], size) == 0)
			longest = size;
	}
	return longest;
}

bool label_names_place(const struct check_context *context, struct span label)
{
	const char *text = text_folded(context->text);

	for (size_t at = label.start; at < label.end; at += utf8_size(text[at]))
		if (word_at(context, "derive-places", text + at, label.end - at) > 0)
			return true;
	return false;
}

/* Appends the words of a label without brackets, blanks, colons and the words of the list derive-fillers. */
static void append_name(const struct check_context *context, const char *label, size_t length, bool drops_scope,
			struct buffer *out)
{
	int depth = 0;

	for (size_t at = 0, size; at < length; at += size) {
		size_t scope =
		    drops_scope && out->length == 0 ? word_at(context, "derive-scopes", label + at, length - at) : 0;
		size_t filler = word_at(context, "derive-fillers", label + at, length - at);

		size = scope > 0 ? scope : filler > 0 ? filler : utf8_size(label[at]);
		depth += label[at] == '(';
		if (depth == 0 && scope == 0 && filler == 0 && label[at] != ' ' && label[at] != ':')
			buffer_append(out, label + at, size);
		depth -= depth > 0 && label[at] == ')';
	}
}

const char *name_of_words(const struct check_context *context, const char *words, bool drops_scope)
{
	size_t length = strlen(words), mark = marker_read(words, length).span.end;
	struct buffer out = {0};
	const char *name;

	append_name(context, words + mark, length - mark, drops_scope, &out);
	name = arena_copy_string(context->passing, buffer_string(&out));
	buffer_release(&out);
	return name;
}

const char *name_of(const struct check_context *context, const struct figure *of, const struct claim *claim,
		    bool drops_scope)
{
	const char *text = text_folded(context->text);
	struct buffer out = {0};
	const char *name;

	if (of)
		append_name(context, text + of->label.start, span_length(of->label), drops_scope, &out);
	for (size_t i = 0; claim && i < claim->role_count; i++)
		if (claim->roles[i].kind == HOLE_LABEL) {
			buffer_append_string(&out, "|");
			append_name(context, text + claim->roles[i].words.start, span_length(claim->roles[i].words),
				    false, &out);
		}
	name = arena_copy_string(context->passing, buffer_string(&out));
	buffer_release(&out);
	return name;
}

bool name_has_scope(const struct check_context *context, const char *name)
{
	return word_at(context, "derive-scopes", name, strlen(name)) > 0;
}
