/* Keeps a region of memory as a list of chunks, so that it can be released as a whole. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK = 1 << 11, LARGEST_CHUNK = 1 << 22 };

/* From this size on a growing array has a chunk of its own, which the system can move without copying. */
#ifdef ARENA_MALLOC_EACH
enum { OWN_CHUNK = 0 };
#else
enum { OWN_CHUNK = 1 << 16 };
#endif

struct chunk {
	struct chunk **link; /* what points to it */
	struct chunk *next;
	alignas(max_align_t) char bytes[]; /* zeroed by calloc, handed out once */
};

struct deferred {
	struct deferred *next;
	void (*destroy)(void *object);
	void *object;
};

/* What the calling thread is in, see arena_try(). */
struct attempt {
	struct attempt *outer;
	struct arena *arenas; /* that were made in it and are not released */
	struct block *blocks; /* likewise */
	jmp_buf start;
};

static _Thread_local struct attempt *attempt;

struct block {
	struct block **link; /* what points to it; NULL when no attempt is answerable for it */
	struct block *next;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct arena **link; /* as of a block */
	struct arena *next;
	struct chunk *chunks;
	struct deferred *deferred;
	char *at;
	size_t left;
	size_t chunk_size;
};

_Noreturn void arena_exhausted(void)
{
	if (attempt)
		longjmp(attempt->start, 1);
	fputs("rcheck: out of memory\n", stderr);
	exit(2);
}

static void *allocate(size_t size)
{
	void *memory = calloc(1, size);

	if (!memory)
		arena_exhausted();
	return memory;
}

struct arena *arena_new(void)
{
	struct arena *arena = allocate(sizeof(*arena));

	arena->chunk_size = FIRST_CHUNK;
	if (attempt) {
		arena->link = &attempt->arenas;
		arena->next = attempt->arenas;
		if (arena->next)
			arena->next->link = &arena->next;
		attempt->arenas = arena;
	}
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	if (arena->link)
		*arena->link = arena->next;
	if (arena->link && arena->next)
		arena->next->link = arena->link;
	for (struct deferred *deferred = arena->deferred; deferred; deferred = deferred->next)
		deferred->destroy(deferred->object);
	for (struct chunk *chunk = arena->chunks, *next; chunk; chunk = next) {
		next = chunk->next;
		free(chunk);
	}
	free(arena);
}

static void link_chunk(struct arena *arena, struct chunk *chunk)
{
	chunk->link = &arena->chunks;
	chunk->next = arena->chunks;
	if (chunk->next)
		chunk->next->link = &chunk->next;
	arena->chunks = chunk;
}

static char *add_chunk(struct arena *arena, size_t size)
{
	struct chunk *chunk = allocate(sizeof(*chunk) + size);

	link_chunk(arena, chunk);
	return chunk->bytes;
}

/* Grows the chunk that begins with `array`; what is added is not zeroed. */
static char *grow_chunk(struct arena *arena, char *array, size_t size)
{
	struct chunk *chunk = (struct chunk *)(array - offsetof(struct chunk, bytes)), *larger;

	*chunk->link = chunk->next;
	if (chunk->next)
		chunk->next->link = chunk->link;
	larger = realloc(chunk, sizeof(*chunk) + size);
	if (!larger) {
		link_chunk(arena, chunk);
		arena_exhausted();
	}
	link_chunk(arena, larger);
	return larger->bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX - alignof(max_align_t) - sizeof(struct chunk))
		/* UNREACHED: sizes are those of files that were read, far from what a size_t holds */
		arena_exhausted();
	if (size == 0)
		size = 1;
#ifdef ARENA_MALLOC_EACH
	/* Not rounded up, so that a sanitizer sees a step of one byte too far. */
	return add_chunk(arena, size);
#else
	void *memory;

	size = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (size > arena->chunk_size / 4)
		return add_chunk(arena, size);
	if (size > arena->left) {
		if (arena->chunk_size < LARGEST_CHUNK)
			arena->chunk_size *= 2;
		arena->at = add_chunk(arena, arena->chunk_size);
		arena->left = arena->chunk_size;
	}
	memory = arena->at;
	arena->at += size;
	arena->left -= size;
	return memory;
#endif
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	if (size > 0 && count > SIZE_MAX / size)
		/* UNREACHED: counts are those of things in memory */
		arena_exhausted();
	return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	if (length > 0)
		memcpy(copy, bytes, length);
	return copy;
}

char *arena_copy_string(struct arena *arena, const char *string)
{
	return arena_copy(arena, string, strlen(string));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	int length;
	char *string;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0)
		/* UNREACHED: no format of ours fails */
		return arena_copy(arena, "", 0);
	string = arena_alloc(arena, (size_t)length + 1);
	va_start(arguments, format);
	vsnprintf(string, (size_t)length + 1, format, arguments);
	va_end(arguments);
	return string;
}

void arena_defer(struct arena *arena, void (*destroy)(void *object), void *object)
{
	struct deferred *deferred = arena_alloc(arena, sizeof(*deferred));

	*deferred = (struct deferred){arena->deferred, destroy, object};
	arena->deferred = deferred;
}

/* The capacity is what it was where memory runs out: who outlives the attempt may add to the array again. */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
	size_t bytes = *capacity * size, limit = SIZE_MAX / 2 - sizeof(struct chunk);
	size_t more = *capacity ? 2 * *capacity : 16;
	void *larger;

	if (count < *capacity)
		return array;
	if (size > 0 && more > limit / size)
		/* UNREACHED: counts are those of things in memory */
		arena_exhausted();
	if (bytes > OWN_CHUNK) {
		larger = grow_chunk(arena, array, more * size);
	} else {
		larger = more * size > OWN_CHUNK ? add_chunk(arena, more * size) : arena_alloc(arena, more * size);
		if (count > 0)
			memcpy(larger, array, count * size);
	}
	*capacity = more;
	return larger;
}

static void unlink_block(const struct block *block)
{
	if (block->link)
		*block->link = block->next;
	if (block->link && block->next)
		block->next->link = block->link;
}

static void link_block(struct block *block)
{
	block->link = attempt ? &attempt->blocks : NULL;
	block->next = attempt ? attempt->blocks : NULL;
	if (block->next)
		block->next->link = &block->next;
	if (attempt)
		attempt->blocks = block;
}

static struct block *block_of(void *memory)
{
	return memory ? (struct block *)((char *)memory - offsetof(struct block, bytes)) : NULL;
}

void *block_resize(void *memory, size_t size)
{
	struct block *block = block_of(memory), *larger;

	if (size > SIZE_MAX - sizeof(*block))
		/* UNREACHED: sizes are those of files that were read */
		arena_exhausted();
	if (block)
		unlink_block(block);
	larger = realloc(block, sizeof(*block) + size);
	if (!larger) {
		if (block)
			link_block(block);
		arena_exhausted();
	}
	link_block(larger);
	return (char *)larger + offsetof(struct block, bytes);
}

static void free_block(struct block *block)
{
	unlink_block(block);
	free(block);
}

void block_release(void *memory)
{
	if (memory)
		free_block(block_of(memory));
}

/* What an attempt made stays, and no attempt is answerable for it any more. */
static void keep_all(struct attempt *done)
{
	for (struct arena *arena = done->arenas; arena; arena = arena->next)
		arena->link = NULL;
	for (struct block *block = done->blocks; block; block = block->next)
		block->link = NULL;
}

/* An arena may hold blocks, and release them. What is released takes itself out of the list. */
static void release_all(struct attempt *failed)
{
	/* NOLINTBEGIN(clang-analyzer-unix.Malloc): the analyser does not follow links back */
	while (failed->arenas)
		arena_free(failed->arenas);
	while (failed->blocks)
		free_block(failed->blocks);
	/* NOLINTEND(clang-analyzer-unix.Malloc) */
}

/* On its own: setjmp() leaves what its caller keeps in registers undefined. */
static bool try(struct attempt *begun, void (*work)(void *context), void *context)
{
	if (setjmp(begun->start) != 0)
		return false;
	work(context);
	return true;
}

bool arena_try(void (*work)(void *context), void *context)
{
	struct attempt begun = {.outer = attempt};
	bool is_done;

	attempt = &begun;
	is_done = try(&begun, work, context);
	attempt = begun.outer;
	if (is_done)
		keep_all(&begun);
	else
		release_all(&begun);
	return is_done;
}

void arena_finally(void (*work)(void *context), void *context, void (*release)(void *object), void *object)
{
	bool is_done = arena_try(work, context);

	release(object);
	if (!is_done)
		arena_exhausted();
}
