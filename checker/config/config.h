/*
 * The configuration file `.rcheck.yaml`: settings of a project, and where each stands.
 *
 *     extends: ../.rcheck.yaml          # settings to start from; a path from this file, as all paths are
 *     rules: [rules/own.yaml]           # rule files or folders, as --rules
 *     severity:
 *       zh/duplicate/text: off          # error, warning, note, tick or off
 *     fail-on: warning                  # error, warning, note or never
 *     lang: zh                          # zh, en or auto: the language of the report
 *     jobs: 4                           # reports checked at a time
 *     accepted: accepted.yaml           # findings that are known; .rcheck-accepted.yaml where there is one
 *     encoding: GB18030               # of reports without a byte-order mark; auto where nothing is said
 *     max-size: 64M                   # larger reports are not read
 *     ignore: [drafts, '*-old.md']      # reports that are not checked (config/glob.h)
 *
 * A run has one configuration. What a file says goes before what it extends; lists of rules and globs are joined, the
 * extended file's first.
 */
#ifndef RCHECK_CONFIG_CONFIG_H
#define RCHECK_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct error_list;
struct yaml_node;

/* One setting: its value and its node, which knows file and line. `node` is NULL where nothing sets it. */
struct config_value {
	const char *value; /* of paths: absolute */
	const struct yaml_node *node;
};

/* Strings live in the arena that was given. */
struct config {
	const char *path;             /* of the file, as shown to people; NULL when there is none */
	const char *folder;           /* absolute: of the file, or where the search for one began */
	struct config_value *extends; /* nearest first */
	size_t extends_count;
	struct config_value *rules;
	size_t rules_count;
	struct config_value *severities;         /* the levels */
	const struct yaml_node **severity_rules; /* and the rules whose they are */
	size_t severity_count;
	struct config_value fail_on;  /* error, warning, note or never */
	struct config_value language; /* zh, en or auto */
	struct config_value jobs;     /* a whole number, 1 to LIMIT_JOBS */
	struct config_value accepted;
	struct config_value encoding; /* a name that encoding_find() knows */
	struct config_value max_size; /* what reading_find_size() reads */
	struct config_value *ignore;
	const char **ignore_folders; /* absolute: what each glob is relative to */
	size_t ignore_count;
};

/* What may stand in the file and the words of `severity`, `fail-on` and `lang`, each NULL-terminated. */
extern const char *const config_keys[];
extern const char *const config_levels[];
extern const char *const config_fail_levels[];
extern const char *const config_languages[];

/*
 * Reads the configuration of a run over `report` (a file, a folder, or NULL and "-" for the current folder): the
 * nearest `.rcheck.yaml` from there upward, or `named`. Without one all is empty. Never NULL; faults are added to
 * `errors`.
 */
const struct config *config_read(struct arena *arena, const char *report, const char *named, struct error_list *errors);

/* The same without reading any file: all empty. */
const struct config *config_none(struct arena *arena, const char *report);

/* The glob by which a report is ignored, or NULL. "-" is never ignored. */
const struct config_value *config_ignores(struct arena *arena, const struct config *config, const char *report);

/*
 * Where accepted findings are kept: what the configuration says, else `.rcheck-accepted.yaml` beside it; without a
 * configuration the nearest one from the report upward, else in the current folder, or the report's where that is not
 * below it. Absolute, lives in `arena`; the file need not exist.
 */
const char *config_accepted_path(struct arena *arena, const struct config *config);

#endif
