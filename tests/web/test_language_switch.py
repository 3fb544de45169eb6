"""The switch between languages: it keeps the page, its address and what was typed, and leads nowhere else."""

from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from shared.models.cases import Case
from shared.models.drafts import Draft
from tests.backoffice.desk import Office
from tests.client import CheckingClient
from tests.conftest import Records
from tests.page import Page, words_of

WORDS = "Nobody came on Tuesday."


def page_of(answer: TestResponse) -> Page:
    return Page(answer.get_data(as_text=True), answer.request.path)


def switch(page: Page, language: str) -> str:
    """Where the switch leads for that language, whether it is a link or a button of the form."""
    one = next(one for one in page.all("a", "button") if one.get("data-language") == language)
    return one.get("href") or one.get("formaction") or ""


def language_of(answer: TestResponse) -> str | None:
    return page_of(answer).root.get("lang")


@pytest.mark.clause("CC-4")
@pytest.mark.parametrize(
    "address", ["/", "/promises", "/contact", "/look-up", "/tell-us/kind", "/office/sign-in", "/x"]
)
def test_every_page_names_each_language_in_itself(client: CheckingClient, address: str) -> None:
    page = page_of(client.get(address))
    (nav,) = (one for one in page.all("nav") if "bw-languages" in one.get("class", ""))
    named = {one.get("lang"): words_of(one) for one in nav.iter() if one.get("lang")}
    assert named == {"en": "English", "gd": "Gàidhlig", "pl": "Polski", "ar": "العربية", "cy": "Cymraeg"}


@pytest.mark.clause("CC-4")
def test_it_keeps_the_page_and_its_question(client: CheckingClient) -> None:
    first = client.get("/tell-us/service?kind=request&q=bin")
    answer = client.get(switch(page_of(first), "pl"))
    assert answer.status_code == 303
    assert answer.location == "/tell-us/service?kind=request&q=bin"
    assert language_of(client.get(answer.location)) == "pl"


def test_the_choice_stays_and_can_be_taken_back(client: CheckingClient) -> None:
    client.get("/?language=gd")
    german = {"Accept-Language": "pl"}
    assert language_of(client.get("/contact", headers=german)) == "gd", "what was chosen counts more than the browser"
    client.get("/contact?language=en")
    assert language_of(client.get("/")) == "en"


@pytest.mark.parametrize("asked", ["", "fr", "xx", "../../etc/passwd", "en-GB", "PL", "ar%00"])
def test_a_language_that_nobody_offers_changes_nothing(client: CheckingClient, asked: str) -> None:
    answer = client.get(f"/contact?language={asked}&a=1")
    assert (answer.status_code, answer.location) == (303, "/contact?a=1")
    assert language_of(client.get("/contact")) == "en"


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "///evil.example/a",
        "/\\evil.example",
        "//evil.example/%2e%2e",
        "/%5Cevil.example",
        "/ \t//e.x",
    ],
)
def test_it_never_leads_to_another_site(client: CheckingClient, path: str) -> None:
    answer = client.get(f"{path}?language=pl")
    leads = urlsplit(answer.location or "/")
    assert leads.netloc in ("", "localhost") and not (answer.location or "").startswith(("//", "/\\"))


def test_htmx_loads_the_whole_page_anew(client: CheckingClient) -> None:
    answer = client.get("/tell-us/service?kind=request&language=pl", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/tell-us/service?kind=request"


def test_a_page_says_what_it_depends_on(client: CheckingClient) -> None:
    answer = client.get("/contact")
    assert {"Accept-Language", "Cookie"} <= set(answer.vary.to_header().split(", "))
    assert answer.headers["Content-Language"] == "en"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.clause("CC-4", "CH-6")
def test_what_was_typed_comes_back_in_the_other_language_and_is_saved_nowhere(
    client: CheckingClient, records: Records
) -> None:
    page = page_of(client.get("/tell-us/words?kind=complaint"))
    answer = client.post(switch(page, "pl"), data={"words": WORDS, "draft": ""})
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.root.get("lang") == "pl"
    assert [(one.text or "").strip() for one in page.all("textarea")] == [WORDS]
    assert not [one for one in page.elements if "data-error-summary" in one.attrib]
    (form,) = (one for one in page.all("form") if one.get("id") == "answers")
    assert "language" not in form.get("action", ""), "sent now, it is an answer"
    with records() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 0


def test_after_an_answer_that_would_not_do_it_leads_to_the_same_question(client: CheckingClient) -> None:
    too_long = "a" * 21_000
    refused = client.post("/tell-us/words?kind=complaint", data={"words": too_long, "draft": ""})
    assert refused.status_code == 422
    answer = client.post(switch(page_of(refused), "ar"), data={"words": too_long, "draft": ""})
    page = page_of(answer)
    assert (answer.status_code, page.root.get("lang"), page.root.get("dir")) == (200, "ar", "rtl")
    assert [(one.text or "").strip() for one in page.all("textarea")] == [too_long]


def test_where_nothing_can_be_asked_again_the_page_comes_as_it_is(client: CheckingClient) -> None:
    answer = client.post("/office/sign-out?language=pl", data={"csrf_token": ""})
    assert answer.status_code == 303 and "sign-out" in (answer.location or "")
    answer = client.post("/nothing-here?language=pl&a=1", data={"csrf_token": ""})
    assert (answer.status_code, answer.location) == (303, "/nothing-here?a=1")


@pytest.mark.clause("CC-4")
def test_whoever_sends_in_polish_is_written_to_in_polish(client: CheckingClient, records: Records) -> None:
    from tests.portal.visitor import Visitor

    client.get("/?language=pl")
    Visitor(client).tells("comment", language="pl")
    with records() as session:
        case = session.scalars(sa.select(Case)).one()
        assert case.customer is not None and case.customer.language == "pl"


def test_staff_read_in_their_own_language_through_signing_in_and_out(app: Flask, office: Office) -> None:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    client.get("/office/sign-in?language=cy")
    client.sign_in(office.cast.triage)
    assert language_of(client.get("/office/")) == "cy"
    client.post("/office/sign-out")
    assert language_of(client.get("/office/sign-in")) == "cy"


def test_a_form_that_only_changes_its_language_does_nothing_and_opens_no_door(app: Flask, office: Office) -> None:
    case = office.case()
    note = f"/office/cases/{case.reference}/note?language=pl"
    stranger = app.test_client()
    answer = stranger.post(note, data={"words": "Ring first."})
    assert answer.status_code == 401 or "/sign-in" in (answer.location or "")
    desk = office.desk(office.cast.triage)
    page = page_of(desk.client.post(note, data={"words": "Ring first."}))
    assert page.root.get("lang") == "pl"
    assert "Ring first." in [(one.text or "").strip() for one in page.all("textarea")]
    assert office.now(case.reference).version == case.version


@pytest.fixture
def office(app: Flask, records: Records, charter: "object") -> Office:
    return Office(app, records, charter)
