/* Phrasings: translation of holes to PCRE2, and the search for every match. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rule/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "rule/cue.h"
#include "rule/lexicon.h"
#include "rule/words.h"
#include "rule/yaml.h"
#include "text/text.h"

/* The private-use ranges of figure/skeleton.h; a test holds the two together. */
#define ANY_SENSE "[\\x{E200}-\\x{E20F}]"
#define ANY_DIMENSION "[\\x{E000}-\\x{E0FF}]"
#define FIGURE_MARKS "\\x{E000}-\\x{E20F}\\x{E302}"
#define GAP "(?:[^" FIGURE_MARKS "\\n]{0,80}?)"
#define LABEL "(?:[^" FIGURE_MARKS ",;:。、()\\n]{1,24}?)"
#define LIST_CHARACTER "[^\\n]"

enum { DIMENSION_BASE = 0xE000, SENSE_BASE_MARK = 0xE200 };

struct pattern {
	struct arena *arena;
	const struct yaml_node *node;
	const struct lexicon *lexicon;
	const char *regex;
	struct hole holes[LIMIT_HOLES];
	size_t hole_count;
	size_t least_figures;
	const char **cues;
	size_t cue_count;
	pcre2_code *code;
	pcre2_match_data *match_data;
	pcre2_match_context *match_context;
	bool is_broken;
};

struct translation {
	struct pattern *pattern;
	const struct word_lists *words;
	struct error_list *errors;
	const char *phrase;
	size_t at;
	struct buffer regex;
	struct buffer cue_text; /* the phrase with holes as \x01, for cue_find() */
	unsigned group;		/* groups opened so far */
	bool in_class;
	bool failed;
};

static const char *const class_names[] = {"level", "rise",   "fall",   "to",	 "from",  "base",  "share", "change",
					  "stock",  "now",	 "shared", "many", "listed", "year", "amount", "count", "words", "ratio", "number", NULL};

static void fail(struct translation *translation, size_t at, const char *message, const char *word, const char *near)
{
	struct arena *arena = translation->pattern->arena;

	if (word)
		message = arena_printf(arena, "%s: '%s'", message, word);
	if (near)
		message = arena_printf(arena, "%s; did you mean '%s'?", message, near);
	yaml_error_inside(translation->errors, translation->pattern->node, utf8_count(translation->phrase, at), "%s",
			  message);
	translation->failed = true;
}

static void append(struct translation *translation, const char *string)
{
	buffer_append_string(&translation->regex, string);
}

static void append_escaped(struct translation *translation, const char *word)
{
	for (; *word; word++) {
		if (strchr("\\^$.[]|()?*+{}-#", *word))
			buffer_append_byte(&translation->regex, '\\');
		buffer_append_byte(&translation->regex, *word);
	}
}

static int find_hole(const struct pattern *pattern, const char *role)
{
	for (size_t i = 0; i < pattern->hole_count; i++)
		if (strcmp(pattern->holes[i].role, role) == 0)
			return (int)i;
	return -1;
}

static void set_dimension(uint64_t *set, unsigned dimension)
{
	set[dimension / 64] |= (uint64_t)1 << dimension % 64;
}

static void set_range(uint64_t *set, unsigned first, unsigned last)
{
	for (unsigned d = first; d <= last; d++)
		set_dimension(set, d);
}

static bool read_sense(const char *word, uint16_t *senses)
{
	static const struct {
		const char *name;
		uint16_t senses;
	} names[] = {
		{"level", 1 << SENSE_LEVEL},
		{"rise", 1 << SENSE_RISE},
		{"fall", 1 << SENSE_FALL},
		{"to", 1 << SENSE_TO},
		{"from", 1 << SENSE_FROM},
		{"base", 1 << SENSE_BASE},
		{"share", 1 << SENSE_SHARE},
		{"change", 1 << SENSE_RISE | 1 << SENSE_FALL},
		{"now", 1 << SENSE_LEVEL | 1 << SENSE_TO | 1 << SENSE_SHARE},
		{"shared", 1 << SENSE_LEVEL | 1 << SENSE_SHARE},
		{"stock", 1 << SENSE_LEVEL | 1 << SENSE_TO | 1 << SENSE_FROM | 1 << SENSE_BASE | 1 << SENSE_SHARE},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i].name, word) == 0) {
			*senses |= names[i].senses;
			return true;
		}
	return false;
}

static bool read_dimension(const struct lexicon *lexicon, const char *word, uint64_t *set)
{
	int dimension = lexicon_find_dimension(lexicon, word);

	if (strcmp(word, "count") == 0) {
		set_range(set, FIRST_COUNTED_DIMENSION, 255);
	} else if (strcmp(word, "amount") == 0) {
		for (unsigned d = 0; d < 256; d++)
			if (!lexicon_is_pure(lexicon, (uint8_t)d))
				set_dimension(set, d);
	} else if (strcmp(word, "number") == 0) {
		set_dimension(set, DIMENSION_NUMBER);
	} else if (dimension >= 0) {
		set_dimension(set, (unsigned)dimension);
	} else {
		return false;
	}
	return true;
}

/* Reads the conditions after a hole's colon, comma between them. */
static void read_conditions(struct translation *translation, struct hole *hole, char *conditions, size_t at)
{
	const struct lexicon *lexicon = translation->pattern->lexicon;
	bool has_dimension = false;
	char *rest = NULL;

	for (char *word = strtok_r(conditions, ",", &rest); word; word = strtok_r(NULL, ",", &rest)) {
		if (word[0] == '=') {
			hole->same_as = word + 1;
			/* A list is filtered after the match and may name a hole that follows it. */
			if (find_hole(translation->pattern, word + 1) < 0 && hole->kind != HOLE_LIST)
				fail(translation, at, "= names a hole that does not stand before this one",
				     word + 1, NULL);
		} else if (strcmp(word, "words") == 0 && hole->kind == HOLE_LIST) {
			hole->kind = HOLE_WORDS;
		} else if (strcmp(word, "listed") == 0 && hole->kind == HOLE_LIST) {
			hole->kind = HOLE_WORDS;
			hole->is_many = true;
		} else if (strcmp(word, "many") == 0 && hole->kind == HOLE_LIST) {
			hole->is_many = true;
		} else if (strcmp(word, "ratio") == 0 && hole->kind == HOLE_FIGURE) {
			hole->kind = HOLE_RATIO;
		} else if (strcmp(word, "year") == 0 && hole->kind == HOLE_FIGURE) {
			hole->kind = HOLE_PERIOD;
		} else if (read_dimension(lexicon, word, hole->dimensions)) {
			has_dimension = true;
		} else if (!read_sense(word, &hole->senses)) {
			fail(translation, at, "unknown condition of a hole", word, yaml_nearest(word, class_names));
		}
	}
	if (!has_dimension)
		set_range(hole->dimensions, 0, 255);
	if (hole->senses == 0)
		hole->senses = UINT16_MAX;
}

static void append_range(struct translation *translation, uint32_t base, unsigned first, unsigned last)
{
	buffer_printf(&translation->regex, "\\x{%X}-\\x{%X}", base + first, base + last);
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
	const struct pattern *pattern = translation->pattern;

	append(translation, "(");
	append_sense_class(translation, hole->senses);
	append(translation, "(");
	if (hole->same_as) {
		/* Every earlier hole of that role, whichever alternative bound it. */
		append(translation, "(?:");
		for (size_t i = 0, seen = 0; i < pattern->hole_count; i++)
			if (strcmp(pattern->holes[i].role, hole->same_as) == 0 &&
			    pattern->holes[i].kind == HOLE_FIGURE)
				buffer_printf(&translation->regex, "%s\\g{%u}", seen++ ? "|" : "",
					      pattern->holes[i].group + 1);
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
		translation->cue_text.length = cue_length;
	}
	append(translation, LIST_CHARACTER ")");
	/* Nothing follows that could give characters back: one match instead of one for each length. */
	append(translation, ends_pattern(translation) ? "++" : hole->kind == HOLE_WORDS ? "+?" : "*?");
	append(translation, ")");
}

static void translate_binding(struct translation *translation, char *name, size_t at)
{
	struct pattern *pattern = translation->pattern;
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
		fail(translation, at, "a hole is named in small letters, digits and _", name, NULL);
		return;
	}
	if (pattern->hole_count == LIMIT_HOLES) {
		fail(translation, at, "too many holes", NULL, NULL);
		return;
	}
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
	else
		append_list_hole(translation, &hole);
	pattern->holes[pattern->hole_count++] = hole;
}

static int compare_length(const void *a, const void *b)
{
	size_t left = strlen(*(const char *const *)a), right = strlen(*(const char *const *)b);

	return left < right ? 1 : left > right ? -1 : strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void translate_step(struct translation *translation);
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
	const char **sorted = arena_alloc_array(translation->pattern->arena, count, sizeof(*sorted));

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

/* {~=role}: a gap without a figure of that role's dimension; {~!list}: one without figures and those words. */
static void translate_gap(struct translation *translation, const char *name, size_t at)
{
	const struct pattern *pattern = translation->pattern;
	int hole = name[1] == '=' ? find_hole(pattern, name + 2) : -1;
	size_t cue_length = translation->cue_text.length;

	if (name[1] == '=' && (hole < 0 || pattern->holes[hole].kind != HOLE_FIGURE)) {
		fail(translation, at, "no hole for one figure with this name stands before", name + 2, NULL);
	} else if (name[1] == '=') {
		buffer_printf(&translation->regex, "(?:(?!" ANY_SENSE "\\g{%u})" LIST_CHARACTER "){0,160}?",
			      pattern->holes[hole].group + 1);
	} else {
		append(translation, "(?:(?!");
		translate_words(translation, name + 2, at);
		append(translation, ")[^" FIGURE_MARKS "\\n]){0,80}?");
		/* What must not stand there is no cue. */
		translation->cue_text.length = cue_length;
	}
}

static void translate_words(struct translation *translation, const char *name, size_t at)
{
	size_t count;
	const char *const *words = word_lists_find(translation->words, name, &count);

	if (words)
		append_words(translation, words, count);
	else
		fail(translation, at, "no list of words has this name", name, NULL);
}

static void translate_unit(struct translation *translation, const char *dimension, size_t at)
{
	const struct lexicon *lexicon = translation->pattern->lexicon;
	int wanted = dimension ? lexicon_find_dimension(lexicon, dimension) : -1;
	bool counted = dimension && strcmp(dimension, "count") == 0;
	size_t unit_count, scale_count;
	const struct word *const *units = lexicon_words(lexicon, WORD_UNIT, &unit_count);
	const struct word *const *scales = lexicon_words(lexicon, WORD_SCALE, &scale_count);
	bool any = false;

	if (dimension && wanted < 0 && !counted) {
		fail(translation, at, "no dimension has this name", dimension, NULL);
		return;
	}
	append(translation, "(?:(?:");
	for (size_t i = 0; i < scale_count; i++) {
		append(translation, i ? "|" : "");
		append_escaped(translation, scales[i]->text);
	}
	append(translation, "){0,2}(?:");
	for (size_t i = 0; i < unit_count; i++) {
		const struct unit *unit = units[i]->unit;

		if (counted ? !unit->counted : dimension ? unit->dimension != wanted : unit->counted)
			continue;
		append(translation, any ? "|" : "");
		append_escaped(translation, units[i]->text);
		any = true;
	}
	append(translation, "))");
}

/* The word between braces, which stand at `at`. */
static void translate_hole(struct translation *translation, char *name, size_t at)
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
	} else if (strcmp(name, "unit") == 0 || strncmp(name, "unit:", 5) == 0) {
		translate_unit(translation, name[4] ? name + 5 : NULL, at);
	} else if (strcmp(name, "blank") == 0) {
		struct hole hole = {.kind = HOLE_BLANK, .role = "blank", .same_as = NULL};

		if (translation->pattern->hole_count == LIMIT_HOLES) {
			fail(translation, at, "too many holes", NULL, NULL);
			return;
		}
		hole.group = ++translation->group;
		append(translation, "()");
		translation->pattern->holes[translation->pattern->hole_count++] = hole;
	} else {
		translate_binding(translation, name, at);
	}
}

/* {2} and {1,3} are PCRE2's own. */
static bool is_quantifier(const char *brace)
{
	size_t length = strspn(brace + 1, "0123456789,");

	return length > 0 && brace[1 + length] == '}';
}

/* A group that captures would shift the holes' numbers. */
static void translate_open(struct translation *translation)
{
	const char *here = translation->phrase + translation->at;

	if (!translation->in_class && here[1] != '?' && here[1] != '*')
		append(translation, "(?:");
	else
		append(translation, "(");
	/* A group with a name of its own captures too: (?<base>…) */
	if (here[1] == '?' && here[2] == '<' && here[3] != '=' && here[3] != '!')
		translation->group++;
	buffer_append_byte(&translation->cue_text, '(');
	translation->at++;
}

static void translate_wide_run(struct translation *translation)
{
	struct pattern *pattern = translation->pattern;
	size_t start = translation->at;
	char *run, *folded;

	while ((unsigned char)translation->phrase[translation->at] >= 0x80)
		translation->at++;
	run = arena_copy(pattern->arena, translation->phrase + start, translation->at - start);
	folded = text_fold_string(pattern->arena, run);
	/* Full-width punctuation folds to what PCRE2 would take for syntax. */
	for (const char *byte = folded; *byte; byte++) {
		if (!translation->in_class && strchr("()[].?*+^$|", *byte))
			buffer_append_byte(&translation->regex, '\\');
		buffer_append_byte(&translation->regex, *byte);
	}
	buffer_append_string(&translation->cue_text, strpbrk(folded, "()[].?*+^$|{}") ? "\1" : folded);
}

static void translate_step(struct translation *translation)
{
	const char *here = translation->phrase + translation->at;

	if (*here == '{' && !translation->in_class && !is_quantifier(here)) {
		const char *end = strchr(here, '}');
		size_t at = translation->at;

		if (!end) {
			fail(translation, at, "'}' is missing", NULL, NULL);
			return;
		}
		translation->at += (size_t)(end - here) + 1;
		translate_hole(translation, arena_copy(translation->pattern->arena, here + 1, (size_t)(end - here) - 1),
			       at);
	} else if (*here == '(') {
		translate_open(translation);
	} else if ((unsigned char)*here >= 0x80) {
		translate_wide_run(translation);
	} else if (strncmp(here, "\\k<", 3) == 0) {
		size_t length = strcspn(here, ">") + 1;

		buffer_append(&translation->regex, here, length);
		buffer_append_byte(&translation->cue_text, '\1');
		translation->at += length;
	} else {
		size_t length = *here == '\\' && here[1] ? 2 : 1;

		if (length == 1 && *here == '[')
			translation->in_class = true;
		else if (length == 1 && *here == ']')
			translation->in_class = false;
		if (*here != ' ') {
			buffer_append(&translation->regex, here, length);
			buffer_append(&translation->cue_text, here, length);
		}
		translation->at += length;
	}
}

static size_t count_least_figures(const struct pattern *pattern)
{
	size_t count = 0;

	/* Holes inside alternatives are not sure; a list is one figure at least. */
	for (size_t i = 0; i < pattern->hole_count; i++)
		count += pattern->holes[i].kind == HOLE_FIGURE || pattern->holes[i].kind == HOLE_LIST ||
			 pattern->holes[i].kind == HOLE_RATIO;
	if (strchr(pattern->node->value, '|') || strchr(pattern->node->value, '?'))
		return count > 0;
	return count;
}

static void check_references(struct translation *translation)
{
	const struct pattern *pattern = translation->pattern;

	for (size_t i = 0; i < pattern->hole_count; i++)
		if (pattern->holes[i].same_as && find_hole(pattern, pattern->holes[i].same_as) < 0)
			fail(translation, 0, "no hole has this name", pattern->holes[i].same_as, NULL);
}

static void release_code(void *object)
{
	struct pattern *pattern = object;

	pcre2_match_data_free(pattern->match_data);
	pcre2_match_context_free(pattern->match_context);
	pcre2_code_free(pattern->code);
}

struct pattern *pattern_compile(struct arena *arena, const struct yaml_node *node, const struct lexicon *lexicon,
				const struct word_lists *words, struct error_list *errors)
{
	struct pattern *pattern = arena_alloc(arena, sizeof(*pattern));
	struct translation translation = {.pattern = pattern, .words = words, .errors = errors, .phrase = node->value};

	pattern->arena = arena;
	pattern->node = node;
	pattern->lexicon = lexicon;
	while (translation.phrase[translation.at] && !translation.failed)
		translate_step(&translation);
	check_references(&translation);
	if (!translation.failed && pattern->hole_count == 0 && translation.regex.length == 0)
		fail(&translation, 0, "the phrase is empty", NULL, NULL);
	if (!translation.failed) {
		pattern->regex = arena_copy(arena, translation.regex.bytes, translation.regex.length);
		pattern->cues = cue_find(arena, buffer_string(&translation.cue_text), &pattern->cue_count);
		pattern->least_figures = count_least_figures(pattern);
		arena_defer(arena, release_code, pattern);
	}
	buffer_release(&translation.regex);
	buffer_release(&translation.cue_text);
	return translation.failed ? NULL : pattern;
}

static int collect(pcre2_callout_block *block, void *context);

static int compile_code(struct pattern *pattern, int *fault, size_t *offset)
{
	struct buffer regex = {0};
	PCRE2_SIZE where = 0;
	uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK;

	/* The callout at the end reports each match and sends PCRE2 on to the next. */
	buffer_append_string(&regex, "(?:");
	buffer_append_string(&regex, pattern->regex);
	buffer_append_string(&regex, ")(?C1)");
	pattern->code = pcre2_compile((PCRE2_SPTR)regex.bytes, regex.length, options, fault, &where, NULL);
	buffer_release(&regex);
	*offset = where;
	if (!pattern->code) {
		pattern->is_broken = true;
		return -1;
	}
	pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	pattern->match_data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
	pattern->match_context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(pattern->match_context, LIMIT_MATCH_STEPS);
	return 0;
}

int pattern_check(struct pattern *pattern, struct error_list *errors)
{
	PCRE2_UCHAR message[256];
	size_t offset;
	int fault;

	if (pattern->code || compile_code(pattern, &fault, &offset) == 0)
		return 0;
	pcre2_get_error_message(fault, message, sizeof(message));
	yaml_error_inside(errors, pattern->node, 0, "the pattern is faulty: %s", (const char *)message);
	return -1;
}

const char *pattern_library_version(struct arena *arena)
{
	char version[64];

	return pcre2_config(PCRE2_CONFIG_VERSION, version) < 0 ? "?" : arena_copy_string(arena, version);
}

const struct hole *pattern_holes(const struct pattern *pattern, size_t *count)
{
	*count = pattern->hole_count;
	return pattern->holes;
}

const char *const *pattern_cues(const struct pattern *pattern, size_t *count)
{
	*count = pattern->cue_count;
	return pattern->cues;
}

size_t pattern_least_figures(const struct pattern *pattern)
{
	return pattern->least_figures;
}

struct search {
	const struct pattern *pattern;
	size_t base;
	bool (*found)(void *context, const struct span *spans);
	void *context;
	size_t matches;
	bool stopped;
};

static int collect(pcre2_callout_block *block, void *context)
{
	struct search *search = context;
	const struct pattern *pattern = search->pattern;
	struct span spans[LIMIT_HOLES + 1];

	for (size_t i = 0; i < pattern->hole_count; i++) {
		unsigned group = pattern->holes[i].group;
		bool is_set = group < block->capture_top && block->offset_vector[2 * group] != PCRE2_UNSET;

		spans[i] = (struct span){SIZE_MAX, SIZE_MAX};
		if (is_set)
			spans[i] = (struct span){search->base + block->offset_vector[2 * group],
						 search->base + block->offset_vector[2 * group + 1]};
	}
	spans[pattern->hole_count] =
		(struct span){search->base + block->start_match, search->base + block->current_position};
	search->stopped = !search->found(search->context, spans) || ++search->matches >= LIMIT_MATCHES_PER_PASSAGE;
	/* Above 0: fail here and backtrack; below 0: give up the whole match. */
	return search->stopped ? PCRE2_ERROR_CALLOUT : 1;
}

bool pattern_find(struct pattern *pattern, const char *text, struct span passage,
		  bool (*found)(void *context, const struct span *spans), void *context)
{
	struct search search = {.pattern = pattern, .base = passage.start, .found = found, .context = context};
	size_t offset;
	int fault, result;

	if (pattern->is_broken || (!pattern->code && compile_code(pattern, &fault, &offset) < 0))
		return false;
	pcre2_set_callout(pattern->match_context, collect, &search);
	result = pcre2_match(pattern->code, (PCRE2_SPTR)text + passage.start, span_length(passage), 0,
			     PCRE2_NO_UTF_CHECK, pattern->match_data, pattern->match_context);
	return result == PCRE2_ERROR_NOMATCH || result >= 0 ||
	       (result == PCRE2_ERROR_CALLOUT && search.matches < LIMIT_MATCHES_PER_PASSAGE);
}
