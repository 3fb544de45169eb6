"""The dates that a change of the calendar moves, a page at a time: for those who may see the cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import finding
from shared.casework.paging import PAGE, read_number
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.models.calendar_changes import CalendarChange, CalendarMove, Moved
from shared.models.cases import Case, Clock
from shared.models.staff import Staff


class Which(StrEnum):
    """Which of the dates of a change are listed."""

    ALL = "all"
    LATER = "later"
    SOONER = "sooner"
    NOT_MOVED = "not-moved"


@dataclass(frozen=True)
class Line:
    """One date of a change, as a list shows it; `days` is by how many days of the calendar, less than 0 for sooner."""

    number: int
    reference: str
    kind: Kind
    act: Act
    before: date
    after: date
    became: Moved

    @property
    def days(self) -> int:
        """By how many days it moves."""
        return (self.after - self.before).days


@dataclass(frozen=True)
class Lines:
    """Some dates of a change, and the key of the page after."""

    lines: Sequence[Line]
    after: str | None = None


def moves_of(
    session: Session,
    change: CalendarChange,
    *,
    staff: Staff | None,
    charter: Charter,
    which: Which = Which.ALL,
    after: str | None = None,
    most: int = PAGE,
) -> Lines:
    """The dates of a change on cases that this person may see; `staff` is None for whoever runs the server."""
    columns = (CalendarMove.id, Case.reference, Case.kind, Clock.act, CalendarMove.before, CalendarMove.after)
    rows = sa.select(*columns, CalendarMove.became).where(CalendarMove.change_id == change.id, _which(which))
    rows = rows.join(Case, Case.id == CalendarMove.case_id).join(Clock, Clock.id == CalendarMove.clock_id)
    if staff is not None:
        rows = rows.where(finding.seen_by(staff, charter))
    rows = rows.where(CalendarMove.id > (read_number(after) or 0)).order_by(CalendarMove.id).limit(most + 1)
    found = [Line(*row) for row in session.execute(rows)]
    return Lines(found[:most], str(found[most - 1].number) if len(found) > most else None)


def _which(which: Which) -> sa.ColumnElement[bool]:
    if which in (Which.LATER, Which.SOONER):
        return CalendarMove.later.is_(which is Which.LATER)
    if which is Which.NOT_MOVED:
        return CalendarMove.became.in_((Moved.PASSED_OVER, Moved.STAYED))
    return sa.true()
