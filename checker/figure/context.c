/* What the words around a figure say of it. */
#include "figure/context.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "figure/calendar.h"
#include "figure/figure.h"
#include "rule/lexicon.h"
#include "text/document.h"

/* In bytes: twenty-four Han characters. */
enum { HAN = 3, REACH = 72 };

struct reading {
	const struct lexicon *lexicon;
	const char *text;
	size_t length;
	struct figure *figures;
	size_t count;
};

/* One figure as its words are read, back to front. */
struct view {
	const struct reading *reading;
	size_t index;
	struct figure *figure;
	size_t floor;    /* where its words begin */
	size_t at;       /* how far back they are read */
	uint32_t period; /* a period that was passed on the way, or NO_INDEX */
};

static bool has(const char *text, size_t at, const char *word)
{
	return strncmp(text + at, word, strlen(word)) == 0;
}

static bool is_separator(const char *text, size_t at)
{
	return strchr(",;:!?(\n|\t", text[at]) || has(text, at, "。") || has(text, at, "、");
}

static size_t step_back(const char *text, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80);
	return at;
}

/* The opening bracket of the closing one that ends at `at`, or `at`. */
static size_t skip_bracket(const char *text, size_t at, size_t floor)
{
	int depth = 0;

	for (size_t i = at; i > floor && text[i - 1] != '\n'; i--) {
		depth += text[i - 1] == ')';
		depth -= text[i - 1] == '(';
		if (depth == 0)
			return i - 1;
	}
	return at;
}

enum { FAR = 1200 }; /* bytes: four hundred characters without a separator are no clause */

/* Where the words of a figure begin: after the last separator, or the last figure outside of inner brackets. */
static size_t words_start(const struct reading *reading, size_t index)
{
	const struct figure *figure = &reading->figures[index];
	const char *text = reading->text;
	size_t floor = 0, at = figure->span.start;

	for (size_t i = index; i > 0; i--) {
		const struct figure *before = &reading->figures[i - 1];

		/* A separator stands in between long before. */
		if (before->span.end + FAR < at)
			break;
		if ((before->role == FIGURE_QUANTITY || before->role == FIGURE_RATIO) &&
		    before->bracket == figure->bracket) {
			floor = before->span.end;
			break;
		}
	}
	/* 占比:32.7% */
	if (at > floor && text[at - 1] == ':')
		at--;
	while (at > floor) {
		size_t previous = text[at - 1] == ')' ? skip_bracket(text, at, floor) : step_back(text, at);

		if (previous == at || (text[at - 1] != ')' && is_separator(text, previous)))
			break;
		at = previous;
	}
	return at > floor ? at : floor;
}

/* A word of the class that ends at `at` and begins at `floor` or later. */
static const struct word *word_before(const struct reading *reading, enum word_class class, size_t at, size_t floor)
{
	const struct word *word = at > floor ? lexicon_match_before(reading->lexicon, class, reading->text, at) : NULL;

	return word && word->length <= at - floor ? word : NULL;
}

/* The longest word of several classes that ends at `at`; of equal ones the class named first. */
static const struct word *longest_before(const struct reading *reading, const enum word_class *classes, size_t count,
					 size_t at, size_t floor)
{
	const struct word *longest = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct word *word = word_before(reading, classes[i], at, floor);

		if (word && (!longest || word->length > longest->length))
			longest = word;
	}
	return longest;
}

/* The period that ends at `at`, among the figures before `index`. */
static uint32_t period_before(const struct reading *reading, size_t index, size_t at)
{
	for (size_t i = index; i > 0 && reading->figures[i - 1].span.end >= at; i--)
		if (reading->figures[i - 1].role == FIGURE_PERIOD && reading->figures[i - 1].span.end == at)
			return (uint32_t)(i - 1);
	return NO_INDEX;
}

static bool is_change(const struct figure *figure)
{
	return figure->sense == SENSE_RISE || figure->sense == SENSE_FALL;
}

static bool is_points(const struct view *view)
{
	const char *name = lexicon_dimension_name(view->reading->lexicon, view->figure->dimension);

	return name && strcmp(name, "points") == 0;
}

/* A share is a percentage or a fraction, not an area. */
static bool can_be_share(const struct figure *figure)
{
	return figure->unit && figure->unit->pure;
}

/* 到 and 至 alone say something only after a word of change, or after the level that the change began with. */
static bool is_reached(const struct view *view, size_t at)
{
	const struct reading *reading = view->reading;
	const struct word *change = word_before(reading, WORD_SENSE, at, view->floor);
	const struct figure *before = view->index > 0 ? &reading->figures[view->index - 1] : NULL;

	/* 从2015年的3亿元到2020年的5亿元 */
	if (before && before->role == FIGURE_PERIOD && before > reading->figures)
		before--;
	if (change && (change->sense == SENSE_RISE || change->sense == SENSE_FALL))
		return true;
	return before && before->sense == SENSE_FROM && before->dimension == view->figure->dimension &&
	       before->span.end >= view->floor;
}

/* 比上年高1.5个百分点 is a change, 比全省高1.5个百分点 is none: does a period stand among the words before `at`? */
static bool has_period_before(const struct view *view, size_t at)
{
	for (size_t i = view->index; i > 0 && view->reading->figures[i - 1].span.end > view->floor; i--) {
		const struct figure *before = &view->reading->figures[i - 1];

		if (before->role == FIGURE_PERIOD && before->span.end <= at)
			return true;
	}
	return false;
}

static void apply_change(const struct view *view, const struct word *word, size_t at)
{
	if (word->reaches && !has_period_before(view, at))
		return;
	view->figure->sense = word->sense;
	view->figure->sign = word->sign;
}

/* Lets a sense word that stands next to the figure govern it. False where it does not. */
static bool apply_near(struct view *view, const struct word *word)
{
	struct figure *figure = view->figure;

	switch (word->sense) {
	case SENSE_RISE:
	case SENSE_FALL:
		if (view->period != NO_INDEX)
			return false;
		apply_change(view, word, view->at - word->length);
		return true;
	case SENSE_TO:
		if (word->length == HAN && !is_reached(view, view->at - word->length))
			return false;
		break;
	case SENSE_SHARE:
		if (!can_be_share(figure))
			return false;
		break;
	case SENSE_LEVEL:
	case SENSE_FROM:
	case SENSE_BASE:
	case SENSE_COUNT_:
		break;
	}
	figure->sense = word->sense;
	return true;
}

/* Goes back over fillers, hedges and a period to the word next to the figure that governs it. */
static bool read_near(struct view *view)
{
	static const enum word_class classes[] = {WORD_SENSE, WORD_SIGN, WORD_FILLER, WORD_HEDGE_BEFORE, WORD_NOUN};
	const struct reading *reading = view->reading;

	while (view->at > view->floor) {
		const struct word *word;
		uint32_t period = view->period == NO_INDEX ? period_before(reading, view->index, view->at) : NO_INDEX;

		if (period != NO_INDEX && reading->figures[period].span.start >= view->floor) {
			view->period = period;
			view->at = reading->figures[period].span.start;
			continue;
		}
		if (reading->text[view->at - 1] == ')') {
			size_t open = skip_bracket(reading->text, view->at, view->floor);

			if (open == view->at)
				return false;
			view->at = open;
			continue;
		}
		word = longest_before(reading, classes, sizeof(classes) / sizeof(*classes), view->at, view->floor);
		if (!word || word->class == WORD_NOUN)
			return false;
		if (word->class == WORD_SENSE && apply_near(view, word))
			return true;
		if (word->class == WORD_SENSE)
			return false;
		if (word->class == WORD_SIGN) {
			if (view->period == NO_INDEX)
				view->figure->sign = word->sign;
			return view->period == NO_INDEX;
		}
		view->at -= word->length;
	}
	return false;
}

/* Lets a word that stands some way before the figure govern it. */
static bool apply_far(struct view *view, const struct word *word, size_t at)
{
	struct figure *figure = view->figure;

	if (word->class == WORD_SIGN) {
		figure->sign = word->sign;
		return true;
	}
	if (word->sense == SENSE_SHARE && !can_be_share(figure))
		return false;
	if (word->sense == SENSE_RISE || word->sense == SENSE_FALL)
		apply_change(view, word, at - word->length);
	else
		figure->sense = word->sense;
	return true;
}

/* 占总面积的26.39%, 扣除重复计算量47.5亿立方米, 高于全省1.5个百分点: over other words of the clause. */
static void read_far(struct view *view)
{
	static const enum word_class classes[] = {WORD_SENSE, WORD_SIGN, WORD_NOUN};
	const struct reading *reading = view->reading;
	size_t at = view->at, last = view->figure->span.start > REACH ? view->figure->span.start - REACH : 0;

	while (at > view->floor && at > last) {
		const struct word *word =
		    longest_before(reading, classes, sizeof(classes) / sizeof(*classes), at, view->floor);
		bool governs = word && word->class != WORD_NOUN &&
			       (word->reaches || (word->class == WORD_SENSE && word->length > HAN && is_points(view)));

		if (governs && apply_far(view, word, at))
			return;
		/* 比上年新增就业1.2万人: the nearer word keeps the farther one off. */
		if (word && word->class == WORD_SENSE && !word->reaches && word->length > HAN)
			return;
		at = word && word->class == WORD_NOUN ? at - word->length : step_back(reading->text, at);
	}
}

/* 占应脱贫人口125人的94.4%: the word stands before the whole, the figure behind it. */
static void read_share_of_figure(const struct view *view)
{
	const struct reading *reading = view->reading;
	struct figure *figure = view->figure;
	struct view whole = {.reading = reading, .figure = figure, .period = NO_INDEX};

	if (view->index == 0 || !can_be_share(figure) || figure->span.start < view->floor + HAN ||
	    !has(reading->text, view->floor, "的"))
		return;
	whole.index = view->index - 1;
	if (reading->figures[whole.index].span.end != view->floor)
		return;
	whole.at = reading->figures[whole.index].span.start;
	whole.floor = words_start(reading, whole.index);
	while (whole.at > whole.floor) {
		const struct word *word = word_before(reading, WORD_SENSE, whole.at, whole.floor);

		if (word && word->sense == SENSE_SHARE) {
			figure->sense = SENSE_SHARE;
			return;
		}
		whole.at = step_back(reading->text, whole.at);
	}
}

/* 分别增长12.3%、9.6%和3%: what governs the first figure of a list governs them all. */
static void pass_on(const struct view *view)
{
	static const char *const joins[] = {"、", "和", "及", "与", "以及", "或", "、和"};
	struct figure *figure = view->figure;
	const struct figure *before;
	size_t gap;

	if (view->index == 0 || figure->sense != SENSE_LEVEL)
		return;
	before = figure - 1;
	gap = figure->span.start - before->span.end;
	if (before->role != FIGURE_QUANTITY || before->dimension != figure->dimension ||
	    (!is_change(before) && before->sense != SENSE_SHARE && before->sense != SENSE_TO))
		return;
	for (size_t i = 0; i < sizeof(joins) / sizeof(*joins); i++)
		if (strlen(joins[i]) == gap && has(view->reading->text, before->span.end, joins[i])) {
			figure->sense = before->sense;
			figure->sign = before->sign;
		}
}

/* Words before the figure without those that govern it; where there are none, the words after it. */
static void read_label(const struct view *view)
{
	static const enum word_class tail[] = {WORD_SENSE, WORD_FILLER, WORD_HEDGE_BEFORE, WORD_NOUN};
	const struct reading *reading = view->reading;
	struct figure *figure = view->figure;
	size_t start = view->floor, end = figure->span.start, ceiling = reading->length;
	const struct word *word;

	for (size_t i = view->index; i > 0 && reading->figures[i - 1].span.end > start; i--) {
		const struct figure *before = &reading->figures[i - 1];

		if (before->role == FIGURE_PERIOD && before->span.end < figure->span.start)
			start = before->span.end;
	}
	while ((word = longest_before(reading, tail, sizeof(tail) / sizeof(*tail), end, start)) &&
	       word->class != WORD_NOUN)
		end -= word->length;
	while (start < end &&
	       (word = lexicon_match(reading->lexicon, WORD_FILLER, reading->text + start, end - start)) &&
	       (word->length > HAN || has(word->text, 0, "的")))
		start += word->length;
	figure->label = (struct span){start, end};
	if (start < end)
		return;
	if (view->index + 1 < reading->count)
		ceiling = reading->figures[view->index + 1].span.start;
	start = end = figure->span.end;
	/* What comes next may be the words of the next figure: 由16.5%提高至33.8%. */
	if (lexicon_match(reading->lexicon, WORD_SENSE, reading->text + start, ceiling - start))
		ceiling = start;
	while (end < ceiling && reading->text[end] != ')' && !is_separator(reading->text, end))
		end += utf8_size(reading->text[end]);
	figure->label = (struct span){start, end};
}

static struct view read_figure(const struct reading *reading, size_t index)
{
	struct view view = {.reading = reading,
			    .index = index,
			    .figure = &reading->figures[index],
			    .floor = words_start(reading, index),
			    .at = reading->figures[index].span.start,
			    .period = NO_INDEX};

	if (!read_near(&view)) {
		/* 上年同期为76.4亿元, 十年前2.35万元 */
		if (view.period != NO_INDEX &&
		    calendar_is_past(reading->lexicon, reading->text, reading->figures[view.period].span))
			view.figure->sense = SENSE_BASE;
		else
			read_far(&view);
	}
	if (view.figure->sense == SENSE_LEVEL)
		read_share_of_figure(&view);
	pass_on(&view);
	read_label(&view);
	return view;
}

/* A level before a change is one only where the change follows: 由86个增至95个, not 由3家企业投资. */
static void confirm(const struct reading *reading, size_t index)
{
	struct figure *figure = &reading->figures[index];
	size_t left = figure->sense == SENSE_FROM ? 2 : 1;

	for (size_t i = index + 1; i < reading->count && left > 0; i++) {
		const struct figure *next = &reading->figures[i];

		if (next->sentence != figure->sentence)
			break;
		if (next->role != FIGURE_QUANTITY || next->bracket != figure->bracket)
			continue;
		/* 与2010年的48.1万人相比,十年间减少1.7万人 */
		if (next->unit && next->unit->duration && next->sense == SENSE_LEVEL)
			continue;
		if (is_change(next) || (figure->sense == SENSE_FROM && next->sense == SENSE_TO))
			return;
		left--;
	}
	figure->sense = SENSE_LEVEL;
}

/* Is the period named only to compare with: 比上年, 由2018年? */
static bool is_compared(const struct reading *reading, size_t period)
{
	size_t start = reading->figures[period].span.start;
	const struct word *word = lexicon_match_before(reading->lexicon, WORD_SENSE, reading->text, start);

	return word && (word->sense == SENSE_BASE || word->sense == SENSE_FROM);
}

/* The period that dates each figure: its own, or the last of the paragraph that is not there to compare with. */
static void read_periods(const struct reading *reading, const uint32_t *own)
{
	uint32_t frame = NO_INDEX;
	size_t frame_end = 0;

	for (size_t i = 0; i < reading->count; i++) {
		struct figure *figure = &reading->figures[i];

		if (frame != NO_INDEX && memchr(reading->text + frame_end, '\n', figure->span.start - frame_end))
			frame = NO_INDEX;
		if (figure->role == FIGURE_PERIOD) {
			figure->period = NO_INDEX;
			if (!is_compared(reading, i)) {
				frame = (uint32_t)i;
				frame_end = figure->span.end;
			}
			continue;
		}
		figure->period = own[i] != NO_INDEX ? own[i] : frame;
		if (figure->span.end > frame_end)
			frame_end = frame != NO_INDEX ? figure->span.end : frame_end;
	}
}

/* 12万千瓦增加到62万千瓦: what stands right before the word of change is the level that it began with. */
static void read_start(const struct reading *reading, size_t index)
{
	struct figure *figure = &reading->figures[index];
	const struct figure *next = index + 1 < reading->count ? figure + 1 : NULL;

	if (!next || figure->role != FIGURE_QUANTITY || next->role != FIGURE_QUANTITY || figure->sense != SENSE_LEVEL ||
	    next->sense != SENSE_TO || figure->dimension != next->dimension || figure->bracket != next->bracket)
		return;
	for (size_t at = figure->span.end; at < next->span.start; at += utf8_size(reading->text[at]))
		if (is_separator(reading->text, at))
			return;
	figure->sense = SENSE_FROM;
}

void context_read(struct arena *arena, const struct lexicon *lexicon, const char *text, size_t length,
		  struct figure *figures, size_t count)
{
	struct reading reading = {lexicon, text, length, figures, count};
	uint32_t *own = arena_alloc_array(arena, count, sizeof(*own));

	for (size_t i = 0; i < count; i++) {
		own[i] = NO_INDEX;
		if (figures[i].role == FIGURE_QUANTITY)
			own[i] = read_figure(&reading, i).period;
	}
	for (size_t i = 0; i < count; i++)
		read_start(&reading, i);
	for (size_t i = 0; i < count; i++)
		if (figures[i].sense == SENSE_FROM || (figures[i].sense == SENSE_BASE && own[i] == NO_INDEX))
			confirm(&reading, i);
	read_periods(&reading, own);
}
