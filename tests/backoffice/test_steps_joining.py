"""Joining, parting and splitting in the back office: offered with a reason, refused with a sentence, done once."""

import re
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from shared.charter.vocabulary import Kind, Seal
from shared.charter.workflow import Outcome, Stage
from shared.models.cases import Case
from shared.models.notices import Notice
from tests.backoffice.desk import Office
from tests.builders import MORAG

LAMP = "The street light outside number 4 has been out for a week."
AGAIN = "That street light at number 4 is still out, and nobody came."
WHY: dict[str, Any] = {"reason": "It is the same lamp."}


def two(office: Office) -> tuple[Case, Case]:
    return office.case(words=LAMP), office.case(words=AGAIN)


@pytest.mark.clause("SC-1")
def test_a_likely_duplicate_is_offered_with_its_reason_and_joined_in_two_presses(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    page = triage.sees(second).text
    assert "Told twice?" in page and first.reference in page
    assert "The same person told us on the same day." in page and "Words in both: number, street, light." in page
    (way,) = re.findall(r'href="(/office/cases/[^"]+/join\?with=[^"#]+)#step"', page)
    form = triage.client.get(way).text
    assert f'value="{first.reference}" checked' in form and "Anybody can type a name" in form
    done = triage.takes("join", second, to=first.reference, **WHY)
    assert done.status_code == 303
    now = office.now(second.reference)
    assert (now.stage, now.outcome) == (Stage.CLOSED, Outcome.SAME_AS_ANOTHER)
    assert f"Joined to {first.reference}, which goes on." in triage.sees(second).text
    assert f"{second.reference} was joined to this case." in triage.sees(first).text


def test_the_page_is_whole_with_a_script_too(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    assert triage.opens("join", second, part=True).status_code == 200
    assert triage.opens("split", second, part=True).status_code == 200
    assert triage.takes("join", second, to="another", reference="", part=True, **WHY).status_code == 422
    assert triage.takes(
        "join", second, to="another", reference=first.reference.lower(), part=True, **WHY
    ).status_code in (200, 204, 303)


def test_pressed_twice_it_is_joined_once(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    for _ in range(2):
        assert triage.takes("join", second, to=first.reference, once="p1", **WHY).status_code == 303
    with office.records() as session:
        rows = sa.select(sa.func.count(Notice.id)).where(Notice.template == "joined")
        assert session.scalar(rows) == 1


def test_a_join_that_will_not_do_says_why_and_changes_nothing(office: Office) -> None:
    _, second = two(office)
    another = office.case(person=replace(MORAG, name="Calum MacLeod"))
    triage = office.desk(office.cast.triage)
    missing = triage.takes("join", second, to="another", reference="HC-7Q4K-2M9P", **WHY)
    assert missing.status_code == 422 and "You can see no case with this reference." in missing.text
    for nothing in ("", "nonsense", "x" * 60, "' OR 1=1"):
        assert triage.takes("join", second, to="another", reference=nothing, **WHY).status_code == 422
    assert triage.takes("join", second, to="elsewhere", **WHY).status_code == 422
    other = triage.takes("join", second, to="another", reference=another.reference, **WHY)
    assert other.status_code == 409 and "These two are not from the same person." in other.text
    itself = triage.takes("join", second, to="another", reference=second.reference, **WHY)
    assert itself.status_code == 409
    assert office.now(second.reference).version == second.version


def test_a_stale_join_is_shown_what_happened_since(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    triage.takes("note", second, words="She phoned.")
    stale = triage.takes("join", second, seen=second.version, to=first.reference, **WHY)
    assert stale.status_code == 409 and "Nothing was saved yet" in stale.text
    assert office.now(second.reference).outcome is None


@pytest.mark.clause("RP-26")
def test_what_somebody_may_not_see_is_not_there_to_join(office: Office) -> None:
    mine, theirs = office.case(words=LAMP, held_by=office.cast.worker), office.case(words=AGAIN)
    worker = office.desk(office.cast.worker)
    assert theirs.reference not in worker.sees(mine).text
    tried = worker.takes("join", mine, to="another", reference=theirs.reference, **WHY)
    assert tried.status_code == 422 and "You can see no case with this reference." in tried.text
    assert office.desk(office.cast.stranger).takes("join", mine, seen=1, to="another", **WHY).status_code == 404
    with office.records() as session:
        session.get_one(Case, theirs.id).seal = Seal.HATE
    sealed = office.desk(office.cast.triage).takes("join", mine, to="another", reference=theirs.reference, **WHY)
    assert sealed.status_code == 422, "from outside a sealed case is not there"
    inside = office.desk(office.cast.relations).takes("join", mine, to="another", reference=theirs.reference, **WHY)
    assert inside.status_code == 409 and "may be read only by a few people" in inside.text


def test_not_the_same_is_remembered_and_asks_for_both_cases(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    here = f"/office/cases/{second.reference}/not-the-same"
    assert triage.client.post(here, data={"other": "HC-7Q4K-2M9P", "once": "n1"}).status_code == 404
    assert office.desk(office.cast.worker).client.post(here, data={"other": first.reference}).status_code == 404
    for _ in range(2):
        assert triage.client.post(here, data={"other": first.reference, "once": "n1"}).status_code == 303
    page = triage.sees(second).text
    assert "Told twice?" not in page and f"Not the same as {first.reference}" in page
    assert "Told twice?" not in triage.sees(first).text


def test_joined_cases_are_parted_again(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    triage.takes("join", second, to=first.reference, **WHY)
    form = triage.opens("join", second).text
    assert f"This goes on in {first.reference}. Part them" in form
    assert triage.takes("reopen", second, reason="Why not?").status_code == 409
    preview = triage.takes("join", second, reason="They are two lamps.", preview="yes")
    assert preview.status_code == 200 and "goes on by its own dates" in preview.text
    assert triage.takes("join", second, reason="They are two lamps.").status_code == 303
    now = office.now(second.reference)
    assert now.stage is Stage.RECEIVED
    assert {(c.act, c.due_on) for c in now.clocks if c.open} == {(c.act, c.due_on) for c in second.clocks}


def test_a_part_of_a_message_becomes_a_case(office: Office) -> None:
    case = office.case(words="The lamp is out.\nMy bin was not emptied.")
    triage = office.desk(office.cast.triage)
    assert "The lamp is out." in triage.opens("split", case).text
    wrong = triage.takes("split", case, words="Something else.", kind="request", service="")
    assert wrong.status_code == 409 and "Leave only words that the customer wrote" in wrong.text
    assert triage.takes("split", case, words="", kind="request").status_code == 422
    assert triage.takes("split", case, words="My bin", kind="nonsense").status_code == 422
    answers: dict[str, Any] = {"words": "My bin was not emptied.", "kind": "complaint", "service": ""}
    for _ in range(2):
        assert triage.takes("split", case, once="s1", **answers).status_code == 303
    with office.records() as session:
        new = session.scalars(sa.select(Case).where(Case.id != case.id)).one()
        reference, kind = new.reference, new.kind
    assert kind is Kind.COMPLAINT
    page = triage.sees(case).text
    assert f"A part of this has its own reference now: {reference}" in page
    assert f"Split from {case.reference}." in triage.sees(reference).text


@pytest.mark.clause("SC-1")
def test_what_comes_of_a_join_is_shown_before_it_is_done(office: Office) -> None:
    first, second = two(office)
    triage = office.desk(office.cast.triage)
    shown = triage.takes("join", second, to=first.reference, sure=False, **WHY)
    assert shown.status_code == 200 and "This is what comes of it. Nothing is done yet." in shown.text
    for words in (first.reference, second.reference, "It ends here.", "It goes on, with everything from both."):
        assert words in shown.text
    assert "Who is told" in shown.text and "Morag MacLeod</bdi> (By e-mail)" in shown.text
    assert "Tuesday 9 March 2027" in shown.text and "Join them" in shown.text
    assert office.now(second.reference).version == second.version
    part = triage.takes("join", second, to=first.reference, sure=False, part=True, **WHY)
    assert part.status_code == 200 and "Join them" in part.text


def test_what_comes_of_a_split_is_shown_before_it_is_done(office: Office) -> None:
    case = office.case(words="The lamp is out.\nMy bin was not emptied.")
    triage = office.desk(office.cast.triage)
    answers: dict[str, Any] = {"words": "My bin was not emptied.", "kind": "complaint", "service": ""}
    shown = triage.takes("split", case, sure=False, **answers).text
    for words in (
        "The new case",
        "It gets a reference of its own when you split it.",
        "Monday 8 March 2027",
        "Split it",
    ):
        assert words in shown
    assert office.now(case.reference).version == case.version


def test_who_changes_an_answer_sees_once_more_what_comes_of_it(office: Office) -> None:
    case = office.case(words="The lamp is out.\nMy bin was not emptied.")
    triage = office.desk(office.cast.triage)
    answers: dict[str, Any] = {"words": "My bin was not emptied.", "kind": "complaint", "service": ""}
    (agreed,) = re.findall(r'value="(\w+)" name="sure"', triage.takes("split", case, sure=False, **answers).text)
    other = {**answers, "kind": "request", "sure": agreed}
    where, seen = f"/office/cases/{case.reference}/split", case.version
    again = triage.client.post(where, data={**other, "once": "s2", "seen": seen})
    assert again.status_code == 200 and "Nothing is done yet." in again.text
    same = triage.client.post(where, data={**answers, "sure": agreed, "once": "s2", "seen": seen})
    assert same.status_code == 303
