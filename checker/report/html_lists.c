/* Lists behind the text: the claims that agree, what was not checked and why. */
#include <stdbool.h>

#include "base/error.h"
#include "finding/finding.h"
#include "message/message.h"
#include "report/html_escape.h"
#include "report/html_page.h"
#include "report/report.h"
#include "text/text.h"

static void write_line_link(const struct page *page, const struct page_report *report, size_t line)
{
	fprintf(page->out, "<a href=\"#l%zu-%zu\">", report->number, line);
	html_write_number(page->language, MESSAGE_PAGE_LINE, "line", line, page->out);
	fputs("</a> ", page->out);
}

void page_write_agreed(const struct page *page, const struct page_report *report)
{
	if (report->tally.findings[MARK_AGREED] == 0)
		return;
	fputs("<details class=\"list\"><summary>", page->out);
	html_write_number(page->language, MESSAGE_PAGE_AGREED_CLAIMS, "count", report->tally.findings[MARK_AGREED],
			  page->out);
	fputs("</summary><ul>\n", page->out);
	for (size_t i = 0; i < finding_list_count(report->file->findings); i++) {
		const struct finding *finding = finding_list_at(report->file->findings, i);

		if (mark_state_of(finding) != MARK_AGREED)
			continue;
		fprintf(page->out, "<li id=\"c%zu-%zu\" class=\"t\">", report->number, i + 1);
		write_line_link(page, report, report->begins[i]);
		fputs("<span>", page->out);
		html_write_words(finding->message ? finding->message : "", page->out);
		fputs("</span> <code>", page->out);
		html_write_words(finding->rule, page->out);
		fputs("</code></li>\n", page->out);
	}
	fputs("</ul></details>\n", page->out);
}

/* The figures that no claim speaks of, line by line. */
static void write_untied(const struct page *page, const struct page_report *report)
{
	const struct mark_list *marks = &report->marks;
	const char *source = text_source(report->file->text);
	size_t line = 0, shown = 0;

	fputs("<ul>\n", page->out);
	for (size_t i = 0; i < marks->count; i++) {
		const struct mark *mark = &marks->items[i];
		bool is_new;

		if (mark->state != MARK_UNCHECKED)
			continue;
		is_new = shown == 0 || (line < report->line_count && mark->span.start >= report->lines[line]);
		while (line < report->line_count && mark->span.start >= report->lines[line])
			line++;
		if (is_new) {
			fputs(shown ? "</li>\n<li>" : "<li>", page->out);
			write_line_link(page, report, line);
		} else {
			fputs(" · ", page->out);
		}
		html_write_source(source + mark->span.start, span_length(mark->span), page->out);
		shown++;
	}
	fputs(shown ? "</li>\n</ul>\n" : "</ul>\n", page->out);
}

static bool write_untied_figures(const struct page *page)
{
	size_t unchecked = page->tally.figures[MARK_UNCHECKED];

	if (unchecked == 0)
		return false;
	fputs("<details class=\"list\"><summary>", page->out);
	html_write_number(page->language, MESSAGE_PAGE_UNTIED, "count", unchecked, page->out);
	fputs("</summary><p>", page->out);
	html_write_message(page->language, MESSAGE_PAGE_UNTIED_WHY, page->out);
	fputs("</p>\n", page->out);
	for (size_t f = 0; f < page->run->file_count; f++) {
		const struct page_report *report = &page->reports[f];

		if (report->tally.figures[MARK_UNCHECKED] == 0)
			continue;
		if (page->run->file_count > 1) {
			fputs("<h3>", page->out);
			html_write_words(report->file->path, page->out);
			fputs("</h3>", page->out);
		}
		write_untied(page, report);
	}
	fputs("</details>\n", page->out);
	return true;
}

static bool write_errors(const struct page *page)
{
	if (page->run->error_count == 0)
		return false;
	fputs("<h3>", page->out);
	html_write_message(page->language, MESSAGE_PAGE_UNREAD, page->out);
	fputs("</h3><ul>\n", page->out);
	for (size_t i = 0; i < page->run->error_count; i++) {
		const struct error *error = error_list_at(page->run->errors, i);

		fputs("<li><b>", page->out);
		html_write_words(error->path ? error->path : "rcheck", page->out);
		if (error->line)
			fprintf(page->out, ":%zu:%zu", error->line, error->column);
		fputs("</b> ", page->out);
		html_write_words(error->message, page->out);
		fputs("</li>\n", page->out);
	}
	fputs("</ul>\n", page->out);
	return true;
}

static bool write_accepted(const struct page *page)
{
	if (page->tally.findings[MARK_ACCEPTED] == 0)
		return false;
	fputs("<details class=\"list\" open><summary>", page->out);
	html_write_number(page->language, MESSAGE_PAGE_ACCEPTED, "count", page->tally.findings[MARK_ACCEPTED],
			  page->out);
	fputs("</summary><ul>\n", page->out);
	for (size_t f = 0; f < page->run->file_count; f++) {
		const struct page_report *report = &page->reports[f];

		for (size_t i = 0; report->numbers && i < finding_list_count(report->file->findings); i++) {
			const struct finding *finding = finding_list_at(report->file->findings, i);

			if (!finding->accepted)
				continue;
			fprintf(page->out, "<li><a href=\"#c%zu-%zu\">%u</a> ", report->number, i + 1,
				(unsigned)report->numbers[i]);
			html_write_words(finding->message ? finding->message : "", page->out);
			fputs(" <span class=\"reason\">", page->out);
			html_write_message(page->language, MESSAGE_PAGE_REASON, page->out);
			html_write_words(finding->accepted->reason ? finding->accepted->reason : "", page->out);
			fputs("</span></li>\n", page->out);
		}
	}
	fputs("</ul></details>\n", page->out);
	return true;
}

static bool write_rules_off(const struct page *page)
{
	if (page->run->rule_off_count == 0)
		return false;
	fputs("<details class=\"list\"><summary>", page->out);
	html_write_number(page->language, MESSAGE_PAGE_RULES_OFF, "count", page->run->rule_off_count, page->out);
	fputs("</summary><p>", page->out);
	html_write_message(page->language, MESSAGE_PAGE_RULES_OFF_WHY, page->out);
	fputs("</p><ul>\n", page->out);
	for (size_t i = 0; i < page->run->rule_off_count; i++) {
		fputs("<li><code>", page->out);
		html_write_words(page->run->rules_off[i].id, page->out);
		fputs("</code> ", page->out);
		html_write_words(page->run->rules_off[i].title, page->out);
		fputs("</li>\n", page->out);
	}
	fputs("</ul></details>\n", page->out);
	return true;
}

static bool write_count(const struct page *page, enum message message, size_t count)
{
	if (count == 0)
		return false;
	fputs("<p>", page->out);
	html_write_number(page->language, message, "count", count, page->out);
	fputs("</p>\n", page->out);
	return true;
}

static bool write_ignored(const struct page *page)
{
	if (page->run->ignored_count == 0)
		return false;
	fputs("<h3>", page->out);
	html_write_number(page->language, MESSAGE_PAGE_IGNORED, "count", page->run->ignored_count, page->out);
	fputs("</h3><ul>\n", page->out);
	for (size_t i = 0; i < page->run->ignored_count; i++) {
		fputs("<li>", page->out);
		html_write_words(page->run->ignored[i], page->out);
		fputs("</li>\n", page->out);
	}
	fputs("</ul>\n", page->out);
	return true;
}

void page_write_unchecked(const struct page *page)
{
	size_t counts[SEVERITY_COUNT], undecided;
	bool any;

	report_run_count(page->run, counts, &undecided);
	fputs("<section id=\"unchecked\" aria-labelledby=\"unchecked-title\"><h2 id=\"unchecked-title\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_UNCHECKED, page->out);
	fputs("</h2>\n", page->out);
	any = write_errors(page);
	any |= write_ignored(page);
	any |= write_count(page, MESSAGE_PAGE_UNDECIDED, undecided);
	any |= write_count(page, MESSAGE_PAGE_EXPIRED, page->run->expired_count);
	any |= write_count(page, MESSAGE_PAGE_STALE, page->run->stale_count);
	any |= write_accepted(page);
	any |= write_untied_figures(page);
	any |= write_rules_off(page);
	if (!any) {
		fputs("<p>", page->out);
		html_write_message(page->language, MESSAGE_PAGE_NOTHING_LEFT_OUT, page->out);
		fputs("</p>\n", page->out);
	}
	fputs("</section>\n", page->out);
}
