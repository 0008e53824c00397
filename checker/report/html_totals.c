/* Tables of counts: of the articles of a report, and of the reports of a run. */
#include "finding/finding.h"
#include "message/message.h"
#include "report/html_escape.h"
#include "report/html_page.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"

/* Findings; figures, and what these divide into; places where a figure is missing. */
static const enum message heads[] = {
    MESSAGE_SEVERITY_ERROR,     MESSAGE_SEVERITY_WARNING,    MESSAGE_SEVERITY_NOTE,
    MESSAGE_PAGE_FIGURES,       MESSAGE_PAGE_MARK_AGREED,    MESSAGE_PAGE_FILTER_DOUBTED,
    MESSAGE_PAGE_MARK_ACCEPTED, MESSAGE_PAGE_MARK_UNCHECKED, MESSAGE_PAGE_MARK_MISSING};

enum { COLUMN_COUNT = sizeof(heads) / sizeof(*heads), COLUMN_ACCEPTED = 6 };

static bool is_column(const struct page *page, size_t column)
{
	return column != COLUMN_ACCEPTED || page->run->accepted_count > 0;
}

static void write_tally(const struct page *page, const struct page_tally *tally)
{
	const size_t *figures = tally->figures;
	const size_t doubted = figures[MARK_NOTE] + figures[MARK_WARNING] + figures[MARK_MISSING] + figures[MARK_ERROR];
	const size_t counts[COLUMN_COUNT] = {tally->severities[SEVERITY_ERROR],
					     tally->severities[SEVERITY_WARNING],
					     tally->severities[SEVERITY_NOTE],
					     figures[MARK_AGREED] + doubted + figures[MARK_ACCEPTED] +
						 figures[MARK_UNCHECKED],
					     figures[MARK_AGREED],
					     doubted,
					     figures[MARK_ACCEPTED],
					     figures[MARK_UNCHECKED],
					     tally->findings[MARK_MISSING]};

	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (is_column(page, i))
			fprintf(page->out, counts[i] ? "<td>%zu</td>" : "<td class=\"zero\">%zu</td>", counts[i]);
	fputs("</tr>\n", page->out);
}

static void open_table(const struct page *page, enum message caption, enum message what)
{
	fputs("<div class=\"scroll\"><table><caption>", page->out);
	html_write_message(page->language, caption, page->out);
	fputs("</caption><thead><tr><th scope=\"col\">", page->out);
	html_write_message(page->language, what, page->out);
	fputs("</th>", page->out);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		if (is_column(page, i)) {
			fputs("<th scope=\"col\">", page->out);
			html_write_message(page->language, heads[i], page->out);
			fputs("</th>", page->out);
		}
	fputs("</tr></thead><tbody>\n", page->out);
}

/* With a line of totals where there is more than one. */
static void close_table(const struct page *page, const struct page_tally *tally, size_t count)
{
	if (count > 1) {
		fputs("</tbody><tfoot><tr><th scope=\"row\">", page->out);
		html_write_message(page->language, MESSAGE_PAGE_TOTAL, page->out);
		fputs("</th>", page->out);
		write_tally(page, tally);
		fputs("</tfoot></table></div>\n", page->out);
	} else {
		fputs("</tbody></table></div>\n", page->out);
	}
}

static void write_article_name(const struct page *page, const struct page_report *report, size_t index)
{
	const struct report_article *article = &report->file->articles[index];
	char quote[QUOTE_BYTES];

	fprintf(page->out, "<tr><th scope=\"row\"><a href=\"#l%zu-%zu\">", report->number,
		report->articles[index].line);
	if (span_length(article->heading) > 0) {
		quote_source(report->file->text, article->heading, quote);
		html_write_words(quote, page->out);
	} else if (*article->name) {
		html_write_words(article->name, page->out);
	} else {
		html_write_message(page->language, MESSAGE_PAGE_WHOLE, page->out);
	}
	fputs("</a></th>", page->out);
}

void page_write_totals(const struct page *page, const struct page_report *report)
{
	open_table(page, MESSAGE_PAGE_TOTALS, MESSAGE_PAGE_ARTICLE);
	for (size_t i = 0; i < report->file->article_count; i++) {
		write_article_name(page, report, i);
		write_tally(page, &report->articles[i].tally);
	}
	close_table(page, &report->tally, report->file->article_count);
}

void page_write_overview(const struct page *page)
{
	if (page->run->file_count < 2)
		return;
	open_table(page, MESSAGE_PAGE_OVERVIEW, MESSAGE_PAGE_REPORT);
	for (size_t f = 0; f < page->run->file_count; f++) {
		fprintf(page->out, "<tr><th scope=\"row\"><a href=\"#r%zu\">", f + 1);
		html_write_words(page->run->files[f].path, page->out);
		fputs("</a></th>", page->out);
		if (page->run->files[f].text) {
			write_tally(page, &page->reports[f].tally);
			continue;
		}
		fprintf(page->out, "<td colspan=\"%d\" class=\"unread\">",
			COLUMN_COUNT - !is_column(page, COLUMN_ACCEPTED));
		html_write_message(page->language, MESSAGE_NOT_CHECKED, page->out);
		fputs("</td></tr>\n", page->out);
	}
	close_table(page, &page->tally, page->run->file_count);
}
