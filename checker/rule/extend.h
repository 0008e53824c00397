/* What a rule takes over from the rule that it extends. */
#ifndef RCHECK_RULE_EXTEND_H
#define RCHECK_RULE_EXTEND_H

struct arena;
struct yaml_node;

/*
 * The rule's own mapping, with the pairs of `base` whose keys it has not: all but id, tests, kind, severity and
 * within (which may come from the base's file). `unless` adds to the base's own. Lives in `arena`, borrows both.
 */
const struct yaml_node *extend_mapping(struct arena *arena, const struct yaml_node *own, const struct yaml_node *base);

#endif
