/* A region of memory that is released as a whole: one for the run, one for each report. */
#ifndef RCHECK_BASE_ARENA_H
#define RCHECK_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What every allocation does when memory runs out: ends the attempt (arena_try), else prints one line and exits with 2. */
_Noreturn void arena_exhausted(void);

/* Never returns NULL: see arena_exhausted(). */
struct arena *arena_new(void);

/* Runs the deferred destructors, last in first out, then releases everything. NULL is allowed. */
void arena_free(struct arena *arena);

/* Zeroed and aligned for any type; lives as long as `arena`. `size` may be 0. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for `count` elements of `size` bytes; fails as arena_new does when the product overflows. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/* Copies `length` bytes and appends a NUL; lives in `arena`. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* Copies a NUL-terminated string; lives in `arena`. */
char *arena_copy_string(struct arena *arena, const char *string);

/* printf into `arena`. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));

/* Calls `destroy(object)` when the arena is freed: for what a library allocated. */
void arena_defer(struct arena *arena, void (*destroy)(void *object), void *object);

/*
 * Makes room for one more element in an array that lives in `arena`: returns `array`, or a larger one
 * in its place, with room for at least `count` + 1 elements of `size` bytes, the new ones not zeroed; *capacity
 * is updated. `array` must come from arena_grow; pointers into it are lost. Start with NULL and a capacity of 0.
 */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size);

/*
 * Calls work(context), an attempt. Returns true when it is done; what it made then stays. Returns false when memory ran out
 * in it: the call is given up, and the arenas and blocks that this thread made in it and had not released are released.
 * What else it may hold at such a moment, a lock or a file, belongs to arena_finally(). Attempts may lie within each other.
 */
bool arena_try(void (*work)(void *context), void *context);

/* Calls work(context) and then, even where memory runs out in it, release(object). An attempt of its own. */
void arena_finally(void (*work)(void *context), void *context, void (*release)(void *object), void *object);

/* Memory that is released by hand: as realloc(), but never returns NULL. Not zeroed. */
void *block_resize(void *memory, size_t size);

/* As free(). */
void block_release(void *memory);

#endif
