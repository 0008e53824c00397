/* Text for people: a summary line, then each finding with its place, its arithmetic and the words quoted. */
#include <stdbool.h>
#include <string.h>

#include "base/buffer.h"
#include "base/printable.h"
#include "message/message.h"
#include "report/hyperlink.h"
#include "report/report.h"
#include "report/underline.h"
#include "text/text.h"

struct style {
	const char *severity[SEVERITY_COUNT];
	const char *dim;
	const char *operand; /* ~ below a figure */
	const char *figure;  /* in the quotation */
	const char *off;
};

static const struct style colored = {
    .severity = {"\033[32m", "\033[36m", "\033[1;33m", "\033[1;31m"},
    .dim = "\033[2m",
    .operand = "\033[36m",
    .figure = "\033[1m",
    .off = "\033[0m",
};
static const struct style plain = {.severity = {"", "", "", ""}, .dim = "", .operand = "", .figure = "", .off = ""};

/* accepted: the yearbook prints it so (chen, 2024-05-01, until 2024-12-31) */
static void write_acceptance(const struct acceptance *accepted, enum language language, FILE *out)
{
	struct buffer until = {0};
	const char *parts[] = {accepted->who, accepted->date, NULL};
	bool any = false;

	if (accepted->until) {
		message_append(&until, language, MESSAGE_ACCEPTED_UNTIL, "date", accepted->until, NULL);
		parts[2] = buffer_string(&until);
	}
	fprintf(out, "    %s%s", message_text(language, MESSAGE_ACCEPTED), message_text(language, MESSAGE_COLON));
	write_printable(accepted->reason, out);
	for (int i = 0; i < 3; i++)
		if (parts[i]) {
			fputs(any ? message_text(language, MESSAGE_COMMA) : " (", out);
			write_printable(parts[i], out);
			any = true;
		}
	fputs(any ? ")\n" : "\n", out);
	buffer_release(&until);
}

/* How text is written: one for all reports. */
struct writing {
	const struct report_options *options;
	const struct style *style;
	FILE *out;
};

static void write_place(const struct writing *writing, const char *path, struct place place)
{
	bool is_link = hyperlink_begin(writing->options, path, writing->out);

	write_printable(path, writing->out);
	fprintf(writing->out, ":%zu:%zu", place.line, place.column);
	if (is_link)
		hyperlink_end(writing->out);
}

static void write_path(const struct writing *writing, const char *path)
{
	bool is_link = hyperlink_begin(writing->options, path, writing->out);

	write_printable(path, writing->out);
	if (is_link)
		hyperlink_end(writing->out);
}

/* What goes to no terminal is of the same width everywhere. */
enum { USUAL_COLUMNS = 120, INDENT = 4, MOST_MARKS = 64 };

/* What of `source` lies in `passage`, counted from its start. */
static bool add_mark(struct underline_mark *marks, size_t *count, struct span passage, struct span source,
		     bool is_stated)
{
	if (*count == MOST_MARKS || source.start < passage.start || source.end > passage.end)
		return false;
	marks[(*count)++] =
	    (struct underline_mark){{source.start - passage.start, source.end - passage.start}, is_stated};
	return true;
}

static void write_underlined(const struct writing *writing, enum language language, const char *bytes, size_t length,
			     const struct underline_mark *marks, size_t count, const char *stated)
{
	const struct style *style = writing->style;
	int ambiguous = writing->options->ambiguous;
	const struct underline_layout layout = {
	    .indent = "    ",
	    .columns = (writing->options->columns ? writing->options->columns : USUAL_COLUMNS) - INDENT,
	    .ambiguous = ambiguous                 ? ambiguous
			 : language == LANGUAGE_ZH ? 2
						   : 1,
	    .style = {.stated = stated, .operand = style->operand, .figure = style->figure, .off = style->off}};

	underline_write(bytes, length, marks, count, &layout, writing->out);
}

/* The sentence, with its figures; where none lies in it, what the finding is about. */
static void write_passage(const struct writing *writing, const struct report_file *file, const struct finding *finding)
{
	struct span passage = text_source_span(file->text, finding->passage);
	struct underline_mark marks[MOST_MARKS];
	size_t count = 0;

	for (size_t i = 0; i < finding->operand_count; i++)
		add_mark(marks, &count, passage, text_source_span(file->text, finding->operands[i].span),
			 finding->operands[i].is_stated);
	if (count == 0)
		add_mark(marks, &count, passage, text_source_span(file->text, finding->span), true);
	for (size_t i = 0; i < finding->related_count; i++)
		if (!finding->related[i].text)
			add_mark(marks, &count, passage, text_source_span(file->text, finding->related[i].span), false);
	write_underlined(writing, file->language, text_source(file->text) + passage.start, span_length(passage), marks,
			 count, writing->style->severity[finding->severity]);
}

/* A place outside the sentence: that of a repeat, or of another value. */
static void write_related(const struct writing *writing, const struct report_file *file, const struct finding *finding,
			  const struct operand *related)
{
	const struct text *text = related->text ? related->text : file->text;
	struct span source = text_source_span(text, related->span);
	struct underline_mark mark = {{0, span_length(source)}, false};

	if (!related->text && related->span.start >= finding->passage.start &&
	    related->span.end <= finding->passage.end)
		return;
	fprintf(writing->out, "    %s ", message_text(file->language, MESSAGE_SEE));
	write_place(writing, related->text ? text_path(text) : file->path, text_place(text, related->span));
	fputc('\n', writing->out);
	write_underlined(writing, file->language, text_source(text) + source.start, span_length(source), &mark, 1, "");
}

static void write_finding(const struct writing *writing, const struct report_file *file, const struct finding *finding)
{
	const struct style *style = writing->style;
	enum language language = file->language;
	FILE *out = writing->out;

	write_place(writing, file->path, text_place(file->text, finding->span));
	fprintf(out, ": %s%s%s%s", style->severity[finding->severity],
		message_text(language, MESSAGE_SEVERITY_TICK + finding->severity), style->off,
		message_text(language, MESSAGE_COLON));
	write_printable(finding->message ? finding->message : "", out);
	fprintf(out, " %s[%s]%s\n", style->dim, finding->rule, style->off);
	write_passage(writing, file, finding);
	for (size_t i = 0; i < finding->related_count; i++)
		write_related(writing, file, finding, &finding->related[i]);
	for (size_t i = 0; i < finding->suggestion_count; i++)
		fprintf(out, "    → %s\n", finding->suggestions[i].with);
	if (writing->options->with_ask && finding->ask) {
		fputs("    ? ", out);
		write_printable(finding->ask, out);
		fputc('\n', out);
	}
	if (finding->accepted)
		write_acceptance(finding->accepted, language, out);
}

static void write_count(enum language language, enum message message, size_t count, FILE *out)
{
	struct buffer words = {0};

	message_append_count(&words, language, message, count);
	fputs(buffer_string(&words), out);
	buffer_release(&words);
}

/* What does not happen in most runs is said only when it does. */
static void write_rarity(enum language language, enum message message, size_t count, FILE *out)
{
	if (count == 0)
		return;
	fputs(message_text(language, MESSAGE_COMMA), out);
	write_count(language, message, count, out);
}

static void write_summary(const struct report_run *run, enum language language, FILE *out)
{
	const char *comma = message_text(language, MESSAGE_COMMA);
	size_t counts[SEVERITY_COUNT], undecided;

	report_run_count(run, counts, &undecided);
	write_count(language, MESSAGE_COUNT_REPORTS, run->file_count, out);
	fputs(message_text(language, MESSAGE_COLON), out);
	for (size_t s = SEVERITY_COUNT; s-- > 0;) {
		write_count(language, MESSAGE_COUNT_TICK + s, counts[s], out);
		fputs(comma, out);
	}
	write_count(language, MESSAGE_COUNT_UNDECIDED, undecided, out);
	write_rarity(language, MESSAGE_COUNT_ACCEPTED, run->accepted_count, out);
	write_rarity(language, MESSAGE_COUNT_STALE, run->stale_count, out);
	write_rarity(language, MESSAGE_COUNT_EXPIRED, run->expired_count, out);
	write_rarity(language, MESSAGE_COUNT_IGNORED, run->ignored_count, out);
	fputc('\n', out);
}

static void write_coverage(const struct report_run *run, enum language language, FILE *out)
{
	size_t unmatched = 0;

	for (size_t i = 0; i < run->rule_count; i++)
		unmatched += run->rules[i].matches == 0;
	fprintf(out, "%s%s%zu / %zu\n", message_text(language, MESSAGE_RULES_UNMATCHED),
		message_text(language, MESSAGE_COLON), unmatched, run->rule_count);
	for (size_t i = 0; i < run->rule_count; i++)
		if (run->rules[i].matches == 0)
			fprintf(out, "    %s\n", run->rules[i].id);
}

/* How much of each article was tied: the auditor's tick marks counted. */
static void write_articles(const struct writing *writing, const struct report_file *file, enum language language)
{
	FILE *out = writing->out;

	for (size_t i = 0; i < file->article_count; i++) {
		const struct report_article *article = &file->articles[i];

		write_path(writing, file->path);
		if (*article->name) {
			fputc(' ', out);
			write_printable(article->name, out);
		}
		fputs(message_text(language, MESSAGE_COLON), out);
		write_count(language, MESSAGE_COUNT_FIGURES, article->figure_count, out);
		fputs(message_text(language, MESSAGE_COMMA), out);
		write_count(language, MESSAGE_COUNT_TIED, article->tied_count, out);
		fputc('\n', out);
	}
}

/* What was guessed is said: a wrong guess would make of the report another text. */
static void write_guess(const struct writing *writing, const struct report_file *file, enum language language)
{
	FILE *out = writing->out;
	struct buffer words = {0};

	if (!text_encoding_is_guess(file->text))
		return;
	message_append(&words, language, MESSAGE_ENCODING_GUESSED, "encoding", text_encoding(file->text), "reason",
		       text_encoding_reason(file->text), NULL);
	write_path(writing, file->path);
	fprintf(out, "%s%s\n", message_text(language, MESSAGE_COLON), buffer_string(&words));
	buffer_release(&words);
}

/* Findings of one severity in one report, without accepted ones. */
static size_t count_of(const struct report_file *file, enum severity severity)
{
	size_t count = 0;

	for (size_t i = 0; i < finding_list_count(file->findings); i++) {
		const struct finding *finding = finding_list_at(file->findings, i);

		count += finding->severity == severity && !finding->accepted;
	}
	return count;
}

static void write_report_counts(const struct writing *writing, const struct report_file *file, enum language language)
{
	FILE *out = writing->out;

	write_path(writing, file->path);
	fputs(message_text(language, MESSAGE_COLON), out);
	for (size_t s = SEVERITY_COUNT; s-- > 0;) {
		write_count(language, MESSAGE_COUNT_TICK + s, count_of(file, (enum severity)s), out);
		fputs(s > 0 ? message_text(language, MESSAGE_COMMA) : "\n", out);
	}
}

/* How many findings that are shown each rule made, those without one left out. */
static void write_rule_counts(const struct report_run *run, enum language language, FILE *out)
{
	for (size_t r = 0; r < run->rule_count; r++) {
		size_t count = 0;

		for (size_t f = 0; f < run->file_count; f++)
			for (size_t i = 0; run->files[f].findings && i < finding_list_count(run->files[f].findings);
			     i++) {
				const struct finding *finding = finding_list_at(run->files[f].findings, i);

				count += report_shows(run, finding) && strcmp(finding->rule, run->rules[r].id) == 0;
			}
		if (count > 0)
			fprintf(out, "%s%s%zu\n", run->rules[r].id, message_text(language, MESSAGE_COLON), count);
	}
}

static void write_text(const struct report_run *run, FILE *out)
{
	enum language language = run->language;
	const struct style *style = run->options.with_color ? &colored : &plain;
	const struct writing writing = {&run->options, style, out};

	write_summary(run, language, out);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		if (file->error) {
			const char *colon = message_text(language, MESSAGE_COLON);

			write_path(&writing, file->path);
			fprintf(out, "%s%s%s%s%s", colon, style->severity[SEVERITY_ERROR],
				message_text(language, MESSAGE_NOT_CHECKED), style->off, colon);
			write_printable(file->error, out);
			fputc('\n', out);
			continue;
		}
		write_guess(&writing, file, language);
		if (run->options.summary_only) {
			write_report_counts(&writing, file, language);
			continue;
		}
		for (size_t i = 0; i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (report_shows(run, finding))
				write_finding(&writing, file, finding);
		}
		if (run->options.with_ticks)
			write_articles(&writing, file, language);
	}
	if (run->options.summary_only)
		write_rule_counts(run, language, out);
	if (run->options.with_coverage)
		write_coverage(run, language, out);
}

const struct report_format text_format = {
    .name = "text",
    .summary = "for people: a summary line, then each finding",
    .write = write_text,
    .needs_places_only = true,
};
