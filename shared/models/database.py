"""How the database is opened: one recipe for SQLite and PostgreSQL, reading apart from writing."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session


def make_engine(url: str) -> sa.Engine:
    """An engine for reading. `writer(engine)` gives the one for changing things.

    SQLite: write-ahead log, foreign keys on, half a minute of patience for another writer, and `synchronous=FULL`,
    so that what a person was told we have is on the disk before we say so. An error names what was asked and never the
    values: no log holds what somebody told us (clause SC-8).
    """
    if not url.startswith("sqlite"):
        plain = url.replace("postgres://", "postgresql://", 1)
        return sa.create_engine(plain, pool_pre_ping=True, pool_size=8, hide_parameters=True)
    in_memory = ":memory:" in url or url == "sqlite://"
    arguments: dict[str, Any] = {"timeout": 30, "check_same_thread": False}
    pool = {"poolclass": sa.pool.StaticPool} if in_memory else {"pool_size": 8}
    engine = sa.create_engine(url, connect_args=arguments, hide_parameters=True, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    # We send BEGIN ourselves: the driver would open the transaction at the first write, after a stale read.
    connection.isolation_level = None
    # Without recursive triggers REPLACE would remove a line of history and no trigger would see it.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def writer(engine: sa.Engine) -> sa.Engine:
    """The same pool, for transactions that change something: they queue up instead of failing half way."""
    return engine.execution_options(write=True)


def reading(engine: sa.Engine) -> Session:
    """A session that only asks."""
    return Session(engine, expire_on_commit=False, autoflush=False)


def writing(engine: sa.Engine) -> Session:
    """A session that may change things, to be committed once, at the edge."""
    return Session(writer(engine), expire_on_commit=False)
