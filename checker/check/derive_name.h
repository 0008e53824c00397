/*
 * Names by which two claims are known to speak of one thing: words of a label without brackets, blanks and the words of
 * the list derive-fillers (完成, 实现, 的). The lists stand in rules/zh/derive.yaml.
 */
#ifndef RCHECK_CHECK_DERIVE_NAME_H
#define RCHECK_CHECK_DERIVE_NAME_H

#include <stdbool.h>

#include "base/span.h"

struct check_context;
struct claim;
struct figure;

/*
 * The label of `of` (NULL: none), and behind a | each the words of the {…:label} holes of `claim` (NULL: none);
 * `drops_scope` leaves out a word of derive-scopes at its start. Lives in the context's arena.
 */
const char *name_of(const struct check_context *context, const struct figure *of, const struct claim *claim,
		    bool drops_scope);

/* The name that is left of a label of a table; its numbering is left out, too. Lives in the context's arena. */
const char *name_of_words(const struct check_context *context, const char *words, bool drops_scope);

/* Does the name begin with a word of derive-scopes (全县)? */
bool name_has_scope(const struct check_context *context, const char *name);

/* Does the label hold a word of derive-places (镇, 公司)? */
bool label_names_place(const struct check_context *context, struct span label);

#endif
