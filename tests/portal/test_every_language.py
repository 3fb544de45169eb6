"""The public site speaks every language: what we say, what the council says, dates, and what is found by searching."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.charter.organisation import Charter
from shared.charter.reading import PUBLISHED, CharterError, load_charter
from shared.charter.vocabulary import Kind
from shared.config import Settings
from shared.delivery.languages import LanguageRefused, speech
from tests.builders import MORAG, a_case
from tests.client import CheckingClient
from tests.conftest import Records
from tests.delivery.test_languages import a_folder
from tests.page import Page, words_of
from tests.portal.visitor import Visitor

MakeApp = Callable[[Settings], Flask]
OTHERS = ("ar", "cy", "gd", "pl")
EACH = pytest.mark.parametrize("language", OTHERS)
PAGES = [
    *("/", "/promises", "/complaints", "/contact", "/privacy", "/cookies", "/accessibility", "/look-up"),
    "/nothing-here",
    *("/tell-us/kind", "/tell-us/words?kind=request", "/tell-us/service?kind=complaint&q=bin"),
]


@pytest.mark.clause("CC-4")
@EACH
def test_every_page_is_in_the_language_that_was_chosen(visitor: Visitor, language: str) -> None:
    """That it holds no English sentence, `tests/page.py` sees to."""
    visitor.client.get(f"/?language={language}")
    for address in PAGES:
        visitor.open(address)
        assert visitor.page.root.get("lang") == language
        assert visitor.page.root.get("dir") == ("rtl" if language == "ar" else "ltr")


@pytest.mark.clause("CC-4")
@EACH
def test_what_was_left_out_is_said_in_that_language(visitor: Visitor, charter: Charter, language: str) -> None:
    visitor.client.get(f"/?language={language}")
    visitor.open("/tell-us/words?kind=complaint").press(words="")
    put = speech(charter, language).messages
    assert visitor.status == 422
    assert visitor.errors == [put.gettext("Write what you want to tell us")]
    title = next(words_of(one) or (one.text or "") for one in visitor.page.all("title"))
    assert title.startswith(put.gettext("Error:"))


@pytest.mark.clause("CC-4", "CH-1")
@EACH
def test_a_case_is_followed_in_that_language(
    client: CheckingClient, records: Records, charter: Charter, language: str
) -> None:
    with records() as session:
        case = a_case(session, charter, Kind.COMPLAINT, person=MORAG)
        address = f"/track/{case.reference}/{case.tracking_key}"
    client.get(f"/?language={language}")
    page = Page(client.get(address).get_data(as_text=True), address)
    said, words = speech(charter, language), words_of(page.all("main")[0])
    (due,) = (one for one in page.elements if "bw-due__date" in one.get("class", ""))
    assert words_of(due) == said.day(date.fromisoformat(due.get("datetime", "")))
    assert said.said("Customer contact") in words, "who does it"
    assert "Customer contact" not in words
    quoted = [one for one in page.all("q") if one.get("lang") == "en"]
    assert quoted, "the words of the clause are quoted as they were written"


@pytest.mark.clause("CC-4")
def test_arabic_runs_from_right_to_left_and_numbers_in_it_do_not(visitor: Visitor, charter: Charter) -> None:
    visitor.client.get("/?language=ar")
    for address in ("/", "/contact", "/look-up", "/accessibility"):
        visitor.open(address)
        phone = charter.organisation.phone
        holders = [one for one in visitor.page.elements if phone in (one.text or "")]
        assert holders and all(one.tag == "bdi" for one in holders), address
        outside = [one.tail for one in visitor.page.elements if phone in (one.tail or "")]
        assert not outside, "a number in the middle of a sentence would be turned round"


@pytest.mark.parametrize(
    ("language", "typed", "first", "why"),
    [
        ("pl", "śmieci", "bins", "a Polish word"),
        ("pl", "smieci", "bins", "typed on an English keyboard"),
        ("pl", "bin", "bins", "the English word, which stands on the bin"),
        ("ar", "نفايات", "bins", "an Arabic word"),
        ("cy", "biniau", "bins", "a Welsh word"),
        ("gd", "sgudal", "bins", "a Gaelic word"),
    ],
)
def test_a_service_is_found_by_words_of_either_language(
    visitor: Visitor, charter: Charter, language: str, typed: str, first: str, why: str
) -> None:
    visitor.client.get(f"/?language={language}")
    visitor.open(f"/tell-us/service?kind=request&q={typed}")
    offered = [one.get("value") for one in visitor.page.all("input") if one.get("type") == "radio"]
    assert first in offered, why
    assert speech(charter, language).charter.services[first].name in visitor.words


def test_an_area_that_was_chosen_stays_chosen_in_another_language(visitor: Visitor, charter: Charter) -> None:
    visitor.open("/tell-us/service?kind=request")
    visitor.open(visitor.link("area="))
    offered = [one.get("value") for one in visitor.page.all("input") if one.get("type") == "radio"]
    visitor.client.get("/?language=pl")
    visitor.open(visitor.path)
    assert [one.get("value") for one in visitor.page.all("input") if one.get("type") == "radio"] == offered
    assert len(offered) > 2


def a_council(folder: Path, languages: str) -> Path:
    """A council of our own that offers these languages."""
    shutil.copytree(PUBLISHED / "template", folder / "barchester")
    file = folder / "barchester" / "organisation.toml"
    written = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^languages = .*$", f"languages = [{languages}]", written), encoding="utf-8")
    return folder


@pytest.fixture
def settings_of(settings: Settings, tmp_path: Path) -> Settings:
    return replace(settings, organisation="barchester", charters=tmp_path / "charters")


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(("language", "name", "runs"), [("ga", "Gaeilge", "ltr"), ("ur", "اردو", "rtl")])
def test_with_one_more_folder_the_site_speaks_one_more_language(
    make_app: MakeApp, settings_of: Settings, tmp_path: Path, language: str, name: str, runs: str
) -> None:
    a_council(tmp_path / "charters", f'"en", "{language}"')
    a_folder(
        tmp_path / "charters" / "translations", language, {"Contact us": "Abair"}, {"Anytown Council": "Comhairle"}
    )
    client = make_app(settings_of).test_client()
    start = Page(client.get("/contact").get_data(as_text=True), "/contact")
    offered = {one.get("data-language"): words_of(one) for one in start.all("a") if one.get("data-language")}
    assert offered == {language: name}
    page = Page(client.get(f"/contact?language={language}", follow_redirects=True).get_data(as_text=True), "/contact")
    assert (page.root.get("lang"), page.root.get("dir")) == (language, runs)
    assert words_of(page.all("h1")[0]) == "Abair"
    assert "Comhairle" in words_of(page.all("header")[0])
    english = [one for one in page.elements if one.get("lang") == "en" and one.tag == "span"]
    assert english, "what nobody has translated yet says that it is English"


def test_a_language_without_a_folder_is_refused_when_the_charter_is_read(tmp_path: Path) -> None:
    a_council(tmp_path, '"en", "fr"')
    with pytest.raises(CharterError, match='"languages" names "fr", which has no folder in translations'):
        load_charter("barchester", tmp_path)


def test_a_language_that_nobody_can_write_dates_in_is_refused_at_the_start(
    make_app: MakeApp, settings_of: Settings, tmp_path: Path
) -> None:
    a_council(tmp_path / "charters", '"en", "tlh"')
    a_folder(tmp_path / "charters" / "translations", "tlh", {"Contact us": "x"}, {})
    with pytest.raises(LanguageRefused, match='Nothing is known about the language "tlh"'):
        make_app(settings_of)


def test_one_language_alone_offers_no_switch(make_app: MakeApp, settings_of: Settings, tmp_path: Path) -> None:
    a_council(tmp_path / "charters", '"en"')
    client = make_app(settings_of).test_client()
    assert "bw-languages" not in client.get("/").get_data(as_text=True)


def test_a_council_whose_own_language_is_welsh_speaks_welsh_first(
    make_app: MakeApp, settings_of: Settings, tmp_path: Path
) -> None:
    a_council(tmp_path / "charters", '"cy", "en"')
    app = make_app(settings_of)
    app.test_client_class = FlaskClient
    page = app.test_client().get("/", headers={"Accept-Language": "fr"}).text
    assert '<html lang="cy"' in page
