"""A clock in plain values, under the names that a `Clock` has: a sample starts hundreds of thousands."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from shared.charter.clock import Start, due_on
from shared.charter.organisation import Charter
from shared.charter.promises import Promise
from shared.charter.vocabulary import Act, Counting

Row = dict[str, Any]


@dataclass(slots=True)
class PlainStop:
    """As a `ClockStop`."""

    stopped_on: date
    review_on: date
    why: str
    restarted_on: date | None = None


@dataclass(slots=True)
class PlainClock:
    """As a `Clock`."""

    promise: str
    act: Act
    started_on: date
    counting: Counting
    days: int
    due_on: date | None
    first_due_on: date
    given: bool = False
    why: str = ""
    kept_on: date | None = None
    kept_by: Act | None = None
    dropped_on: date | None = None
    told_late_on: date | None = None
    stage: int = 1
    stops: list[PlainStop] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Still owed?"""
        return self.kept_on is None and self.dropped_on is None

    def row(self, number: int, case: int) -> Row:
        """As it is kept."""
        names = self.__slots__[:-1]
        return {"id": number, "case_id": case, **{name: getattr(self, name) for name in names}}

    def stop_rows(self, number: int) -> list[Row]:
        """The times in which it stood still, as they are kept."""
        return [{"clock_id": number, **asdict(stop)} for stop in self.stops]


def begun(promise: Promise, on: date, charter: Charter, stage: int = 1) -> PlainClock:
    """See `clocks.begin`."""
    due = due_on(charter.calendar, Start(on, promise.counting), promise.days)
    assert due is not None
    return PlainClock(promise.id, promise.act, on, promise.counting, promise.days, due, due, stage=stage)
