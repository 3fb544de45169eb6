"""Somebody speaks for the customer of a case: what staff see of it and send, for tests."""

from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from shared.models.cases import Case
from shared.models.representatives import Authority
from tests.backoffice.desk import Desk, Office
from tests.builders import TUESDAY, a_case_spoken_for
from tests.page import Page, words_of

TODAY = TUESDAY.date()
YES = {"evidence": "staff", "how": "She said so on the phone.", "scope": "this-case", "messages_to": "both"}
ANN = {"on_behalf": "asked", "speaker_name": "Ann Advocate", "speaker_email": "ann@advice.example"}
ANN |= {"agreed": "later", "messages_to": "both"}


def words(answer: TestResponse) -> str:
    """What can be read on a page."""
    return words_of(Page(answer.text, "").all("main")[0])


def errors(answer: TestResponse) -> list[str]:
    """The lines of the error summary."""
    page = Page(answer.text, "")
    return [words_of(line) for one in page.elements if "data-error-summary" in one.attrib for line in one.iter("li")]


def spoken_for(office: Office, **different: Any) -> Case:
    """A case of the worker's team for which somebody waits to speak."""
    with office.records() as session:
        case = a_case_spoken_for(session, office.charter, **different)
        case.team = office.cast.team
        reference = case.reference
    return office.now(reference)


def authority(office: Office, case: Case) -> Authority:
    """The latest one, as it is kept now."""
    with office.records() as session:
        found = session.scalars(sa.select(Authority).where(Authority.case_id == case.id)).all()[-1]
        _ = found.settled_by
        session.expunge_all()
        return found


def page_of(desk: Desk, case: Case) -> str:
    """What the page about who speaks says."""
    return words(desk.client.get(f"/office/cases/{case.reference}/authority"))
