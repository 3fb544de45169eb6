"""A complaint about something that lies long back: advice to staff, never a refusal by itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import accepting, closing, procedures
from shared.casework.intake import open_case
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.builders import TUESDAY, a_submission
from tests.casework.complaining import acting, last_notice
from tests.people import Cast


def about(session: Session, charter: Charter, happened_on: date | None, kind: Kind = Kind.COMPLAINT) -> Case:
    """A complaint of Tuesday 2 March 2027 about something that happened on that day."""
    told = replace(a_submission(kind), happened_on=happened_on)
    case = open_case(session, told, at=TUESDAY, charter=charter)
    session.flush()
    return case


@pytest.mark.clause("CC-6")
@pytest.mark.parametrize(
    ("council", "happened_on", "late", "reason"),
    [
        ("highland", date(2026, 9, 2), False, "six months back to the day"),
        ("highland", date(2026, 9, 1), True, "a day more than six months (Sc-11)"),
        ("highland", None, False, "nobody knows when it happened, so nobody says that it is late"),
        ("feedback-authority", date(2026, 3, 2), False, "twelve months back to the day"),
        ("feedback-authority", date(2026, 3, 1), True, "a day more than twelve months (E-06)"),
        ("feedback-authority", date(2024, 2, 29), True, "the leap day of years ago"),
    ],
)
def test_how_old_a_matter_may_be(
    session: Session, council: str, happened_on: date | None, late: bool, reason: str
) -> None:
    case = about(session, load_charter(council), happened_on)
    assert procedures.came_late(case, load_charter(council)) is late, reason
    assert case.stage is Stage.RECEIVED, "and whatever the answer, it is dealt with like every other"
    assert {clock.act for clock in case.clocks if clock.open} >= {Act.ACKNOWLEDGE}


@pytest.mark.clause("CC-6")
def test_it_is_looked_into_all_the_same_and_the_reason_is_kept(session: Session, charter: Charter, cast: Cast) -> None:
    case = about(session, charter, date(2025, 1, 10))
    reason = "They were in hospital until last month."
    accepting.accept_late(session, case, reason=reason, **acting(cast.triage, charter))
    decision = procedures.decision_of(case)
    assert decision is not None
    assert decision.late_reason == reason
    assert (case.happenings[-1].what, case.happenings[-1].facts["reason"]) == (Happened.ACCEPTED_LATE, reason)
    with pytest.raises(StepRefused) as refused:
        accepting.accept_late(session, case, reason="Again.", **acting(cast.triage, charter))
    assert refused.value.why is Why.DECIDED_ALREADY


@pytest.mark.parametrize(
    ("happened_on", "kind", "why", "reason"),
    [
        (date(2027, 3, 1), Kind.COMPLAINT, Why.CAME_IN_TIME, "it happened yesterday"),
        (None, Kind.COMPLAINT, Why.CAME_IN_TIME, "nobody knows when"),
        (date(2020, 3, 1), Kind.REQUEST, Why.NOT_A_COMPLAINT, "a request is never too late"),
    ],
)
def test_where_nothing_came_late_nothing_is_to_be_said(
    session: Session, charter: Charter, cast: Cast, happened_on: date | None, kind: Kind, why: Why, reason: str
) -> None:
    case = about(session, charter, happened_on, kind)
    with pytest.raises(StepRefused) as refused:
        accepting.accept_late(session, case, reason="Why not.", **acting(cast.triage, charter))
    assert refused.value.why is why, reason


@pytest.mark.clause("CC-6", "CC-7")
def test_a_complaint_that_is_not_accepted_is_a_decision_with_a_reason_and_a_letter(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = about(session, charter, date(2020, 1, 10))
    closing.close(
        session, case, outcome=Outcome.NOT_ACCEPTED, reason="Nothing of it is left.", **acting(cast.triage, charter)
    )
    assert case.outcome is Outcome.NOT_ACCEPTED
    assert last_notice(session, case).facts["outcome"] == "not-accepted"
    assert last_notice(session, case).facts["procedure"] == "complaint"


def test_only_a_complaint_can_have_come_too_late(session: Session, charter: Charter, cast: Cast) -> None:
    case = about(session, charter, date(2020, 1, 10), Kind.REQUEST)
    with pytest.raises(ValueError, match="not-accepted"):
        closing.close(session, case, outcome=Outcome.NOT_ACCEPTED, reason="Old.", **acting(cast.triage, charter))


@pytest.mark.clause("CC-6")
def test_when_it_happened_is_put_right_later_and_the_advice_follows(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = about(session, charter, None)
    accepting.say_when(session, case, day=date(2025, 1, 10), **acting(cast.triage, charter))
    assert procedures.came_late(case, charter)
    accepting.say_when(session, case, day=date(2027, 1, 10), **acting(cast.triage, charter))
    assert not procedures.came_late(case, charter)
    told = [(line.facts["day"], line.facts["before"]) for line in case.happenings if line.what is Happened.WHEN_SAID]
    assert told == [("2025-01-10", None), ("2027-01-10", "2025-01-10")]
    assert case.happenings[-1].by_name == "Tavish Triage"


def test_saying_the_same_day_again_is_no_news(session: Session, charter: Charter, cast: Cast) -> None:
    case = about(session, charter, date(2027, 1, 10))
    version = case.version
    accepting.say_when(session, case, day=date(2027, 1, 10), **acting(cast.triage, charter))
    assert case.version == version


@pytest.mark.parametrize(
    ("day", "kind", "why", "reason"),
    [
        (date(2027, 3, 3), Kind.COMPLAINT, Why.DATE_NOT_YET, "tomorrow has not happened"),
        (date(2025, 1, 10), Kind.REQUEST, Why.NOT_A_COMPLAINT, "only complaints have time limits"),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    session: Session, charter: Charter, cast: Cast, day: date, kind: Kind, why: Why, reason: str
) -> None:
    case = about(session, charter, None, kind)
    how: dict[str, Any] = acting(cast.triage, charter)
    with pytest.raises(StepRefused) as refused:
        accepting.say_when(session, case, day=day, **{**how, "at": TUESDAY})
    assert (refused.value.why, case.happened_on) == (why, None), reason
