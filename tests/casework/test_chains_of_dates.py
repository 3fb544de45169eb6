"""What the next stage would promise, and the latest day of an answer that is counted from what has not happened yet."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from shared.casework import explaining, stages
from shared.charter.access import Role
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Kind
from shared.models.cases import Case
from tests.builders import a_case, a_member_of_staff, decide
from tests.portal.councils import ENGLAND, SCOTLAND, WALES
from tests.portal.desk import MONDAY

#: Asked for on Monday 21 December 2026; 25 and 28 December and 1 January count nowhere, 4 January not in Scotland.
DATES = [
    (SCOTLAND, "complaint", 1, [date(2026, 12, 23), date(2027, 1, 21)], "the day of asking is day 1 of 3 and of 20"),
    (ENGLAND, "complaint", 1, [date(2026, 12, 30), date(2027, 1, 28)], "5, and at the latest 20 after that"),
    (ENGLAND, "childrens-act", 1, [date(2026, 12, 30), date(2027, 2, 4)], "5 to agree on it, at the latest 25 after"),
    (ENGLAND, "childrens-act", 2, [date(2027, 2, 4), date(2027, 3, 4)], "a panel in 30, its report in 5, 15 more"),
    (ENGLAND, "childrens-act", 3, [], "nothing comes after the panel"),
    (ENGLAND, "adult-social-care", 1, [], "one stage only"),
    (WALES, "social-services", 1, [date(2026, 12, 30), date(2027, 2, 4)], "5 to agree on it, at the latest 25 after"),
    (WALES, "complaint", 1, [date(2026, 12, 30), date(2027, 1, 21)], "5 and 20, both from the day of asking"),
]


@pytest.mark.clause("CH-2", "RP-6")
@pytest.mark.parametrize(("council", "procedure", "stage", "days", "because"), DATES)
def test_before_somebody_asks_they_know_by_when_they_would_hear(
    session: Session, council: str, procedure: str, stage: int, days: list[date], because: str
) -> None:
    case = complaint_in(session, council, procedure, stage)
    promised = explaining.before_next_stage(case, date(2026, 12, 21), load_charter(council))
    assert [one.by for one in promised] == days, because


#: What is known of the answer at each stage before anything that it is counted from has happened.
LATEST = [
    (ENGLAND, "complaint", 1, date(2027, 1, 14), "10 after the last day of the acknowledgement, 30 December"),
    (ENGLAND, "childrens-act", 2, date(2027, 2, 4), "25 after the last day on which we agree, 30 December"),
    (ENGLAND, "childrens-act", 3, date(2027, 3, 4), "a panel, a report, an answer: 30, 5 and 15"),
    (WALES, "social-services", 1, date(2027, 1, 18), "2 to 23 December, 10 to 11 January, and 5"),
]


@pytest.mark.clause("CH-2")
@pytest.mark.parametrize(("council", "procedure", "stage", "by", "because"), LATEST)
def test_the_latest_day_of_the_answer_is_known_however_long_the_chain(
    session: Session, council: str, procedure: str, stage: int, by: date, because: str
) -> None:
    case = complaint_in(session, council, procedure, stage)
    answer = explaining.answer_explained(case, load_charter(council))
    assert answer is not None
    assert (answer.by, answer.at_latest) == (by, True), because


def complaint_in(session: Session, council: str, procedure: str, stage: int) -> Case:
    """A complaint of that Monday under that procedure, taken to that stage on the same day."""
    own = load_charter(council)
    services = own.procedures[procedure].services
    case = a_case(session, own, Kind.COMPLAINT, at=MONDAY, service=services[0] if services else None)
    how: dict[str, Any] = {"charter": own, "at": MONDAY}
    assert case.procedure == procedure
    for _ in range(stage - 1):
        team = own.services[services[0]].team if services else own.organisation.triage_team
        decide(session, case, by=a_member_of_staff(session, Role.CASE_WORKER, team), **how)
        stages.ask_next_stage(session, case, words="", **how)
        session.flush()
    return case
