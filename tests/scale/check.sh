#!/bin/bash
# The README's recipes for many documents, as they stand there, as far as they can run here: check.sh RCHECK.
set -eu
rcheck=$(realpath "$1")
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
server=
stop() {
	[ -z "$server" ] || as_user "$server/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$work"
}
trap stop EXIT
chmod 755 "$work"
# PostgreSQL does not run as root.
as_user() {
	if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}
fail() {
	echo "FAILED: $1"
	exit 1
}
mkdir "$work/bin" "$work/reports"
ln -s "$rcheck" "$work/bin/rcheck"
PATH=$work/bin:$PATH
# Reports of three articles, the articles of different digits; one copy in ten, half of the copies with a word changed.
for number in $(seq 1 60); do
	step=$((number % 9 + 1))
	{
		echo "本报告第${number}号"
		sed -e "y/0123456789/1234567890/" fixtures/clean.txt | awk -v n="$number" 'NR % 7 == n % 7 || NR % 5 == n % 5'
		for word in 港 桥 渠 坝 塔 闸; do
			echo "${word}区${number}号标段由第$((number * 37 % 101))施工队承建,造价$((number * step))万元,验收时$word体完好,第$((number * 53 % 97))处伸缩缝须补。"
		done
	} >"$work/reports/$(printf 'r%03d' "$number").txt"
done
for number in 010 020 030; do
	cp "$work/reports/r$number.txt" "$work/reports/x$number-copy.txt"
	sed -e 's/验收/查验/' -e 's/伸缩缝须补/伸缩缝待补/' "$work/reports/r$number.txt" >"$work/reports/y$number-near.txt"
done
recipe() { # the README's line that begins with these words, and the next one where it ends with |
	sed -n "/^    $1/{s/^    //;/|\$/{N;s/\n//};p;q}" README.md
}
cd_run() { (cd "$work" && bash -c "$1"); }

# GNU parallel gives the answers of one process.
for report in "$work"/reports/*.txt; do
	awk -v id="$(basename "$report")" 'BEGIN { printf "{\"id\": \"%s\", \"text\": \"", id }
		{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); printf "%s\\n", $0 } END { print "\"}" }' "$report"
done >"$work/documents.jsonl"
cd_run "$(recipe 'parallel --pipepart')"
(cd "$work" && rcheck --no-config --jobs 1 --fail-on never --pipe <documents.jsonl) | sed 's/, "line": [0-9]*, "schema"/, "schema"/' >"$work/expected"
sed 's/, "line": [0-9]*, "schema"/, "schema"/' "$work/findings.jsonl" | cmp -s - "$work/expected" ||
	fail "parallel answers otherwise than one process"
[ "$(wc -l <"$work/findings.jsonl")" -eq 66 ] || fail "parallel lost documents"

# xargs: every report is checked.
cd_run "$(recipe 'find reports')" || fail "xargs: exit status $?"
[ "$(cat "$work"/findings-*.json | grep -c '"path": "reports/.*"error": null')" -eq 66 ] || fail "xargs lost reports"

# The README's SQL in a database of its own.
(cd "$work" && rcheck --no-config signatures reports >signatures.tsv)
[ "$(wc -l <"$work/signatures.tsv")" -eq $((64 * $(cut -f 1,2 "$work/signatures.tsv" | sort -u | wc -l))) ] || fail "rows are missing"
sed -n '/^```sql$/,/^```$/p' README.md | sed '/^```/d' >"$work/join.sql"
server=$(dirname "$(ls -d /usr/lib/postgresql/*/bin/initdb | tail -n 1)")
mkdir "$work/data"
[ "$(id -u)" -ne 0 ] || chown postgres "$work/data" "$work"
as_user "$server/initdb" -D "$work/data" -A trust -E UTF8 --locale=C.UTF-8 -N -U test >"$work/log" 2>&1 || { cat "$work/log"; fail initdb; }
as_user "$server/pg_ctl" -D "$work/data" -w -l "$work/server.log" -o "-k $work -c listen_addresses='' -c fsync=off" start >/dev/null ||
	{ cat "$work/server.log"; fail "PostgreSQL does not start"; }
(cd "$work" && psql -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 -h "$work" -U test -d postgres -f join.sql) >"$work/repeats" || fail "the SQL"
for number in 010 020 030; do
	grep -q "^reports/x$number-copy.txt 1 reports/r$number.txt 1 1.00$" "$work/repeats" || fail "the copy of $number is not found"
	grep -q "^reports/y$number-near.txt 1 reports/r$number.txt 1 0\.[5-9]" "$work/repeats" || fail "the near-copy of $number is not found"
done
# What rcheck finds exactly is among what the database finds.
(cd "$work" && rcheck --no-config --fail-on never --format json reports) |
	sed -n 's|.*"rule": "zh/duplicate/reports".*"path": "\(reports/[a-z0-9-]*.txt\)", "article".*"role": "original".*"path": "\(reports/[a-z0-9-]*.txt\)".*|\1 \2|p' |
	sort -u >"$work/exact"
[ "$(wc -l <"$work/exact")" -ge 6 ] || fail "rcheck itself finds $(wc -l <"$work/exact") repeats only"
cut -d ' ' -f 1,3 "$work/repeats" | sort -u >"$work/joined"
comm -23 "$work/exact" "$work/joined" >"$work/missed"
[ ! -s "$work/missed" ] || { cat "$work/missed"; fail "the database misses these"; }
echo "parallel, xargs and PostgreSQL: as README.md says"
