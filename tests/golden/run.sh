#!/bin/sh
# Compares the command line's output with what it should be: run.sh RCHECK [--update [NAME]]
# TESTLIST has one line for each case: name, exit status, arguments. Each case runs in a fresh copy of fixtures/, so
# that paths are the same everywhere, on a day in June 2024. A case whose NAME.out is missing is a failure; --update
# writes it after showing the change.
set -u
cd "$(dirname "$0")/../.." || exit 1
rcheck=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
update=${2:-}
only=${3:-}
golden=$PWD/tests/golden
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prepare() {
	rm -rf "$work/fixtures" "$work/odd"
	cp -R fixtures "$work/fixtures"
	printf '\377\376bad' >"$work/fixtures/not-utf8.txt"
	# What no checkout can hold: a pipe, a loop of links, a link to nothing, a name and a text with terminal escapes.
	mkdir "$work/odd"
	echo 'ignore: [odd/*.md, odd/pipe.txt, odd/a*]' >"$work/odd.yaml"
	mkfifo "$work/fixtures/pipe" "$work/odd/pipe.txt"
	ln -s ../odd "$work/odd/loop"
	ln -s nowhere "$work/odd/gone.md"
	cp fixtures/clean.txt "$work/odd/CAPITALS.TXT"
	cp fixtures/clean.txt "$work/odd/rules"
	cp fixtures/clean.txt "$work/odd/notes.log"
	printf '甲区\033[31m占地1.5平方公里,乙区\342\200\256占地0.7平方公里,合计2.3平方公里。\n' >"$work/odd/$(printf 'a\033[2J.txt')"
}
passed=0
failed=0
while read -r name expected arguments; do
	case $name in '' | '#'*) continue ;; esac
	[ -z "$only" ] || [ "$name" = "$only" ] || continue
	prepare
	(cd "$work/fixtures" && eval "unset USER LOGNAME; SOURCE_DATE_EPOCH=1717200000 NO_COLOR=1 '$rcheck' $arguments" >"$work/out" 2>"$work/err" </dev/null)
	status=$?
	good=yes
	[ "$status" -eq "$expected" ] || { echo "$name: exit status $status, not $expected"; good=no; }
	for stream in out err; do
		touch "$work/empty"
		want=$golden/$name.$stream
		[ -e "$want" ] || { [ -s "$work/$stream" ] || [ "$stream" = out ] && [ "$update" != --update ] && [ "$stream" = out ] && { echo "$name: $want is missing"; good=no; }; want=$work/empty; }
		if ! diff -u "$want" "$work/$stream"; then
			good=no
			if [ "$update" = --update ]; then
				cp "$work/$stream" "$golden/$name.$stream"
			fi
		elif [ "$update" = --update ] && [ ! -e "$golden/$name.$stream" ] && [ "$stream" = out ]; then
			cp "$work/$stream" "$golden/$name.$stream"
		fi
	done
	if [ $good = yes ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done <"$golden/TESTLIST"
echo "$passed passed"
[ "$failed" -eq 0 ] || [ "$update" = --update ]
