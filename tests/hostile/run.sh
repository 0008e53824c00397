#!/bin/sh
# What strangers send: run.sh RCHECK [all]. Each case has an exit status and words that must be said; no case may pass a
# terminal escape or a mark of direction on, die from a signal, or go on for a minute. `all` adds what is large.
set -u
cd "$(dirname "$0")/../.." || exit 1
rcheck=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
all=${2:-}
fixtures=$PWD/fixtures
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
passed=0
failed=0

# expect NAME STATUS WORDS COMMAND...: WORDS is a pattern that stands somewhere in the output
expect() {
	name=$1 wanted=$2 words=$3
	shift 3
	timeout 60 "$@" >out 2>err </dev/null
	status=$?
	why=
	[ "$status" -eq "$wanted" ] || why="exit status $status, not $wanted"
	[ -z "$words" ] || grep -aqe "$words" out err || why="$why; nothing says '$words'"
	if LC_ALL=C grep -aqP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r(?!$)|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]' out err; then
		why="$why; a control character came through"
	fi
	if [ -z "$why" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "$name: $why"
		head -c 300 err
	fi
}

# repeat TEXT COUNT
repeat() {
	awk -v text="$1" -v count="$2" 'BEGIN { for (i = 0; i < count; i++) printf "%s", text }'
}

check() {
	expect "$1" "$2" "$3" "$rcheck" --no-config "$4"
}

cp "$fixtures/clean.txt" good.txt
cp "$fixtures/demo.txt" wrong.txt

# Kinds of input.
: >empty.txt
printf x >one.txt
printf '\0' >nul.txt
printf '\377' >ff.txt
head -c 20000 "$rcheck" >binary.txt
printf '\357\273\277' >mark.txt
printf '合计5亿元\344\270' >cut.txt
{ iconv -t GB18030 good.txt; printf '\272'; } >cut-gb.txt
truncate -s 5G large.txt
mkfifo pipe.txt
ln -s self.txt self.txt
ln -s nowhere gone.txt
mkdir -p loop/a
ln -s .. loop/a/up
cp good.txt loop/a/good.txt
check empty 0 0处核对一致 empty.txt
check one 0 '' one.txt
check mark 0 '' mark.txt
check nul 2 'nul.txt:1:1: error: not a text: a zero (offset 0)' nul.txt
check ff 2 'ff.txt:1:1: error: not UTF-8: 0xff (offset 0)' ff.txt
check binary 2 'binary.txt:1:.*zero' binary.txt
check cut 2 'cut.txt:.*not UTF-8: .*cut off' cut.txt
check cut-gb 2 'cut-gb.txt:.*not GB18030: .*cut off' cut-gb.txt
check large 2 'larger than 268435456 bytes, the limit of --max-size' large.txt
check pipe 2 'nobody writes to this pipe' pipe.txt
expect ended-pipe 0 '1份报告' sh -c "true | '$rcheck' --no-config /dev/fd/0"
check link-to-itself 2 'cannot be read' self.txt
check link-to-nothing 2 'cannot be read' gone.txt
check missing 2 'cannot be read' missing.txt
check loop 0 '1份报告' loop
check device 2 'limit of --max-size' /dev/zero
expect stream 2 'limit of --max-size' sh -c "yes 合计5亿元 | '$rcheck' --no-config --max-size 1M -"
[ "$(id -u)" -eq 0 ] || { touch locked.txt && chmod 0 locked.txt && check locked 2 'cannot be read' locked.txt; }
expect others 1 wrong.txt:10 "$rcheck" --no-config good.txt wrong.txt
expect others-broken 2 wrong.txt:10 "$rcheck" --no-config ff.txt wrong.txt large.txt self.txt

# Stopped and continued in the middle of a read, told of a new window: nothing is lost.
mkfifo slowly
{ head -c 100 good.txt; sleep 0.3; tail -c +101 good.txt; } >slowly &
expect interrupted 0 '' sh -c "'$rcheck' --no-config figures - <slowly >figures & sleep 0.1; kill -STOP \$!; kill -WINCH \$!
	kill -CONT \$!; wait \$! && '$rcheck' --no-config figures good.txt | cmp - figures"

# Every format over a name and a text with escapes and marks of direction; cut off by a reader that goes away.
odd=$(printf 'a\033[2J\r\342\200\256b\377.txt')
printf '甲区\033[31m\302\233占地1.5平方公里,乙区\342\200\256\342\201\246占地0.7平方公里,合计\177为2.3平方公里。\n' >"$odd"
formats=$("$rcheck" --help | sed -n '/^formats:/,/^$/s/^  \([a-z]*\) .*/\1/p')
for format in $formats; do
	expect "format-$format" 0 "" "$rcheck" --no-config --ticks --fail-on never --format "$format" "$odd"
	expect "format-$format-unread" 2 . "$rcheck" --no-config --format "$format" ff.txt "$odd" missing.txt
done
for format in json sarif html; do
	expect "closed-$format" 2 'cannot write to standard output' sh -c \
		"{ '$rcheck' --no-config --ticks --format $format $fixtures/*.txt $fixtures/*.txt ./*.txt; echo \$? >status; } | :; exit \$(cat status)"
done

# Folders of links to folders of links: 2^40 paths lead to the report.
mkdir forest
for i in $(seq 40); do
	mkdir forest/$i
	ln -s ../$((i + 1)) forest/$i/a
	ln -s ../$((i + 1)) forest/$i/b
done
mkdir forest/41
cp good.txt forest/41
check forest 0 '份报告' forest

# Streams that the caller closed, files that may not grow, a signal in the middle of writing: no half file is left.
expect closed-output 2 'cannot write to standard output' sh -c "'$rcheck' --no-config -o json=out.json wrong.txt >&-"
expect closed-output-kept 0 '' tail -c 3 out.json
expect closed-all 1 '' sh -c "'$rcheck' --no-config --quiet -o json=out.json wrong.txt <&- >&- 2>&-"
expect closed-input 2 'cannot be read: Bad file' sh -c "'$rcheck' --no-config - <&-"
if ! grep -aqe __asan_init -e __tsan_init "$rcheck"; then
	expect file-size 2 'cannot write: File too large' sh -c "ulimit -f 1; '$rcheck' --no-config -o html=page.html wrong.txt >/dev/null"
fi
for i in $(seq 300); do cat wrong.txt; done >much.txt
for signal in HUP TERM; do
	expect "signal-$signal" 0 '' sh -c "'$rcheck' --no-config --jobs 1 --ticks -o html=page.html much.txt >/dev/null &
		until ls page.html.partial-* || ! kill -0 \$!; do sleep 0.01; done; kill -$signal \$!; wait \$!
		test \$? -gt 128 && ! ls page.html*" 2>/dev/null
done
expect unfinished 0 '' sh -c '! ls page.html* out.json.partial-* 2>/dev/null'

# Folders without end, settings and accepted findings that are no files, no YAML, or of another shape.
folder=deep
for i in $(seq 66); do folder=$folder/a; done
mkdir -p $folder
check deep 2 'too deeply nested' deep
mkfifo silent
for key in rules accepted extends; do
	printf '%s: silent\n' $key >settings.yaml
	[ $key != rules ] || printf 'rules: [silent]\n' >settings.yaml
	expect "silent-$key" 2 'nobody writes to this pipe' "$rcheck" --config settings.yaml wrong.txt
done
expect silent-rules-option 2 'nobody writes to this pipe' "$rcheck" --no-config --rules silent wrong.txt
expect silent-rules-rest 2 'wrong.txt:10:' "$rcheck" --no-config --rules silent wrong.txt
expect silent-settings 2 'nobody writes to this pipe' "$rcheck" --config silent wrong.txt
for accepted in '[]' 'accepted:' 'accepted: {a: b}' 'accepted: [1, [2], {}]' 'accepted: [{fingerprint: x}]' '"' '- - -' 'acepted: []'; do
	printf '%s\n' "$accepted" >accepted.yaml
	echo 'accepted: accepted.yaml' >settings.yaml
	expect "accepted-$accepted" 2 'accepted.yaml:1:' "$rcheck" --config settings.yaml wrong.txt
done
echo '{}' >accepted.yaml
expect accepted-none 1 'wrong.txt:10:' "$rcheck" --config settings.yaml wrong.txt
echo 'jobs: [1]' >settings.yaml
expect jobs-list 2 'settings.yaml:1:7: error: one number' "$rcheck" --config settings.yaml wrong.txt
expect no-utf16 2 'not UTF-16LE' "$rcheck" --no-config --encoding UTF-16 wrong.txt
if "$rcheck" --version | grep -q Jansson; then
	{
		printf '{"id": 1, "text": "%s"}\n{"id": "a\\u0000", "text": "5"}\n' "$(repeat 5 3000)"
		printf '{"id": 2, "text": "%s"}\n{"id": 3, "text": "5"}\n' "$(repeat 5 80000)"
	} >documents
	for words in "'text' is longer than 1024 bytes" "'id' holds U+0000" 'the line is longer than 71680 bytes' '"id": 3, "line": 4, "schema"'; do
		expect pipe-too-long 2 "$words" sh -c "'$rcheck' --no-config --max-size 1K --pipe <documents"
	done
fi

# Shapes of text.
repeat 9 100000 >digits.txt
repeat 1. 50000 >points.txt
repeat 1:2:3: 20000 >ratios.txt
repeat '(' 100000 >open.txt
repeat '“' 50000 >quotes.txt
{ repeat '(' 100000; repeat ')' 100000; } >brackets.txt
repeat '合计5亿元,' 30000 >line.txt
repeat '|' 100000 >bars.txt
repeat '1亿' 20000 >scales.txt
repeat '二〇二一年' 20000 >years.txt
{ repeat '甲、' 50000; printf '5亿元'; } >names.txt
printf '甲区%s平方公里,乙区%s平方公里,合计%s平方公里。' "$(repeat 9 1000)" "$(repeat 8 1000)" "$(repeat 7 1000)" >long-numbers.txt
perl -CS -e 'for ($i = 1; $i < 0x110000; $i += 7) { print chr($i), "5 " if $i < 0xd800 || $i > 0xdfff }' 2>/dev/null >planes.txt
printf '%s' '999999999999999999999亿亿亿元,同比增长99999999999999999999999%' >huge.txt
for shape in digits points ratios open quotes brackets line bars scales years names long-numbers planes huge; do
	expect "shape-$shape" 0 '' "$rcheck" --no-config --fail-on never "$shape.txt"
done

# Little room: 64 MiB of addresses, of which a sanitizer alone takes terabytes.
if ! grep -aqe __asan_init -e __tsan_init "$rcheck"; then
	expect little-room 1 . sh -c "ulimit -v 65536; '$rcheck' --no-config $fixtures/*.txt"
	expect little-room-said 2 'out of memory' sh -c "ulimit -v 65536; '$rcheck' --no-config --max-size 1G --encoding UTF-8 /dev/zero"
	mkdir crowded && cp "$fixtures/demo.txt" crowded/a.txt && cp "$fixtures/demo.txt" crowded/z.txt
	for i in $(seq 4000); do cat "$fixtures/demo.txt"; done >crowded/large.txt
	if "$rcheck" --version | grep -q Jansson; then
		{
			printf '{"id": 1, "text": "5"}\n{"id": 2, "text": "'
			repeat 合计5亿元, 800000
			printf '"}\n{"id": 3, "text": "5"}\n'
		} >documents
		for jobs in 1 3; do
			for words in '^{ "id": 1, "line": 1, "schema"' '"line": 2, "error": "not checked: out of memory"' \
				'^{ "id": 3, "line": 3, "schema"'; do
				expect "little-room-pipe-$jobs" 2 "$words" \
					sh -c "ulimit -v 65536; '$rcheck' --no-config --jobs $jobs --pipe <documents"
			done
		done
		rm documents
	fi
	for jobs in 1 3; do
		expect "little-room-others-$jobs" 2 'crowded/large.txt: error: not checked: out of memory' \
			sh -c "ulimit -v 65536; '$rcheck' --no-config --jobs $jobs crowded"
		expect "little-room-first-$jobs" 2 'crowded/a.txt:4:' sh -c "ulimit -v 65536; '$rcheck' --no-config --jobs $jobs crowded"
		expect "little-room-last-$jobs" 2 'crowded/z.txt:4:' sh -c "ulimit -v 65536; '$rcheck' --no-config --jobs $jobs crowded"
	done
fi

# Rules.
rule() {
	printf 'rules:\n  - id: mine/sum/odd\n    title: t\n    find: %s\n    check: %s\n' "$1" "$2"
	printf "    tests:\n      - ok: 甲1亿元,乙1亿元。\n"
}
sane="'甲{a},乙{b}'"
printf 'a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]\n' >anchors.yaml
repeat '[' 100000 >deep.yaml
awk 'BEGIN { for (i = 0; i < 2000; i++) printf "%*sa:\n", 2 * i, "" }' >steps.yaml
printf 'rules: []\nrules: []\n' >twice.yaml
printf 'rules: []\0\n' >zero.yaml
rule "$sane" "$(repeat '(' 50000)a == b" >nested.yaml
rule "$sane" "a == $(repeat 9 1000)" >number.yaml
rule "'甲{a}{~999999}乙{b}'" 'a == b' >gap.yaml
rule "'$(repeat '(' 20000)甲{a}'" 'a == b' >groups.yaml
rule "'(?:甲{60000}){60000}{a}{b}'" 'a == b' >repeats.yaml
{ printf 'words:\n  table-totals: ['; repeat '某词,' 100000; printf '终]\n'; } >words.yaml
mkdir rules && ln -s ../rules rules/again && rule "$sane" 'a == b' >rules/own.yaml
printf 'extends: two.yaml\n' >one.yaml
printf 'extends: one.yaml\n' >two.yaml
rules() {
	expect "rules-$1" "$2" "$3" "$rcheck" --no-config --rules "$1" good.txt
}
rules anchors.yaml 2 'anchors'
rules deep.yaml 2 'too deeply nested'
rules steps.yaml 2 'too deeply nested'
rules twice.yaml 2 'stands twice'
rules zero.yaml 2 'control characters'
rules nested.yaml 2 'too deeply nested'
rules number.yaml 2 'more than 18 digits'
rules gap.yaml 2 'a gap holds'
rules groups.yaml 2 'too many groups'
rules repeats.yaml 2 'the pattern is faulty'
rules one.yaml 2 'extends'
rules /dev/zero 2 'larger than'
expect rules-words 0 . "$rcheck" --no-config --rules words.yaml good.txt

# A phrase that backtracks for ever is named with the place; what others find is still told.
cp "$fixtures/rules/backtracking.yaml" .
{ printf '城东片区1亿元,城西片区3亿元。\n甲1亿元'; repeat 甲乙 30; printf '丁丙合计2亿元。\n'; } >steps.txt
expect backtracking 2 "steps.txt:2:1: error: a phrase of 'mine/sum/backtracking' takes more than" \
	"$rcheck" --no-config --rules backtracking.yaml steps.txt
expect backtracking-others 2 'steps.txt:1:5: .*mine/sum/plain' "$rcheck" --no-config --rules backtracking.yaml steps.txt

# So it is by --pipe.
if "$rcheck" --version | grep -q Jansson; then
	printf '{"id": 1, "text": "%s"}\n' "$(tail -n 1 steps.txt)" >steps.jsonl
	expect backtracking-pipe 2 "takes more than [0-9]* steps" \
		sh -c "'$rcheck' --no-config --rules backtracking.yaml --pipe <steps.jsonl"
fi

# Many files, each tenth of them broken in one of five ways: each of these is named, and no other.
many() {
	mkdir many
	for i in $(seq "$1"); do
		case $((i % 50)) in
		0) cp cut.txt many/$i.txt ;;
		10) printf 'ab\0' >many/$i.txt ;;
		20) ln -s nowhere many/$i.txt ;;
		30) mkfifo many/$i.txt ;;
		40) printf 'abc\377\n' >many/$i.txt ;;
		*) ln good.txt many/$i.txt 2>/dev/null || cp good.txt many/$i.txt ;;
		esac
	done
	expect "many-$1" 2 "$1份报告" "$rcheck" --no-config many
	if [ "$(sed -n 's/^many\/\([0-9]*0\)\.txt:.*error: .*/\1/p' err | sort -u | wc -l)" -eq $(($1 / 10)) ] &&
		[ "$(grep -c ' error: ' err)" -eq $(($1 / 10)) ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "many-$1: not every broken file is named once"
	fi
	rm -rf many
}
many 200

if [ "$all" = all ]; then
	many 10000
	repeat '(' 1000000 >open.txt
	repeat 9 10000000 >digits.txt
	repeat '合计5亿元,' 1000000 >line.txt
	repeat '甲乙丙丁戊己庚辛壬癸' 3400000 >plain-line.txt
	for shape in open digits line plain-line; do
		expect "large-$shape" 0 '' "$rcheck" --no-config --fail-on never "$shape.txt"
	done
fi
echo "$passed passed"
[ "$failed" -eq 0 ]
