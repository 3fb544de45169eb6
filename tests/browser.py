"""A person at a browser: visits, fills in, presses, reads. `tests/page.py` checks every page she sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Locator, Request, Response, sync_playwright
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page as Tab

from shared.worker.testing import CHROMIUM
from tests.page import check_page, faults_of

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
SCREENSHOTS = Path(__file__).parent.parent / "data" / "screenshots"
PATIENCE = 20_000  # milliseconds: a busy machine is slow, not wrong
FETCHED = ("document", "xhr", "fetch")

# Which elements reach over the right or the left edge of the window.
TOO_WIDE = """() => {
  const page = document.documentElement
  if (page.scrollWidth <= page.clientWidth) return []
  return [...document.querySelectorAll('body *')]
    .filter(one => { const box = one.getBoundingClientRect()
      return box.width && (box.right > page.clientWidth + 1 || box.left < -1) })
    .map(one => one.outerHTML.slice(0, 120))
}"""


# What axe finds: as much of it as is told. The whole of it takes longer to hand over than to find out.
FAULTS_FOUND = """async ([within, only]) => {
  const found = await axe.run(within ? document.querySelector(within) : document, only)
  return {
    passed: found.passes.length,
    faults: found.violations.flatMap(({ help, id, impact, nodes }) =>
      nodes.map(({ html }) => ({ help, id, impact, html }))),
  }
}"""


@contextmanager
def running_chromium() -> Iterator[Chromium]:
    """The system's own Chromium, without a window. It has no sandbox, since it may be run by root."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM.path(), chromium_sandbox=False, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()


class Browser:
    """Makes visitors to one server; fails the test at the end for what went wrong unseen."""

    def __init__(self, chromium: Chromium, address: str) -> None:
        self._chromium, self._address = chromium, address
        self._visitors: list[Visitor] = []

    def visitor(self, javascript: bool = False, width: int = 1280, locale: str = "en-GB", **more: Any) -> "Visitor":
        """Somebody new, with no cookies. `more` goes to playwright, such as `forced_colors="active"`."""
        context = self._chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=locale,
            timezone_id="Europe/London",
            reduced_motion=more.pop("reduced_motion", "reduce"),
            **more,
        )
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), self._address, javascript)
        self._visitors.append(visitor)
        return visitor

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for visitor in self._visitors:
            visitor.tab.context.close()
        if kind is None:
            for visitor in self._visitors:
                visitor.nothing_went_wrong()


class Visitor:
    """One person in one window. `tab` is playwright's page, for what has no sentence here."""

    def __init__(self, tab: Tab, address: str, javascript: bool) -> None:
        self.tab, self.address, self.javascript = tab, address, javascript
        self.status: int | None = None
        self._faults: list[str] = []
        self._waiting: set[Request] = set()
        self._leaving = False
        tab.on("request", self._asked)
        tab.on("requestfinished", self._done)
        tab.on("requestfailed", self._done)
        tab.on("response", self._answered)
        tab.on("console", self._console)
        tab.on("pageerror", lambda error: self._faults.append(f"A script failed: {error}"))

    # What she does.

    def visit(self, path: str) -> "Visitor":
        """Goes to an address of ours."""
        self.tab.goto(urljoin(self.address, path))
        return self._look()

    def fill_in(self, label: str, words: str) -> "Visitor":
        """Writes into the field with this label."""
        self._one(self.tab.get_by_label(label, exact=True), self.tab.get_by_label(label)).fill(words)
        return self

    def choose(self, label: str, of: str | None = None) -> "Visitor":
        """Ticks the radio or box with this label; with `of`, picks the option from the list called so."""
        if of is None:
            self._one(self.tab.get_by_label(label, exact=True), self.tab.get_by_label(label)).check()
        else:
            self._one(self.tab.get_by_label(of, exact=True), self.tab.get_by_label(of)).select_option(label=label)
        return self

    def press(self, name: str) -> "Visitor":
        """Presses the button or follows the link with this name, and waits for what comes of it."""
        exact = self.tab.get_by_role("button", name=name, exact=True)
        inexact = self.tab.get_by_role("button", name=name)
        for role in ("link", "tab"):
            exact = exact.or_(self.tab.get_by_role(role, name=name, exact=True))
            inexact = inexact.or_(self.tab.get_by_role(role, name=name))
        summary = self.tab.locator("summary", has_text=name)
        self._one(exact, inexact, summary).click()
        return self._look()

    def key(self, *keys: str) -> "Visitor":
        """Presses keys, such as "Tab" and "Enter", where the focus is."""
        for key in keys:
            self.tab.keyboard.press(key)
        return self._look()

    def screenshot(self, name: str) -> Path:
        """The whole page as a picture, in data/screenshots."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.tab.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        return SCREENSHOTS / f"{name}.png"

    # What she finds.

    def sees(self, *words: str) -> "Visitor":
        """Each of the words can be read on the page."""
        for one in words:
            assert _plain(one) in self.text, f'"{one}" cannot be read at {self.path}:\n{self.text[:1500]}'
        return self

    def does_not_see(self, *words: str) -> "Visitor":
        for one in words:
            assert _plain(one) not in self.text, f'"{one}" can be read at {self.path}.'
        return self

    @property
    def text(self) -> str:
        """What can be read on the page, white space made single."""
        return _plain(self.tab.locator("body").inner_text())

    @property
    def path(self) -> str:
        return urlsplit(self.tab.url).path

    @property
    def heading(self) -> str:
        return _plain(self.tab.locator("h1").inner_text())

    @property
    def focused(self) -> str:
        """The words of the element that has the focus (needs JavaScript)."""
        return _plain(str(self.tab.evaluate("() => document.activeElement.innerText || ''")))

    def nothing_went_wrong(self) -> None:
        """Fails for what the page could not do: a script, a style, a file, another place."""
        faults, self._faults = self._faults, []
        listed = "\n".join(f"  - {fault}" for fault in faults)
        assert not faults, f"While looking at {self.tab.url}:\n{listed}"

    # How it is watched.

    def _one(self, *choices: Locator) -> Locator:
        """The first way of finding it that finds anything; playwright complains when that finds several."""
        return next((choice for choice in choices if choice.count()), choices[0])

    def _look(self) -> "Visitor":
        self._settle()
        # After HTMX has put a part into the page, the last status is not the page's own.
        # HTMX puts the part in first and the title a moment later: a fault counts once it has stayed.
        for _ in range(20):
            if self.status is not None or not faults_of(self.tab.content(), self.tab.url, self.status):
                break
            self.tab.wait_for_timeout(50)
        check_page(self.tab.content(), self.tab.url, self.status)
        self.nothing_went_wrong()
        return self

    def _settle(self) -> None:
        self.tab.wait_for_timeout(40)
        for _ in range(PATIENCE // 40):
            if not self._waiting and not self._leaving:
                break
            self.tab.wait_for_timeout(40)
        self.tab.wait_for_load_state("load")

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request():
            self._leaving = False
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss"):
            self._waiting.add(request)
            if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
                self._faults.append(f"The page asked another place: {request.url}")

    def _done(self, request: Request) -> None:
        self._waiting.discard(request)

    def _answered(self, response: Response) -> None:
        kind = response.request.resource_type
        if kind in FETCHED:
            self.status = response.status if kind == "document" else None
            # HTMX has been told to go to another page: that page is not asked for in the same instant.
            self._leaving = "hx-redirect" in response.headers
        if response.status >= 500 or (response.status >= 400 and kind not in FETCHED):
            self._faults.append(f"{response.url} answered {response.status}.")

    def _console(self, message: ConsoleMessage) -> None:
        # An answer of 422 or 404 is told to the console too; `_answered` judges those.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self._faults.append(f"The console says: {message.text}")


def axe(visitor: Visitor, within: str = "") -> None:
    """Fails with a list of what axe finds against WCAG 2.2 AA, on the page or in one element of it."""
    assert visitor.javascript, "axe would wait for ever: browser.visitor(javascript=True)."
    only = {"runOnly": {"type": "tag", "values": WCAG_22_AA}, "resultTypes": ["violations"]}
    if not visitor.tab.evaluate("() => 'axe' in window"):
        visitor.tab.evaluate(AXE_SCRIPT)
    found = visitor.tab.evaluate(FAULTS_FOUND, [within, only])
    listed = "\n".join(
        f"  - {one['help']} ({one['id']}, {one['impact']}): {one['html'][:160]}" for one in found["faults"]
    )
    assert found["passed"], "axe found nothing to look at."
    assert not listed, f"{visitor.path} keeps somebody out:\n{listed}"


def no_sideways_scrolling(visitor: Visitor, width: int = 320) -> None:
    """Fails when the page must be moved sideways to be read in a narrow window."""
    visitor.tab.set_viewport_size({"width": width, "height": 900})
    reaching = visitor.tab.evaluate(TOO_WIDE)
    listed = "\n".join(f"  - {one}" for one in reaching)
    assert not reaching, f"{visitor.path} does not fit {width} pixels:\n{listed}"


def _plain(words: str) -> str:
    return " ".join(words.split())


__all__ = [
    "Browser",
    "BrowserError",
    "Chromium",
    "Tab",
    "Visitor",
    "axe",
    "no_sideways_scrolling",
    "running_chromium",
]
