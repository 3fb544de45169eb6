"""One form sent twice in the same instant, on both databases: it is one, and both presses get the same answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appeals, incidents, protecting, restrictions, restrictions_seen
from shared.casework.incidents import Happening
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.incidents import Incident
from shared.models.notices import Notice
from shared.models.protections import Protection, Wish
from shared.models.restrictions import Entered, Entry, Restriction
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case, a_member_of_staff
from tests.engaged import TEAM, a_proposal, a_restriction

Press = Callable[[Session], int]


def twice(engine: sa.Engine, press: Press) -> set[int]:
    """Two presses at once, each in a transaction of its own: the numbers of what they led to."""
    start = Barrier(2)

    def one(_: int) -> int:
        start.wait()
        with writing(engine) as session:
            number = press(session)
            session.commit()
            return number

    with ThreadPoolExecutor(2) as pool:
        return set(pool.map(one, range(2)))


@pytest.fixture
def begun(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A worker, their leader, and somebody with a case and a restriction."""
    with writing(databases) as session:
        worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM, name="Wilma Worker")
        a_member_of_staff(session, Role.TEAM_LEADER, TEAM, name="Leila Leader")
        a_restriction(session, charter, case=a_case(session, charter), by=worker)
        session.commit()
    return databases


def whom(session: Session) -> tuple[Staff, Case]:
    worker = session.scalars(sa.select(Staff).where(Staff.name == "Wilma Worker")).one()
    case = session.scalars(sa.select(Case).order_by(Case.id)).first()
    assert case is not None
    return worker, case


def count(engine: sa.Engine, what: Any, *rules: Any) -> int:
    with writing(engine) as session:
        return session.scalar(sa.select(sa.func.count(what)).where(*rules)) or 0


@pytest.mark.clause("RP-12")
def test_an_incident_is_written_down_once(begun: sa.Engine, charter: Charter) -> None:
    before = count(begun, Notice.id, Notice.template == "incident")

    def press(session: Session) -> int:
        worker, case = whom(session)
        what = Happening("He shouted.", ("abuse",), Channel.PHONE, TUESDAY, worker, case=case)
        return incidents.record(session, what, by=worker, at=TUESDAY, charter=charter, once="pressed-once").id

    assert len(twice(begun, press)) == 1
    assert count(begun, Incident.id, Incident.once_key == "pressed-once") == 1
    with writing(begun) as session:
        leaders = session.scalars(sa.select(Staff).where(Staff.team == TEAM, Staff.role == Role.TEAM_LEADER)).all()
    assert count(begun, Notice.id, Notice.template == "incident") == before + len(leaders)


@pytest.mark.clause("RP-22")
def test_a_plea_for_protection_is_one(begun: sa.Engine, charter: Charter) -> None:
    def press(session: Session) -> int:
        worker, case = whom(session)
        act: dict[str, Any] = {"staff": worker, "by": worker, "at": TUESDAY, "charter": charter, "once": "pressed"}
        return protecting.ask(session, Wish.NO_CONTACT, why="I am afraid.", case=case, **act).id

    assert len(twice(begun, press)) == 1
    assert count(begun, Protection.id) == 1


@pytest.mark.clause("RP-9")
def test_a_proposal_is_one(begun: sa.Engine, charter: Charter) -> None:
    before = count(begun, Restriction.id)

    def press(session: Session) -> int:
        worker, case = whom(session)
        evidence = tuple(session.scalars(sa.select(Incident).where(Incident.customer_id == case.customer_id)))
        put = a_proposal(session, charter, case=case, incidents=evidence)
        act: dict[str, Any] = {"by": worker, "at": TUESDAY, "charter": charter, "once": "pressed-once"}
        made = restrictions.propose(session, put, **act)
        session.flush()
        return made.id

    assert len(twice(begun, press)) == 1
    assert count(begun, Restriction.id) == before + 1
    assert count(begun, Entry.id, Entry.once_key == "pressed-once", Entry.what == Entered.PROPOSED) == 1


@pytest.mark.clause("RP-10")
def test_an_appeal_is_one(begun: sa.Engine, charter: Charter) -> None:
    with writing(begun) as session:
        key = session.scalars(sa.select(Restriction.key)).one()
    before = count(begun, Case.id)

    def press(session: Session) -> int:
        made = restrictions_seen.restriction_of(session, key, to_change=True)
        assert made is not None
        case = appeals.appeal(session, made, words="I did not shout.", key="appeal/1", at=TUESDAY, charter=charter)
        session.flush()
        return case.id

    assert len(twice(begun, press)) == 1
    assert count(begun, Case.id) == before + 1
