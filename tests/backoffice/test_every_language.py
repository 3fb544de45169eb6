"""The staff site speaks every language too, and shows what of the council's own words is not translated yet."""

from dataclasses import replace

import pytest
from flask import Flask

from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind
from shared.delivery.languages import speech
from tests.backoffice.desk import Office
from tests.page import Page, words_of

EACH = pytest.mark.parametrize("language", ["ar", "cy", "gd", "pl"])


def read(office: Office, language: str, *addresses: str) -> list[Page]:
    """Those pages, as the triage officer reads them; that no English is left on them, `tests/page.py` sees to."""
    client = office.desk(office.cast.triage).client
    client.get(f"/office/?language={language}")
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    pages = [Page(answer.get_data(as_text=True), answer.request.path) for answer in answers]
    assert {page.root.get("lang") for page in pages} == {language}
    return pages


@pytest.mark.clause("CC-4")
@EACH
def test_every_page_of_a_case_is_in_the_language_that_was_chosen(
    office: Office, charter: Charter, language: str
) -> None:
    case = office.case(Kind.COMPLAINT, held_by=office.cast.worker)
    page = f"/office/cases/{case.reference}"
    steps = [f"{page}/{step}" for step in ("route", "write", "note", "close", "change-kind")]
    found = read(office, language, "/office/", "/office/tasks", "/office/messages", "/office/record", page, *steps)
    said = speech(charter, language)
    team = said.said(charter.team_name(office.cast.worker.team))
    assert team in words_of(found[4].all("main")[0]), "the team's name, in the history and beside it"
    assert charter.team_name(office.cast.worker.team) not in words_of(found[4].all("main")[0])


@EACH
def test_what_is_refused_is_refused_in_that_language(office: Office, charter: Charter, language: str) -> None:
    case = office.case()
    client = office.desk(office.cast.triage).client
    client.get(f"/office/?language={language}")
    answer = client.post(f"/office/cases/{case.reference}/note", data={"words": ""})
    assert answer.status_code == 422
    assert speech(charter, language).messages.gettext("Write the note.") in answer.get_data(as_text=True)


def test_staff_see_which_words_of_the_council_nobody_has_translated(
    app: Flask, office: Office, charter: Charter
) -> None:
    teams = {**charter.teams, "roads-maintenance": replace(charter.teams["roads-maintenance"], name="Diggers")}
    app.extensions["bywhen.charter"] = replace(charter, teams=teams)
    (page,) = read(office, "pl", f"/office/cases/{office.case().reference}/route")
    options = [words_of(one) for one in page.all("option")]
    assert any("Diggers (EN)" in option for option in options)
    (page,) = read(office, "en", "/office/record")
    assert "(EN)" not in words_of(page.root)
