#!/bin/sh
# --pipe: the same as for files, in order, as it comes, whatever the line: pipe.sh RCHECK.
set -u
rcheck=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
if "$rcheck" --version | grep -q 'without Jansson'; then
	echo "skipped: built without Jansson" >&2
	echo "0 passed"
	exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0
failed=0
fail() {
	echo "$1"
	failed=1
}
# A document line: id, file.
document() {
	awk -v id="$1" 'BEGIN { printf "{\"id\": \"%s\", \"text\": \"", id }
		{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); gsub(/\r/, "\\r"); printf "%s\\n", $0 }
		END { print "\"}" }' "$2"
}
# What stays when all blanks and line breaks go, and what belongs to the file, not the text.
bare() {
	tr -d ' \n' | sed -e 's/"version":"[^"]*",//' -e 's/"encoding[A-Za-z]*":"[^"]*",//g'
}
for name in clean demo dirty prose tables; do
	for flags in "" --ticks "--lang en"; do
		# shellcheck disable=SC2086 # flags are words
		"$rcheck" --no-config $flags --format json "fixtures/$name.txt" | bare >"$work/file"
		# shellcheck disable=SC2086
		document "fixtures/$name.txt" "fixtures/$name.txt" | "$rcheck" --no-config $flags --pipe | bare |
			sed -e "s|^{\"id\":\"fixtures/$name.txt\",\"line\":1,|{|" >"$work/line"
		cmp -s "$work/file" "$work/line" || fail "$name $flags: not what --format json says"
		count=$((count + 1))
	done
done
# Many documents, broken lines among them: the same bytes for every --jobs, an answer for each line that is not blank.
for copy in 1 2 3 4 5 6 7 8; do
	for name in clean demo prose; do
		document "$name-$copy" "fixtures/$name.txt"
	done
	printf '{"id": %s, "text": "\n\n  \r\n' "$copy"
done >"$work/documents"
for jobs in 1 2 8; do
	"$rcheck" --no-config --jobs "$jobs" --pipe <"$work/documents" >"$work/out.$jobs"
	status=$?
	[ "$status" -eq 2 ] || fail "--jobs $jobs: exit status $status, not 2"
	cmp -s "$work/out.1" "$work/out.$jobs" || fail "--jobs $jobs answers otherwise than --jobs 1"
	count=$((count + 1))
done
sed -n 's/^{ "id": \("[^"]*"\|null\), "line": \([0-9]*\), .*/\2/p' "$work/out.1" >"$work/lines"
sort -n "$work/lines" | cmp -s - "$work/lines" || fail "answers are out of order"
[ "$(wc -l <"$work/lines")" -eq 32 ] || fail "$(wc -l <"$work/lines") answers, not 32"
count=$((count + 1))
# Every line that is not a document says so, and the next one is checked.
broken() {
	{ printf '%b\n' "$1"; echo '{"id": "next", "text": "共3件。"}'; } | "$rcheck" --no-config --pipe >"$work/out"
	[ $? -eq 2 ] || fail "exit status is not 2: $1"
	head -n 1 "$work/out" | grep -q -F "$2" || fail "$1 gives $(head -n 1 "$work/out")"
	tail -n 1 "$work/out" | grep -q '^{ "id": "next", "line": 2, "schema"' || fail "no next answer: $1"
	count=$((count + 1))
}
broken '{"id": 1, "text": "a"' '{ "id": null, "line": 1, "error": "byte'
broken '{"id": 1, "id": 2, "text": "a"}' 'duplicate object key'
broken '{"id": 1, "text": "a"} x' 'end of file expected'
broken '{"id": 1, "text": "\\ud800"}' 'invalid Unicode'
broken '{"id": 1, "text": "\\udc00\\ud800"}' 'invalid Unicode'
broken '{"id": 1, "text": "\0377"}' 'unable to decode byte 0xff'
broken '{"id": 1, "text": "\0355\0240\0200"}' 'unable to decode byte 0xed'
broken '{"id": 1, "text": "a\\u0000b"}' '{ "id": 1, "line": 1, "error": "'"'text' holds U+0000"
broken '{"id": 1, "text": "a\tb"}' 'control character'
broken '{"id": 1}' "no 'text'"
broken '{"text": ""}' "no 'id'"
broken '{"id": null, "text": ""}' 'neither a string nor a whole number'
broken '{"id": 1, "text": 5}' "'text' is no string"
broken '[]' 'not an object'
printf '\n{"id": "next", "text": ""}\n \n' | "$rcheck" --no-config --pipe >"$work/out" || fail "a blank line is a fault"
grep -q '^{ "id": "next", "line": 2, "schema"' "$work/out" || fail "a blank line is not counted"
count=$((count + 1))
# Ids and texts of every kind.
"$rcheck" --no-config --pipe >"$work/out" <<-'END'
	{"more": [1, {"x": null}], "text": "\u5171\ud83d\ude003\u4ef6\u3002", "id": -9223372036854775808}
	{"id": "a\"\\\u001f\n", "text": ""}
END
[ $? -eq 0 ] || fail "documents that are right give no status 0"
grep -q -F '{ "id": -9223372036854775808, "line": 1, "schema"' "$work/out" || fail "a number is not kept"
grep -q -F '{ "id": "a\"\\\u001f\n", "line": 2, "schema"' "$work/out" || fail "a string is not kept"
count=$((count + 1))
# A line of some megabytes, without a line break behind it.
{ printf '{"id": 1, "text": "'; yes '全年完成。' | head -n 300000 | tr -d '\n'; printf '"}'; } | "$rcheck" --no-config --pipe >"$work/out" ||
	fail "a long line gives no status 0"
grep -q '"sentences": 300000' "$work/out" || fail "a long line was not read whole"
printf '{"id": 1, "text": "%s"}\n{"id": 2, "text": "b"}\n' "$(yes a | head -n 2000 | tr -d '\n')" |
	"$rcheck" --no-config --max-size 1K --pipe >"$work/out"
[ $? -eq 2 ] && grep -q "is longer than 1024 bytes" "$work/out" && grep -q '"id": 2, .*"schema"' "$work/out" || fail "--max-size is not kept"
count=$((count + 2))
# The answer comes before the next line is asked for.
mkfifo "$work/to" "$work/from"
"$rcheck" --no-config --jobs 4 --pipe <"$work/to" >"$work/from" &
exec 3>"$work/to" 4<"$work/from"
for number in 1 2 3; do
	printf '{"id": %s, "text": "甲1个,乙2个,共3个。"}\n' "$number" >&3
	answer=$(timeout 20 head -n 1 <&4)
	case $answer in
	"{ \"id\": $number, "*) ;;
	*) fail "no answer to document $number while the input is open" ;;
	esac
	count=$((count + 1))
done
exec 3>&- 4<&-
wait $! || fail "a pipe that is closed in order gives status $?"
# Exit status 1 and --fail-on; options that do not go with it.
printf '{"id": 1, "text": "甲区1亿元,乙区2亿元,合计9亿元。"}\n' >"$work/wrong"
"$rcheck" --no-config --pipe <"$work/wrong" >/dev/null
[ $? -eq 1 ] || fail "a finding gives no status 1"
"$rcheck" --no-config --fail-on never --pipe <"$work/wrong" >/dev/null || fail "--fail-on is not kept"
for flags in fixtures/clean.txt "--format sarif" "-o json=$work/x" --coverage "figures"; do
	# shellcheck disable=SC2086
	"$rcheck" --pipe $flags <"$work/wrong" >/dev/null 2>&1
	[ $? -eq 2 ] || fail "--pipe goes with $flags"
	count=$((count + 1))
done
if [ -w /dev/full ]; then
	"$rcheck" --no-config --pipe <"$work/documents" >/dev/full 2>"$work/err"
	[ $? -eq 2 ] && grep -q 'cannot write' "$work/err" || fail "a full disk is not told"
	count=$((count + 1))
fi
count=$((count + 2))
echo "$count passed"
exit "$failed"
