/* Numbers that are names, by what they are glued to and by the words around them. */
#include "figure/identifier.h"

#include <string.h>

#include "figure/quantity.h"

enum { HAN = 3, LONG_DIGITS = 7, FOOTNOTE_DIGITS = 3, ITEM_DIGITS = 2 };

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

static bool is_letter(char byte)
{
	return byte && strchr(LETTERS, byte);
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool ends_with(const char *text, size_t at, const char *word)
{
	size_t length = strlen(word);

	return at >= length && memcmp(text + at - length, word, length) == 0;
}

/* The bytes of a mask at `text`: stars, or a run of X or ×. */
static size_t mask_length(const char *text)
{
	size_t stars = strspn(text, "*"), letters = strspn(text, "Xx"), times = 0;

	while (strncmp(text + times, "×", 2) == 0)
		times += 2;
	if (stars)
		return stars;
	if (times >= 4)
		return times;
	return letters >= 2 && !is_letter(text[letters]) ? letters : 0;
}

/* 41***78, ***252 */
static struct span read_masked(const char *text, size_t start, size_t end)
{
	size_t mask = mask_length(text + end), before = start;

	while (before > 0 && text[before - 1] == '*')
		before--;
	if (mask == 0)
		return (struct span){before, before < start ? end : before};
	while ((mask = mask_length(text + end)) > 0 || is_digit(text[end]))
		end += mask ? mask : 1;
	return (struct span){before, end};
}

/* 〔2011〕9号, (2012)96号, and the footnote mark [3]. `start` is behind the opening bracket. */
static struct span read_bracketed(const struct lexicon *lexicon, const char *text, size_t length, size_t start,
				  size_t end)
{
	static const struct {
		const char *open;
		const char *close;
	} pairs[] = {{"[", "]"}, {"〔", "〕"}, {"(", ")"}, {"【", "】"}};
	struct span span = {start, start};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		size_t close = strlen(pairs[i].close), digits;
		const struct word *after;

		if (!ends_with(text, start, pairs[i].open) || strncmp(text + end, pairs[i].close, close) != 0)
			continue;
		span.start = start - strlen(pairs[i].open);
		end += close;
		if (strncmp(text + end, "第", HAN) == 0)
			end += HAN;
		digits = strspn(text + end, DIGITS);
		after = digits
			    ? lexicon_match(lexicon, WORD_IDENTIFIER_AFTER, text + end + digits, length - end - digits)
			    : NULL;
		if (after)
			span.end = end + digits + after->length;
		else if (i == 0 && end - span.start <= FOOTNOTE_DIGITS + 2)
			span.end = end;
		else
			span = (struct span){start, start};
		return span;
	}
	return span;
}

/* The length of the digits, letters and hyphens from `at` on. */
static size_t code_length(const char *text, size_t at)
{
	return strspn(text + at, DIGITS LETTERS "-");
}

/* 77943225-2: two numbers with a hyphen and no unit behind them. */
static bool is_hyphenated(const struct lexicon *lexicon, const char *text, size_t length, size_t end)
{
	size_t run = strspn(text + end, DIGITS "-"), after = end + run;

	if (text[end] != '-' || !is_digit(text[end + 1]) || text[after] == '.' || text[after] == '%')
		return false;
	return !quantity_match_unit(lexicon, text + after, length - after, false) &&
	       !lexicon_match(lexicon, WORD_SCALE, text + after, length - after);
}

/* Letters before the digits: GDP1286亿元 is an amount, A4 and G20 are names. */
static bool has_letters_before(const struct lexicon *lexicon, const char *text, size_t length, size_t start, size_t end)
{
	size_t letters = 0;

	while (letters < start && (is_letter(text[start - 1 - letters]) || text[start - 1 - letters] == '_'))
		letters++;
	if (letters == 0)
		return false;
	return letters == 1 || !(lexicon_match(lexicon, WORD_SCALE, text + end, length - end) ||
				 quantity_match_unit(lexicon, text + end, length - end, false));
}

struct span identifier_read_glued(const struct lexicon *lexicon, const char *text, size_t length, size_t start,
				  const struct numeral *numeral)
{
	size_t end = start + numeral->length;
	struct span span = read_masked(text, start, end);

	if (span_length(span) > 0)
		return span;
	span = read_bracketed(lexicon, text, length, start, end);
	if (span_length(span) > 0)
		return span;
	if (has_letters_before(lexicon, text, length, start, end))
		return (struct span){start, end + code_length(text, end)};
	if (text[end] == '.' && is_digit(text[end + 1]))
		return (struct span){start, end + strspn(text + end, "." DIGITS)};
	if (is_hyphenated(lexicon, text, length, end))
		return (struct span){start, end + code_length(text, end)};
	if (is_letter(text[end]) && !quantity_match_unit(lexicon, text + end, length - end, false))
		return (struct span){start, end + code_length(text, end)};
	/* 007, 01类; not 0.5 and not 0. */
	if (text[start] == '0' && is_digit(text[start + 1]))
		return (struct span){start, end};
	return (struct span){start, start};
}

/* A word that makes what follows a name, right before `start` or with a colon between. */
static const struct word *word_before(const struct lexicon *lexicon, const char *text, size_t start)
{
	const struct word *word = lexicon_match_before(lexicon, WORD_IDENTIFIER_BEFORE, text, start);

	if (!word && (ends_with(text, start, ":") || ends_with(text, start, " ")))
		word = lexicon_match_before(lexicon, WORD_IDENTIFIER_BEFORE, text, start - 1);
	return word;
}

/* 17.8/10万, 5.2例/100万人: what a rate is told of is no amount. */
static bool is_denominator(const char *text, const struct amount *amount)
{
	size_t zeros = amount->start + 1;

	if (!amount->scale || !ends_with(text, amount->start, "/") || text[amount->start] != '1')
		return false;
	while (text[zeros] == '0')
		zeros++;
	return zeros == amount->start + amount->numeral.length;
}

bool identifier_is_named(const struct lexicon *lexicon, const char *text, size_t length, const struct amount *amount)
{
	const struct numeral *numeral = &amount->numeral;
	size_t end = amount->start + numeral->length;
	const struct word *before = word_before(lexicon, text, amount->start);
	const struct word *after = lexicon_match(lexicon, WORD_IDENTIFIER_AFTER, text + end, length - end);
	const struct word *noun = after ? lexicon_match(lexicon, WORD_NOUN, text + end, length - end) : NULL;
	const struct word *unit = quantity_match_unit(lexicon, text + end, length - end, numeral->is_han);

	if ((before && before->reaches) || is_denominator(text, amount))
		return true;
	if (amount->scale)
		return false;
	/* 1类 is a name, 三类 counts. */
	if (after && !(noun && noun->length > after->length) && (!unit || unit->length <= after->length) &&
	    !numeral->is_han && (numeral->places == 0 || !unit))
		return true;
	if (amount->unit)
		return false;
	if (before || (numeral->digits >= LONG_DIGITS && numeral->places == 0 && !numeral->is_grouped))
		return true;
	return ends_with(text, amount->start, "“") && strncmp(text + end, "”", HAN) == 0;
}

bool identifier_is_item(const char *text, const struct numeral *numeral, size_t start)
{
	const char *after = text + start + numeral->length;
	static const char *const openers[] = {":", ";", ",", "。", " ", "\n"};
	bool opens = start == 0;

	if (numeral->digits > ITEM_DIGITS || numeral->places > 0)
		return false;
	for (size_t i = 0; i < sizeof(openers) / sizeof(*openers); i++)
		opens |= ends_with(text, start, openers[i]);
	if (!opens)
		return false;
	if (*after == '.')
		return !is_digit(after[1]);
	return *after == ')' || (strncmp(after, "、", HAN) == 0 && !is_digit(after[HAN]));
}
