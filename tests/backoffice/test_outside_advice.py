"""Asking somebody outside for advice: without names, looked through on screen, and it is kept that it left (RP-30)."""

import html
import re

import pytest
import sqlalchemy as sa

from shared.models.cases import Case, Contact
from shared.models.readings import Read, Reading, SealedWords
from tests.backoffice.desk import Desk, Office
from tests.builders import TUESDAY
from tests.restricted import WHOLE

WORDS = (
    "I am Morag MacLeod of 4 High Street. Wilma Worker told me to ring 01632 960 777. "
    "My neighbour Jean Brodie saw it.\n"
    "<script>alert(1)</script>"
)
MARKER = "Words that distress"


def a_matter(office: Office, words: str = WORDS) -> Case:
    return office.case(person=WHOLE, held_by=office.cast.worker, words=words)


def page(desk: Desk, case: Case, **answers: object) -> tuple[int, str]:
    path = f"/office/cases/{case.reference}/outside-advice"
    answer = desk.client.post(path, data=answers) if answers else desk.client.get(path)
    return answer.status_code, answer.text


def text_of(shown: str) -> str:
    found = re.search(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", shown, re.DOTALL)
    assert found
    return html.unescape(found[1]).strip()


def exports(office: Office) -> list[tuple[str, str, int | None]]:
    with office.records() as session:
        rows = session.scalars(sa.select(Reading).where(Reading.what == Read.EXPORT))
        return [(one.why, one.staff.name, one.case_id) for one in rows]


@pytest.mark.clause("RP-30")
def test_nobody_is_named_in_what_is_shown_and_what_could_be_a_name_is_asked_about(office: Office) -> None:
    case = a_matter(office)
    status, shown = page(office.desk(office.cast.leader), case)
    text = text_of(shown)
    assert status == 200
    assert "I am [Person A] of [address 1]. [Worker A] told me to ring [phone number 1]." in text
    for name in ("Morag", "MacLeod", "High Street", "960 777", case.reference):
        assert name not in text
    assert "<mark>Jean Brodie</mark>" in shown
    assert "<script>alert(1)</script>" in text and "<script>alert(1)</script>" not in shown
    assert not exports(office), "looking takes nothing out of here"


@pytest.mark.clause("RP-30")
def test_it_leaves_with_a_purpose_once_each_doubt_was_looked_at_and_that_is_kept(office: Office) -> None:
    case, desk = a_matter(office), office.desk(office.cast.leader)
    text = text_of(page(desk, case)[1])
    asked = {"purpose": "Whether one person should deal with it: our solicitor", "text": text}

    status, again = page(desk, case, **asked)
    assert status == 422 and "Look at what could be a name" in again
    status, again = page(desk, case, **{**asked, "purpose": " ", "looked": "y"})
    assert status == 422 and "Say what you need advice on, and from whom." in again
    assert not exports(office)

    answer = desk.client.post(
        f"/office/cases/{case.reference}/outside-advice",
        data={**asked, "text": text.replace("Jean Brodie", "a neighbour")},
    )
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "a neighbour saw it" in answer.text and "Morag" not in answer.text
    assert exports(office) == [(asked["purpose"], "Leila Leader", case.id)]


@pytest.mark.clause("RP-30")
def test_a_name_that_is_typed_into_it_is_replaced_and_shown_before_it_leaves(office: Office) -> None:
    case, desk = a_matter(office, "The lamp is out."), office.desk(office.cast.leader)
    typed = text_of(page(desk, case)[1]) + "\nMorag rang a.b@c.example twice."
    status, shown = page(desk, case, purpose="Advice", text=typed)
    assert status == 422 and "We have replaced more in what you wrote." in shown
    assert text_of(shown).endswith("[Person A] rang [e-mail address 1] twice.")
    assert page(desk, case, purpose="Advice", text=typed, again="yes")[0] == 200
    assert not exports(office)


@pytest.mark.clause("RP-25", "RP-30")
def test_words_that_are_sealed_never_leave(office: Office) -> None:
    case = a_matter(office, "The lamp is out.")
    with office.records() as session:
        kept = session.get(Case, case.id)
        assert kept is not None
        bad = Contact(at=TUESDAY, channel="phone", ours=False, by_name="Morag MacLeod", words=MARKER)
        kept.contacts.append(bad)
        session.flush()
        sealed = {"label": "Threats", "words": MARKER, "sealed_at": TUESDAY, "sealed_by_id": office.cast.leader.id}
        session.add(SealedWords(case_id=kept.id, contact_id=bad.id, matter="The lamp again.", **sealed))
    shown = page(office.desk(office.cast.leader), case)[1]
    assert "The lamp again." in shown and MARKER not in shown


@pytest.mark.clause("RP-26", "RP-30")
@pytest.mark.parametrize(("who", "status"), [("worker", 403), ("triage", 403), ("stranger", 403), ("relations", 200)])
def test_only_whoever_decides_or_looks_after_customers_may_ask_outside(office: Office, who: str, status: int) -> None:
    case = a_matter(office)
    assert page(office.desk(getattr(office.cast, who)), case)[0] == status


@pytest.mark.clause("RP-30")
def test_everything_of_one_person_leaves_without_what_few_may_see(office: Office) -> None:
    case, other = a_matter(office, "The lamp is out."), a_matter(office, "The bin is full.")
    with office.records() as session:
        sealed = session.get(Case, other.id)
        assert sealed is not None
        sealed.seal = "hate"  # type: ignore[assignment]
    shown = office.desk(office.cast.relations).client.get(f"/office/customers/{case.customer_id}/outside-advice")
    assert "The lamp is out." in text_of(shown.text) and "The bin is full." not in shown.text
