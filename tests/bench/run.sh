#!/usr/bin/env bash
# Speed: MB/s on 1, 10 and 100 MB, CPU time as a ratio to wc -m and to grep -P -o in the same run, instructions a byte.
# The text is made from fixtures/ with other figures in each copy, the same in every run. Nothing is asserted.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Digits are moved on by a step of the copy's own, so that no paragraph repeats another.
make_text() {
	cat fixtures/clean.txt fixtures/prose.txt | awk -v bytes="$1" 'BEGIN { srand(7) }
		{ lines[NR] = $0 }
		END {
			for (copy = 0; size < bytes; copy++)
				for (i = 1; i <= NR && size < bytes; i++) {
					line = lines[i]
					if (copy) { step = int(rand() * 9) + 1; out = ""
						while (match(line, /[0-9]/)) {
							digit = (substr(line, RSTART, 1) + step) % 10
							out = out substr(line, 1, RSTART - 1) digit
							line = substr(line, RSTART + 1)
						}
						line = out line }
					print line; size += length(line) * 1 + 1
				}
		}'
}
cpu() { # user and system seconds of a command
	( TIMEFORMAT='%U %S'; export TIMEFORMAT; bash -c 'out=$1; shift; time "$@" >"$out" 2>/dev/null' _ "$work/out" "$@" ) 2>&1 | awk 'NF == 2 { print $1 + $2 }' | tail -n 1
}
for megabytes in 1 10 100; do
	text=$work/$megabytes.txt
	LC_ALL=C make_text $((megabytes * 1000000)) >"$text"
	bytes=$(wc -c <"$text")
	seconds=$(cpu ./rcheck --fail-on never "$text")
	echo "$megabytes MB: $(awk -v b="$bytes" -v s="$seconds" 'BEGIN { printf "%.1f MB/s (%.2f s)", b / 1e6 / s, s }')"
	if [ "$megabytes" = 10 ]; then
		wc_seconds=$(LC_ALL=C.UTF-8 cpu wc -m "$text")
		grep_seconds=$(LC_ALL=C.UTF-8 cpu grep -P -o '[0-9]+(?:\.[0-9]+)?' "$text")
		awk -v s="$seconds" -v w="$wc_seconds" -v g="$grep_seconds" 'BEGIN {
			printf "  CPU time: %.2f of wc -m, %.2f of grep -P -o\n", s / w, s / g }'
	fi
done
printf 'empty\n' >"$work/empty.txt"
if command -v valgrind >/dev/null 2>&1; then
	for name in empty 1; do
		valgrind --tool=callgrind --callgrind-out-file=/dev/null ./rcheck --fail-on never "$work/$name.txt" 2>"$work/log" >/dev/null || true
		sed -n 's/.*Collected : \([0-9]*\)/\1/p' "$work/log" >"$work/$name.count"
	done
	awk -v all="$(cat "$work/1.count")" -v start="$(cat "$work/empty.count")" -v bytes="$(wc -c <"$work/1.txt")" 'BEGIN {
		printf "instructions: %.0f a byte, %.1f million to start\n", (all - start) / bytes, start / 1e6 }'
else
	echo "instructions: not counted, valgrind is not installed"
fi
