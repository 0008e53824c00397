/* Translation of phrases: step by step to a regular expression. */
#include "rule/translate.h"

#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/utf8.h"
#include "rule/cue.h"
#include "rule/lexicon.h"
#include "rule/translation.h"
#include "text/text.h"
#include "yaml/yaml.h"

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
		buffer_append_string(&translation->regex, "(?:");
	else
		buffer_append_string(&translation->regex, "(");
	/* A group with a name of its own captures too: (?<base>…) */
	if (here[1] == '?' && here[2] == '<' && here[3] != '=' && here[3] != '!')
		translation->group++;
	buffer_append_byte(&translation->cue_text, '(');
	if (!translation->in_class && translation->depth == LIMIT_GROUP_DEPTH)
		translation_fail(translation, translation->at, "too many groups within each other", NULL, NULL);
	else if (!translation->in_class)
		translation->opened[translation->depth++] = translation->at;
	translation->at++;
}

/* The bytes of the numeral at `text`: 一, 十二. */
static size_t numeral_length(const char *text)
{
	static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "〇"};
	enum { DIGITS = sizeof(digits) / sizeof(*digits), HAN = 3 };
	size_t length = 0;

	for (size_t i = 0; i < DIGITS; i++)
		if (strncmp(text + length, digits[i], HAN) == 0) {
			length += HAN;
			i = SIZE_MAX;
		}
	return length;
}

/* 一季度, 十二月; years are four numerals: 十年 is a quantity. */
static size_t numbered_date_length(const struct lexicon *lexicon, const char *text)
{
	enum { YEAR = 12 };
	size_t length = numeral_length(text);
	const struct word *unit =
	    length ? lexicon_match(lexicon, WORD_PERIOD_UNIT, text + length, strlen(text + length)) : NULL;

	if (!unit || (strcmp(unit->text, "年") == 0 && length != YEAR))
		return 0;
	return length + unit->length;
}

/* The bytes of the date at `text`, with what belongs to it (截至年末, 今年以来, 一季度); 0 where there is none. */
static size_t date_length(const struct lexicon *lexicon, const char *text)
{
	size_t left = strlen(text);
	const struct word *noun = lexicon_match(lexicon, WORD_NOUN, text, left);
	const struct word *before = lexicon_match(lexicon, WORD_PERIOD_BEFORE, text, left);
	size_t lead = before ? before->length : 0, length = 0;
	const struct word *word = lexicon_match(lexicon, WORD_PERIOD, text + lead, left - lead);

	if (!word) {
		lead = 0;
		word = lexicon_match(lexicon, WORD_PERIOD, text, left);
	}
	length = word ? lead + word->length : numbered_date_length(lexicon, text);
	if (length == 0 || (noun && noun->length >= length))
		return 0;
	while ((word = lexicon_match(lexicon, WORD_PERIOD_AFTER, text + length, left - length)))
		length += word->length;
	return length;
}

/* In 第一 the numeral is a name; a word that governs any number stands before it. */
static size_t ordinal_length(const struct lexicon *lexicon, const char *folded, size_t at)
{
	const struct word *before = lexicon_match_before(lexicon, WORD_IDENTIFIER_BEFORE, folded, at);

	return before && before->reaches ? numeral_length(folded + at) : 0;
}

/* Plain words of the phrase; full-width punctuation folds to what PCRE2 would take for syntax. */
static void append_literal(struct translation *translation, const char *words, size_t length)
{
	const char *literal = arena_copy(translation->arena, words, length);

	for (const char *byte = literal; *byte; byte++) {
		if (!translation->in_class && strchr("()[].?*+^$|", *byte))
			buffer_append_byte(&translation->regex, '\\');
		buffer_append_byte(&translation->regex, *byte);
	}
	buffer_append_string(&translation->cue_text, strpbrk(literal, "()[].?*+^$|{}") ? "\1" : literal);
}

static void translate_wide_run(struct translation *translation)
{
	/* A hole in a word of a list would be one too many in each phrase that names the list. */
	bool takes_names = !translation->in_class && translation->phrase == translation->node->value;
	size_t start = translation->at, done = 0;
	const char *folded;

	while ((unsigned char)translation->phrase[translation->at] >= 0x80)
		translation->at++;
	folded = text_fold_string(translation->arena,
				  arena_copy(translation->arena, translation->phrase + start, translation->at - start));
	for (size_t at = 0; takes_names && folded[at];) {
		size_t ordinal = ordinal_length(translation->lexicon, folded, at);
		size_t length = ordinal ? ordinal : date_length(translation->lexicon, folded + at);
		const struct word *noun;

		if (length > 0) {
			append_literal(translation, folded + done, at - done);
			translate_named(translation, arena_copy(translation->arena, folded + at, length), !ordinal,
					start);
			done = at + length;
		}
		noun = lexicon_match(translation->lexicon, WORD_NOUN, folded + at, strlen(folded + at));
		at += length ? length : noun ? noun->length : utf8_size(folded[at]);
	}
	append_literal(translation, folded + done, strlen(folded + done));
}

void translate_step(struct translation *translation)
{
	const char *here = translation->phrase + translation->at;

	if (*here == '{' && !translation->in_class && !is_quantifier(here)) {
		const char *end = strchr(here, '}');
		size_t at = translation->at;

		if (!end) {
			translation_fail(translation, at, "'}' is missing", NULL, NULL);
			return;
		}
		translation->at += (size_t)(end - here) + 1;
		translate_hole(translation, arena_copy(translation->arena, here + 1, (size_t)(end - here) - 1), at);
	} else if (*here == '(') {
		translate_open(translation);
	} else if ((unsigned char)*here >= 0x80) {
		translate_wide_run(translation);
	} else if (strncmp(here, "\\k<", 3) == 0) {
		size_t length = strcspn(here, ">");

		if (!here[length++]) {
			translation_fail(translation, translation->at, "'>' is missing", NULL, NULL);
			return;
		}
		buffer_append(&translation->regex, here, length);
		buffer_append_byte(&translation->cue_text, '\1');
		translation->at += length;
	} else {
		size_t length = *here == '\\' && here[1] ? 1 + utf8_size(here[1]) : 1;

		if (length == 1 && *here == '[' && !translation->in_class) {
			translation->in_class = true;
			translation->class_opened = translation->at;
		} else if (length == 1 && *here == ']') {
			translation->in_class = false;
		} else if (length == 1 && *here == ')' && !translation->in_class && translation->depth == 0) {
			translation_fail(translation, translation->at, "this bracket closes none", NULL, NULL);
		} else if (length == 1 && *here == ')' && !translation->in_class) {
			translation->depth--;
		} else if (length == 1 && *here == '|' && !translation->in_class && translation->depth == 0) {
			translation->has_branches = true;
		}
		if (*here != ' ') {
			buffer_append(&translation->regex, here, length);
			buffer_append(&translation->cue_text, here, length);
		}
		translation->at += length;
	}
}

static void note_step(struct translation *translation)
{
	struct translated *result = translation->result;
	bool is_whole = translation->depth == 0 && !translation->in_class && !translation->has_branches;

	result->steps = arena_grow(translation->arena, result->steps, result->step_count, &translation->step_capacity,
				   sizeof(*result->steps));
	result->steps[result->step_count++] =
	    (struct phrase_step){translation->at, translation->regex.length, is_whole};
}

/* A bracket that is not closed is told where it opens. */
static void check_brackets(struct translation *translation)
{
	if (translation->failed)
		return;
	if (translation->in_class)
		translation_fail(translation, translation->class_opened, "']' is missing", NULL, NULL);
	else if (translation->depth > 0)
		translation_fail(translation, translation->opened[translation->depth - 1], "')' is missing", NULL,
				 NULL);
}

/* Holes inside groups may be left out; at the top level every match binds them. */
static void count_figures(const struct translation *translation)
{
	struct translated *result = translation->result;

	for (size_t i = 0; i < result->hole_count; i++) {
		struct hole *hole = &result->holes[i];
		bool is_figure = hole->kind == HOLE_FIGURE || hole->kind == HOLE_LIST || hole->kind == HOLE_RATIO;
		bool is_place = hole->kind == HOLE_BLANK || hole->kind == HOLE_BRACKET;

		hole->is_certain = hole->is_certain && (is_figure || is_place) && !translation->has_branches;
		result->least_figures += hole->is_certain && is_figure;
	}
}

/* Names that must be divided by 、 are not to be had without one. */
static void find_cues(const struct translation *translation)
{
	static const char *divider[] = {"、"};
	struct translated *result = translation->result;
	bool is_listed = false;

	cue_find(translation->arena, buffer_string(&translation->cue_text), result->cues);
	for (size_t i = 0; i < result->hole_count && !translation->has_branches; i++)
		is_listed |=
		    result->holes[i].kind == HOLE_WORDS && result->holes[i].is_many && result->holes[i].is_certain;
	if (is_listed)
		result->cues[result->cues[0].count > 0] = (struct cue_set){divider, 1};
}

static void check_references(struct translation *translation)
{
	const struct translated *result = translation->result;

	for (size_t i = 0; i < result->hole_count; i++)
		if (result->holes[i].same_as && translation_find_hole(result, result->holes[i].same_as) < 0)
			translation_fail(translation, 0, "no hole has this name", result->holes[i].same_as, NULL);
}

int translate_phrase(struct arena *arena, const struct yaml_node *node, const struct lexicon *lexicon,
		     const struct word_lists *words, struct error_list *errors, struct translated *translated)
{
	struct translation translation = {.arena = arena,
					  .node = node,
					  .lexicon = lexicon,
					  .result = translated,
					  .words = words,
					  .errors = errors,
					  .phrase = node->value};

	translated->phrase = node->value;
	translated->holes = arena_alloc_array(arena, LIMIT_HOLES, sizeof(*translated->holes));
	while (translation.phrase[translation.at] && !translation.failed) {
		translate_step(&translation);
		note_step(&translation);
	}
	for (size_t i = 0; translation.has_branches && i < translated->step_count; i++)
		translated->steps[i].is_whole = false;
	check_brackets(&translation);
	check_references(&translation);
	if (!translation.failed && translation.regex.length == 0)
		translation_fail(&translation, 0, "the phrase is empty", NULL, NULL);
	if (!translation.failed) {
		translated->regex = arena_copy(arena, translation.regex.bytes, translation.regex.length);
		find_cues(&translation);
		count_figures(&translation);
		translated->outline = outline_read(arena, translated->regex, translated->holes, translated->hole_count);
	}
	buffer_release(&translation.regex);
	buffer_release(&translation.cue_text);
	return translation.failed ? -1 : 0;
}
