/* Workers take lines by turns, check them, and write by turns. */
#include "pipe.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/workers.h"
#include "check/check.h"
#include "cli.h"
#include "config/accepted.h"
#include "finding/finding.h"
#include "json_document.h"
#include "pipeline.h"
#include "report/json_line.h"
#include "report/report.h"
#include "review.h"
#include "rule/rule.h"
#include "settings.h"

enum { CHUNK = 1 << 16, ESCAPE = 6 /* bytes of \u4e00, for one to three of text */ };

/* Standard input, line by line. One worker at a time has it. */
struct input {
	pthread_mutex_t lock;
	char bytes[CHUNK];
	size_t start;
	size_t end;
	size_t lines; /* read so far */
	size_t most;  /* bytes of a line */
	bool is_over;
	int error; /* errno of a read that failed, or 0 */
};

struct pipe {
	const struct cli *cli;
	const struct settings *settings;
	struct review_plan plan;
	struct input input;
	/* Guards all below, and the accepted findings. */
	pthread_mutex_t lock;
	pthread_cond_t written;
	size_t turn; /* the line that is to be written next */
	bool has_fault;
	bool has_finding; /* at or above --fail-on */
	bool is_closed;   /* nobody reads what is written, or the disk is full */
	int output_error; /* errno of that */
};

/* One line and what became of it. */
struct job {
	struct pipe *pipe;
	size_t *matches; /* of each rule */
	struct arena *arena;
	struct buffer line;
	size_t number;
	bool is_too_long;
	bool has_room; /* memory sufficed for the line */
	struct json_document document;
	struct review review;
	char *answer; /* to be freed */
	size_t answer_length;
};

/* Reads more when nothing is left; false at the end. */
static bool fill(struct input *input)
{
	ssize_t count;

	if (input->start < input->end)
		return true;
	do
		count = read(STDIN_FILENO, input->bytes, sizeof(input->bytes));
	while (count < 0 && errno == EINTR);
	if (count < 0)
		/* UNREACHED: a disk that fails while it is read */
		input->error = errno;
	input->start = 0;
	input->end = count > 0 ? (size_t)count : 0;
	return count > 0;
}

/* A piece of a line. */
struct piece_of_line {
	struct buffer *line;
	const char *bytes;
	size_t length;
};

static void append_piece(void *context)
{
	const struct piece_of_line *piece = context;

	buffer_append(piece->line, piece->bytes, piece->length);
}

static void append(struct job *job, const char *bytes, size_t length)
{
	job->has_room = arena_try(append_piece, &(struct piece_of_line){&job->line, bytes, length});
	/* What it held went with the attempt to enlarge it. */
	if (!job->has_room)
		job->line = (struct buffer){0};
}

/* Appends to `line` up to the next line break; of a line that is too long the rest is dropped. */
static bool read_line(struct input *input, struct job *job)
{
	bool any = false;

	job->line.length = 0;
	job->is_too_long = false;
	job->has_room = true;
	while (fill(input)) {
		char *from = input->bytes + input->start, *end = memchr(from, '\n', input->end - input->start);
		size_t length = end ? (size_t)(end - from) : input->end - input->start;

		any = true;
		if (length > input->most - job->line.length)
			job->is_too_long = true;
		if (!job->is_too_long && job->has_room)
			append(job, from, length);
		input->start += length + (end != NULL);
		if (end)
			break;
	}
	input->lines += any;
	job->number = input->lines;
	return any;
}

static bool is_blank(const struct buffer *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (!strchr(" \t\r", line->bytes[i]))
			return false;
	return true;
}

/* Every line has its turn, blank ones, which are passed over, among them. */
static bool take_line(struct pipe *pipe, struct job *job)
{
	bool is_there;

	pthread_mutex_lock(&pipe->input.lock);
	is_there = !pipe->input.is_over && read_line(&pipe->input, job);
	pipe->input.is_over = !is_there;
	pthread_mutex_unlock(&pipe->input.lock);
	return is_there;
}

static void check(struct job *job)
{
	const struct pipe *pipe = job->pipe;
	struct json_document *document = &job->document;
	size_t most = pipe->plan.reading.max_bytes ? pipe->plan.reading.max_bytes : LIMIT_REPORT_BYTES;

	if (job->is_too_long) {
		document->fault = arena_printf(job->arena, "the line is longer than %zu bytes", pipe->input.most);
		return;
	}
	json_document_read(job->arena, job->line.bytes, job->line.length, document);
	if (!document->fault && document->length > most)
		document->fault = arena_printf(job->arena, "'text' is longer than %zu bytes", most);
	if (document->fault)
		return;
	job->review =
	    review_bytes(job->arena, &pipe->plan, document->name, document->text, document->length, job->matches);
	if (job->review.file.error)
		document->fault = job->review.file.error;
}

/* Counts what decides the exit status; accepted findings do not. */
static void judge(struct pipe *pipe, const struct report_run *run)
{
	size_t counts[SEVERITY_COUNT], undecided;

	report_run_count(run, counts, &undecided);
	for (int severity = pipe->settings->fail_on; severity < SEVERITY_COUNT; severity++)
		pipe->has_finding |= counts[severity] > 0;
}

/* With the lock held. */
static struct report_run run_of(struct pipe *pipe, struct job *job)
{
	struct report_run run = {.files = &job->review.file,
				 .file_count = 1,
				 .errors = job->review.errors,
				 .error_count = job->review.errors ? error_list_count(job->review.errors) : 0,
				 .language = job->review.file.language,
				 .options = {.with_ticks = pipe->cli->with_ticks,
					     .with_accepted = pipe->cli->with_accepted,
					     .with_ask = pipe->cli->with_ask,
					     .fail_on = pipe->settings->fail_on}};

	accepted_apply(pipe->settings->accepted, job->review.findings);
	for (size_t i = 0; i < finding_list_count(job->review.findings); i++)
		run.accepted_count += finding_list_at(job->review.findings, i)->accepted != NULL;
	judge(pipe, &run);
	return run;
}

/* The answer as it is written to memory, so that workers do not wait for one another longer than they must. */
struct rendering {
	struct job *job;
	FILE *out;
};

static void render_to(void *context)
{
	const struct rendering *rendering = context;
	struct job *job = rendering->job;
	struct report_run run;

	if (job->document.fault) {
		json_line_write_error(job->document.id, job->number, job->document.fault, rendering->out);
		return;
	}
	pthread_mutex_lock(&job->pipe->lock);
	run = run_of(job->pipe, job);
	pthread_mutex_unlock(&job->pipe->lock);
	json_line_write(&run, job->document.id, job->number, rendering->out);
}

/* Where memory ran out before or now, there is no answer. */
static void close_answer(void *context)
{
	struct rendering *rendering = context;
	struct job *job = rendering->job;
	bool is_whole = !ferror(rendering->out);

	if (fclose(rendering->out) == 0 && is_whole)
		return;
	free(job->answer);
	job->answer = NULL;
}

static void render(struct job *job)
{
	struct rendering rendering = {job, open_memstream(&job->answer, &job->answer_length)};

	if (!rendering.out)
		arena_exhausted();
	arena_finally(render_to, &rendering, close_answer, &rendering);
	if (!job->answer)
		arena_exhausted();
}

static void check_and_render(void *context)
{
	struct job *job = context;

	check(job);
	render(job);
}

/* The line is answered as long as memory lasts; else that it did not is the answer, and where even this fails the run ends. */
static void answer(struct job *job)
{
	job->document = (struct json_document){.name = "-"};
	job->review = (struct review){0};
	job->answer = NULL;
	job->arena = arena_new();
	if (!job->has_room || !arena_try(check_and_render, job)) {
		struct arena *spent = job->arena;

		free(job->answer);
		buffer_release(&job->line);
		job->arena = arena_new();
		job->document.fault = "not checked: out of memory";
		if (job->document.id.kind == JSON_ID_STRING)
			job->document.id.string = arena_copy_string(job->arena, job->document.id.string);
		arena_free(spent);
		render(job);
	}
}

/* Waits for the line's turn; a blank one has no answer. */
static void write_in_turn(struct pipe *pipe, const struct job *job)
{
	pthread_mutex_lock(&pipe->lock);
	while (pipe->turn != job->number)
		pthread_cond_wait(&pipe->written, &pipe->lock);
	if (job->answer && !pipe->is_closed) {
		pipe->has_fault |= job->document.fault || job->review.errors;
		/* What was read is answered, though the next line may be long in coming. */
		pipe->is_closed =
		    fwrite(job->answer, 1, job->answer_length, stdout) < job->answer_length || fflush(stdout) != 0;
		if (pipe->is_closed)
			pipe->output_error = errno;
	}
	pipe->turn++;
	pthread_cond_broadcast(&pipe->written);
	pthread_mutex_unlock(&pipe->lock);
}

static bool is_closed(struct pipe *pipe)
{
	bool closed;

	pthread_mutex_lock(&pipe->lock);
	closed = pipe->is_closed;
	pthread_mutex_unlock(&pipe->lock);
	return closed;
}

static void work(void *context, size_t worker, size_t index)
{
	struct pipe *pipe = context;
	struct arena *arena = arena_new();
	struct job job = {.pipe = pipe, .matches = arena_alloc_array(arena, pipe->plan.rule_count, sizeof(size_t))};

	(void)worker;
	(void)index;
	while (!is_closed(pipe) && take_line(pipe, &job)) {
		job.arena = NULL;
		job.answer = NULL;
		if (job.is_too_long || !job.has_room || !is_blank(&job.line))
			answer(&job);
		write_in_turn(pipe, &job);
		free(job.answer);
		arena_free(job.arena);
	}
	buffer_release(&job.line);
	arena_free(arena);
}

int pipe_run(struct arena *arena, const struct cli *cli, const struct settings *settings, const struct rule_set *rules,
	     const struct error_list *faults)
{
	struct pipe *pipe = arena_alloc(arena, sizeof(*pipe));
	struct checker *checker = checker_new(arena, rules);
	size_t most = settings->reading.max_bytes ? settings->reading.max_bytes : LIMIT_REPORT_BYTES;

	if (!json_document_begin()) {
		/* UNREACHED: in builds without Jansson */
		fputs("rcheck: --pipe needs Jansson, which this build was made without\n", stderr);
		return STATUS_INCOMPLETE;
	}
	error_list_print(faults, stderr);
	checker_speak(checker, settings->language);
	pipe->cli = cli;
	pipe->settings = settings;
	pipe->plan = (struct review_plan){.checker = checker,
					  .rule_count = rule_set_count(rules),
					  .reading = settings->reading,
					  .with_untied = cli->with_ticks};
	pipe->input.most = ESCAPE * most + CHUNK;
	pipe->turn = 1;
	pthread_mutex_init(&pipe->input.lock, NULL);
	pthread_mutex_init(&pipe->lock, NULL);
	pthread_cond_init(&pipe->written, NULL);
	workers_run(settings->jobs, settings->jobs, work, pipe);
	pthread_cond_destroy(&pipe->written);
	pthread_mutex_destroy(&pipe->lock);
	pthread_mutex_destroy(&pipe->input.lock);
	if (pipe->input.error)
		/* UNREACHED: a disk that fails while it is read */
		fprintf(stderr, "rcheck: error: cannot read standard input: %s\n", strerror(pipe->input.error));
	/* That output failed is said where it is closed; errno of another thread is not known there. */
	if (pipe->is_closed)
		errno = pipe->output_error;
	if (pipe->input.error || pipe->has_fault || error_list_count(faults) > 0)
		return STATUS_INCOMPLETE;
	return pipe->has_finding ? STATUS_FOUND : STATUS_CLEAN;
}
