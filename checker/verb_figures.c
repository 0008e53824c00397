/* The verb figures: what was extracted, for people as a table and for tools as JSON. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "cli.h"
#include "figure/figure.h"
#include "pipeline.h"
#include "report/json_writer.h"
#include "rule/lexicon.h"
#include "rule/rule.h"
#include "settings.h"
#include "text/document.h"
#include "text/text.h"
#include "verbs.h"

static const char *const roles[] = {"quantity", "weak", "period", "identifier", "ratio"};
static const char *const senses[] = {"level", "rise", "fall", "to", "from", "base", "share"};
static const char *const hedges[] = {"", "about", "nearly", "over", "at-least", "at-most"};

struct listing {
	struct text *text;
	const struct figures *figures;
	const struct lexicon *lexicon;
};

/* The columns of the table, in its order. */
enum { PLACE, TEXT, ROLE, VALUE, DIMENSION, SENSE, INTERVAL, LABEL, PERIOD, COLUMNS };

static const char *const titles[COLUMNS] = {"place", "text",     "role",  "value", "dimension",
					    "sense", "interval", "label", "period"};

static void append_span(const struct listing *listing, struct span span, struct buffer *out)
{
	buffer_append(out, text_folded(listing->text) + span.start, span_length(span));
}

static void fill_cell(const struct listing *listing, const struct figure *figure, int column, struct buffer *out)
{
	struct place place = text_place(listing->text, figure->span);
	const char *dimension = lexicon_dimension_name(listing->lexicon, figure->dimension);
	bool is_quantity = figure->role == FIGURE_QUANTITY || figure->role == FIGURE_WEAK;

	switch (column) {
	case PLACE:
		buffer_printf(out, "%zu:%zu", place.line, place.column);
		break;
	case TEXT:
		append_span(listing, figure->span, out);
		break;
	case ROLE:
		buffer_append_string(out, roles[figure->role]);
		break;
	case VALUE:
		if (is_quantity)
			number_print(figure->quantity->value, 12, true, out);
		for (size_t i = 0; i < figure->term_count; i++) {
			buffer_append_string(out, i ? ":" : "");
			number_print(figure->terms[i], 6, true, out);
		}
		break;
	case DIMENSION:
		if (is_quantity)
			buffer_append_string(out, dimension ? dimension : "");
		break;
	case SENSE:
		if (is_quantity)
			buffer_printf(out, "%s%s%s%s", figure->sign < 0 ? "-" : "", senses[figure->sense],
				      figure->hedge ? " " : "", hedges[figure->hedge]);
		break;
	case INTERVAL:
		if (is_quantity) {
			number_print(figure->quantity->interval.low, 12, true, out);
			buffer_append_string(out, "..");
			number_print(figure->quantity->interval.high, 12, true, out);
		}
		break;
	case LABEL:
		if (is_quantity)
			append_span(listing, figure->label, out);
		break;
	default:
		if (is_quantity && figure->period != NO_INDEX)
			append_span(listing, figures_at(listing->figures, figure->period)->span, out);
	}
}

static size_t width_of(const char *string)
{
	size_t width = 0, size;

	for (; *string; string += size)
		width += (size_t)utf8_width(utf8_decode(string, &size));
	return width;
}

static void print_padded(const char *string, size_t width)
{
	fputs(string, stdout);
	for (size_t at = width_of(string); at < width + 2; at++)
		putchar(' ');
}

/* A cell as the table shows it. */
static void fill_safe_cell(const struct listing *listing, size_t figure, int column, struct buffer *out)
{
	struct buffer raw = {0};

	fill_cell(listing, figures_at(listing->figures, figure), column, &raw);
	buffer_clear(out);
	append_printable(out, buffer_string(&raw), raw.length);
	buffer_release(&raw);
}

static void print_table(const struct listing *listing)
{
	size_t widths[COLUMNS];
	struct buffer cell = {0};

	for (int c = 0; c < COLUMNS; c++)
		widths[c] = width_of(titles[c]);
	for (size_t i = 0; i < figures_count(listing->figures); i++)
		for (int c = 0; c < COLUMNS; c++) {
			fill_safe_cell(listing, i, c, &cell);
			if (width_of(buffer_string(&cell)) > widths[c])
				widths[c] = width_of(buffer_string(&cell));
		}
	printf("encoding: %s (%s)\n", text_encoding(listing->text), text_encoding_reason(listing->text));
	for (int c = 0; c < COLUMNS; c++)
		print_padded(titles[c], c + 1 < COLUMNS ? widths[c] : 0);
	putchar('\n');
	for (size_t i = 0; i < figures_count(listing->figures); i++) {
		for (int c = 0; c < COLUMNS; c++) {
			fill_safe_cell(listing, i, c, &cell);
			print_padded(buffer_string(&cell), c + 1 < COLUMNS ? widths[c] : 0);
		}
		putchar('\n');
	}
	buffer_release(&cell);
}

static void print_json(const struct listing *listing)
{
	struct json_writer json = {.out = stdout};
	struct buffer cell = {0};

	json_open_object(&json, NULL);
	json_write_string(&json, "schema", "rcheck-figures/1");
	json_write_string(&json, "encoding", text_encoding(listing->text));
	json_write_string(&json, "encodingReason", text_encoding_reason(listing->text));
	json_open_array(&json, "figures", JSON_LINES);
	for (size_t i = 0; i < figures_count(listing->figures); i++) {
		const struct figure *figure = figures_at(listing->figures, i);
		struct place place = text_place(listing->text, figure->span);

		json_open_object(&json, NULL);
		json_write_number(&json, "line", place.line);
		json_write_number(&json, "column", place.column);
		json_write_number(&json, "endLine", place.end_line);
		json_write_number(&json, "endColumn", place.end_column);
		for (int c = TEXT; c < COLUMNS; c++) {
			buffer_clear(&cell);
			fill_cell(listing, figure, c, &cell);
			json_write_string(&json, titles[c], buffer_string(&cell));
		}
		json_close_object(&json);
	}
	json_close_array(&json);
	json_close_object(&json);
	putchar('\n');
	buffer_release(&cell);
}

int verb_figures(struct arena *arena, const struct cli *cli, const struct settings *settings,
		 const struct rule_set *rules, struct error_list *errors)
{
	struct listing listing = {.lexicon = rule_set_lexicon(rules)};

	if (cli->argument_count != 1) {
		fputs("rcheck: 'figures' takes one file\n", stderr);
		return STATUS_INCOMPLETE;
	}
	if (strcmp(cli->format, "json") != 0 && strcmp(cli->format, "text") != 0) {
		fprintf(stderr, "rcheck: 'figures' writes text and json, not '%s'\n", cli->format);
		return STATUS_INCOMPLETE;
	}
	listing.text = text_read(arena, cli->arguments[0], &settings->reading, errors);
	if (listing.text) {
		const struct document *document = document_new(arena, listing.text);

		listing.figures = figures_extract(arena, listing.text, document, listing.lexicon);
		if (strcmp(cli->format, "json") == 0)
			print_json(&listing);
		else
			print_table(&listing);
	}
	error_list_print(errors, stderr);
	return error_list_count(errors) ? STATUS_INCOMPLETE : STATUS_CLEAN;
}
