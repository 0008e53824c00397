/* Threads that take the next piece of work when they have done one. */
#ifdef __linux__
#define _GNU_SOURCE /* sched_getaffinity() */
#endif
#include "base/workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#include "base/arena.h"

struct work {
	void (*work)(void *context, size_t worker, size_t index);
	void *context;
	size_t count;
	atomic_size_t next;
};

struct worker {
	pthread_t thread;
	struct work *work;
	size_t number;
};

size_t workers_available(void)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
	/* A batch system gives a job some of the cores only. */
	cpu_set_t cores;

	if (sched_getaffinity(0, sizeof(cores), &cores) == 0)
		online = CPU_COUNT(&cores);
#endif
	return online > 0 ? (size_t)online : 1;
}

static void *work_on(void *object)
{
	const struct worker *worker = object;
	struct work *work = worker->work;

	for (;;) {
		size_t index = atomic_fetch_add(&work->next, 1);

		if (index >= work->count)
			return NULL;
		work->work(work->context, worker->number, index);
	}
}

void workers_run(size_t workers, size_t count, void (*work)(void *context, size_t worker, size_t index), void *context)
{
	struct arena *arena = arena_new();
	struct work shared = {.work = work, .context = context, .count = count};
	size_t wanted = workers < count ? workers : count, started = 1;
	struct worker *crew = arena_alloc_array(arena, wanted + 1, sizeof(*crew));

	crew[0].work = &shared;
	for (; started < wanted; started++) {
		crew[started].work = &shared;
		crew[started].number = started;
		if (pthread_create(&crew[started].thread, NULL, work_on, &crew[started]) != 0)
			/* UNREACHED: the system grants threads; with none the rest is done by those there are */
			break;
	}
	work_on(&crew[0]);
	while (started > 1)
		pthread_join(crew[--started].thread, NULL);
	arena_free(arena);
}
