/* The column that leads into the page: findings by severity, filters, the legend, the keys. */
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "finding/finding.h"
#include "message/message.h"
#include "report/html_escape.h"
#include "report/html_page.h"
#include "report/report.h"

static void write_entry(const struct page *page, const struct page_report *report, size_t index)
{
	const struct finding *finding = finding_list_at(report->file->findings, index);

	fprintf(page->out, "<li data-kind=\"");
	html_write_words(finding->kind, page->out);
	fprintf(page->out, "\"><a href=\"#c%zu-%zu\"><b>%u</b> <span>", report->number, index + 1,
		(unsigned)report->numbers[index]);
	html_write_words(finding->message ? finding->message : "", page->out);
	fputs("</span> <small>", page->out);
	if (page->run->file_count > 1) {
		html_write_words(report->file->path, page->out);
		fputc(' ', page->out);
	}
	html_write_number(page->language, MESSAGE_PAGE_LINE, "line", report->begins[index], page->out);
	fputs("</small></a></li>\n", page->out);
}

/* Accepted findings have a list of their own, under SEVERITY_TICK. */
static bool is_listed(const struct page *page, const struct finding *finding, enum severity severity)
{
	if (!page_shows(page->run, finding) || mark_state_of(finding) == MARK_AGREED)
		return false;
	return severity == SEVERITY_TICK ? finding->accepted != NULL
					 : !finding->accepted && finding->severity == severity;
}

static size_t count_listed(const struct page *page, enum severity severity)
{
	size_t count = 0;

	for (size_t f = 0; f < page->run->file_count; f++) {
		const struct finding_list *findings = page->run->files[f].findings;

		for (size_t i = 0; findings && i < finding_list_count(findings); i++)
			count += is_listed(page, finding_list_at(findings, i), severity);
	}
	return count;
}

static enum message name_of(enum severity severity)
{
	return severity == SEVERITY_TICK ? MESSAGE_ACCEPTED : MESSAGE_SEVERITY_TICK + (enum message)severity;
}

static void write_severity(const struct page *page, enum severity severity)
{
	static const char signs[SEVERITY_COUNT] = {'o', 'n', 'w', 'e'};
	static const enum mark_state states[SEVERITY_COUNT] = {MARK_ACCEPTED, MARK_NOTE, MARK_WARNING, MARK_ERROR};
	size_t count = count_listed(page, severity);

	if (count == 0)
		return;
	fprintf(page->out, "<section class=\"%c\" data-severity=\"%s\"><h3><span aria-hidden=\"true\">%s</span> ",
		signs[severity], severity == SEVERITY_TICK ? "accepted" : severity_name(severity),
		page_sign(states[severity]));
	html_write_message(page->language, name_of(severity), page->out);
	fprintf(page->out, " <small>%zu</small></h3>\n<ol>\n", count);
	for (size_t f = 0; f < page->run->file_count; f++) {
		const struct page_report *report = &page->reports[f];

		for (size_t i = 0; report->numbers && i < finding_list_count(report->file->findings); i++)
			if (is_listed(page, finding_list_at(report->file->findings, i), severity))
				write_entry(page, report, i);
	}
	fputs("</ol></section>\n", page->out);
}

static void write_findings(const struct page *page)
{
	size_t count = 0;

	fputs("<section id=\"findings\" tabindex=\"-1\" aria-labelledby=\"findings-title\"><h2 id=\"findings-title\">",
	      page->out);
	html_write_message(page->language, MESSAGE_PAGE_FINDINGS, page->out);
	fputs("</h2>\n", page->out);
	for (int severity = SEVERITY_COUNT; severity-- > 0;) {
		count += count_listed(page, (enum severity)severity);
		write_severity(page, (enum severity)severity);
	}
	if (count == 0) {
		fputs("<p>", page->out);
		html_write_message(page->language, MESSAGE_PAGE_NO_FINDINGS, page->out);
		fputs("</p>", page->out);
	}
	fputs("</section>\n", page->out);
}

static void write_box(const struct page *page, const char *name, const char *value, enum message label)
{
	fprintf(page->out, "<label><input type=\"checkbox\" name=\"%s\" value=\"%s\" checked> ", name, value);
	html_write_message(page->language, label, page->out);
	fputs("</label> ", page->out);
}

static void open_group(const struct page *page, enum message legend)
{
	fputs("<fieldset><legend>", page->out);
	html_write_message(page->language, legend, page->out);
	fputs("</legend>", page->out);
}

/* A kind of somebody's own has no name but its own. */
static void write_kind(const struct page *page, const char *kind)
{
	struct buffer id = {0};
	enum message name;

	buffer_printf(&id, "page-kind-%s", kind);
	name = message_find(buffer_string(&id));
	buffer_release(&id);
	html_write_words(name == MESSAGE_COUNT ? kind : message_text(page->language, name), page->out);
}

/* The kinds of what was found, each once. */
static void write_kinds(const struct page *page)
{
	const char **kinds = NULL;
	size_t count = 0, capacity = 0;

	fputs("<label class=\"wide\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_FILTER_KIND, page->out);
	fputs(" <select name=\"kind\"><option value=\"\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_FILTER_ALL, page->out);
	fputs("</option>", page->out);
	for (size_t f = 0; f < page->run->file_count; f++) {
		const struct page_report *report = &page->reports[f];

		for (size_t i = 0; report->numbers && i < finding_list_count(report->file->findings); i++) {
			const char *kind = finding_list_at(report->file->findings, i)->kind;
			size_t known = 0;

			while (known < count && strcmp(kinds[known], kind) != 0)
				known++;
			if (report->numbers[i] == 0 || known < count)
				continue;
			kinds = arena_grow(page->arena, kinds, count, &capacity, sizeof(*kinds));
			kinds[count++] = kind;
			fputs("<option value=\"", page->out);
			html_write_words(kind, page->out);
			fputs("\">", page->out);
			write_kind(page, kind);
			fputs("</option>", page->out);
		}
	}
	fputs("</select></label>\n", page->out);
}

/* Of no use without the script, which shows it. */
static void write_filters(const struct page *page)
{
	fputs("<form id=\"filters\" hidden role=\"search\" aria-labelledby=\"filters-title\"><h2 id=\"filters-title\">",
	      page->out);
	html_write_message(page->language, MESSAGE_PAGE_FILTERS, page->out);
	fputs("</h2>\n", page->out);
	open_group(page, MESSAGE_PAGE_FILTER_SEVERITY);
	for (int severity = SEVERITY_COUNT; severity-- > 0;)
		write_box(page, "severity",
			  severity == SEVERITY_TICK ? "accepted" : severity_name((enum severity)severity),
			  name_of((enum severity)severity));
	fputs("</fieldset>\n", page->out);
	open_group(page, MESSAGE_PAGE_FILTER_MARK);
	write_box(page, "mark", "agreed", MESSAGE_PAGE_MARK_AGREED);
	write_box(page, "mark", "doubted", MESSAGE_PAGE_FILTER_DOUBTED);
	write_box(page, "mark", "missing", MESSAGE_PAGE_MARK_MISSING);
	write_box(page, "mark", "unchecked", MESSAGE_PAGE_MARK_UNCHECKED);
	fputs("</fieldset>\n", page->out);
	write_kinds(page);
	fputs("<label class=\"wide\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_FILTER_TEXT, page->out);
	fputs(" <input type=\"search\" name=\"text\" autocomplete=\"off\" spellcheck=\"false\"></label>\n<label>"
	      "<input type=\"checkbox\" name=\"lines\"> ",
	      page->out);
	html_write_message(page->language, MESSAGE_PAGE_FILTER_LINES, page->out);
	fputs("</label>\n<p><output aria-live=\"polite\" data-words=\"", page->out);
	html_write_message(page->language, MESSAGE_PAGE_SHOWN, page->out);
	fputs("\"></output> <button type=\"reset\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_FILTER_RESET, page->out);
	fputs("</button></p></form>\n", page->out);
}

/* Keys are walked in the order of MESSAGE_PAGE_KEY_NEXT and what follows. */
static void write_legend(const struct page *page)
{
	static const char *const keys[] = {"n j", "p k", ". ,", "Enter", "/", "Esc"};

	fputs("<section id=\"legend\" aria-labelledby=\"legend-title\"><h2 id=\"legend-title\">", page->out);
	html_write_message(page->language, MESSAGE_PAGE_LEGEND, page->out);
	fputs("</h2><dl>\n", page->out);
	for (int state = MARK_COUNT; state-- > 0;) {
		fprintf(page->out, "<dt class=\"%c\"><i aria-hidden=\"true\">%s</i> ",
			page_class((enum mark_state)state), page_sign((enum mark_state)state));
		html_write_message(page->language, MESSAGE_PAGE_MARK_UNCHECKED + (enum message)state, page->out);
		fputs("</dt><dd>", page->out);
		html_write_message(page->language, MESSAGE_PAGE_MEANS_UNCHECKED + (enum message)state, page->out);
		fputs("</dd>\n", page->out);
	}
	fputs("</dl></section>\n<section id=\"keys\" hidden aria-labelledby=\"keys-title\"><h2 id=\"keys-title\">",
	      page->out);
	html_write_message(page->language, MESSAGE_PAGE_KEYS, page->out);
	fputs("</h2><dl>\n", page->out);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		fprintf(page->out, "<dt><kbd>%s</kbd></dt><dd>", keys[i]);
		html_write_message(page->language, MESSAGE_PAGE_KEY_NEXT + (enum message)i, page->out);
		fputs("</dd>\n", page->out);
	}
	fputs("</dl></section>\n", page->out);
}

void page_write_navigation(const struct page *page)
{
	fputs("<nav aria-labelledby=\"findings-title\">\n", page->out);
	write_filters(page);
	write_findings(page);
	write_legend(page);
	fputs("</nav>\n", page->out);
}
