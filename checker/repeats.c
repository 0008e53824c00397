/* Compares the signatures of all reports, and reads again only those that look alike. */
#include "repeats.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/candidates.h"
#include "check/check.h"
#include "check/duplicate.h"
#include "check/pieces.h"
#include "finding/finding.h"
#include "review.h"
#include "rule/rule.h"
#include "text/document.h"
#include "text/text.h"

/* Reports that are at hand: so many, and so many bytes of them but for the last three. */
enum { OPENED = 512, OPENED_BYTES = 1 << 24, IN_USE = 3 };

/* A report that was read again. */
struct opened {
	struct arena *arena;
	size_t report;
	size_t used; /* when it was last asked for */
	struct stat file;
	const struct text *text;
	const struct document *document;
	struct pieces pieces;
};

struct search {
	struct arena *arena;
	const struct review_plan *plan;
	struct review *reviews;
	const struct rule *rule;
	struct duplicate_settings settings;
	bool is_article;
	const struct piece **pieces;
	uint32_t *reports; /* of each piece */
	size_t count;
	bool **repeats; /* of each report's articles: they repeat one of another report */
	bool *is_lost;  /* of each report: it has changed, and that was said */
	struct error_list *errors;
	struct opened opened[OPENED];
	size_t clock;
	size_t opened_bytes;
	struct finding_list *added; /* to the report `later`, not yet in its list */
	size_t later;
	size_t found;
};

static bool compares_reports(const struct rule *rule)
{
	return rule->severity != RULE_OFF && strcmp(rule->kind, duplicate_check.kind) == 0 &&
	       duplicate_settings_of(rule).is_between_reports;
}

size_t repeats_least_letters(const struct rule_set *rules)
{
	size_t least = 0;

	for (size_t i = 0; i < rule_set_count(rules); i++)
		if (compares_reports(rule_set_at(rules, i))) {
			size_t letters = duplicate_settings_of(rule_set_at(rules, i)).least_letters;

			least = least == 0 || letters < least ? letters : least;
		}
	return least;
}

/* NULL, with an error, when the report is not what it was: places are those of the first reading. */
static const struct text *read_unchanged(struct arena *arena, const struct search *search, const char *path,
					 uint64_t sum, struct stat *file, struct error_list *errors)
{
	const struct text *text;

	/* That there is a file is asked by whoever reads it, too. */
	if (stat(path, file) != 0)
		*file = (struct stat){0};
	text = text_read(arena, path, &search->plan->reading, errors);
	if (!text || text_sum(text) == sum)
		return text;
	error_list_add(errors, path, 0, 0, "changed while it was checked: not compared with other reports");
	return NULL;
}

static void read_again(const struct search *search, struct opened *opened, size_t report)
{
	const struct review *review = &search->reviews[report];
	struct error_list *errors;

	*opened = (struct opened){.arena = arena_new(), .report = report};
	errors = error_list_new(opened->arena);
	opened->text = read_unchanged(opened->arena, search, review->file.path, review->sum, &opened->file, errors);
	if (!opened->text && !search->is_lost[report])
		error_list_append(search->errors, errors);
	search->is_lost[report] = !opened->text;
	if (!opened->text)
		return;
	opened->document = document_new(opened->arena, opened->text);
	opened->pieces = pieces_of(opened->arena, text_folded(opened->text), opened->document, LEAST_PIECE);
}

static void close_report(struct search *search, struct opened *opened)
{
	search->opened_bytes -= opened->text ? text_file_length(opened->text) : 0;
	arena_free(opened->arena);
	*opened = (struct opened){0};
}

/* The place of the report that was not asked for the longest; a free one is older than any. */
static struct opened *oldest_report(struct search *search)
{
	struct opened *oldest = &search->opened[0];

	for (size_t i = 1; i < OPENED; i++)
		if (search->opened[i].used < oldest->used)
			oldest = &search->opened[i];
	return oldest;
}

static struct opened *oldest_open(struct search *search)
{
	struct opened *oldest = NULL;

	for (size_t i = 0; i < OPENED; i++)
		if (search->opened[i].arena && (!oldest || search->opened[i].used < oldest->used))
			oldest = &search->opened[i];
	return oldest;
}

/* The report at hand, or read again; then those that were not asked for the longest give way. */
static struct opened *open_report(struct search *search, size_t report)
{
	struct opened *opened, *oldest;

	for (size_t i = 0; i < OPENED; i++)
		if (search->opened[i].arena && search->opened[i].report == report) {
			search->opened[i].used = ++search->clock;
			return &search->opened[i];
		}
	opened = oldest_report(search);
	close_report(search, opened);
	read_again(search, opened, report);
	opened->used = ++search->clock;
	search->opened_bytes += opened->text ? text_file_length(opened->text) : 0;
	while (search->opened_bytes > OPENED_BYTES) {
		oldest = oldest_open(search);
		if (!oldest || oldest->used + IN_USE > search->clock)
			break;
		close_report(search, oldest);
	}
	return opened;
}

/* The piece in the report as it now is; NULL when it is no longer there. */
static const struct piece *find_again(const struct opened *opened, const struct piece *piece, bool is_article)
{
	const struct pieces *pieces = &opened->pieces;
	size_t low = 0, high = is_article ? pieces->article_count : pieces->paragraph_count;
	const struct piece *all = is_article ? pieces->articles : pieces->paragraphs, *last = all + high;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (all[middle].span.start < piece->span.start)
			low = middle + 1;
		else
			high = middle;
	}
	return all + low < last && all[low].exact == piece->exact && all[low].span.end == piece->span.end ? all + low
													  : NULL;
}

/* Puts what was added to a report in order with its other findings. */
static void finish_report(struct search *search)
{
	struct arena *arena = search->arena;
	struct review *review = &search->reviews[search->later];
	struct report_file file = review->file;
	const struct opened *opened;
	size_t count, found = finding_list_count(search->added);
	const struct span *spans;

	if (found == 0)
		return;
	opened = open_report(search, search->later);
	if (!opened->text)
		return;
	for (size_t i = 0; i < finding_list_count(review->findings); i++)
		finding_list_add(search->added, finding_list_at(review->findings, i));
	finding_list_finish(search->added, opened->text, opened->document);
	file.findings = search->added;
	if (!search->plan->keeps_texts) {
		spans = review_spans(arena, &file, &count);
		file.text = text_excerpt(arena, opened->text, spans, count);
	}
	/* All of it or nothing: places and the text that they are in belong together. */
	review->findings = search->added;
	review->file = file;
	search->found += found;
}

static void begin_report(struct search *search, size_t report)
{
	if (search->added)
		finish_report(search);
	search->later = report;
	search->added = finding_list_new(search->arena);
}

/* One file under two names is no repeat. */
static bool is_same_file(const struct opened *a, const struct opened *b)
{
	return a->file.st_dev == b->file.st_dev && a->file.st_ino == b->file.st_ino;
}

static enum comparison compare(void *context, size_t later, size_t earlier)
{
	struct search *search = context;
	size_t report = search->reports[later];
	const struct opened *here, *there;
	struct duplicate_pair pair = {.is_article = search->is_article};
	struct check_context found;
	unsigned similarity;

	if (report == search->reports[earlier] ||
	    !duplicate_may_be(&search->settings, search->pieces[later], search->pieces[earlier], search->is_article))
		return COMPARISON_OTHER;
	there = open_report(search, search->reports[earlier]);
	here = open_report(search, report);
	pair.later = find_again(here, search->pieces[later], search->is_article);
	pair.earlier = find_again(there, search->pieces[earlier], search->is_article);
	if (!pair.later || !pair.earlier || is_same_file(here, there))
		return COMPARISON_OTHER;
	pair.later_text = text_folded(here->text);
	pair.earlier_text = text_folded(there->text);
	similarity = duplicate_similarity(&search->settings, &pair);
	if (similarity == 0)
		return COMPARISON_OTHER;
	if (!search->added || search->later != report)
		begin_report(search, report);
	found = (struct check_context){.arena = search->arena,
				       .text = here->text,
				       .document = here->document,
				       .language = search->reviews[report].file.language,
				       .findings = search->added};
	duplicate_add(&found, search->rule, &pair, there->text,
		      search->is_article ? duplicate_head(there->document, pair.earlier->article) : pair.earlier->span,
		      similarity);
	if (search->is_article)
		search->repeats[report][pair.later->article] = true;
	return similarity >= NEAR_SAME ? COMPARISON_REPEAT : COMPARISON_VARIANT;
}

static bool is_compared(const struct search *search, size_t report, const struct piece *piece)
{
	return piece->letters >= search->settings.least_letters && !search->repeats[report][piece->article] &&
	       (search->is_article || piece->figures >= search->settings.least_figures);
}

/* Searches among the articles or the paragraphs of all reports. */
static void search_pieces(struct search *search, size_t report_count, bool is_article)
{
	const struct banding *banding = is_article ? &article_banding : &paragraph_banding;
	size_t most = 0;

	search->is_article = is_article;
	for (size_t r = 0; r < report_count; r++)
		most +=
		    is_article ? search->reviews[r].pieces.article_count : search->reviews[r].pieces.paragraph_count;
	search->pieces = arena_alloc_array(search->arena, most, sizeof(struct piece *));
	search->reports = arena_alloc_array(search->arena, most, sizeof(*search->reports));
	search->count = 0;
	for (size_t r = 0; r < report_count; r++) {
		const struct pieces *pieces = &search->reviews[r].pieces;
		const struct piece *all = is_article ? pieces->articles : pieces->paragraphs;
		size_t count = is_article ? pieces->article_count : pieces->paragraph_count;

		for (size_t i = 0; i < count; i++)
			if (is_compared(search, r, &all[i])) {
				search->reports[search->count] = (uint32_t)r;
				search->pieces[search->count++] = &all[i];
			}
	}
	candidates_find(banding, search->pieces, search->count, duplicate_least(&search->settings, is_article), compare,
			search);
	if (search->added)
		finish_report(search);
	search->added = NULL;
}

/* One rule, applied as long as memory lasts. */
struct application {
	struct search search;
	size_t report_count;
};

static void apply(void *context)
{
	struct application *application = context;
	struct search *search = &application->search;
	size_t count = application->report_count;

	search->repeats = arena_alloc_array(search->arena, count, sizeof(bool *));
	for (size_t r = 0; r < count; r++)
		search->repeats[r] =
		    arena_alloc_array(search->arena, search->reviews[r].file.article_count, sizeof(bool));
	search_pieces(search, count, true);
	search_pieces(search, count, false);
	for (size_t i = 0; i < OPENED; i++)
		arena_free(search->opened[i].arena);
}

void repeats_find(struct arena *arena, const struct review_plan *plan, const struct rule_set *rules,
		  struct review *reviews, size_t count, size_t *matches, struct error_list *errors)
{
	bool *is_lost = arena_alloc_array(arena, count, sizeof(*is_lost));

	for (size_t i = 0; count > 1 && i < rule_set_count(rules); i++) {
		const struct rule *rule = rule_set_at(rules, i);
		struct application application = {.search = {.arena = arena,
							     .plan = plan,
							     .reviews = reviews,
							     .rule = rule,
							     .is_lost = is_lost,
							     .errors = errors},
						  .report_count = count};

		if (!compares_reports(rule))
			continue;
		application.search.settings = duplicate_settings_of(rule);
		if (!arena_try(apply, &application))
			error_list_add(errors, NULL, 0, 0, "%s: not all reports were compared: out of memory",
				       rule->id);
		matches[i] += application.search.found;
	}
}
