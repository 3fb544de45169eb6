"""Two people answer for one appointment in the same instant: one is heard, and the other reads what it is now."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from shared.casework import appointments, diary, finding
from shared.casework.appointments import AppointmentRefused
from shared.charter.organisation import Charter
from shared.models.appointments import Appointment, Arranged
from shared.models.database import writing
from shared.models.notices import Task, TaskKind
from tests.builders import TUESDAY, a_case
from tests.casework.meeting import NEXT_TUESDAY, NEXT_WEDNESDAY, offered
from tests.people import a_cast


@pytest.mark.clause("CH-8")
def test_of_two_answers_in_one_instant_one_is_heard(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        case = a_case(session, charter)
        offered(session, case, a_cast(session, charter).triage, charter, NEXT_TUESDAY, NEXT_WEDNESDAY)
        reference = case.reference
        session.commit()
    together = Barrier(2)

    def answers(number: int) -> bool:
        together.wait(timeout=30)
        with writing(databases) as session:
            found = finding.tracked(session, reference, to_change=True)
            assert found is not None
            (mine,) = diary.of(session, found)
            how = {"seen": 0, "at": TUESDAY, "charter": charter}
            try:
                time = (NEXT_TUESDAY, NEXT_WEDNESDAY)[number]
                appointments.confirm(session, mine, time, **how)
            except AppointmentRefused:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(2) as people:
        heard = list(people.map(answers, range(2)))
    with writing(databases) as session:
        kept = session.scalars(sa.select(Appointment)).one()
        tasks = session.scalars(sa.select(Task).where(Task.what == TaskKind.APPOINTMENT)).all()
        assert sorted(heard) == [False, True]
        assert kept.state is Arranged.CONFIRMED
        assert kept.starts_at == (NEXT_TUESDAY, NEXT_WEDNESDAY)[heard.index(True)]
        assert len(tasks) == 1
