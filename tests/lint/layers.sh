#!/bin/sh
# Fails when a file includes a layer it may not see. Knowledge goes one way: a folder sees the folders named here.
set -eu
cd "$(dirname "$0")/../.."
status=0
count=0
allowed() {
	case $1 in
	base) echo base ;;
	text) echo base text ;;
	message) echo base message ;;
	yaml) echo base yaml ;;
	rule) echo base yaml text message rule ;;
	figure) echo base text rule figure ;;
	finding) echo base text finding ;;
	claim) echo base text rule figure finding claim ;;
	check) echo base yaml text message rule figure finding claim check ;;
	config) echo base yaml text message finding config ;;
	report) echo base text message finding report ;;
	*) return 1 ;;
	esac
}
for folder in checker/*/; do
	layer=$(basename "$folder")
	seen=$(allowed "$layer") || { echo "$folder is not in the table of layers"; status=1; continue; }
	for file in "$folder"*.[ch]; do
		count=$((count + 1))
		for include in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
			case " $seen " in
			*" $include "*) ;;
			*) echo "$file includes $include/, which $layer may not see"; status=1 ;;
			esac
		done
	done
done
for library in pcre2 yaml iconv; do
	files=$(grep -l "#include <$library.h>" checker/*.c checker/*/*.[ch] | wc -l)
	[ "$files" -eq 1 ] || { echo "<$library.h> is included in $files files, not in one"; status=1; }
done
echo "$count passed"
exit $status
