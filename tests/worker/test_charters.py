"""A charter checked, and a new one begun, from the command line."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from shared.charter.reading import PUBLISHED, published
from shared.worker.commands import main
from tests.delivery.test_languages import a_folder
from tests.portal.test_every_language import a_council


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings are read from here, and nothing is written anywhere else."""
    monkeypatch.setenv("BYWHEN_DATA", str(tmp_path / "data"))


def said_by(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.mark.parametrize("name", published())
def test_every_charter_that_ships_is_in_order(name: str) -> None:
    said = said_by("check-charter", name)
    assert said.exit_code == 0 and "is in order" in said.output


def test_without_a_name_the_charter_in_force_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYWHEN_ORGANISATION", "feedback-authority")
    assert 'The charter "feedback-authority"' in said_by("check-charter").output


def test_a_spoiled_charter_is_refused_with_every_fault_and_what_to_do(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(PUBLISHED / "highland", tmp_path / "spoiled"))
    for file, old, new in (
        ("promises.toml", "days = 5", "days = 0"),
        ("organisation.toml", 'nation = "scotland"', 'nation = "atlantis"'),
    ):
        (folder / file).write_text((folder / file).read_text().replace(old, new, 1))
    said = said_by("check-charter", str(folder))
    assert said.exit_code == 1 and "Traceback" not in said.output
    assert 'promises.toml, promise "request-acknowledged"' in said.output
    assert "organisation.toml, [organisation]" in said.output


def test_a_language_that_nobody_can_write_dates_in_is_refused_in_one_sentence(tmp_path: Path) -> None:
    a_council(tmp_path, '"en", "tlh"')
    a_folder(tmp_path / "translations", "tlh", {"Contact us": "x"}, {})
    said = said_by("check-charter", str(tmp_path / "barchester"))
    assert said.exit_code == 1 and 'Nothing is known about the language "tlh"' in said.output


def test_an_unknown_charter_is_refused_with_those_that_are_known() -> None:
    said = said_by("check-charter", "atlantis")
    assert said.exit_code == 1 and "north-east-lincolnshire" in said.output


@pytest.mark.parametrize("command", ["serve", "work"])
def test_nothing_starts_with_a_spoiled_charter(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYWHEN_ORGANISATION", "atlantis")
    said = said_by(command)
    assert said.exit_code == 1 and "no charter is called so" in said.output


def test_a_new_charter_is_in_order_and_says_how_to_use_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = said_by("charter", "new", "Barchester Council", "--into", str(tmp_path / "own"))
    assert said.exit_code == 0, said.output
    folder = tmp_path / "own/barchester"
    folder = folder if folder.is_dir() else next((tmp_path / "own").iterdir())
    assert f"BYWHEN_ORGANISATION={folder.name}" in said.output
    assert said_by("check-charter", str(folder)).exit_code == 0
    monkeypatch.setenv("BYWHEN_CHARTERS", str(tmp_path / "own"))
    monkeypatch.setenv("BYWHEN_ORGANISATION", folder.name)
    assert "Barchester Council" in said_by("check-charter").output


def test_a_charter_is_not_begun_twice(tmp_path: Path) -> None:
    words = ("charter", "new", "Barchester Council", "--into", str(tmp_path))
    said_by(*words)
    said = said_by(*words)
    assert said.exit_code == 1 and "is there already" in said.output


def test_a_setting_that_cannot_be_read_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BYWHEN_PROXIES", "some")
    said = said_by("check-charter")
    assert said.exit_code == 1 and "BYWHEN_PROXIES is 'some'" in said.output and "Traceback" not in said.output
