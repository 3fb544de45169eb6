"""Appointments: confirmed, moved, called off, kept, each told to both sides (clauses CH-8, SC-2)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from shared.casework import clocks, diary, notices, tasks, timeline
from shared.casework.reaching import FITTING, Telling
from shared.casework.steps import require
from shared.charter.appointments import remind_on
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Support
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.appointments import Appointment, Arranged
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import TaskKind
from shared.models.staff import Staff

#: What the customer is sent anew where somebody else meets them.
_AS_IT_STANDS = {Arranged.OFFERED: "appointment_offered", Arranged.CONFIRMED: "appointment_confirmed"}


class Outdated(StrEnum):
    """Why an answer to an appointment comes too late; `templates/components/outdated.html` says it."""

    CHANGED = "changed"
    PASSED = "passed"
    OVER = "over"


class AppointmentRefused(Exception):
    """The appointment is not what it was when somebody opened it, and the answer may not be meant for what it is."""

    def __init__(self, why: Outdated) -> None:
        self.why = why
        super().__init__(str(why))


def begin_at(appointment: Appointment, starts_at: datetime, *, at: datetime, charter: Charter) -> None:
    """It is at that time now; its reminder follows."""
    appointment.starts_at, appointment.reminded_at = starts_at, None
    day, today = clocks.today_of(charter, starts_at), clocks.today_of(charter, at)
    appointment.remind_on = remind_on(day, today=today, calendar=charter.calendar)


def confirm(
    session: Session,
    appointment: Appointment,
    starts_at: datetime,
    *,
    seen: int,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
) -> None:
    """They can come at that time, one of those offered; `by` wrote it down for them.

    Confirmed twice, it is confirmed once. Raises `AppointmentRefused`.
    """
    _require_may(appointment, by, charter)
    if appointment.state is Arranged.CONFIRMED and appointment.starts_at == starts_at:
        return
    _require_same(appointment, seen)
    if starts_at not in diary.choices(appointment, at):
        raise AppointmentRefused(Outdated.PASSED if starts_at <= at else Outdated.CHANGED)
    appointment.state, appointment.changed_at = Arranged.CONFIRMED, at
    begin_at(appointment, starts_at, at=at, charter=charter)
    _changed(session, appointment, Happened.APPOINTMENT_CONFIRMED, by=by, at=at, charter=charter)
    tell(session, appointment, "appointment_confirmed", at=at, charter=charter)


def ask_another(
    session: Session,
    appointment: Appointment,
    words: str,
    *,
    seen: int,
    at: datetime,
    charter: Charter,
) -> None:
    """The customer asks for another time, and we offer one by a day (clause SC-2). Raises `AppointmentRefused`."""
    if appointment.state is Arranged.ANOTHER_TIME:
        return
    _require_same(appointment, seen)
    _require_ahead(appointment, at)
    today = clocks.today_of(charter, at)
    appointment.state, appointment.changed_at = Arranged.ANOTHER_TIME, at
    appointment.another_by, appointment.told_late_on = charter.supported_by(Support.APPOINTMENT, today), None
    appointment.remind_on = None
    facts = {"words": words, "day": appointment.another_by.isoformat()}
    _changed(session, appointment, Happened.APPOINTMENT_ANOTHER_TIME, by=None, at=at, charter=charter, **facts)
    tell(
        session,
        appointment,
        "appointment_another_time",
        at=at,
        charter=charter,
        another_by=appointment.another_by.isoformat(),
    )


def cancel(
    session: Session,
    appointment: Appointment,
    words: str,
    *,
    seen: int,
    at: datetime,
    charter: Charter,
    by: Staff | None = None,
    once: str | None = None,
) -> None:
    """It will not take place, said by the customer, or by staff with a reason. Raises `AppointmentRefused`.

    Called off twice, it is called off once.
    """
    _require_may(appointment, by, charter)
    if appointment.state is Arranged.CANCELLED:
        return
    _require_same(appointment, seen)
    _require_ahead(appointment, at)
    _call_off(appointment, at=at)
    _changed(
        session, appointment, Happened.APPOINTMENT_CANCELLED, by=by, at=at, charter=charter, once=once, words=words
    )
    tell(session, appointment, "appointment_cancelled", at=at, charter=charter, by_us=by is not None, words=words)


def _call_off(appointment: Appointment, *, at: datetime) -> None:
    appointment.state, appointment.changed_at = Arranged.CANCELLED, at
    appointment.sequence += 1
    appointment.another_by, appointment.remind_on = None, None


def end_with_case(session: Session, case: Case, *, by: Staff | None, at: datetime, charter: Charter) -> None:
    """The case ends without an answer, so nobody need come; the message about that tells them."""
    for appointment in diary.coming(session, case, at=at):
        _call_off(appointment, at=at)
        _changed(session, appointment, Happened.APPOINTMENT_CANCELLED, by=by, at=at, charter=charter, words="")


def settle_without(
    session: Session, case: Case, staff: Staff, *, instead: str = "", by: Staff, at: datetime, charter: Charter
) -> None:
    """Whoever was to meet the customer does not: `instead` does, or it is called off; the customer is told (RP-22)."""
    for appointment in diary.with_staff(session, case, staff, at=at):
        if not instead.strip():
            call_off(session, appointment, by=by, at=at, charter=charter)
            continue
        appointment.with_whom, appointment.changed_at = instead.strip(), at
        appointment.sequence += 1
        template = _AS_IT_STANDS.get(appointment.state)
        if template is not None:
            what = Happened(template.replace("_", "-"))
            offered = appointment.state is Arranged.OFFERED
            more: dict[str, Any] = {"choices": len(appointment.times)} if offered else {}
            _changed(session, appointment, what, by=by, at=at, charter=charter, **more)
            tell(session, appointment, template, at=at, charter=charter, telling=Telling(words_in=appointment.words_in))


def call_off(session: Session, appointment: Appointment, *, by: Staff, at: datetime, charter: Charter) -> None:
    """We call it off and say no more than that; nobody need have the right to write to this customer."""
    _call_off(appointment, at=at)
    _changed(session, appointment, Happened.APPOINTMENT_CANCELLED, by=by, at=at, charter=charter, words="")
    tell(session, appointment, "appointment_cancelled", at=at, charter=charter, by_us=True, words="")


def mark(
    session: Session, appointment: Appointment, *, kept: bool, words: str, by: Staff, at: datetime, charter: Charter
) -> None:
    """It took place, or it did not. Raises `StepRefused` before it has begun, and `AppointmentRefused` at its end."""
    _require_may(appointment, by, charter)
    if not appointment.ahead or appointment.state is Arranged.ANOTHER_TIME:
        raise AppointmentRefused(Outdated.OVER)
    if appointment.starts_at > at:
        raise StepRefused(Step.APPOINT, Why.NOT_OVER_YET)
    appointment.state, appointment.changed_at = Arranged.KEPT if kept else Arranged.NOT_KEPT, at
    appointment.remind_on = None
    what = Happened.APPOINTMENT_KEPT if kept else Happened.APPOINTMENT_NOT_KEPT
    timeline.write(
        session, appointment.case, what, at=at, by=by, starts_at=appointment.starts_at.isoformat(), words=words
    )
    tasks.settled(session, appointment.case, TaskKind.APPOINTMENT, by=by, at=at, about_id=appointment.id)


def _require_may(appointment: Appointment, by: Staff | None, charter: Charter) -> None:
    """Whoever may write to the customer may write down what they said; also after the case is closed."""
    if by is not None:
        require(Step.WRITE, appointment.case, by=by, charter=charter)


def _require_same(appointment: Appointment, seen: int) -> None:
    if not appointment.ahead:
        raise AppointmentRefused(Outdated.OVER)
    if appointment.sequence != seen:
        raise AppointmentRefused(Outdated.CHANGED)


def _require_ahead(appointment: Appointment, at: datetime) -> None:
    """Nobody calls off or moves what has begun already."""
    waits = appointment.state is Arranged.ANOTHER_TIME
    if not (waits or appointment.starts_at > at or diary.choices(appointment, at)):
        raise AppointmentRefused(Outdated.PASSED)


def _changed(
    session: Session,
    appointment: Appointment,
    what: Happened,
    *,
    by: Staff | None,
    at: datetime,
    charter: Charter,
    once: str | None = None,
    **facts: Any,
) -> None:
    """Into the history; and what the customer did themselves is told to staff, who have to act on it."""
    case = appointment.case
    first = appointment.starts_at.isoformat()
    timeline.write(session, case, what, at=at, by=by, once=once, starts_at=first, **facts)
    tasks.settled(session, case, TaskKind.APPOINTMENT, by=by, at=at, about_id=appointment.id)
    if by is None:
        due = appointment.another_by or charter.calendar.add(clocks.today_of(charter, at), 1)
        notices.task_on(
            session,
            case,
            TaskKind.APPOINTMENT,
            due,
            at=at,
            charter=charter,
            detail=appointment.state.value,
            about_id=appointment.id,
        )


def tell(
    session: Session,
    appointment: Appointment,
    template: str,
    *,
    at: datetime,
    charter: Charter,
    telling: Telling = FITTING,
    **more: object,
) -> None:
    """Owe whoever is to hear of it a message about this appointment as it is now."""
    whole = appointment.state is Arranged.OFFERED
    facts = {**diary.told(session, appointment, at=at, charter=charter, whole=whole), **more}
    notices.owe(session, appointment.case, template, at=at, charter=charter, telling=telling, **facts)
