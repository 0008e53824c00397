/*
 * A page for people: the report as it stands with every figure marked, findings beside their lines, what was not
 * checked. It is one file that opens without a network; its policy lets nothing load and no other script run.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "finding/finding.h"
#include "message/message.h"
#include "report/html_escape.h"
#include "report/html_page.h"
#include "report/report.h"
#include "text/text.h"
#include "version.h"

/* Of BCP 47. */
static const char *tag_of(enum language language)
{
	return language == LANGUAGE_ZH ? "zh-Hans" : "en";
}

static void write_head(const struct page *page)
{
	FILE *out = page->out;

	fprintf(
	    out,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '%s'; "
	    "style-src '%s'; img-src data:; base-uri 'none'; form-action 'none'; "
	    "require-trusted-types-for 'script'; trusted-types 'none'\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
	    "<link rel=\"icon\" href=\"data:,\">\n<title>",
	    tag_of(page->language), page_js_sum, page_css_sum);
	if (page->run->file_count == 1) {
		html_write_words(page->run->files[0].path, out);
		fputs(" – ", out);
	}
	html_write_message(page->language, MESSAGE_PAGE_TITLE, page->out);
	fprintf(out, "</title>\n<style>%s</style>\n</head>\n", page_css);
}

static void write_count(const struct page *page, enum mark_state state, enum message what, size_t count)
{
	fprintf(page->out, "<li class=\"%c%s\"><i aria-hidden=\"true\">%s</i> <b>%zu</b> ", page_class(state),
		count ? "" : " zero", page_sign(state), count);
	html_write_message(page->language, what, page->out);
	fputs("</li>", page->out);
}

/* How the figures divide, as a bar; the numbers stand in the totals. */
static void write_bar(const struct page *page, const struct page_tally *tally)
{
	size_t all = 0, at = 0;

	for (size_t state = 0; state < MARK_COUNT; state++)
		all += tally->figures[state];
	if (all == 0)
		return;
	fputs("<svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
	      page->out);
	for (size_t state = MARK_COUNT; state-- > 0;) {
		size_t width = tally->figures[state];

		if (width > 0)
			fprintf(page->out, "<rect class=\"%c\" x=\"%zu\" width=\"%zu\" height=\"8\"/>",
				page_class((enum mark_state)state), at * 1000 / all,
				(at + width) * 1000 / all - at * 1000 / all);
		at += width;
	}
	fputs("</svg>\n", page->out);
}

static void write_summary(const struct page *page)
{
	size_t counts[SEVERITY_COUNT], undecided;

	report_run_count(page->run, counts, &undecided);
	fputs("<ul class=\"counts\">", page->out);
	write_count(page, MARK_ERROR, MESSAGE_SEVERITY_ERROR, counts[SEVERITY_ERROR]);
	write_count(page, MARK_WARNING, MESSAGE_SEVERITY_WARNING, counts[SEVERITY_WARNING]);
	write_count(page, MARK_NOTE, MESSAGE_SEVERITY_NOTE, counts[SEVERITY_NOTE]);
	if (page->tally.findings[MARK_ACCEPTED] > 0)
		write_count(page, MARK_ACCEPTED, MESSAGE_PAGE_MARK_ACCEPTED, page->tally.findings[MARK_ACCEPTED]);
	write_count(page, MARK_AGREED, MESSAGE_PAGE_MARK_AGREED, page->tally.findings[MARK_AGREED]);
	write_count(page, MARK_UNCHECKED, MESSAGE_PAGE_MARK_UNCHECKED, page->tally.figures[MARK_UNCHECKED]);
	fputs("</ul>\n", page->out);
	write_bar(page, &page->tally);
}

/* An encoding that nobody told is told. */
static void write_guess(const struct page *page, const struct report_file *file)
{
	struct buffer words = {0};

	if (!file->text || !text_encoding_is_guess(file->text))
		return;
	message_append(&words, page->language, MESSAGE_ENCODING_GUESSED, "encoding", text_encoding(file->text),
		       "reason", text_encoding_reason(file->text), NULL);
	fputs("<p class=\"guess\">", page->out);
	html_write_words(buffer_string(&words), page->out);
	fputs("</p>\n", page->out);
	buffer_release(&words);
}

static void write_header(const struct page *page)
{
	fputs("<a class=\"skip\" href=\"#text\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_TO_TEXT, page->out);
	fputs("</a><a class=\"skip\" href=\"#findings\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_TO_FINDINGS, page->out);
	fputs("</a>\n<header><p class=\"kind\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_TITLE, page->out);
	fputs("</p><h1 id=\"t0\">", page->out);
	if (page->run->file_count == 1)
		html_write_words(page->run->files[0].path, page->out);
	else
		html_write_number(page->language, MESSAGE_COUNT_REPORTS, "count", page->run->file_count, page->out);
	fputs("</h1>\n", page->out);
	if (page->run->file_count == 1)
		write_guess(page, &page->run->files[0]);
	write_summary(page);
	fputs("</header>\n", page->out);
}

static void write_report(const struct page *page, const struct page_report *report)
{
	bool is_alone = page->run->file_count == 1;

	fprintf(page->out, "<section class=\"report\" id=\"r%zu\" aria-labelledby=\"t%zu\">\n", report->number,
		is_alone ? 0 : report->number);
	if (!is_alone) {
		fprintf(page->out, "<h2 id=\"t%zu\">", report->number);
		html_write_words(report->file->path, page->out);
		fputs("</h2>\n", page->out);
		write_guess(page, report->file);
	}
	if (!report->file->text) {
		fputs("<p class=\"unread\">", page->out);
		html_write_message(page->language, MESSAGE_PAGE_UNREAD, page->out);
		fputs(": ", page->out);
		html_write_words(report->file->error ? report->file->error : "", page->out);
		fputs("</p></section>\n", page->out);
		return;
	}
	page_write_totals(page, report);
	fprintf(page->out, "<div lang=\"%s\">\n",
		tag_of(text_is_chinese(report->file->text) ? LANGUAGE_ZH : LANGUAGE_EN));
	page_write_text(page, report);
	fputs("</div>\n", page->out);
	page_write_agreed(page, report);
	fputs("</section>\n", page->out);
}

/* The script fills it; its words stand here, so that the script has none. */
static void write_panel(const struct page *page)
{
	const struct {
		const char *name;
		enum message label;
		const char *sign;
	} buttons[] = {{"previous", MESSAGE_PAGE_PREVIOUS, "↑"},
		       {"next", MESSAGE_PAGE_NEXT, "↓"},
		       {"close", MESSAGE_PAGE_CLOSE, "✕"}};

	fputs("<aside id=\"panel\" hidden aria-labelledby=\"panel-title\" data-unchecked=\"", page->out);
	html_write_message(page->language, MESSAGE_PAGE_NO_CLAIM, page->out);
	fputs("\"><header><h2 id=\"panel-title\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_PANEL, page->out);
	fputs("</h2>", page->out);
	for (size_t i = 0; i < sizeof(buttons) / sizeof(*buttons); i++) {
		fprintf(page->out, "<button type=\"button\" data-do=\"%s\" aria-label=\"", buttons[i].name);
		html_write_message(page->language, buttons[i].label, page->out);
		fputs("\" title=\"", page->out);
		html_write_message(page->language, buttons[i].label, page->out);
		fprintf(page->out, "\">%s</button>", buttons[i].sign);
	}
	fputs("</header><div aria-live=\"polite\"></div></aside>\n<div id=\"tip\" role=\"tooltip\" hidden></div>\n",
	      page->out);
}

static void write_maker(const struct page *page)
{
	struct buffer words = {0};

	message_append(&words, page->language, MESSAGE_PAGE_MADE_BY, "version", RCHECK_VERSION, NULL);
	html_write_words(buffer_string(&words), page->out);
	buffer_release(&words);
}

static void write_html(const struct report_run *run, FILE *out)
{
	struct page page = {.out = out, .run = run, .language = run->language, .arena = arena_new()};

	page_prepare(&page);
	write_head(&page);
	fputs("<body>\n", out);
	write_header(&page);
	page_write_navigation(&page);
	fputs("<main id=\"text\" tabindex=\"-1\">\n", out);
	page_write_overview(&page);
	for (size_t f = 0; f < run->file_count; f++)
		write_report(&page, &page.reports[f]);
	page_write_unchecked(&page);
	fputs("</main>\n<footer><p>", out);
	write_maker(&page);
	fputs("</p></footer>\n", out);
	write_panel(&page);
	fprintf(out, "<script>%s</script>\n</body>\n</html>\n", page_js);
	arena_free(page.arena);
}

const struct report_format html_format = {
    .name = "html",
    .summary = "a page for people: the report with every figure marked",
    .write = write_html,
};
