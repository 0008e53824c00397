/* The names of encodings. */
#include "text/encoding.h"

#include <stddef.h>
#include <strings.h>

const char *const encoding_names[] = {"auto", "UTF-8", "GB18030", "Big5", "UTF-16", "UTF-16LE", "UTF-16BE", NULL};

const char *encoding_name(enum encoding encoding)
{
	return encoding_names[encoding];
}

bool encoding_find(const char *name, enum encoding *encoding)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} others[] = {
	    {"UTF8", ENCODING_UTF8},       {"GBK", ENCODING_GB18030},      {"GB2312", ENCODING_GB18030},
	    {"CP936", ENCODING_GB18030},   {"GB-18030", ENCODING_GB18030}, {"Big5-HKSCS", ENCODING_BIG5},
	    {"CP950", ENCODING_BIG5},      {"Big-5", ENCODING_BIG5},       {"UTF16", ENCODING_UTF16},
	    {"UTF16LE", ENCODING_UTF16LE}, {"UTF16BE", ENCODING_UTF16BE},
	};

	for (size_t i = 0; encoding_names[i]; i++)
		if (strcasecmp(name, encoding_names[i]) == 0) {
			*encoding = (enum encoding)i;
			return true;
		}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (strcasecmp(name, others[i].name) == 0) {
			*encoding = others[i].encoding;
			return true;
		}
	return false;
}
