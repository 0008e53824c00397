/* A rule in words. */
#include "explain.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "finding/finding.h"
#include "rule/rule.h"

const char *explain_severity(const struct rule *rule)
{
	return rule->severity == RULE_OFF ? "off" : severity_name((enum severity)rule->severity);
}

const char *explain_rule(struct arena *arena, const struct rule *rule, int language)
{
	struct buffer out = {0};
	const char *words;

	buffer_printf(&out, "  %s\n", rule_title(rule, language));
	for (size_t i = 0; i < rule->test_count; i++)
		buffer_printf(&out, "  %s: %s\n", rule->tests[i].is_bad ? "bad" : "ok", rule->tests[i].text);
	buffer_printf(&out, "  To silence it, put into .rcheck.yaml:\n    severity:\n      %s: off\n", rule->id);
	words = arena_copy_string(arena, buffer_string(&out));
	buffer_release(&out);
	return words;
}
