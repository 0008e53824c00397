#!/bin/sh
# Installs what is missing to build and test, or names it with the way to get it.
set -eu
missing=
has_header() { printf '#define PCRE2_CODE_UNIT_WIDTH 8\n#include <stdarg.h>\n#include <stddef.h>\n#include <stdint.h>\n#include <setjmp.h>\n#include <%s>\n' "$1" | ${CC:-cc} -E -x c - >/dev/null 2>&1; }
if ! command -v "${CC:-cc}" >/dev/null 2>&1 || ! has_header stdio.h; then
	missing=" gcc libc6-dev"
fi
has_header pcre2.h || missing="$missing libpcre2-dev"
has_header yaml.h || missing="$missing libyaml-dev"
has_header cmocka.h || missing="$missing libcmocka-dev"
has_header jansson.h || missing="$missing libjansson-dev"
# shellcheck disable=SC2086 # one word each
sh tests/install.sh "a C17 compiler (gcc or clang), PCRE2 (8-bit), libyaml, Jansson and cmocka with their headers." $missing
