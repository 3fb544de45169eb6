"""The worker's rounds and the long lists of staff, asked of both databases with a council's worth of rows."""

import pytest
import sqlalchemy as sa

from shared.casework import (
    concerns,
    incidents_seen,
    lateness,
    menu,
    protections_seen,
    readings,
    reminders,
    restrictions_waiting,
    since_complaining,
    sorting,
    surveys,
    turning,
    updates,
)
from shared.charter.access import Right, Role
from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.database import reading, writing
from shared.models.staff import Staff
from shared.worker.benching import crowd
from shared.worker.benching.council import MOMENT
from shared.worker.sampling import sample


@pytest.fixture
def council(databases: sa.Engine, charter: Charter, monkeypatch: pytest.MonkeyPatch) -> sa.Engine:
    """Some cases, and one of everything for each of them."""
    for name in ("INCIDENTS", "RESTRICTIONS", "PROTECTIONS", "CONCERNS", "ARRIVALS", "WAITING"):
        monkeypatch.setattr(crowd, name, 1)
    sample(databases, charter, cases=90, seed=5, at=MOMENT)
    crowd.gather(databases, charter, MOMENT)
    return databases


def test_each_round_of_the_worker_is_understood_by_both_databases(council: sa.Engine, charter: Charter) -> None:
    rounds = (turning.turn, lateness.tell_late, lateness.tell_late_help, reminders.remind, reminders.tell_late)
    for round_ in (*rounds, updates.open_due, surveys.ask):
        with writing(council) as session:
            assert round_(session, at=MOMENT, charter=charter) >= 0
            session.commit()


def test_each_list_of_staff_is_understood_by_both_databases(council: sa.Engine, charter: Charter) -> None:
    today = MOMENT.date()
    with reading(council) as session:
        case = session.scalars(sa.select(Case).where(Case.owner_id.is_not(None), Case.customer_id.is_not(None))).first()
        assert case is not None and case.customer is not None
        by_role = {one.role: one for one in session.scalars(sa.select(Staff))}
        for staff in by_role.values():
            counted = menu.in_menu(session, staff, charter, today=today)
            assert (counted.restrictions is None) >= (not staff.may(Right.PROPOSE_RESTRICTIONS))
            tabs = restrictions_waiting.counts(session, staff, charter, today=today)
            for tab in restrictions_waiting.Tab:
                found = restrictions_waiting.queue(session, staff, charter, tab=tab, today=today).restrictions
                assert bool(found) == bool(tabs[tab])
            since_complaining.listed(session, staff, charter)
            sorting.mail(session, staff, charter, waiting=True)
            incidents_seen.incidents_for(session, staff, charter)
            protections_seen.listed(session, staff, charter)
            concerns.listed(session, staff, tab=concerns.Tab.TO_LOOK_AT)
        seen = readings.of_case(session, case, by_role[Role.CUSTOMER_RELATIONS], charter).readings
        assert {one.case_id for one in seen} == {case.id}
        assert readings.of_person(session, case.customer, by_role[Role.CUSTOMER_RELATIONS], charter).readings
