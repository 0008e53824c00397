/* Slips of typing in YAML: finds the line that is wrong, which is rarely the one libyaml stops at. */
#include "yaml/slip.h"

#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "yaml/yaml.h"

enum { LINES_BACK = 3 /* libyaml notices a key without its colon one statement later */ };

static const char quote_it[] = "a text with { } [ ] , : # % @ or * must be quoted: '…'";

static bool starts_with(const char *at, const char *end, const char *bytes)
{
	size_t size = strlen(bytes);

	return (size_t)(end - at) >= size && memcmp(at, bytes, size) == 0;
}

static bool is_key_byte(char byte)
{
	return (unsigned char)byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
	       (byte >= '0' && byte <= '9') || byte == '-' || byte == '_';
}

const char *yaml_find_key_slip(const char *text, size_t length, const char **message)
{
	const char *at = text, *end = text + length;

	while (at < end && is_key_byte(*at) && !starts_with(at, end, "："))
		at++;
	if (at == text || at == end)
		return NULL;
	*message = "a full-width colon: YAML needs ':' and a blank";
	if (starts_with(at, end, "："))
		return at;
	*message = "a blank is missing after this colon";
	return *at == ':' && at + 1 < end && at[1] != ' ' && at[1] != '\t' ? at : NULL;
}

static void add(const struct yaml_file *file, size_t line, size_t column, const char *message,
		struct error_list *errors)
{
	size_t length;
	const char *excerpt = yaml_line(file, line, &length);

	error_list_add_excerpt(errors, file->path, line, column, excerpt, length, "%s", message);
}

/* Behind the indentation and the dashes of list items. */
static const char *skip_dashes(const char *at, const char *end)
{
	for (;;) {
		while (at < end && *at == ' ')
			at++;
		if (!starts_with(at, end, "- "))
			return at;
		at += 2;
	}
}

/* Where the value of the line's key begins, or the item where there is no key. */
static const char *value_of(const char *at, const char *end)
{
	const char *key = skip_dashes(at, end), *colon = key;

	while (colon < end && is_key_byte(*colon))
		colon++;
	return starts_with(colon, end, ": ") ? skip_dashes(colon + 1, end) : key;
}

static bool is_full_width_quote(const char *at, const char *end)
{
	return starts_with(at, end, "“") || starts_with(at, end, "‘") || starts_with(at, end, "＂") ||
	       starts_with(at, end, "＇");
}

/* A tab before the text, or a key whose colon is none. */
static const char *find_slip(const char *start, const char *end, const char **message)
{
	const char *at = start + strspn(start, " -");

	*message = "a tab: YAML is indented with blanks";
	if (at < end && *at == '\t')
		return at;
	at = skip_dashes(start, end);
	/* Items of lists of words may hold any colon they like. */
	if (at > start && at[-1] == ' ' && memchr(start, '-', (size_t)(at - start)) && (unsigned char)*at >= 0x80)
		return NULL;
	return yaml_find_key_slip(at, (size_t)(end - at), message);
}

/* A value that begins with a full-width quote. */
static const char *find_quote(const char *start, const char *end, const char **message)
{
	const char *value = value_of(start, end);

	*message = "a full-width quote: YAML needs ' or \"";
	while (value < end && (*value == '[' || *value == '{' || *value == ' '))
		value++;
	return is_full_width_quote(value, end) ? value : NULL;
}

/* A value whose quote is not closed in its line: libyaml closes it at the next one, wherever that is. */
static const char *find_open_quote(const char *start, const char *end, const char **message)
{
	const char *value = value_of(start, end);

	*message = "this quote is not closed";
	if (value == end || (*value != '\'' && *value != '"'))
		return NULL;
	return memchr(value + 1, *value, (size_t)(end - value - 1)) ? NULL : value;
}

static bool blame(const struct yaml_file *file, size_t line,
		  const char *(*find)(const char *start, const char *end, const char **message),
		  struct error_list *errors)
{
	const char *message;
	size_t length;
	const char *start = yaml_line(file, line, &length), *at = find(start, start + length, &message);

	if (!at)
		return false;
	add(file, line, utf8_count(start, (size_t)(at - start)) + 1, message, errors);
	return true;
}

static bool is_statement(const struct yaml_file *file, size_t line)
{
	size_t length;
	const char *start = yaml_line(file, line, &length), *at = start;

	while (at < start + length && (*at == ' ' || *at == '\t'))
		at++;
	return at < start + length && *at != '#';
}

static bool blame_lines(const struct yaml_file *file, size_t line,
			const char *(*find)(const char *start, const char *end, const char **message),
			struct error_list *errors)
{
	for (size_t left = LINES_BACK; line > 0 && left > 0; line--) {
		if (!is_statement(file, line))
			continue;
		if (blame(file, line, find, errors))
			return true;
		left--;
	}
	return false;
}

static char byte_at(const struct yaml_file *file, size_t line, size_t column)
{
	size_t length;
	const char *at = yaml_line(file, line, &length), *end = at + length;

	while (column > 1 && at < end) {
		at += utf8_size(*at);
		column--;
	}
	return at < end ? *at : '\0';
}

/* Is the failure at the line's first character? */
static bool begins_line(const struct yaml_file *file, const struct yaml_failure *failure)
{
	size_t length;
	const char *start = yaml_line(file, failure->line, &length);

	return strspn(start, " ") + 1 >= failure->column;
}

/* A value of the line that goes on behind what YAML takes for a list or a mapping: find: {a}合计{b} */
static bool blame_bracket(const struct yaml_file *file, const struct yaml_failure *failure, struct error_list *errors)
{
	size_t length;
	const char *start = yaml_line(file, failure->line, &length), *value = value_of(start, start + length);
	size_t column = utf8_count(start, (size_t)(value - start)) + 1;

	if (!strstr(failure->problem, "expected key") || value == start + length || (*value != '{' && *value != '[') ||
	    column >= failure->column)
		return false;
	add(file, failure->line, column, quote_it, errors);
	return true;
}

/* What libyaml's words mean for somebody who writes rules; NULL keeps them. */
static const char *explain(const struct yaml_file *file, const struct yaml_failure *failure)
{
	char byte = byte_at(file, failure->line, failure->column);

	if (strstr(failure->problem, "mapping values are not allowed"))
		return "a colon where no key can stand: indent the line like the one above, or quote the text: '…'";
	if (strstr(failure->problem, "cannot start any token"))
		return byte == '\t' ? "a tab: YAML is indented with blanks" : quote_it;
	if (strstr(failure->problem, "expected key") && !begins_line(file, failure))
		return "the text goes on behind its quote; inside '…' a quote is written twice";
	if (strstr(failure->problem, "expected '-' indicator") || strstr(failure->problem, "expected key") ||
	    strstr(failure->problem, "expected <document start>"))
		return "the indentation does not fit the lines above";
	if (strstr(failure->problem, "expected ',' or") && (byte == '{' || byte == '[' || byte == '\'' || byte == '"'))
		return quote_it;
	return NULL;
}

static const char *explain_context(const struct yaml_failure *failure)
{
	if (!failure->context)
		return NULL;
	if (strstr(failure->context, "quoted scalar"))
		return "this quote is not closed";
	if (strstr(failure->context, "flow sequence") || strstr(failure->context, "flow mapping"))
		return "this bracket is not closed";
	if (strstr(failure->context, "simple key"))
		return "a colon and a blank should follow this word";
	return NULL;
}

void yaml_report_failure(const struct yaml_file *file, const struct yaml_failure *failure, struct error_list *errors)
{
	const char *message;

	if (blame_lines(file, failure->line, find_slip, errors))
		return;
	if (blame(file, failure->line, find_quote, errors) || blame_bracket(file, failure, errors))
		return;
	if (!begins_line(file, failure) && blame_lines(file, failure->line - 1, find_open_quote, errors))
		return;
	message = explain(file, failure);
	if (message) {
		add(file, failure->line, failure->column, message, errors);
		return;
	}
	message = explain_context(failure);
	if (message)
		add(file, failure->context_line, failure->context_column, message, errors);
	else
		add(file, failure->line, failure->column, failure->problem, errors);
}
