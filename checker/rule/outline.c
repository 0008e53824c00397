/*
 * Reads the outline of a regular expression: a descent through its groups that keeps of each part the things that every
 * match holds and the gaps between them. What may be missing or is one of several becomes a gap, as wide as it can be.
 */
#include "rule/outline.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "rule/pattern.h"

/* The private-use ranges of figure/skeleton.h; a test holds the two together. */
enum {
	DIMENSION_FIRST = 0xE000,
	DIMENSION_LAST = 0xE0FF,
	SENSE_FIRST = 0xE200,
	SENSE_LAST = 0xE20F,
	OTHER_MARK = 0xE300,
	OTHER_MARK_LAST = 0xE302
};
enum { MOST_THINGS = 24, MOST_WORDS = 160, MOST_NAMES = 8, MOST_OF_CLASS = 8, FAR = OUTLINE_FAR, MANY = OUTLINE_MANY };

/* A stretch that may hold anything: at most so many characters and figures. */
struct gap {
	unsigned reach;
	unsigned figures;
	unsigned barred; /* no figure in it has the dimension that this group matched; 0: any may have */
};

enum thing_kind {
	THING_WORDS,
	THING_FIGURE,
	THING_SENSE,    /* the first half of a figure */
	THING_DIMENSION /* the second */
};

struct thing {
	enum thing_kind kind;
	const char **words;
	size_t word_count;
	unsigned least; /* characters of the words */
	unsigned most;
	uint64_t dimensions[4];
	uint16_t senses;
	unsigned group; /* that matches the dimension */
	unsigned like;  /* the group whose dimension it is, 0 for any of `dimensions` */
	struct gap before;
};

struct part {
	struct thing things[MOST_THINGS];
	size_t count;
	struct gap tail;
};

struct name {
	const char *start;
	size_t length;
	struct gap gap;
};

struct reader {
	struct arena *arena;
	const char *at;
	const struct hole *holes;
	size_t hole_count;
	unsigned group; /* groups that capture, opened so far */
	struct name names[MOST_NAMES];
	size_t name_count;
	bool failed;
};

static unsigned at_most(unsigned long value, unsigned most)
{
	return value < most ? (unsigned)value : most;
}

static unsigned common_bar(struct gap a, struct gap b)
{
	if (a.figures == 0 || b.figures == 0)
		return a.figures == 0 ? b.barred : a.barred;
	return a.barred == b.barred ? a.barred : 0;
}

static struct gap gap_sum(struct gap a, struct gap b)
{
	return (struct gap){at_most((unsigned long)a.reach + b.reach, FAR),
			    at_most((unsigned long)a.figures + b.figures, MANY), common_bar(a, b)};
}

static struct gap gap_widest(struct gap a, struct gap b)
{
	return (struct gap){a.reach > b.reach ? a.reach : b.reach, a.figures > b.figures ? a.figures : b.figures,
			    common_bar(a, b)};
}

static struct gap gap_times(struct gap gap, unsigned times)
{
	return (struct gap){at_most((unsigned long)gap.reach * times, FAR),
			    at_most((unsigned long)gap.figures * times, MANY), gap.barred};
}

static struct gap thing_gap(const struct thing *thing)
{
	switch (thing->kind) {
	case THING_WORDS:
		return (struct gap){thing->most, 0, 0};
	case THING_FIGURE:
		return (struct gap){2, 1, 0};
	case THING_SENSE:
		return (struct gap){1, 1, 0};
	default:
		return (struct gap){1, 0, 0};
	}
}

/* The whole part as one gap. */
static struct gap part_gap(const struct part *part)
{
	struct gap gap = part->tail;

	for (size_t i = 0; i < part->count; i++)
		gap = gap_sum(gap, gap_sum(part->things[i].before, thing_gap(&part->things[i])));
	return gap;
}

static void add_thing(struct part *part, const struct thing *thing)
{
	struct thing *last = part->count ? &part->things[part->count - 1] : NULL;
	struct gap before = gap_sum(part->tail, thing->before);

	if (thing->kind == THING_DIMENSION && last && last->kind == THING_SENSE && before.reach == 0) {
		last->kind = THING_FIGURE;
		last->group = thing->group;
		last->like = thing->like;
		memcpy(last->dimensions, thing->dimensions, sizeof(last->dimensions));
	} else if (part->count < MOST_THINGS) {
		part->things[part->count] = *thing;
		part->things[part->count++].before = before;
	} else {
		part->tail = gap_sum(before, thing_gap(thing));
		return;
	}
	part->tail = (struct gap){0};
}

static void add_part(struct part *part, const struct part *next)
{
	for (size_t i = 0; i < next->count; i++)
		add_thing(part, &next->things[i]);
	part->tail = gap_sum(part->tail, next->tail);
}

static void add_gap(struct part *part, struct gap gap)
{
	part->tail = gap_sum(part->tail, gap);
}

static void add_words(struct part *part, const char **words, size_t count, unsigned least, unsigned most)
{
	add_thing(part, &(struct thing){
			    .kind = THING_WORDS, .words = words, .word_count = count, .least = least, .most = most});
}

static void add_word(struct reader *reader, struct part *part, const char *bytes, size_t length)
{
	const char **words = arena_alloc_array(reader->arena, 1, sizeof(*words));
	unsigned characters = (unsigned)utf8_count(bytes, length);

	words[0] = arena_copy(reader->arena, bytes, length);
	add_words(part, words, 1, characters, characters);
}

static void fail(struct reader *reader)
{
	reader->failed = true;
	reader->at += strlen(reader->at);
}

/* Reads how often what stands before may occur; FAR is any number of times. */
static void read_quantifier(struct reader *reader, unsigned *least, unsigned *most)
{
	char *end;

	*least = *most = 1;
	switch (*reader->at) {
	case '?':
		*least = 0;
		break;
	case '*':
		*least = 0;
		*most = FAR;
		break;
	case '+':
		*most = FAR;
		break;
	case '{':
		*least = *most = (unsigned)strtoul(reader->at + 1, &end, 10);
		if (*end == ',')
			*most = *++end == '}' ? FAR : (unsigned)strtoul(end, &end, 10);
		if (end == reader->at + 1 || *end != '}' || *least > FAR || *most > FAR) {
			fail(reader);
			return;
		}
		reader->at = end;
		break;
	default:
		return;
	}
	reader->at++;
	reader->at += *reader->at == '?' || *reader->at == '+';
}

/* The part as often as the quantifier behind it says. */
static void add_repeated(struct reader *reader, struct part *part, const struct part *one)
{
	unsigned least, most;

	read_quantifier(reader, &least, &most);
	if (least > 0) {
		add_part(part, one);
		most = most == FAR ? FAR : most - 1;
	}
	if (most > 0)
		add_gap(part, gap_times(part_gap(one), most));
}

/*
 * Reads the character at `at`, plain or with a backslash before it: its code point and the bytes it takes, 0 where
 * something else stands there.
 */
static size_t read_character(const char *at, uint32_t *code_point)
{
	const size_t escape = at[0] == '\\';
	size_t size;
	char *end;

	if (at[0] == '\\' && at[1] == 'x' && at[2] == '{') {
		*code_point = (uint32_t)strtoul(at + 3, &end, 16);
		return *end == '}' ? (size_t)(end + 1 - at) : 0;
	}
	if (at[0] == '\\' && at[1] == 'n') {
		*code_point = '\n';
		return 2;
	}
	if (at[0] == '\\' && ((at[1] >= '0' && at[1] <= '9') || (at[1] >= 'A' && at[1] <= 'Z') ||
			      (at[1] >= 'a' && at[1] <= 'z') || !at[1]))
		return 0;
	*code_point = utf8_decode(at + escape, &size);
	return size > 0 ? size + escape : 0;
}

static bool is_syntax(char byte)
{
	return byte == '\0' || strchr("()[]{}|?*+.^$", byte) != NULL;
}

static bool is_figure_mark(uint32_t code_point)
{
	return code_point >= DIMENSION_FIRST && code_point < OTHER_MARK;
}

/* As read_character, for one that stands for itself; 0 where none does. */
static size_t read_plain(const char *at, uint32_t *code_point)
{
	size_t length = is_syntax(*at) ? 0 : read_character(at, code_point);

	return length > 0 && !is_figure_mark(*code_point) ? length : 0;
}

/* Plain characters; the last one before a quantifier is a part of its own. */
static void read_run(struct reader *reader, struct part *part)
{
	char *run = arena_alloc(reader->arena, strlen(reader->at) + 1), *end = run;
	const char *last = run;
	uint32_t code_point;
	size_t length;
	struct part one = {0};

	while ((length = read_plain(reader->at, &code_point)) > 0) {
		last = end;
		end += utf8_encode(code_point, end);
		reader->at += length;
		if (*reader->at && strchr("?*+{", *reader->at))
			break;
	}
	if (!*reader->at || !strchr("?*+{", *reader->at)) {
		add_word(reader, part, run, (size_t)(end - run));
		return;
	}
	if (last > run)
		add_word(reader, part, run, (size_t)(last - run));
	add_word(reader, &one, last, (size_t)(end - last));
	add_repeated(reader, part, &one);
}

/* What the characters of a class are. */
struct class
{
	uint64_t dimensions[4];
	uint16_t senses;
	uint32_t others[MOST_OF_CLASS];
	size_t other_count; /* more than MOST_OF_CLASS: many */
	bool has_dimension;
};

static void add_range(struct class *class, uint32_t first, uint32_t last)
{
	for (uint32_t c = first; c <= last && class->other_count <= MOST_OF_CLASS; c++) {
		if (c >= SENSE_FIRST && c <= SENSE_LAST) {
			class->senses |= (uint16_t)(1 << (c - SENSE_FIRST));
		} else if (c >= DIMENSION_FIRST && c <= DIMENSION_LAST) {
			class->dimensions[(c - DIMENSION_FIRST) / 64] |= (uint64_t)1 << (c - DIMENSION_FIRST) % 64;
			class->has_dimension = true;
		} else {
			if (class->other_count < MOST_OF_CLASS)
				class->others[class->other_count] = c;
			class->other_count++;
		}
	}
	/* A long range was not gone through to its end. */
	if (first <= SENSE_LAST && last >= SENSE_FIRST && class->other_count > MOST_OF_CLASS)
		class->senses = UINT16_MAX;
}

/* Reads the inside of [...] or [^...]; false where it is more than characters and ranges. */
static bool read_class_members(struct reader *reader, struct class *class)
{
	const char *start = reader->at;

	while (*reader->at && (*reader->at != ']' || reader->at == start)) {
		uint32_t first, last;
		size_t length = *reader->at == '[' && reader->at[1] == ':' ? 0 : read_character(reader->at, &first);

		if (length == 0)
			return false;
		reader->at += length;
		last = first;
		if (*reader->at == '-' && reader->at[1] != ']') {
			length = read_character(reader->at + 1, &last);
			if (length == 0)
				return false;
			reader->at += 1 + length;
		}
		add_range(class, first, last);
	}
	if (!*reader->at)
		return false;
	reader->at++;
	return true;
}

static void add_class(struct reader *reader, struct part *part, const struct class *class, bool negated)
{
	const char **words;

	if (negated) {
		/* One that leaves any sense to be matched may match a figure. */
		add_gap(part, (struct gap){1, class->senses != UINT16_MAX, 0});
	} else if (class->senses && !class->has_dimension && class->other_count == 0) {
		add_thing(part, &(struct thing){.kind = THING_SENSE, .senses = class->senses});
	} else if (class->has_dimension && !class->senses && class->other_count == 0) {
		struct thing thing = {.kind = THING_DIMENSION};

		memcpy(thing.dimensions, class->dimensions, sizeof(thing.dimensions));
		add_thing(part, &thing);
	} else if (class->senses || class->has_dimension || class->other_count > MOST_OF_CLASS) {
		add_gap(part, (struct gap){1, class->senses != 0, 0});
	} else {
		words = arena_alloc_array(reader->arena, class->other_count, sizeof(*words));
		for (size_t i = 0; i < class->other_count; i++) {
			char bytes[4];

			words[i] = arena_copy(reader->arena, bytes, utf8_encode(class->others[i], bytes));
		}
		add_words(part, words, class->other_count, 1, 1);
	}
}

static void read_class(struct reader *reader, struct part *part)
{
	struct class class = {0};
	bool negated = reader->at[1] == '^';

	reader->at += 1 + negated;
	if (read_class_members(reader, &class))
		add_class(reader, part, &class, negated);
	else
		fail(reader);
}

static const struct hole *hole_of_group(const struct reader *reader, unsigned group)
{
	for (size_t i = 0; i < reader->hole_count; i++)
		if (reader->holes[i].group == group)
			return &reader->holes[i];
	return NULL;
}

/* Is the group the dimension of a figure? Then a reference to it is one, too. */
static bool is_dimension_group(const struct reader *reader, unsigned group)
{
	const struct hole *hole = group > 0 ? hole_of_group(reader, group - 1) : NULL;

	return hole && hole->kind == HOLE_FIGURE;
}

static void set_all(uint64_t *dimensions)
{
	memset(dimensions, 0xff, 4 * sizeof(*dimensions));
}

/* A reference to a group, or a character class with a letter. */
static void read_escape(struct reader *reader, struct part *part)
{
	const char *at = reader->at;

	if (strncmp(at, "\\g{", 3) == 0) {
		unsigned group = (unsigned)strtoul(at + 3, NULL, 10);
		struct thing thing = {.kind = THING_DIMENSION, .like = group};

		set_all(thing.dimensions);
		if (is_dimension_group(reader, group))
			add_thing(part, &thing);
		else
			add_gap(part, (struct gap){FAR, MANY, 0});
		reader->at += strcspn(at, "}");
		reader->at += *reader->at == '}';
	} else if (strncmp(at, "\\k<", 3) == 0) {
		struct gap gap = {FAR, MANY, 0};
		size_t length = strcspn(at + 3, ">");

		for (size_t i = 0; i < reader->name_count; i++)
			if (reader->names[i].length == length && memcmp(reader->names[i].start, at + 3, length) == 0)
				gap = reader->names[i].gap;
		add_gap(part, gap);
		reader->at += 3 + length;
		reader->at += *reader->at == '>';
	} else if (at[1] && strchr("dDwWsShHvV", at[1])) {
		add_gap(part, (struct gap){1, 1, 0});
		reader->at += 2;
	} else {
		fail(reader);
	}
}

static void read_alternatives(struct reader *reader, struct part *part);

/* A list holds a figure, or two, that fits its hole. */
static void replace_list(const struct reader *reader, const struct hole *hole, struct part *part)
{
	struct thing thing = {.kind = THING_FIGURE, .senses = hole->senses, .before = {FAR, MANY, 0}};
	size_t models = 0;

	memcpy(thing.dimensions, hole->dimensions, sizeof(thing.dimensions));
	for (size_t i = 0; hole->same_as && i < reader->hole_count; i++)
		if (strcmp(reader->holes[i].role, hole->same_as) == 0) {
			models++;
			thing.like = reader->holes[i].group + 1;
		}
	if (models != 1)
		thing.like = 0;
	memset(part, 0, sizeof(*part));
	for (size_t i = 0; i < 1u + hole->is_many; i++)
		add_thing(part, &thing);
	part->tail = (struct gap){FAR, MANY, 0};
}

static void close_capture(struct reader *reader, struct part *part, unsigned group, const char *name)
{
	const struct hole *hole = hole_of_group(reader, group);

	for (size_t i = 0; i < part->count; i++)
		if (part->things[i].kind == THING_DIMENSION && part->things[i].group == 0)
			part->things[i].group = group;
	if (hole && hole->kind == HOLE_LIST)
		replace_list(reader, hole, part);
	if (name && reader->name_count < MOST_NAMES)
		reader->names[reader->name_count++] = (struct name){name, strcspn(name, ">"), part_gap(part)};
}

/* Looking around takes no room. `(?!figure of the dimension of a group)` bars such figures from what follows. */
static void read_look(struct reader *reader, size_t opening, unsigned *barred)
{
	static const char figure[] = "(?![\\x{E200}-\\x{E20F}]\\g{";
	struct part inside;

	if (strncmp(reader->at, figure, sizeof(figure) - 1) == 0)
		*barred = (unsigned)strtoul(reader->at + sizeof(figure) - 1, NULL, 10);
	reader->at += opening;
	read_alternatives(reader, &inside);
}

static void read_group(struct reader *reader, struct part *part, unsigned *barred)
{
	const char *at = reader->at, *name = NULL;
	struct part inside = {0};
	unsigned group = 0;

	if (strncmp(at, "(?=", 3) == 0 || strncmp(at, "(?!", 3) == 0) {
		read_look(reader, 3, barred);
	} else if (strncmp(at, "(?<=", 4) == 0 || strncmp(at, "(?<!", 4) == 0) {
		read_look(reader, 4, barred);
	} else if (strncmp(at, "(?:", 3) == 0 || strncmp(at, "(?>", 3) == 0) {
		reader->at += 3;
		read_alternatives(reader, &inside);
	} else if (at[1] == '*' || (at[1] == '?' && at[2] != '<')) {
		fail(reader);
	} else {
		group = ++reader->group;
		if (at[1] == '?')
			name = at + 3;
		reader->at += name ? 3 + strcspn(name, ">") : 1;
		reader->at += name && *reader->at == '>';
		read_alternatives(reader, &inside);
		close_capture(reader, &inside, group, name);
	}
	if (*reader->at != ')') {
		fail(reader);
		return;
	}
	reader->at++;
	add_repeated(reader, part, &inside);
}

static void read_sequence(struct reader *reader, struct part *part)
{
	unsigned barred = 0;
	uint32_t code_point;

	memset(part, 0, sizeof(*part));
	while (*reader->at && *reader->at != '|' && *reader->at != ')') {
		struct part one = {0};

		if (*reader->at == '(') {
			read_group(reader, part, &barred);
			continue;
		}
		if (read_plain(reader->at, &code_point) > 0) {
			read_run(reader, part);
			continue;
		}
		if (*reader->at == '[') {
			read_class(reader, &one);
		} else if (*reader->at == '\\') {
			read_escape(reader, &one);
		} else if (*reader->at == '.' || *reader->at == '^' || *reader->at == '$') {
			one.tail.reach = one.tail.figures = *reader->at == '.';
			reader->at++;
		} else {
			fail(reader);
		}
		one.tail.barred = barred;
		barred = 0;
		add_repeated(reader, part, &one);
	}
}

/* The words that tell most: the longest, then the fewest. */
static const struct thing *best_words(const struct part *part)
{
	const struct thing *best = NULL;

	for (size_t i = 0; i < part->count; i++) {
		const struct thing *thing = &part->things[i];

		if (thing->kind == THING_WORDS &&
		    (!best || thing->least > best->least ||
		     (thing->least == best->least && thing->word_count < best->word_count)))
			best = thing;
	}
	return best;
}

/* Several alternatives: one word of each, with the widest gaps around it. */
struct alternatives {
	const char *words[MOST_WORDS];
	size_t word_count;
	unsigned least;
	unsigned most;
	struct gap before;
	struct gap behind;
	struct gap whole;
	bool are_certain;
	bool are_dimensions; /* each is a reference to a dimension */
};

static void add_alternative(struct alternatives *all, const struct part *part, bool is_first)
{
	const struct thing *best = best_words(part);
	struct gap before = {0}, behind = part->tail;

	all->are_dimensions &= part->count == 1 && part->things[0].kind == THING_DIMENSION && part->tail.reach == 0 &&
			       part->things[0].before.reach == 0;
	all->whole = is_first ? part_gap(part) : gap_widest(all->whole, part_gap(part));
	if (!best || all->word_count + best->word_count > MOST_WORDS) {
		all->are_certain = false;
		return;
	}
	for (size_t i = 0; i < part->count; i++) {
		const struct thing *thing = &part->things[i];

		if (thing <= best)
			before = gap_sum(before, thing->before);
		if (thing < best)
			before = gap_sum(before, thing_gap(thing));
		if (thing > best)
			behind = gap_sum(behind, gap_sum(thing->before, thing_gap(thing)));
	}
	memcpy(all->words + all->word_count, best->words, best->word_count * sizeof(*all->words));
	all->word_count += best->word_count;
	all->least = is_first || best->least < all->least ? best->least : all->least;
	all->most = best->most > all->most ? best->most : all->most;
	all->before = is_first ? before : gap_widest(all->before, before);
	all->behind = is_first ? behind : gap_widest(all->behind, behind);
}

static void join_alternatives(struct reader *reader, const struct alternatives *all, struct part *part)
{
	memset(part, 0, sizeof(*part));
	if (all->are_dimensions) {
		struct thing thing = {.kind = THING_DIMENSION};

		set_all(thing.dimensions);
		add_thing(part, &thing);
	} else if (all->are_certain) {
		const char **words = arena_alloc_array(reader->arena, all->word_count, sizeof(*words));

		memcpy(words, all->words, all->word_count * sizeof(*words));
		add_gap(part, all->before);
		add_words(part, words, all->word_count, all->least, all->most);
		add_gap(part, all->behind);
	} else {
		add_gap(part, all->whole);
	}
}

static void read_alternatives(struct reader *reader, struct part *part)
{
	struct alternatives *all;

	read_sequence(reader, part);
	if (*reader->at != '|')
		return;
	all = block_resize(NULL, sizeof(*all));
	*all = (struct alternatives){.are_certain = true, .are_dimensions = true};
	add_alternative(all, part, true);
	while (*reader->at == '|') {
		reader->at++;
		read_sequence(reader, part);
		add_alternative(all, part, false);
	}
	join_alternatives(reader, all, part);
	block_release(all);
}

/* The item whose dimension the group matches. */
static int8_t item_of_group(const struct part *part, unsigned group)
{
	for (size_t i = 0; group && i < part->count; i++)
		if (part->things[i].kind == THING_FIGURE && part->things[i].group == group)
			return (int8_t)i;
	return OUTLINE_NONE;
}

/* Halves of figures are no things. */
static void drop_halves(struct part *part)
{
	struct part whole = {0};

	for (size_t i = 0; i < part->count; i++) {
		const struct thing *thing = &part->things[i];

		if (thing->kind == THING_WORDS || thing->kind == THING_FIGURE)
			add_thing(&whole, thing);
		else
			add_gap(&whole, gap_sum(thing->before, thing_gap(thing)));
	}
	*part = whole;
}

struct outline outline_read(struct arena *arena, const char *regex, const struct hole *holes, size_t hole_count)
{
	struct reader reader = {.arena = arena, .at = regex, .holes = holes, .hole_count = hole_count};
	struct outline outline = {0};
	struct part part;

	read_alternatives(&reader, &part);
	if (reader.failed || *reader.at)
		return outline;
	drop_halves(&part);
	outline.count = part.count;
	outline.items = arena_alloc_array(arena, part.count, sizeof(*outline.items));
	for (size_t i = 0; i < part.count; i++) {
		const struct thing *thing = &part.things[i];
		struct outline_item *item = &outline.items[i];

		*item = (struct outline_item){.words = thing->words,
					      .word_count = thing->word_count,
					      .senses = thing->senses,
					      .reach = (uint16_t)thing->before.reach,
					      .figures = (uint8_t)thing->before.figures,
					      .like = item_of_group(&part, thing->like),
					      .barred = item_of_group(&part, thing->before.barred)};
		memcpy(item->dimensions, thing->dimensions, sizeof(item->dimensions));
	}
	return outline;
}
