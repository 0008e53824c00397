/* Errors in YAML files: where a character of a node's value stands, and which known word is near. */
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "yaml/slip.h"
#include "yaml/yaml.h"

/* The bytes of the line break at `at`, or 0. YAML 1.1 knows more of them than an editor does. */
static size_t break_size(const char *at, const char *end)
{
	size_t left = (size_t)(end - at);

	if (left >= 2 && memcmp(at, "\r\n", 2) == 0)
		return 2;
	if (left >= 1 && (*at == '\n' || *at == '\r'))
		return 1;
	if (left >= 2 && memcmp(at, "\xc2\x85", 2) == 0)
		return 2;
	return left >= 3 && (memcmp(at, "\xe2\x80\xa8", 3) == 0 || memcmp(at, "\xe2\x80\xa9", 3) == 0) ? 3 : 0;
}

const char *yaml_line(const struct yaml_file *file, size_t line, size_t *length)
{
	const char *at = file->bytes, *end = file->bytes + file->length, *start = at;

	while (at < end && line > 0) {
		size_t size = break_size(at, end);

		if (size > 0 && --line == 0)
			break;
		at += size > 0 ? size : 1;
		if (size > 0)
			start = at;
	}
	if (line > 1)
		start = end;
	*length = (size_t)(at - start);
	return start;
}

/* Walks the source of a scalar, so many characters of the source for one of the value. */
struct walk {
	const char *at;
	const char *end;
	size_t line;
	size_t column;
	char style;    /* ' " | > or 0 for a plain one */
	size_t indent; /* of a block */
};

static void advance(struct walk *walk, size_t characters)
{
	while (characters-- > 0 && walk->at < walk->end) {
		size_t size = break_size(walk->at, walk->end);

		if (size > 0) {
			walk->line++;
			walk->column = 1;
			walk->at += size;
		} else {
			walk->column++;
			walk->at += utf8_size(*walk->at);
		}
	}
}

void yaml_place(const struct yaml_file *file, size_t offset, size_t *line, size_t *column)
{
	struct walk walk = {.at = file->bytes, .end = file->bytes + file->length, .line = 1, .column = 1};

	while (walk.at < walk.end && walk.at < file->bytes + offset)
		advance(&walk, 1);
	*line = walk.line;
	*column = walk.column;
}

static bool is_at_break(const struct walk *walk)
{
	return break_size(walk->at, walk->end) > 0;
}

static void skip_blanks(struct walk *walk, size_t most)
{
	for (; most > 0 && walk->at < walk->end && (*walk->at == ' ' || *walk->at == '\t'); most--)
		advance(walk, 1);
}

/* Line breaks and the indentation behind them: one becomes a blank, of several the first is dropped. */
static size_t skip_breaks(struct walk *walk)
{
	size_t count = 0;

	for (; is_at_break(walk); count++) {
		advance(walk, 1);
		skip_blanks(walk, walk->style == '|' || walk->style == '>' ? walk->indent : SIZE_MAX);
	}
	return count > 1 && walk->style != '|' ? count - 1 : count;
}

/* A line that "…" continues: no character of the value. */
static bool is_at_escaped_break(const struct walk *walk)
{
	return walk->style == '"' && walk->at < walk->end && *walk->at == '\\' &&
	       break_size(walk->at + 1, walk->end) > 0;
}

static size_t escape_size(char letter)
{
	return letter == 'x' ? 4 : letter == 'u' ? 6 : letter == 'U' ? 10 : 2;
}

/* Passes over one character of the value and returns 1, or over several or none. */
static size_t step(struct walk *walk)
{
	struct walk ahead = *walk;

	if (walk->style != '|' && walk->style != '>')
		skip_blanks(&ahead, SIZE_MAX);
	if (is_at_break(&ahead)) {
		*walk = ahead;
		return skip_breaks(walk);
	}
	if (is_at_escaped_break(walk)) {
		advance(walk, 1);
		skip_breaks(walk);
		return 0;
	}
	if (walk->style == '"' && *walk->at == '\\' && walk->at + 1 < walk->end) {
		advance(walk, escape_size(walk->at[1]));
		return 1;
	}
	advance(walk, walk->style == '\'' && *walk->at == '\'' ? 2 : 1);
	return 1;
}

/* From the header of a block to its first character; its first line that is not empty sets the indentation. */
static void enter_block(struct walk *walk)
{
	struct walk ahead;

	while (walk->at < walk->end && !is_at_break(walk))
		advance(walk, 1);
	advance(walk, 1);
	ahead = *walk;
	skip_blanks(&ahead, SIZE_MAX);
	while (is_at_break(&ahead)) {
		advance(&ahead, 1);
		skip_blanks(&ahead, SIZE_MAX);
	}
	walk->indent = ahead.column - 1;
	skip_blanks(walk, walk->indent);
}

/* `offset` characters into the value of a scalar. */
static struct walk walk_to(const struct yaml_node *node, size_t offset)
{
	const char *end = node->file->bytes + node->file->length;
	struct walk walk = {.end = end, .line = node->line, .column = 1};
	size_t length;

	walk.at = yaml_line(node->file, node->line, &length);
	advance(&walk, node->column - 1);
	if (walk.at < end && (node->quoted || *walk.at == '|' || *walk.at == '>'))
		walk.style = *walk.at;
	if (node->quoted)
		advance(&walk, 1);
	else if (walk.style)
		enter_block(&walk);
	while ((offset > 0 || is_at_escaped_break(&walk)) && walk.at < end) {
		size_t passed = step(&walk);

		offset -= passed < offset ? passed : offset;
	}
	return walk;
}

static void report(struct error_list *errors, const struct yaml_file *file, size_t line, size_t column,
		   const char *format, va_list arguments) __attribute__((format(printf, 5, 0)));

static void report(struct error_list *errors, const struct yaml_file *file, size_t line, size_t column,
		   const char *format, va_list arguments)
{
	char message[512];
	size_t length;
	const char *excerpt = yaml_line(file, line, &length);

	vsnprintf(message, sizeof(message), format, arguments);
	/* A key of five hundred bytes may have been cut inside a character. */
	message[utf8_check(message, strlen(message))] = '\0';
	error_list_add_excerpt(errors, file->path, line, column, excerpt, length, "%s", message);
}

void yaml_error(struct error_list *errors, const struct yaml_node *node, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	report(errors, node->file, node->line, node->column, format, arguments);
	va_end(arguments);
}

void yaml_error_inside(struct error_list *errors, const struct yaml_node *node, size_t offset, const char *format, ...)
{
	struct walk place = walk_to(node, offset);
	va_list arguments;

	va_start(arguments, format);
	report(errors, node->file, place.line, place.column, format, arguments);
	va_end(arguments);
}

/* Adds the slip that made a scalar of what should be a key and a value. */
static bool blame_key(struct error_list *errors, const struct yaml_node *node)
{
	const char *message, *slip = NULL;

	if (node->type == YAML_SCALAR && !node->quoted)
		slip = yaml_find_key_slip(node->value, strlen(node->value), &message);
	if (slip)
		yaml_error_inside(errors, node, utf8_count(node->value, (size_t)(slip - node->value)), "%s", message);
	return slip != NULL;
}

void yaml_error_type(struct error_list *errors, const struct yaml_node *node, const char *format, ...)
{
	va_list arguments;

	if (blame_key(errors, node))
		return;
	va_start(arguments, format);
	report(errors, node->file, node->line, node->column, format, arguments);
	va_end(arguments);
}

static size_t edit_distance(const char *a, const char *b)
{
	enum { LONGEST = 40 };
	size_t row[LONGEST + 1], length_a = strlen(a), length_b = strlen(b);

	if (length_a > LONGEST || length_b > LONGEST)
		return SIZE_MAX;
	for (size_t j = 0; j <= length_b; j++)
		row[j] = j;
	for (size_t i = 1; i <= length_a; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= length_b; j++) {
			size_t above = row[j], best = diagonal + (a[i - 1] != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[length_b];
}

const char *yaml_nearest(const char *word, const char *const *known)
{
	const char *nearest = NULL;
	size_t length = strlen(word);
	size_t best = (length / 3 > 2 ? length / 3 : 2) + 1; /* one letter in three, or two swapped */

	for (; *known; known++) {
		size_t distance = edit_distance(word, *known);

		/* A word cut short: warn, err. */
		if (distance > 2 && length >= 3 && strncmp(word, *known, length) == 0)
			distance = 2;
		if (distance < best) {
			best = distance;
			nearest = *known;
		}
	}
	return nearest;
}

void yaml_error_word(struct error_list *errors, const struct yaml_node *node, const char *what,
		     const char *const *known)
{
	const char *near = yaml_nearest(node->value, known);
	struct buffer all = {0};

	if (near) {
		yaml_error(errors, node, "unknown %s '%s'; did you mean '%s'?", what, node->value, near);
		return;
	}
	for (size_t i = 0; known[i]; i++)
		buffer_printf(&all, "%s%s", i ? ", " : "", known[i]);
	yaml_error(errors, node, "unknown %s '%s'; it is one of %s", what, node->value, buffer_string(&all));
	buffer_release(&all);
}

void yaml_check_keys(struct error_list *errors, const struct yaml_node *mapping, const char *const *known)
{
	for (size_t i = 0; i < mapping->pair_count; i++) {
		const struct yaml_node *key = mapping->pairs[i].key;
		const char *near;
		bool found = false;

		for (const char *const *k = known; *k && !found; k++)
			found = strcmp(*k, key->value) == 0;
		if (found || blame_key(errors, key))
			continue;
		near = yaml_nearest(key->value, known);
		if (near)
			yaml_error(errors, key, "unknown key '%s'; did you mean '%s'?", key->value, near);
		else
			yaml_error(errors, key, "unknown key '%s'", key->value);
	}
}
