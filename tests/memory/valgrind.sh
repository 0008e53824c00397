#!/bin/sh
# Runs every format and verb under valgrind: valgrind.sh RCHECK. No use of what was never written, nothing that is not freed.
set -u
cd "$(dirname "$0")/../.." || exit 1
rcheck=$(realpath "$1")
command -v valgrind >/dev/null 2>&1 || sh tests/install.sh "valgrind." valgrind || exit 1
known=$PWD/tests/memory/valgrind.supp
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -R fixtures "$work/fixtures"
cd "$work/fixtures" || exit 1
printf '\377\376bad' >not-utf8.txt
passed=0
failed=0
# try STATUS ARGUMENT...
try() {
	wanted=$1
	shift
	valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all \
		--suppressions="$known" "$rcheck" "$@" >"$work/out" 2>"$work/err"
	status=$?
	if [ "$status" -eq "$wanted" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "rcheck $*: exit status $status, not $wanted"
		grep -a '^==' "$work/err"
	fi
}
for format in $("$rcheck" --help | sed -n '/^formats:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	try 2 --jobs 1 --ticks --coverage --format "$format" demo.txt tables.txt dirty.txt not-utf8.txt nowhere.txt
done
try 1 --jobs 2 --ticks demo.txt tables.txt dirty.txt clean.txt copies
try 1 rules test rules/failing.yaml
try 0 rules test rules/own.yaml
try 0 rules why zh/sum/parts-then-total why.txt
try 0 explain zh/sum/stages
try 0 config project/report.txt
try 1 --accepted project
try 0 accept --reason known --who me demo.txt
try 0 signatures copies
try 0 figures --format json clean.txt
try 2 --rules rules-broken .
try 2 --config config-broken/types.yaml demo.txt
try 2 --encoding Big5 clean.txt
iconv -f UTF-8 -t GB18030 traditional.txt >national.txt
try 0 --encoding GB18030 --fail-on never - <national.txt
if "$rcheck" --version | grep -q Jansson; then
	printf '{"id": 1, "text": "%s"}\nno JSON\n' 甲1亿元,乙2亿元,合计9亿元。 >documents
	try 2 --pipe <documents
fi
echo "$passed passed"
[ "$failed" -eq 0 ]
