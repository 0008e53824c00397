/*
 * Every allocation may fail: each command line is run once for every allocation it makes, the n-th failing, alone or with all
 * that follow. It then ends with 2 and says that memory ran out, or, where it can do without, as it ends otherwise; it
 * leaves no unfinished file. The linker wraps what allocates (see the Makefile), in libraries too. The same holds for disks
 * that are full after n bytes, and for a pipe that nobody reads.
 *
 * exhaust [SAMPLE]: with a number, only about that many allocations of each command line are tried: the first and the last,
 * where command lines differ, all, and some of those between, where rules are loaded.
 * exhaust N COMMAND-LINE: that run alone, with all from the N-th allocation on failing, for a debugger.
 */
#define _GNU_SOURCE /* memfd_create, F_SETPIPE_SZ */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int rcheck_main(int count, char **arguments);

/* In the order of what they do first: formats and verbs, rules, settings, faults. */
static const char *const command_lines[] = {
    "--jobs 1 --ticks demo.txt tables.txt dirty.txt",
    "--jobs 3 --ticks demo.txt tables.txt dirty.txt",
    "--format json --ticks --coverage prose.txt slips.txt",
    "--format sarif --accepted demo.txt numbering.txt",
    "--format junit dirty.txt",
    "--format gitlab demo.txt",
    "--format github demo.txt",
    "--format rdjson demo.txt",
    "--format gcc demo.txt",
    "--format csv demo.txt",
    "--format html demo.txt numbering.txt",
    "--jobs 1 copies",
    "--jobs 1 --pipe",
    "--jobs 2 --ticks --pipe",
    "-o json=out.json -o csv=out.csv demo.txt",
    "--rules rules/own.yaml own.txt",
    "--rules rules-broken .",
    "rules test rules/own.yaml",
    "rules why zh/sum/parts-then-total why.txt",
    "explain zh/sum/stages",
    "figures --format json clean.txt",
    "config project/report.txt",
    "project/report.txt project/drafts",
    "--config config-broken/loop-one.yaml demo.txt",
    "accept --reason known --who me --until 2999-01-01 numbering.txt",
    "formats no-such-file.txt",
    "--help",
    "--version",
};

enum { COMMANDS = sizeof(command_lines) / sizeof(*command_lines), WORDS = 16, PIPE_BYTES = 1 << 20, LITTLE = 1 << 12 };

/* What fails: the n-th allocation, with all that follow, writing behind n bytes of a file, writing at all. */
enum fault { FAULT_NONE, FAULT_ONCE, FAULT_ALWAYS, FAULT_DISK, FAULT_PIPE };

static struct {
	atomic_size_t calls; /* of all threads */
	size_t failing;      /* the call from which on memory is out; 0: never */
	bool stays_out;
	bool counts;
} memory;

static bool runs_out(void)
{
	size_t call;

	if (!memory.counts)
		return false;
	call = ++memory.calls;
	if (memory.failing == 0 || call < memory.failing || (call > memory.failing && !memory.stays_out))
		return false;
	errno = ENOMEM;
	return true;
}

#define WRAP(type, name, parameters, arguments, failure)                                                               \
	type __real_##name parameters;                                                                                 \
	type __wrap_##name parameters;                                                                                 \
	type __wrap_##name parameters                                                                                  \
	{                                                                                                              \
		return runs_out() ? (failure) : __real_##name arguments;                                               \
	}

typedef int (*entry_filter)(const struct dirent *entry);
typedef int (*entry_order)(const struct dirent **left, const struct dirent **right);

WRAP(void *, malloc, (size_t size), (size), NULL)
WRAP(void *, calloc, (size_t count, size_t size), (count, size), NULL)
WRAP(void *, realloc, (void *old, size_t size), (old, size), NULL)
WRAP(char *, strdup, (const char *string), (string), NULL)
WRAP(char *, realpath, (const char *path, char *resolved), (path, resolved), NULL)
WRAP(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL)
WRAP(int, scandir, (const char *path, struct dirent ***entries, entry_filter filter, entry_order order),
     (path, entries, filter, order), -1)

/* How a run ended. */
struct outcome {
	int status; /* as of waitpid() */
	size_t calls;
	char *output;
	size_t output_length;
	char *errors;
};

static char *slurp(int file, size_t *length)
{
	struct stat status;
	char *bytes;

	fstat(file, &status);
	*length = (size_t)status.st_size;
	bytes = calloc(1, *length + 1);
	if (!bytes || pread(file, bytes, *length, 0) != (ssize_t)*length)
		abort();
	close(file);
	return bytes;
}

static void set_fault(enum fault fault, size_t n)
{
	const struct rlimit limit = {n, n};
	int ends[2];

	memory.failing = fault == FAULT_ONCE || fault == FAULT_ALWAYS ? n : 0;
	memory.stays_out = fault == FAULT_ALWAYS;
	if (fault == FAULT_DISK) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
	} else if (fault == FAULT_PIPE) {
		signal(SIGPIPE, SIG_IGN);
		if (pipe(ends) != 0)
			abort();
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
	}
}

static void become_run(const char *command_line, enum fault fault, size_t n, int output, int errors, size_t *calls)
{
	char *words[WORDS + 1] = {strdup("rcheck")}, *copy = strdup(command_line);
	int count = 1, status, documents = open("documents.jsonl", O_RDONLY);

	for (char *word = strtok(copy, " "); word && count < WORDS; word = strtok(NULL, " "))
		words[count++] = word;
	if (documents >= 0)
		dup2(documents, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(errors, STDERR_FILENO);
	set_fault(fault, n);
	memory.counts = true;
	status = rcheck_main(count, words);
	memory.counts = false;
	*calls = memory.calls;
	free(copy);
	free(words[0]);
	exit(status);
}

/* What stands in a pipe that nobody writes to any more. */
static char *drain(int end)
{
	char *bytes = calloc(1, PIPE_BYTES + 1);

	if (!bytes || read(end, bytes, PIPE_BYTES) < 0)
		abort();
	close(end);
	return bytes;
}

static struct outcome run(const char *command_line, enum fault fault, size_t n)
{
	static size_t *calls;
	int output = memfd_create("output", 0), errors[2];
	struct outcome outcome = {0};
	pid_t child;

	/* A pipe for the errors: they have room when the disk has none. */
	if (pipe(errors) != 0 || fcntl(errors[0], F_SETPIPE_SZ, PIPE_BYTES) < 0)
		abort();
	if (!calls)
		calls = mmap(NULL, sizeof(*calls), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fflush(NULL);
	child = fork();
	if (child == 0)
		become_run(command_line, fault, n, output, errors[1], calls);
	waitpid(child, &outcome.status, 0);
	close(errors[1]);
	outcome.calls = *calls;
	outcome.output = slurp(output, &outcome.output_length);
	outcome.errors = drain(errors[0]);
	return outcome;
}

static void release(struct outcome *outcome)
{
	free(outcome->output);
	free(outcome->errors);
}

static bool is_same(const struct outcome *a, const struct outcome *b)
{
	return a->status == b->status && a->output_length == b->output_length &&
	       memcmp(a->output, b->output, a->output_length) == 0 && strcmp(a->errors, b->errors) == 0;
}

static bool says_so(const struct outcome *outcome, enum fault fault)
{
	int why = fault == FAULT_DISK ? EFBIG : fault == FAULT_PIPE ? EPIPE : ENOMEM;

	return WIFEXITED(outcome->status) && WEXITSTATUS(outcome->status) == 2 &&
	       (strstr(outcome->errors, strerror(why)) ||
		(why == ENOMEM &&
		 (strstr(outcome->errors, "out of memory") || strstr(outcome->output, "out of memory"))));
}

/* Removes what the run wrote; false when a file is left that it did not finish. */
static bool clean_up(void)
{
	struct dirent *entry;
	DIR *folder = opendir(".");
	bool clean = true;

	while (folder && (entry = readdir(folder))) {
		if (strstr(entry->d_name, ".partial-")) {
			clean = false;
			remove(entry->d_name);
		}
	}
	closedir(folder);
	remove("out.json");
	remove("out.csv");
	remove(".rcheck-accepted.yaml");
	return clean;
}

static size_t failures;

static void try_fault(const char *command_line, const struct outcome *whole, enum fault fault, size_t n)
{
	static const char *const names[] = {"", "an allocation", "an allocation and all behind it", "a full disk",
					    "a closed pipe"};
	struct outcome outcome = run(command_line, fault, n);
	bool clean = clean_up();

	if (!clean || !(is_same(&outcome, whole) || says_so(&outcome, fault))) {
		printf("FAILED rcheck %s: %s, n = %zu: status 0x%x%s\n%.1500s\n%.1500s\n", command_line, names[fault],
		       n, (unsigned)outcome.status, clean ? "" : ", an unfinished file is left", outcome.errors,
		       outcome.output);
		failures++;
	}
	release(&outcome);
}

/* The next of `calls` allocations to try so that about `sample` are tried in all; 0: all. */
static size_t next_try(size_t n, size_t calls, size_t sample, uint64_t *seed)
{
	size_t dense = sample / 5, last = calls > dense ? calls - dense : 0, next;

	if (sample == 0 || calls <= sample || n < dense || n >= last)
		return n + 1;
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	next = n + 1 + (size_t)(*seed >> 33) % (2 * (calls - 2 * dense) / (sample - 2 * dense));
	return dense > 0 && next > last ? last : next;
}

/* Tries the allocations of a command line; returns how many failures were tried. */
static size_t try_command(const char *command_line, size_t sample)
{
	static uint64_t seed = 7;
	struct outcome whole = run(command_line, FAULT_NONE, 0);
	size_t tried = 0, written = whole.output_length ? whole.output_length : LITTLE;

	clean_up();
	if (!WIFEXITED(whole.status) || whole.calls == 0) {
		printf("FAILED rcheck %s: %s\n", command_line, whole.errors);
		failures++;
	}
	for (size_t n = 1; n <= whole.calls; n = next_try(n, whole.calls, sample, &seed)) {
		try_fault(command_line, &whole, FAULT_ONCE, n);
		try_fault(command_line, &whole, FAULT_ALWAYS, n);
		tried += 2;
	}
	for (size_t n = 0; n <= written; n += 1 + written / (sample ? 3 : 100)) {
		try_fault(command_line, &whole, FAULT_DISK, n);
		tried++;
	}
	try_fault(command_line, &whole, FAULT_PIPE, 0);
	release(&whole);
	return tried;
}

int main(int count, char **arguments)
{
	size_t sample = count > 1 ? strtoul(arguments[1], NULL, 10) : 0, tried = 0;

	if (count > 2)
		become_run(arguments[2], FAULT_ALWAYS, sample, STDOUT_FILENO, STDERR_FILENO, &tried);
	for (size_t i = 0; i < COMMANDS; i++)
		tried += try_command(command_lines[i], sample);
	fprintf(stderr, "%zu failures tried\n", tried);
	if (failures == 0)
		printf("%d passed\n", COMMANDS);
	return failures > 0;
}
