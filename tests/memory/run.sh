#!/bin/sh
# Runs exhaust in a copy of fixtures/: run.sh EXHAUST [SAMPLE]
set -eu
exhaust=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp -R "$(dirname "$0")/../../fixtures/." "$scratch"
cd "$scratch"
rm -f .rcheck.yaml
"$exhaust" ${2:+"$2"}
