/*
 * Decoding, folding and cutting: what is folded is UTF-8, its way back is monotone and stays in the source, folding twice is
 * folding once, and the pieces of a document lie inside one another in text order.
 */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "text/document.h"
#include "text/text.h"

static void require_fault(const struct error_list *errors)
{
	REQUIRE(error_list_count(errors) == 1);
	REQUIRE(error_list_at(errors, 0)->line >= 1);
	REQUIRE(error_list_at(errors, 0)->column >= 1);
}

static bool is_ordered(struct place place)
{
	return place.line >= 1 && place.column >= 1 &&
	       (place.line < place.end_line || (place.line == place.end_line && place.column <= place.end_column));
}

static void require_way_back(const struct text *text)
{
	const char *folded = text_folded(text);
	size_t length = text_folded_length(text), middle = length / 2, before = 0;

	for (size_t at = 0; at < length; at += utf8_size(folded[at])) {
		struct span span = {at, at + utf8_size(folded[at])};
		struct span source = text_source_span(text, span);

		REQUIRE(source.start >= before);
		REQUIRE(source.start <= source.end);
		REQUIRE(source.end <= text_source_length(text));
		before = source.start;
	}
	while (middle > 0 && ((unsigned char)folded[middle] & 0xc0) == 0x80)
		middle--;
	for (enum column_unit unit = COLUMN_CODE_POINTS; unit <= COLUMN_BYTES; unit++) {
		REQUIRE(is_ordered(text_place_in(text, (struct span){0, length}, unit)));
		REQUIRE(is_ordered(text_place_in(text, (struct span){middle, length}, unit)));
	}
}

static void require_damage(const struct text *text)
{
	size_t count;
	const struct damage_mark *marks = text_damage(text, &count);

	for (size_t i = 0; i < count; i++) {
		REQUIRE(marks[i].kind < DAMAGE_COUNT);
		REQUIRE(marks[i].source.start <= marks[i].source.end);
		REQUIRE(marks[i].source.end <= text_source_length(text));
		REQUIRE(marks[i].folded_offset <= text_folded_length(text));
		REQUIRE(i == 0 || marks[i].folded_offset >= marks[i - 1].folded_offset);
	}
}

static void require_folded_once(struct arena *arena, const struct text *text)
{
	char *again = text_fold_string(arena, text_folded(text));
	char *third = text_fold_string(arena, again);

	REQUIRE(strcmp(again, third) == 0);
}

static void require_pieces(struct arena *arena, const struct text *text)
{
	const struct document *document = document_new(arena, text);
	size_t articles, paragraphs, sentences, clauses, brackets, length = text_folded_length(text);
	const struct article *article = document_articles(document, &articles);
	const struct paragraph *paragraph = document_paragraphs(document, &paragraphs);
	const struct sentence *sentence = document_sentences(document, &sentences);
	const struct clause *clause = document_clauses(document, &clauses);
	const struct bracket *bracket = document_brackets(document, &brackets);

	for (size_t i = 0; i < articles; i++) {
		REQUIRE(article[i].span.start <= article[i].span.end && article[i].span.end <= length);
		REQUIRE(span_contains(article[i].span, article[i].heading));
		REQUIRE(article[i].name.start <= article[i].name.end && article[i].name.end <= length);
		REQUIRE(i == 0 || article[i - 1].span.end <= article[i].span.start);
	}
	for (size_t i = 0; i < paragraphs; i++) {
		REQUIRE(paragraph[i].span.start < paragraph[i].span.end && paragraph[i].span.end <= length);
		REQUIRE(paragraph[i].article < articles);
		REQUIRE(i == 0 || paragraph[i - 1].span.end <= paragraph[i].span.start);
		REQUIRE(paragraph[i].first_sentence + paragraph[i].sentence_count <= sentences);
	}
	for (size_t i = 0; i < sentences; i++) {
		REQUIRE(sentence[i].paragraph < paragraphs);
		REQUIRE(span_contains(paragraph[sentence[i].paragraph].span, sentence[i].span));
		REQUIRE(sentence[i].span.start < sentence[i].span.end);
		REQUIRE(document_sentence_at(document, sentence[i].span.start) == i);
		REQUIRE(sentence[i].first_clause + sentence[i].clause_count <= clauses);
	}
	for (size_t i = 0; i < clauses; i++) {
		REQUIRE(clause[i].sentence < sentences);
		REQUIRE(span_contains(sentence[clause[i].sentence].span, clause[i].span));
	}
	for (size_t i = 0; i < brackets; i++) {
		REQUIRE(span_contains(bracket[i].span, bracket[i].inside));
		REQUIRE(bracket[i].parent == NO_INDEX || bracket[i].parent < i);
		REQUIRE(bracket[i].parent == NO_INDEX ||
			span_contains(bracket[bracket[i].parent].inside, bracket[i].span));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	struct text *text = text_from_bytes(arena, "input", (const char *)bytes, length, errors);

	if (text) {
		REQUIRE(error_list_count(errors) == 0);
		REQUIRE(utf8_check(text_folded(text), text_folded_length(text)) == text_folded_length(text));
		REQUIRE(strlen(text_folded(text)) == text_folded_length(text));
		require_way_back(text);
		require_damage(text);
		require_folded_once(arena, text);
		require_pieces(arena, text);
	} else {
		require_fault(errors);
	}
	arena_free(arena);
	return 0;
}
