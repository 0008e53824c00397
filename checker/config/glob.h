/*
 * Globs over paths: * any run of characters but /, ? one of them, [a-z] and [!a-z] one of a set, ** any number of
 * folders where it stands for a whole part, \ takes the next character as it is. A pattern that matches a folder
 * matches all below it.
 */
#ifndef RCHECK_CONFIG_GLOB_H
#define RCHECK_CONFIG_GLOB_H

#include <stdbool.h>

/* What is wrong with a pattern, NULL when nothing is. Static. */
const char *glob_fault(const char *pattern);

/* Does the pattern match a relative path, or a folder of it? The pattern has no fault. Both are UTF-8 or bytes. */
bool glob_matches(const char *pattern, const char *path);

#endif
