#!/bin/sh
# Maintainers: gathers every text that is to be translated into messages.pot.
set -eu
cd "$(dirname "$0")/.."
exec "${PYBABEL:-.venv/bin/pybabel}" extract --mapping-file=translations/babel.cfg --keywords=lazy_gettext --keywords=_l \
  --add-comments=Translators: --no-location --sort-output --omit-header --output-file="${1:-translations/messages.pot}" .
