"""How well promises were kept: a few honest sums over cases and their clocks, nothing recomputed, nobody named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Outcome
from shared.models.cases import Case, Clock
from shared.models.surveys import Survey

#: So few answers are not shown as a mean.
FEWEST_SAID = 10


@dataclass(frozen=True)
class Received:
    """What came in of one kind. `at_once`: sorted out at first contact (clause CH-1). `bounces`: sent back by teams."""

    kind: Kind
    cases: int
    at_once: int
    bounces: int


@dataclass(frozen=True)
class Kept:
    """What became of one promise to one kind of case.

    `given` were kept by telling the person a new date before the old one passed. `missed` are late and still owed, or
    were dropped when they were late already. What was dropped in time was never broken, and is in none of these.
    """

    kind: Kind
    act: Act
    kept: int
    given: int
    late: int
    missed: int
    running: int

    @property
    def settled(self) -> int:
        """All that can be judged: the rest is still running."""
        return self.kept + self.given + self.late + self.missed


def received(session: Session, *, since: date, until: date) -> Sequence[Received]:
    """What was received from one day to another, both counted, by kind."""
    at_once = sa.case((Case.outcome == Outcome.RESOLVED_AT_FIRST_CONTACT, 1), else_=0)
    rows = session.execute(
        sa.select(Case.kind, sa.func.count(), sa.func.sum(at_once), sa.func.sum(Case.bounces))
        .where(Case.received_on.between(since, until))
        .group_by(Case.kind)
    )
    found = [Received(kind, int(n), int(once), int(back)) for kind, n, once, back in rows]
    return sorted(found, key=lambda row: _in_order(row.kind))


def promises_kept(session: Session, *, since: date, until: date) -> Sequence[Kept]:
    """What became of the promises on cases that were received in that time, by kind and act; `until` is today."""
    in_time = sa.and_(Clock.kept_on.is_not(None), sa.func.coalesce(Clock.kept_on <= Clock.due_on, sa.true()))
    open_clock = sa.and_(Clock.kept_on.is_(None), Clock.dropped_on.is_(None))
    overdue = sa.func.coalesce(Clock.due_on < sa.func.coalesce(Clock.dropped_on, until), sa.false())
    explained = Clock.kept_by == Act.EXPLAIN
    columns = [
        sa.and_(in_time, sa.not_(explained)),
        sa.and_(in_time, explained),
        Clock.kept_on > Clock.due_on,
        sa.and_(Clock.kept_on.is_(None), overdue),
        sa.and_(open_clock, sa.not_(overdue)),
    ]
    sums = [sa.func.sum(sa.case((column, 1), else_=0)) for column in columns]
    rows = session.execute(
        sa.select(Case.kind, Clock.act, *sums)
        .join(Clock.case)
        .where(Case.received_on.between(since, until))
        .group_by(Case.kind, Clock.act)
    )
    found = [Kept(kind, act, *(int(number) for number in numbers)) for kind, act, *numbers in rows]
    return sorted(found, key=lambda row: _in_order(row.kind, row.act))


def unowned(session: Session) -> Mapping[str | None, int]:
    """Open cases that nobody owns, by team; None for those without a team yet (clause CC-5)."""
    rows = session.execute(
        sa.select(Case.team, sa.func.count())
        .where(Case.closed_at.is_(None), Case.owner_id.is_(None))
        .group_by(Case.team)
        .order_by(sa.func.count().desc(), Case.team)
    )
    return {team: int(number) for team, number in rows}


@dataclass(frozen=True)
class Said:
    """What people said of us: how many were asked and answered; of each question, how many answers and their mean.

    A mean goes from 1 to 5, and is None where `FEWEST_SAID` or fewer have answered: somebody could be known by it.
    """

    asked: int
    answered: int
    easy: int
    easy_mean: float | None
    happy: int
    happy_mean: float | None


def said_of_us(session: Session, *, since: date, until: date, zone: tzinfo) -> Said:
    """What people said who were asked from one day to another, both counted, in the council's own time."""
    first = datetime.combine(since, time.min, tzinfo=zone)
    after = datetime.combine(until + timedelta(days=1), time.min, tzinfo=zone)
    counted = (Survey.sent_at, Survey.answered_at, Survey.easy, Survey.happy)
    columns = [sa.func.count(column) for column in counted] + [sa.func.avg(Survey.easy), sa.func.avg(Survey.happy)]
    asked, answered, easy, happy, easy_mean, happy_mean = session.execute(
        sa.select(*columns).where(Survey.sent_at >= first, Survey.sent_at < after)
    ).one()

    def mean(answers: int, of_all: Any) -> float | None:
        return float(of_all) if answers > FEWEST_SAID else None

    return Said(asked, answered, easy, mean(easy, easy_mean), happy, mean(happy, happy_mean))


def _in_order(kind: Kind, act: Act | None = None) -> tuple[int, int]:
    """Kinds and acts in the order in which everybody meets them."""
    return list(Kind).index(kind), list(Act).index(act) if act else 0
