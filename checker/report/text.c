/* Text for people: a summary line, then each finding with its place, its arithmetic and the words quoted. */
#include <stdbool.h>
#include <string.h>

#include "base/printable.h"
#include "base/utf8.h"
#include "report/quote.h"
#include "report/report.h"
#include "text/text.h"

struct style {
	const char *severity[SEVERITY_COUNT];
	const char *dim;
	const char *off;
};

static const struct style colored = {
    .severity = {"\033[32m", "\033[36m", "\033[1;33m", "\033[1;31m"},
    .dim = "\033[2m",
    .off = "\033[0m",
};
static const struct style plain = {.severity = {"", "", "", ""}, .dim = "", .off = ""};

struct words {
	const char *severity[SEVERITY_COUNT];
	const char *files;
	const char *counts[SEVERITY_COUNT];
	const char *undecided;
	const char *comma;
	const char *unread;
	const char *colon;
	const char *accepted; /* before the reason */
	const char *until;
	const char *accepted_count;
	const char *stale_count;
	const char *expired_count;
	const char *ignored_count;
	const char *unmatched;
	const char *figures;
	const char *tied;
};

static const struct words chinese = {
    .severity = {"一致", "提示", "警告", "错误"},
    .files = "份报告",
    .counts = {"处核对一致", "条提示", "个警告", "个错误"},
    .undecided = "处无法判定",
    .comma = ",",
    .unread = "未能核对",
    .colon = ":",
    .accepted = "已认可",
    .until = "有效至",
    .accepted_count = "处已认可",
    .stale_count = "条认可已无对应",
    .expired_count = "条认可已过期",
    .ignored_count = "份报告按配置略过",
    .unmatched = "没有遇到任何内容的规则",
    .figures = "处数字",
    .tied = "处有相符的核对",
};
static const struct words english = {
    .severity = {"agrees", "note", "warning", "error"},
    .files = " report(s)",
    .counts = {" claims agree", " notes", " warnings", " errors"},
    .undecided = " undecided",
    .comma = ", ",
    .unread = "not checked",
    .colon = ": ",
    .accepted = "accepted",
    .until = "until ",
    .accepted_count = " accepted",
    .stale_count = " stale acceptances",
    .expired_count = " acceptances ran out",
    .ignored_count = " report(s) ignored",
    .unmatched = "rules that matched nothing",
    .figures = " figures",
    .tied = " tied by a claim that agrees",
};

/* Chinese where a tenth of the reports' text is Han. */
static bool is_chinese(const struct report_run *run)
{
	size_t han = 0, all = 0;

	for (size_t f = 0; f < run->file_count; f++) {
		const struct text *text = run->files[f].text;
		const char *bytes = text ? text_folded(text) : "";

		for (size_t i = 0; bytes[i] && i < 20000; i += utf8_size(bytes[i])) {
			han += (unsigned char)bytes[i] >= 0xe4 && (unsigned char)bytes[i] <= 0xe9;
			all++;
		}
	}
	return han * 10 >= all;
}

/* accepted: the yearbook prints it so (chen, 2024-05-01, until 2024-12-31) */
static void write_acceptance(const struct acceptance *accepted, const struct words *words, FILE *out)
{
	const char *const parts[] = {accepted->who, accepted->date, accepted->until};
	bool any = false;

	fprintf(out, "    %s%s", words->accepted, words->colon);
	write_printable(accepted->reason, out);
	for (int i = 0; i < 3; i++)
		if (parts[i]) {
			fprintf(out, "%s%s", any ? words->comma : " (", i == 2 ? words->until : "");
			write_printable(parts[i], out);
			any = true;
		}
	fputs(any ? ")\n" : "\n", out);
}

static void write_finding(const struct report_file *file, const struct finding *finding, const struct words *words,
			  const struct style *style, FILE *out)
{
	struct place place = text_place(file->text, finding->span);
	char quote[QUOTE_BYTES];

	write_printable(file->path, out);
	fprintf(out, ":%zu:%zu: %s%s%s%s", place.line, place.column, style->severity[finding->severity],
		words->severity[finding->severity], style->off, words->colon);
	write_printable(finding->message ? finding->message : "", out);
	fprintf(out, " %s[%s]%s\n", style->dim, finding->rule, style->off);
	quote_source(file->text, finding->span, quote);
	fprintf(out, "    %s\n", quote);
	for (size_t i = 0; i < finding->suggestion_count; i++)
		fprintf(out, "    → %s\n", finding->suggestions[i].with);
	if (finding->accepted)
		write_acceptance(finding->accepted, words, out);
}

/* What does not happen in most runs is said only when it does. */
static void write_rarity(size_t count, const char *what, const struct words *words, FILE *out)
{
	if (count > 0)
		fprintf(out, "%s%zu%s", words->comma, count, what);
}

static void write_summary(const struct report_run *run, const struct words *words, FILE *out)
{
	size_t counts[SEVERITY_COUNT], undecided;

	report_run_count(run, counts, &undecided);
	fprintf(out, "%zu%s%s", run->file_count, words->files, words->colon);
	for (size_t s = SEVERITY_COUNT; s-- > 0;)
		fprintf(out, "%zu%s%s", counts[s], words->counts[s], words->comma);
	fprintf(out, "%zu%s", undecided, words->undecided);
	write_rarity(run->accepted_count, words->accepted_count, words, out);
	write_rarity(run->stale_count, words->stale_count, words, out);
	write_rarity(run->expired_count, words->expired_count, words, out);
	write_rarity(run->ignored_count, words->ignored_count, words, out);
	fputc('\n', out);
}

static void write_coverage(const struct report_run *run, const struct words *words, FILE *out)
{
	size_t unmatched = 0;

	for (size_t i = 0; i < run->rule_count; i++)
		unmatched += run->rules[i].matches == 0;
	fprintf(out, "%s%s%zu / %zu\n", words->unmatched, words->colon, unmatched, run->rule_count);
	for (size_t i = 0; i < run->rule_count; i++)
		if (run->rules[i].matches == 0)
			fprintf(out, "    %s\n", run->rules[i].id);
}

/* How much of each article was tied: the auditor's tick marks counted. */
static void write_articles(const struct report_file *file, const struct words *words, FILE *out)
{
	for (size_t i = 0; i < file->article_count; i++) {
		const struct report_article *article = &file->articles[i];

		write_printable(file->path, out);
		if (*article->name) {
			fputc(' ', out);
			write_printable(article->name, out);
		}
		fprintf(out, "%s%zu%s%s%zu%s\n", words->colon, article->figure_count, words->figures, words->comma,
			article->tied_count, words->tied);
	}
}

static void write_text(const struct report_run *run, FILE *out)
{
	const struct words *words = is_chinese(run) ? &chinese : &english;
	const struct style *style = run->options.with_color ? &colored : &plain;

	write_summary(run, words, out);
	for (size_t f = 0; f < run->file_count; f++) {
		const struct report_file *file = &run->files[f];

		if (file->error) {
			write_printable(file->path, out);
			fprintf(out, "%s%s%s%s%s", words->colon, style->severity[SEVERITY_ERROR], words->unread,
				style->off, words->colon);
			write_printable(file->error, out);
			fputc('\n', out);
			continue;
		}
		for (size_t i = 0; i < finding_list_count(file->findings); i++) {
			const struct finding *finding = finding_list_at(file->findings, i);

			if (report_shows(run, finding))
				write_finding(file, finding, words, style, out);
		}
		if (run->options.with_ticks)
			write_articles(file, words, out);
	}
	if (run->options.with_coverage)
		write_coverage(run, words, out);
}

const struct report_format text_format = {
    .name = "text",
    .summary = "for people: a summary line, then each finding",
    .write = write_text,
};
