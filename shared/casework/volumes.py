"""How often somebody was in contact, by day, week, month, channel and case: evidence for a person (clause RP-20)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, raiseload

from shared.casework.finding import seen_by
from shared.charter.calendar import local_day
from shared.charter.organisation import Charter
from shared.charter.spans import months_after
from shared.charter.vocabulary import Channel, Seal
from shared.models.cases import Case, Clock, Contact
from shared.models.customers import Customer
from shared.models.staff import Staff

#: The last twelve months, and not one day more.
MONTHS = 12


class Span(StrEnum):
    """What contacts are counted by."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class OfCase:
    """How many contacts were about one case. `case` is None for all those together that this reader may not see."""

    case: Case | None
    count: int


@dataclass(frozen=True)
class Volumes:
    """How often one customer was in contact with us between two days, both counted.

    What few may see (a worry about safety, hate, an appeal) is not counted: nobody is held to have written too much
    about that. `while_late` counts the contacts that came while a promise of ours on that very case was late: asking
    about a late answer is no demand (trap T-21).
    """

    since: date
    until: date
    by_day: Mapping[date, int] = field(default_factory=dict)
    by_channel: Mapping[Channel, int] = field(default_factory=dict)
    by_case: Sequence[OfCase] = ()
    while_late: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_day.values())

    def by(self, span: Span) -> list[tuple[date, int]]:
        """From the oldest to the newest day, week (by its Monday) or month (by its first day); none is left out."""
        counted: Counter[date] = Counter()
        for day, count in self.by_day.items():
            counted[_beginning(day, span)] += count
        return [(one, counted[one]) for one in self._all(span)]

    def _all(self, span: Span) -> list[date]:
        days = (self.since + timedelta(days=n) for n in range((self.until - self.since).days + 1))
        return list(dict.fromkeys(_beginning(day, span) for day in days))


def _beginning(day: date, span: Span) -> date:
    match span:
        case Span.WEEK:
            return day - timedelta(days=day.weekday())
        case Span.MONTH:
            return day.replace(day=1)
    return day


def first_day(today: date) -> date:
    """The first day that is counted: twelve months, of which this one is the last."""
    return months_after(today.replace(day=1), 1 - MONTHS)


def of_customer(session: Session, customer: Customer, staff: Staff, *, today: date, charter: Charter) -> Volumes:
    """The contacts of one customer in the last twelve months: three questions to the database, each by its index.

    Cases that this member of staff may not see are counted, and not named.
    """
    since = first_day(today)
    rows = _contacts_of(session, customer, since)
    days = [(local_day(one.at, charter.organisation.time_zone), one) for one in rows]
    days = [(day, one) for day, one in days if since <= day <= today]
    late = _late_spans(session, customer, today) if days else {}
    return Volumes(
        since=since,
        until=today,
        by_day=Counter(day for day, _one in days),
        by_channel=dict(Counter(one.channel for _day, one in days).most_common()),
        by_case=_of_cases(session, customer, Counter(one.case_id for _day, one in days), staff, charter),
        while_late=sum(_in_any(day, late.get(one.case_id, ())) for day, one in days),
    )


@dataclass(frozen=True)
class _Came:
    at: datetime
    channel: Channel
    case_id: int


def _contacts_of(session: Session, customer: Customer, since: date) -> list[_Came]:
    """By the index of the customer's cases, then by that of each case's contacts; a day more, for every time zone."""
    rows = (
        sa.select(Contact.at, Contact.channel, Contact.case_id)
        .join(Case, Case.id == Contact.case_id)
        .where(
            Case.customer_id == customer.id,
            Case.seal == Seal.NONE,
            Contact.ours.is_(False),
            Contact.at >= datetime.combine(since, time.min, UTC) - timedelta(days=1),
        )
    )
    return [_Came(*row) for row in session.execute(rows)]


def _of_cases(
    session: Session, customer: Customer, counted: Counter[int], staff: Staff, charter: Charter
) -> Sequence[OfCase]:
    """The most first; what this reader may not see comes last, as one."""
    mine = sa.select(Case).where(Case.customer_id == customer.id, seen_by(staff, charter))
    seen = {case.id: case for case in session.scalars(mine).unique()} if counted else {}
    named = [OfCase(seen[number], count) for number, count in counted.most_common() if number in seen]
    others = sum(count for number, count in counted.items() if number not in seen)
    return [*named, OfCase(None, others)] if others else named


def _late_spans(session: Session, customer: Customer, today: date) -> dict[int, list[tuple[date, date]]]:
    """For each case the days on which a promise of ours was late, from the day after it was due.

    A new date that was given after the first was missed makes nothing of that undone.
    """
    rows = (
        sa.select(Clock)
        .join(Case, Case.id == Clock.case_id)
        .where(Case.customer_id == customer.id, Case.seal == Seal.NONE)
        .options(raiseload(Clock.stops))
    )
    found: dict[int, list[tuple[date, date]]] = {}
    for clock in session.scalars(rows):
        due = min((one for one in (clock.due_on, clock.told_late_on) if one), default=None)
        until = clock.kept_on or clock.dropped_on or today
        if due is not None and due < until:
            found.setdefault(clock.case_id, []).append((due + timedelta(days=1), until))
    return found


def _in_any(day: date, spans: Iterable[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)
