#!/bin/sh
# The catalogue's faults are named with file and line, and stop the build: messages.sh
set -u
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
mkdir "$work/texts"
printf 'X(GREETING, "name")\nX(TWO_HOLES, "first second")\n' >"$work/ids.def"
printf "# Comment.\nmessages:\n\n  # Comment.\n  greeting: 'Hello {name}, it''s \"?\" %%s\\\\'\n  two-holes: '{second}{first}'\n" >"$work/good.yaml"
# check NAME LINES-OF-THE-FILE EXPECTED-FAULT
check() {
	printf '%s\n' "$2" >"$work/texts/xx.yaml"
	if sh checker/message/embed.sh "$work/ids.def" "$work/texts/xx.yaml" >"$work/out" 2>"$work/err" ||
		[ -s "$work/out" ] || [ "$(sed "s|^$work/texts/||" "$work/err")" != "$3" ]; then
		echo "$1:"
		cat "$work/err"
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}
two="  two-holes: '{first}{second}'"
check missing "  greeting: '{name}'" 'xx.yaml: error: no text for "two-holes"'
check unknown "  greeting: '{name}'
$two
  greting: ''" 'xx.yaml:3: error: no text has the id "greting"'
check twice "  greeting: '{name}'
$two
  greeting: '{name}'" 'xx.yaml:3: error: "greeting" stands here twice'
check hole "  greeting: '{nmae}'
$two" 'xx.yaml:1: error: "greeting" has no hole {nmae}; it has: name
xx.yaml:1: error: "greeting" does not use {name}'
check unused "  greeting: 'Hello'
$two" 'xx.yaml:1: error: "greeting" does not use {name}'
check quote "  greeting: 'it's {name}'
$two" "xx.yaml:1: error: a ' inside the text is written twice"
check line "  greeting: {name}
$two" "xx.yaml:1: error: a line is \"  id: 'text'\"
xx.yaml: error: no text for \"greeting\""
if sh checker/message/embed.sh "$work/ids.def" "$work/good.yaml" >"$work/out" &&
	grep -qF '"Hello {name}, it'"'"'s \"\?\" %s\\",' "$work/out" && grep -q 'LANGUAGE_GOOD' "$work/out"; then
	passed=$((passed + 1))
else
	echo 'good:'
	cat "$work/out"
	failed=$((failed + 1))
fi
echo "$passed passed"
[ "$failed" -eq 0 ]
