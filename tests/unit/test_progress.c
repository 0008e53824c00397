/* The line that says how far a run is: drawn on a terminal, wiped again, and nowhere else. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "progress.h"

/* What a terminal was sent. */
static char seen[512];

static FILE *open_terminal(int *master)
{
	int slave;

	*master = posix_openpt(O_RDWR | O_NOCTTY);
	if (*master < 0 || grantpt(*master) != 0 || unlockpt(*master) != 0)
		return NULL;
	slave = open(ptsname(*master), O_RDWR | O_NOCTTY);
	return slave < 0 ? NULL : fdopen(slave, "w");
}

static void look(int master)
{
	ssize_t size = read(master, seen, sizeof(seen) - 1);

	assert_true(size >= 0);
	seen[size] = '\0';
}

static void line_is_drawn_and_wiped(void **state)
{
	struct arena *arena = arena_new();
	struct progress *progress;
	int master;
	FILE *terminal = open_terminal(&master);

	(void)state;
	if (!terminal)
		skip();
	progress = progress_begin(arena, terminal, 30, 0);
	assert_non_null(progress);
	progress_advance(progress);
	look(master);
	assert_string_equal(seen, "\rrcheck: 1 of 30 reports");
	/* Not again at once. */
	progress_advance(progress);
	progress_end(progress);
	look(master);
	assert_string_equal(seen, "\r                       \r");
	/* Nothing is left to wipe. */
	progress_end(progress);
	fputs("end", terminal);
	fflush(terminal);
	look(master);
	assert_string_equal(seen, "end");
	fclose(terminal);
	close(master);
	arena_free(arena);
}

static void short_runs_draw_nothing(void **state)
{
	struct arena *arena = arena_new();
	struct progress *progress;
	int master;
	FILE *terminal = open_terminal(&master), *file = tmpfile();

	(void)state;
	if (!terminal)
		skip();
	assert_null(progress_begin(arena, file, 30, 0));
	assert_null(progress_begin(arena, terminal, 1, 0));
	progress = progress_begin(arena, terminal, 2, 60000);
	progress_advance(progress);
	progress_end(progress);
	progress_advance(NULL);
	progress_end(NULL);
	fputs("end", terminal);
	fflush(terminal);
	look(master);
	assert_string_equal(seen, "end");
	fclose(terminal);
	fclose(file);
	close(master);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(line_is_drawn_and_wiped),
	    cmocka_unit_test(short_runs_draw_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
