/* What the fuzzing targets share: the entry that libFuzzer and replay.c call, and the claims that must hold. */
#ifndef RCHECK_FUZZ_H
#define RCHECK_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Called once for each input; returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Ends the run with the input that broke a property. */
#define REQUIRE(property)                                                                                              \
	do {                                                                                                           \
		if (!(property)) {                                                                                     \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #property);                  \
			abort();                                                                                       \
		}                                                                                                      \
	} while (0)

#endif
