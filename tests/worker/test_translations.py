"""`bywhen translations` says how each language stands, and ends with 1 when something is missing."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shared.charter.reading import TRANSLATIONS
from shared.worker import spelling as spelled
from shared.worker.commands import main
from tests.delivery.test_languages import a_folder
from tests.portal.test_every_language import a_council


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Said":
    """The command, for a council of our own with one more language beside the four."""
    a_council(tmp_path, '"en", "pl"')
    monkeypatch.setenv("BYWHEN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BYWHEN_CHARTERS", str(tmp_path))
    monkeypatch.setenv("BYWHEN_ORGANISATION", "barchester")
    return Said(tmp_path / "translations")


class Said:
    """Runs the command and keeps what it wrote."""

    def __init__(self, translations: Path) -> None:
        self.translations = translations

    def __call__(self, *options: str) -> Result:
        return CliRunner().invoke(main, ["translations", *options])


def test_it_counts_what_is_said_in_each_language(said: Said) -> None:
    a_folder(said.translations, "ga", {"Request": "Iarratas"}, {"Anytown Council": "Comhairle", "Anytown": "Baile"})
    words = said("--list").output
    total = re.search(r"Gaeilge \(ga\)\n  the program: 1 of (\d+) texts", words)
    assert total and int(total.group(1)) > 1000
    assert re.search(r"the charter of Anytown Council: 2 of \d+ texts", words)
    assert "    missing: Complaint\n" in words and "    missing: Request\n" not in words
    for name in ("العربية (ar)", "Cymraeg (cy)", "Gàidhlig (gd)", "Polski (pl)"):
        assert name in words


def test_something_missing_ends_with_one_and_names_the_language(said: Said) -> None:
    a_folder(said.translations, "ga", {"Request": "Iarratas"}, {})
    answer = said()
    assert answer.exit_code == 1
    assert re.search(r"Not everything is translated yet: .*\bga\b", answer.output)
    assert re.search(r"and \d+ more: see them with --list", answer.output)


def test_what_somebody_only_guessed_counts_as_missing(said: Said) -> None:
    file = a_folder(said.translations, "ga", {"Request": "Iarratas"}, {})
    file.write_text(file.read_text(encoding="utf-8").replace('msgid "Request"', '#, fuzzy\nmsgid "Request"'), "utf-8")
    assert "the program: 0 of " in said().output


def test_a_folder_that_is_no_language_is_named(said: Said) -> None:
    a_folder(said.translations, "tlh", {"Request": "x"}, {})
    assert 'Nothing is known about the language "tlh"' in said().output


def test_words_that_no_dictionary_knows_are_told(said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A made-up spelling program, so that it holds where none is installed."""
    program = tmp_path / "bin" / "hunspell"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\ncat >/dev/null\nprintf 'Iaratas\\nHighland\\nx\\n'\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "ga_IE.dic").write_text("1\n", encoding="utf-8")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(spelled, "DICTIONARIES", tmp_path)
    found = spelled.spelling("ga", ["Iaratas an Highland"], ["The Highland Council"])
    assert found == spelled.Spelling("hunspell with the dictionary ga_IE", ("Iaratas",)), "names are no mistakes"


def test_where_there_is_no_dictionary_it_says_so(monkeypatch: pytest.MonkeyPatch, said: Said, tmp_path: Path) -> None:
    monkeypatch.setattr(spelled, "DICTIONARIES", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert spelled.spelling("pl", ["Prośba"], []) == spelled.Spelling()
    assert "spelling: not looked at, since hunspell or aspell" in said().output


def test_the_languages_that_ship_are_where_the_command_looks() -> None:
    assert (TRANSLATIONS[0] / "messages.pot").is_file()
