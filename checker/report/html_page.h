/*
 * The page: one file with its style and script in it, which may load nothing. Identifiers are l2-17 for line 17 of the
 * second report, c2-5 for finding 5 of it (claims that agree among them), a2-1 for its first article, r2 for the report.
 */
#ifndef RCHECK_REPORT_HTML_PAGE_H
#define RCHECK_REPORT_HTML_PAGE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "finding/finding.h"
#include "message/message.h"
#include "report/html_marks.h"

struct arena;
struct finding;
struct report_file;
struct report_run;

/* How many marks of each kind. */
struct page_tally {
	size_t figures[MARK_COUNT];        /* figures in each state */
	size_t findings[MARK_COUNT];       /* findings, by the state that they give */
	size_t severities[SEVERITY_COUNT]; /* findings, without accepted ones and ticks */
};

struct page_article {
	size_t line; /* the first, from 1 */
	struct page_tally tally;
};

/* A report on the page; `marks` and what follows is empty when it could not be read. */
struct page_report {
	size_t number; /* from 1 */
	const struct report_file *file;
	struct mark_list marks;
	const size_t *lines;     /* of each line, its offset in the source */
	size_t line_count;       /* a last line without words is none */
	const uint32_t *numbers; /* of each finding of the file, its number on the page; 0 for what agrees */
	const uint32_t *begins;  /* of each finding of the file, the line where it begins, from 1 */
	struct page_article *articles;
	struct page_tally tally;
};

struct page {
	FILE *out;
	const struct report_run *run;
	enum language language; /* of the page itself; notes speak that of their report */
	struct arena *arena;
	struct page_report *reports; /* one for each file of the run */
	struct page_tally tally;
};

/* The sign of a state, and the letter of its class in the style. */
const char *page_sign(enum mark_state state);
char page_class(enum mark_state state);

/* Reads what the run found into `page`: marks, lines, numbers and tallies. */
void page_prepare(struct page *page);

/* The text of a report with its marks and, beside its lines, the notes. */
void page_write_text(const struct page *page, const struct page_report *report);

/* A finding's note: the arithmetic and what to ask the author. */
void page_write_note(const struct page *page, const struct page_report *report, size_t index);

/* The list of findings by severity, the legend and the filters. */
void page_write_navigation(const struct page *page);

/* Totals of all reports where there are several, and of the articles of one. */
void page_write_overview(const struct page *page);
void page_write_totals(const struct page *page, const struct page_report *report);

/* Behind a report's text, the claims that agree. */
void page_write_agreed(const struct page *page, const struct page_report *report);

/* What was not checked, and why. */
void page_write_unchecked(const struct page *page);

/* Made of html_page.css and html_page.js at build time; the sums are those of a content security policy. */
extern const char page_css[];
extern const char page_js[];
extern const char page_css_sum[];
extern const char page_js_sum[];

#endif
