/* What only a terminal gets: a run on a pseudo-terminal, in a process of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "cli.h"
#include "pipeline.h"
#include "settings.h"

enum { MOST = 1 << 16 };

/* What the last run wrote: the terminal, and the pipe beside it. */
static char screen[MOST];
static char piped[MOST];

/* What a run sees of its surroundings. */
struct surroundings {
	bool out_is_pipe; /* standard output, not the terminal */
	bool err_is_pipe;
	unsigned delay;
	const char *environment[4]; /* NAME=VALUE, NULL at the end */
	const char *arguments[8];   /* NULL at the end */
};

static void drain(int from, char *into)
{
	size_t length = 0;
	ssize_t count;

	/* A terminal that nobody holds any more is an error, not an end. */
	while (length < MOST - 1 && (count = read(from, into + length, MOST - 1 - length)) > 0)
		length += (size_t)count;
	into[length] = '\0';
}

/* As main() does it; the arguments are copied because those of main() are not constant. */
static int run(const struct surroundings *surroundings)
{
	static const char *const cleared[] = {"NO_COLOR", "FORCE_HYPERLINK", "CI",         "TERM",
					      "COLUMNS",  "TERM_PROGRAM",    "WT_SESSION", "VTE_VERSION"};
	struct arena *arena = arena_new();
	struct error_list *errors = error_list_new(arena);
	char *arguments[10] = {arena_copy_string(arena, "rcheck"), arena_copy_string(arena, "--no-config")};
	int count = 2, status;
	struct settings settings;
	struct cli cli;

	for (size_t i = 0; i < sizeof(cleared) / sizeof(*cleared); i++)
		unsetenv(cleared[i]);
	for (size_t i = 0; surroundings->environment[i]; i++)
		putenv(arena_copy_string(arena, surroundings->environment[i]));
	for (size_t i = 0; surroundings->arguments[i]; i++)
		arguments[count++] = arena_copy_string(arena, surroundings->arguments[i]);
	if (cli_read(arena, count, arguments, &cli, stderr) < 0)
		return STATUS_INCOMPLETE;
	cli.progress_delay = surroundings->delay;
	settings = settings_read(arena, &cli, errors);
	status =
	    pipeline_run(arena, &cli, &settings, pipeline_load_rules(arena, &cli, settings.config, errors), errors);
	fflush(stdout);
	arena_free(arena);
	return status;
}

/* Runs it; what it writes stands in `screen` and `piped`. Returns its exit status. */
static int run_on_terminal(const struct surroundings *surroundings)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), ends[2], status, slave;
	pid_t child;

	assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	assert_true(slave >= 0);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(surroundings->out_is_pipe ? ends[1] : slave, STDOUT_FILENO);
		dup2(surroundings->err_is_pipe ? ends[1] : slave, STDERR_FILENO);
		close(master);
		close(slave);
		close(ends[0]);
		close(ends[1]);
		_exit(run(surroundings));
	}
	close(slave);
	close(ends[1]);
	/* What goes to the pipe fits into it, so that one can be read after the other. */
	drain(master, screen);
	drain(ends[0], piped);
	close(master);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

#define TWO_REPORTS "fixtures/clean.txt", "fixtures/demo.txt"

/* The line is there, is rewritten, and blanks cover it before the first word of the output. */
static void test_progress(void **state)
{
	static const struct surroundings shown = {.arguments = {"--summary", "--jobs", "1", TWO_REPORTS}};
	const char *at = screen;

	(void)state;
	assert_int_equal(run_on_terminal(&shown), STATUS_FOUND);
	assert_ptr_equal(strstr(at, "\rrcheck: 1 of 2 reports"), at);
	at = strstr(at, "\r                      \r");
	assert_non_null(at);
	at += strlen("\r                      \r");
	assert_null(strstr(at, "of 2 reports"));
	assert_non_null(strstr(at, "demo.txt"));
}

static void test_progress_beside_a_pipe(void **state)
{
	static const struct surroundings shown = {.out_is_pipe = true, .arguments = {"--jobs", "2", TWO_REPORTS}};

	(void)state;
	assert_int_equal(run_on_terminal(&shown), STATUS_FOUND);
	assert_ptr_equal(strstr(screen, "\rrcheck: "), screen);
	assert_string_equal(screen + strlen(screen) - 2, " \r");
	assert_null(strstr(piped, "of 2 reports"));
}

static void test_no_progress(void **state)
{
	static const struct surroundings rows[] = {
	    {.err_is_pipe = true, .arguments = {TWO_REPORTS}},
	    {.arguments = {"--quiet", TWO_REPORTS}},
	    {.arguments = {"fixtures/demo.txt"}},
	    {.delay = 1000000, .arguments = {TWO_REPORTS}},
	};

	(void)state;
	for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
		assert_int_equal(run_on_terminal(&rows[row]), STATUS_FOUND);
		assert_null(strstr(screen, "rcheck: "));
		assert_null(strstr(screen, "  \r"));
		assert_null(strstr(piped, "rcheck: "));
	}
}

/* Links where the terminal has them: by what it says of itself, with colors, and never in what goes elsewhere. */
static void test_hyperlinks(void **state)
{
	static const struct {
		bool has_links;
		struct surroundings surroundings;
	} rows[] = {
	    {false, {.environment = {NULL}}},
	    {false, {.environment = {"TERM=dumb", "VTE_VERSION=4900"}}},
	    {true, {.environment = {"VTE_VERSION=5000"}}},
	    {true, {.environment = {"TERM_PROGRAM=WezTerm"}}},
	    {true, {.environment = {"TERM=xterm-kitty"}}},
	    {true, {.environment = {"WT_SESSION=x"}}},
	    {true, {.environment = {"FORCE_HYPERLINK=1"}}},
	    {false, {.environment = {"FORCE_HYPERLINK=0", "VTE_VERSION=7000"}}},
	    {false, {.environment = {"NO_COLOR=1", "VTE_VERSION=7000"}}},
	    {false, {.out_is_pipe = true, .environment = {"FORCE_HYPERLINK=1"}}},
	    {false, {.environment = {"FORCE_HYPERLINK=1"}, .arguments = {"--hyperlinks", "never"}}},
	    {true, {.out_is_pipe = true, .environment = {"NO_COLOR=1"}, .arguments = {"--hyperlinks", "always"}}},
	};

	(void)state;
	for (size_t row = 0; row < sizeof(rows) / sizeof(*rows); row++) {
		struct surroundings surroundings = rows[row].surroundings;
		const char *out = surroundings.out_is_pipe ? piped : screen, *begin, *end;
		size_t count = 0;

		while (surroundings.arguments[count])
			count++;
		surroundings.arguments[count] = "fixtures/demo.txt";
		assert_int_equal(run_on_terminal(&surroundings), STATUS_FOUND);
		begin = strstr(out, "\033]8;;file://");
		if (!begin != !rows[row].has_links)
			fail_msg("row %zu: %s", row, out);
		if (!begin)
			continue;
		end = strstr(begin, "/fixtures/demo.txt\033\\fixtures/demo.txt:4:29\033]8;;\033\\: ");
		assert_non_null(end);
		/* One host and one absolute folder lie between. */
		assert_true(memchr(begin + strlen("\033]8;;file://"), '/', (size_t)(end + 1 - begin)) != NULL);
		assert_null(memchr(begin + 1, '\033', (size_t)(end - begin) - 1));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_progress),
	    cmocka_unit_test(test_progress_beside_a_pipe),
	    cmocka_unit_test(test_no_progress),
	    cmocka_unit_test(test_hyperlinks),
	};

	return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
