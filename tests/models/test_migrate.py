"""The database of a council that has been here for years is brought to what this release needs, and loses nothing."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from shared.charter.organisation import Charter
from shared.config import RESOURCES
from shared.models.base import every_table
from shared.models.database import make_engine, writing
from shared.models.migrate import current, downgrade, newest, upgrade
from tests.builders import a_case

MIGRATIONS = RESOURCES / "migrations"
#: What search is made of is written by hand for each database.
BY_HAND = "case_search"

A_LATER_RELEASE = '''"""Rebuilds two tables that others hang on, as SQLite must for the smallest change."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    rebuilt = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    for table in ("customers", "clocks"):
        with op.batch_alter_table(table, recreate=rebuilt) as batch:
            batch.add_column(sa.Column("later", sa.String(10), server_default="new", nullable=False))
    {then}


def downgrade() -> None:
    for table in ("customers", "clocks"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("later")
'''


@pytest.fixture
def empty(databases: sa.Engine) -> sa.Engine:
    """A database that nobody has prepared yet."""
    downgrade(databases, MIGRATIONS, "base")
    return databases


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The migrations of a later release, which has one more."""
    return a_later_release(tmp_path / "later")


def a_later_release(folder: Path, then: str = "pass") -> Path:
    """Our migrations and one that rebuilds tables; `then` is what else it does."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = A_LATER_RELEASE.format(before=newest(MIGRATIONS), then=then)
    (folder / "versions" / "9999_later.py").write_text(text, encoding="utf-8")
    return folder


def with_a_case(engine: sa.Engine, charter: Charter) -> None:
    """One customer with one case, its clocks, its history and its notice."""
    with writing(engine) as session:
        a_case(session, charter)
        session.commit()


def rows(engine: sa.Engine) -> dict[str, int]:
    """How many rows each table has."""
    with engine.connect() as connection:
        return {
            table.name: connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
            for table in every_table().sorted_tables
        }


def columns(engine: sa.Engine, table: str) -> set[str]:
    """The names of its columns."""
    return {column["name"] for column in sa.inspect(engine).get_columns(table)}


def test_the_tables_are_those_that_the_program_knows(databases: sa.Engine) -> None:
    with databases.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _ours, "compare_server_default": True})
        assert compare_metadata(context, every_table()) == []


def _ours(name: str | None, kind: str, parents: object) -> bool:
    return BY_HAND not in (name or "") and name != "alembic_version"


def test_the_rules_are_those_that_the_program_knows(databases: sa.Engine) -> None:
    """Alembic does not compare checks; people rely on them all the same."""
    looked_at = sa.inspect(databases)
    for table in every_table().sorted_tables:
        known = {str(rule.name) for rule in table.constraints if isinstance(rule, sa.CheckConstraint)}
        assert {rule["name"] for rule in looked_at.get_check_constraints(table.name)} == known, table.name


def test_a_new_database_gets_every_table_once(empty: sa.Engine) -> None:
    assert current(empty) is None
    assert upgrade(empty, MIGRATIONS)
    assert current(empty) == newest(MIGRATIONS)
    assert set(rows(empty).values()) == {0}


def test_upgrading_twice_does_nothing(databases: sa.Engine, charter: Charter, tmp_path: Path) -> None:
    with_a_case(databases, charter)
    before = rows(databases)
    assert not upgrade(databases, MIGRATIONS)
    assert rows(databases) == before
    assert not list(tmp_path.glob("*.before-*")), "nothing changed, so nothing was copied"


def test_a_release_that_is_taken_back_leaves_nothing_behind(databases: sa.Engine, charter: Charter) -> None:
    with_a_case(databases, charter)
    downgrade(databases, MIGRATIONS, "base")
    left = {name for name in sa.inspect(databases).get_table_names() if name != "alembic_version"}
    assert left == set()
    upgrade(databases, MIGRATIONS)
    with_a_case(databases, charter)
    assert rows(databases)["happenings"] == 1


def test_indexes_come_and_go_and_no_row_with_them(databases: sa.Engine, charter: Charter) -> None:
    with_a_case(databases, charter)
    before = rows(databases)
    assert "ix_clocks_open_given" in indexes(databases, "clocks")
    downgrade(databases, MIGRATIONS, "0015")
    assert rows(databases) == before
    assert "ix_clocks_open_given" not in indexes(databases, "clocks")
    upgrade(databases, MIGRATIONS)
    assert rows(databases) == before
    assert "ix_clocks_open_given" in indexes(databases, "clocks")


def indexes(engine: sa.Engine, table: str) -> set[str | None]:
    """What a table is found by."""
    return {one["name"] for one in sa.inspect(engine).get_indexes(table)}


def test_cases_live_through_a_later_release_and_back(databases: sa.Engine, charter: Charter, later: Path) -> None:
    with_a_case(databases, charter)
    before = rows(databases)
    assert before["clocks"] == 2
    assert upgrade(databases, later)
    assert "later" in columns(databases, "clocks")
    assert rows(databases) == before, "a rebuilt table keeps its own rows and those that hang on it"
    downgrade(databases, later, newest(MIGRATIONS))
    assert "later" not in columns(databases, "clocks")
    assert rows(databases) == before
    assert upgrade(databases, later)
    assert rows(databases) == before


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    """The SQLite file of a small council."""
    return Path(shutil.copy(migrated_file, tmp_path / "council.db"))


@pytest.fixture
def sqlite_engine(file: Path) -> Iterator[sa.Engine]:
    """That file, opened."""
    engine = make_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


def foreign_keys(engine: sa.Engine) -> set[int | None]:
    """Whether each of three connections at once looks after parents and children."""
    opened = [engine.connect() for _ in range(3)]
    try:
        return {connection.scalar(sa.text("PRAGMA foreign_keys")) for connection in opened}
    finally:
        for connection in opened:
            connection.close()


def test_after_an_upgrade_children_need_their_parents_again(sqlite_engine: sa.Engine, later: Path) -> None:
    upgrade(sqlite_engine, later)
    assert foreign_keys(sqlite_engine) == {1}


def test_a_copy_is_kept_before_a_file_is_changed(
    sqlite_engine: sa.Engine, file: Path, charter: Charter, later: Path
) -> None:
    with_a_case(sqlite_engine, charter)
    upgrade(sqlite_engine, later)
    copy = Path(f"{file}.before-{newest(MIGRATIONS)}")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT count(*) FROM happenings").fetchone() == (1,)
        assert "later" not in {row[1] for row in kept.execute("PRAGMA table_info(clocks)")}
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_copy_is_made_of_a_database_that_is_new(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(engine, MIGRATIONS)
    engine.dispose()
    assert not list(tmp_path.glob("*.before-*"))


# what the later release does at its end, what is said, reason
FAILURES = [
    ('raise ValueError("a slip of ours")', "a slip of ours", "it stopped half way"),
    ('op.execute("DELETE FROM customers")', "1 rows without their parent", "it lost the parent of a case"),
]


@pytest.mark.parametrize(("then", "said", "reason"), FAILURES)
def test_an_upgrade_that_goes_wrong_never_happened(
    sqlite_engine: sa.Engine, charter: Charter, tmp_path: Path, then: str, said: str, reason: str
) -> None:
    with_a_case(sqlite_engine, charter)
    before = rows(sqlite_engine)
    with pytest.raises((ValueError, RuntimeError), match=said):
        upgrade(sqlite_engine, a_later_release(tmp_path / "spoiled", then))
    assert current(sqlite_engine) == newest(MIGRATIONS), reason
    assert "later" not in columns(sqlite_engine, "clocks")
    assert rows(sqlite_engine) == before
    assert foreign_keys(sqlite_engine) == {1}
