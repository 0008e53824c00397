/* Reads heads and labels of tables by lists of words. */
#include "check/label.h"

#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "check/grid.h"
#include "rule/words.h"
#include "text/character.h"
#include "text/marker.h"

enum { YEAR_DIGITS = 4 };

static bool is_ascii(char byte)
{
	return (unsigned char)byte < 0x80;
}

static bool is_letter(char byte)
{
	return character_is_letter((unsigned char)byte);
}

static bool is_word_end(const char *start, const char *at, const char *end)
{
	return (at == start || !is_letter(at[-1]) || !is_letter(at[0])) &&
	       (*end == '\0' || !is_letter(*end) || !is_letter(end[-1]));
}

static const char *find_word(const char *label, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = label; strlen(at) >= length; at++)
		if (strncasecmp(at, word, length) == 0 && is_word_end(label, at, at + length))
			return at;
	return NULL;
}

bool label_holds(const struct word_lists *words, const char *list, const char *label)
{
	size_t count;
	const char *const *items = word_lists_find(words, list, &count);

	for (size_t i = 0; i < count; i++)
		if (find_word(label, items[i]))
			return true;
	return false;
}

bool label_begins(const struct word_lists *words, const char *list, const char *label)
{
	size_t count;
	const char *const *items = word_lists_find(words, list, &count);

	for (size_t i = 0; i < count; i++)
		if (find_word(label, items[i]) == label)
			return true;
	return false;
}

static bool is_one_of(const struct word_lists *words, const char *list, const char *label)
{
	size_t count;
	const char *const *items = word_lists_find(words, list, &count);

	for (size_t i = 0; i < count; i++)
		if (strcasecmp(label, items[i]) == 0)
			return true;
	return false;
}

/* Ends with a word of the list, as 资产合计 does; an English word may open the label too (Total assets). */
static bool is_kind_of(const struct word_lists *words, const char *list, const char *label)
{
	size_t count, length = strlen(label);
	const char *const *items = word_lists_find(words, list, &count);

	for (size_t i = 0; i < count; i++) {
		size_t size = strlen(items[i]);

		if (size <= length && strcasecmp(label + length - size, items[i]) == 0 &&
		    is_word_end(label, label + length - size, label + length))
			return true;
		if (is_ascii(items[i][0]) && find_word(label, items[i]) == label)
			return true;
	}
	return false;
}

/* Without numbering in front, a bracket or a colon at the end. */
static const char *bare_label(struct arena *arena, const char *label)
{
	size_t mark = marker_read(label, strlen(label)).span.end, length;
	const char *bracket;
	char *bare = arena_copy_string(arena, label + mark);

	length = strlen(bare);
	bracket = length > 0 && bare[length - 1] == ')' ? strrchr(bare, '(') : NULL;
	if (bracket && bracket > bare)
		length = (size_t)(bracket - bare);
	while (length > 0 && strchr(": \t", bare[length - 1]))
		length--;
	bare[length] = '\0';
	return bare;
}

unsigned label_flags(struct arena *arena, const struct word_lists *words, const char *label)
{
	static const struct {
		const char *list;
		unsigned flag;
	} held[] = {{"table-rates", ITEM_RATE},   {"table-changes", ITEM_CHANGE},
		    {"table-shares", ITEM_SHARE}, {"table-completions", ITEM_COMPLETION},
		    {"table-now", ITEM_NOW},      {"table-before", ITEM_BEFORE},
		    {"table-plan", ITEM_PLAN},    {"table-actual", ITEM_ACTUAL},
		    {"table-real", ITEM_REAL},    {"table-open", ITEM_OPEN}};
	const char *bare = bare_label(arena, label);
	unsigned flags = 0;

	if (is_kind_of(words, "table-subtotals", bare))
		flags |= ITEM_SUBTOTAL;
	else if (is_kind_of(words, "table-totals", bare))
		flags |= ITEM_TOTAL;
	else if (is_one_of(words, "table-regions", bare))
		flags |= ITEM_REGION;
	if (is_one_of(words, "table-numbers", bare))
		flags |= ITEM_NUMBER;
	if (label_begins(words, "table-of-which", bare))
		flags |= ITEM_OF_WHICH;
	if (label_begins(words, "table-deductions", bare))
		flags |= ITEM_DEDUCTED;
	for (size_t i = 0; i < sizeof(held) / sizeof(*held); i++)
		if (label_holds(words, held[i].list, label))
			flags |= held[i].flag;
	return flags;
}

int label_year(const char *label)
{
	for (const char *at = label; *at; at++) {
		size_t digits = strspn(at, "0123456789");
		int year = 0;

		if (digits == YEAR_DIGITS)
			for (size_t d = 0; d < digits; d++)
				year = year * 10 + (at[d] - '0');
		if (year >= 1900 && year < 2100)
			return year;
		if (digits > 0)
			at += digits - 1;
	}
	return 0;
}
