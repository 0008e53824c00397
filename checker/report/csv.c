/*
 * A table of all claims, those that agree among them, for working papers: RFC 4180 with a byte-order mark, without
 * which Excel takes the bytes for another encoding. Words that a spreadsheet would take for a formula get an apostrophe
 * in front.
 */
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "report/plain.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"

/* Half-width, and the full-width forms that spreadsheets take for them. */
static bool is_formula(const char *cell)
{
	static const char *const starts[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (strncmp(cell, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* `cell` is one line already. */
static void write_quoted(const char *cell, FILE *out)
{
	fputc('"', out);
	if (is_formula(cell + strspn(cell, " ")))
		fputc('\'', out);
	for (; *cell; cell++) {
		if (*cell == '"')
			fputc('"', out);
		fputc(*cell, out);
	}
	fputc('"', out);
}

static void write_cell(void (*append)(struct buffer *out, const char *string), const char *words, FILE *out)
{
	struct buffer cell = {0};

	append(&cell, words ? words : "");
	write_quoted(buffer_string(&cell), out);
	buffer_release(&cell);
}

static void write_text(const char *words, FILE *out)
{
	fputc(',', out);
	write_cell(plain_append, words, out);
}

/* "total=2.3平方公里; parts=1.5平方公里", as they stand in the text. */
static void write_figures(const struct report_file *file, const struct finding *finding, FILE *out)
{
	struct buffer figures = {0};
	char quote[QUOTE_BYTES];

	for (size_t i = 0; i < finding->operand_count; i++) {
		quote_source(file->text, finding->operands[i].span, quote);
		buffer_printf(&figures, "%s%s=%s", i ? "; " : "", finding->operands[i].role, quote);
	}
	write_text(buffer_string(&figures), out);
	buffer_release(&figures);
}

static void write_finding(const struct report_file *file, const struct finding *finding, FILE *out)
{
	struct place place = text_place(file->text, finding->span);
	bool has_article = finding->article < file->article_count;
	char quote[QUOTE_BYTES];

	write_cell(plain_append_path, file->path, out);
	fprintf(out, ",%zu,%zu", place.line, place.column);
	write_text(has_article ? file->articles[finding->article].name : "", out);
	write_text(finding->rule, out);
	write_text(severity_name(finding->severity), out);
	write_text(verdict_name(finding->verdict), out);
	write_text(finding->stated, out);
	write_text(finding->computed, out);
	write_text(finding->difference, out);
	write_figures(file, finding, out);
	write_text(finding->message, out);
	quote_source(file->text, finding->span, quote);
	write_text(quote, out);
	write_text(finding->accepted ? finding->accepted->reason : "", out);
	fputs("\r\n", out);
}

static void write_error(const struct error *error, FILE *out)
{
	write_cell(plain_append_path, error->path, out);
	if (error->line)
		fprintf(out, ",%zu,%zu,,,", error->line, error->column);
	else
		fputs(",,,,,", out);
	fputs("error,not checked,,,,", out);
	write_text(error->message, out);
	fputs(",,\r\n", out);
}

static void write_csv(const struct report_run *run, FILE *out)
{
	fputs("\xef\xbb\xbf"
	      "file,line,column,article,rule,severity,verdict,stated,computed,difference,figures,message,quote,"
	      "accepted\r\n",
	      out);
	for (size_t i = 0; i < run->error_count; i++)
		write_error(error_list_at(run->errors, i), out);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		for (size_t i = 0; file->findings && i < finding_list_count(file->findings); i++)
			write_finding(file, finding_list_at(file->findings, i), out);
	}
}

const struct report_format csv_format = {
    .name = "csv",
    .summary = "a table of all claims, for spreadsheets (columns in code points)",
    .write = write_csv,
    .needs_places_only = true,
};
