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
# shellcheck disable=SC2086 # one word each
sh tests/install.sh "git, xmllint, pre-commit and a Python (PYTHON=...) with jsonschema, junitparser and yaml." $missing
