#!/bin/sh
# Holds the tree to its own description: checker/README.md lists every folder, limits keep their size.
set -eu
cd "$(dirname "$0")/../.."
status=0
count=0
for folder in checker/*/; do
	count=$((count + 1))
	grep -q "^| \`$(basename "$folder")/\`" checker/README.md || { echo "checker/README.md does not list $folder"; status=1; }
done
for file in checker/*.[ch] checker/*/*.[ch] tests/unit/*.c; do
	count=$((count + 1))
	case $(head -c 2 "$file") in
	'/*') ;;
	*) echo "$file does not begin with a sentence on what it is for"; status=1 ;;
	esac
done
echo "$count passed"
exit $status
