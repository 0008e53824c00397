#!/usr/bin/env bash
# Speed, start-up, growth and memory, as ratios to what was measured in the same run: CPU seconds (the least of three), not
# wall clock. The texts are the same in every run. Nothing is asserted. Called by `make bench`.
set -eu
cd "$(dirname "$0")/../.."
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
figure='[0-9]+(?:\.[0-9]+)?(?:%|亿元|万元|元|个|人|家|万)?'

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

# Whole copies of the real reports beside the checkout, where there are some, else of the fixtures as they are.
real() {
	if [ -d ../shared/corpus ]; then
		cat ../shared/corpus/*/*.txt
	else
		cat fixtures/clean.txt fixtures/prose.txt
	fi >"$work/one.txt"
	for _ in $(seq $(($1 / $(wc -c <"$work/one.txt") + 1))); do cat "$work/one.txt"; done
}

# measure SECONDS|KILOBYTES COMMAND...
measure() {
	what=$1
	shift
	"$build/cost" "${times:-3}" "$@" | cut -d ' ' -f "$([ "$what" = seconds ] && echo 1 || echo 2)"
}
check() { measure seconds ./rcheck --no-config --jobs 1 --fail-on never "$@"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.2f", a / b; else printf "-" }'; }
peer() { # name, seconds or nothing
	if [ -n "$2" ]; then
		printf '    %-44s %8.1f ms   rcheck: %s of it\n' "$1" "$(awk -v s="$2" 'BEGIN { print 1000 * s }')" "$(ratio "$mine" "$2")"
	else
		printf '    %-44s not installed\n' "$1"
	fi
}
has() { command -v "$1" >/dev/null 2>&1; }
peers() {
	peer 'wc -m' "$(measure seconds wc -m "$1")"
	peer 'grep -P -o, one figure pattern' "$(measure seconds grep -P -o "$figure" "$1")"
	peer 'rg -o, the same' "$(has rg && measure seconds rg -o "$figure" "$1" || true)"
	peer 'pcre2grep -o, the same' "$(has pcre2grep && measure seconds pcre2grep -u -o "$figure" "$1" || true)"
}
instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null ./rcheck --no-config --jobs 1 --fail-on never "$1" \
		2>"$work/log" >/dev/null || true
	sed -n 's/.*Collected : \([0-9]*\)/\1/p' "$work/log"
}
# The shape of YAML rules of one's own, each with a cue of its own.
rules() {
	echo 'rules:'
	for i in $(seq "$1"); do
		cue=$(printf '\\U%08x\\U%08x' $((0x4e00 + i)) $((0x5e00 + i % 97)))
		printf '  - id: bench/identity/rule-%d\n    title: t\n    find: "%b{a:amount}[,、]{label}?{b:=a}[,、]{~}共{c:=a}"\n    check: a + b == c\n' "$i" "$cue"
	done
}

if [ -d ../shared/corpus ]; then source='the real reports in ../shared/corpus'; else source='fixtures'; fi
generate 10000000 >"$work/generated.txt"
real 10000000 >"$work/real.txt"
head -n 400 "$work/real.txt" | head -c 62000 | iconv -c -f UTF-8 -t UTF-8 >"$work/small.txt" 2>/dev/null || true
printf 'empty\n' >"$work/empty.txt"

for text in real generated; do
	bytes=$(wc -c <"$work/$text.txt")
	mine=$(check "$work/$text.txt")
	[ "$text" = real ] && echo "10 MB of $source, all rules:" || echo '10 MB made from fixtures, with wrong figures nearly everywhere:'
	awk -v b="$bytes" -v s="$mine" 'BEGIN { printf "    rcheck %38s %8.1f ms   %.1f MB/s\n", "", 1000 * s, b / 1e6 / s }'
	peers "$work/$text.txt"
	memory=$(times=1 measure kilobytes ./rcheck --no-config --jobs 1 --fail-on never "$work/$text.txt")
	awk -v k="$memory" -v b="$bytes" 'BEGIN { printf "    memory: %.0f MB, %.1f times the report\n", k / 1e3, k * 1024 / b }'
done

echo 'a report of 62 KB, the start included:'
times=20
mine=$(check "$work/small.txt")
awk -v s="$mine" 'BEGIN { printf "    rcheck %38s %8.1f ms\n", "", 1000 * s }'
peers "$work/small.txt"
times=3

if has valgrind; then
	head -c 1000000 "$work/real.txt" | iconv -c -f UTF-8 -t UTF-8 >"$work/real-1.txt" 2>/dev/null || true
	head -c 1000000 "$work/generated.txt" | iconv -c -f UTF-8 -t UTF-8 >"$work/generated-1.txt" 2>/dev/null || true
	start=$(instructions "$work/empty.txt")
	for text in real generated; do
		awk -v all="$(instructions "$work/$text-1.txt")" -v start="$start" -v bytes="$(wc -c <"$work/$text-1.txt")" -v text="$text" \
			'BEGIN { printf "instructions, 1 MB %s: %.0f a byte\n", text, (all - start) / bytes }'
	done
	awk -v start="$start" -v small="$(instructions "$work/small.txt")" 'BEGIN {
		printf "instructions to start: %.1f million; with the report of 62 KB: %.0f million\n", start / 1e6, small / 1e6 }'
else
	echo 'instructions: not counted, valgrind is not installed'
fi

rules 50 >"$work/50.yaml"
rules 500 >"$work/500.yaml"
few=$(check --rules "$work/50.yaml" "$work/real.txt")
many=$(check --rules "$work/500.yaml" "$work/real.txt")
echo "500 rules more: $(ratio "$many" "$few") of the time with 50 more, 10 MB"

echo 'growth, 0.5 MB to 1 MB (2.00 is linear), and memory as a multiple of the text:'
times=1
for shape in $("$build/growth"); do
	"$build/growth" "$shape" 500000 >"$work/once.txt"
	"$build/growth" "$shape" 1000000 >"$work/twice.txt"
	once=$("$build/cost" 1 ./rcheck --no-config --jobs 1 --fail-on never "$work/once.txt")
	twice=$("$build/cost" 1 ./rcheck --no-config --jobs 1 --fail-on never "$work/twice.txt")
	echo "$once $twice" | awk -v shape="$shape" '{
		printf "    %-18s %5.2f s, %.2f   memory %.0f\n", shape, $1, ($1 > 0 ? $3 / $1 : 0), $4 * 1024 / 1e6 }'
done
