/* Works out what the page says before a byte of it is written: marks, lines, numbers, tallies. */
#include "base/arena.h"
#include "finding/finding.h"
#include "report/html_page.h"
#include "report/report.h"
#include "text/text.h"

const char *page_sign(enum mark_state state)
{
	static const char *const signs[MARK_COUNT] = {"·", "✓", "○", "≈", "?", "□", "✗"};

	return signs[state];
}

char page_class(enum mark_state state)
{
	return "utonwme"[state];
}

static void find_lines(struct arena *arena, struct page_report *report)
{
	const char *bytes = text_source(report->file->text);
	size_t length = text_source_length(report->file->text), capacity = 0, *lines = NULL, count = 0, start = 0;

	while (start < length) {
		lines = arena_grow(arena, lines, count, &capacity, sizeof(*lines));
		lines[count++] = start;
		while (start < length && bytes[start] != '\n' && bytes[start] != '\r')
			start++;
		start += start + 1 < length && bytes[start] == '\r' && bytes[start + 1] == '\n' ? 2 : 1;
	}
	report->lines = lines;
	report->line_count = count;
}

static size_t line_at(const struct page_report *report, size_t source)
{
	size_t low = 0, high = report->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (report->lines[middle] <= source)
			low = middle;
		else
			high = middle;
	}
	return low + 1;
}

static void find_articles(struct arena *arena, struct page_report *report)
{
	const struct report_file *file = report->file;

	report->articles = arena_alloc_array(arena, file->article_count, sizeof(*report->articles));
	for (size_t i = 0; i < file->article_count; i++)
		report->articles[i].line =
		    i == 0 ? 1 : line_at(report, text_source_span(file->text, file->articles[i].span).start);
}

static void tally_figures(struct page_report *report)
{
	const struct report_file *file = report->file;

	for (size_t i = 0, article = 0; i < file->figure_count; i++) {
		while (article + 1 < file->article_count &&
		       file->articles[article + 1].span.start <= file->figures[i].start)
			article++;
		report->tally.figures[report->marks.figures[i]]++;
		if (article < file->article_count)
			report->articles[article].tally.figures[report->marks.figures[i]]++;
	}
}

static void add_finding(struct page_tally *tally, const struct finding *finding)
{
	tally->findings[mark_state_of(finding)]++;
	if (!finding->accepted && finding->severity != SEVERITY_TICK)
		tally->severities[finding->severity]++;
}

static void tally_findings(struct page *page, struct page_report *report, uint32_t *number)
{
	const struct report_file *file = report->file;
	size_t count = finding_list_count(file->findings);
	uint32_t *numbers = arena_alloc_array(page->arena, count, sizeof(*numbers));
	uint32_t *begins = arena_alloc_array(page->arena, count, sizeof(*begins));

	for (size_t i = 0; i < count; i++) {
		const struct finding *finding = finding_list_at(file->findings, i);
		enum mark_state state = mark_state_of(finding);

		if (!page_shows(page->run, finding))
			continue;
		begins[i] = (uint32_t)line_at(report, text_source_span(file->text, finding->span).start);
		if (state != MARK_AGREED)
			numbers[i] = ++*number;
		add_finding(&report->tally, finding);
		if (finding->article < file->article_count)
			add_finding(&report->articles[finding->article].tally, finding);
	}
	report->numbers = numbers;
	report->begins = begins;
}

void page_prepare(struct page *page)
{
	uint32_t number = 0;

	page->reports = arena_alloc_array(page->arena, page->run->file_count, sizeof(*page->reports));
	for (size_t f = 0; f < page->run->file_count; f++) {
		struct page_report *report = &page->reports[f];

		report->number = f + 1;
		report->file = &page->run->files[f];
		if (!report->file->text)
			continue;
		report->marks = page_find_marks(page->arena, page->run, report->file);
		find_lines(page->arena, report);
		find_articles(page->arena, report);
		tally_figures(report);
		tally_findings(page, report, &number);
		for (size_t state = 0; state < MARK_COUNT; state++) {
			page->tally.figures[state] += report->tally.figures[state];
			page->tally.findings[state] += report->tally.findings[state];
		}
		for (size_t severity = 0; severity < SEVERITY_COUNT; severity++)
			page->tally.severities[severity] += report->tally.severities[severity];
	}
}
