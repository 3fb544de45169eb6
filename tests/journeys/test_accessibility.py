"""Every page, with data and with errors, keeps nobody out: axe, narrow windows, right to left, the keyboard alone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
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
from tests.journeys.furnished import Furnished
from tests.journeys.keyboard import MIRRORED, SKIP, by_keyboard
from tests.journeys.no_pages import NO_PAGES, TAKEN_EMPTY
from tests.journeys.tongues import Tongue
from tests.journeys.whole_house import Form, Page, names
from tests.journeys.wrongly import WRONG, Wrong
from tests.server import running_server
from tests.warm import CompiledTemplates

WIDTHS = (1280, 320)  # 320 is also what 1280 is at four times its size (WCAG 2.2, 1.4.10)
#: The pages are shared out, so that several processes look at them at once and none looks for long.
SHARES, SHARES_OF_FORMS = range(12), range(6)
#: English on a telephone, Arabic at a desk: nothing that axe looks at hangs on both together.
TONGUES = pytest.mark.parametrize(("language", "width"), [("en-GB", 320), ("ar", 1280)])
#: Empties every field of the form that goes to this address, and sends it as it is.
SEND_EMPTY = """action => {
  const fields = form => [...form.elements].filter(one => one.matches('input:not([type=hidden]), select, textarea'))
  const form = [...document.querySelectorAll('main form[method=post]')]
    .find(one => one.getAttribute('action') === action && fields(one).length)
  for (const one of fields(form)) {
    if (one.type === 'checkbox' || one.type === 'radio') one.checked = false
    else if (one.tagName === 'SELECT') one.value = ''
    else if (one.type !== 'file') one.value = ''
  }
  HTMLFormElement.prototype.submit.call(form)
}"""


@pytest.fixture(scope="module")
def house(
    migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, compiled_templates: CompiledTemplates
) -> Iterator[Furnished]:
    """Both sites with one of everything in them, which these tests only look at."""
    data, clock = tmp_path_factory.mktemp("house"), SettableClock()
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
        app.jinja_env.bytecode_cache = compiled_templates
        return app

    settings = Settings(data, database=url, secret_key="for the tests only")
    with running_server(make, settings, clock) as server:
        yield Furnished(server, records, settings)
        server.app.extensions["bywhen.engine"].dispose()
    engine.dispose()


@pytest.fixture
def browser(chromium: Chromium, house: Furnished) -> Iterator[Browser]:
    """Windows on those pages."""
    with Browser(chromium, house.server.address) as opened:
        yield opened


def test_no_page_is_forgotten(house: Furnished) -> None:
    every = set(names(house.app))
    assert not every - house.pages.keys() - NO_PAGES.keys(), "Nobody has looked at these: show one, or say why not."
    assert not NO_PAGES.keys() - (every - house.pages.keys()), "These are pages, or are there no longer."
    sent = {form.name for form in house.forms.values()}
    assert not TAKEN_EMPTY.keys() - sent, "These forms are there no longer."


@TONGUES
@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("share", SHARES)
def test_axe_finds_nothing_and_every_page_fits_and_is_mirrored(
    share: int, language: str, width: int, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True, width=width, locale=language)
    faults: list[str] = []
    for page in house.looks[share :: len(SHARES)]:
        house.shows(visitor, page)
        faults += looked_at(visitor, page, page.name, width)
    assert not faults, "\n".join(faults)


@TONGUES
@pytest.mark.parametrize("share", SHARES_OF_FORMS)
def test_every_form_that_is_sent_empty_says_what_is_missing_and_keeps_nobody_out(
    share: int, language: str, width: int, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True, width=width, locale=language)
    forms = [form for name, form in sorted(house.forms.items()) if name not in TAKEN_EMPTY]
    faults: list[str] = []
    for form in forms[share :: len(SHARES_OF_FORMS)]:
        send_empty(house, visitor, form)
        if visitor.status != 422:
            faults.append(f"{form.name} at {form.page.address} takes an empty form: {visitor.status}")
        else:
            faults += looked_at(visitor, form.page, f"{form.name}, empty", width)
    assert not faults, "\n".join(faults)


@TONGUES
def test_what_is_too_long_or_cannot_be_is_told_to_everybody(
    language: str, width: int, house: Furnished, browser: Browser
) -> None:
    say = Tongue("ar").say if language == "ar" else str
    visitor = browser.visitor(javascript=True, width=width, locale=language)
    faults: list[str] = []
    for wrong in WRONG:
        page = house.pages[wrong.page]
        house.shows(visitor, page)
        fill_in(visitor, wrong, say)
        assert visitor.tab.locator("[data-error-summary]").count(), wrong
        faults += looked_at(visitor, page, f"{wrong.page}, filled in wrongly", width)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("share", SHARES)
def test_with_the_keyboard_alone_everything_is_reached_in_order_and_the_focus_is_seen(
    share: int, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True)
    faults: list[str] = []
    for page in house.looks[share :: len(SHARES)]:
        house.shows(visitor, page)
        faults += [f"{page.name} at {page.address}: {fault}" for fault in by_keyboard(visitor, part_of(page))]
    assert not faults, "\n".join(faults)


def test_the_skip_link_leads_past_the_menu_and_an_error_leads_to_its_field(house: Furnished, browser: Browser) -> None:
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
    spoiled: str, sentence: str, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True).visit("/look-up")
    visitor.tab.locator("main button").evaluate(spoiled)
    faults = list(by_keyboard(visitor))
    assert any(sentence in fault for fault in faults), faults


def test_a_page_that_is_not_mirrored_is_noticed(house: Furnished, browser: Browser) -> None:
    visitor = browser.visitor(javascript=True).visit("/look-up")
    assert len(visitor.tab.evaluate(MIRRORED)) == 3


def part_of(page: Page) -> str:
    """The element in which this page is new: a step stands on the page of its case, which is looked at by itself."""
    return "main #step" if page.is_step else ""


def looked_at(visitor: Visitor, page: Page, name: str, width: int) -> list[str]:
    """What is wrong with the page that is open, in a window of this width and in the other one."""
    where = f"{name} at {page.address}, {width} wide"
    faults = told(where, lambda: axe(visitor, part_of(page)))
    for one in (width, *(other for other in WIDTHS if other != width)):
        faults += told(f"{name} at {page.address}", partial(no_sideways_scrolling, visitor, one))
        if visitor.tab.evaluate("() => document.documentElement.lang") == "ar":
            faults += [f"{where}: {fault}" for fault in visitor.tab.evaluate(MIRRORED)]
    visitor.tab.set_viewport_size({"width": width, "height": 900})
    return faults


def send_empty(house: Furnished, visitor: Visitor, form: Form) -> None:
    """The form with nothing in it."""
    house.shows(visitor, form.page)
    with visitor.tab.expect_navigation():
        visitor.tab.evaluate(SEND_EMPTY, form.action)
    visitor.key()


def fill_in(visitor: Visitor, wrong: Wrong, say: Callable[[str], str]) -> None:
    """What will not do, with the page's own button."""
    for label, words in wrong.written:
        visitor.fill_in(say(label), words)
    visitor.tab.get_by_role("button", name=say(wrong.button), exact=True).click()
    visitor.key()


def told(where: str, look: Callable[[], None]) -> list[str]:
    """What an assertion says, so that all faults can be told at once."""
    try:
        look()
    except AssertionError as fault:
        return [f"{where}: {fault}"]
    return []
