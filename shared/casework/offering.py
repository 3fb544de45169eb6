"""Offering an appointment: a time, or a few to choose between, and all that somebody needs to know (clause CH-8)."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appointments, clocks, diary, engaging, tasks, timeline
from shared.casework.reaching import FITTING, Telling, check_telling, through
from shared.casework.steps import require, require_words
from shared.charter.appointments import why_not
from shared.charter.effects import Approach, Effects, Ruling, answer
from shared.charter.organisation import Charter, Place
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.appointments import Appointment, AppointmentTime, Arranged, Meeting
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import TaskKind
from shared.models.restrictions import Restriction
from shared.models.staff import Staff

#: Between so many times a person can choose without losing the overview.
MOST_TIMES = 3


#: What it is to meet in each way; a video call has its own link, and no measure closes it.
_APPROACHES = {Meeting.PHONE: Approach.RING, Meeting.PLACE: Approach.MEET, Meeting.HOME: Approach.MEET}


@dataclass(frozen=True)
class Offer:
    """What staff offer: when (up to `MOST_TIMES` to choose between), for how many minutes, where, and the rest.

    `interpreter` is the language of an interpreter who is booked, empty where none is.
    """

    times: tuple[datetime, ...]
    minutes: int
    how: Meeting
    with_whom: str
    purpose: str
    bring: str = ""
    place: str = ""
    link: str = ""
    address: str = ""
    interpreter: str = ""


def offer(
    session: Session,
    case: Case,
    offered: Offer,
    *,
    by: Staff,
    at: datetime,
    charter: Charter,
    instead: Appointment | None = None,
    once: str | None = None,
    telling: Telling = FITTING,
) -> Appointment:
    """Offer a new appointment, or other times `instead` of one that is ahead. Raises `StepRefused`."""
    require(Step.APPOINT, case, by=by, charter=charter)
    require_words(Step.APPOINT, offered.purpose)
    _require_times(offered, at=at, charter=charter)
    _require_open_way(case, offered.how, at=at, charter=charter)
    check_telling(session, case, Step.APPOINT, telling, by=by, at=at, charter=charter)
    appointment = instead if instead is not None and instead.ahead else _new(session, case)
    appointment.sequence += 1
    appointment.state, appointment.another_by, appointment.changed_at = Arranged.OFFERED, None, at
    appointment.words_in = telling.words_in
    for name in ("minutes", "how", "with_whom", "purpose", "bring", "place", "link", "address", "interpreter"):
        setattr(appointment, name, getattr(offered, name))
    times = sorted(set(offered.times))
    appointments.begin_at(appointment, times[0], at=at, charter=charter)
    appointment.times.clear()
    session.flush()  # the times before are gone before the same ones may come again
    appointment.times.extend(AppointmentTime(starts_at=time) for time in times)
    session.flush()
    first = times[0].isoformat()
    timeline.write(
        session, case, Happened.APPOINTMENT_OFFERED, at=at, by=by, once=once, starts_at=first, choices=len(times)
    )
    tasks.settled(session, case, TaskKind.APPOINTMENT, by=by, at=at, about_id=appointment.id)
    appointments.tell(session, appointment, "appointment_offered", at=at, charter=charter, telling=telling)
    return appointment


def _new(session: Session, case: Case) -> Appointment:
    appointment = Appointment(case=case, uid=secrets.token_urlsafe(16), sequence=-1)
    session.add(appointment)
    return appointment


def _require_open_way(case: Case, how: Meeting, *, at: datetime, charter: Charter) -> None:
    """Nobody is met in a way that is closed to them; whoever speaks for them may be (clause RP-8).

    What was arranged before is called off when it is closed: see `in_shut_ways`.
    """
    today = clocks.today_of(charter, at)
    effects = engaging.effects_of(case, today, charter)
    if _shuts(effects, case, how, today, charter):
        raise StepRefused(Step.APPOINT, Why.WAY_CLOSED, way=effects.instead.value)


def _shuts(effects: Effects, case: Case, how: Meeting, day: date, charter: Charter) -> bool:
    third, approach = through(case, day, charter) is not None, _APPROACHES.get(how)
    return approach is not None and answer(effects, approach, third=third).ruling is Ruling.REFUSED


def in_shut_ways(
    session: Session, restriction: Restriction, starts_on: date, *, at: datetime, charter: Charter
) -> list[Appointment]:
    """What was arranged with this customer in a way that this closes from that day on (clause RP-8)."""
    rows = sa.select(Case).where(Case.customer_id == restriction.customer_id).order_by(Case.id)
    found = []
    for case in session.scalars(rows):
        for one in diary.coming(session, case, at=at):
            day = clocks.today_of(charter, one.starts_at)
            if one.state is Arranged.ANOTHER_TIME:
                day = max(day, starts_on)
            limits = [*engaging.limits_on(restriction.customer, day, charter), *restriction.limits]
            within = starts_on <= day <= restriction.ends_on
            if within and _shuts(engaging.together(limits), case, one.how, day, charter):
                found.append(one)
    return found


def _require_times(offered: Offer, *, at: datetime, charter: Charter) -> None:
    if not 0 < len(offered.times) <= MOST_TIMES:
        raise ValueError("An appointment is offered with one time or a few.")
    place = diary.place_named(offered.place, offered.how, charter)
    for time in offered.times:
        refused = why_not(time, offered.minutes, place, at=at, charter=charter)
        if refused is not None:
            raise StepRefused(Step.APPOINT, refused, **about_time(time, place, charter))


def about_time(time: datetime, place: Place | None, charter: Charter) -> dict[str, object]:
    """What the sentence that refuses a time speaks of."""
    day = min(clocks.today_of(charter, time), clocks.last_known(charter))
    return {"day": day, "name": place.name if place else ""}
