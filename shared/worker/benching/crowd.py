"""What gathers in a council over the years besides its cases: incidents, restrictions, readings, mail, appointments.

A sample holds a few of them, made by the acts that make them. To measure lists they have to be as many as the cases
are: here they are plain rows, in proportion, written by the database itself. The same cases give the same rows.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from shared.charter.days_off import days_off
from shared.charter.measures import Measure, Rung, Warned
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Reach
from shared.models.appointments import Appointment, Arranged, Meeting
from shared.models.arrivals import Arrival, Became
from shared.models.calendar_changes import CalendarPrint
from shared.models.cases import Case
from shared.models.concerns import Concern, RaisedBy, RaisedFrom
from shared.models.customers import Customer
from shared.models.database import writer
from shared.models.incidents import Incident
from shared.models.protections import Protection, Wish
from shared.models.readings import Read, Reading
from shared.models.restrictions import Entered, Entry, Limit, Restriction, State, evidence
from shared.models.surveys import Survey

#: One to so many cases that somebody has taken on.
INCIDENTS, RESTRICTIONS, PROTECTIONS, CONCERNS, APPOINTMENTS, ARRIVALS, WAITING = 100, 1000, 2000, 500, 50, 20, 5000
#: So long after a case came, what belonged to it is settled; a restriction is over.
SETTLED_AFTER, OVER_AFTER = timedelta(days=10), timedelta(days=300)
#: About what was closed before this, people have been asked how it was.
ASKED_BEFORE = timedelta(days=45)
WORDS = "The caller shouted, and would not stop when I asked."

#: A table, the rows of which each gives it one, and its columns: what is no column of those rows is the same in all.
Written = tuple[Any, sa.Select[Any], dict[str, Any]]

_CASES = Case.__table__.c
_TAKEN_ON = (
    sa.select(Case.__table__, sa.func.row_number().over(order_by=_CASES.id).label("nth"))
    .where(_CASES.owner_id.is_not(None), _CASES.customer_id.is_not(None))
    .subquery("taken_on")
)
_CASE = _TAKEN_ON.c
_LIMITED = Restriction.__table__.c


def gather(engine: sa.Engine, charter: Charter, at: datetime) -> None:
    """Add all of it to a council that has its cases, as it would be at that moment, with the calendar that it has."""
    with writer(engine).begin() as connection:
        for table, rows, columns in (*_met(charter, at), *_limited(charter, at), *_besides(at), *_read()):
            into = table if isinstance(table, sa.Table) else table.__table__
            given = [
                one if isinstance(one, sa.ColumnElement) else sa.literal(one, into.c[name].type)
                for name, one in columns.items()
            ]
            connection.execute(sa.insert(into).from_select(list(columns), rows.with_only_columns(*given)))
        managed = sa.select(_LIMITED.customer_id).where(_LIMITED.state == State.IN_FORCE)
        connection.execute(sa.update(Customer).where(Customer.id.in_(managed)).values(managed=True))
        now = days_off(charter.calendar)
        days = {day.isoformat(): name for day, name in now.days.items()}
        kept = {"kept_at": at, "fingerprint": now.fingerprint, "days": days, "until": now.until}
        connection.execute(sa.insert(CalendarPrint).values(kept))


def _one_in(many: int) -> sa.Select[Any]:
    return sa.select(_CASE.id).where((_CASE.nth - 1) % many == 0)


def _if_settled(at: datetime, column: Any, after: timedelta = SETTLED_AFTER) -> sa.ColumnElement[Any]:
    """That column of a case which came long enough ago; None for a younger one."""
    return sa.case((_CASE.received_at < at - after, column))


def _met(charter: Charter, at: datetime) -> Iterator[Written]:
    """Incidents, most of them looked at; requests for protection; worries about somebody's safety."""
    kinds = charter.engagement.categories if charter.engagement else {}
    looked = {"looked_at": _if_settled(at, _CASE.received_at), "looked_by_id": _if_settled(at, _CASE.owner_id)}
    theirs = {"customer_id": _CASE.customer_id, "case_id": _CASE.id, "team": _CASE.team}
    people = {"staff_id": _CASE.owner_id, "affected_id": _CASE.owner_id}
    times = {"happened_at": _CASE.received_at, "recorded_at": _CASE.received_at, "look_by": _CASE.received_on}
    told = {"channel": Channel.PHONE, "categories": next(iter(kinds), ""), "words": WORDS, "warned": Warned.UNSAFE}
    yield Incident, _one_in(INCIDENTS), {**theirs, **people, **times, **told, **looked}

    settled = _CASE.received_at < at - SETTLED_AFTER
    decided = {"granted": sa.case((settled, True)), "decided_at": looked["looked_at"]}
    asked = {"staff_id": _CASE.owner_id, "asked_by_id": _CASE.owner_id, "asked_at": _CASE.received_at, "why": WORDS}
    about = {"what": Wish.MANAGERS_NAME, "case_id": _CASE.id, "team": _CASE.team}
    yield Protection, _one_in(PROTECTIONS), {**about, **asked, **decided, "decided_by_id": looked["looked_by_id"]}

    raised = {"raised_at": _CASE.received_at, "raised_by": RaisedBy.CUSTOMER, "raised_from": RaisedFrom.PAGE}
    over = {"settled_at": looked["looked_at"], "settled_by_id": looked["looked_by_id"]}
    came_of_it = {**over, "outcome": sa.case((settled, WORDS), else_="")}
    of_case = {"case_id": _CASE.id, "look_by": _CASE.received_on}
    yield Concern, _one_in(CONCERNS), {**of_case, **raised, **looked, **came_of_it}


def _limited(charter: Charter, at: datetime) -> Iterator[Written]:
    """Restrictions, most of them over, each with a measure, its history and its evidence."""
    kinds = charter.engagement.categories if charter.engagement else {}
    over = _CASE.received_at < at - OVER_AFTER
    ended = {"ended_at": _if_settled(at, _CASE.received_at, OVER_AFTER)}
    state = sa.case((over, State.ENDED.value), else_=State.IN_FORCE.value)
    whose = {"key": sa.literal("bench-").concat(_CASE.reference), "customer_id": _CASE.customer_id, "team": _CASE.team}
    why = {"rung": Rung.RESTRICTION, "grounds": next(iter(kinds), ""), "why": WORDS, "service": _CASE.service}
    proposed = {"proposed_at": _CASE.received_at, "proposed_by_id": _CASE.owner_id}
    decided = {"decided_at": _CASE.received_at, "decided_by_id": _CASE.owner_id, "decided_role": "team-leader"}
    soon, last = (at + timedelta(days=30)).date(), (at + timedelta(days=90)).date()
    days = {"starts_on": _CASE.received_on, "review_on": soon, "told_at": _CASE.received_at}
    until = {**ended, "ends_on": sa.case((over, _CASE.received_on), else_=sa.literal(last)), "state": state}
    yield Restriction, _one_in(RESTRICTIONS), {**whose, **why, **proposed, **decided, **days, **until}

    every = sa.select(_LIMITED.id).where(_LIMITED.key.startswith("bench-"))
    phone = {"measure": Measure.CHANNEL, "channel": Channel.PHONE, "instead": Reach.EMAIL}
    yield Limit, every, {"restriction_id": _LIMITED.id, **phone}
    for what in (Entered.PROPOSED, Entered.APPROVED, Entered.TOLD):
        line = {"at": _LIMITED.proposed_at, "by_id": _LIMITED.proposed_by_id, "what": what}
        yield Entry, every, {"restriction_id": _LIMITED.id, **line}
    of = Incident.__table__.c
    met = every.join_from(Restriction.__table__, Incident.__table__, of.customer_id == _LIMITED.customer_id)
    yield evidence, met, {"restriction_id": _LIMITED.id, "incident_id": of.id}


def _besides(at: datetime) -> Iterator[Written]:
    """Mail that came in, appointments that were kept, people who were asked how it was."""
    mail = {"received_at": _CASE.received_at, "taken_at": _CASE.received_at}
    yield Arrival, _one_in(ARRIVALS), {**mail, "once": _CASE.reference, "became": Became.CASE, "case_id": _CASE.id}
    strange = {"once": sa.literal("bench-").concat(_CASE.reference), "became": Became.UNREAD}
    yield Arrival, _one_in(WAITING), {**mail, **strange}

    kept = {"case_id": _CASE.id, "uid": _CASE.reference, "state": Arranged.KEPT, "starts_at": _CASE.received_at}
    how = {"minutes": 30, "how": Meeting.PHONE, "with_whom": WORDS, "purpose": WORDS, "changed_at": _CASE.received_at}
    told = {"remind_on": _CASE.received_on, "reminded_at": _CASE.received_at}
    yield Appointment, _one_in(APPOINTMENTS), {**kept, **how, **told}

    closed = sa.select(_CASES.id).where(_CASES.closed_at < at - ASKED_BEFORE, _CASES.id % 3 == 0)
    asked = {"case_id": _CASES.id, "key": _CASES.reference, "sent_at": _CASES.closed_at}
    said = {"easy": sa.case((_CASES.id % 9 == 0, 4)), "answered_at": sa.case((_CASES.id % 9 == 0, _CASES.closed_at))}
    yield Survey, closed, {**asked, **said}


def _read() -> Iterator[Written]:
    """Who opened what: each case twice, each incident and restriction once."""
    opened = {"at": _CASE.received_at, "day": _CASE.received_on, "staff_id": _CASE.owner_id, "role": "case-worker"}
    own = {"what": Read.CASE, "row_id": _CASE.id, "case_id": _CASE.id, "customer_id": _CASE.customer_id}
    for time in ("first", "second"):
        yield (
            Reading,
            sa.select(_CASE.id),
            {**opened, **own, "once_key": sa.literal(f"{time}-").concat(_CASE.reference)},
        )
    met = Incident.__table__.c
    read = {"at": met.recorded_at, "day": met.look_by, "staff_id": met.staff_id, "role": "case-worker"}
    of = {"what": Read.INCIDENT, "row_id": met.id, "case_id": met.case_id, "customer_id": met.customer_id}
    yield Reading, sa.select(met.id), {**read, **of}
