/* A stretch of text by byte offsets. */
#ifndef RCHECK_BASE_SPAN_H
#define RCHECK_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Offsets count bytes from the start of the text they speak of; `end` is exclusive. LIMIT_FILE_BYTES keeps them in 32 bits: most
 * of what is known of a report are places.
 */
struct span {
	uint32_t start;
	uint32_t end;
};

/* The start of a span that is none. */
#define NO_OFFSET UINT32_MAX

static inline bool span_overlaps(struct span a, struct span b)
{
	return a.start < b.end && b.start < a.end;
}

static inline bool span_contains(struct span outer, struct span inner)
{
	return outer.start <= inner.start && inner.end <= outer.end;
}

static inline size_t span_length(struct span span)
{
	return span.end - span.start;
}

#endif
