/* The words of findings, in Chinese as the shipped rules are. */
#include "check/message.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "claim/claim.h"
#include "claim/slip.h"
#include "finding/finding.h"
#include "rule/rule.h"

static void append_role(struct buffer *out, const struct finding *finding, const char *role, size_t length)
{
	bool any = false;

	for (size_t i = 0; i < finding->operand_count; i++) {
		const struct operand *operand = &finding->operands[i];

		if (strncmp(operand->role, role, length) != 0 || operand->role[length] != '\0')
			continue;
		buffer_printf(out, "%s%s%s", any ? "、" : "", operand->value, operand->unit);
		any = true;
	}
}

static void append_field(struct buffer *out, const struct finding *finding, const char *arithmetic, const char *name,
			 size_t length)
{
	const struct {
		const char *name;
		const char *value;
	} fields[] = {{"stated", finding->stated},
		      {"computed", finding->computed},
		      {"difference", finding->difference},
		      {"arithmetic", arithmetic}};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (strncmp(fields[i].name, name, length) == 0 && fields[i].name[length] == '\0') {
			buffer_append_string(out, fields[i].value ? fields[i].value : "");
			return;
		}
	append_role(out, finding, name, length);
}

static void fill_template(struct buffer *out, const char *template, const struct finding *finding,
			  const char *arithmetic)
{
	for (const char *at = template; *at;) {
		size_t length = strcspn(at + (*at == '{'), "}");

		if (*at == '{' && at[1 + length] == '}') {
			append_field(out, finding, arithmetic, at + 1, length);
			at += length + 2;
		} else {
			buffer_append_byte(out, *at++);
		}
	}
}

/* "1.5 + 0.7 = 2.2平方公里" */
static void append_arithmetic(struct buffer *out, const struct finding *finding, const char *arithmetic)
{
	const char *computed = finding->computed ? finding->computed : "";

	buffer_append_string(out, arithmetic);
	if (*computed && strcmp(arithmetic, computed) != 0)
		buffer_printf(out, " = %s", computed);
}

/* "…,文中写 2.3平方公里,差 0.1平方公里" */
static void describe_equality(struct buffer *out, const struct finding *finding)
{
	const char *stated = finding->stated ? finding->stated : "";

	switch (finding->verdict) {
	case VERDICT_AGREES:
		buffer_printf(out, ",与文中 %s 一致", stated);
		break;
	case VERDICT_ROUNDED:
		buffer_printf(out, ",文中 %s,差额在四舍五入以内", stated);
		break;
	case VERDICT_TRUNCATED:
		buffer_printf(out, ",文中写 %s,只有截尾而不四舍五入时才一致", stated);
		break;
	default:
		buffer_printf(out, ",文中写 %s", stated);
		if (finding->difference)
			buffer_printf(out, ",差 %s", finding->difference);
	}
}

static void describe_whole(struct buffer *out, const struct finding *finding)
{
	const char *stated = finding->stated ? finding->stated : "";

	if (finding->verdict <= VERDICT_ROUNDED)
		buffer_printf(out, ",附近有整数与文中 %s 相符", stated);
	else if (finding->verdict == VERDICT_TRUNCATED)
		buffer_printf(out, ",附近没有整数四舍五入为文中的 %s,只有截尾时才相符", stated);
	else
		buffer_printf(out, ",附近没有整数与文中的 %s 相符", stated);
}

static void describe_bound(struct buffer *out, const struct claim *claim, const struct finding *finding)
{
	const char *stated = finding->stated ? finding->stated : "";
	char relation = expression_relation(claim->check);
	bool is_upper = relation == '{' || relation == '<', holds = finding->verdict <= VERDICT_ROUNDED;

	if (relation == '!') {
		buffer_printf(out, ",与文中 %s 不是一回事", stated);
		return;
	}
	/* The computed side is on the left. */
	buffer_printf(out, " %s %s", is_upper == holds ? "≤" : "≥", stated);
	if (!holds)
		buffer_append_string(out, is_upper ? ",却不应大于它" : ",却不应小于它");
}

static void describe(struct buffer *out, const struct claim *claim, const struct finding *finding,
		     const char *arithmetic)
{
	if (!*arithmetic) {
		buffer_append_string(out, claim->rule->title ? claim->rule->title : claim->rule->id);
		return;
	}
	append_arithmetic(out, finding, arithmetic);
	if (expression_asks_for_whole(claim->check) || expression_asks_for_multiple(claim->check))
		describe_whole(out, finding);
	else if (expression_is_equality(claim->check))
		describe_equality(out, finding);
	else
		describe_bound(out, claim, finding);
}

const char *message_for_equality(struct arena *arena, const struct rule *rule, const struct finding *finding,
				 const char *place, const char *arithmetic)
{
	struct buffer out = {0};
	const char *message;

	if (rule->message && finding->verdict == VERDICT_DISAGREES) {
		fill_template(&out, rule->message, finding, arithmetic);
	} else {
		buffer_append_string(&out, place);
		if (*arithmetic)
			append_arithmetic(&out, finding, arithmetic);
		else
			buffer_append_string(&out, finding->computed ? finding->computed : "");
		describe_equality(&out, finding);
	}
	message = arena_copy_string(arena, buffer_string(&out));
	buffer_release(&out);
	return message;
}

const char *message_for_claim(struct arena *arena, const struct claim *claim, const struct finding *finding,
			      const char *arithmetic)
{
	struct buffer out = {0};
	const char *message;

	if (claim->rule->message && finding->verdict == VERDICT_DISAGREES)
		fill_template(&out, claim->rule->message, finding, arithmetic);
	else
		describe(&out, claim, finding, arithmetic);
	message = arena_copy_string(arena, buffer_string(&out));
	buffer_release(&out);
	return message;
}

const char *message_with_slip(struct arena *arena, const char *message, const struct slip *slip)
{
	static const char *const kinds[] = {"一位数字之差", "两位数字颠倒", "小数点移位", "数量级之差"};

	return arena_printf(arena, "%s;改为%s即相符(%s)", message, slip->figure, kinds[slip->kind]);
}
