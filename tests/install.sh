#!/bin/sh
# Installs Debian packages, or names them with the way to get them: install.sh HINT PACKAGE...
set -eu
hint=$1
shift
[ $# -gt 0 ] || exit 0
root=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && root="sudo -n" || root=none
fi
if [ "$root" != none ] && command -v apt-get >/dev/null 2>&1; then
	echo "installing: $*"
	export DEBIAN_FRONTEND=noninteractive
	if $root apt-get update -qq && $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
		exit 0
	fi
fi
echo "missing: $*" >&2
echo "On Debian or Ubuntu: sudo apt-get install $*" >&2
echo "Elsewhere: $hint" >&2
exit 1
