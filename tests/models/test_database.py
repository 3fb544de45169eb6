"""Several people at once: nobody is turned away, and nobody's work is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.charter.organisation import Charter
from shared.models.cases import Case
from shared.models.database import make_engine, reading, writer, writing
from tests.builders import a_case

THREADS, TIMES = 8, 50


@pytest.fixture
def one_case(databases: sa.Engine, charter: Charter) -> sa.Engine:
    """A database that holds one case."""
    with writing(databases) as session:
        a_case(session, charter).bounces = 0
        session.commit()
    return databases


def the_case(session: Session) -> Case:
    """The only one."""
    return session.scalars(sa.select(Case)).one()


def bounced(engine: sa.Engine) -> int:
    """How often the case has bounced by now."""
    with reading(engine) as session:
        return the_case(session).bounces


def add_one(engine: sa.Engine) -> int:
    """As an act does: read, change, save; again if somebody was quicker. How many tries it took."""
    for tries in range(1, 1000):
        with writing(engine) as session:
            case = the_case(session)
            case.bounces, case.version = case.bounces + 1, case.version + 1
            try:
                session.commit()
            except StaleDataError:
                continue
            return tries
    raise AssertionError("somebody is always quicker")


def test_four_hundred_acts_by_eight_people_at_once_are_four_hundred(one_case: sa.Engine) -> None:
    together = Barrier(THREADS)

    def work(_: int) -> int:
        together.wait(timeout=30)
        return sum(add_one(one_case) for _ in range(TIMES))

    with ThreadPoolExecutor(THREADS) as people:
        tries = sum(people.map(work, range(THREADS)))
    assert bounced(one_case) == THREADS * TIMES
    if one_case.dialect.name == "sqlite":
        assert tries == THREADS * TIMES, "in a queue nobody has to try twice"


def test_two_writers_queue_up(one_case: sa.Engine) -> None:
    begun, order = Event(), []

    def first() -> None:
        with writing(one_case) as session:
            case = session.scalars(sa.select(Case).with_for_update()).one()
            begun.set()
            time.sleep(0.3)
            case.bounces, case.version = 10, case.version + 1
            order.append("first")
            session.commit()

    def second() -> None:
        assert begun.wait(10)
        with writing(one_case) as session:
            case = session.scalars(sa.select(Case).with_for_update()).one()
            order.append(f"second reads {case.bounces}")
            case.bounces, case.version = case.bounces + 1, case.version + 1
            session.commit()

    with ThreadPoolExecutor(2) as people:
        for one in [people.submit(first), people.submit(second)]:
            one.result(timeout=30)
    assert order == ["first", "second reads 10"]
    assert bounced(one_case) == 11


def test_whoever_only_reads_waits_for_nobody(one_case: sa.Engine) -> None:
    with writing(one_case) as busy:
        the_case(busy).bounces = 10
        busy.flush()
        assert bounced(one_case) == 0, "and sees nothing that may yet be undone"


def test_a_page_that_only_asks_cannot_overwrite_what_happened_meanwhile(one_case: sa.Engine) -> None:
    with reading(one_case) as page:
        shown = the_case(page)
        add_one(one_case)
        shown.bounces, shown.version = 99, shown.version + 1
        with pytest.raises((StaleDataError, OperationalError)):
            page.commit()
    assert bounced(one_case) == 1


def test_a_save_over_somebody_elses_is_refused(one_case: sa.Engine) -> None:
    with writing(one_case) as session:
        old = the_case(session)
        session.commit()
        session.expunge(old)
    add_one(one_case)
    with writing(one_case) as session:
        session.add(old)
        old.bounces, old.version = 99, old.version + 1
        with pytest.raises(StaleDataError):
            session.commit()
    assert bounced(one_case) == 1


def test_what_was_begun_and_not_committed_never_was(one_case: sa.Engine) -> None:
    with writing(one_case) as session:
        the_case(session).bounces = 99
        session.flush()
    assert bounced(one_case) == 0


def test_a_page_is_read_from_one_moment(one_case: sa.Engine) -> None:
    """On SQLite a page sees the same cases from its first line to its last."""
    with reading(one_case) as page:
        before = page.scalar(sa.select(Case.bounces))
        add_one(one_case)
        after = page.scalar(sa.select(Case.bounces))
    expected = (0, 0) if one_case.dialect.name == "sqlite" else (0, 1)
    assert (before, after) == expected


# what is asked, the answer, reason
SQLITE = [
    ("journal_mode", "wal", "readers and a writer do not wait for each other"),
    ("synchronous", 2, "what we said we have is on the disk"),
    ("foreign_keys", 1, "children need their parents"),
    ("busy_timeout", 30_000, "half a minute of patience"),
    ("recursive_triggers", 1, "a line of history that is replaced is a line removed"),
]


@pytest.mark.parametrize(("name", "expected", "reason"), SQLITE)
def test_every_connection_to_a_file_is_prepared(tmp_path: Path, name: str, expected: object, reason: str) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'cases.db'}")
    opened = [engine.connect(), writer(engine).connect()]
    assert [one.scalar(sa.text(f"PRAGMA {name}")) for one in opened] == [expected, expected], reason
    for one in opened:
        one.close()
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_one_database(url: str) -> None:
    engine = make_engine(url)
    with writer(engine).begin() as connection:
        connection.execute(sa.text("CREATE TABLE seen (id INTEGER)"))
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM seen")) == 0
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "driver", "reason"),
    [
        ("postgres://council@db/cases", "postgresql", "as some hosts still write it"),
        ("postgresql://council@db/cases", "postgresql", "plain"),
        ("postgresql+psycopg://council@db/cases", "postgresql+psycopg", "with its driver"),
    ],
)
def test_an_address_of_postgresql_may_be_written_in_three_ways(url: str, driver: str, reason: str) -> None:
    engine = make_engine(url)
    assert (engine.url.drivername, engine.dialect.driver) == (driver, "psycopg"), reason
    engine.dispose()
