/* Recognises the marks between the members of a list. */
#include "claim/separator.h"

#include <string.h>

#include "base/utf8.h"

enum separator separator_at(const char *text, size_t length, size_t *size)
{
	static const struct {
		const char *mark;
		enum separator separator;
	} marks[] = {
	    {",", SEPARATOR_COMMA}, {";", SEPARATOR_SEMICOLON}, {":", SEPARATOR_COLON},
	    {"、", SEPARATOR_DUN},  {"以及", SEPARATOR_AND},    {"和", SEPARATOR_AND},
	    {"及", SEPARATOR_AND},  {"与", SEPARATOR_AND},      {"并", SEPARATOR_AND},
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		size_t mark_length = strlen(marks[i].mark);

		if (mark_length <= length && memcmp(text, marks[i].mark, mark_length) == 0) {
			*size = mark_length;
			return marks[i].separator;
		}
	}
	*size = utf8_size(*text);
	return SEPARATOR_NONE;
}
