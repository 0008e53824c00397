/* Damage of the text itself: one note for each article. */
#include "base/buffer.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "text/document.h"
#include "text/text.h"

static const char *describe(const struct check_context *context, const size_t *counts)
{
	struct buffer list = {0};
	const char *message;

	for (size_t kind = 0, any = 0; kind < DAMAGE_COUNT; kind++) {
		if (counts[kind] == 0)
			continue;
		if (any++)
			buffer_append_string(&list, message_text(context->language, MESSAGE_ENUMERATION_COMMA));
		message_append_count(&list, context->language, MESSAGE_DAMAGE_GLOSS + kind, counts[kind]);
	}
	message = say(context, MESSAGE_DAMAGE, "list", buffer_string(&list), NULL);
	buffer_release(&list);
	return message;
}

static void add_note(const struct check_context *context, const struct rule *rule, const size_t *counts,
		     const struct damage_mark *first)
{
	struct span span = {first->folded_offset, first->folded_offset};
	const char *text = text_folded(context->text);
	struct finding finding;

	/* What was dropped has no place in folded text: the note stands at the character before it. */
	if (span.start > 0) {
		span.start--;
		while (span.start > 0 && ((unsigned char)text[span.start] & 0xc0) == 0x80)
			span.start--;
	}
	finding = finding_of(context, &damage_check, rule, span);
	finding.message = describe(context, counts);
	finding_list_add(context->findings, &finding);
}

static void run(const struct check_context *context, const struct rule *rule)
{
	size_t count;
	const struct damage_mark *marks = text_damage(context->text, &count);

	for (size_t i = 0; i < count;) {
		uint32_t article = article_at(context, marks[i].folded_offset);
		size_t counts[DAMAGE_COUNT] = {0};
		const struct damage_mark *first = &marks[i];

		while (i < count && article_at(context, marks[i].folded_offset) == article)
			counts[marks[i++].kind]++;
		add_note(context, rule, counts, first);
	}
}

const struct check damage_check = {
    .kind = "damage",
    .reported = "damage",
    .summary = "pinyin glosses, lost characters and page numbers left in the text",
    .run = run,
};
