/* The file of accepted findings. */
#include "config/accepted.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/printable.h"
#include "base/utf8.h"
#include "config/path.h"
#include "yaml/yaml.h"

struct accepted_list {
	struct arena *arena;
	const char *path;
	const char *folder;
	struct accepted_entry *entries;
	size_t count;
	size_t capacity;
	/* Entries by fingerprint: index + 1 in the first free slot from the hash on, at most half of them taken. */
	size_t *slots;
	size_t slot_count; /* a power of two, or 0 */
};

/* What an entry holds, in the order in which it is written. */
enum { FINGERPRINT, RULE, PATH, QUOTE, REASON, WHO, DATE, UNTIL, FIELDS };

static const char *const field_names[] = {"fingerprint", "rule", "path",  "quote", "reason",
					  "who",         "date", "until", NULL};

static const char *field(const struct accepted_entry *entry, int which)
{
	const char *const fields[] = {entry->fingerprint, entry->rule,   entry->path,    entry->quote,
				      entry->by.reason,   entry->by.who, entry->by.date, entry->by.until};

	return fields[which];
}

const char *accepted_today(struct arena *arena)
{
	const char *fixed = getenv("SOURCE_DATE_EPOCH");
	time_t now = time(NULL);
	struct tm day = {0};
	char *end = NULL;

	if (fixed && *fixed) {
		long long seconds = strtoll(fixed, &end, 10);

		if (*end == '\0')
			now = (time_t)seconds;
	}
	if (end && *end == '\0')
		gmtime_r(&now, &day);
	else
		localtime_r(&now, &day);
	return arena_printf(arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

bool accepted_is_date(const char *date)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	static const char shape[] = "0000-00-00";
	int year, month, day;

	if (strlen(date) != sizeof(shape) - 1)
		return false;
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == '-' ? date[i] != '-' : date[i] < '0' || date[i] > '9')
			return false;
	year = (int)strtol(date, NULL, 10);
	month = (int)strtol(date + 5, NULL, 10);
	day = (int)strtol(date + 8, NULL, 10);
	if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

static bool is_fingerprint(const char *word)
{
	size_t length = strspn(word, "0123456789abcdef");

	if (length != 16)
		return false;
	word += length;
	return !*word || (*word == '-' && word[1] && strspn(word + 1, "0123456789") == strlen(word + 1));
}

static const char *read_field(const struct yaml_node *node, const char *key, struct error_list *errors)
{
	const struct yaml_node *value = yaml_get(node, key);

	if (!value)
		return NULL;
	if (value->type == YAML_SCALAR)
		return value->value;
	yaml_error_type(errors, value, "'%s' is text", key);
	return NULL;
}

/* The slot of a fingerprint, or the free one where it belongs. */
static size_t *slot_of(const struct accepted_list *list, const char *fingerprint)
{
	size_t hash = 0;

	assert(fingerprint);
	for (const char *at = fingerprint; *at; at++)
		hash = hash * 31 + (unsigned char)*at;
	for (;; hash++) {
		size_t *slot = &list->slots[hash & (list->slot_count - 1)];

		if (*slot == 0 || strcmp(list->entries[*slot - 1].fingerprint, fingerprint) == 0)
			return slot;
	}
}

static void fill_slots(struct accepted_list *list)
{
	enum { LEAST_SLOTS = 64 };
	size_t wanted = list->slot_count ? list->slot_count : LEAST_SLOTS;

	while (wanted < 2 * (list->count + 1))
		wanted *= 2;
	if (wanted > list->slot_count)
		list->slots = arena_alloc_array(list->arena, wanted, sizeof(*list->slots));
	else
		memset(list->slots, 0, wanted * sizeof(*list->slots));
	list->slot_count = wanted;
	for (size_t i = 0; i < list->count; i++)
		*slot_of(list, list->entries[i].fingerprint) = i + 1;
}

static struct accepted_entry *find(const struct accepted_list *list, const char *fingerprint)
{
	size_t slot = list->count > 0 ? *slot_of(list, fingerprint) : 0;

	return slot ? &list->entries[slot - 1] : NULL;
}

/* An entry without the keys that make it one gets an error: silencing wants a reason. */
static void check_entry(const struct accepted_list *list, const struct yaml_node *node,
			const struct accepted_entry *entry, struct error_list *errors)
{
	const struct accepted_entry *known;

	for (int i = 0; i < FIELDS; i++) {
		const struct yaml_node *value = yaml_get(node, field_names[i]);

		if (!value && (i == FINGERPRINT || i == PATH || i == REASON))
			yaml_error(errors, node, "the entry has no '%s'", field_names[i]);
		else if (value && value->type == YAML_SCALAR && (i == DATE || i == UNTIL) &&
			 !accepted_is_date(value->value))
			yaml_error(errors, value, "'%s' is a day, written YYYY-MM-DD", field_names[i]);
	}
	if (entry->by.reason && !entry->by.reason[strspn(entry->by.reason, " ")])
		yaml_error(errors, yaml_get(node, "reason"), "a reason should stand here");
	if (!entry->fingerprint)
		return;
	known = find(list, entry->fingerprint);
	if (!is_fingerprint(entry->fingerprint))
		yaml_error(errors, yaml_get(node, "fingerprint"), "no fingerprint; 'rcheck accept' writes them");
	else if (known)
		yaml_error(errors, node, "the fingerprint '%s' stands in line %zu too", entry->fingerprint,
			   known->line);
}

static void read_entry(struct accepted_list *list, const struct yaml_node *node, const char *today,
		       struct error_list *errors)
{
	struct accepted_entry entry = {.line = node->line};
	size_t before = error_list_count(errors);

	if (node->type != YAML_MAPPING) {
		yaml_error_type(errors, node, "an entry is a mapping: '- fingerprint: …'");
		return;
	}
	yaml_check_keys(errors, node, field_names);
	entry.fingerprint = read_field(node, "fingerprint", errors);
	entry.rule = read_field(node, "rule", errors);
	entry.path = read_field(node, "path", errors);
	entry.quote = read_field(node, "quote", errors);
	entry.by.reason = read_field(node, "reason", errors);
	entry.by.who = read_field(node, "who", errors);
	entry.by.date = read_field(node, "date", errors);
	entry.by.until = read_field(node, "until", errors);
	check_entry(list, node, &entry, errors);
	if (error_list_count(errors) > before)
		return;
	entry.expired = entry.by.until && strcmp(today, entry.by.until) > 0;
	accepted_add(list, &entry);
}

struct accepted_list *accepted_read(struct arena *arena, const char *path, const char *today, struct error_list *errors)
{
	struct accepted_list *list = arena_alloc(arena, sizeof(*list));
	const struct yaml_node *root, *entries;

	list->arena = arena;
	list->path = path;
	list->folder = path_folder(arena, path);
	if (access(path, F_OK) != 0 && errno == ENOENT)
		return list;
	root = yaml_read(arena, path_shown(arena, path), errors);
	if (!root)
		return list;
	if (root->type != YAML_MAPPING) {
		yaml_error_type(errors, root, "'accepted:' with a list should stand here");
		return list;
	}
	yaml_check_keys(errors, root, (const char *const[]){"accepted", NULL});
	entries = yaml_get(root, "accepted");
	if (!entries)
		return list;
	if (entries->type != YAML_SEQUENCE) {
		yaml_error_type(errors, entries, "'accepted' is a list");
		return list;
	}
	for (size_t i = 0; i < entries->item_count; i++)
		read_entry(list, entries->items[i], today, errors);
	return list;
}

const char *accepted_path(const struct accepted_list *list)
{
	return list->path;
}

size_t accepted_count(const struct accepted_list *list)
{
	return list->count;
}

const struct accepted_entry *accepted_at(const struct accepted_list *list, size_t index)
{
	return &list->entries[index];
}

const char *accepted_path_of(const struct accepted_list *list, const char *report)
{
	if (strcmp(report, "-") == 0)
		return report;
	return path_relative(list->arena, list->folder, path_absolute(list->arena, report));
}

void accepted_apply(struct accepted_list *list, struct finding_list *findings)
{
	for (size_t i = 0; list->count > 0 && i < finding_list_count(findings); i++) {
		const struct finding *finding = finding_list_at(findings, i);
		struct accepted_entry *entry =
		    finding->severity > SEVERITY_TICK ? find(list, finding->fingerprint) : NULL;

		if (!entry)
			continue;
		entry->met = true;
		if (!entry->expired)
			finding_list_accept(findings, i, &entry->by);
	}
}

void accepted_find_stale(struct accepted_list *list, const char *const *checked, size_t checked_count)
{
	for (size_t e = 0; e < list->count; e++) {
		struct accepted_entry *entry = &list->entries[e];

		for (size_t i = 0; i < checked_count && !entry->met && !entry->stale; i++)
			entry->stale = strcmp(entry->path, checked[i]) == 0;
	}
}

void accepted_add(struct accepted_list *list, const struct accepted_entry *entry)
{
	struct accepted_entry *known = find(list, entry->fingerprint);

	if (known) {
		*known = *entry;
		return;
	}
	list->entries = arena_grow(list->arena, list->entries, list->count, &list->capacity, sizeof(*list->entries));
	list->entries[list->count++] = *entry;
	if (2 * list->count > list->slot_count)
		fill_slots(list);
	else
		*slot_of(list, entry->fingerprint) = list->count;
}

void accepted_drop_stale(struct accepted_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (!list->entries[i].stale)
			list->entries[kept++] = list->entries[i];
	list->count = kept;
	fill_slots(list);
}

/* What a YAML reader takes for a break, or refuses. */
static bool is_unfit(const char *text)
{
	size_t size;
	uint32_t c = utf8_decode(text, &size);

	return is_control(c) || c == 0xfeff || c == 0xfffe || c == 0xffff;
}

/* In single quotes, in which only they themselves need a mark. */
static void write_quoted(const char *text, FILE *out)
{
	size_t size;

	fputc('\'', out);
	for (; *text; text += size) {
		size = strnlen(text, utf8_size(*text));
		if (size < utf8_size(*text) || utf8_check(text, size) < size) {
			size = 1;
			fputs("�", out);
		} else if (is_unfit(text)) {
			fputc(' ', out);
		} else {
			if (*text == '\'')
				fputc('\'', out);
			fwrite(text, 1, size, out);
		}
	}
	fputc('\'', out);
}

void accepted_write(const struct accepted_list *list, FILE *out)
{
	fputs("# Findings that may stay, and why. Written by rcheck accept; comments are not kept.\naccepted:", out);
	if (list->count == 0)
		fputs(" []", out);
	fputc('\n', out);
	for (size_t i = 0; i < list->count; i++)
		for (int f = 0; f < FIELDS; f++) {
			const char *text = field(&list->entries[i], f);

			if (!text)
				continue;
			fprintf(out, "%s%s: ", f == FINGERPRINT ? "  - " : "    ", field_names[f]);
			if (f == FINGERPRINT || f == DATE || f == UNTIL)
				fputs(text, out);
			else
				write_quoted(text, out);
			fputc('\n', out);
		}
}
