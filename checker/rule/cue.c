/* Finds the words that every match of a regular expression must hold. */
#include "rule/cue.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"

enum { SET_LIMIT = 160 };

/* Words of which one must occur; `least` is the shortest one's length in code points, 0 for no set. */
struct set {
	const char *words[SET_LIMIT];
	size_t count;
	size_t least;
};

struct reader {
	struct arena *arena;
	const char *at;
};

static void read_alternatives(struct reader *reader, struct set *best, struct set *next);

static bool is_better(const struct set *a, const struct set *b)
{
	return a->least > b->least || (a->least == b->least && a->least > 0 && a->count < b->count);
}

/* Skips a quantifier; true when what stands before it may be missing. */
static bool skip_quantifier(struct reader *reader)
{
	bool optional = false;

	if (*reader->at == '?' || *reader->at == '*') {
		optional = true;
		reader->at++;
	} else if (*reader->at == '+') {
		reader->at++;
	} else if (*reader->at == '{' && reader->at[1] >= '0' && reader->at[1] <= '9') {
		optional = reader->at[1] == '0';
		reader->at += strcspn(reader->at, "}");
		reader->at += *reader->at == '}';
	}
	if (*reader->at == '?' || *reader->at == '+')
		reader->at++;
	return optional;
}

static void skip_class(struct reader *reader)
{
	do {
		if (*reader->at == '\\' && reader->at[1])
			reader->at++;
		reader->at++;
	} while (*reader->at && *reader->at != ']');
	reader->at += *reader->at == ']';
}

static bool is_word_byte(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_syntax(char byte)
{
	return strchr("()[]{}|?*+.^$\\\1", byte) != NULL;
}

/* The bytes of the plain character at `at`, a mark written \\* or [?] among them; 0 where none stands. */
static size_t read_plain(const char *at, const char **character, size_t *size)
{
	bool escaped = at[0] == '\\' && at[1] > ' ' && at[1] < 0x7f && !is_word_byte(at[1]);
	bool alone =
	    at[0] == '[' && at[1] && at[1] != '\\' && at[1] != '^' && at[1] != '\1' && at[1 + utf8_size(at[1])] == ']';

	*character = at + (escaped || alone);
	*size = utf8_size(**character);
	if (escaped || alone)
		return 1 + *size + alone;
	return is_syntax(*at) ? 0 : *size;
}

/* A run of plain characters; one before ? or * is not sure. */
static void read_run(struct reader *reader, struct set *found)
{
	struct buffer run = {0};
	const char *character;
	size_t size = 0, length;

	while ((length = read_plain(reader->at, &character, &size)) > 0) {
		buffer_append(&run, character, size);
		reader->at += length;
		if (*reader->at && strchr("?*+{", *reader->at))
			break;
	}
	if (skip_quantifier(reader))
		buffer_truncate(&run, run.length - size);
	found->count = run.length > 0;
	found->least = utf8_count(buffer_string(&run), run.length);
	if (found->count)
		found->words[0] = arena_copy(reader->arena, run.bytes, run.length);
	buffer_release(&run);
}

static void read_group(struct reader *reader, struct set *found)
{
	bool certain = true;

	reader->at++;
	if (*reader->at == '?') {
		/* (?: and (?<name> count; looking around and other forms do not. */
		certain = reader->at[1] == ':' || reader->at[1] == '>' ||
			  (reader->at[1] == '<' && reader->at[2] != '=' && reader->at[2] != '!');
		reader->at += strcspn(reader->at, ":>!=");
		reader->at += *reader->at != '\0';
		while (*reader->at == '!' || *reader->at == '=')
			reader->at++;
	}
	read_alternatives(reader, found, NULL);
	reader->at += *reader->at == ')';
	if (skip_quantifier(reader) || !certain)
		found->count = found->least = 0;
}

/* `next` becomes the second best; it may be NULL. */
static void read_sequence(struct reader *reader, struct set *best, struct set *next)
{
	struct set found;
	const char *character;
	size_t size;

	best->count = best->least = 0;
	if (next)
		next->count = next->least = 0;
	while (*reader->at && *reader->at != '|' && *reader->at != ')') {
		found.count = found.least = 0;
		if (*reader->at == '(') {
			read_group(reader, &found);
		} else if (read_plain(reader->at, &character, &size) > 0) {
			read_run(reader, &found);
		} else if (*reader->at == '[') {
			skip_class(reader);
			skip_quantifier(reader);
		} else {
			reader->at += *reader->at == '\\' && reader->at[1] ? 1 + utf8_size(reader->at[1]) : 1;
			skip_quantifier(reader);
		}
		if (is_better(&found, best)) {
			if (next)
				*next = *best;
			*best = found;
		} else if (next && is_better(&found, next)) {
			*next = found;
		}
	}
}

/* `next` may be NULL; what several alternatives hold second is not looked for. */
static void read_alternatives(struct reader *reader, struct set *best, struct set *next)
{
	struct set one;
	bool certain = true;

	best->count = 0;
	best->least = SIZE_MAX;
	for (;;) {
		read_sequence(reader, &one, next);
		if (one.count == 0 || best->count + one.count > SET_LIMIT) {
			certain = false;
		} else {
			for (size_t i = 0; i < one.count; i++)
				best->words[best->count++] = one.words[i];
			best->least = one.least < best->least ? one.least : best->least;
		}
		if (*reader->at != '|')
			break;
		reader->at++;
		if (next)
			next->count = 0;
		next = NULL;
	}
	if (!certain || best->count == 0)
		best->count = best->least = 0;
}

static struct cue_set keep(struct arena *arena, const struct set *set)
{
	struct cue_set kept = {arena_alloc_array(arena, set->count, sizeof(*kept.words)), set->count};

	for (size_t i = 0; i < set->count; i++)
		kept.words[i] = set->words[i];
	return kept;
}

void cue_find(struct arena *arena, const char *regex, struct cue_set sets[CUE_SETS])
{
	struct reader reader = {arena, regex};
	struct set best, next;

	read_alternatives(&reader, &best, &next);
	/* A closing bracket too many: PCRE2 will say so. */
	if (*reader.at)
		best.count = next.count = 0;
	sets[0] = keep(arena, &best);
	sets[1] = keep(arena, &next);
}
