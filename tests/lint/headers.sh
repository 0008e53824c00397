#!/bin/sh
# Compiles each header alone: headers.sh COMPILER
set -eu
cd "$(dirname "$0")/../.."
for header in checker/*.h checker/*/*.h; do
	# shellcheck disable=SC2086 # the compiler and its flags
	printf '#include "%s"\n' "${header#checker/}" | $1 -fsyntax-only -x c - || exit 1
done
