#!/bin/sh
# Maintainers: gathers every text that is to be translated: messages.pot from the program, charters.pot from the
# charters that ship. `sh translations/extract.sh FOLDER` writes both somewhere else.
set -eu
cd "$(dirname "$0")/.."
into="${1:-translations}"
"${PYBABEL:-.venv/bin/pybabel}" extract --mapping-file=translations/babel.cfg --keywords=lazy_gettext --keywords=_l \
  --add-comments=Translators: --no-location --sort-output --omit-header --output-file="$into/messages.pot" .
exec "${PYTHON:-.venv/bin/python}" -m shared.worker.charter_texts "$into/charters.pot"
