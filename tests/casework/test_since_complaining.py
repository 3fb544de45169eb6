"""What was refused to people within six months of a complaint of theirs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import closing, since_complaining
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Seal
from shared.charter.workflow import Outcome
from shared.models.cases import REFUSALS, Case, Happening
from shared.models.database import writing
from shared.models.happened import Happened
from tests.builders import MORAG, TUESDAY, a_case
from tests.people import Cast, a_cast

COMPLAINED = datetime(2027, 3, 2, 10, tzinfo=UTC)


def refused(
    session: Session,
    charter: Charter,
    cast: Cast,
    at: datetime,
    outcome: Outcome = Outcome.NOTHING_TO_ANSWER,
    **of: object,
) -> Case:
    """A request that was closed without an answer at that moment."""
    case = a_case(session, charter, **{"at": at, **of})  # type: ignore[arg-type]
    closing.close(session, case, outcome=outcome, reason="So.", by=cast.relations, at=at, charter=charter)
    session.flush()
    return case


@pytest.mark.clause("FP-16")
@pytest.mark.parametrize(
    ("day", "listed", "reason"),
    [
        (datetime(2027, 3, 2, 11, tzinfo=UTC), True, "on the very day, an hour later"),
        (datetime(2027, 3, 2, 9, tzinfo=UTC), False, "before they complained"),
        (datetime(2027, 9, 2, 10, tzinfo=UTC), True, "six months to the day"),
        (datetime(2027, 9, 3, 10, tzinfo=UTC), False, "a day more than six months"),
    ],
)
def test_a_refusal_is_listed_for_six_months_after_a_complaint(
    session: Session, charter: Charter, cast: Cast, day: datetime, listed: bool, reason: str
) -> None:
    a_case(session, charter, Kind.COMPLAINT, at=COMPLAINED)
    case = refused(session, charter, cast, day)
    found = since_complaining.listed(session, cast.relations, charter).refused
    assert [one.case for one in found] == ([case] if listed else []), reason


def test_it_says_who_what_when_by_whom_and_how_soon(session: Session, charter: Charter, cast: Cast) -> None:
    complaint = a_case(session, charter, Kind.COMPLAINT, at=COMPLAINED)
    case = refused(session, charter, cast, COMPLAINED + timedelta(days=9))
    (one,) = since_complaining.listed(session, cast.relations, charter).refused
    assert (one.case, one.complaint, one.days) == (case, complaint, 9)
    assert (one.line.what, one.line.by_name, one.line.facts["reason"]) == (Happened.CLOSED, "Rita Relations", "So.")


def test_what_people_asked_for_or_what_is_no_refusal_is_not_listed(
    session: Session, charter: Charter, cast: Cast
) -> None:
    complaint = a_case(session, charter, Kind.COMPLAINT, at=COMPLAINED)
    after = COMPLAINED + timedelta(days=3)
    for outcome in (Outcome.WITHDRAWN, Outcome.SAME_AS_ANOTHER):
        refused(session, charter, cast, after, outcome)
    refused(session, charter, cast, after, person=replace(MORAG, name="Calum", email="calum@customer.example"))
    closing.close(
        session,
        complaint,
        outcome=Outcome.NOT_OURS,
        reason="Theirs.",
        by=cast.relations,
        at=after,
        charter=charter,
    )
    session.flush()
    assert since_complaining.listed(session, cast.relations, charter).refused == []


@pytest.mark.clause("RP-26", "FP-16")
def test_each_sees_it_only_where_they_see_both_cases(session: Session, charter: Charter, cast: Cast) -> None:
    complaint = a_case(session, charter, Kind.COMPLAINT, at=COMPLAINED)
    case = refused(session, charter, cast, COMPLAINED + timedelta(days=3))
    assert since_complaining.listed(session, cast.head, charter).refused == []
    case.team = complaint.team = cast.team
    session.flush()
    assert len(since_complaining.listed(session, cast.head, charter).refused) == 1
    complaint.seal = Seal.TREATED_WORSE
    session.flush()
    assert since_complaining.listed(session, cast.head, charter).refused == []
    assert len(since_complaining.listed(session, cast.relations, charter).refused) == 1


def test_it_is_read_page_by_page_newest_first_in_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        a_case(session, charter, Kind.COMPLAINT, at=COMPLAINED)
        said = [COMPLAINED + timedelta(hours=number // 2) for number in range(1, 131)]
        cases = [refused(session, charter, cast, at) for at in said]
        seen, after = [], None
        while True:
            page = since_complaining.listed(session, cast.relations, charter, after=after)
            seen += [one.case.id for one in page.refused]
            after = page.after
            if after is None:
                break
        assert seen == [case.id for case in reversed(cases)]
        assert since_complaining.listed(session, cast.relations, charter, after="nonsense").after is not None
        session.rollback()


def test_it_is_found_by_an_index(session: Session, charter: Charter, cast: Cast) -> None:
    refused(session, charter, cast, TUESDAY)
    wanted = sa.select(Happening.id).where(sa.text(REFUSALS)).order_by(Happening.at.desc(), Happening.id.desc())
    plan = session.execute(sa.text("EXPLAIN QUERY PLAN " + str(wanted.compile()))).all()
    assert "ix_happenings_refusals" in str(plan) and "TEMP B-TREE" not in str(plan)
