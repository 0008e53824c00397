/* A finding in the margin: its sign and number, the arithmetic, what to ask the author. */
#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"
#include "finding/finding.h"
#include "message/message.h"
#include "report/html_escape.h"
#include "report/html_page.h"
#include "report/report.h"
#include "text/text.h"

static void write_question(const struct page *page, const struct page_report *report, const struct finding *finding)
{
	fputs("<p class=\"q\"><b>", page->out);
	html_write_message(report->file->language, MESSAGE_PAGE_ASK, page->out);
	fputs("</b>", page->out);
	html_write_words(finding->ask ? finding->ask : "", page->out);
}

static void write_acceptance(const struct page *page, enum language language, const struct acceptance *accepted)
{
	const char *const parts[] = {accepted->reason, accepted->who, accepted->date};
	bool any = false;

	fputs("<p class=\"q\"><b>", page->out);
	html_write_message(language, MESSAGE_PAGE_REASON, page->out);
	fputs("</b>", page->out);
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (!parts[i])
			continue;
		if (any)
			html_write_message(language, MESSAGE_COMMA, page->out);
		html_write_words(parts[i], page->out);
		any = true;
	}
	if (accepted->until) {
		struct buffer until = {0};

		message_append(&until, language, MESSAGE_ACCEPTED_UNTIL, "date", accepted->until, NULL);
		html_write_message(language, MESSAGE_COMMA, page->out);
		html_write_words(buffer_string(&until), page->out);
		buffer_release(&until);
	}
}

/* The report on the page that holds an operand; NULL when it is not on it. */
static const struct page_report *report_of(const struct page *page, const struct page_report *report,
					   const struct operand *operand)
{
	if (!operand->text)
		return report;
	for (size_t f = 0; f < page->run->file_count; f++)
		if (page->reports[f].file->text && strcmp(page->reports[f].file->path, text_path(operand->text)) == 0)
			return &page->reports[f];
	return NULL;
}

/* Where the other place of a repeat or contradiction is. */
static void write_related(const struct page *page, const struct page_report *report, const struct operand *operand)
{
	const struct page_report *home = report_of(page, report, operand);
	size_t line = text_place(operand->text ? operand->text : report->file->text, operand->span).line;

	fputs(" <span class=\"there\">→ ", page->out);
	if (home)
		fprintf(page->out, "<a href=\"#l%zu-%zu\">", home->number, line);
	if (operand->text) {
		html_write_words(text_path(operand->text), page->out);
		fputc(' ', page->out);
	}
	html_write_number(report->file->language, MESSAGE_PAGE_LINE, "line", line, page->out);
	fputs(home ? "</a></span>" : "</span>", page->out);
}

void page_write_note(const struct page *page, const struct page_report *report, size_t index)
{
	const struct finding *finding = finding_list_at(report->file->findings, index);
	enum mark_state state = mark_state_of(finding);
	enum language language = report->file->language;

	fprintf(page->out, "<div class=\"note %c\" id=\"c%zu-%zu\" role=\"note\">", page_class(state), report->number,
		index + 1);
	fprintf(page->out,
		"<p class=\"say\"><a href=\"#c%zu-%zu\" class=\"no\"><span aria-hidden=\"true\">%s</span>%u</a> <b>",
		report->number, index + 1, page_sign(state), (unsigned)report->numbers[index]);
	html_write_message(
	    language, finding->accepted ? MESSAGE_ACCEPTED : MESSAGE_SEVERITY_TICK + (enum message)finding->severity,
	    page->out);
	fputs("</b> <span>", page->out);
	html_write_words(finding->message ? finding->message : "", page->out);
	fputs("</span></p>", page->out);
	if (finding->accepted)
		write_acceptance(page, language, finding->accepted);
	else
		write_question(page, report, finding);
	for (size_t i = 0; i < finding->related_count; i++)
		write_related(page, report, &finding->related[i]);
	fputs(" <code>", page->out);
	html_write_words(finding->rule, page->out);
	fputs("</code></p></div>", page->out);
}
