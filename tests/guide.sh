#!/bin/sh
# Runs every example of the guide: each yaml block of rules/README.md is a rule file whose own tests must pass.
set -u
cd "$(dirname "$0")/.." || exit 1
rcheck=${1:-./rcheck}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -v work="$work" '
	/^```yaml$/ { file = sprintf("%s/example-%02d.yaml", work, ++count); next }
	/^```$/ { file = "" }
	file { print > file }' rules/README.md
passed=0
failed=0
for file in "$work"/example-*.yaml; do
	if "$rcheck" rules test "$file"  >"$work/out" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		sed "s|^$work/||" "$work/out"
	fi
done
[ "$passed" -ge 10 ] || { echo "rules/README.md: only $passed examples pass"; failed=1; }
echo "$passed passed"
[ "$failed" -eq 0 ]
