#!/bin/sh
# Maintainers only: makes every hashed file in this folder, and manifest.json, from source/ and node_modules/.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
for sheet in public office; do
  npx sass --no-source-map --style=compressed --quiet-deps --load-path=source "source/$sheet.scss" "$made/$sheet.css"
  npx rtlcss "$made/$sheet.css" "$made/$sheet-rtl.css" >/dev/null 2>&1
done
cp source/site.js source/office.js source/mark.svg "$made/"
cp node_modules/htmx.org/dist/htmx.min.js "$made/htmx.js"
node source/stamp.mjs "$made"
cp node_modules/htmx.org/LICENSE LICENCES/htmx.txt
