/* Lists of names: how many members a run of words can be read as. */
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "claim/list.h"
#include "claim/separator.h"
#include "figure/skeleton.h"

enum { CHUNK_LIMIT = 64, SHORT_NAME = 18, LONG_NAME = 36, FEWEST = 3, FEWEST_BY_COMMA = 4 };

/* A stretch between commas. */
struct chunk {
	unsigned duns;      /* 、 in it */
	unsigned ands;      /* 和 及 与 in it */
	unsigned last_ands; /* of these, after its last 、 */
	bool has_figure;
	bool has_words;
	bool is_quoted;
	size_t start;
	size_t length;
};

static void allow(struct name_list *list, unsigned first, unsigned last)
{
	for (unsigned n = first; n <= last && n < 64; n++)
		list->counts |= (uint64_t)1 << n;
}

/* A quotation that is the whole region is a wrapper: “点、线、面”三位一体. Others are names. */
static struct span unwrap(const char *text, struct span region)
{
	static const char open[] = "“", close[] = "”";
	size_t quote = sizeof(open) - 1;

	if (span_length(region) > 2 * quote && memcmp(text + region.start, open, quote) == 0 &&
	    memcmp(text + region.end - quote, close, quote) == 0) {
		for (size_t i = region.start + quote; i + quote < region.end; i++)
			if (memcmp(text + i, close, quote) == 0)
				return region;
		return (struct span){region.start + quote, region.end - quote};
	}
	return region;
}

/* Is the character at `text` this mark of three bytes? */
static bool begins(const char *text, const char *mark)
{
	return text[0] == mark[0] && text[1] == mark[1] && text[2] == mark[2];
}

static size_t cut_chunks(const char *text, struct span region, struct chunk *chunks)
{
	size_t count = 1;
	unsigned quotes = 0;

	chunks[0] = (struct chunk){.start = region.start};
	for (size_t at = region.start; at < region.end;) {
		size_t size;
		enum separator separator = separator_at(text + at, region.end - at, &size);
		struct chunk *chunk = &chunks[count - 1];

		/* 《甲》《乙》: titles need no mark between them. */
		if (quotes == 0 && begins(text + at, "《") && at > region.start && begins(text + at - 3, "》"))
			separator = SEPARATOR_DUN;
		if (begins(text + at, "“") || begins(text + at, "《"))
			quotes++;
		else if (quotes && (begins(text + at, "”") || begins(text + at, "》")))
			quotes--;
		if (quotes && separator != SEPARATOR_NONE && !begins(text + at, "《"))
			separator = SEPARATOR_NONE;
		if (separator == SEPARATOR_COMMA || separator == SEPARATOR_SEMICOLON) {
			if (count == CHUNK_LIMIT)
				break;
			chunks[count++] = (struct chunk){.start = at + size};
		} else if (separator == SEPARATOR_DUN) {
			chunk->duns++;
			chunk->last_ands = 0;
		} else if (separator == SEPARATOR_AND) {
			chunk->ands++;
			chunk->last_ands++;
		} else {
			chunk->is_quoted |= !chunk->has_words && begins(text + at, "“");
			chunk->has_words = true;
			chunk->has_figure |= is_figure_mark(text + at);
		}
		at += size;
		chunks[count - 1].length = at - chunks[count - 1].start;
	}
	return count;
}

/* 甲委员会、乙委员会及丙委员会: what ends alike on both sides of each mark are names of one kind. */
static bool are_named_alike(const char *text, const struct chunk *chunk)
{
	static const char stop[] = "。";
	enum { ENDING = 6, STOP = sizeof(stop) - 1 }; /* two Han characters */
	size_t end = chunk->start + chunk->length, piece = chunk->start, first = 0;

	if (chunk->length > STOP && begins(text + end - STOP, stop))
		end -= STOP;

	for (size_t at = chunk->start, size; at <= end; at += size) {
		enum separator separator = at < end ? separator_at(text + at, end - at, &size) : SEPARATOR_DUN;

		if (at == end)
			size = 1;
		if (separator == SEPARATOR_NONE)
			continue;
		if (at < piece + ENDING + 1 || (unsigned char)text[at - ENDING] < 0x80)
			return false;
		if (first == 0)
			first = at - ENDING;
		if (memcmp(text + first, text + at - ENDING, ENDING) != 0)
			return false;
		piece = at + size;
	}
	return true;
}

/*
 * Commas as the upper level: from the cue outward, any number of chunks may belong. Two or three clauses before a
 * number are seldom names, unless they are quoted.
 */
static void read_commas(struct name_list *list, const struct chunk *chunks, size_t count, enum list_side side)
{
	unsigned members = 0;
	bool quoted = true;

	for (size_t i = 0; i < count; i++) {
		const struct chunk *chunk = &chunks[side == LIST_AFTER_CUE ? i : count - 1 - i];

		if (!chunk->has_words)
			continue;
		quoted = quoted && chunk->is_quoted;
		/* Clauses that happen to stand before a number are no names. */
		if (side == LIST_BEFORE_CUE && !quoted && chunk->duns == 0 && chunk->length > LONG_NAME)
			return;
		members++;
		if (side == LIST_AFTER_CUE || quoted || members >= FEWEST_BY_COMMA)
			allow(list, members, members + chunk->ands);
	}
}

/* Commas and 、 alike: text whose separators were damaged. Only short chunks are names. */
static void read_flat(struct name_list *list, const struct chunk *chunks, size_t count, enum list_side side)
{
	unsigned members = 0;

	for (size_t i = 0; i < count; i++) {
		const struct chunk *chunk = &chunks[side == LIST_AFTER_CUE ? i : count - 1 - i];

		if (chunk->has_figure || (chunk->duns == 0 && chunk->length > SHORT_NAME))
			return;
		if (!chunk->has_words)
			continue;
		members += chunk->duns + 1;
		allow(list, members, members + chunk->ands);
	}
}

/*
 * Another number before the names has taken what precedes it, and the words next to it: in A、B两大工程和C、D三大行动
 * the names of the second begin behind 和.
 */
static size_t after_last_figure(const char *text, struct span region)
{
	size_t start = region.start;
	bool in_noun = false, in_title = false;

	for (size_t at = region.start, size; at < region.end; at += size) {
		enum separator separator = separator_at(text + at, region.end - at, &size);

		in_title = begins(text + at, "《") || (in_title && !begins(text + at, "》"));
		if (in_title)
			continue;
		if (is_figure_mark(text + at))
			in_noun = true;
		if (is_figure_mark(text + at) || (in_noun && separator != SEPARATOR_NONE))
			start = at + size;
		in_noun = in_noun && separator == SEPARATOR_NONE;
	}
	return start;
}

/* The number stands inside the quotation: 建设“八项工程”. */
static bool has_open_quote(const char *text, struct span region)
{
	int open = 0;

	for (size_t at = region.start; at < region.end; at += utf8_size(text[at])) {
		open += begins(text + at, "“");
		open -= begins(text + at, "”");
	}
	return open > 0;
}

static bool ends_with_dun(const char *text, struct span region)
{
	static const char dun[] = "、";
	size_t length = sizeof(dun) - 1;

	return span_length(region) >= length && memcmp(text + region.end - length, dun, length) == 0;
}

struct name_list list_of_names(const struct skeleton *skeleton, struct span region, enum list_side side)
{
	const char *text = skeleton_text(skeleton);
	struct chunk chunks[CHUNK_LIMIT];
	struct name_list list = {0};
	const struct chunk *near;
	size_t count;

	region = unwrap(text, region);
	if (side == LIST_BEFORE_CUE)
		region.start = after_last_figure(text, region);
	/* A number after 、 begins an item of its own. */
	if (has_open_quote(text, region) || (side == LIST_BEFORE_CUE && ends_with_dun(text, region)))
		return list;
	count = cut_chunks(text, region, chunks);
	while (count > 1 && !chunks[count - 1].has_words)
		count--;
	near = &chunks[side == LIST_AFTER_CUE ? 0 : count - 1];
	if (side == LIST_AFTER_CUE && near->has_figure)
		return list;
	list.is_listed = near->duns > 0;
	if (near->duns > 0 && count == 1 && near->ands > 0 && are_named_alike(text, near)) {
		list.natural = near->duns + 1 + near->ands;
		allow(&list, list.natural, list.natural);
	} else if (near->duns > 0) {
		allow(&list, near->duns + 1, near->duns + 1 + near->ands);
		list.natural = near->duns + 1 + (near->last_ands > 0);
		if (count > 1) {
			read_flat(&list, chunks, count, side);
			read_commas(&list, chunks, count, side);
		}
	} else {
		read_commas(&list, chunks, count, side);
		if (side == LIST_AFTER_CUE)
			read_flat(&list, chunks, count, side);
		list.natural = (unsigned)count + (near->ands > 0);
	}
	/* Two things before a number are more often chance than a list. */
	if (side == LIST_BEFORE_CUE && list.natural < FEWEST)
		list.counts = 0;
	list.words = region;
	if (side == LIST_BEFORE_CUE)
		list.words.start = near->duns > 0 ? near->start : region.start;
	return list;
}
