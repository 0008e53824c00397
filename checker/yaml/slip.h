/* Slips of typing: what a file that libyaml rejects, or a node of the wrong type, really suffers from. */
#ifndef RCHECK_YAML_SLIP_H
#define RCHECK_YAML_SLIP_H

#include <stddef.h>

struct error_list;
struct yaml_file;

/* What libyaml says, places from 1. */
struct yaml_failure {
	const char *problem;
	size_t line;
	size_t column;
	const char *context; /* or NULL */
	size_t context_line;
	size_t context_column;
};

/* Adds the error that is most likely behind the failure. */
void yaml_report_failure(const struct yaml_file *file, const struct yaml_failure *failure, struct error_list *errors);

/*
 * Text that should begin with a key: the place of the full-width colon, or of the colon without a blank, that
 * keeps it from being one; *message says which. NULL when there is none.
 */
const char *yaml_find_key_slip(const char *text, size_t length, const char **message);

#endif
