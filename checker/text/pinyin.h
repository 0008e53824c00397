/* Pinyin glosses: the reading of a Han character in brackets behind it. */
#ifndef RCHECK_TEXT_PINYIN_H
#define RCHECK_TEXT_PINYIN_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads one pinyin syllable of at most 7 letters that ends before a closing bracket of either width. Returns the
 * bytes up to and with the bracket, or 0 when there is no such syllable; *toned tells whether it has a tone mark.
 */
size_t pinyin_gloss(const char *bytes, size_t length, bool *toned);

/* One of the few syllables that are usual without a tone: de, le, zhe, men … `length` bytes, the bracket excluded. */
bool pinyin_is_neutral(const char *bytes, size_t length);

#endif
