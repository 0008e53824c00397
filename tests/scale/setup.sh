#!/bin/sh
# Installs what the tests of many documents need, or names it with the way to get it.
set -eu
missing=
command -v parallel >/dev/null 2>&1 || missing="$missing parallel"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql-15"
# shellcheck disable=SC2086 # one word each
sh tests/install.sh "GNU parallel and PostgreSQL." $missing
