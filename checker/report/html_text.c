/* The text of a report as it stands, line by line: figures marked, findings beside the line where they begin. */
#include <stdbool.h>
#include <string.h>

#include "base/span.h"
#include "finding/finding.h"
#include "message/message.h"
#include "report/html_escape.h"
#include "report/html_page.h"
#include "report/report.h"
#include "text/row.h"
#include "text/text.h"

/* A browser lays out a piece of text only when it comes into view; a piece is that many lines or bytes. */
enum { PIECE_LINES = 40, PIECE_BYTES = 12000 };

/* A line that is longer than two parts is laid out in parts; none is cut within so many bytes of a mark's end. */
enum { PART_BYTES = 6000, MARK_BYTES = 300 };

/* A line, or a part of one. */
struct row {
	size_t line;      /* from 1 */
	size_t part;      /* from 1; 0 for a whole line */
	struct span span; /* source bytes, without the line end */
	size_t limit;     /* where the next one begins: what begins before it belongs to this one */
};

struct writing {
	const struct page *page;
	const struct page_report *report;
	const char *source;
	size_t mark;    /* the next one */
	size_t finding; /* the next one */
	size_t article; /* the next one to open */
	bool is_article_open;
	bool is_piece_open;
	size_t piece_lines;
	size_t piece_bytes;
};

static void open_mark(const struct writing *writing, const struct mark *mark, bool is_last)
{
	FILE *out = writing->page->out;
	size_t report = writing->report->number;

	fprintf(out, "<a class=\"%c%s\" href=\"#c%zu-%u\"", page_class(mark->state), is_last ? "" : " c", report,
		(unsigned)mark->claims[0].finding + 1);
	fputs(mark->state == MARK_AGREED ? " tabindex=\"-1\" data-c=\"" : " data-c=\"", out);
	for (size_t i = 0; i < mark->claim_count; i++)
		fprintf(out, "%s%s%u", i ? " " : "", mark->claims[i].is_stated ? "=" : "",
			(unsigned)mark->claims[i].finding + 1);
	fputs("\">", out);
}

/* A mark, or as much of it as the row holds. */
static void write_mark(const struct writing *writing, const struct mark *mark, struct span part)
{
	FILE *out = writing->page->out;
	bool is_linked = mark->claim_count > 0;

	if (is_linked)
		open_mark(writing, mark, mark->is_last && part.end == mark->span.end);
	else
		fputs("<u>", out);
	html_write_source(writing->source + part.start, span_length(part), out);
	fputs(is_linked ? "</a>" : "</u>", out);
}

static void write_row_text(struct writing *writing, struct span line)
{
	const struct mark_list *marks = &writing->report->marks;
	size_t at = line.start;

	for (; writing->mark < marks->count && marks->items[writing->mark].span.start < line.end; writing->mark++) {
		const struct mark *mark = &marks->items[writing->mark];
		struct span part = {mark->span.start > line.start ? mark->span.start : line.start,
				    mark->span.end < line.end ? mark->span.end : line.end};

		if (part.start < part.end) {
			html_write_source(writing->source + at, part.start - at, writing->page->out);
			write_mark(writing, mark, part);
			at = part.end;
		}
		/* The rest of it stands in the next row. */
		if (mark->span.end > line.end)
			break;
	}
	html_write_source(writing->source + at, line.end - at, writing->page->out);
}

/* ✗ ✓2: for each state how many findings begin on the line. */
static void write_margin(const size_t counts[MARK_COUNT], FILE *out)
{
	bool any = false;

	for (size_t state = MARK_COUNT; state-- > MARK_AGREED;) {
		if (counts[state] == 0)
			continue;
		fprintf(out, "%s%s", any ? " " : " data-k=\"", page_sign((enum mark_state)state));
		if (counts[state] > 1)
			fprintf(out, "%zu", counts[state]);
		any = true;
	}
	if (any)
		fputc('"', out);
}

/* The findings that begin in the row: counted by state; returns how many of them have a note. */
static size_t count_findings(const struct writing *writing, const struct row *row, size_t counts[MARK_COUNT],
			     size_t *end)
{
	const struct page_report *report = writing->report;
	size_t notes = 0;

	for (*end = writing->finding; *end < finding_list_count(report->file->findings); ++*end) {
		const struct finding *finding = finding_list_at(report->file->findings, *end);

		if (text_source_span(report->file->text, finding->span).start >= row->limit)
			break;
		if (report->begins[*end] == 0)
			continue;
		counts[mark_state_of(finding)]++;
		notes += report->numbers[*end] > 0;
	}
	return notes;
}

static void write_notes(struct writing *writing, size_t end)
{
	fputs("<div class=\"notes\">", writing->page->out);
	for (; writing->finding < end; writing->finding++)
		if (writing->report->numbers[writing->finding] > 0)
			page_write_note(writing->page, writing->report, writing->finding);
	fputs("</div>", writing->page->out);
}

static bool is_row(const struct writing *writing, struct span line)
{
	const char *bytes = writing->source + line.start;

	return memchr(bytes, '|', span_length(line)) || row_of_line(bytes, span_length(line)) == ROW_CERTAIN;
}

static bool is_heading(const struct writing *writing, struct span line)
{
	const struct report_file *file = writing->report->file;
	struct span heading;

	if (writing->article == 0 || writing->article > file->article_count)
		return false;
	heading = file->articles[writing->article - 1].heading;
	if (span_length(heading) == 0)
		return false;
	heading = text_source_span(file->text, heading);
	return heading.start >= line.start && heading.start < line.end;
}

static void write_classes(bool has_notes, bool has_cells, bool is_part, FILE *out)
{
	const char *const names[] = {has_notes ? "h" : NULL, has_cells ? "row" : NULL, is_part ? "part" : NULL};
	bool any = false;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!names[i])
			continue;
		fprintf(out, "%s%s", any ? " " : " class=\"", names[i]);
		any = true;
	}
	if (any)
		fputc('"', out);
}

static void write_row(struct writing *writing, const struct row *row)
{
	FILE *out = writing->page->out;
	size_t counts[MARK_COUNT] = {0}, end, notes = count_findings(writing, row, counts, &end);
	bool cells = is_row(writing, row->span), heading = is_heading(writing, row->span);
	const char *element = heading ? "h3" : notes > 0 || cells ? "p" : NULL;

	fprintf(out, "<li id=\"l%zu-%zu", writing->report->number, row->line);
	if (row->part > 1)
		fprintf(out, ".%zu", row->part);
	/* A filter hides the lines between, which then count for nothing. */
	fprintf(out, notes > 0 || row->part > 0 ? "\" value=\"%zu\"" : "\"", row->line);
	write_classes(notes > 0, cells, row->part > 1, out);
	write_margin(counts, out);
	fputc('>', out);
	if (notes > 0)
		write_notes(writing, end);
	writing->finding = end;
	if (element)
		fprintf(out, "<%s>", element);
	write_row_text(writing, row->span);
	if (element)
		fprintf(out, "</%s>", element);
	fputs("</li>\n", out);
}

static void close_piece(struct writing *writing)
{
	if (writing->is_piece_open)
		fputs("</ol>\n", writing->page->out);
	writing->is_piece_open = false;
}

static void close_article(struct writing *writing)
{
	close_piece(writing);
	if (writing->is_article_open)
		fputs("</article>\n", writing->page->out);
	writing->is_article_open = false;
}

/* Opens the articles and the piece that the line belongs to. */
static void open_row(struct writing *writing, size_t number)
{
	const struct page_report *report = writing->report;

	while (writing->article < report->file->article_count && report->articles[writing->article].line <= number) {
		close_article(writing);
		fprintf(writing->page->out, "<article id=\"a%zu-%zu\">\n", report->number, ++writing->article);
		writing->is_article_open = true;
	}
	if (writing->piece_lines >= PIECE_LINES || writing->piece_bytes >= PIECE_BYTES)
		close_piece(writing);
	if (writing->is_piece_open)
		return;
	fprintf(writing->page->out, "<ol class=\"text\" start=\"%zu\">\n", number);
	writing->is_piece_open = true;
	writing->piece_lines = writing->piece_bytes = 0;
}

/* Where the first part of the rest of a line ends: behind a sentence and outside of marks, if that is not far. */
static size_t part_end(const struct writing *writing, struct span rest)
{
	const struct mark_list *marks = &writing->report->marks;
	size_t at = rest.start + PART_BYTES, last;

	if (span_length(rest) <= 2 * PART_BYTES)
		return rest.end;
	while (((unsigned char)writing->source[at] & 0xc0) == 0x80)
		at++;
	for (last = at; last < at + PART_BYTES / 2; last++)
		if (memcmp(writing->source + last, "。", 3) == 0) {
			at = last + 3;
			break;
		}
	for (size_t i = writing->mark; i < marks->count && marks->items[i].span.start < at; i++)
		if (marks->items[i].span.end > at && marks->items[i].span.end - at < MARK_BYTES)
			at = marks->items[i].span.end;
	return at;
}

/* Writes a line whose end and what stands at it lie before `limit`. */
static void write_line(struct writing *writing, size_t number, struct span line, size_t limit)
{
	struct row row = {.line = number, .part = span_length(line) > 2 * PART_BYTES};
	struct span rest = line;

	do {
		row.span = (struct span){rest.start, part_end(writing, rest)};
		row.limit = row.span.end < line.end ? row.span.end : limit;
		open_row(writing, number);
		write_row(writing, &row);
		writing->piece_lines++;
		writing->piece_bytes += span_length(row.span);
		rest.start = row.span.end;
		row.part++;
	} while (rest.start < line.end);
}

void page_write_text(const struct page *page, const struct page_report *report)
{
	struct writing writing = {.page = page, .report = report, .source = text_source(report->file->text)};
	size_t length = text_source_length(report->file->text);

	for (size_t i = 0; i < report->line_count; i++) {
		size_t limit = i + 1 < report->line_count ? report->lines[i + 1] : length + 1;
		struct span line = {report->lines[i], limit < length ? limit : length};

		while (line.end > line.start &&
		       (writing.source[line.end - 1] == '\n' || writing.source[line.end - 1] == '\r'))
			line.end--;
		write_line(&writing, i + 1, line, limit);
	}
	close_article(&writing);
}
