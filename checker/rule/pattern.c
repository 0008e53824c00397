/* Phrasings: PCRE2 compiles them and finds every match. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rule/pattern.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "rule/translate.h"
#include "yaml/yaml.h"

enum { PREFIX = 3 /* bytes of (?: before the phrase */ };

/* Shared by all threads: what is set here once is never changed. */
struct pattern {
	const struct yaml_node *node; /* where the phrase stands, NULL for a prepared one */
	const struct translated *phrase;
	pthread_mutex_t lock; /* held by the one that compiles */
	_Atomic(pcre2_code *) code;
	_Atomic(pcre2_code *) machine_code; /* a copy: PCRE2 alters the code it adds machine code to */
	atomic_bool is_broken;
};

struct matcher {
	pcre2_match_data *match_data;
	uint32_t pairs; /* there is room for in match_data */
	pcre2_match_context *match_context;
	bool gave_up; /* the last search came to a limit */
};

static void release_pattern(void *object)
{
	struct pattern *pattern = object;

	pcre2_code_free(pattern->code);
	pcre2_code_free(pattern->machine_code);
	pthread_mutex_destroy(&pattern->lock);
}

static void release_matcher(void *object)
{
	struct matcher *matcher = object;

	pcre2_match_data_free(matcher->match_data);
	pcre2_match_context_free(matcher->match_context);
}

struct matcher *matcher_new(struct arena *arena)
{
	struct matcher *matcher = arena_alloc(arena, sizeof(*matcher));

	arena_defer(arena, release_matcher, matcher);
	matcher->match_context = pcre2_match_context_create(NULL);
	if (!matcher->match_context)
		arena_exhausted();
	pcre2_set_match_limit(matcher->match_context, LIMIT_MATCH_STEPS);
	pcre2_set_heap_limit(matcher->match_context, LIMIT_MATCH_KIB);
	return matcher;
}

/* Room for every group of `code`. */
static void make_room(struct matcher *matcher, const pcre2_code *code)
{
	uint32_t groups = 0;

	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
	if (groups < matcher->pairs)
		return;
	pcre2_match_data_free(matcher->match_data);
	matcher->match_data = pcre2_match_data_create(groups + 1, NULL);
	if (!matcher->match_data)
		arena_exhausted();
	matcher->pairs = groups + 1;
}

struct pattern *pattern_of(struct arena *arena, const struct translated *phrase)
{
	struct pattern *pattern = arena_alloc(arena, sizeof(*pattern));

	pattern->phrase = phrase;
	pthread_mutex_init(&pattern->lock, NULL);
	arena_defer(arena, release_pattern, pattern);
	return pattern;
}

struct pattern *pattern_compile(struct arena *arena, const struct yaml_node *node, const struct lexicon *lexicon,
				const struct word_lists *words, struct error_list *errors)
{
	struct translated *phrase = arena_alloc(arena, sizeof(*phrase));
	struct pattern *pattern;

	if (translate_phrase(arena, node, lexicon, words, errors, phrase) < 0)
		return NULL;
	pattern = pattern_of(arena, phrase);
	pattern->node = node;
	return pattern;
}

const struct translated *pattern_translated(const struct pattern *pattern)
{
	return pattern->phrase;
}

static void *allocate(size_t size, void *context)
{
	(void)context;
	return block_resize(NULL, size);
}

static void release(void *memory, void *context)
{
	(void)context;
	block_release(memory);
}

/* PCRE2 does not look at all of its allocations while it makes machine code: none of them may fail. */
static pcre2_compile_context *unfailing_context(void)
{
	pcre2_general_context *general = pcre2_general_context_create(allocate, release, NULL);
	pcre2_compile_context *context = pcre2_compile_context_create(general);

	pcre2_general_context_free(general);
	return context;
}

/* With the lock held. */
static int compile_code(struct pattern *pattern, int *fault, size_t *offset)
{
	struct buffer regex = {0};
	PCRE2_SIZE where = 0;
	uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_USE_OFFSET_LIMIT;
	pcre2_compile_context *context = unfailing_context();
	pcre2_code *code;

	/* The callout at the end reports each match and sends PCRE2 on to the next. */
	buffer_append_string(&regex, "(?:");
	buffer_append_string(&regex, pattern->phrase->regex);
	buffer_append_string(&regex, ")(?C1)");
	code = pcre2_compile((PCRE2_SPTR)regex.bytes, regex.length, options, fault, &where, context);
	pcre2_compile_context_free(context);
	buffer_release(&regex);
	*offset = where;
	if (code)
		pattern->code = code;
	else
		pattern->is_broken = true;
	return code ? 0 : -1;
}

/* What is to be compiled, and how that went. */
struct compilation {
	struct pattern *pattern;
	bool for_machine;
	int result;
	int fault;
	size_t offset;
};

static void compile_locked(void *context)
{
	struct compilation *compilation = context;
	struct pattern *pattern = compilation->pattern;

	if (!pattern->code && !pattern->is_broken)
		compilation->result = compile_code(pattern, &compilation->fault, &compilation->offset);
	if (pattern->code && compilation->for_machine && !pattern->machine_code) {
		pcre2_code *copy = pcre2_code_copy(pattern->code);

		if (!copy)
			/* UNREACHED: PCRE2 copies with its own allocator, which tests cannot make fail here */
			arena_exhausted();
		/* Where there is no machine code for this machine the copy is as good as the code. */
		pcre2_jit_compile(copy, PCRE2_JIT_COMPLETE);
		pattern->machine_code = copy;
	}
}

static void unlock(void *lock)
{
	pthread_mutex_unlock(lock);
}

/* Whatever becomes of the report that wants it: the code is for all. */
static void compile_missing(struct compilation *compilation)
{
	pthread_mutex_lock(&compilation->pattern->lock);
	arena_finally(compile_locked, compilation, unlock, &compilation->pattern->lock);
}

/* NULL when the pattern is faulty. */
static const pcre2_code *code_of(struct pattern *pattern, bool for_machine)
{
	_Atomic(pcre2_code *) *code = for_machine ? &pattern->machine_code : &pattern->code;

	if (!*code && !pattern->is_broken)
		compile_missing(&(struct compilation){.pattern = pattern, .for_machine = for_machine});
	return *code;
}

/* The code points of the phrase before the step that PCRE2 stopped in. */
static size_t phrase_place(const struct pattern *pattern, size_t regex_offset)
{
	const struct translated *phrase = pattern->phrase;
	size_t start = 0;

	for (size_t i = 0; i < phrase->step_count && phrase->steps[i].regex_end < regex_offset; i++)
		start = phrase->steps[i].phrase_end;
	return utf8_count(pattern->node->value, start);
}

int pattern_check(struct pattern *pattern, struct error_list *errors)
{
	struct compilation compilation = {.pattern = pattern};
	PCRE2_UCHAR message[256];
	size_t offset;

	compile_missing(&compilation);
	if (compilation.result == 0)
		return 0;
	offset = compilation.offset > PREFIX ? compilation.offset - PREFIX : 0;
	pcre2_get_error_message(compilation.fault, message, sizeof(message));
	yaml_error_inside(errors, pattern->node, phrase_place(pattern, offset), "the pattern is faulty: %s",
			  (const char *)message);
	return -1;
}

const char *pattern_library_version(struct arena *arena)
{
	char version[64];

	return pcre2_config(PCRE2_CONFIG_VERSION, version) < 0 ? "?" : arena_copy_string(arena, version);
}

const struct hole *pattern_holes(const struct pattern *pattern, size_t *count)
{
	*count = pattern->phrase->hole_count;
	return pattern->phrase->holes;
}

const char *const *pattern_cues(const struct pattern *pattern, size_t set, size_t *count)
{
	*count = pattern->phrase->cues[set].count;
	return pattern->phrase->cues[set].words;
}

const struct outline *pattern_outline(const struct pattern *pattern)
{
	return &pattern->phrase->outline;
}

size_t pattern_least_figures(const struct pattern *pattern)
{
	return pattern->phrase->least_figures;
}

bool pattern_spells_bracket(const struct pattern *pattern)
{
	return pattern->phrase->spells_bracket;
}

struct search {
	const struct pattern *pattern;
	size_t base;
	bool (*found)(void *context, const struct span *spans);
	void *context;
	size_t matches;
	size_t skipped; /* of the first matches: they were told already */
	bool stopped;
};

static int collect(pcre2_callout_block *block, void *context)
{
	struct search *search = context;
	const struct pattern *pattern = search->pattern;
	struct span spans[LIMIT_HOLES + 1];

	if (search->skipped > 0) {
		/* UNREACHED: only where machine code runs out of stack */
		search->skipped--;
		return 1;
	}
	for (size_t i = 0; i < pattern->phrase->hole_count; i++) {
		unsigned group = pattern->phrase->holes[i].group;
		bool is_set = group < block->capture_top && block->offset_vector[2 * group] != PCRE2_UNSET;

		spans[i] = (struct span){NO_OFFSET, NO_OFFSET};
		if (is_set)
			spans[i] = (struct span){search->base + block->offset_vector[2 * group],
						 search->base + block->offset_vector[2 * group + 1]};
	}
	spans[pattern->phrase->hole_count] =
	    (struct span){search->base + block->start_match, search->base + block->current_position};
	search->stopped = !search->found(search->context, spans) || ++search->matches >= LIMIT_MATCHES_PER_PASSAGE;
	/* Above 0: fail here and backtrack; below 0: give up the whole match. */
	return search->stopped ? PCRE2_ERROR_CALLOUT : 1;
}

/* Searches for matches that begin within `start`; returns what pcre2_match() does. */
static int find_from(const pcre2_code *code, struct matcher *matcher, const char *text, struct span passage,
		     struct span start, struct search *search)
{
	PCRE2_SPTR subject = (PCRE2_SPTR)text + passage.start;
	size_t before = search->matches;
	int result;

	pcre2_set_offset_limit(matcher->match_context, start.end - passage.start);
	result = pcre2_match(code, subject, span_length(passage), start.start - passage.start, PCRE2_NO_UTF_CHECK,
			     matcher->match_data, matcher->match_context);
	if (result == PCRE2_ERROR_JIT_STACKLIMIT) {
		/* Without machine code it may go further, by the same way. */
		/* UNREACHED: only where machine code runs out of stack */
		search->skipped = search->matches - before;
		result = pcre2_match(code, subject, span_length(passage), start.start - passage.start,
				     PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, matcher->match_data, matcher->match_context);
	}
	if (result == PCRE2_ERROR_NOMEMORY)
		arena_exhausted();
	return result;
}

static bool is_limit(int result)
{
	return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT;
}

bool pattern_find(struct pattern *pattern, struct matcher *matcher, bool again, const char *text, struct span passage,
		  const struct span *starts, size_t start_count, bool (*found)(void *context, const struct span *spans),
		  void *context)
{
	struct search search = {.pattern = pattern, .base = passage.start, .found = found, .context = context};
	const pcre2_code *code = code_of(pattern, again);
	int result = PCRE2_ERROR_NOMATCH;

	matcher->gave_up = false;
	if (!code)
		return false;
	make_room(matcher, code);
	pcre2_set_callout(matcher->match_context, collect, &search);
	for (size_t i = 0; i < start_count && result == PCRE2_ERROR_NOMATCH; i++)
		result = find_from(code, matcher, text, passage, starts[i], &search);
	matcher->gave_up = is_limit(result);
	return result == PCRE2_ERROR_NOMATCH || result >= 0 ||
	       (result == PCRE2_ERROR_CALLOUT && search.matches < LIMIT_MATCHES_PER_PASSAGE);
}

bool matcher_gave_up(const struct matcher *matcher)
{
	return matcher->gave_up;
}

/* Where the regular expression's first `length` bytes match; false when they do not. */
static bool match_beginning(const char *regex, size_t length, const char *text, struct span passage, struct span *match)
{
	PCRE2_SIZE offset, *vector;
	int fault, result = PCRE2_ERROR_NOMATCH;
	pcre2_code *code =
	    pcre2_compile((PCRE2_SPTR)regex, length, PCRE2_UTF | PCRE2_NO_UTF_CHECK, &fault, &offset, NULL);
	pcre2_match_data *data = code ? pcre2_match_data_create_from_pattern(code, NULL) : NULL;

	if (data)
		result = pcre2_match(code, (PCRE2_SPTR)text + passage.start, span_length(passage), 0,
				     PCRE2_NO_UTF_CHECK, data, NULL);
	if ((!code && fault == PCRE2_ERROR_HEAP_FAILED) || (code && !data) || result == PCRE2_ERROR_NOMEMORY)
		arena_exhausted();
	if (result > 0) {
		vector = pcre2_get_ovector_pointer(data);
		*match = (struct span){passage.start + vector[0], passage.start + vector[1]};
	}
	pcre2_match_data_free(data);
	pcre2_code_free(code);
	return result > 0;
}

struct pattern_reach pattern_reach(const struct pattern *pattern, const char *text, struct span passage)
{
	const struct translated *phrase = pattern->phrase;
	struct pattern_reach reach = {0};

	for (size_t i = phrase->step_count; i-- > 0;)
		if (phrase->steps[i].is_whole &&
		    match_beginning(phrase->regex, phrase->steps[i].regex_end, text, passage, &reach.match)) {
			reach.length = phrase->steps[i].phrase_end;
			break;
		}
	return reach;
}

const char *pattern_phrase(const struct pattern *pattern)
{
	return pattern->phrase->phrase;
}
