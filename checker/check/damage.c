/* Damage of the text itself: one note for each article. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "text/document.h"
#include "text/text.h"

static void describe(struct buffer *out, const size_t *counts)
{
	static const char *const words[DAMAGE_COUNT] = {
	    [DAMAGE_GLOSS] = "处拼音注音",
	    [DAMAGE_BYTES] = "处转码丢失的字",
	    [DAMAGE_PAGE_NUMBER] = "处混入正文的页码",
	    [DAMAGE_SEPARATOR] = "处重复的标点",
	};

	buffer_append_string(out, "文本有损伤,核对时已略过:");
	for (size_t kind = 0, any = 0; kind < DAMAGE_COUNT; kind++)
		if (counts[kind] > 0)
			buffer_printf(out, "%s%zu%s", any++ ? "、" : "", counts[kind], words[kind]);
}

static void add_note(const struct check_context *context, const struct rule *rule, const size_t *counts,
		     const struct damage_mark *first)
{
	struct span span = {first->folded_offset, first->folded_offset};
	const char *text = text_folded(context->text);
	struct finding finding;
	struct buffer message = {0};

	/* What was dropped has no place in folded text: the note stands at the character before it. */
	if (span.start > 0) {
		span.start--;
		while (span.start > 0 && ((unsigned char)text[span.start] & 0xc0) == 0x80)
			span.start--;
	}
	finding = finding_of(context, &damage_check, rule, span);
	describe(&message, counts);
	finding.message = arena_copy_string(context->arena, buffer_string(&message));
	buffer_release(&message);
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
