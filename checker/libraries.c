/* The libraries the program runs with. */
#include "libraries.h"

#include "base/arena.h"
#include "json_document.h"
#include "rule/pattern.h"
#include "yaml/yaml.h"

const char *libraries_describe(struct arena *arena)
{
	const char *jansson = json_document_library_version();

	return arena_printf(arena, "PCRE2 %s, libyaml %s, %s%s", pattern_library_version(arena), yaml_library_version(),
			    jansson ? "Jansson " : "without Jansson", jansson ? jansson : "");
}
