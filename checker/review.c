/* Checks a report in an arena of its own and keeps what outputs need. */
#include "review.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "check/check.h"
#include "figure/figure.h"
#include "finding/finding.h"
#include "text/document.h"
#include "text/text.h"

/* Counts the quantities of each article and those that are tied; `untied` has room for every figure. */
static void count_figures(struct arena *kept, const struct checked_report *report, struct report_file *file,
			  struct span *untied)
{
	const struct article *articles = document_articles(report->document, &file->article_count);
	struct report_article *named = arena_alloc_array(kept, file->article_count, sizeof(*named));

	for (size_t i = 0; i < file->article_count; i++) {
		named[i].name =
		    arena_copy(kept, text_folded(report->text) + articles[i].name.start, span_length(articles[i].name));
		named[i].span = articles[i].span;
		named[i].heading = articles[i].heading;
	}
	for (size_t i = 0, article = 0; i < figures_count(report->figures); i++) {
		const struct figure *figure = figures_at(report->figures, i);

		if (figure->role != FIGURE_QUANTITY)
			continue;
		while (article + 1 < file->article_count && articles[article + 1].span.start <= figure->span.start)
			article++;
		if (article < file->article_count) {
			named[article].figure_count++;
			named[article].tied_count += report->tied[i];
		}
		file->figure_count++;
		file->tied_count += report->tied[i];
		if (!report->tied[i])
			untied[file->untied_count++] = figure->span;
	}
	file->articles = named;
}

struct span *review_spans(struct arena *arena, const struct report_file *file, size_t *count)
{
	size_t named_count;
	const struct span *named = finding_list_spans(arena, file->findings, &named_count);
	struct span *spans = arena_alloc_array(arena, named_count + file->untied_count, sizeof(*spans));

	for (size_t i = 0; i < named_count; i++)
		spans[i] = named[i];
	for (size_t i = 0; i < file->untied_count; i++)
		spans[named_count + i] = file->untied[i];
	*count = named_count + file->untied_count;
	return spans;
}

/* The quantities, for outputs that show the whole text. */
static const struct span *list_quantities(struct arena *arena, const struct checked_report *report)
{
	struct span *spans = arena_alloc_array(arena, figures_count(report->figures), sizeof(*spans));
	size_t count = 0;

	for (size_t i = 0; i < figures_count(report->figures); i++)
		if (figures_at(report->figures, i)->role == FIGURE_QUANTITY)
			spans[count++] = figures_at(report->figures, i)->span;
	return spans;
}

static void release_arena(void *object)
{
	arena_free(object);
}

/* Not what comes through standard input or a pipe. */
static bool can_be_read_again(const char *path)
{
	struct stat status;

	return strcmp(path, "-") != 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* What is left of the report's parts: counts, places, signatures. */
static void keep_parts(struct arena *kept, struct arena *parts, const struct review_plan *plan,
		       const struct checked_report *report, struct review *review)
{
	struct report_file *file = &review->file;
	struct span *untied = arena_alloc_array(parts, figures_count(report->figures), sizeof(*untied));
	struct span *untied_kept;
	size_t untied_count;

	count_figures(kept, report, file, untied);
	file->language = report->language;
	document_sentences(report->document, &file->sentence_count);
	file->undecided_count = report->undecided_count;
	untied_count = plan->with_untied ? file->untied_count : 0;
	untied_kept = arena_alloc_array(kept, untied_count, sizeof(*untied_kept));
	for (size_t i = 0; i < untied_count; i++)
		untied_kept[i] = untied[i];
	file->untied = untied_kept;
	file->untied_count = untied_count;
	if (plan->least_piece > 0 && report->pieces && can_be_read_again(file->path)) {
		review->pieces = pieces_copy(kept, report->pieces, plan->least_piece);
		review->sum = text_sum(report->text);
	}
	if (plan->keeps_texts)
		file->figures = list_quantities(kept, report);
}

/* The text, or the places of it that are named. */
static void keep_text(struct arena *kept, struct arena *scratch, const struct review_plan *plan,
		      const struct text *text, struct report_file *file)
{
	size_t count;
	const struct span *spans;

	file->text = text;
	if (plan->keeps_texts)
		return;
	spans = review_spans(scratch, file, &count);
	file->text = text_excerpt(kept, text, spans, count);
}

struct review review_unread(struct arena *kept, const char *path, const char *reason)
{
	struct review review = {.file = {.path = path}, .errors = error_list_new(kept)};

	error_list_add(review.errors, path, 0, 0, "%s", reason);
	review.file.error = error_list_at(review.errors, 0)->message;
	return review;
}

/*
 * `text` is in `arena`, which is released or kept; NULL when it could not be read. Of a large report each thing is released when
 * the last that needs it is done: its parts before the places are kept, the text behind them; its findings are not copied.
 */
static struct review review_text(struct arena *kept, struct arena *arena, const struct review_plan *plan,
				 const char *path, const struct text *text, struct error_list *errors, size_t *matches)
{
	enum { FEW = 100 };
	struct review review = {.file = {.path = path}};
	const struct checked_report *report;
	struct arena *found, *parts;
	bool is_small;

	if (!text) {
		review.errors = errors;
		review.file.error = error_list_at(errors, error_list_count(errors) - 1)->message;
		arena_free(arena);
		return review;
	}
	found = arena_new();
	parts = arena_new();
	report = checker_run(found, parts, plan->checker, text, NULL);
	if (error_list_count(report->errors) > 0) {
		error_list_append(errors, report->errors);
		review.errors = errors;
	}
	keep_parts(kept, parts, plan, report, &review);
	arena_free(parts);
	/* No more than one arena is handed over: the second time might fail. */
	is_small = plan->keeps_texts || finding_list_count(report->findings) <= FEW;
	review.findings = is_small ? finding_list_copy(kept, report->findings) : report->findings;
	review.file.findings = review.findings;
	keep_text(kept, arena, plan, text, &review.file);
	if (plan->keeps_texts)
		arena_defer(kept, release_arena, arena);
	else if (!is_small)
		arena_defer(kept, release_arena, found);
	/* Nothing can fail from here on: a report counts once, however often it is tried. */
	for (size_t i = 0; i < plan->rule_count; i++)
		matches[i] += report->matches[i];
	if (!plan->keeps_texts)
		arena_free(arena);
	if (is_small)
		arena_free(found);
	return review;
}

/* A report that is reviewed as long as memory lasts. */
struct attempt {
	struct arena *kept;
	const struct review_plan *plan;
	const char *path;
	const char *bytes; /* NULL when they are to be read */
	size_t length;
	size_t *matches; /* of each rule, counted on */
	struct review review;
};

static void attempt_review(void *context)
{
	struct attempt *attempt = context;
	struct error_list *errors = error_list_new(attempt->kept);
	struct arena *arena = arena_new();
	const struct text *text = attempt->bytes
				      ? text_from_bytes(arena, attempt->path, attempt->bytes, attempt->length, errors)
				      : text_read(arena, attempt->path, &attempt->plan->reading, errors);

	attempt->review =
	    review_text(attempt->kept, arena, attempt->plan, attempt->path, text, errors, attempt->matches);
}

static struct review review_while_memory_lasts(struct attempt *attempt)
{
	if (!arena_try(attempt_review, attempt)) {
		attempt->review = review_unread(attempt->kept, attempt->path, "not checked: out of memory");
		attempt->review.ran_out = true;
	}
	return attempt->review;
}

struct review review_file(struct arena *kept, const struct review_plan *plan, const char *path, size_t *matches)
{
	return review_while_memory_lasts(
	    &(struct attempt){.kept = kept, .plan = plan, .path = path, .matches = matches});
}

struct review review_bytes(struct arena *kept, const struct review_plan *plan, const char *path, const char *bytes,
			   size_t length, size_t *matches)
{
	return review_while_memory_lasts(&(struct attempt){
	    .kept = kept, .plan = plan, .path = path, .bytes = bytes, .length = length, .matches = matches});
}
