"""One form that is sent twice in the same instant is one: what to do where the database is the first to notice."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

Row = TypeVar("Row")


def done_once(session: Session, do: Callable[[], Row], before: Callable[[], Row | None]) -> tuple[Row, bool]:
    """What `do` adds under a key that names one pressing; or, where the other of two came first, that one and False.

    `before` asks for what the same pressing has added. On PostgreSQL the second waits until the first is committed, and
    is then refused by the key; on SQLite two writers never meet. Raises `IntegrityError` for any other refusal.
    """
    try:
        with session.begin_nested():
            row = do()
            session.flush()
    except IntegrityError:
        other = before()
        if other is None:
            raise
        return other, False
    return row, True


def adding(session: Session, row: Row) -> Callable[[], Row]:
    """The simplest thing to do: add this row."""

    def add() -> Row:
        session.add(row)
        return row

    return add
