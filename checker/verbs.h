/* The verbs beside checking: rules, explain, figures. Each returns the exit status. */
#ifndef RCHECK_VERBS_H
#define RCHECK_VERBS_H

struct arena;
struct cli;
struct error_list;
struct finding_list;
struct rule;
struct rule_set;
struct settings;
struct text;

/* rules list, rules show RULE, rules test [PATH] */
int verb_rules(struct arena *arena, const struct cli *cli, const struct settings *settings, struct rule_set *rules,
	       struct error_list *errors);

/* rules why RULE FILE[:LINE]: how far the rule got with the report, phrase by phrase. */
int verb_why(struct arena *arena, const struct cli *cli, const struct settings *settings, const struct rule_set *rules,
	     const struct rule *rule, struct error_list *errors);

/* Prints the same account for the whole of `text`; `findings` are what the check of it reported. */
void why_explain(struct arena *arena, const struct rule_set *rules, const struct rule *rule, struct text *text,
		 const struct finding_list *findings);

/* explain RULE: what it checks, an example it catches and one it lets pass, how to silence it. */
int verb_explain(struct arena *arena, const struct cli *cli, const struct settings *settings,
		 const struct rule_set *rules);

/* figures FILE: what was extracted, as a table or with --format json as JSON. */
int verb_figures(struct arena *arena, const struct cli *cli, const struct settings *settings,
		 const struct rule_set *rules, struct error_list *errors);

/* accept: puts findings on the file of accepted ones, or with --prune drops from it what no longer occurs. */
int verb_accept(struct arena *arena, const struct cli *cli, struct settings *settings, const struct rule_set *rules,
		struct error_list *errors);

/* config [FILE]: the effective settings and where each comes from; of the files given, those that are ignored. */
int verb_config(struct arena *arena, const struct cli *cli, const struct settings *settings, struct error_list *errors);

/* rcheck signatures FILE...: a row for each band of each article, with tabs between its fields, as README.md says. */
int verb_signatures(struct arena *arena, const struct cli *cli, const struct settings *settings,
		    struct error_list *errors);

#endif
