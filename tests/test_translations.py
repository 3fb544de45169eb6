"""Every text that somebody reads can be translated: it stands in the catalogue that translators are given."""

import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "translations" / "messages.pot"


def test_the_catalogue_holds_every_text_of_pages_and_letters(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    pybabel = str(Path(sys.executable).with_name("pybabel"))
    script = ROOT / "translations" / "extract.sh"
    done = subprocess.run(
        ["sh", str(script), str(fresh)],
        env={"PYBABEL": pybabel, "PATH": "/usr/bin:/bin"},
        check=False,
        timeout=100,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    now = {(entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(fresh))}
    kept = {(entry.msgid, entry.msgid_plural) for entry in polib.pofile(str(CATALOGUE))}
    assert now == kept, "Run `sh translations/extract.sh` and keep what it writes."
    assert len(now) > 400
