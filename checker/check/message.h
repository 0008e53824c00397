/* The words of findings. A rule's own message wins; each kind has one for rules without. */
#ifndef RCHECK_CHECK_MESSAGE_H
#define RCHECK_CHECK_MESSAGE_H

#include "message/message.h"

struct arena;
struct finding;
struct claim;
struct rule;

/*
 * The message of a claim: the rule's template with {role}, {stated}, {computed}, {difference} and {arithmetic}
 * filled in, or the arithmetic in words. Lives in `arena`.
 */
const char *message_for_claim(struct arena *arena, enum language language, const struct claim *claim,
			      const struct finding *finding, const char *arithmetic);

/*
 * The message of an equality that a built-in kind has judged: the rule's template, or `place`, the arithmetic, and what
 * the text says of it. Lives in `arena`.
 */
const char *message_for_equality(struct arena *arena, enum language language, const struct rule *rule,
				 const struct finding *finding, const char *place, const char *arithmetic);

/* What to ask about a finding of that kind where its figures need not be named. */
enum message ask_of_kind(const char *kind);

/* What to ask the author about a claim, with its figures. Lives in `arena`, or in the catalogue. */
const char *ask_for_claim(struct arena *arena, enum language language, const struct claim *claim,
			  const struct finding *finding);

/* The same of an equality that a built-in kind has judged. */
const char *ask_for_finding(struct arena *arena, enum language language, const struct finding *finding);

/* `message` and the change that would make the claim true. */
struct slip;
const char *message_with_slip(struct arena *arena, enum language language, const char *message,
			      const struct slip *slip);

/* `message` and what the author did instead. */
const char *message_with_reason(struct arena *arena, enum language language, const char *message, const char *reason);

#endif
