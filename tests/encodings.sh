#!/bin/sh
# A report says the same in every encoding: encodings.sh RCHECK [REPORT ...]. Each report, else each fixture, is converted
# with iconv; findings with their lines and columns must be those of the UTF-8 original.
set -u
cd "$(dirname "$0")/.." || exit 1
rcheck=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
# check REPORT ENCODING NAME-SHOWN [OPTION]: the converted report is at $work/report.txt
check() {
	(cd "$work" && "$rcheck" --no-config --ticks --format json ${4:-} report.txt) >"$work/got" 2>&1
	if sed 's/"encoding": "[^"]*", "encodingReason": "[^"]*"//' "$work/got" | cmp -s - "$work/want" &&
		grep -q "\"encoding\": \"$3\"" "$work/got"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$1 in $2 ${4:-}: not the result of UTF-8"
		grep -o '"encoding": "[^"]*", "encodingReason": "[^"]*"' "$work/got"
	fi
}
shift
[ $# -gt 0 ] || set -- fixtures/*.txt fixtures/formats/hostile.txt
for report; do
	# A byte-order mark goes: iconv would make a character of it.
	sed '1s/^\xef\xbb\xbf//' "$report" >"$work/plain"
	cp "$work/plain" "$work/report.txt"
	(cd "$work" && "$rcheck" --no-config --ticks --format json report.txt) 2>&1 |
		sed 's/"encoding": "[^"]*", "encodingReason": "[^"]*"//' >"$work/want"
	for pair in GB18030:GB18030 GBK:GB18030 BIG5:Big5 BIG5-HKSCS:Big5 UTF-16LE:UTF-16LE UTF-16BE:UTF-16BE UTF-16:UTF-16LE; do
		encoding=${pair%:*}
		iconv -f UTF-8 -t "$encoding" "$work/plain" >"$work/report.txt" 2>/dev/null || continue # some characters are not in it
		check "$report" "$encoding" "${pair#*:}"
		check "$report" "$encoding" "${pair#*:}" "--encoding=${pair#*:}"
	done
done
echo "$passed passed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
