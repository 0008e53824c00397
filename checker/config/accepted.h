/*
 * The file of accepted findings: each with its fingerprint, the words it was about, why it may stay, who said so and
 * when. `rcheck accept` writes it whole; it is YAML, so that people can read it, and comments in it are not kept.
 *
 *     accepted:
 *       - fingerprint: 0123456789abcdef
 *         rule: zh/sum/of-which
 *         path: reports/2010.txt         # from the file's own folder
 *         quote: '216个,其中工业项目128个、农业项目57个、民生项目49个'
 *         reason: the yearbook prints it so
 *         who: chen
 *         date: 2024-05-01
 *         until: 2024-12-31              # may be missing: the last day on which the entry counts
 *
 * A finding is recognised by its fingerprint alone, so an entry outlives a change of the report's name.
 */
#ifndef RCHECK_CONFIG_ACCEPTED_H
#define RCHECK_CONFIG_ACCEPTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "finding/finding.h"

struct accepted_list;
struct arena;
struct error_list;

struct accepted_entry {
	const char *fingerprint;
	const char *rule;
	const char *path; /* from the folder of the file of accepted findings; "-" for standard input */
	const char *quote;
	struct acceptance by;
	size_t line;  /* in the file, 0 for a new entry */
	bool expired; /* `today` is past its `until` */
	bool stale;   /* its report was checked and it was not met */
	bool met;     /* a finding of this run has its fingerprint */
};

/* The day of SOURCE_DATE_EPOCH in UTC where that is set, else today's by the local clock: YYYY-MM-DD. */
const char *accepted_today(struct arena *arena);

/* Is this a day of the calendar, written YYYY-MM-DD? */
bool accepted_is_date(const char *date);

/*
 * Reads the file at an absolute path; a file that is not there is a list without entries. All lives in `arena`. Never
 * NULL; faults are added to `errors`.
 */
struct accepted_list *accepted_read(struct arena *arena, const char *path, const char *today,
				    struct error_list *errors);

/* The file's absolute path; entries in the order of the file. */
const char *accepted_path(const struct accepted_list *list);
size_t accepted_count(const struct accepted_list *list);
const struct accepted_entry *accepted_at(const struct accepted_list *list, size_t index);

/* A report's path as entries have it. Lives in the list's arena. */
const char *accepted_path_of(const struct accepted_list *list, const char *report);

/* Marks the findings (ticks apart) that a valid entry accepts, and the entries that were met, valid or not. */
void accepted_apply(struct accepted_list *list, struct finding_list *findings);

/*
 * After accepted_apply() to all reports: marks the entries about the reports that were checked, whose paths are those of
 * accepted_path_of(), that were not met. The text was put right, or changed.
 */
void accepted_find_stale(struct accepted_list *list, const char *const *checked, size_t checked_count);

/*
 * Adds an entry; one of the same fingerprint is replaced. Strings are borrowed. What findings were marked with may move:
 * only for the end of a run.
 */
void accepted_add(struct accepted_list *list, const struct accepted_entry *entry);

/* Drops the entries that are marked as stale; the others keep their order. What findings were marked with moves. */
void accepted_drop_stale(struct accepted_list *list);

/* Writes the file as it should be. Control characters and bytes that are not UTF-8 do not survive. */
void accepted_write(const struct accepted_list *list, FILE *out);

#endif
