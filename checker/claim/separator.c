/* Recognises the marks between the members of a list. */
#include "claim/separator.h"

#include <string.h>

#include "base/utf8.h"

enum separator separator_at(const char *text, size_t length, size_t *size)
{
	static const char both[] = "以及";

	switch (utf8_decode(text, size)) {
	case ',':
		return SEPARATOR_COMMA;
	case ';':
		return SEPARATOR_SEMICOLON;
	case ':':
		return SEPARATOR_COLON;
	case 0x3001: /* 、 */
		return SEPARATOR_DUN;
	case 0x4ee5: /* 以 */
		if (length < sizeof(both) - 1 || memcmp(text, both, sizeof(both) - 1) != 0)
			return SEPARATOR_NONE;
		*size = sizeof(both) - 1;
		return SEPARATOR_AND;
	case 0x548c: /* 和 */
	case 0x53ca: /* 及 */
	case 0x4e0e: /* 与 */
	case 0x5e76: /* 并 */
		return SEPARATOR_AND;
	default:
		return SEPARATOR_NONE;
	}
}
