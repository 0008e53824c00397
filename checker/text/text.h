/*
 * A report as folded text with a way back to its source.
 *
 * Folding makes rules simple to write: full-width forms become half-width, Traditional characters
 * Simplified, pinyin glosses, blanks between Han characters and soft line breaks go, page numbers left by a
 * page break go. What remains is UTF-8 in which a rule written once in Simplified, half-width, matches.
 * A newline in folded text ends a paragraph or a table row; nothing else is a newline.
 *
 * Every later stage speaks of offsets in the folded text. text_source_span() leads back.
 */
#ifndef RCHECK_TEXT_TEXT_H
#define RCHECK_TEXT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct arena;
struct error_list;
struct reading_options;
struct text;

/*
 * Reads, decodes and folds `path` ("-" for standard input) as `reading` (text/reading.h) says; NULL is the encoding
 * that the bytes tell, up to LIMIT_REPORT_BYTES. The text lives in `arena`. On failure (unreadable, too large, not a text
 * in one encoding) adds an error that names the path and, for a bad character, its bytes, offset, line and column, and
 * returns NULL.
 */
struct text *text_read(struct arena *arena, const char *path, const struct reading_options *reading,
		       struct error_list *errors);

/* The same with `length` bytes that the caller keeps alive as long as `arena`; `path` only names them in errors. */
struct text *text_from_bytes(struct arena *arena, const char *path, const char *bytes, size_t length,
			     struct error_list *errors);

/* Folds a short string (a rule's own words and tests are folded as reports are). NUL-terminated, lives in `arena`. */
char *text_fold_string(struct arena *arena, const char *string);

/* The folded text, NUL-terminated. */
const char *text_folded(const struct text *text);
size_t text_folded_length(const struct text *text);

/*
 * The decoded source after a byte-order mark: UTF-8, not NUL-terminated. Where the file is in UTF-8 these are its bytes.
 * Lines and columns are the same as in the file whatever its encoding; text_file_span() leads to the file's bytes.
 */
const char *text_source(const struct text *text);
size_t text_source_length(const struct text *text);
const char *text_path(const struct text *text);

/* A sum of the source, by which another reading of a file that has changed is told. */
uint64_t text_sum(const struct text *text);

/* Is a tenth of its first characters Han? */
bool text_is_chinese(const struct text *text);

/* The encoding of the file ("UTF-8", "GB18030", ...) and, in a few words, why it is taken for that. */
const char *text_encoding(const struct text *text);
const char *text_encoding_reason(const struct text *text);

/* Is the encoding a guess from the characters, not told by a byte-order mark, by the user or by valid UTF-8? */
bool text_encoding_is_guess(const struct text *text);

/* The bytes of the file, a byte-order mark included. */
size_t text_file_length(const struct text *text);

/* The bytes of the file, from 0, that a folded span stands for. */
struct span text_file_span(const struct text *text, struct span folded);

/* The source bytes that a folded span stands for, from its first character to its last. */
struct span text_source_span(const struct text *text, struct span folded);

/* Does the source have a blank (a space of any width, not a line break) right before this folded offset? */
bool text_has_blank_before(const struct text *text, size_t folded_offset);

/* Is there such a blank before any character of the folded span, or before the one behind it? */
bool text_has_blank_in(const struct text *text, struct span folded);

/* A place in the source: from 1; columns in code points; the end is exclusive. */
struct place {
	size_t line;
	size_t column;
	size_t end_line;
	size_t end_column;
};

/* Lines end with LF, CRLF or CR. */
struct place text_place(const struct text *text, struct span folded);

/*
 * What the readers of a format count columns in. A byte-order mark is no part of line 1 in any of them. Bytes are those
 * of the decoded text, in UTF-8: editors and reviewers, too, count in what they have decoded.
 */
enum column_unit { COLUMN_CODE_POINTS, COLUMN_UTF16, COLUMN_BYTES };

/* As text_place, with columns in `unit`. */
struct place text_place_in(const struct text *text, struct span folded, enum column_unit unit);

/*
 * A small text that stands for `text` where only some spans are asked for: the functions above tell of each of `spans`
 * what they tell of it in `text`, and of no other; its folded text is empty. Where one lies in another, so do
 * their source spans. Lives in `arena`, borrows nothing.
 */
struct text *text_excerpt(struct arena *arena, const struct text *text, const struct span *spans, size_t count);

/* The bytes of a byte-order mark in front of text_source(), as UTF-8: 3 where the file has one, else 0. */
size_t text_mark_length(const struct text *text);

/* What folding dropped because it is damage, not style. */
enum damage {
	DAMAGE_GLOSS,       /* a pinyin gloss: 農(nóng) */
	DAMAGE_BYTES,       /* a character lost in conversion: U+FFFD, or "?" among Han text */
	DAMAGE_PAGE_NUMBER, /* a page number left inside a paragraph */
	DAMAGE_SEPARATOR,   /* a doubled comma or full stop */
	DAMAGE_COUNT
};

struct damage_mark {
	enum damage kind;
	struct span source;     /* what was dropped or is suspect */
	uint32_t folded_offset; /* where it stood */
};

/* All marks in text order; *count is set. Borrowed. */
const struct damage_mark *text_damage(const struct text *text, size_t *count);

#endif
