"""Every page, with data and with errors, keeps nobody out: axe, narrow windows, right to left, the keyboard alone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from shared.app import create_app
from shared.config import Settings
from shared.models.database import make_engine, writing
from tests.browser import Browser, Chromium, Visitor, axe, no_sideways_scrolling
from tests.client import CheckingClient
from tests.clock import SettableClock
from tests.journeys.rooms import PARTS, Rooms
from tests.journeys.tongues import Tongue
from tests.server import running_server

WIDTHS = (1280, 320)  # 320 is also what 1280 is at four times its size (WCAG 2.2, 1.4.10)
WITHOUT_ERRORS = [part for part in PARTS if not part.endswith("_wrong")]

#: Does the page run from right to left, and are its heading and its brand where a reader begins, on the right?
MIRRORED = """() => {
  const faults = []
  if (getComputedStyle(document.body).direction !== 'rtl') faults.push('The page runs from left to right.')
  for (const name of ['h1', '.bw-brand, .bw-header__row a, .bw-office-header__row a']) {
    const one = document.querySelector(name)
    if (!one) continue
    const range = document.createRange(); range.selectNodeContents(one)
    const box = range.getBoundingClientRect(), around = document.documentElement.clientWidth
    if (box.width && box.left + box.width / 2 < around / 2 && box.right < around * 0.75)
      faults.push('On the left: ' + one.outerHTML.slice(0, 90))
  }
  return faults
}"""

#: The element that has the focus: which it is, whether its focus can be seen, and whether it is hidden by another.
FOCUSED = """() => {
  const one = document.activeElement
  if (!one || one === document.body || one === document.documentElement) return null
  const label = one.id && document.querySelector(`label[for="${CSS.escape(one.id)}"]`)
  const styles = [getComputedStyle(one), ...(label ? [getComputedStyle(label, '::before')] : [])]
  const drawn = () => styles.map(s => [s.backgroundColor, s.boxShadow, s.outlineWidth + s.outlineColor,
    s.textDecorationLine, s.clipPath, s.position].join()).join()
  const focused = drawn()
  one.blur()
  const marked = drawn() !== focused
  one.focus({ preventScroll: true })
  const box = one.getBoundingClientRect()
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1)
  const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 10), 0), innerHeight - 1)
  const top = document.elementFromPoint(x, y)
  return {
    at: [...document.querySelectorAll('*')].indexOf(one),
    words: (one.innerText || one.getAttribute('aria-label') || one.id || one.tagName).trim().slice(0, 50),
    marked,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !(top && (one.contains(top) || top.contains(one) || (label && label.contains(top)))),
    main: one.matches('main .govuk-button:not(.govuk-button--secondary)'),
  }
}"""
MAIN_BUTTONS = "() => document.querySelectorAll('main .govuk-button:not(.govuk-button--secondary)').length"
MOST_TABS, SKIP = 200, "Skip to main content"


@pytest.fixture(scope="module")
def rooms(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    """Both sites with people and cases in them, which these tests only look at."""
    data, clock = tmp_path_factory.mktemp("rooms"), SettableClock()
    url = f"sqlite:///{shutil.copy(migrated_file, data / 'cases.db')}"
    engine = make_engine(url)

    @contextmanager
    def records() -> Iterator[Session]:
        with writing(engine) as session:
            yield session
            session.commit()

    def make(settings: Settings) -> Flask:
        app = create_app(settings, clock=clock)
        app.testing, app.test_client_class = True, CheckingClient
        return app

    with running_server(make, Settings(data, database=url, secret_key="for the tests only"), clock) as server:
        yield Rooms(server, records)
        server.app.extensions["bywhen.engine"].dispose()
    engine.dispose()


@pytest.fixture
def browser(chromium: Chromium, rooms: Rooms) -> Iterator[Browser]:
    """Windows on those rooms."""
    with Browser(chromium, rooms.server.address) as opened:
        yield opened


@pytest.mark.parametrize("part", PARTS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways_on_a_desk_or_a_telephone(
    part: str, rooms: Rooms, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True)
    faults: list[str] = []
    for page in rooms.part(part, visitor):
        for width in WIDTHS:
            visitor.tab.set_viewport_size({"width": width, "height": 900})
            where = f"{page} at {width}"
            faults += told(where, lambda: axe(visitor))
            faults += told(where, lambda width=width: no_sideways_scrolling(visitor, width))
        visitor.tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    assert not faults, "\n".join(faults)


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("part", PARTS)
def test_in_arabic_axe_finds_nothing_and_every_page_is_mirrored_and_fits(
    part: str, rooms: Rooms, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "say", Tongue("ar").say)
    visitor = browser.visitor(javascript=True, locale="ar")
    faults: list[str] = []
    for page in rooms.part(part, visitor):
        faults += told(f"{page} in Arabic", lambda: axe(visitor))
        for width in WIDTHS:
            visitor.tab.set_viewport_size({"width": width, "height": 900})
            faults += [f"{page} at {width}: {fault}" for fault in visitor.tab.evaluate(MIRRORED)]
            faults += told(f"{page} at {width}", lambda width=width: no_sideways_scrolling(visitor, width))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", WITHOUT_ERRORS)
def test_with_the_keyboard_alone_everything_is_reached_in_order_and_the_focus_is_seen(
    part: str, rooms: Rooms, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True)
    faults: list[str] = []
    for page in rooms.part(part, visitor):
        faults += [f"{page}: {fault}" for fault in by_keyboard(visitor)]
    assert not faults, "\n".join(faults)


def test_the_skip_link_leads_past_the_menu_and_an_error_leads_to_its_field(rooms: Rooms, browser: Browser) -> None:
    visitor = browser.visitor(javascript=True).visit("/look-up").key("Tab")
    assert visitor.focused == SKIP
    visitor.key("Enter")
    assert visitor.tab.evaluate("() => document.activeElement.id") == "main"
    visitor.press("Continue")
    assert visitor.focused.startswith("There is a problem")
    visitor.key("Tab", "Enter")
    assert visitor.tab.evaluate("() => document.activeElement.name") == "reference"


@pytest.mark.parametrize(
    ("spoiled", "sentence"),
    [
        ("button => button.tabIndex = -1", "The tab key meets 0 of the 1 buttons."),
        ("button => [document.querySelector('a'), button].forEach(one => { one.tabIndex = 1 })", "stands below it."),
        ("button => button.tabIndex = 1", 'The first stop is "Continue", not the skip link.'),
        ("button => button.style.position = 'fixed'", '"Continue" has the focus under something else.'),
        ("button => button.style.transform = 'translateX(-9000px)'", '"Continue" has the focus outside the window.'),
        ("button => button.style.all = 'unset'", '"Continue" has the focus, and nothing shows it.'),
    ],
)
def test_a_page_that_keeps_the_keyboard_out_is_noticed(
    spoiled: str, sentence: str, rooms: Rooms, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True).visit("/look-up")
    visitor.tab.locator("main button").evaluate(spoiled)
    faults = list(by_keyboard(visitor))
    assert any(sentence in fault for fault in faults), faults


def test_a_page_that_is_not_mirrored_is_noticed(rooms: Rooms, browser: Browser) -> None:
    visitor = browser.visitor(javascript=True).visit("/look-up")
    assert len(visitor.tab.evaluate(MIRRORED)) == 3


def by_keyboard(visitor: Visitor) -> Iterator[str]:
    """What is wrong for somebody who walks through this page with the tab key."""
    in_error = visitor.tab.locator("[data-error-summary]").count()  # then the first stop is its first link
    buttons, last, number, met = visitor.tab.evaluate(MAIN_BUTTONS), -1, 0, 0
    for number in range(MOST_TABS):
        visitor.tab.keyboard.press("Tab")
        focused = visitor.tab.evaluate(FOCUSED)
        if focused is None:
            break
        words = focused["words"]
        if number and words == SKIP:
            break  # round again
        if not (number or in_error) and words != SKIP:
            yield f'The first stop is "{words}", not the skip link.'
        if focused["at"] <= last:
            yield f'"{words}" comes after something that stands below it.'
        for wrong, why in (
            (not focused["marked"], "has the focus, and nothing shows it"),
            (not focused["inside"], "has the focus outside the window"),
            (focused["inside"] and focused["covered"], "has the focus under something else"),
        ):
            if wrong:
                yield f'"{words}" {why}.'
        last, met = focused["at"], met + focused["main"]
    if number >= MOST_TABS - 1:
        yield "The tab key never comes to an end."
    if met < buttons:
        yield f"The tab key meets {met} of the {buttons} buttons."


def told(where: str, look: Callable[[], None]) -> list[str]:
    """What an assertion says, so that all faults can be told at once."""
    try:
        look()
    except AssertionError as fault:
        return [f"{where}: {fault}"]
    return []
