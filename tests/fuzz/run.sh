#!/bin/sh
# Fuzzes each target for some seconds: run.sh BUILD SECONDS TARGET... The corpus grows in BUILD/corpus/<target>; an input
# that breaks a property or takes too long is kept as BUILD/<target>-crash-... (-timeout-, -oom-).
set -eu
build=$1
seconds=$2
shift 2
status=0
# Words that no mutation would find, as bytes that libFuzzer reads.
while read -r word; do
	printf '%s' "$word" | od -An -v -tx1 | tr -d '\n' | sed 's/ \(..\)/\\x\1/g; s/^/"/; s/$/"\n/'
done <tests/fuzz/words.txt >"$build/words.dict"
for target; do
	mkdir -p "$build/corpus/$target"
	echo "fuzzing $target for $seconds seconds"
	"$build/fuzz_$target" -dict="$build/words.dict" -max_total_time="$seconds" -max_len=2048 -timeout=20 -rss_limit_mb=4096 \
		-artifact_prefix="$build/$target-" -print_final_stats=1 "$build/corpus/$target" "tests/fuzz/seeds/$target" \
		>"$build/$target.log" 2>&1 || { status=1; grep -E 'does not hold|ERROR|SUMMARY|Test unit' "$build/$target.log" || true; }
	sed -n 's/^stat::number_of_executed_units: */  inputs /p; s/^#.*cov: \([0-9]*\) ft: \([0-9]*\) corp: \([^ ]*\).*/  edges \1, corpus \3/p' \
		"$build/$target.log" | tail -n 2
done
exit $status
