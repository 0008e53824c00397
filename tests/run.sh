#!/bin/sh
# Runs every test: run.sh RCHECK BUILD. The last line counts them all; the exit status is 1 when one failed.
set -u
rcheck=$1
build=$2
passed=0
failed=0
log=$build/test.log
count() {
	passed=$((passed + $1))
	failed=$((failed + $2))
}
for program in "$build"/test_*; do
	case $program in *.*) continue ;; esac
	CMOCKA_MESSAGE_OUTPUT=TAP "$program" >"$log" 2>&1
	status=$?
	good=$(grep -c '^ok ' "$log")
	bad=$(grep -c '^not ok ' "$log")
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	[ "$bad" -eq 0 ] || { echo "FAILED $program"; grep -v '^ok ' "$log"; }
	count "$good" "$bad"
done
for program in "$build"/replay_*; do
	case $program in *.*) continue ;; esac
	target=${program##*/replay_}
	if "$program" "tests/fuzz/seeds/$target" >"$log" 2>&1; then
		count "$(sed -n 's/^\([0-9]*\) passed$/\1/p' "$log")" 0
	else
		echo "FAILED $program"
		tail -n 20 "$log"
		count 0 1
	fi
done
if sh tests/memory/run.sh "$build/exhaust" 4 >"$log" 2>&1; then
	count "$(sed -n 's/^\([0-9]*\) passed$/\1/p' "$log")" 0
else
	cat "$log"
	count 0 1
fi
"$rcheck" --no-config rules test >"$log" 2>&1
status=$?
cat "$log"
tests=$(sed -n 's/^[0-9]* rules, \([0-9]*\) tests, .*/\1/p' "$log")
bad=$(sed -n 's/.* tests, \([0-9]*\) failed$/\1/p' "$log")
[ "$status" -eq 0 ] || [ "${bad:-0}" -ne 0 ] || bad=1
count $((${tests:-0} - ${bad:-1})) "${bad:-1}"
for script in tests/golden/run.sh tests/guide.sh tests/encodings.sh tests/hostile/run.sh tests/messages.sh tests/threads.sh tests/pipe.sh tests/lint/layers.sh tests/lint/tree.sh; do
	if sh "$script" "$rcheck" >"$log" 2>&1; then
		count "$(sed -n 's/^\([0-9]*\) passed$/\1/p' "$log" | tail -n 1)" 0
	else
		cat "$log"
		count 0 1
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
