/* The encodings in which reports are read. */
#ifndef RCHECK_TEXT_ENCODING_H
#define RCHECK_TEXT_ENCODING_H

#include <stdbool.h>

/*
 * GB18030 is read as in its edition of 2005, with a lone 0x80 as the euro sign, as GBK files of Windows have it; GB2312 and
 * GBK are parts of it. Big5 is read as Windows has it (code page 950) and, in what that leaves open, with the Hong
 * Kong characters (HKSCS-2008). UTF-16 stands for one of the two below, which the byte-order mark or the text tells.
 */
enum encoding {
	ENCODING_AUTO, /* the bytes tell */
	ENCODING_UTF8,
	ENCODING_GB18030,
	ENCODING_BIG5,
	ENCODING_UTF16,
	ENCODING_UTF16LE,
	ENCODING_UTF16BE
};

/* The name under which IANA has it: "GB18030"; "auto". */
const char *encoding_name(enum encoding encoding);

/* By its name or another that is in use (GBK, CP936, Big5-HKSCS, ...), in any case. False where there is none. */
bool encoding_find(const char *name, enum encoding *encoding);

/* The names in the order of the enumeration, NULL at the end. */
extern const char *const encoding_names[];

#endif
