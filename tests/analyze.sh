#!/bin/sh
# What analysers say of checker/: cppcheck, gcc -fanalyzer, clang-tidy (.clang-tidy). Silent and 0 when they have no objection.
set -u
cd "$(dirname "$0")/.."
missing=
for tool in cppcheck gcc clang-tidy; do
	command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
# shellcheck disable=SC2086 # one word each
sh tests/install.sh "cppcheck, gcc and clang-tidy." $missing || exit 1
flags="-D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -Ichecker"
if printf '#include <jansson.h>\n' | gcc -E -x c - >/dev/null 2>&1; then
	flags="$flags -DHAVE_JANSSON"
fi
said=$(mktemp)
trap 'rm -f "$said"' EXIT
# varFuncNullUB: NULL is a pointer wherever POSIX is. duplicateAssignExpression: two things may begin alike.
echo cppcheck
cppcheck --std=c11 --language=c --enable=warning,performance,portability --library=posix --library=tests/lint/cppcheck.cfg \
	--suppress=varFuncNullUB --suppress=duplicateAssignExpression --inline-suppr -q $flags checker >>"$said" 2>&1
# -fanalyzer follows one file at a time. Paths through functions of other files are not known to it.
echo gcc -fanalyzer
for file in checker/*.c checker/*/*.c; do
	gcc -fanalyzer -std=c17 -O1 $flags -c -o /dev/null "$file" >>"$said" 2>&1
done
echo clang-tidy
ls checker/*.c checker/*/*.c | xargs -n 8 -P "$(nproc)" sh -c 'clang-tidy -quiet "$@" -- -std=c17 '"$flags"' 2>/dev/null' tidy >>"$said"
cat "$said"
[ ! -s "$said" ]
