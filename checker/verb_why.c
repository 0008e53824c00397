/* The verb rules why: how far a rule got with a report, phrase by phrase. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "check/check.h"
#include "claim/claim.h"
#include "cli.h"
#include "figure/figure.h"
#include "figure/skeleton.h"
#include "paths.h"
#include "pipeline.h"
#include "rule/expression.h"
#include "rule/lexicon.h"
#include "rule/pattern.h"
#include "rule/rule.h"
#include "settings.h"
#include "text/document.h"
#include "text/text.h"
#include "verbs.h"

struct inquiry {
	struct arena *arena;
	const struct rule *rule;
	const struct lexicon *lexicon;
	struct claim_source source;
	const struct finding_list *findings; /* of the whole check, with every rule */
	size_t line;                         /* 0: any */
	bool with_all;                       /* also where none of its cue words stands */
	struct span passage;                 /* the one told of last */
	size_t phrase;                       /* the one told of last in it */
	const struct hole *unbound;          /* the hole told of last in the phrase: PCRE2 comes back to it */
	bool judged;                         /* the phrase, in this passage */
	size_t told;
	size_t without_cue;
};

static void print_span(const struct inquiry *inquiry, struct span span)
{
	struct buffer out = {0};

	append_printable(&out, text_folded(inquiry->source.text) + span.start, span_length(span));
	fputs(buffer_string(&out), stdout);
	buffer_release(&out);
}

/* The passage as phrases see it: {dimension} for each figure, with its sense unless it is a mere level. */
static void print_skeleton(const struct inquiry *inquiry, struct span span)
{
	static const char *const senses[] = {"", ",rise", ",fall", ",to", ",from", ",base", ",share"};
	const char *text = skeleton_text(inquiry->source.skeleton);
	const char *sense = "";

	for (size_t at = span.start, size; at < span.end; at += size) {
		uint32_t mark = utf8_decode(text + at, &size);

		if (mark >= MARK_SENSE && mark < MARK_SENSE + sizeof(senses) / sizeof(*senses))
			sense = senses[mark - MARK_SENSE];
		else if (mark >= MARK_DIMENSION && mark < MARK_SENSE)
			printf("{%s%s}", lexicon_dimension_name(inquiry->lexicon, (uint8_t)(mark - MARK_DIMENSION)),
			       sense);
		else if (mark == MARK_PERIOD || mark == MARK_IDENTIFIER || mark == MARK_RATIO)
			fputs(mark == MARK_PERIOD ? "{period}" : mark == MARK_RATIO ? "{ratio}" : "{id}", stdout);
		else
			fwrite(text + at, 1, size, stdout);
	}
}

static void print_place(const struct inquiry *inquiry, struct span folded)
{
	struct place place = text_place(inquiry->source.text, folded);

	printf("%zu:%zu", place.line, place.column);
}

static void open_passage(struct inquiry *inquiry, const struct claim_trace *trace)
{
	struct span folded = skeleton_folded_span(inquiry->source.skeleton, trace->passage);

	if (inquiry->passage.start == trace->passage.start && inquiry->passage.end == trace->passage.end &&
	    inquiry->told > 0)
		return;
	inquiry->passage = trace->passage;
	inquiry->phrase = SIZE_MAX;
	printf("%s:", text_path(inquiry->source.text));
	print_place(inquiry, folded);
	fputs("\n  read as: ", stdout);
	print_skeleton(inquiry, trace->passage);
	putchar('\n');
}

static void open_phrase(struct inquiry *inquiry, const struct claim_trace *trace)
{
	open_passage(inquiry, trace);
	if (inquiry->phrase != trace->phrase) {
		printf("  phrase %zu: %s\n", trace->phrase + 1, pattern_phrase(inquiry->rule->finds[trace->phrase]));
		inquiry->unbound = NULL;
		inquiry->judged = false;
	}
	inquiry->phrase = trace->phrase;
	inquiry->told++;
}

static void print_cues(const struct pattern *pattern)
{
	enum { MOST = 12 };
	size_t count;
	const char *const *cues = pattern_cues(pattern, 0, &count);

	for (size_t i = 0; i < count && i < MOST; i++)
		printf("%s%s", i ? " " : "", cues[i]);
	printf("%s\n", count > MOST ? " …" : "");
}

static void print_reach(const struct inquiry *inquiry, const struct claim_trace *trace)
{
	const struct pattern *pattern = inquiry->rule->finds[trace->phrase];
	const char *phrase = pattern_phrase(pattern);
	struct pattern_reach reach = pattern_reach(pattern, skeleton_text(inquiry->source.skeleton), trace->passage);

	if (reach.length == 0) {
		puts("    does not match");
		return;
	}
	printf("    matches as far as: %.*s\n    that is: ", (int)reach.length, phrase);
	print_span(inquiry, skeleton_folded_span(inquiry->source.skeleton, reach.match));
	printf("\n    then nothing fits: %s\n", phrase + reach.length);
}

static void print_roles(const struct inquiry *inquiry, const struct claim *claim)
{
	fputs("    matches:", stdout);
	for (size_t i = 0; i < claim->role_count; i++) {
		const struct role *role = &claim->roles[i];

		printf("%s %s = ", i ? ";" : "", role->name);
		if (role->kind == HOLE_WORDS || role->kind == HOLE_LABEL)
			print_span(inquiry, role->words);
		for (size_t m = 0; m < claim_member_count(role); m++) {
			fputs(m ? " | " : "", stdout);
			print_span(inquiry, figures_at(inquiry->source.figures, claim_member(role, m))->span);
		}
	}
	putchar('\n');
}

static void print_unbound(struct inquiry *inquiry, const struct hole *hole)
{
	if (inquiry->unbound == hole)
		return;
	inquiry->unbound = hole;
	printf("    %s, but what stands at {%s} is not what it asks for%s\n",
	       inquiry->judged ? "matches elsewhere, too" : "matches", hole->role,
	       hole->kind == HOLE_LIST ? " (a list of like figures)" : "");
}

/* Did the whole check, with every rule, report it? */
static bool is_reported(const struct inquiry *inquiry, const struct claim *claim)
{
	for (size_t i = 0; i < finding_list_count(inquiry->findings); i++) {
		const struct finding *finding = finding_list_at(inquiry->findings, i);

		if (strcmp(finding->rule, claim->rule->id) == 0 && span_overlaps(finding->span, claim->span))
			return true;
	}
	return false;
}

static void print_verdict(const struct inquiry *inquiry, const struct claim *claim)
{
	struct buffer computed = {0};

	print_roles(inquiry, claim);
	if (claim->check) {
		claim_print_computed(claim, inquiry->source.figures, &computed);
		printf("    %s (%s): %s", expression_text(claim->check), buffer_string(&computed),
		       verdict_name(claim->verdict));
		buffer_release(&computed);
	} else {
		fputs("    no check: what matches is a finding", stdout);
	}
	if (claim->verdict == VERDICT_DISAGREES && !is_reported(inquiry, claim))
		fputs(claim->rule->severity == RULE_TICK ? "; a tick rule only confirms"
							 : "; not reported: another claim about the same figure stands",
		      stdout);
	putchar('\n');
}

static bool is_asked(const struct inquiry *inquiry, const struct claim_trace *trace)
{
	struct place place =
	    text_place(inquiry->source.text, skeleton_folded_span(inquiry->source.skeleton, trace->passage));

	if (inquiry->line > 0 && (inquiry->line < place.line || inquiry->line > place.end_line))
		return false;
	return inquiry->with_all || trace->step != STEP_NO_CUE;
}

static void tell(void *context, const struct claim_trace *trace)
{
	struct inquiry *inquiry = context;
	const struct pattern *pattern = inquiry->rule->finds[trace->phrase];

	inquiry->without_cue += trace->step == STEP_NO_CUE;
	if (!is_asked(inquiry, trace))
		return;
	open_phrase(inquiry, trace);
	switch (trace->step) {
	case STEP_NO_CUE:
		fputs("    none of its cue words stands here: ", stdout);
		print_cues(pattern);
		break;
	case STEP_NO_FIGURE:
		if (trace->hole)
			printf("    no figure here fits {%s}\n", trace->hole->role);
		else
			printf("    needs %zu figures at least\n", pattern_least_figures(pattern));
		break;
	case STEP_NO_MATCH:
		print_reach(inquiry, trace);
		break;
	case STEP_UNBOUND:
		print_unbound(inquiry, trace->hole);
		break;
	case STEP_INCOMPARABLE:
		print_roles(inquiry, trace->claim);
		printf("    left alone: '%s' of 'unless' stands beside it\n", trace->word);
		break;
	case STEP_UNFIT:
		print_roles(inquiry, trace->claim);
		puts("    no check can be applied: the figures measure different things");
		break;
	default:
		inquiry->judged = true;
		print_verdict(inquiry, trace->claim);
	}
}

static void inquire(struct inquiry *inquiry, const struct rule_set *rules, struct text *text)
{
	struct arena *arena = inquiry->arena;
	struct document *document = document_new(arena, text);
	struct figures *figures = figures_extract(arena, text, document, inquiry->lexicon);

	inquiry->source = (struct claim_source){text, document, figures,
						skeleton_new(arena, text, document, figures, SCOPES_ALL), NULL};
	claims_trace(arena, claim_engine_new(arena, rules), &inquiry->source, inquiry->rule, tell, inquiry);
	if (inquiry->told > 0)
		return;
	if (inquiry->with_all)
		puts("  no passage here holds a figure");
	else
		printf("no passage holds a cue word of this rule (%zu tried); name a line for more: FILE:LINE\n",
		       inquiry->without_cue);
}

void why_explain(struct arena *arena, const struct rule_set *rules, const struct rule *rule, struct text *text,
		 const struct finding_list *findings)
{
	struct inquiry inquiry = {
	    .arena = arena, .rule = rule, .lexicon = rule_set_lexicon(rules), .findings = findings, .with_all = true};

	inquire(&inquiry, rules, text);
}

int verb_why(struct arena *arena, const struct cli *cli, const struct settings *settings, const struct rule_set *rules,
	     const struct rule *rule, struct error_list *errors)
{
	struct inquiry inquiry = {.arena = arena, .rule = rule, .lexicon = rule_set_lexicon(rules)};
	struct text *text;

	if (cli->argument_count != 3) {
		fputs("rcheck: 'rules why' takes a rule and FILE or FILE:LINE\n", stderr);
		return STATUS_INCOMPLETE;
	}
	if (rule->find_count == 0) {
		printf("%s is of the built-in kind '%s': it has no phrases to follow\n", rule->id, rule->kind);
		return STATUS_CLEAN;
	}
	if (rule->severity == RULE_OFF) {
		printf("%s is switched off\n", rule->id);
		return STATUS_CLEAN;
	}
	text = text_read(arena, paths_split_line(arena, cli->arguments[2], &inquiry.line), &settings->reading, errors);
	if (text) {
		inquiry.with_all = inquiry.line > 0;
		inquiry.findings = checker_run(arena, arena, checker_new(arena, rules), text, NULL)->findings;
		inquire(&inquiry, rules, text);
	}
	error_list_print(errors, stderr);
	return error_list_count(errors) ? STATUS_INCOMPLETE : STATUS_CLEAN;
}
