/* What folding does to one character, and the classes of characters it asks about. */
#ifndef RCHECK_TEXT_CHARACTER_H
#define RCHECK_TEXT_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

enum { CHARACTER_FIRST_MAPPED = 0x2f00, CHARACTER_AFTER_MAPPED = 0xa000 };

/* The Simplified form of each character from CHARACTER_FIRST_MAPPED on, 0 where it is its own. */
extern const uint16_t character_simplified[CHARACTER_AFTER_MAPPED - CHARACTER_FIRST_MAPPED];

/* The Simplified, half-width form; ' ' for a blank of any width; 0 for a character that is dropped. */
uint32_t character_fold(uint32_t code_point);

/* How many columns a blank is worth as indentation; 0 for what is not a blank, and for a form feed. */
unsigned character_blank_width(uint32_t code_point);

bool character_is_han(uint32_t code_point);

/* Written without blanks around it: Han, kana and the punctuation that goes with them. */
bool character_is_wide(uint32_t code_point);

static inline bool character_is_digit(uint32_t code_point)
{
	return code_point >= '0' && code_point <= '9';
}

/* An ASCII letter. */
static inline bool character_is_letter(uint32_t code_point)
{
	return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
}

/* A Han digit: 一 to 九, 〇 and 零. */
bool character_is_han_digit(uint32_t code_point);

#endif
