/* Work that is divided among threads. */
#ifndef RCHECK_BASE_WORKERS_H
#define RCHECK_BASE_WORKERS_H

#include <stddef.h>

/* The cores that this process may use, at least 1. */
size_t workers_available(void);

/*
 * Calls work(context, worker, index) once for each index below `count`, in this order, by at most `workers` threads, of
 * which the calling one is number 0; returns when all are done. Where the system has no more threads to give, fewer do
 * the work. What two workers share must not be written to.
 */
void workers_run(size_t workers, size_t count, void (*work)(void *context, size_t worker, size_t index), void *context);

#endif
