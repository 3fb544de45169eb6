"""What the worker does once a case is closed: reminds of what was promised, says that it is late, asks how it was."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from shared.casework import lateness
from shared.charter.organisation import Charter
from shared.models.database import writing
from shared.models.notices import Notice, Task, TaskKind
from tests.casework.promised import a_promise
from tests.casework.test_updates import moved
from tests.clock import SettableClock
from tests.people import a_cast
from tests.worker.test_working import a_worker

NEW = {"survey", "remedy_reminder", "late_remedy"}
#: Decided on Tuesday 2 March 2027, promised for Tuesday 16 March.
DAYS = [
    (8, {}, "nothing is due"),
    (9, {"survey": 1}, "five working days after the answer"),
    (12, {"remedy_reminder": 2}, "two working days before: the remedy and the lesson"),
    (17, {"remedy_reminder": 2, "late_remedy": 1}, "late: whoever sees to it, and the customer"),
    (18, {}, "each once"),
]


@pytest.mark.clause("FP-15", "CC-2")
def test_everybody_hears_what_they_should_on_the_day_and_once(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    with writing(databases) as session:
        a_promise(session, charter, by=a_cast(session, charter).worker)
        session.commit()
    clock = SettableClock(datetime(2027, 3, 8, 10, 0, tzinfo=UTC))
    worker = a_worker(databases, charter, tmp_path, clock=clock)
    before = Counter[str]()
    while worker.round():
        pass
    for day, wanted, reason in DAYS:
        clock.set(datetime(2027, 3, day, 10, 0, tzinfo=UTC))
        while worker.round():
            pass
        with writing(databases) as session:
            rows = session.execute(sa.select(Notice.template, Notice.sent_at))
            told = [(template, sent_at) for template, sent_at in rows if template in NEW]
        assert all(sent_at for _, sent_at in told), "they have left"
        now = Counter(template for template, _ in told)
        assert dict(now - before) == wanted, reason
        before = now


@pytest.mark.clause("CC-1")
def test_a_team_is_asked_for_a_word_in_the_round_for_what_is_late(
    databases: sa.Engine, charter: Charter, tmp_path: Path
) -> None:
    with writing(databases) as session:
        moved(session, charter, a_cast(session, charter).worker)
        lateness.tell_late(session, at=datetime(2027, 3, 10, 9, 0, tzinfo=UTC), charter=charter)
        session.commit()
    worker = a_worker(databases, charter, tmp_path, clock=SettableClock(datetime(2027, 4, 6, 10, 0, tzinfo=UTC)))
    worker.tell_late()
    with writing(databases) as session:
        assert session.scalar(sa.select(sa.func.count()).where(Task.what == TaskKind.UPDATE)) == 1
