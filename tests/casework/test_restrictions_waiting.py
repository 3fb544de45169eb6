"""The queue of restrictions on both databases: what each view asks, page by page, and two who decide at once."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from shared.casework import efforts, restricting, restrictions, restrictions_seen
from shared.casework.restrictions_waiting import Tab, counts, in_menu, queue
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed
from shared.charter.organisation import Charter
from shared.models.database import writing
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_member_of_staff
from tests.engaged import TEAM, a_proposal, a_restriction, days_later

TODAY = TUESDAY.date()


@pytest.mark.clause("RP-10", "RP-11", "RP-26")
def test_every_view_is_asked_of_both_databases(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        leader = a_member_of_staff(session, Role.TEAM_LEADER, TEAM)
        head = a_member_of_staff(session, Role.HEAD_OF_SERVICE, TEAM)
        part, mended = a_restriction(session, charter), a_restriction(session, charter)
        for one in (part, mended):
            restrictions.enter(session, one, Entered.APPEAL_DECIDED, at=TUESDAY, outcome="partly-upheld")
            session.flush()
        restrictions.enter(session, mended, Entered.CHANGED, at=TUESDAY)
        session.flush()
        for who in (leader, head):
            held = {tab: queue(session, who, charter, tab=tab, today=TODAY).restrictions for tab in Tab}
            assert (list(held[Tab.AFTER_APPEAL]), list(held[Tab.ALL])) == ([part], [mended, part])
            assert counts(session, who, charter, today=TODAY)[Tab.ALL] == 2
            assert in_menu(session, who, charter, today=TODAY) == 1
        due = days_later(70).date()
        assert list(queue(session, leader, charter, tab=Tab.TO_REVIEW, today=due).restrictions) == [part, mended]
        after = f"{(TODAY - timedelta(days=900)).isoformat()}.1"
        assert len(queue(session, leader, charter, tab=Tab.TO_REVIEW, today=due, after=after).restrictions) == 2
        assert restrictions_seen.customer_seen_by(session, part.customer_id, head, charter, to_change=True)
        assert restrictions_seen.restriction_seen_by(session, part.id, head, charter, to_change=True) is part
        assert efforts.our_part(session, part.customer, head, charter, today=TODAY).others_late == 0
        assert restrictions_seen.evidence_seen(session, part, leader, charter) == {part.incidents[0].id}


@pytest.mark.clause("RP-9")
def test_two_who_decide_in_the_same_instant_do_not_both(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        people = [a_member_of_staff(session, Role.TEAM_LEADER, TEAM).id for _ in range(2)]
        worker = a_member_of_staff(session, Role.CASE_WORKER, TEAM)
        put = a_proposal(session, charter)
        made = restrictions.propose(session, put, by=worker, at=TUESDAY, charter=charter)
        session.commit()
        number = made.id
    with writing(databases) as first:
        slow = first.get(Restriction, number)
        assert slow is not None and slow.state is State.PROPOSED
        _ = (slow.entries, slow.incidents)
        first.rollback()  # they have read it, and think
        with writing(databases) as second:
            quick, by = second.get(Restriction, number), second.get(Staff, people[1])
            assert quick is not None and by is not None
            restricting.turn_down(second, quick, reasons="It does not help.", by=by, at=TUESDAY, charter=charter)
            second.commit()
        late, by = first.get(Restriction, number, populate_existing=True), first.get(Staff, people[0])
        assert late is not None and by is not None
        with pytest.raises(NotAllowed):
            restricting.approve(first, late, reasons="It helps.", by=by, at=TUESDAY, charter=charter)
    with writing(databases) as session:
        kept = session.get(Restriction, number)
        assert kept is not None
        session.execute(sa.update(Restriction).values(version=9), execution_options={"synchronize_session": False})
        restrictions.enter(session, kept, Entered.CORRECTED, at=TUESDAY)
        with pytest.raises(StaleDataError):
            session.flush()
