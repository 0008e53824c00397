#!/bin/sh
# Line coverage of checker/ by the whole suite: coverage.sh BUILD. Prints each file's lines that no test ran, but for those
# that say why (UNREACHED: reason, in the line or the one above), and fails below 95 %.
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
	/^ *-: *0:Source:/ { file = $0; sub(/.*Source:/, "", file); before = ""; next }
	/^ *[-#0-9*=]+: *[1-9][0-9]*:/ {
		text = $0; sub(/^ *[^:]*: *[0-9]*:/, "", text)
		line = $0; sub(/^ *[^:]*: */, "", line); sub(/:.*/, "", line)
		excused = (text before) ~ /UNREACHED: /
		before = text
		if (file !~ /^checker\//) next
		if ($0 ~ /^ *#####/ || $0 ~ /^ *=====/) {
			if (excused) next
			if (!((file, line) in seen)) { missed[file] = missed[file] " " line; missing++; lines++ }
			seen[file, line] = 1
		} else if ($0 !~ /^ *-:/ && !((file, line) in seen)) { lines++; seen[file, line] = 1 }
	}
	END {
		for (file in missed) print file ":" missed[file] | "sort"
		close("sort")
		printf "%d of %d lines, %.1f%%\n", lines - missing, lines, 100 * (lines - missing) / lines
		exit lines == 0 || 100 * (lines - missing) < least * lines
	}' "$list"
