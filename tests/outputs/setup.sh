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
has_module html5lib || missing="$missing python3-html5lib"
has_module selenium || missing="$missing python3-selenium"
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v chromedriver >/dev/null 2>&1 || missing="$missing chromium-driver"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
[ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || missing="$missing fontconfig fonts-noto-cjk"
# shellcheck disable=SC2086 # one word each
sh tests/install.sh "git, xmllint, pre-commit, chromium, chromedriver, pdftotext, a Chinese font and a Python (PYTHON=...) with html5lib, jsonschema, junitparser, selenium and yaml." $missing

# The rules of accessibility are asked where there is npm.
axe=axe-core-4.10.2
sum=9ea2d2d6917da998122bdacfd3b473e31ead53f4b87146c716a12edf89158100
folder=${BUILD:-build}/outputs
if [ ! -f "$folder/axe.min.js" ] && command -v npm >/dev/null 2>&1; then
	mkdir -p "$folder"
	if npm pack --silent --pack-destination "$folder" "axe-core@${axe#axe-core-}" >/dev/null 2>&1 &&
		echo "$sum  $folder/$axe.tgz" | sha256sum --check --quiet; then
		tar -xzOf "$folder/$axe.tgz" package/axe.min.js >"$folder/axe.new" && mv "$folder/axe.new" "$folder/axe.min.js"
	else
		echo "axe-core could not be fetched"
	fi
fi
