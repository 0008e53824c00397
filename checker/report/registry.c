/* The table of output formats. */
#include <string.h>

#include "report/report.h"

const struct report_format *const report_formats[] = {
#define X(name) &name##_format,
#include "report/formats.def"
#undef X
    NULL};

const struct report_format *report_format_find(const char *name)
{
	for (size_t i = 0; report_formats[i]; i++)
		if (strcmp(report_formats[i]->name, name) == 0)
			return report_formats[i];
	return NULL;
}
