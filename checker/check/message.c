/* The words of findings: the catalogue's, or the rule's own. */
#include "check/message.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "claim/claim.h"
#include "claim/slip.h"
#include "finding/finding.h"
#include "message/message.h"
#include "rule/rule.h"

/* What the holes of a rule's message stand for. */
struct holes {
	enum language language;
	const struct finding *finding;
	const char *arithmetic;
};

static void append_role(struct buffer *out, const struct holes *holes, const char *role, size_t length)
{
	bool any = false;

	for (size_t i = 0; i < holes->finding->operand_count; i++) {
		const struct operand *operand = &holes->finding->operands[i];

		if (strncmp(operand->role, role, length) != 0 || operand->role[length] != '\0')
			continue;
		if (any)
			buffer_append_string(out, message_text(holes->language, MESSAGE_ENUMERATION_COMMA));
		buffer_printf(out, "%s%s", operand->value, operand->unit);
		any = true;
	}
}

static void append_field(struct buffer *out, const void *context, const char *name, size_t length)
{
	const struct holes *holes = context;
	const struct {
		const char *name;
		const char *value;
	} fields[] = {{"stated", holes->finding->stated},
		      {"computed", holes->finding->computed},
		      {"difference", holes->finding->difference},
		      {"arithmetic", holes->arithmetic}};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (strncmp(fields[i].name, name, length) == 0 && fields[i].name[length] == '\0') {
			buffer_append_string(out, fields[i].value ? fields[i].value : "");
			return;
		}
	append_role(out, holes, name, length);
}

/* "1.5 + 0.7 = 2.2平方公里" */
static void append_arithmetic(struct buffer *out, const struct finding *finding, const char *arithmetic)
{
	const char *computed = finding->computed ? finding->computed : "";

	buffer_append_string(out, arithmetic);
	if (*computed && strcmp(arithmetic, computed) != 0)
		buffer_printf(out, " = %s", computed);
}

static enum message equality_of(const struct finding *finding)
{
	switch (finding->verdict) {
	case VERDICT_AGREES:
		return MESSAGE_CLAIM_AGREES;
	case VERDICT_ROUNDED:
		return MESSAGE_CLAIM_ROUNDED;
	case VERDICT_TRUNCATED:
		return MESSAGE_CLAIM_TRUNCATED;
	default:
		return finding->difference ? MESSAGE_CLAIM_DISAGREES : MESSAGE_CLAIM_DIFFERS;
	}
}

static enum message whole_of(const struct finding *finding)
{
	if (finding->verdict <= VERDICT_ROUNDED)
		return MESSAGE_WHOLE_AGREES;
	return finding->verdict == VERDICT_TRUNCATED ? MESSAGE_WHOLE_TRUNCATED : MESSAGE_WHOLE_DISAGREES;
}

/* The computed side is on the left. */
static enum message bound_of(const struct claim *claim, const struct finding *finding)
{
	char relation = expression_relation(claim->check);
	bool is_upper = relation == '{' || relation == '<';

	if (relation == '!')
		return MESSAGE_BOUND_UNLIKE;
	if (finding->verdict <= VERDICT_ROUNDED)
		return is_upper ? MESSAGE_BOUND_AT_MOST : MESSAGE_BOUND_AT_LEAST;
	if (relation == '<' || relation == '>')
		return is_upper ? MESSAGE_BOUND_NOT_BELOW : MESSAGE_BOUND_NOT_ABOVE;
	return is_upper ? MESSAGE_BOUND_EXCEEDED : MESSAGE_BOUND_MISSED;
}

static enum message message_of(const struct claim *claim, const struct finding *finding)
{
	if (expression_asks_for_whole(claim->check) || expression_asks_for_multiple(claim->check))
		return whole_of(finding);
	return expression_is_equality(claim->check) ? equality_of(finding) : bound_of(claim, finding);
}

static void append_verdict(struct buffer *out, enum language language, enum message message,
			   const struct finding *finding, const char *stated, const char *arithmetic)
{
	if (message == MESSAGE_CLAIM_DISAGREES)
		message_append(out, language, message, "arithmetic", arithmetic, "stated", stated, "difference",
			       finding->difference, NULL);
	else
		message_append(out, language, message, "arithmetic", arithmetic, "stated", stated, NULL);
}

/* 下降12.5% is compared with what was computed as -12.5%. */
static const char *with_sign(const struct claim *claim, const struct finding *finding, struct buffer *out)
{
	const char *stated = finding->stated ? finding->stated : "";

	if (number_sign(claim->stated) >= 0 || (*stated >= '0' && *stated <= '9') == 0)
		return stated;
	buffer_printf(out, "-%s", stated);
	return buffer_string(out);
}

static void describe(struct buffer *out, enum language language, const struct claim *claim,
		     const struct finding *finding, const char *arithmetic)
{
	struct buffer computation = {0}, signed_stated = {0};
	const char *stated;

	if (!*arithmetic) {
		buffer_append_string(out, rule_title(claim->rule, language));
		return;
	}
	append_arithmetic(&computation, finding, arithmetic);
	stated = with_sign(claim, finding, &signed_stated);
	append_verdict(out, language, message_of(claim, finding), finding, stated, buffer_string(&computation));
	buffer_release(&computation);
	buffer_release(&signed_stated);
}

static void describe_equality(struct buffer *out, enum language language, const struct finding *finding,
			      const char *place, const char *arithmetic)
{
	struct buffer computation = {0};

	buffer_append_string(&computation, place);
	if (*arithmetic)
		append_arithmetic(&computation, finding, arithmetic);
	else
		buffer_append_string(&computation, finding->computed ? finding->computed : "");
	append_verdict(out, language, equality_of(finding), finding, finding->stated ? finding->stated : "",
		       buffer_string(&computation));
	buffer_release(&computation);
}

static const char *keep(struct arena *arena, struct buffer *out)
{
	const char *message = arena_copy_string(arena, buffer_string(out));

	buffer_release(out);
	return message;
}

const char *message_for_equality(struct arena *arena, enum language language, const struct rule *rule,
				 const struct finding *finding, const char *place, const char *arithmetic)
{
	const struct holes holes = {language, finding, arithmetic};
	struct buffer out = {0};

	if (rule_message(rule, language) && finding->verdict == VERDICT_DISAGREES)
		message_fill(&out, rule_message(rule, language), append_field, &holes);
	else
		describe_equality(&out, language, finding, place, arithmetic);
	return keep(arena, &out);
}

const char *message_for_claim(struct arena *arena, enum language language, const struct claim *claim,
			      const struct finding *finding, const char *arithmetic)
{
	const struct holes holes = {language, finding, arithmetic};
	struct buffer out = {0};

	if (rule_message(claim->rule, language) && finding->verdict == VERDICT_DISAGREES)
		message_fill(&out, rule_message(claim->rule, language), append_field, &holes);
	else
		describe(&out, language, claim, finding, arithmetic);
	return keep(arena, &out);
}

enum message ask_of_kind(const char *kind)
{
	static const struct {
		const char *kind;
		enum message message;
	} asks[] = {
	    {"missing", MESSAGE_ASK_MISSING},     {"placeholder", MESSAGE_ASK_PLACEHOLDER},
	    {"unit", MESSAGE_ASK_UNIT},           {"count", MESSAGE_ASK_COUNT},
	    {"sequence", MESSAGE_ASK_SEQUENCE},   {"conflict", MESSAGE_ASK_CONFLICT},
	    {"duplicate", MESSAGE_ASK_DUPLICATE}, {"damage", MESSAGE_ASK_DAMAGE},
	};

	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++)
		if (strcmp(asks[i].kind, kind) == 0)
			return asks[i].message;
	return MESSAGE_ASK_OTHER;
}

/* Where both sides of an equality can be named. */
static enum message ask_of_equality(const char *kind)
{
	static const struct {
		const char *kind;
		enum message message;
	} asks[] = {
	    {"sum", MESSAGE_ASK_SUM},
	    {"change", MESSAGE_ASK_CHANGE},
	    {"share", MESSAGE_ASK_SHARE},
	    {"points", MESSAGE_ASK_POINTS},
	    {"multiple", MESSAGE_ASK_MULTIPLE},
	    {"average", MESSAGE_ASK_AVERAGE},
	    {"completion", MESSAGE_ASK_COMPLETION},
	    {"ratio", MESSAGE_ASK_RATIO},
	    {"limit", MESSAGE_ASK_BOUND},
	    {"remainder", MESSAGE_ASK_REMAINDER},
	    {"identity", MESSAGE_ASK_IDENTITY},
	};

	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++)
		if (strcmp(asks[i].kind, kind) == 0)
			return asks[i].message;
	return ask_of_kind(kind) == MESSAGE_ASK_OTHER ? MESSAGE_ASK_IDENTITY : ask_of_kind(kind);
}

static const char *fill_ask(struct arena *arena, enum language language, enum message message,
			    const struct finding *finding)
{
	const struct holes holes = {language, finding, ""};
	struct buffer out = {0};

	if (!finding->stated || !finding->computed)
		return message_text(language, ask_of_kind(finding->kind));
	message_fill(&out, message_text(language, message), append_field, &holes);
	return keep(arena, &out);
}

const char *ask_for_finding(struct arena *arena, enum language language, const struct finding *finding)
{
	if (finding->verdict == VERDICT_TRUNCATED)
		return fill_ask(arena, language, MESSAGE_ASK_TRUNCATED, finding);
	return fill_ask(arena, language, ask_of_equality(finding->kind), finding);
}

const char *ask_for_claim(struct arena *arena, enum language language, const struct claim *claim,
			  const struct finding *finding)
{
	/* These kinds ask about the words, whatever was computed. */
	if (!claim->check || ask_of_kind(finding->kind) != MESSAGE_ASK_OTHER)
		return message_text(language, ask_of_kind(finding->kind));
	if (expression_asks_for_whole(claim->check) || expression_asks_for_multiple(claim->check))
		return fill_ask(arena, language, MESSAGE_ASK_WHOLE, finding);
	if (!expression_is_equality(claim->check))
		return fill_ask(arena, language, MESSAGE_ASK_BOUND, finding);
	return ask_for_finding(arena, language, finding);
}

const char *message_with_slip(struct arena *arena, enum language language, const char *message, const struct slip *slip)
{
	const char *kind = message_text(language, MESSAGE_SLIP_DIGIT + slip->kind);
	struct buffer out = {0};

	message_append(&out, language, MESSAGE_SLIP, "message", message, "figure", slip->figure, "kind", kind, NULL);
	return keep(arena, &out);
}

const char *message_with_reason(struct arena *arena, enum language language, const char *message, const char *reason)
{
	struct buffer out = {0};

	message_append(&out, language, MESSAGE_MISTAKE, "message", message, "reason", reason, NULL);
	return keep(arena, &out);
}
