/* Links on a terminal. */
#include "report/hyperlink.h"

#include <string.h>

#include "base/buffer.h"
#include "report/plain.h"
#include "report/report.h"

bool hyperlink_begin(const struct report_options *options, const char *path, FILE *out)
{
	struct buffer uri = {0};

	if (!options->link_folder || strcmp(path, "-") == 0)
		return false;
	buffer_append_string(&uri, "file://");
	plain_append_encoded(&uri, options->link_host);
	if (*path != '/') {
		plain_append_encoded(&uri, options->link_folder);
		buffer_append_byte(&uri, '/');
	}
	plain_append_encoded(&uri, plain_skip_here(path));
	fprintf(out, "\033]8;;%s\033\\", buffer_string(&uri));
	buffer_release(&uri);
	return true;
}

void hyperlink_end(FILE *out)
{
	fputs("\033]8;;\033\\", out);
}
