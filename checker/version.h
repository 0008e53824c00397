/* The program's version. */
#ifndef RCHECK_VERSION_H
#define RCHECK_VERSION_H

#define RCHECK_VERSION "0.1.0"

#endif
