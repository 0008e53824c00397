#!/bin/sh
# Installs the readers that the formats are tested with, or names what is missing with the way to get it.
set -eu
python=${PYTHON:-/usr/bin/python3}
missing=
has_module() { "$python" -c "import $1" 2>/dev/null; }
command -v "$python" >/dev/null 2>&1 || missing="$missing python3"
command -v git >/dev/null 2>&1 || missing="$missing git"
command -v xmllint >/dev/null 2>&1 || missing="$missing libxml2-utils"
command -v pre-commit >/dev/null 2>&1 || missing="$missing pre-commit"
has_module jsonschema || missing="$missing python3-jsonschema"
has_module junitparser || missing="$missing python3-junitparser"
has_module yaml || missing="$missing python3-yaml"
[ -n "$missing" ] || exit 0
root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && root="sudo -n" || root=none
fi
if [ "$root" != none ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing:$missing" | tr -s ' '
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086 # one word each
	if $root apt-get update -qq && $root apt-get install -y -qq --no-install-recommends $missing >/dev/null; then
		exit 0
	fi
fi
echo "missing:$missing" | tr -s ' ' >&2
echo "On Debian or Ubuntu: sudo apt-get install$missing" >&2
exit 1
