/* The libraries the program runs with. */
#include "libraries.h"

#include "base/arena.h"
#include "rule/pattern.h"
#include "yaml/yaml.h"

const char *libraries_describe(struct arena *arena)
{
	return arena_printf(arena, "PCRE2 %s, libyaml %s", pattern_library_version(arena), yaml_library_version());
}
