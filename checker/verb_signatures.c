/* The verb signatures: the bands of every article, for a join in a database. */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/workers.h"
#include "check/candidates.h"
#include "check/pieces.h"
#include "cli.h"
#include "config/config.h"
#include "paths.h"
#include "pipeline.h"
#include "settings.h"
#include "text/document.h"
#include "text/text.h"
#include "verbs.h"

/* Reports whose rows are held at a time. */
enum { BATCH = 256 };

struct signing {
	const struct reading_options *reading;
	const struct path *paths;
	struct buffer rows[BATCH];
	struct arena *arenas[BATCH];
	struct error_list *errors[BATCH]; /* each in its arena */
};

/* Tabs, line breaks and backslashes as COPY of PostgreSQL reads them. */
static void append_field(struct buffer *out, const char *string)
{
	for (; *string; string++)
		if (*string == '\\')
			buffer_append_string(out, "\\\\");
		else if (*string == '\t')
			buffer_append_string(out, "\\t");
		else if (*string == '\n')
			buffer_append_string(out, "\\n");
		else if (*string == '\r')
			buffer_append_string(out, "\\r");
		else
			buffer_append_byte(out, *string);
}

static void append_article(struct buffer *out, const char *path, size_t line, const struct piece *piece)
{
	/* Databases have signed numbers of 64 bits. */
	for (size_t band = 0; band < article_banding.bands; band++) {
		append_field(out, path);
		buffer_printf(out, "\t%" PRIu32 "\t%zu\t%" PRIu32 "\t%" PRId64 "\t%zu\t%" PRId64 "\n",
			      piece->article + 1, line, piece->letters, (int64_t)piece->exact, band,
			      (int64_t)band_hash(&article_banding, piece->bins, band));
	}
}

static void sign(void *context, size_t worker, size_t index)
{
	struct signing *signing = context;
	const struct path *path = &signing->paths[index];
	struct arena *arena = arena_new(), *scratch = arena_new();
	const struct text *text = NULL;

	(void)worker;
	signing->arenas[index] = arena;
	signing->errors[index] = error_list_new(arena);
	if (path->error)
		error_list_add(signing->errors[index], path->name, 0, 0, "%s", path->error);
	else
		text = text_read(scratch, path->name, signing->reading, signing->errors[index]);
	if (text) {
		struct document *document = document_new(scratch, text);
		struct pieces pieces = pieces_of(scratch, text_folded(text), document, SIZE_MAX);

		for (size_t i = 0; i < pieces.article_count; i++)
			append_article(&signing->rows[index], path->name,
				       text_place(text, pieces.articles[i].span).line, &pieces.articles[i]);
	}
	arena_free(scratch);
}

/* Prints the rows of some reports in their order. */
static void flush(struct signing *signing, size_t count, struct error_list *errors)
{
	for (size_t i = 0; i < count; i++) {
		error_list_append(errors, signing->errors[i]);
		fwrite(buffer_string(&signing->rows[i]), 1, signing->rows[i].length, stdout);
		buffer_release(&signing->rows[i]);
		arena_free(signing->arenas[i]);
	}
}

int verb_signatures(struct arena *arena, const struct cli *cli, const struct settings *settings,
		    struct error_list *errors)
{
	const struct path_list all = paths_expand(arena, cli->arguments, cli->argument_count);
	struct signing *signing = arena_alloc(arena, sizeof(*signing));
	size_t count = 0;

	if (all.count == 0) {
		fputs("rcheck: 'signatures' takes reports or folders\n", stderr);
		return STATUS_INCOMPLETE;
	}
	for (size_t i = 0; i < all.count; i++)
		if (!config_ignores(arena, settings->config, all.paths[i].name))
			all.paths[count++] = all.paths[i];
	signing->reading = &settings->reading;
	for (size_t start = 0; start < count; start += BATCH) {
		size_t batch = count - start < BATCH ? count - start : BATCH;

		signing->paths = all.paths + start;
		workers_run(settings->jobs, batch, sign, signing);
		flush(signing, batch, errors);
	}
	error_list_print(errors, stderr);
	return error_list_count(errors) ? STATUS_INCOMPLETE : STATUS_CLEAN;
}
