"""Choosing files in a real browser: with and without a script, from left to right and from right to left."""

from pathlib import Path

import pytest

from tests.browser import Browser, Visitor, axe, no_sideways_scrolling
from tests.files.things import a_picture


@pytest.fixture
def chosen(tmp_path: Path) -> list[str]:
    """A photo, and a file with nothing in it."""
    (tmp_path / "gate.jpg").write_bytes(a_picture())
    (tmp_path / "empty.txt").write_bytes(b"")
    return [str(tmp_path / "gate.jpg"), str(tmp_path / "empty.txt")]


def at_the_question(visitor: Visitor) -> Visitor:
    """The question about files, in a journey that has begun."""
    visitor.visit("/tell-us/kind?kind=request")
    visitor.tab.locator("#answers button[type=submit]").first.click()
    return visitor.visit("/tell-us/files")


def add(visitor: Visitor, files: list[str]) -> None:
    visitor.tab.set_input_files("#files", files)
    visitor.tab.locator("button[name=more]").click()


def test_without_a_script_files_are_chosen_added_and_taken_away(browser: Browser, chosen: list[str]) -> None:
    visitor = at_the_question(browser.visitor(width=320))
    add(visitor, chosen)
    visitor.sees("gate.jpg").sees("“empty.txt” is empty")
    visitor.tab.locator("button[name=remove]").click()
    visitor.does_not_see("gate.jpg")
    visitor.press("Continue")
    assert "/tell-us/files" not in visitor.path


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_question_and_its_errors_are_for_everybody(browser: Browser, chosen: list[str], locale: str) -> None:
    visitor = at_the_question(browser.visitor(javascript=True, width=320, locale=locale))
    axe(visitor)
    no_sideways_scrolling(visitor)
    add(visitor, chosen)
    assert visitor.status == 422
    axe(visitor)
    no_sideways_scrolling(visitor)
