/* Lays figures and the operands of findings over each other, and cuts the source where one begins or ends. */
#include "report/html_marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "finding/finding.h"
#include "report/report.h"
#include "text/text.h"

#define NO_FINDING UINT32_MAX

/* A figure, or one place of a finding. */
struct tie {
	struct span span; /* source bytes */
	uint32_t finding; /* NO_FINDING for a figure */
	uint32_t figure;  /* its index; 0 for a finding's place */
	bool is_figure;   /* not mere words */
	bool is_stated;
	enum mark_state state;
};

struct laying {
	struct arena *arena;
	const struct report_file *file;
	struct tie *ties;
	size_t tie_count;
	size_t tie_capacity;
	struct mark *marks;
	size_t mark_count;
	size_t mark_capacity;
	const struct tie **active;
	size_t active_count;
	size_t active_capacity;
	enum mark_state *figures;
};

static bool agrees(const struct finding *finding)
{
	return finding->severity == SEVERITY_TICK && finding->verdict <= VERDICT_ROUNDED;
}

bool page_shows(const struct report_run *run, const struct finding *finding)
{
	return finding->accepted || agrees(finding) || report_shows(run, finding);
}

enum mark_state mark_state_of(const struct finding *finding)
{
	if (agrees(finding))
		return MARK_AGREED;
	if (finding->accepted)
		return MARK_ACCEPTED;
	if (strcmp(finding->kind, "missing") == 0 || strcmp(finding->kind, "placeholder") == 0)
		return MARK_MISSING;
	return finding->severity == SEVERITY_ERROR     ? MARK_ERROR
	       : finding->severity == SEVERITY_WARNING ? MARK_WARNING
						       : MARK_NOTE;
}

const struct operand *page_stated_operand(const struct report_file *file, const struct finding *finding)
{
	const struct operand *stated = NULL;

	for (size_t i = 0; i < finding->operand_count; i++) {
		struct span source = text_source_span(file->text, finding->operands[i].span);
		const char *bytes = text_source(file->text) + source.start;

		if (strcmp(finding->operands[i].role, "stated") == 0)
			return &finding->operands[i];
		if (finding->stated && strlen(finding->stated) == span_length(source) &&
		    memcmp(finding->stated, bytes, span_length(source)) == 0)
			stated = &finding->operands[i];
	}
	return stated;
}

static void add_tie(struct laying *laying, struct tie tie)
{
	if (tie.span.start >= tie.span.end)
		return;
	laying->ties = arena_grow(laying->arena, laying->ties, laying->tie_count, &laying->tie_capacity, sizeof(tie));
	laying->ties[laying->tie_count++] = tie;
}

/* The figure that overlaps a folded span, or NULL. */
static const struct span *figure_at(const struct report_file *file, struct span span)
{
	size_t low = 0, high = file->figure_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (file->figures[middle].end <= span.start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < file->figure_count && span_overlaps(file->figures[low], span) ? &file->figures[low] : NULL;
}

/*
 * An operand may leave out words of its figure, a hedge or a sign, and words may be those of a figure: the figure is
 * marked as a whole.
 */
static struct tie tie_operand(const struct report_file *file, const struct operand *operand)
{
	const struct span *figure = figure_at(file, operand->span);
	struct span span = operand->span;
	bool is_figure = *operand->value || (figure && span_contains(*figure, span));

	if (is_figure && figure)
		span = (struct span){
		    .start = span.start < figure->start ? span.start : figure->start,
		    .end = span.end > figure->end ? span.end : figure->end,
		};
	return (struct tie){.span = text_source_span(file->text, span), .is_figure = is_figure};
}

static void add_operands(struct laying *laying, uint32_t index, const struct finding *finding,
			 const struct operand *operands, size_t count)
{
	const struct operand *stated = page_stated_operand(laying->file, finding);

	for (size_t i = 0; i < count; i++) {
		struct tie tie;

		/* A place in another report is told in the message only. */
		if (operands[i].text)
			continue;
		tie = tie_operand(laying->file, &operands[i]);
		tie.finding = index;
		tie.is_stated = &operands[i] == stated;
		tie.state = mark_state_of(finding);
		add_tie(laying, tie);
	}
}

static void add_ties(struct laying *laying, const struct report_run *run)
{
	const struct report_file *file = laying->file;

	for (size_t i = 0; i < file->figure_count; i++)
		add_tie(laying, (struct tie){.span = text_source_span(file->text, file->figures[i]),
					     .finding = NO_FINDING,
					     .figure = (uint32_t)i,
					     .is_figure = true});
	for (size_t i = 0; i < finding_list_count(file->findings); i++) {
		const struct finding *finding = finding_list_at(file->findings, i);

		if (!page_shows(run, finding))
			continue;
		add_operands(laying, (uint32_t)i, finding, finding->operands, finding->operand_count);
		add_operands(laying, (uint32_t)i, finding, finding->related, finding->related_count);
		if (finding->operand_count == 0)
			add_tie(laying, (struct tie){.span = text_source_span(file->text, finding->span),
						     .finding = (uint32_t)i,
						     .state = mark_state_of(finding)});
	}
}

static int compare_ties(const void *a, const void *b)
{
	const struct tie *first = a, *second = b;

	if (first->span.start != second->span.start)
		return first->span.start < second->span.start ? -1 : 1;
	if (first->span.end != second->span.end)
		return first->span.end > second->span.end ? -1 : 1;
	return first->finding < second->finding ? -1 : first->finding > second->finding;
}

static int compare_offsets(const void *a, const void *b)
{
	const size_t *first = a, *second = b;

	return *first < *second ? -1 : *first > *second;
}

/* Where a tie begins or ends, each place once. */
static size_t *find_cuts(const struct laying *laying, size_t *count)
{
	size_t *cuts = arena_alloc_array(laying->arena, laying->tie_count, 2 * sizeof(*cuts)), kept = 0;

	for (size_t i = 0; i < laying->tie_count; i++) {
		cuts[2 * i] = laying->ties[i].span.start;
		cuts[2 * i + 1] = laying->ties[i].span.end;
	}
	qsort(cuts, 2 * laying->tie_count, sizeof(*cuts), compare_offsets);
	for (size_t i = 0; i < 2 * laying->tie_count; i++)
		if (i == 0 || cuts[i] != cuts[kept - 1])
			cuts[kept++] = cuts[i];
	*count = kept;
	return cuts;
}

/* What is said of a figure goes before what is said of a passage that it stands in. */
static enum mark_state strongest(const struct laying *laying)
{
	enum mark_state figure = MARK_UNCHECKED, words = MARK_UNCHECKED;
	bool has_figure = false;

	for (size_t i = 0; i < laying->active_count; i++) {
		const struct tie *tie = laying->active[i];

		has_figure = has_figure || tie->is_figure;
		if (tie->is_figure && tie->state > figure)
			figure = tie->state;
		if (tie->state > words)
			words = tie->state;
	}
	return has_figure ? figure : words;
}

static void fill_claims(const struct laying *laying, struct mark *mark)
{
	struct mark_claim *claims = arena_alloc_array(laying->arena, laying->active_count, sizeof(*claims));

	mark->claims = claims;
	for (int state = MARK_COUNT; state-- > 0;)
		for (size_t i = 0; i < laying->active_count; i++) {
			const struct tie *tie = laying->active[i];
			size_t known = 0;

			if (tie->finding == NO_FINDING || (int)tie->state != state)
				continue;
			while (known < mark->claim_count && claims[known].finding != tie->finding)
				known++;
			if (known == mark->claim_count)
				claims[mark->claim_count++] = (struct mark_claim){tie->finding, false};
			claims[known].is_stated = claims[known].is_stated || tie->is_stated;
		}
}

static void add_mark(struct laying *laying, struct span span)
{
	struct mark mark = {.span = span, .state = strongest(laying)};

	fill_claims(laying, &mark);
	for (size_t i = 0; i < laying->active_count; i++) {
		const struct tie *tie = laying->active[i];

		mark.is_last = mark.is_last || tie->span.end == span.end;
		if (tie->finding == NO_FINDING && mark.state > laying->figures[tie->figure])
			laying->figures[tie->figure] = mark.state;
	}
	laying->marks =
	    arena_grow(laying->arena, laying->marks, laying->mark_count, &laying->mark_capacity, sizeof(mark));
	laying->marks[laying->mark_count++] = mark;
}

static void drop_ended(struct laying *laying, size_t offset)
{
	size_t kept = 0;

	for (size_t i = 0; i < laying->active_count; i++)
		if (laying->active[i]->span.end > offset)
			laying->active[kept++] = laying->active[i];
	laying->active_count = kept;
}

static void lay(struct laying *laying)
{
	size_t count, next = 0, *cuts = find_cuts(laying, &count);

	for (size_t i = 0; i + 1 < count; i++) {
		drop_ended(laying, cuts[i]);
		for (; next < laying->tie_count && laying->ties[next].span.start == cuts[i]; next++) {
			laying->active = arena_grow(laying->arena, laying->active, laying->active_count,
						    &laying->active_capacity, sizeof(struct tie *));
			laying->active[laying->active_count++] = &laying->ties[next];
		}
		if (laying->active_count > 0)
			add_mark(laying, (struct span){cuts[i], cuts[i + 1]});
	}
}

struct mark_list page_find_marks(struct arena *arena, const struct report_run *run, const struct report_file *file)
{
	struct laying laying = {.arena = arena, .file = file};

	laying.figures = arena_alloc_array(arena, file->figure_count, sizeof(*laying.figures));
	add_ties(&laying, run);
	if (laying.tie_count > 0) {
		qsort(laying.ties, laying.tie_count, sizeof(*laying.ties), compare_ties);
		lay(&laying);
	}
	return (struct mark_list){laying.marks, laying.mark_count, laying.figures};
}
