/* A rule in words: what `rcheck explain` prints and what formats with help texts carry. */
#ifndef RCHECK_EXPLAIN_H
#define RCHECK_EXPLAIN_H

struct arena;
struct rule;

/* "error", "warning", "note", "tick" or "off". */
const char *explain_severity(const struct rule *rule);

/*
 * Lines that each end with a newline: the title (in that enum language, or LANGUAGE_AUTO), the rule's own examples, how to
 * silence it. Lives in `arena`.
 */
const char *explain_rule(struct arena *arena, const struct rule *rule, int language);

#endif
