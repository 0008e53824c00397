/* A stretch of text by byte offsets. */
#ifndef RCHECK_BASE_SPAN_H
#define RCHECK_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>

/* Offsets count bytes from the start of the text they speak of; `end` is exclusive. */
struct span {
	size_t start;
	size_t end;
};

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
