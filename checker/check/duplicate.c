/*
 * Articles and paragraphs that repeat one another.
 *
 * Near-copies are told from pieces of one genre by the Jaccard similarity of their character 5-grams: 0.43 after one
 * edit in ten characters, at most 0.13 between unrelated reports. Only pieces whose signatures agree in a band are
 * compared (check/candidates.h), so the work stays linear in the text; what is reported was compared exactly.
 */
#include "check/duplicate.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "check/candidates.h"
#include "check/check.h"
#include "check/finding_of.h"
#include "check/grams.h"
#include "rule/parameter.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

enum { NAMED_DIFFERENCES = 3, QUOTED = 24 /* characters of each */ };

struct duplicate_settings duplicate_settings_of(const struct rule *rule)
{
	return (struct duplicate_settings){
	    .is_between_reports = strcmp(rule_parameter_word(rule, "between"), "reports") == 0,
	    .is_template = strcmp(rule_parameter_word(rule, "figures"), "other") == 0,
	    .article_similarity = rule_parameter(rule, "article-similarity", 500),
	    .long_similarity = rule_parameter(rule, "long-similarity", 500),
	    .long_letters = rule_parameter(rule, "long-characters", 400),
	    .paragraph_similarity = rule_parameter(rule, "paragraph-similarity", 800),
	    .article_figures = rule_parameter(rule, "article-figures", 500),
	    .paragraph_figures = rule_parameter(rule, "paragraph-figures", 1000),
	    .least_letters = rule_parameter(rule, "least-characters", 60),
	    .least_figures = rule_parameter(rule, "least-figures", 0),
	};
}

unsigned duplicate_least(const struct duplicate_settings *settings, bool is_article)
{
	if (!is_article)
		return settings->paragraph_similarity;
	return settings->long_similarity < settings->article_similarity ? settings->long_similarity
									: settings->article_similarity;
}

static unsigned least_similarity(const struct duplicate_settings *settings, const struct duplicate_pair *pair)
{
	if (!pair->is_article)
		return settings->paragraph_similarity;
	return pair->later->letters >= settings->long_letters && pair->earlier->letters >= settings->long_letters
		   ? settings->long_similarity
		   : settings->article_similarity;
}

bool duplicate_may_be(const struct duplicate_settings *settings, const struct piece *later, const struct piece *earlier,
		      bool is_article)
{
	unsigned figures = is_article ? settings->article_figures : settings->paragraph_figures;

	return settings->is_template || pieces_may_share_figures(later, earlier, figures);
}

unsigned duplicate_similarity(const struct duplicate_settings *settings, const struct duplicate_pair *pair)
{
	unsigned least = least_similarity(settings, pair);
	unsigned figures = pair->is_article ? settings->article_figures : settings->paragraph_figures;
	struct arena *arena;
	struct letters a, b;
	unsigned similarity;
	bool has_figures;

	if (!duplicate_may_be(settings, pair->later, pair->earlier, pair->is_article))
		return 0;
	arena = arena_new();
	a = letters_of(arena, pair->earlier_text, pair->earlier->span);
	b = letters_of(arena, pair->later_text, pair->later->span);
	similarity = letters_similarity(arena, &a, &b, !settings->is_template);
	has_figures = letters_common_figures(arena, &a, &b) >= figures;
	arena_free(arena);
	return similarity >= least && has_figures != settings->is_template ? similarity : 0;
}

struct span duplicate_head(const struct document *document, size_t article)
{
	size_t count, low = 0, high;
	const struct article *articles = document_articles(document, &count);
	const struct paragraph *paragraphs = document_paragraphs(document, &high);

	count = high;
	if (span_length(articles[article].heading) > 0)
		return articles[article].heading;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (paragraphs[middle].span.start < articles[article].span.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count ? paragraphs[low].span : articles[article].span;
}

/* The beginning of a differing passage. */
static const char *quote(struct arena *arena, const char *text, struct span span)
{
	size_t at = span.start, count = 0;
	const char *words;

	while (at < span.end && count++ < QUOTED)
		at += utf8_size(text[at]);
	words = arena_copy(arena, text + span.start, at - span.start);
	return at < span.end ? arena_printf(arena, "%s…", words) : words;
}

static void append_difference(struct buffer *out, const struct check_context *context,
			      const struct duplicate_pair *pair, const struct difference *difference)
{
	const char *earlier = quote(context->arena, pair->earlier_text, difference->a);
	const char *later = quote(context->arena, pair->later_text, difference->b);

	if (span_length(difference->a) == 0)
		message_append(out, context->language, MESSAGE_DIFFERENCE_ADDED, "later", later, NULL);
	else if (span_length(difference->b) == 0)
		message_append(out, context->language, MESSAGE_DIFFERENCE_MISSING, "earlier", earlier, NULL);
	else
		message_append(out, context->language, MESSAGE_DIFFERENCE, "earlier", earlier, "later", later, NULL);
}

/* What differs in a pair, in words; "" when nothing does. */
static const char *say_differences(const struct check_context *context, const struct duplicate_pair *pair)
{
	struct arena *arena = arena_new();
	struct letters a = letters_of(arena, pair->earlier_text, pair->earlier->span);
	struct letters b = letters_of(arena, pair->later_text, pair->later->span);
	size_t count;
	const struct difference *differences = letters_differences(arena, &a, &b, &count);
	struct buffer list = {0};
	const char *said = "";

	for (size_t i = 0; i < count && i < NAMED_DIFFERENCES; i++) {
		if (i > 0)
			buffer_append_string(&list, message_text(context->language, MESSAGE_COMMA));
		append_difference(&list, context, pair, &differences[i]);
	}
	if (count > NAMED_DIFFERENCES)
		said = say(context, MESSAGE_DIFFERENCES_MORE, "list", buffer_string(&list), "count",
			   arena_printf(arena, "%zu", count), NULL);
	else if (count > 0)
		said = say(context, MESSAGE_DIFFERENCES, "list", buffer_string(&list), NULL);
	buffer_release(&list);
	arena_free(arena);
	return said;
}

static enum message message_of(const struct duplicate_pair *pair, bool is_template, bool is_other_report)
{
	if (is_template)
		return pair->is_article ? MESSAGE_TEMPLATE_ARTICLE : MESSAGE_TEMPLATE_PARAGRAPH;
	if (is_other_report)
		return pair->is_article ? MESSAGE_DUPLICATE_REPORT_ARTICLE : MESSAGE_DUPLICATE_REPORT_PARAGRAPH;
	return pair->is_article ? MESSAGE_DUPLICATE_ARTICLE : MESSAGE_DUPLICATE_PARAGRAPH;
}

void duplicate_add(const struct check_context *context, const struct rule *rule, const struct duplicate_pair *pair,
		   const struct text *earlier, struct span earlier_head, unsigned similarity)
{
	const struct duplicate_settings settings = duplicate_settings_of(rule);
	bool is_other = earlier != context->text;
	struct span head =
	    pair->is_article ? duplicate_head(context->document, pair->later->article) : pair->later->span;
	struct finding finding = finding_of(context, &duplicate_check, rule, head);
	struct operand *original = arena_alloc(context->arena, sizeof(*original));
	const char *line = arena_printf(context->arena, "%zu", text_place(earlier, earlier_head).line);
	const char *percent = arena_printf(context->arena, "%u", similarity / 10);
	enum message message = message_of(pair, settings.is_template, is_other);

	if (settings.is_template)
		finding.message =
		    say(context, message, "path", text_path(earlier), "line", line, "percent", percent, NULL);
	else if (is_other)
		finding.message = say(context, message, "path", text_path(earlier), "line", line, "percent", percent,
				      "differences", say_differences(context, pair), NULL);
	else
		finding.message = say(context, message, "line", line, "percent", percent, "differences",
				      say_differences(context, pair), NULL);
	*original = (struct operand){.role = "original", .span = earlier_head, .value = "", .unit = ""};
	if (is_other)
		original->text = text_excerpt(context->arena, earlier, &earlier_head, 1);
	finding.related = original;
	finding.related_count = 1;
	finding_list_add(context->findings, &finding);
}

/* One search among the articles or the paragraphs of a report. */
struct search {
	const struct check_context *context;
	const struct rule *rule;
	const struct duplicate_settings *settings;
	const struct piece **pieces;
	size_t count;
	bool is_article;
	bool *repeats; /* of each article: it repeats an earlier one */
};

static enum comparison compare(void *context, size_t later, size_t earlier)
{
	struct search *search = context;
	const struct document *document = search->context->document;
	const char *text = text_folded(search->context->text);
	const struct duplicate_pair pair = {search->pieces[later], search->pieces[earlier], text, text,
					    search->is_article};
	unsigned similarity = duplicate_similarity(search->settings, &pair);

	if (similarity == 0)
		return COMPARISON_OTHER;
	if (search->is_article)
		search->repeats[pair.later->article] = true;
	duplicate_add(search->context, search->rule, &pair, search->context->text,
		      search->is_article ? duplicate_head(document, pair.earlier->article) : pair.earlier->span,
		      similarity);
	return similarity >= NEAR_SAME ? COMPARISON_REPEAT : COMPARISON_VARIANT;
}

static void add_piece(struct search *search, const struct piece *piece)
{
	if (piece->letters >= search->settings->least_letters && !search->repeats[piece->article] &&
	    (search->is_article || piece->figures >= search->settings->least_figures))
		search->pieces[search->count++] = piece;
}

static void search_pieces(struct search *search, const struct banding *banding, unsigned least)
{
	if (search->count > 1)
		candidates_find(banding, search->pieces, search->count, least, compare, search);
}

static void run(const struct check_context *context, const struct rule *rule)
{
	const struct duplicate_settings settings = duplicate_settings_of(rule);
	struct search articles = {context, rule, &settings, NULL, 0, true, NULL}, paragraphs;
	const struct pieces *pieces = context->pieces;

	/* Reports are compared when all are checked; in a rule's own tests, articles stand for reports. */
	if (settings.is_between_reports && !context->is_test)
		return;
	articles.repeats = arena_alloc_array(context->passing, pieces->article_count, sizeof(*articles.repeats));
	articles.pieces = arena_alloc_array(context->passing, pieces->article_count, sizeof(struct piece *));
	for (size_t i = 0; i < pieces->article_count; i++)
		add_piece(&articles, &pieces->articles[i]);
	search_pieces(&articles, &article_banding, duplicate_least(&settings, true));
	paragraphs = articles;
	paragraphs.is_article = false;
	paragraphs.count = 0;
	paragraphs.pieces = arena_alloc_array(context->passing, pieces->paragraph_count, sizeof(struct piece *));
	for (size_t i = 0; i < pieces->paragraph_count; i++)
		add_piece(&paragraphs, &pieces->paragraphs[i]);
	search_pieces(&paragraphs, &paragraph_banding, duplicate_least(&settings, false));
}

const struct check duplicate_check = {
    .kind = "duplicate",
    .reported = "duplicate",
    .summary = "articles and paragraphs that repeat one another, in one report or among reports",
    .run = run,
};
