/* Knows the usual English abbreviations. */
#include "text/abbreviation.h"

#include <string.h>

#include "text/character.h"

bool abbreviation_ends(const char *bytes, size_t length)
{
	static const char *const words[] = {
	    "Mr",   "Mrs", "Ms",  "Dr",   "Prof", "St",  "No",   "Nos", "no",  "nos",  "Fig",  "Figs",   "fig", "vs",
	    "Inc",  "Ltd", "Co",  "Corp", "Jr",   "Sr",  "Jan",  "Feb", "Mar", "Apr",  "Jun",  "Jul",    "Aug", "Sep",
	    "Sept", "Oct", "Nov", "Dec",  "ca",   "cf",  "pp",   "Art", "Sec", "Vol",  "Ch",   "Eq",     "Ref", "Gov",
	    "Gen",  "Rep", "Sen", "Hon",  "Mt",   "Ave", "Dept", "Est", "est", "incl", "excl", "approx", "etc", "al",
	};
	size_t start = length, size;

	while (start > 0 && character_is_letter((unsigned char)bytes[start - 1]))
		start--;
	size = length - start;
	/* An initial, or the last letter of U.S and e.g; but not a unit such as 5 m or 20 t. */
	if (size == 1)
		return start == 0 || bytes[start - 1] == '.' || bytes[start] < 'a' || bytes[start] == 'p';
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strlen(words[i]) == size && memcmp(words[i], bytes + start, size) == 0)
			return true;
	return false;
}
