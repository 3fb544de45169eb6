"""Closing because it is answered already, or somebody else’s: staff say where to look, and the customer reads it."""

from dataclasses import replace
from typing import Any

import pytest

from shared.charter.vocabulary import Topic
from shared.charter.workflow import Outcome
from shared.models.cases import Case
from tests.backoffice.desk import Office
from tests.builders import MORAG

WHY: dict[str, Any] = {"reason": "It is as we said."}


def answered(office: Office) -> Case:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.worker).takes("reply", case, words="We mend it in June.")
    return office.now(case.reference)


@pytest.mark.clause("SC-4")
def test_an_earlier_answer_is_named_and_led_to(office: Office) -> None:
    earlier, case = answered(office), office.case()
    desk = office.desk(office.cast.relations)
    way: dict[str, Any] = {"outcome": "already-answered", "answered_in": earlier.reference.lower(), **WHY}
    seen = desk.takes("close", case, preview="yes", **way)
    assert f"We answered you under {earlier.reference}." in seen.text and earlier.tracking_key not in seen.text
    assert desk.takes("close", case, **way).status_code == 303
    assert office.now(case.reference).outcome is Outcome.ALREADY_ANSWERED
    page = office.app.test_client().get(f"/track/{case.reference}/{case.tracking_key}").text
    assert f"/track/{earlier.reference}/{earlier.tracking_key}" in page


@pytest.mark.clause("SC-4")
def test_without_a_reference_the_reason_says_where(office: Office) -> None:
    case = office.case()
    desk = office.desk(office.cast.triage)
    assert desk.takes("close", case, outcome="already-answered", answered_in="", **WHY).status_code == 303


def test_a_reference_that_will_not_do_says_why(office: Office) -> None:
    case, other = office.case(), office.case(person=replace(MORAG, name="Calum MacLeod"))
    desk = office.desk(office.cast.triage)
    for unknown in ("HC-7Q4K-2M9P", "nonsense", "' OR 1=1", "x" * 41):
        answer = desk.takes("close", case, outcome="already-answered", answered_in=unknown, **WHY)
        assert answer.status_code == 422, unknown
    theirs = desk.takes("close", case, outcome="already-answered", answered_in=other.reference, **WHY)
    assert theirs.status_code == 409 and "not from the same person" in theirs.text
    mine = office.case(held_by=office.cast.worker)
    unseen = office.desk(office.cast.worker)
    assert (
        unseen.takes("close", mine, outcome="already-answered", answered_in=other.reference, **WHY).status_code == 422
    )
    assert office.now(case.reference).outcome is None


def test_the_customer_is_told_whose_it_is(office: Office) -> None:
    health = office.charter.help_with(Topic.ANOTHER_BODY)[0]
    case = office.case()
    desk = office.desk(office.cast.triage)
    assert health.name in desk.opens("close", case).text
    assert desk.takes("close", case, outcome="not-ours", whose="nobody-we-know", **WHY).status_code == 422
    seen = desk.takes("close", case, outcome="not-ours", whose=health.id, preview="yes", **WHY)
    assert health.link in seen.text
    assert desk.takes("close", case, outcome="not-ours", whose=health.id, **WHY).status_code == 303
    page = office.app.test_client().get(f"/track/{case.reference}/{case.tracking_key}").text
    assert f"{health.name} deals with it:" in page and f'href="{health.link}"' in page


def test_somebody_who_is_in_no_list_is_named_in_the_reason(office: Office) -> None:
    case = office.case()
    answer = office.desk(office.cast.triage).takes("close", case, outcome="not-ours", whose="", **WHY)
    assert answer.status_code == 303
