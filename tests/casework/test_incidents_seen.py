"""Who sees which incident, in page, list and queue alike (clauses RP-26, RP-28)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from shared.casework import incidents, incidents_seen, judging
from shared.casework.incidents_seen import PAGE
from shared.casework.judging import Verdict
from shared.charter.access import Role
from shared.charter.organisation import Charter
from shared.models.database import writing
from shared.models.incidents import Judged
from tests.builders import TUESDAY, a_member_of_staff
from tests.casework.test_incidents import recorded
from tests.people import Cast, a_cast

# whom it happened to, what it was, who sees it
ROWS = [
    ("worker", "threat", {"worker", "leader", "head", "relations"}, "those who need it"),
    ("leader", "threat", {"leader", "head", "relations"}, "whoever it happened to, and other managers"),
    ("stranger", "abuse", {"stranger", "relations"}, "no manager in that team"),
    ("worker", "named-in-public", {"triage", "leader"}, "who wrote it down and the line manager, not even she"),
    ("leader", "named-in-public", {"triage", "head"}, "the next above, and never whoever was named"),
]


@pytest.mark.clause("RP-26", "RP-28")
@pytest.mark.parametrize(("affected", "category", "see", "reason"), ROWS)
def test_who_sees_an_incident(
    session: Session, charter: Charter, cast: Cast, affected: str, category: str, see: set[str], reason: str
) -> None:
    whom = getattr(cast, affected)
    by = cast.triage if category == "named-in-public" else whom
    incident = recorded(session, charter, by, affected=whom, categories=(category,))
    found = {
        name
        for name, staff in vars(cast).items()
        if incidents_seen.incident_seen_by(session, incident.id, staff, charter) is not None
    }
    assert found == see, reason
    listed = {
        name for name, staff in vars(cast).items() if incidents_seen.incidents_for(session, staff, charter).incidents
    }
    assert listed == see, "the list says the same"


@pytest.mark.clause("RP-28")
def test_whoever_is_told_that_somebody_was_named_is_who_sees_it_and_the_next_above_once_they_have_left(
    session: Session, charter: Charter, cast: Cast
) -> None:
    other = a_member_of_staff(session, Role.TEAM_LEADER, cast.leader.team)
    one = recorded(session, charter, cast.triage, affected=cast.leader, categories=("named-in-public",))

    def see() -> set[int]:
        above = (cast.leader, other, cast.head, cast.relations)
        return {who.id for who in above if incidents_seen.incident_seen_by(session, one.id, who, charter)}

    assert see() == {cast.head.id} == {who.id for who in incidents.line_managers(session, cast.leader, charter)}
    cast.head.disabled_at = TUESDAY
    session.flush()
    assert see() == {other.id}, "somebody always sees to it"


def test_the_queue_is_walked_by_key_the_most_urgent_first(session: Session, charter: Charter, cast: Cast) -> None:
    for number in range(PAGE + 2):
        made = recorded(session, charter, cast.worker, once=f"p{number}")
        made.look_by = TUESDAY.date() + timedelta(days=PAGE - number)
    session.flush()
    first = incidents_seen.to_look_at(session, cast.leader, charter)
    rest = incidents_seen.to_look_at(session, cast.leader, charter, after=first.after)
    days = [one.look_by for one in [*first.incidents, *rest.incidents]]
    assert days == sorted(days) and len(days) == PAGE + 2 and rest.after is None
    assert incidents_seen.waiting(session, cast.leader, charter) == PAGE + 2
    for staff in (cast.worker, cast.stranger, cast.analyst):
        assert not incidents_seen.to_look_at(session, staff, charter).incidents
        assert incidents_seen.waiting(session, staff, charter) == 0
    page = incidents_seen.incidents_for(session, cast.worker, charter, mine=True)
    assert len(page.incidents) == PAGE and page.before == page.incidents[-1].id
    assert len(incidents_seen.incidents_for(session, cast.worker, charter, before=page.before).incidents) == 2


def test_a_decision_is_kept_on_both_databases(databases: Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        made = recorded(session, charter, cast.worker, once="p1")
        number, leader = made.id, cast.leader.id
        session.commit()
    with writing(databases) as session:
        from shared.models.staff import Staff

        by = session.get_one(Staff, leader)
        found = incidents_seen.incident_seen_by(session, number, by, charter, to_change=True)
        assert found is not None
        verdict = Verdict(Judged.POLICE, True, "He knows where she parks.", facts={"number": "PS-1"})
        judging.decide(session, found, verdict, by=by, at=TUESDAY, charter=charter, once="d1")
        session.commit()
    with writing(databases) as session:
        by = session.get_one(Staff, leader)
        found = incidents_seen.incident_seen_by(session, number, by, charter)
        assert found is not None and found.judgements[0].facts == {"number": "PS-1"}
        assert incidents_seen.to_look_at(session, by, charter, after="2027-03-01.0").incidents == [found]
        assert session.scalar(sa.select(sa.func.count()).select_from(type(found))) == 1
