#!/bin/sh
# Runs exhaust in a copy of fixtures/: run.sh EXHAUST [SAMPLE]
set -eu
exhaust=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$(dirname "$0")/../../fixtures/." "$scratch"
cd "$scratch"
rm -f .rcheck.yaml
# What --pipe reads.
for id in '"甲"' 2 '"c"'; do
	printf '{"id": %s, "text": "%s\\n", "more": [{"a": 1.5}]}\n' "$id" 甲区1亿元,乙区2亿元,合计9亿元。
done >documents.jsonl
echo 'no JSON' >>documents.jsonl
"$exhaust" ${2:+"$2"}
