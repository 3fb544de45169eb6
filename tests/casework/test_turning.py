"""What a day does to restrictions: on both databases, and by the worker."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import turning
from shared.charter.organisation import Charter
from shared.config import Settings
from shared.models.database import writing
from shared.models.notices import Notice
from shared.models.restrictions import Restriction, State
from shared.worker.channels import channels_of
from shared.worker.installation import Installation
from shared.worker.working import Worker
from tests.builders import TUESDAY
from tests.clock import SettableClock
from tests.engaged import a_restriction, days_later

TODAY = TUESDAY.date()


def begun(engine: sa.Engine, charter: Charter, **more: object) -> int:
    """The number of a restriction that was told."""
    with writing(engine) as session:
        made = a_restriction(session, charter, **more)
        session.commit()
        return made.id


def turned(engine: sa.Engine, charter: Charter, days: int) -> int:
    """How many begin or end so many days later."""
    with writing(engine) as session:
        count = turning.turn(session, at=days_later(days), charter=charter)
        session.commit()
        return count


def state(engine: sa.Engine, number: int) -> tuple[State, bool]:
    """How it is kept, and whether its customer is still managed."""
    with writing(engine) as session:
        found = session.get(Restriction, number)
        assert found is not None
        return found.state, found.customer.managed


@pytest.mark.clause("RP-11")
def test_it_begins_on_its_first_day_and_ends_after_its_last(databases: sa.Engine, charter: Charter) -> None:
    number = begun(databases, charter, starts_on=TODAY + timedelta(days=3))
    assert state(databases, number)[0] is State.TOLD
    # days later, how many turn, how it stands then, managed
    rows = [
        (2, 0, State.TOLD, True),
        (3, 1, State.IN_FORCE, True),
        (3, 0, State.IN_FORCE, True),
        ((date(2027, 6, 2) - TODAY).days, 0, State.IN_FORCE, True),
        ((date(2027, 6, 3) - TODAY).days, 1, State.ENDED, False),
        ((date(2027, 6, 4) - TODAY).days, 0, State.ENDED, False),
    ]
    for days, count, stands, managed in rows:
        assert (turned(databases, charter, days), *state(databases, number)) == (count, stands, managed), days
    with writing(databases) as session:
        rows_of = sa.select(Notice.template).where(Notice.restriction_id == number).order_by(Notice.id)
        assert list(session.scalars(rows_of)) == ["restricted", "restriction_ended"]


@pytest.mark.clause("RP-11")
def test_one_that_begins_and_ends_while_nobody_looked_is_over(databases: sa.Engine, charter: Charter) -> None:
    number = begun(databases, charter, starts_on=TODAY + timedelta(days=3))
    assert turned(databases, charter, 200) == 1
    assert state(databases, number) == (State.ENDED, False)


@pytest.mark.clause("RP-11")
def test_the_worker_does_it_in_its_round(databases: sa.Engine, charter: Charter, tmp_path: Path) -> None:
    number = begun(databases, charter, starts_on=TODAY + timedelta(days=1))
    settings = Settings(data=tmp_path, secret_key="x", base_url="http://127.0.0.1:8000")
    clock = SettableClock(TUESDAY)
    worker = Worker(Installation(settings, charter, databases), channels_of(settings, {}), clock)
    worker.round()
    assert state(databases, number)[0] is State.TOLD
    for days, stands in ((1, State.IN_FORCE), (120, State.ENDED)):
        clock.set(days_later(days))
        while worker.round():
            pass
        assert state(databases, number)[0] is stands
    said = [file.read_text() for file in sorted((tmp_path / "outbox").glob("*.eml"))]
    assert sum("To: Morag MacLeod" in one or "morag@customer.example" in one for one in said) >= 2


def test_many_turn_in_one_day(session: Session, charter: Charter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turning, "MOST", 2)
    made = [a_restriction(session, charter, starts_on=TODAY + timedelta(days=1)) for _ in range(5)]
    counts = [turning.turn(session, at=days_later(1), charter=charter) for _ in range(4)]
    assert counts == [2, 2, 1, 0]
    assert {one.state for one in made} == {State.IN_FORCE}
