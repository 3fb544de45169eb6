"""Bringing a database to the schema that this release needs."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from shared.models.database import writer


def _config(migrations: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    return config


def newest(migrations: Path) -> str:
    """The revision that this release needs."""
    head = ScriptDirectory.from_config(_config(migrations)).get_current_head()
    assert head is not None
    return head


def current(engine: sa.Engine) -> str | None:
    """The revision that the database is at; None when it is new."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: sa.Engine, migrations: Path, to: str = "head") -> bool:
    """Run every migration that the database still lacks; True when there was one. Keeps a copy of a SQLite file first.

    Foreign keys are off while tables are rebuilt: SQLite would otherwise empty the children of a rebuilt parent.
    """
    before = current(engine)
    if before == newest(migrations) and to == "head":
        return False
    if before is not None:
        _keep_copy(engine, before)
    _run(engine, migrations, to, command.upgrade)
    return True


def downgrade(engine: sa.Engine, migrations: Path, to: str) -> None:
    """Back to an earlier revision; for tests, and for a release that has to be taken back."""
    _run(engine, migrations, to, command.downgrade)


def _run(engine: sa.Engine, migrations: Path, to: str, way: Callable[[Config, str], None]) -> None:
    config = _config(migrations)
    # One transaction for the whole way: what fails, or leaves rows without their parent, never happened.
    with writer(engine).connect() as connection, _without_foreign_keys(connection), connection.begin():
        config.attributes["connection"] = connection
        way(config, to)
        _refuse_orphans(connection)


@contextmanager
def _without_foreign_keys(connection: sa.Connection) -> Iterator[None]:
    # The switch has no effect inside a transaction, so it goes past SQLAlchemy, which would begin one; and so it is
    # turned back only when the transaction has ended, well or badly.
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_orphans(connection: sa.Connection) -> None:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL has looked itself, row by row
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"The migration left {len(broken)} rows without their parent.")


def _keep_copy(engine: sa.Engine, revision: str) -> None:
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        return
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(f"{file}.before-{revision}")) as copy:
        source.backup(copy)
