/* A region of memory that is released as a whole: one for the run, one for each report. */
#ifndef RCHECK_BASE_ARENA_H
#define RCHECK_BASE_ARENA_H

#include <stddef.h>

struct arena;

/* Prints one line and ends the program with 2: what every allocation does when memory runs out. */
_Noreturn void arena_exhausted(void);

/* Never returns NULL: when memory runs out the program prints one line and exits with 2. */
struct arena *arena_new(void);

/* Runs the deferred destructors, last in first out, then releases everything. NULL is allowed. */
void arena_free(struct arena *arena);

/* Zeroed and aligned for any type; lives as long as `arena`. `size` may be 0. */
void *arena_alloc(struct arena *arena, size_t size);

/* Room for `count` elements of `size` bytes; exits as arena_new does when the product overflows. */
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

#endif
