/* What the built-in checks share when they write a finding. */
#ifndef RCHECK_CHECK_FINDING_OF_H
#define RCHECK_CHECK_FINDING_OF_H

#include <stdint.h>

#include "finding/finding.h"
#include "message/message.h"

struct check;
struct check_context;
struct rule;

/* A finding of a built-in kind that disagrees, with the rule's severity, at `span`; without operands and message. */
struct finding finding_of(const struct check_context *context, const struct check *check, const struct rule *rule,
			  struct span span);

/* The index of the article that holds a folded offset. */
uint32_t article_at(const struct check_context *context, size_t offset);

/* A message of the catalogue in the context's language, filled as by message_append(); lives in the context's arena. */
const char *say(const struct check_context *context, enum message message, ...) __attribute__((sentinel));

/* The folded words of a span; lives in the context's arena. */
const char *words_at(const struct check_context *context, struct span span);

/* An operand that is a figure: its value in the printed scale, its scale and unit. */
struct figure;
struct operand figure_operand(const struct check_context *context, const char *role, const struct figure *figure);

/* One operand that is words, not a figure; lives in the context's arena. */
const struct operand *words_operand(const struct check_context *context, const char *role, struct span span);

#endif
