"""Every page, with data and with errors, keeps nobody out: axe, narrow windows, right to left, the keyboard alone."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

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
SHARES, SHARES_OF_FORMS = range(16), range(8)
#: English on a telephone, Arabic at a desk: nothing that axe looks at hangs on both together.
TONGUES = pytest.mark.parametrize(("language", "width"), [("en-GB", 320), ("ar", 1280)])
#: Sends a form as it is when every field in it was emptied.
SEND = """([action, fields]) => {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = action
  for (const [name, value] of fields) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value
    form.append(field)
  }
  document.body.append(form)
  form.submit()
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
    unseen = names(house.app).keys() - house.pages.keys()
    assert unseen - NO_PAGES.keys() == set(), "Nobody has looked at these: show one, or say why not."
    assert NO_PAGES.keys() - unseen == set(), "These are pages, or are there no longer."
    assert TAKEN_EMPTY.keys() - house.forms.keys() == set(), "These forms are there no longer."


@pytest.mark.parametrize("share", SHARES)
def test_every_page_is_walked_through_by_keyboard_at_a_desk_and_axe_finds_nothing_on_a_telephone(
    share: int, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True)
    faults: list[str] = []
    for page in house.looks[share :: len(SHARES)]:
        where = f"{page.name} at {page.address}"
        visitor.tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
        unshown = told(where, partial(house.shows, visitor, page))
        faults += unshown or [f"{where}: {fault}" for fault in by_keyboard(visitor, part_of(page))]
        faults += [] if unshown else looked_at(visitor, page, page.name, WIDTHS[1])
    assert not faults, "\n".join(faults)


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize("share", SHARES)
def test_in_arabic_axe_finds_nothing_and_every_page_is_mirrored_and_fits(
    share: int, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True, locale="ar")
    faults: list[str] = []
    for page in house.looks[share :: len(SHARES)]:
        where = f"{page.name} at {page.address}"
        faults += told(where, partial(house.shows, visitor, page)) or looked_at(visitor, page, page.name, WIDTHS[0])
    assert not faults, "\n".join(faults)


@TONGUES
@pytest.mark.parametrize("share", SHARES_OF_FORMS)
def test_every_form_that_is_sent_empty_says_what_is_missing_and_keeps_nobody_out(
    share: int, language: str, width: int, house: Furnished, browser: Browser
) -> None:
    visitor = browser.visitor(javascript=True, width=width, locale=language)
    visitor.visit("/cookies")
    forms = [form for name, form in sorted(house.forms.items()) if name not in TAKEN_EMPTY]
    faults: list[str] = []
    for form in forms[share :: len(SHARES_OF_FORMS)]:
        where = f"{form.name} at {form.page.address}, empty"
        faults += told(where, partial(send_empty, house, visitor, form)) or looked_at(
            visitor, form.page, where, width, "main"
        )
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
        faults += looked_at(visitor, page, f"{wrong.page}, filled in wrongly", width, "main")
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


def looked_at(visitor: Visitor, page: Page, name: str, width: int, within: str = "") -> list[str]:
    """What is wrong with the page that is open: for axe in a window of this width, and by its room in both."""
    where, faults = f"{name} at {page.address}", list[str]()
    for one in sorted(WIDTHS, key=width.__eq__):
        faults += told(where, partial(no_sideways_scrolling, visitor, one))
        if visitor.tab.evaluate("() => document.documentElement.lang") == "ar":
            faults += [f"{where}, {one} wide: {fault}" for fault in visitor.tab.evaluate(MIRRORED)]
    return faults + told(f"{where}, {width} wide", lambda: axe(visitor, part_of(page) or within))


def send_empty(house: Furnished, visitor: Visitor, form: Form) -> None:
    """The form with nothing in it; it is shown again, with what is wrong."""
    house.becomes(visitor, form.page.who)
    with visitor.tab.expect_navigation():
        visitor.tab.evaluate(SEND, [urljoin(house.server.address, form.action), form.empty])
    visitor.key()
    assert visitor.status == 422, f"An empty form is taken: {visitor.status}. If it may be, say why in TAKEN_EMPTY."


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
