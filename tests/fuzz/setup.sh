#!/bin/sh
# Installs clang with libFuzzer, or names what is missing with the way to get it.
set -eu
missing=
command -v clang >/dev/null 2>&1 || missing="clang"
if [ -z "$missing" ]; then
	printf 'int LLVMFuzzerTestOneInput(const char *b, long n) { return b[0] == n; }' |
		clang -fsanitize=fuzzer,address -x c - -o /dev/null 2>/dev/null || missing="libclang-rt-14-dev"
fi
# shellcheck disable=SC2086 # one word each
sh tests/install.sh "clang with libFuzzer and its sanitizers." $missing
