/* How reports are read. */
#ifndef RCHECK_TEXT_READING_H
#define RCHECK_TEXT_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "text/encoding.h"

struct reading_options {
	enum encoding encoding;
	size_t max_bytes; /* a larger file is not read; 0 is LIMIT_REPORT_BYTES */
};

/* Reads a number of bytes, with K, M or G behind it for powers of 1024; false unless it is 1 to LIMIT_FILE_BYTES. */
bool reading_find_size(const char *string, size_t *bytes);

#endif
