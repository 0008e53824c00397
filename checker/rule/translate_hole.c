/* Translation of holes: each becomes a group over the private-use code points of the skeleton. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/utf8.h"
#include "rule/hole.h"
#include "rule/lexicon.h"
#include "rule/translate.h"
#include "rule/translation.h"
#include "rule/words.h"
#include "text/text.h"
#include "yaml/yaml.h"

/* The private-use ranges of figure/skeleton.h; a test holds the two together. */
#define ANY_SENSE "[\\x{E200}-\\x{E20F}]"
#define ANY_DIMENSION "[\\x{E000}-\\x{E0FF}]"
#define FIGURE_MARKS "\\x{E000}-\\x{E20F}\\x{E302}"
#define GAP "(?:[^" FIGURE_MARKS "\\n]{0,80}?)"
#define LABEL "(?:[^" FIGURE_MARKS ",;:。、()\\n]{1,24}?)"
#define LIST_CHARACTER "[^\\n]"

enum { DIMENSION_BASE = 0xE000, SENSE_BASE_MARK = 0xE200 };

void translation_fail(struct translation *translation, size_t at, const char *message, const char *word,
		      const char *near)
{
	struct arena *arena = translation->arena;

	if (word)
		message = arena_printf(arena, "%s: '%s'", message, word);
	if (near)
		message = arena_printf(arena, "%s; did you mean '%s'?", message, near);
	yaml_error_inside(translation->errors, translation->node, utf8_count(translation->phrase, at), "%s", message);
	translation->failed = true;
}

static void append(struct translation *translation, const char *string)
{
	buffer_append_string(&translation->regex, string);
}

static void append_escaped(struct buffer *out, const char *word)
{
	for (; *word; word++) {
		if (strchr("\\^$.[]|()?*+{}-#", *word))
			buffer_append_byte(out, '\\');
		buffer_append_byte(out, *word);
	}
}

int translation_find_hole(const struct translated *result, const char *role)
{
	for (size_t i = 0; i < result->hole_count; i++)
		if (strcmp(result->holes[i].role, role) == 0)
			return (int)i;
	return -1;
}

/* Reads the conditions after a hole's colon, comma between them. */
static void read_conditions(struct translation *translation, struct hole *hole, char *conditions, size_t at)
{
	char *rest = NULL;

	for (char *word = strtok_r(conditions, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		if (word[0] == '=') {
			hole->same_as = word + 1;
			/* A list is filtered after the match and may name a hole that follows it. */
			if (translation_find_hole(translation->result, word + 1) < 0 && hole->kind != HOLE_LIST)
				translation_fail(translation, at, "= names a hole that does not stand before this one",
						 word + 1, NULL);
		} else if (!hole_apply(hole, translation->lexicon, word)) {
			translation_fail(translation, at, "unknown condition of a hole", word,
					 yaml_nearest(word, hole_conditions));
		}
	}
	hole_finish(hole);
}

static void append_code_point(struct translation *translation, uint32_t code_point)
{
	char bytes[4];

	buffer_append(&translation->regex, bytes, utf8_encode(code_point, bytes));
}

static void append_range(struct translation *translation, uint32_t base, unsigned first, unsigned last)
{
	append_code_point(translation, base + first);
	if (first == last)
		return;
	append(translation, "-");
	append_code_point(translation, base + last);
}

static void append_dimension_class(struct translation *translation, const uint64_t *set)
{
	append(translation, "[");
	for (unsigned d = 0; d < 256; d++) {
		unsigned first = d;

		if (!(set[d / 64] >> d % 64 & 1))
			continue;
		while (d + 1 < 256 && (set[(d + 1) / 64] >> (d + 1) % 64 & 1))
			d++;
		append_range(translation, DIMENSION_BASE, first, d);
	}
	append(translation, "]");
}

static void append_sense_class(struct translation *translation, uint16_t senses)
{
	append(translation, "[");
	for (unsigned s = 0; s < 16; s++)
		if (senses >> s & 1)
			append_range(translation, SENSE_BASE_MARK, s, s);
	append(translation, "]");
}

static void append_figure_hole(struct translation *translation, const struct hole *hole)
{
	const struct translated *result = translation->result;

	append(translation, "(");
	append_sense_class(translation, hole->senses);
	append(translation, "(");
	if (hole->same_as) {
		/* Every earlier hole of that role, whichever alternative bound it. */
		append(translation, "(?:");
		for (size_t i = 0, seen = 0; i < result->hole_count; i++)
			if (strcmp(result->holes[i].role, hole->same_as) == 0 && result->holes[i].kind == HOLE_FIGURE)
				buffer_printf(&translation->regex, "%s\\g{%u}", seen++ ? "|" : "",
					      result->holes[i].group + 1);
		append(translation, ")");
	} else {
		append_dimension_class(translation, hole->dimensions);
	}
	append(translation, "))");
	translation->group++;
}

static void append_words(struct translation *translation, const char *const *words, size_t count);

static bool ends_pattern(const struct translation *translation)
{
	return translation->phrase[translation->at] == '\0';
}

static void append_list_hole(struct translation *translation, const struct hole *hole)
{
	bool first = translation->regex.length == 0;
	size_t stop_count, cue_length = translation->cue_text.length;
	const char *const *stops = word_lists_find(translation->words, "list-stop", &stop_count);

	/* Names may begin wherever a clause does; figures begin at one. */
	if (hole->kind == HOLE_WORDS && first)
		append(translation, "(?:^|(?<=[:;]))");
	append(translation, "(");
	if (hole->kind == HOLE_LIST && first)
		append(translation, ANY_SENSE ANY_DIMENSION);
	append(translation, "(?:");
	if (hole->kind == HOLE_LIST && stops) {
		append(translation, "(?!");
		append_words(translation, stops, stop_count);
		append(translation, ")");
		/* What ends a list is no cue for it. */
		buffer_truncate(&translation->cue_text, cue_length);
	}
	append(translation, LIST_CHARACTER ")");
	/* Nothing follows that could give characters back: one match instead of one for each length. */
	append(translation, ends_pattern(translation) ? "++" : hole->kind == HOLE_WORDS ? "+?" : "*?");
	append(translation, ")");
}

/* The bytes of a unit, with its scale, at `text`; 0 where other words follow that it may belong to (户籍). */
static size_t unit_length(const struct lexicon *lexicon, const char *text, const struct unit **unit)
{
	size_t length = 0;
	const struct word *word;

	while ((word = lexicon_match(lexicon, WORD_SCALE, text + length, strlen(text + length))))
		length += word->length;
	word = lexicon_match(lexicon, WORD_UNIT, text + length, strlen(text + length));
	if (!word)
		return 0;
	*unit = word->unit;
	length += word->length;
	return word->unit->counted && (unsigned char)text[length] >= 0x80 ? 0 : length;
}

/* '{income}亿元' would never match: the figure has taken its unit. */
static void check_unit_behind(struct translation *translation, const struct hole *hole)
{
	const char *text = text_fold_string(translation->arena, translation->phrase + translation->at);
	const struct unit *unit = NULL;
	size_t length = unit_length(translation->lexicon, text, &unit);

	if (length > 0)
		translation_fail(
		    translation, translation->at,
		    arena_printf(translation->arena, "{%s} takes its unit with it; leave it out or write {%s:%s}",
				 hole->role, hole->role, lexicon_dimension_name(translation->lexicon, unit->dimension)),
		    arena_copy(translation->arena, text, length), NULL);
}

/* Must every match bind the hole that ends here? Not in a group or a word of a list, nor before ?, * or {0,1}. */
static bool is_certain(const struct translation *translation)
{
	const char *after = translation->phrase + translation->at;

	return translation->depth == 0 && translation->phrase == translation->node->value && *after != '?' &&
	       *after != '*' && strncmp(after, "{0", 2) != 0;
}

static void translate_binding(struct translation *translation, char *name, size_t at)
{
	struct translated *result = translation->result;
	struct hole hole = {.kind = HOLE_FIGURE, .same_as = NULL};
	char *conditions = strchr(name, ':');
	char *dots;

	if (conditions)
		*conditions++ = '\0';
	dots = strstr(name, "...");
	if (dots && dots[3] == '\0') {
		*dots = '\0';
		hole.kind = HOLE_LIST;
	}
	hole.role = name;
	if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0' || *name < 'a') {
		translation_fail(translation, at, "a hole is named in small letters, digits and _", name, NULL);
		return;
	}
	if (result->hole_count == LIMIT_HOLES) {
		translation_fail(translation, at, "too many holes", NULL, NULL);
		return;
	}
	hole.is_certain = is_certain(translation);
	read_conditions(translation, &hole, conditions ? conditions : (char[]){'\0'}, at);
	hole.group = ++translation->group;
	if (translation->failed)
		return;
	if (hole.kind == HOLE_FIGURE)
		append_figure_hole(translation, &hole);
	else if (hole.kind == HOLE_RATIO)
		append(translation, "(\\x{E302})");
	else if (hole.kind == HOLE_PERIOD)
		append(translation, "(\\x{E300})");
	else if (hole.kind == HOLE_LABEL)
		append(translation, "(" LABEL ")");
	else
		append_list_hole(translation, &hole);
	result->holes[result->hole_count++] = hole;
	if (hole.kind == HOLE_FIGURE)
		check_unit_behind(translation, &hole);
}

static int compare_length(const void *a, const void *b)
{
	size_t left = strlen(*(const char *const *)a), right = strlen(*(const char *const *)b);

	return left < right ? 1 : left > right ? -1 : strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void translate_words(struct translation *translation, const char *name, size_t at);

/* A word of a list may itself be a phrase with holes that do not bind: '(?:比|较){period}'. */
static void append_phrase(struct translation *translation, const char *phrase)
{
	const char *outer = translation->phrase;
	size_t at = translation->at;

	translation->phrase = phrase;
	translation->at = 0;
	while (translation->phrase[translation->at] && !translation->failed)
		translate_step(translation);
	translation->phrase = outer;
	translation->at = at;
}

static void append_words(struct translation *translation, const char *const *words, size_t count)
{
	const char **sorted = arena_alloc_array(translation->arena, count, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] = words[i];
	qsort(sorted, count, sizeof(*sorted), compare_length);
	append(translation, "(?:");
	buffer_append_string(&translation->cue_text, "(?:");
	for (size_t i = 0; i < count; i++) {
		if (i > 0) {
			append(translation, "|");
			buffer_append_byte(&translation->cue_text, '|');
		}
		append_phrase(translation, sorted[i]);
	}
	append(translation, ")");
	buffer_append_byte(&translation->cue_text, ')');
}

/* {~8}: at most so many characters of the clause, without a figure. */
static void translate_short_gap(struct translation *translation, const char *name, size_t at)
{
	if (name[1] == '0' || strlen(name) > 3)
		translation_fail(translation, at, "a gap holds 1 to 99 characters", name, NULL);
	else
		buffer_printf(&translation->regex, "(?:[^" FIGURE_MARKS ",;。\\n]{0,%s}?)", name + 1);
}

/* {~=role}: a gap without a figure of that role's dimension; {~!list}: one without figures and those words. */
static void translate_gap(struct translation *translation, const char *name, size_t at)
{
	const struct translated *result = translation->result;
	int hole = name[1] == '=' ? translation_find_hole(result, name + 2) : -1;
	size_t cue_length = translation->cue_text.length;

	if (name[1] == '=' && (hole < 0 || result->holes[hole].kind != HOLE_FIGURE)) {
		translation_fail(translation, at, "no hole for one figure with this name stands before", name + 2,
				 NULL);
	} else if (name[1] == '=') {
		buffer_printf(&translation->regex, "(?:(?!" ANY_SENSE "\\g{%u})" LIST_CHARACTER "){0,160}?",
			      result->holes[hole].group + 1);
	} else {
		append(translation, "(?:(?!");
		translate_words(translation, name + 2, at);
		append(translation, ")[^" FIGURE_MARKS "\\n]){0,80}?");
		/* What must not stand there is no cue. */
		buffer_truncate(&translation->cue_text, cue_length);
	}
}

/* The lexicon's words of rise and fall. */
static const char *const *words_of_change(const struct translation *translation, size_t *count)
{
	size_t all, kept = 0;
	const struct word *const *senses = lexicon_words(translation->lexicon, WORD_SENSE, &all);
	const char **words = arena_alloc_array(translation->arena, all, sizeof(*words));

	for (size_t i = 0; i < all; i++)
		if (senses[i]->sense == SENSE_RISE || senses[i]->sense == SENSE_FALL)
			words[kept++] = senses[i]->text;
	*count = kept;
	return kept ? words : NULL;
}

static void translate_words(struct translation *translation, const char *name, size_t at)
{
	size_t count;
	const char *const *words = word_lists_find(translation->words, name, &count);

	if (!words && strcmp(name, "change") == 0)
		words = words_of_change(translation, &count);
	if (words)
		append_words(translation, words, count);
	else
		translation_fail(translation, at, "no list of words has this name", name, NULL);
}

static void translate_unit(struct translation *translation, const char *dimension, size_t at)
{
	const struct lexicon *lexicon = translation->lexicon;
	int wanted = dimension ? lexicon_find_dimension(lexicon, dimension) : -1;
	bool counted = dimension && strcmp(dimension, "count") == 0;
	size_t unit_count, scale_count;
	const struct word *const *units = lexicon_words(lexicon, WORD_UNIT, &unit_count);
	const struct word *const *scales = lexicon_words(lexicon, WORD_SCALE, &scale_count);
	bool any = false;

	if (dimension && wanted < 0 && !counted) {
		translation_fail(translation, at, "no dimension has this name", dimension, NULL);
		return;
	}
	append(translation, "(?:(?:");
	for (size_t i = 0; i < scale_count; i++) {
		append(translation, i ? "|" : "");
		append_escaped(&translation->regex, scales[i]->text);
	}
	append(translation, "){0,2}(?:");
	buffer_append_string(&translation->cue_text, "(?:");
	for (size_t i = 0; i < unit_count; i++) {
		const struct unit *unit = units[i]->unit;

		if (counted ? !unit->counted : dimension ? unit->dimension != wanted : unit->counted)
			continue;
		append(translation, any ? "|" : "");
		buffer_append_string(&translation->cue_text, any ? "|" : "");
		append_escaped(&translation->regex, units[i]->text);
		append_escaped(&translation->cue_text, units[i]->text);
		any = true;
	}
	append(translation, "))");
	buffer_append_byte(&translation->cue_text, ')');
}

/* A hole that binds no role. */
static void append_roleless(struct translation *translation, struct hole hole, const char *regex, size_t at)
{
	if (translation->result->hole_count == LIMIT_HOLES) {
		translation_fail(translation, at, "too many holes", NULL, NULL);
		return;
	}
	hole.is_certain = is_certain(translation);
	hole.group = ++translation->group;
	append(translation, regex);
	translation->result->holes[translation->result->hole_count++] = hole;
}

void translate_named(struct translation *translation, const char *word, bool is_date, size_t at)
{
	buffer_append_byte(&translation->cue_text, '\1');
	append_roleless(translation, (struct hole){.kind = HOLE_NAMED, .role = word},
			is_date ? "(\\x{E300})" : "(\\x{E301})", at);
}

/* The word between braces, which stand at `at`. */
void translate_hole(struct translation *translation, char *name, size_t at)
{
	static const struct {
		const char *name;
		const char *regex;
	} plain[] = {
	    {"~", GAP},
	    {"#", ANY_SENSE ANY_DIMENSION},
	    {"~~", "(?:" LIST_CHARACTER "{0,160}?)"},
	    {"label", LABEL},
	    {"period", "\\x{E300}"},
	    {"id", "\\x{E301}"},
	    {"^", "(?:(?<=[,;:。!?、\\n])|^)"},
	    {"$", "(?=[,;:。!?)\\n]|$)"},
	};

	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		if (strcmp(plain[i].name, name) == 0) {
			append(translation, plain[i].regex);
			buffer_append_byte(&translation->cue_text, '\1');
			return;
		}
	if (name[0] == '@') {
		translate_words(translation, name + 1, at);
		return;
	}
	buffer_append_byte(&translation->cue_text, '\1');
	if (name[0] == '~' && (name[1] == '=' || name[1] == '!')) {
		translate_gap(translation, name, at);
	} else if (name[0] == '~' && name[1 + strspn(name + 1, "0123456789")] == '\0') {
		translate_short_gap(translation, name, at);
	} else if (strcmp(name, "unit") == 0 || strncmp(name, "unit:", 5) == 0) {
		translate_unit(translation, name[4] ? name + 5 : NULL, at);
	} else if (strcmp(name, "(") == 0 && strstr(translation->phrase + translation->at, "{)}")) {
		append(translation, "\\(");
	} else if (strcmp(name, ")") == 0) {
		const char *opened = strstr(translation->phrase, "{(}");

		if (!opened || opened > translation->phrase + at)
			translation_fail(translation, at, "{)} closes no {(}", NULL, NULL);
		append(translation, "\\)");
		translation->result->spells_bracket = true;
	} else if (strcmp(name, "(") == 0) {
		append_roleless(translation, (struct hole){.kind = HOLE_BRACKET, .role = "("}, "()", at);
	} else if (strcmp(name, "blank") == 0) {
		append_roleless(translation, (struct hole){.kind = HOLE_BLANK, .role = "blank"}, "()", at);
	} else {
		translate_binding(translation, name, at);
	}
}
