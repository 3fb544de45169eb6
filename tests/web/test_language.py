"""The language that somebody reads in, and which way it runs."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.charter.organisation import Charter
from shared.web.language import language


@pytest.fixture
def offering(app: Flask, charter: Charter) -> Callable[..., FlaskClient]:
    """Somebody at the door of a council that offers these languages, its own first."""

    def offer(*languages: str) -> FlaskClient:
        own = replace(charter.organisation, languages=languages)
        app.extensions["bywhen.charter"] = replace(charter, organisation=own)
        app.test_client_class = FlaskClient
        return app.test_client()

    return offer


# offered, what the browser asks for, what is given, reason
ASKED = [
    (("en",), "en-GB,en;q=0.9", "en", "as most ask"),
    (("en",), "en-US,en;q=0.9", "en", "from over the sea"),
    (("en",), "fr,pl;q=0.8", "en", "a language that is not offered"),
    (("en",), "*", "en", "any"),
    (("en",), "", "en", "none"),
    (("en",), "../../etc/passwd", "en", "no language at all"),
    (("en",), "xx-\x80\x81;q=zz,,;;", "en", "nonsense"),
    (("en",), ",".join(["zz"] * 500), "en", "five hundred of them"),
    (("en", "gd", "cy", "pl", "ar"), "gd", "gd", "Scottish Gaelic"),
    (("en", "gd", "cy", "pl", "ar"), "cy-GB,cy;q=0.9,en;q=0.5", "cy", "Welsh, of Great Britain"),
    (("en", "gd", "cy", "pl", "ar"), "ar-EG,ar;q=0.9,en;q=0.8", "ar", "Arabic, of Egypt"),
    (("en", "gd", "cy", "pl", "ar"), "pl;q=0.4,en;q=0.9", "en", "whichever is liked better"),
    (("en", "gd", "cy", "pl", "ar"), "pl;q=0,en;q=0.1", "en", "anything but Polish"),
    (("cy", "en"), "fr", "cy", "the council's own comes first"),
]


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(("offered", "asked", "given", "reason"), ASKED)
def test_a_page_is_in_a_language_that_the_council_offers(
    app: Flask, offering: Callable[..., FlaskClient], offered: tuple[str, ...], asked: str, given: str, reason: str
) -> None:
    offering(*offered)
    with app.test_request_context("/", headers={"Accept-Language": asked.encode("latin-1").decode("latin-1")}):
        assert language() == given, reason


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(
    ("asked", "opening", "stylesheet", "reason"),
    [
        ("en", '<html lang="en" dir="ltr"', "/static/public.", "from left to right"),
        ("gd", '<html lang="gd" dir="ltr"', "/static/public.", "Gaelic too"),
        ("ar", '<html lang="ar" dir="rtl"', "/static/public-rtl.", "Arabic from right to left"),
    ],
)
def test_a_page_says_its_language_and_runs_its_way(
    offering: Callable[..., FlaskClient], asked: str, opening: str, stylesheet: str, reason: str
) -> None:
    for address in ("/", "/nothing-here", "/office/sign-in"):
        page = offering("en", "gd", "ar").get(address, headers={"Accept-Language": asked}).text
        assert opening in page, f"{address}: {reason}"
    page = offering("en", "gd", "ar").get("/", headers={"Accept-Language": asked}).text
    assert stylesheet in page


@pytest.mark.parametrize("asked", ["en", "en-GB", "en-US", "fr"])
def test_dates_are_those_of_a_british_council(app: Flask, offering: Callable[..., FlaskClient], asked: str) -> None:
    from shared.web.filters import day

    offering("en")
    with app.test_request_context("/", headers={"Accept-Language": asked}):
        assert day("2027-03-02") == "Tuesday 2 March 2027"


def test_what_is_said_outside_a_page_is_said_in_the_councils_own_way(app: Flask) -> None:
    from flask_babel import format_date

    from shared.web.filters import as_date

    with app.app_context():
        assert format_date(as_date("2027-03-02"), "long") == "2 March 2027"
