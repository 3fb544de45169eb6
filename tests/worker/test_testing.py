"""What `bywhen test` says when something is missing or fails."""

import subprocess
from pathlib import Path

import click
import pytest

from shared.worker import testing


def test_the_first_rule_that_fails_ends_the_run_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(testing, "TOP", tmp_path)
    (tmp_path / "good.py").write_text('"""Fine."""\n')
    (tmp_path / "bad.py").write_text("import os\n")
    monkeypatch.setattr(
        testing,
        "CHECKS",
        (
            ("Good is fine", ("ruff", "check", "good.py")),
            ("Bad is fine", ("ruff", "check", "bad.py")),
            ("Never asked", ("ruff", "check", "good.py")),
        ),
    )
    assert testing.run_checks() == 1
    said = capsys.readouterr().out.strip().splitlines()
    assert said[:2] == ["Good is fine ... yes", "Bad is fine ... no"]
    assert any("imported but unused" in line for line in said)
    assert said[-1] == "Stopped here: ruff check bad.py failed."


def test_somebody_who_may_not_install_what_the_tests_need_is_told_how(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(click.ClickException, match="sudo apt-get install chromium clamav-daemon"):
        testing.make_sure_of((testing.CHROMIUM, testing.CLAMD))


@pytest.mark.parametrize(
    ("here", "installed", "reason"),
    [
        ((), ["chromium", "clamav-daemon"], "both at once: it asks its registry one time"),
        (("chromium",), ["clamav-daemon"], "the browser is here"),
        (("clamd",), ["chromium"], "the scanner is here"),
    ],
)
def test_root_on_debian_is_given_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    here: tuple[str, ...],
    installed: list[str],
    reason: str,
) -> None:
    asked: list[list[str]] = []

    def run(words: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        asked.append(words)
        return subprocess.CompletedProcess(words, 0, "", "")

    def which(name: str) -> str | None:
        known = (*here, "apt-get") if len(asked) < 2 else ("chromium", "clamd")
        return f"/usr/bin/{name}" if name in known else None

    monkeypatch.setattr("shutil.which", which)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("subprocess.run", run)
    testing.make_sure_of((testing.CHROMIUM, testing.CLAMD))
    assert [words[2] for words in asked] == ["update", "install"], reason
    assert asked[1][5:] == installed, reason
    assert capsys.readouterr().out.startswith("Installing the C")


def test_nothing_is_installed_where_all_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.run", None)
    testing.make_sure_of((testing.CHROMIUM, testing.CLAMD))
