#!/bin/sh
# Line coverage of checker/ by the whole suite: coverage.sh BUILD. Prints each file's lines that no test ran, but for those
# that say why (UNREACHED: reason, in the line or above; it holds for all lines up to the next that some test runs), and fails
# below 95 %.
set -eu
build=$1
least=${LEAST:-95}
cd "$(dirname "$0")/.."
list=$(mktemp)
trap 'rm -f "$list" ./*.gcov' EXIT
find "$build/checker" -name '*.gcda' | sort | while read -r data; do
	gcov -t -r -s "$PWD" -o "$(dirname "$data")" "$data" 2>/dev/null
done >"$list"
awk -v least="$least" '
	/^ *-: *0:Source:/ { file = $0; sub(/.*Source:/, "", file); excused = 0; next }
	file !~ /^checker\// { next }
	/^ *[-#0-9*=]+: *[1-9][0-9]*:/ {
		text = $0; sub(/^ *[^:]*: *[0-9]*:/, "", text)
		line = $0; sub(/^ *[^:]*: */, "", line); sub(/:.*/, "", line)
		if ($0 ~ /^ *[0-9]/) { ran[file, line] = 1; excused = 0 }
		if (text ~ /UNREACHED: /) excused = 1
		if ($0 ~ /^ *-:/ || (excused && $0 !~ /^ *[0-9]/)) next
		counted[file, line] = 1
	}
	END {
		# What a header defines is compiled into many files: one that runs it will do.
		for (place in counted) {
			lines++
			if (place in ran) continue
			split(place, part, SUBSEP)
			missed[part[1]] = missed[part[1]] " " part[2]
			missing++
		}
		for (file in missed) {
			count = split(missed[file], list, " ")
			for (i = 2; i <= count; i++)
				for (j = i; j > 1 && list[j] + 0 < list[j - 1] + 0; j--) { swap = list[j]; list[j] = list[j - 1]; list[j - 1] = swap }
			row = file ":"
			for (i = 1; i <= count; i++) row = row " " list[i]
			print row | "sort"
		}
		close("sort")
		printf "%d of %d lines, %.1f%%\n", lines - missing, lines, 100 * (lines - missing) / lines
		exit lines == 0 || 100 * (lines - missing) < least * lines
	}' "$list"
