/* Opens files to read, and writes them whole or not at all. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/limits.h"

/* Names of what is open already: /dev/stdout, /dev/fd/3. What they lead to is written to as it stands. */
static bool names_descriptor(const char *path)
{
	return strncmp(path, "/dev/std", 8) == 0 || strncmp(path, "/dev/fd/", 8) == 0 ||
	       strncmp(path, "/proc/", 6) == 0;
}

/* A device or pipe is written to as it is; a regular file is replaced when its successor is whole. */
static const char *partial_path(struct arena *arena, const char *path)
{
	struct stat status;

	if (names_descriptor(path) || (stat(path, &status) == 0 && !S_ISREG(status.st_mode)))
		return path;
	return arena_printf(arena, "%s.partial-%ld", path, (long)getpid());
}

/* The file itself where `path` is a link to it. */
static const char *resolve_link(struct arena *arena, const char *path)
{
	char *resolved = names_descriptor(path) ? NULL : realpath(path, NULL);
	const char *copy = resolved ? arena_copy_string(arena, resolved) : path;

	free(resolved);
	return copy;
}

/* Removed when the program ends before it is whole: when memory runs out, or the user has enough. */
static const char *volatile unfinished;

static void remove_unfinished(void)
{
	if (unfinished)
		unlink(unfinished);
}

static void remove_and_end(int number)
{
	remove_unfinished();
	/* The action is the usual one again, as SA_RESETHAND says, and comes when this returns. */
	raise(number);
}

static void heed_signals(void)
{
	static const int numbers[] = {SIGHUP, SIGINT, SIGTERM};
	struct sigaction action = {.sa_handler = remove_and_end, .sa_flags = (int)SA_RESETHAND}, before;

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		/* nohup and the like have signals ignored. */
		if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
			sigaction(numbers[i], &action, NULL);
}

static void begin_file(const char *partial, const char *target)
{
	static bool is_registered;

	if (!is_registered) {
		is_registered = atexit(remove_unfinished) == 0;
		heed_signals();
	}
	unfinished = partial != target ? partial : NULL;
}

/* A file that is written as long as memory lasts. */
struct replacement {
	void (*write)(const void *context, FILE *out);
	const void *context;
	FILE *file;
};

static void write_file(void *object)
{
	const struct replacement *replacement = object;

	replacement->write(replacement->context, replacement->file);
}

int file_replace(struct arena *arena, const char *path, void (*write)(const void *context, FILE *out),
		 const void *context, struct error_list *errors)
{
	const char *target = resolve_link(arena, path), *partial = partial_path(arena, target);
	struct replacement replacement = {write, context, NULL};
	bool has_memory, whole;

	begin_file(partial, target);
	replacement.file = fopen(partial, "wb");
	if (!replacement.file) {
		unfinished = NULL;
		error_list_add(errors, path, 0, 0, "cannot write: %s", strerror(errno));
		return -1;
	}
	has_memory = arena_try(write_file, &replacement);
	whole = has_memory && !ferror(replacement.file);
	whole = fclose(replacement.file) == 0 && whole;
	if (whole && (partial == target || rename(partial, target) == 0)) {
		unfinished = NULL;
		return 0;
	}
	error_list_add(errors, path, 0, 0, "cannot write: %s", strerror(has_memory ? errno : ENOMEM));
	remove_unfinished();
	unfinished = NULL;
	return -1;
}

/* Opens a pipe that someone writes to; without a writer it would be waited for without end. */
static FILE *open_pipe(const char *path)
{
	enum { STEP = 10 };
	const struct timespec step = {.tv_nsec = STEP * 1000000L};
	int pipe = open(path, O_RDONLY | O_NONBLOCK);
	FILE *stream = NULL;

	/* Without a writer a read gives nothing at once, and no end was ever told; with a silent one it would block. */
	for (int waited = 0; pipe >= 0 && waited < LIMIT_PIPE_WAIT; waited += STEP) {
		struct pollfd state = {.fd = pipe, .events = POLLIN};
		char first;
		int hung_up = poll(&state, 1, 0) > 0 && (state.revents & POLLHUP);
		ssize_t size = read(pipe, &first, 1);

		if (size != 0 || hung_up) {
			fcntl(pipe, F_SETFL, 0);
			stream = fdopen(pipe, "rb");
			if (stream && size == 1)
				ungetc((unsigned char)first, stream);
			break;
		}
		nanosleep(&step, NULL);
	}
	if (!stream && pipe >= 0) {
		close(pipe);
		errno = ETIMEDOUT;
	}
	return stream;
}

/* The descriptor that the shell names in <(command): opened anew, a pipe whose writer is done would never end. */
static FILE *open_descriptor(const char *number)
{
	char *end;
	long descriptor = strtol(number, &end, 10);
	int copy = *end == '\0' && end > number && descriptor <= INT_MAX ? dup((int)descriptor) : -1;

	return copy >= 0 ? fdopen(copy, "rb") : NULL;
}

static FILE *open_fifo(const char *path)
{
	static const char descriptors[] = "/dev/fd/";
	FILE *stream = NULL;

	if (strncmp(path, descriptors, sizeof(descriptors) - 1) == 0)
		stream = open_descriptor(path + sizeof(descriptors) - 1);
	return stream ? stream : open_pipe(path);
}

FILE *file_open(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISFIFO(status.st_mode) ? open_fifo(path) : fopen(path, "rb");
}

const char *file_open_fault(void)
{
	return errno == ETIMEDOUT ? "nobody writes to this pipe" : strerror(errno);
}

void file_hold_standard_streams(void)
{
	/* open() gives the lowest number that is free, so that each hole is filled as it is found. */
	for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
		if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			/* UNREACHED: systems have this device */
			return;
}
