"""How each date came about."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.casework.explaining import answer_explained, before_sending, explained
from shared.charter.next_step import next_step
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Kind
from tests.builders import a_case

MONDAY = datetime(2026, 12, 21, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("council", ["highland", "north-east-lincolnshire", "feedback-authority", "template"])
@pytest.mark.parametrize("kind", Kind)
def test_what_is_said_before_sending_is_what_is_promised_after(session: Session, council: str, kind: Kind) -> None:
    charter = load_charter(council)
    before = before_sending(kind, MONDAY.date(), charter)
    case = a_case(session, charter, kind, at=MONDAY)
    step = next_step(clocks.story(case, charter), charter, MONDAY.date())
    answer = answer_explained(case, charter)
    assert before[0].by == step.by == explained(case, step, charter).by
    said = next((one.by for one in before if one.promise and one.promise.act is Act.REPLY), None)
    assert said == (answer.by if answer else None)


def test_a_count_ends_on_the_day_that_it_explains(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, at=MONDAY)
    step = next_step(clocks.story(case, charter), charter, MONDAY.date())
    counted = explained(case, step, charter).counted
    assert counted is not None
    assert counted.days[-1].day == step.by
    assert [day.off.name for day in counted.skipped if day.off and day.off.name] == [
        "Christmas Day",
        "Boxing Day",
        "Boxing Day (observed)",
    ]


def test_after_a_missed_date_both_dates_explain_themselves(session: Session, charter: Charter) -> None:
    case = a_case(session, charter, at=MONDAY)
    step = next_step(clocks.story(case, charter), charter, date(2026, 12, 31))
    why = explained(case, step, charter)
    assert why.missed is not None
    assert (why.since, why.missed.by) == (date(2026, 12, 30), date(2026, 12, 30))
    assert why.promise is None


def test_a_date_that_was_stored_before_a_new_holiday_does_not_pretend_to_be_counted(
    session: Session, charter: Charter
) -> None:
    case = a_case(session, charter, at=MONDAY)
    case.clocks[0].due_on = date(2026, 12, 29)
    step = next_step(clocks.story(case, charter), charter, MONDAY.date())
    assert explained(case, step, charter).counted is None


def test_a_date_missed_again_and_again_counts_the_same_few_days_each_time(session: Session, charter: Charter) -> None:
    case = a_case(session, charter)
    today = date(2027, 4, 20)
    step = next_step(clocks.story(case, charter), charter, today)
    found = explained(case, step, charter)
    assert found.days == charter.organisation.late_days
    assert charter.calendar.add(found.since, found.days) == step.by
    assert step.by >= today
