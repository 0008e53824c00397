/* What the words around a figure say of it. */
#include "figure/context.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "figure/figure.h"
#include "rule/lexicon.h"

/* Words near a figure that may govern it, in bytes: twelve Han characters. */
enum { REACH = 36, HAN = 3 };

struct reading {
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
	struct figure *figures;
	size_t count;
};

static bool is_separator(const char *text, size_t at)
{
	return strchr(",;:()\n|\t", text[at]) || strncmp(text + at, "。", HAN) == 0 ||
	       strncmp(text + at, "、", HAN) == 0;
}

static size_t step_back(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/* Where the figure's own words begin: after the last separator or the figure before it. */
static size_t words_start(const struct reading *reading, size_t index, bool stop_at_periods)
{
	const struct figure *figure = &reading->figures[index];
	size_t floor = 0, at = figure->span.start;

	for (size_t i = index; i > 0; i--) {
		const struct figure *before = &reading->figures[i - 1];

		if (before->role == FIGURE_QUANTITY || before->role == FIGURE_RATIO ||
		    (stop_at_periods && before->role == FIGURE_PERIOD)) {
			floor = before->span.end;
			break;
		}
	}
	while (at > floor) {
		size_t previous = step_back(reading->text, at);

		if (is_separator(reading->text, previous))
			break;
		at = previous;
	}
	return at > floor ? at : floor;
}

/* A period that ends at `at`, with 的 after it or not: its start, or `at`. */
static size_t skip_period(const struct reading *reading, size_t index, size_t at)
{
	size_t end = at;

	if (at >= HAN && strncmp(reading->text + at - HAN, "的", HAN) == 0)
		end = at - HAN;
	for (size_t i = index; i > 0; i--) {
		const struct figure *before = &reading->figures[i - 1];

		if (before->span.end < end)
			break;
		if (before->role == FIGURE_PERIOD && before->span.end == end)
			return before->span.start;
	}
	return at;
}

static bool is_word(const char *text, size_t start, size_t end, const char *word)
{
	return end - start == strlen(word) && memcmp(text + start, word, end - start) == 0;
}

/* A word that ends at `at` and begins at `floor` or later. */
static const struct word *word_before(const struct reading *reading, enum word_class class, size_t at, size_t floor)
{
	const struct word *word = lexicon_match_before(reading->lexicon, class, reading->text, at);

	return word && word->length <= at - floor ? word : NULL;
}

static void apply_sense(struct figure *figure, const struct word *word, bool reached)
{
	if (word->sense == SENSE_RISE || word->sense == SENSE_FALL) {
		figure->sense = reached ? SENSE_TO : word->sense;
		if (!reached)
			figure->sign = word->sign;
	} else if (word->sense == SENSE_TO || word->sense == SENSE_SHARE) {
		figure->sense = word->sense;
	}
}

/* Goes back over fillers, hedges and a period to the word that governs the figure. */
static void read_governor(const struct reading *reading, size_t index, size_t floor)
{
	struct figure *figure = &reading->figures[index];
	size_t at = figure->span.start;
	bool reached = false;

	for (;;) {
		const struct word *noun = word_before(reading, WORD_NOUN, at, floor);
		const struct word *sense = word_before(reading, WORD_SENSE, at, floor);
		const struct word *sign = word_before(reading, WORD_SIGN, at, floor);
		const struct word *filler = word_before(reading, WORD_FILLER, at, floor);
		size_t before;

		if (noun && (!sense || noun->length > sense->length) && (!filler || noun->length > filler->length))
			return;
		if (sign && (!sense || sign->length >= sense->length)) {
			figure->sign = sign->sign;
			return;
		}
		if (sense && sense->sense != SENSE_FROM && sense->sense != SENSE_BASE &&
		    (!filler || sense->length >= filler->length)) {
			apply_sense(figure, sense, reached);
			return;
		}
		before = skip_period(reading, index, at);
		if (before != at) {
			at = before > floor ? before : floor;
			continue;
		}
		if (filler) {
			at -= filler->length;
			continue;
		}
		if (at >= floor + HAN &&
		    (is_word(reading->text, at - HAN, at, "到") || is_word(reading->text, at - HAN, at, "至"))) {
			reached = true;
			at -= HAN;
			continue;
		}
		return;
	}
}

/* 扣除 and 减去 turn the figure even with its name between: 扣除重复计算量47.5亿立方米. */
static void read_deduction(const struct reading *reading, size_t index, size_t floor)
{
	struct figure *figure = &reading->figures[index];

	for (size_t at = figure->span.start; at > floor && figure->span.start - at < 2 * REACH;
	     at = step_back(reading->text, at)) {
		const struct word *sign = word_before(reading, WORD_SIGN, at, floor);

		/* 亏损 and 逆差 name what is measured: they stand next to the figure or say nothing of it. */
		if (sign && sign->sign < 0 && (strstr(sign->text, "除") || strstr(sign->text, "去"))) {
			figure->sign = -1;
			return;
		}
	}
}

/* 占全县的26.39%: the word stands some way before. */
static void read_share(const struct reading *reading, size_t index, size_t floor)
{
	struct figure *figure = &reading->figures[index];

	for (size_t at = figure->span.start; at > floor && figure->span.start - at < 2 * REACH;
	     at = step_back(reading->text, at)) {
		const struct word *sense = word_before(reading, WORD_SENSE, at, floor);

		if (sense && sense->sense == SENSE_SHARE) {
			figure->sense = SENSE_SHARE;
			return;
		}
		if (sense && sense->sense != SENSE_FROM && sense->sense != SENSE_BASE)
			return;
	}
}

/* 比上年的86个, 上年同期为76.4亿元: what the figure is compared with. */
static void read_base(const struct reading *reading, size_t index, size_t floor)
{
	struct figure *figure = &reading->figures[index];
	const char *text = reading->text;
	size_t at = figure->span.start;
	bool is_past = false;

	for (const struct word *filler; (filler = word_before(reading, WORD_FILLER, at, floor));)
		at -= filler->length;
	for (size_t i = index; i > 0 && !is_past; i--) {
		const struct figure *before = &reading->figures[i - 1];
		const char *period = text + before->span.start;

		if (before->span.end < at)
			break;
		/* 上年为…, 去年同期…: a past period that is the subject. */
		is_past = before->role == FIGURE_PERIOD && before->span.end == at &&
			  (strncmp(period, "上年", 6) == 0 || strncmp(period, "去年", 6) == 0 ||
			   strncmp(period, "同期", 6) == 0 || strncmp(period, "上期", 6) == 0);
	}
	if (is_past) {
		figure->sense = SENSE_BASE;
		return;
	}
	if (figure->span.start < floor + HAN || strncmp(text + figure->span.start - HAN, "的", HAN) != 0)
		return;
	for (at = figure->span.start; at > floor; at = step_back(text, at)) {
		const struct word *sense = word_before(reading, WORD_SENSE, at, floor);

		if (sense && sense->sense == SENSE_BASE) {
			figure->sense = SENSE_BASE;
			return;
		}
	}
}

/* 由 or 从 before a level that the next figure was reached from. */
static void read_start(const struct reading *reading, size_t index)
{
	const struct figure *to = &reading->figures[index];

	for (size_t i = index; i > 0; i--) {
		struct figure *from = &reading->figures[i - 1];
		size_t floor;

		if (to->span.start - from->span.end > 3 * REACH)
			return;
		if (from->role != FIGURE_QUANTITY || from->dimension != to->dimension)
			continue;
		if (from->sense == SENSE_RISE || from->sense == SENSE_FALL || from->sense == SENSE_TO)
			return;
		if (memchr(reading->text + from->span.end, '\n', to->span.start - from->span.end))
			return;
		floor = words_start(reading, i - 1, false);
		for (size_t at = from->span.start; at > floor; at = step_back(reading->text, at)) {
			const struct word *sense = word_before(reading, WORD_SENSE, at, floor);

			if (sense && sense->sense == SENSE_FROM) {
				from->sense = SENSE_FROM;
				return;
			}
		}
		return;
	}
}

/* 分别增长12.3%、9.6%和3%: what governs the first figure of a list governs them all. */
static void pass_on(const struct reading *reading, size_t index)
{
	static const char *const joins[] = {"、", "和", "及", "与", "以及", "、和"};
	struct figure *figure = &reading->figures[index];
	const struct figure *before;
	size_t gap;

	if (index == 0 || figure->sense != SENSE_LEVEL)
		return;
	before = &reading->figures[index - 1];
	gap = figure->span.start - before->span.end;
	if (before->role != FIGURE_QUANTITY || before->dimension != figure->dimension ||
	    (before->sense != SENSE_RISE && before->sense != SENSE_FALL && before->sense != SENSE_SHARE))
		return;
	for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
		if (strlen(joins[i]) == gap && memcmp(reading->text + before->span.end, joins[i], gap) == 0) {
			figure->sense = before->sense;
			figure->sign = before->sign;
		}
}

static size_t words_end(const struct reading *reading, size_t index)
{
	size_t at = reading->figures[index].span.end;
	size_t ceiling = index + 1 < reading->count ? reading->figures[index + 1].span.start : reading->length;

	while (at < ceiling && !is_separator(reading->text, at))
		at += utf8_size(reading->text[at]);
	return at;
}

static void read_label(const struct reading *reading, size_t index)
{
	struct figure *figure = &reading->figures[index];
	size_t start = words_start(reading, index, true), end = figure->span.start;

	for (;;) {
		const struct word *word = word_before(reading, WORD_FILLER, end, start);

		if (!word)
			word = word_before(reading, WORD_HEDGE_BEFORE, end, start);
		if (!word)
			word = word_before(reading, WORD_SENSE, end, start);
		if (!word)
			break;
		end -= word->length;
	}
	figure->label = (struct span){start, end};
	if (start == end)
		figure->label = (struct span){figure->span.end, words_end(reading, index)};
}

void context_read(const struct lexicon *lexicon, const char *text, size_t length, struct figure *figures, size_t count)
{
	struct reading reading = {lexicon, text, length, figures, count};

	for (size_t i = 0; i < count; i++) {
		size_t floor;

		if (figures[i].role != FIGURE_QUANTITY)
			continue;
		floor = words_start(&reading, i, false);
		read_governor(&reading, i, floor);
		if (figures[i].sense == SENSE_LEVEL)
			read_base(&reading, i, floor);
		if (figures[i].sense == SENSE_LEVEL && figures[i].sign > 0)
			read_deduction(&reading, i, floor);
		if (figures[i].sense == SENSE_LEVEL && figures[i].unit && figures[i].unit->pure)
			read_share(&reading, i, floor);
		pass_on(&reading, i);
		if (figures[i].sense == SENSE_TO)
			read_start(&reading, i);
		read_label(&reading, i);
	}
}
