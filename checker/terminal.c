/* What the terminal can show. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* What `string` says if it is a sensible width, or 0. */
static size_t columns_from(const char *string)
{
	long columns = string ? strtol(string, NULL, 10) : 0;

	return columns > 0 && columns < 10000 ? (size_t)columns : 0;
}

/* Very narrow and very wide terminals are hard to read. */
size_t terminal_columns(void)
{
	enum { LEAST = 40, USUAL = 80, MOST = 160 };
	struct winsize size;
	size_t columns;

	if (!isatty(STDOUT_FILENO))
		return 0;
	columns = columns_from(getenv("COLUMNS"));
	if (columns == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		columns = size.ws_col;
	if (columns == 0)
		columns = USUAL;
	return columns < LEAST ? LEAST : columns > MOST ? MOST : columns;
}

bool terminal_wants_color(const char *color)
{
	const char *no_color = getenv("NO_COLOR");

	if (strcmp(color, "auto") != 0)
		return strcmp(color, "always") == 0;
	return !(no_color && *no_color) && isatty(STDOUT_FILENO);
}

static bool is_one_of(const char *name, const char *const *values)
{
	const char *value = getenv(name);

	for (size_t i = 0; value && values[i]; i++)
		if (strcmp(value, values[i]) == 0)
			return true;
	return false;
}

/* By the variables that terminals set; one that is not known gets no links, since it might print them. */
static bool has_hyperlinks(void)
{
	static const char *const programs[] = {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "zed", NULL};
	static const char *const names[] = {"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", NULL};
	static const char *const set[] = {"KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", NULL};
	const char *vte = getenv("VTE_VERSION");

	for (size_t i = 0; set[i]; i++)
		if (getenv(set[i]))
			return true;
	/* 0.50 is the first with links. */
	return (vte && strtol(vte, NULL, 10) >= 5000) || is_one_of("TERM_PROGRAM", programs) ||
	       is_one_of("TERM", names);
}

bool terminal_wants_hyperlinks(const char *hyperlinks, const char *color)
{
	const char *force = getenv("FORCE_HYPERLINK");

	if (strcmp(hyperlinks, "auto") != 0)
		return strcmp(hyperlinks, "always") == 0;
	if (!isatty(STDOUT_FILENO) || !terminal_wants_color(color))
		return false;
	return force ? strcmp(force, "0") != 0 : has_hyperlinks();
}
