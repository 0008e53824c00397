/* Numbering: lists whose members are numbered through from the first. */
#ifndef RCHECK_CLAIM_NUMBERING_H
#define RCHECK_CLAIM_NUMBERING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figures;

/*
 * Do the labels of these figures count from one on without a gap: 一组 二组, 第1档 第2档, 01.1类 01.2类, 甲 乙, A库 B库?
 * `text` is the folded text that labels are spans of. Who names only some of a whole's parts names notable ones; so such
 * a list is a whole one unless something is said against it.
 */
bool is_numbered_through(const char *text, const struct figures *figures, const uint32_t *members, size_t count);

#endif
