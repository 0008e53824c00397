#!/usr/bin/env bash
# Speed, start-up, growth, memory, jobs and repeats, as ratios to what was measured in the same run, each beside what it should
# be: CPU seconds (the least of three), by the clock only where jobs are compared. The texts are the same in every run.
# Nothing is asserted. Called by `make bench`.
set -eu
cd "$(dirname "$0")/../.."
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
figure='[0-9]+(?:\.[0-9]+)?(?:%|亿元|万元|元|个|人|家|万)?'
megabytes=16 # that any report may take besides

# Digits are moved on by a step of the copy's own, so that no paragraph repeats another; most claims become wrong.
generate() {
	cat fixtures/clean.txt fixtures/prose.txt | LC_ALL=C awk -v bytes="$1" 'BEGIN { srand(7) }
		{ lines[NR] = $0 }
		END {
			for (copy = 0; size < bytes; copy++)
				for (i = 1; i <= NR && size < bytes; i++) {
					line = lines[i]
					if (copy) { step = int(rand() * 9) + 1; out = ""
						while (match(line, /[0-9]/)) {
							digit = (substr(line, RSTART, 1) + step) % 10
							out = out substr(line, 1, RSTART - 1) digit
							line = substr(line, RSTART + 1)
						}
						line = out line }
					print line; size += length(line) + 1
				}
		}'
}

# The real reports beside the checkout, where there are some, else the fixtures.
reports() {
	if [ -d ../shared/corpus ]; then cat ../shared/corpus/*/*.txt; else cat fixtures/clean.txt fixtures/prose.txt; fi
}
# Whole copies of them.
real() {
	reports >"$work/one.txt"
	for _ in $(seq $(($1 / $(wc -c <"$work/one.txt") + 1))); do cat "$work/one.txt"; done
}
# A folder of articles of a thousand characters: articles FOLDER FILES ARTICLES-IN-EACH. Their sentences are those of real
# ones, by chance, so that no article repeats another.
articles() {
	mkdir "$1"
	reports | tr -d '\n ' | LC_ALL=C awk -v folder="$1" -v files="$2" -v each="$3" 'BEGIN { RS = "。"; srand(7) }
		length($0) > 24 && length($0) < 600 { sentences[count++] = $0 }
		END {
			for (file = 0; file < files; file++) {
				name = sprintf("%s/%05d.txt", folder, file)
				for (i = 1; i <= each; i++) {
					if (each > 1) print "第" i "篇 工作总结" >name
					for (size = 0; size < 3000; size += length(sentence) + 3) {
						sentence = sentences[int(rand() * count)]
						printf "%s。", sentence >name
					}
					print "" >name
				}
				close(name)
			}
		}'
}

# measure seconds|kilobytes|clock COMMAND...
measure() {
	what=$1
	shift
	case $what in seconds) column=1 ;; kilobytes) column=2 ;; *) column=3 ;; esac
	"$build/cost" "${times:-3}" "$@" | cut -d ' ' -f $column
}
check() { measure seconds ./rcheck --no-config --jobs 1 --fail-on never "$@"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }
row() { # name, value with its unit, target
	printf '    %-50s %12s   %s\n' "$1" "$2" "${3:+should be $3}"
}
milliseconds() { awk -v s="$1" 'BEGIN { printf "%.1f ms", 1000 * s }'; }
peer() { # name, seconds or nothing, target
	if [ -n "$2" ]; then
		row "$1: $(milliseconds "$2"), rcheck by it" "$(ratio "$mine" "$2")" "$3"
	else
		row "$1" 'not installed'
	fi
}
has() { command -v "$1" >/dev/null 2>&1; }
peers() { # text, target by wc, target by grep
	peer 'wc -m' "$(measure seconds wc -m "$1")" "$2"
	peer 'grep -P -o, one figure pattern' "$(measure seconds grep -P -o "$figure" "$1")" "${3:-}"
	peer 'rg -o, the same' "$(has rg && measure seconds rg -o "$figure" "$1" || true)" ''
	peer 'pcre2grep -o, the same' "$(has pcre2grep && measure seconds pcre2grep -u -o "$figure" "$1" || true)" ''
}
# count FUNCTION-OR-NOTHING ARGUMENTS...: instructions, of all or within one function
count() {
	name=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file="$work/counts" ./rcheck --no-config --jobs 1 --fail-on never "$@" \
		2>"$work/log" >/dev/null || true
	if [ -z "$name" ]; then
		sed -n 's/.*Collected : \([0-9]*\)/\1/p' "$work/log"
	else
		callgrind_annotate --inclusive=yes "$work/counts" | sed -n "/:$name \[/{s/^ *\([0-9,]*\) .*/\1/p;q}" | tr -d ,
	fi
}
# What a report takes over the megabytes that each may take, as a multiple of its bytes.
memory() { # name, text
	kilobytes=$(times=1 measure kilobytes ./rcheck --no-config --jobs 1 --fail-on never "$2")
	row "$1: $(awk -v k="$kilobytes" 'BEGIN { printf "%.0f", k / 1024 }') MB, over $megabytes MB by its bytes" "$(awk \
		-v k="$kilobytes" -v free="$megabytes" -v b="$(wc -c <"$2")" \
		'BEGIN { more = k * 1024 - free * 1048576; printf "%.1f", (more > 0 ? more / b : 0) }')" 'at most 3'
}
# The shape of YAML rules of one's own, each with a cue of its own.
rules() {
	echo 'rules:'
	for i in $(seq "$1"); do
		cue=$(printf '\\U%08x\\U%08x' $((0x4e00 + i)) $((0x5e00 + i % 97)))
		printf '  - id: bench/identity/rule-%d\n    title: t\n    find: "%b{a:amount}[,、]{label}?{b:=a}[,、]{~}共{c:=a}"\n    check: a + b == c\n' "$i" "$cue"
	done
}

if [ -d ../shared/corpus ]; then origin='the real reports in ../shared/corpus'; else origin='fixtures'; fi
generate 10000000 >"$work/generated.txt"
real 10000000 >"$work/real.txt"
head -n 400 "$work/real.txt" | head -c 62000 | iconv -c -f UTF-8 -t UTF-8 >"$work/small.txt" 2>/dev/null || true
printf 'empty\n' >"$work/empty.txt"

for text in real generated; do
	bytes=$(wc -c <"$work/$text.txt")
	mine=$(check "$work/$text.txt")
	[ "$text" = real ] && echo "10 MB of $origin, all rules:" || echo '10 MB made from fixtures, with wrong figures nearly everywhere:'
	row rcheck "$(awk -v b="$bytes" -v s="$mine" 'BEGIN { printf "%.1f MB/s", b / 1e6 / s }')"
	peers "$work/$text.txt" 'at most 0.25' 'at most 1'
	if has valgrind; then
		head -c 1000000 "$work/$text.txt" | iconv -c -f UTF-8 -t UTF-8 >"$work/part.txt" 2>/dev/null || true
		start=$(count '' "$work/empty.txt")
		row 'instructions a byte, of 1 MB' "$(awk -v all="$(count '' "$work/part.txt")" -v start="$start" \
			-v bytes="$(wc -c <"$work/part.txt")" 'BEGIN { printf "%.0f", (all - start) / bytes }')"
	else
		row 'instructions a byte' 'no valgrind'
	fi
done

echo 'a report of 62 KB, the start included:'
times=20
mine=$(check "$work/small.txt")
row rcheck "$(milliseconds "$mine")"
peers "$work/small.txt" 'at most 1.3'
times=3
if has valgrind; then
	row 'million instructions to start; with the report' "$(awk -v start="$start" -v small="$(count '' "$work/small.txt")" \
		'BEGIN { printf "%.1f; %.0f", start / 1e6, small / 1e6 }')"
fi

echo 'more rules, 10 MB of text:'
rules 50 >"$work/50.yaml"
rules 500 >"$work/500.yaml"
row '500 rules of one'\''s own by 50' "$(ratio "$(check --rules "$work/500.yaml" "$work/real.txt")" \
	"$(check --rules "$work/50.yaml" "$work/real.txt")")" 'at most 1.5'

echo 'memory:'
memory 'real reports' "$work/real.txt"
memory 'wrong figures' "$work/generated.txt"
"$build/growth" blank-lines 10000000 >"$work/shape.txt"
memory 'blank lines' "$work/shape.txt"

echo 'growth, 0.25 MB to 0.5 MB to 1 MB, each by the one before:'
for shape in $("$build/growth"); do
	for size in 250000 500000 1000000; do
		"$build/growth" "$shape" $size >"$work/shape.txt"
		times=1 check "$work/shape.txt"
	done | tr '\n' ' ' >"$work/seconds"
	row "$shape: $(awk '{ printf "%.2f s", $3 }' "$work/seconds")" \
		"$(awk '{ printf "%.2f, %.2f", $2 / $1, $3 / $2 }' "$work/seconds")" '2.00 or less'
done

echo 'large shapes:'
large() { # name, shape, bytes
	"$build/growth" "$2" "$3" >"$work/shape.txt"
	"$build/cost" 1 ./rcheck --no-config --jobs 1 --fail-on never "$work/shape.txt" >"$work/seconds"
	row "$1" "$(awk '{ printf "%.2f s, %.0f MB", $1, $2 / 1024 }' "$work/seconds")"
}
large '10 MB in one line' long-paragraph 10000000
large '10 MB in one sentence' one-line 10000000
large 'one sentence with 100,000 figures' one-sentence 2000000
large 'brackets 10,000 deep' deep-brackets 400000
large '100,000 articles' articles 5600000
large '14 MB of totals in one line' totals 14000000

echo 'many reports, 2,000 files of a thousand characters:'
articles "$work/many" 2000 1
many() { times=1 measure clock ./rcheck --no-config --fail-on never --jobs "$1" "$work/many"; }
least() { sort -n | head -n 1; }
for _ in 1 2 3 4 5; do
	many 1 >>"$work/one-job"
	many 2 >>"$work/two-jobs"
done
row 'one job by two, least seconds of five pairs' "$(ratio "$(least <"$work/one-job")" "$(least <"$work/two-jobs")")" 'at least 1.8'
if has valgrind; then
	parallel=$(count workers_run "$work/many")
	row 'the same by the share of instructions in workers' "$(awk -v part="$parallel" \
		-v all="$(sed -n 's/.*Collected : \([0-9]*\)/\1/p' "$work/log")" \
		'BEGIN { if (all > 0) printf "%.2f", 1 / (1 - part / all / 2) }')" 'at least 1.8'
fi

echo 'repeats:'
articles "$work/repeats" 100 100
mine=$(times=1 check "$work/repeats")
row '10,000 articles of a thousand characters, all rules' "$(awk -v s="$mine" 'BEGIN { printf "%.1f s", s }')" 'at most 6 s'
"$build/measure" --characters 1000 $(if [ -d ../shared/corpus ]; then echo ../shared/corpus/*/*.txt; else echo fixtures/*.txt; fi) |
	sed 's/^/    /'
