/* The words of findings. A rule's own message wins; each kind has one for rules without. */
#ifndef RCHECK_CHECK_MESSAGE_H
#define RCHECK_CHECK_MESSAGE_H

struct arena;
struct finding;
struct claim;

/*
 * The message of a claim: the rule's template with {role}, {stated}, {computed}, {difference} and {arithmetic}
 * filled in, or the arithmetic in words. Lives in `arena`.
 */
const char *message_for_claim(struct arena *arena, const struct claim *claim, const struct finding *finding,
			      const char *arithmetic);

#endif
