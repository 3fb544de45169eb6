"""The rows of one batch of sampled cases, numbered and written all at once."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from shared.models.base import Base
from shared.models.cases import Case, Clock, ClockStop, Contact, Happening
from shared.models.customers import Customer
from shared.models.decisions import Decision, Lesson, Point, Remedy, Rest
from shared.models.notices import Notice, Task
from shared.worker.sampling.life import Life
from shared.worker.sampling.people import Resident
from shared.worker.sampling.telling import Telling

Row = dict[str, Any]
#: The tables whose rows others point to: a sample numbers these itself.
_NUMBERED: tuple[type[Base], ...] = (Customer, Case, Clock, Notice, Decision)


def _row(one: Base) -> Row:
    """As it is kept, but for what a sample numbers itself."""
    return {column.name: getattr(one, column.name) for column in type(one).__table__.columns if column.name != "id"}


class Rows:
    """Everything that a batch adds. The connection must hold the right to write from the start."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        if connection.dialect.name == "postgresql":
            # SQLite has one writer at a time; here nobody else may number rows until we are done.
            names = ", ".join(model.__tablename__ for model in _NUMBERED)
            connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        numbers = [self._next(model) for model in _NUMBERED]
        self.next_customer, self.next_case, self._next_clock, self.next_notice, self._next_decision = numbers
        self._cases: list[Row] = []
        self._contacts: list[Row] = []
        self._clocks: list[Row] = []
        self._stops: list[Row] = []
        self._happenings: list[Row] = []
        self._decided: dict[type[Base], list[Row]] = {Decision: [], Point: [], Remedy: [], Lesson: [], Rest: []}

    def _next(self, model: type[Base]) -> int:
        numbers = sa.func.max(model.__table__.c.id)
        return (self._connection.scalar(sa.select(numbers)) or 0) + 1

    def add(self, life: Life) -> None:
        """One case with all that belongs to it."""
        self._cases.append(life.row())
        self._contacts += life.contacts
        self._happenings += life.happenings
        for clock in life.clocks:
            self._clocks.append(clock.row(self._next_clock, life.id))
            self._stops += clock.stop_rows(self._next_clock)
            self._next_clock += 1
        for decision in life.decided:
            self._decide(decision, life.id)
        self._decided[Rest] += [{**_row(rest), "case_id": life.id} for rest in life.rests]

    def _decide(self, decision: Decision, case: int) -> None:
        own = {"id": self._next_decision, "case_id": case}
        self._decided[Decision].append({**_row(decision), **own})
        below = {"decision_id": self._next_decision}
        self._decided[Point] += [{**_row(one), **below} for one in decision.points]
        for one in (*decision.remedies, *decision.lessons):
            self._decided[type(one)].append({**_row(one), **below, "case_id": case})
        self._next_decision += 1

    def write(self, customers: Sequence[Resident], telling: Telling) -> None:
        """Into the database, parents first."""
        self._insert(Customer, [one.row() for one in customers])
        self._insert(Case, self._cases)
        self._insert(Contact, self._contacts)
        self._insert(Clock, self._clocks)
        self._insert(ClockStop, self._stops)
        self._insert(Happening, self._happenings)
        for model, rows in self._decided.items():
            self._insert(model, rows)
        self._insert(Notice, telling.notices)
        self._insert(Task, telling.tasks)
        if self._connection.dialect.name == "postgresql":
            for model in _NUMBERED:
                self._go_on_numbering(model.__tablename__)

    def _insert(self, model: type[Base], rows: Sequence[Row]) -> None:
        if rows:
            self._connection.execute(sa.insert(model), rows)

    def _go_on_numbering(self, table: str) -> None:
        self._connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608
        )
