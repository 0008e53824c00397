#!/bin/sh
# Holds every format to the same bytes, whatever --jobs says: threads.sh RCHECK.
set -u
rcheck=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/reports"
for copy in 1 2 3 4 5 6; do
	printf 'no text: \377\n' >"$work/reports/bad-$copy.txt"
	for name in clean demo dirty prose tables; do
		cp "fixtures/$name.txt" "$work/reports/$name-$copy.txt"
	done
done
cd "$work" || exit 1
count=0
failed=0
fail() {
	echo "$1"
	failed=1
}
for format in $("$rcheck" --help | sed -n '/^formats:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	for jobs in 1 2 8; do
		"$rcheck" --no-config --jobs "$jobs" --ticks --coverage --format "$format" reports no-such-file.txt \
			>"out.$jobs" 2>"err.$jobs"
		status=$?
		[ "$status" -eq 2 ] || fail "$format, --jobs $jobs: exit status $status, not 2"
		grep -q "ThreadSanitizer" "err.$jobs" && sed -n 1,30p "err.$jobs"
		count=$((count + 1))
		[ "$jobs" -eq 1 ] && continue
		cmp -s out.1 "out.$jobs" || fail "$format: --jobs $jobs prints other bytes than --jobs 1"
		cmp -s err.1 "err.$jobs" || fail "$format: --jobs $jobs reports other errors than --jobs 1"
	done
	[ -s out.1 ] || fail "$format: nothing was printed"
done
# Each report that can be read is checked, though every sixth cannot.
checked=$("$rcheck" --no-config --jobs 8 --format json reports 2>/dev/null | grep -c '"path": "reports/.*"error": null')
[ "$checked" -eq 30 ] || fail "$checked of 30 reports were checked"
count=$((count + 1))
echo "$count passed"
exit "$failed"
