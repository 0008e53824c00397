/* The libraries the program runs with. */
#ifndef RCHECK_LIBRARIES_H
#define RCHECK_LIBRARIES_H

struct arena;

/* "PCRE2 10.42, libyaml 0.2.5"; lives in `arena`. */
const char *libraries_describe(struct arena *arena);

#endif
