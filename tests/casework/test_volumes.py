"""How often somebody was in contact: counted for a person who decides, and never held against a late answer (RP-20)."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from shared.casework import volumes
from shared.casework.volumes import Span
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Seal
from shared.models.cases import Case, Contact
from shared.models.customers import Customer
from shared.models.database import writing
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case
from tests.people import Cast, a_cast

TODAY = TUESDAY.date()


def rings(case: Case, at: datetime, channel: Channel = Channel.PHONE, *, ours: bool = False) -> None:
    case.contacts.append(Contact(at=at, channel=channel, ours=ours, by_name="Morag MacLeod", words="When?"))


def counted(session: Session, case: Case, staff: Staff, charter: Charter) -> volumes.Volumes:
    session.flush()
    assert case.customer is not None
    return volumes.of_customer(session, case.customer, staff, today=TODAY, charter=charter)


@pytest.mark.clause("RP-20")
def test_contacts_are_counted_by_day_week_month_channel_and_case(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case, other = a_case(session, charter), a_case(session, charter)
    for hours in (1, 2, 3):
        rings(case, TUESDAY - timedelta(days=20, hours=hours))
    rings(other, TUESDAY - timedelta(days=1), Channel.EMAIL)

    found = counted(session, case, cast.relations, charter)

    assert found.total == 6, "both cases began with a contact"
    assert found.by_day == {date(2027, 2, 10): 3, date(2027, 3, 1): 1, TODAY: 2}
    assert dict(found.by(Span.WEEK))[date(2027, 2, 8)] == 3
    assert dict(found.by(Span.MONTH)) | {} == {**dict.fromkeys(months(), 0), date(2027, 2, 1): 3, date(2027, 3, 1): 3}
    assert found.by_channel == {Channel.PHONE: 3, Channel.WEB: 2, Channel.EMAIL: 1}
    assert [(one.case, one.count) for one in found.by_case] == [(case, 4), (other, 2)]


def months() -> list[date]:
    return [date(2026, month, 1) for month in range(4, 13)] + [date(2027, month, 1) for month in (1, 2, 3)]


@pytest.mark.clause("RP-20")
def test_no_day_and_no_week_is_left_out_of_a_drawing(session: Session, charter: Charter, cast: Cast) -> None:
    found = counted(session, a_case(session, charter), cast.relations, charter)
    days, weeks = found.by(Span.DAY), found.by(Span.WEEK)
    assert (days[0][0], days[-1][0], len(days)) == (date(2026, 4, 1), TODAY, 336)
    assert all(after[0] - before[0] == timedelta(days=7) for before, after in pairwise(weeks))
    assert sum(count for _day, count in days) == sum(count for _week, count in weeks) == found.total


#: When it came, in which words of ours, whether it counts, and why.
COUNTS = [
    (TUESDAY - timedelta(days=1), {}, 2, "a contact of theirs"),
    (TUESDAY - timedelta(days=1), {"ours": True}, 1, "what we wrote is no contact of theirs"),
    (datetime.fromisoformat("2026-04-01T00:30+01:00"), {}, 2, "the first day counts, by the council's own clock"),
    (datetime.fromisoformat("2026-03-31T23:30+01:00"), {}, 1, "the day before does not"),
    (TUESDAY + timedelta(days=1), {}, 1, "nor what is still to come"),
]


@pytest.mark.clause("RP-20")
@pytest.mark.parametrize(("at", "facts", "count", "why"), COUNTS)
def test_what_counts_as_a_contact(
    session: Session, charter: Charter, cast: Cast, at: datetime, facts: dict[str, Any], count: int, why: str
) -> None:
    case = a_case(session, charter)
    rings(case, at, **facts)
    assert counted(session, case, cast.relations, charter).total == count, why


@pytest.mark.clause("RP-20", "RP-10", "FP-7")
@pytest.mark.parametrize("seal", [Seal.CONCERN, Seal.HATE, Seal.TREATED_WORSE, Seal.APPEAL])
def test_what_few_may_see_is_never_counted_against_somebody(
    session: Session, charter: Charter, cast: Cast, seal: Seal
) -> None:
    case, sealed = a_case(session, charter), a_case(session, charter)
    sealed.seal = seal
    assert counted(session, case, cast.relations, charter).total == 1


@pytest.mark.clause("RP-26")
def test_a_case_that_somebody_may_not_see_is_counted_and_not_named(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter)
    case.team = cast.team
    found = counted(session, case, cast.stranger, charter)
    assert [(one.case, one.count) for one in found.by_case] == [(None, 1)]


#: When they asked, whether our answer was late then, and why.
LATE = [
    (timedelta(days=4), 0, "the promise runs still"),
    (timedelta(days=14), 1, "the answer was due days ago"),
]


@pytest.mark.clause("RP-20")
@pytest.mark.parametrize(("after", "late", "why"), LATE)
def test_asking_about_a_late_answer_is_told_apart(
    session: Session, charter: Charter, cast: Cast, after: timedelta, late: int, why: str
) -> None:
    received = TUESDAY - timedelta(days=28)
    case = a_case(session, charter, at=received)
    rings(case, received + after)
    assert counted(session, case, cast.relations, charter).while_late == late, why


@pytest.mark.clause("RP-20")
def test_a_new_date_that_was_given_too_late_undoes_no_lateness(session: Session, charter: Charter, cast: Cast) -> None:
    received = TUESDAY - timedelta(days=28)
    case = a_case(session, charter, at=received)
    rings(case, received + timedelta(days=14))
    for clock in case.clocks:
        clock.told_late_on, clock.due_on = clock.due_on, TODAY + timedelta(days=10)
    assert counted(session, case, cast.relations, charter).while_late == 1


@pytest.mark.clause("RP-20")
def test_counting_is_three_questions_by_index_on_both_databases(databases: Engine, charter: Charter) -> None:
    with writing(databases) as session:
        staff = a_cast(session, charter).relations
        case = a_case(session, charter)
        assert case.customer is not None
        number, key = case.customer.id, staff.id
        session.commit()
    asked: list[str] = []
    event.listen(databases, "before_cursor_execute", lambda *told: asked.append(told[2]))
    with Session(databases) as session:
        customer, reader = session.get(Customer, number), session.get(Staff, key)
        assert customer is not None and reader is not None
        asked.clear()
        found = volumes.of_customer(session, customer, reader, today=TODAY, charter=charter)
        assert found.total == 1
        assert len(asked) == 3
        if databases.dialect.name == "sqlite":
            plan = session.execute(sa.text("EXPLAIN QUERY PLAN " + asked[0].replace("?", "1"))).all()
            assert not [line for line in plan if line[-1].startswith("SCAN")], plan
