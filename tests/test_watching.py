"""The watchers of other tests, the client and the browser, are shown to notice what they watch for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, Response, g
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from shared.config import Settings
from tests.browser import Browser, Chromium, axe, no_sideways_scrolling
from tests.client import CheckingClient, notice_changes
from tests.clock import SettableClock
from tests.server import running_server

PAGE = """<!DOCTYPE html><html lang="en"><head><title>A house</title><link rel="icon" href="data:,">{}</head>
<body><main><h1>A house</h1><p><a href="/office">The office</a></p>{}</main></body></html>"""
BODIES = {
    "office": "",
    "table": "<table width='900'><tr><td>Wide</td></tr></table>",
    "wide": '<img src="/none.svg" alt="" width="900" height="9">',
    "unlabelled": '<input name="q">',
    "grey": "<p><font color='#ccc'>Faint words</font></p>",
    "abroad": '<a href="/">x</a><iframe src="http://192.0.2.1/"></iframe>',
}


class Base(DeclarativeBase):
    """The tables of this file alone."""


class Thing(Base):
    """Something to keep."""

    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    """An application with one page for each fault."""
    app = Flask("a house")
    app.secret_key = "for the tests only"
    app.test_client_class = CheckingClient
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'things.db'}")
    Base.metadata.create_all(engine)
    app.teardown_request(lambda _: g.db.close() if "db" in g else None)
    app.after_request(notice_changes)
    for name, body in BODIES.items():
        app.add_url_rule(f"/{name}", name, lambda body=body: PAGE.format("", body))
    app.add_url_rule("/script", "script", lambda: PAGE.format('<script src="/broken.js"></script>', ""))
    app.add_url_rule("/broken.js", "js", lambda: Response("throw Error('broken')", mimetype="text/javascript"))
    app.add_url_rule("/breaks", "breaks", lambda: Response("<p>Broken</p>", 500))
    for after in ("wait", "flush", "commit"):
        app.add_url_rule(f"/add-and-{after}", after, _adding(engine, after), methods=["GET", "POST"])
    yield app
    engine.dispose()


def _adding(engine: sa.Engine, after: str) -> Callable[[], str]:
    def view() -> str:
        g.db = Session(engine)
        g.db.add(Thing())
        if after != "wait":
            getattr(g.db, after)()
        return PAGE.format("", "")

    return view


def test_a_page_that_only_asks_may_not_change_anything(house: Flask) -> None:
    with pytest.raises(AssertionError, match="/add-and-wait changed Thing and did not commit it"):
        house.test_client().get("/add-and-wait")


def test_what_a_form_changes_is_committed(house: Flask) -> None:
    house.test_client().post("/add-and-commit")
    with pytest.raises(AssertionError, match="/add-and-flush changed Thing and did not commit it"):
        house.test_client().post("/add-and-flush")


def test_an_answer_of_500_fails_the_test(house: Flask) -> None:
    with pytest.raises(AssertionError, match="/breaks answered 500"):
        house.test_client().get("/breaks")


def test_the_client_checks_its_pages(house: Flask) -> None:
    house.test_client().get("/office")
    with pytest.raises(AssertionError, match="has no label"):
        house.test_client().get("/unlabelled")


@pytest.fixture
def address(house: Flask, tmp_path: Path) -> Iterator[str]:
    """Where that application is served."""
    with running_server(lambda _: house, Settings(data=tmp_path), SettableClock()) as server:
        yield server.address


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/unlabelled", "has no label"),
        ("/wide", "none.svg answered 404"),
        ("/abroad", "loads from another place"),
        ("/script", "A script failed: broken"),
        ("/breaks", "There must be one main"),
    ],
)
def test_the_browser_checks_its_pages(chromium: Chromium, address: str, path: str, sentence: str) -> None:
    visitor = Browser(chromium, address).visitor(javascript=True)
    with pytest.raises(AssertionError, match=sentence):
        visitor.visit(path)
    visitor.tab.context.close()


def test_a_visitor_walks_through_sound_pages(chromium: Chromium, address: str) -> None:
    with Browser(chromium, address) as browser:
        visitor = browser.visitor().visit("/office").press("The office").sees("A house")
        assert (visitor.path, visitor.status) == ("/office", 200)
        with pytest.raises(AssertionError, match='"A garden" cannot be read at /office'):
            visitor.sees("A garden")
        with pytest.raises(AssertionError, match='"A house" can be read at /office'):
            visitor.does_not_see("A house")


def test_what_went_wrong_unseen_fails_the_test_at_its_end(chromium: Chromium, address: str) -> None:
    with pytest.raises(AssertionError, match="another place"), Browser(chromium, address) as browser:
        browser.visitor().tab.goto(f"{address}/abroad")


def test_axe_and_a_narrow_window_are_watched(chromium: Chromium, address: str) -> None:
    with Browser(chromium, address) as browser:
        visitor = browser.visitor(javascript=True).visit("/grey")
        no_sideways_scrolling(visitor)
        with pytest.raises(AssertionError, match="color-contrast"):
            axe(visitor)
        wide = browser.visitor().visit("/table")
        with pytest.raises(AssertionError, match="/table does not fit 320 pixels"):
            no_sideways_scrolling(wide)
