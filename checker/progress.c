/* The line that says how far a run is. */
#include "progress.h"

#include <pthread.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"

/* Milliseconds between two drawings: faster than one can read. */
enum { INTERVAL = 100 };

struct progress {
	FILE *out;
	pthread_mutex_t lock;
	size_t done;
	size_t total;
	int64_t next; /* when the line may be drawn again */
	int width;    /* of the line that stands there, 0 where none does */
};

static int64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void release(void *object)
{
	struct progress *progress = object;

	pthread_mutex_destroy(&progress->lock);
}

struct progress *progress_begin(struct arena *arena, FILE *out, size_t total, unsigned delay)
{
	struct progress *progress;

	if (total < 2 || !isatty(fileno(out)))
		return NULL;
	progress = arena_alloc(arena, sizeof(*progress));
	*progress = (struct progress){.out = out, .total = total, .next = now() + delay};
	pthread_mutex_init(&progress->lock, NULL);
	arena_defer(arena, release, progress);
	return progress;
}

void progress_advance(struct progress *progress)
{
	int64_t time;

	if (!progress)
		return;
	pthread_mutex_lock(&progress->lock);
	progress->done++;
	time = now();
	if (time >= progress->next) {
		progress->next = time + INTERVAL;
		/* The number only grows, so the line covers the one before. */
		progress->width =
		    fprintf(progress->out, "\rrcheck: %zu of %zu reports", progress->done, progress->total) - 1;
		fflush(progress->out);
	}
	pthread_mutex_unlock(&progress->lock);
}

void progress_end(struct progress *progress)
{
	if (!progress || progress->width <= 0)
		return;
	/* Blanks work on every terminal. */
	fprintf(progress->out, "\r%*s\r", progress->width, "");
	fflush(progress->out);
	progress->width = 0;
}
