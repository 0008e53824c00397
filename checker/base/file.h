/* Opening a file to read, and writing one whole or not at all. */
#ifndef RCHECK_BASE_FILE_H
#define RCHECK_BASE_FILE_H

#include <stdio.h>

struct arena;
struct error_list;

/* As fopen(path, "rb"), but a named pipe to which nobody writes within LIMIT_PIPE_WAIT is given up. */
FILE *file_open(const char *path);

/* Why file_open() gave NULL just now. Borrowed. */
const char *file_open_fault(void);

/*
 * Has `write` write to a file beside `path`, or beside what a link there leads to, and moves it into place when it is
 * whole. A device or pipe is written to as it is. Returns 0, or -1 with an error that names `path`; a regular file is
 * then as it was, and stays so where a signal ends the program. Where memory runs out in `write`, that is an error, too.
 */
int file_replace(struct arena *arena, const char *path, void (*write)(const void *context, FILE *out),
		 const void *context, struct error_list *errors);

/*
 * To be called first: a standard stream that the caller closed is held, so that no file that is opened later takes its
 * place. Reading from it and writing to it fail as before.
 */
void file_hold_standard_streams(void);

#endif
