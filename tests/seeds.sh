#!/bin/sh
# Judges rcheck on the material of ../shared, where there is some.
set -u
cd "$(dirname "$0")/.." || exit 1
shared=../shared
if [ ! -d "$shared" ]; then
	echo "skipped: $shared is not there"
	exit 0
fi
for cases in dev oracles; do
	echo "== $cases.jsonl"
	"$shared/tools/judge" "$shared/cases/$cases.jsonl" --rcheck ./rcheck --lang zh | tail -n 2
done
echo "== seeds/reports.txt"
./rcheck --fail-on never "$shared/seeds/reports.txt"
echo "== corpus"
./rcheck --fail-on never "$shared/corpus"
