/*
 * A folded text cut into articles, sections, paragraphs, sentences and clauses, with its brackets as a tree.
 *
 * All spans are offsets in the folded text; all arrays are in text order and borrowed from the document.
 */
#ifndef RCHECK_TEXT_DOCUMENT_H
#define RCHECK_TEXT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct document;
struct text;

/* Lives in `arena`; borrows `text`. */
struct document *document_new(struct arena *arena, const struct text *text);

#define NO_INDEX ((uint32_t)-1)

/* A self-standing piece (第三篇:…, 篇一, Part 3) or, where none is marked, the whole report. */
struct article {
	struct span span;    /* with its heading */
	struct span heading; /* the heading line; empty when the article has none */
	struct span name;    /* 第三篇, inside the heading; empty when it has none */
};

/* How a paragraph opens: the numbering style of its marker, in the order of the usual ranks. */
enum marker_style {
	MARKER_NONE,
	MARKER_CHAPTER,        /* 第一章 第一节 */
	MARKER_CLAUSE,         /* 第一条 */
	MARKER_HAN,            /* 一、 */
	MARKER_HAN_BRACKET,    /* (一) */
	MARKER_ARABIC,         /* 1、 1. 1． */
	MARKER_ARABIC_BRACKET, /* (1) 1) */
	MARKER_CIRCLED,        /* ① */
	MARKER_DECIMAL         /* 1.1 1.1.2 */
};

/* A numbering mark at the start of a paragraph. */
struct marker {
	struct span span;
	enum marker_style style;
	uint32_t number; /* 三 is 3; the last part of 1.1.2 */
};

struct paragraph {
	struct span span; /* without the newline; never empty */
	uint32_t article;
	uint32_t section; /* index of the paragraph whose heading opens the section, or NO_INDEX */
	uint32_t first_sentence;
	uint32_t sentence_count;
	struct marker marker; /* style MARKER_NONE when there is none */
	bool is_heading;      /* a title or a numbered heading without a sentence of its own */
	bool is_table_row;    /* cells divided by |, tabs or runs of blanks */
};

/* Ends with 。！？ or with its paragraph; never inside a bracket or quotation. The end mark is included. */
struct sentence {
	struct span span;
	uint32_t paragraph;
	uint32_t first_clause;
	uint32_t clause_count;
};

/* Between , ; : and sentence ends at the sentence's own bracket level. The mark is not included. */
struct clause {
	struct span span;
	uint32_t sentence;
};

/* One pair of ( ) 〔 〕 [ ]; folding has made them half-width. Unpaired marks are left out. */
struct bracket {
	struct span span;   /* with both marks */
	struct span inside; /* without them */
	uint32_t parent;    /* the bracket around it, or NO_INDEX */
	uint32_t sentence;
};

const struct article *document_articles(const struct document *document, size_t *count);
const struct paragraph *document_paragraphs(const struct document *document, size_t *count);
const struct sentence *document_sentences(const struct document *document, size_t *count);
const struct clause *document_clauses(const struct document *document, size_t *count);
const struct bracket *document_brackets(const struct document *document, size_t *count);

/* The index of the sentence (clause, bracket) that holds an offset, or NO_INDEX; the innermost bracket. */
uint32_t document_sentence_at(const struct document *document, size_t offset);
uint32_t document_clause_at(const struct document *document, size_t offset);
uint32_t document_bracket_at(const struct document *document, size_t offset);

/* The index of the first paragraph (sentence, clause, bracket) that starts at or after an offset; their count where none does. */
size_t document_paragraph_from(const struct document *document, size_t offset);
size_t document_sentence_from(const struct document *document, size_t offset);
size_t document_clause_from(const struct document *document, size_t offset);
size_t document_bracket_from(const struct document *document, size_t offset);

#endif
