"""What is asked of appointments: those of a case, what is still to come, what a message about one says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from shared.casework import adjustments, clocks, signing, timeline
from shared.casework.reaching import Telling, unfitting
from shared.charter.organisation import Charter, Place
from shared.models.appointments import Appointment, Arranged, Meeting
from shared.models.cases import Case
from shared.models.customers import Agreement
from shared.models.happened import Happened
from shared.models.staff import Staff


def of(session: Session, case: Case) -> Sequence[Appointment]:
    """Every appointment of a case, the oldest first."""
    if not timeline.tells_of(case, Happened.APPOINTMENT_OFFERED):
        return ()
    rows = sa.select(Appointment).where(Appointment.case_id == case.id)
    return session.scalars(rows.order_by(Appointment.id)).all()


def one(session: Session, case: Case, number: int) -> Appointment | None:
    """The appointment with that number, if it is one of this case."""
    rows = sa.select(Appointment).where(Appointment.case_id == case.id, Appointment.id == number)
    return session.scalars(rows.options(joinedload(Appointment.case))).first()


def coming(session: Session, case: Case, *, at: datetime) -> list[Appointment]:
    """What is still to come, or to be arranged anew, the soonest first."""
    ahead = [found for found in of(session, case) if found.ahead and _still_to_come(found, at)]
    return sorted(ahead, key=lambda found: (found.starts_at, found.id))


def with_staff(session: Session, case: Case, staff: Staff, *, at: datetime) -> list[Appointment]:
    """Those of them at which this member of staff was to meet the customer."""
    name = staff.name.casefold()
    return [found for found in coming(session, case, at=at) if name in found.with_whom.casefold()]


def _still_to_come(appointment: Appointment, at: datetime) -> bool:
    waits = appointment.state is Arranged.ANOTHER_TIME
    return waits or appointment.ends_at > at or bool(choices(appointment, at))


def choices(appointment: Appointment, at: datetime) -> list[datetime]:
    """The times that can still be chosen."""
    if appointment.state is not Arranged.OFFERED:
        return []
    return [time.starts_at for time in appointment.times if time.starts_at > at]


def times_that_suit(appointment: Appointment) -> str:
    """What the customer wrote when they asked for another time, while we have not offered one; else nothing."""
    if appointment.state is not Arranged.ANOTHER_TIME:
        return ""
    first = appointment.starts_at.isoformat()
    lines = [line for line in appointment.case.happenings if line.what is Happened.APPOINTMENT_ANOTHER_TIME]
    return next((str(line.facts["words"]) for line in reversed(lines) if line.facts["starts_at"] == first), "")


def agreed_for(session: Session, case: Case) -> list[str]:
    """What we do differently for this person, so that it is thought of in time (clause RP-4)."""
    if case.customer is None:
        return []
    return [found.what for found in adjustments.of(session, case.customer) if found.status is Agreement.AGREED]


def place_named(name: str, how: Meeting, charter: Charter) -> Place | None:
    """The building of ours where people meet; None where they meet in another way."""
    return next((place for place in charter.places if place.id == name), None) if how is Meeting.PLACE else None


def told(
    session: Session, appointment: Appointment, *, at: datetime, charter: Charter, whole: bool = False
) -> dict[str, Any]:
    """What a message about an appointment says, as plain values; moments are the council's own time.

    What staff wrote stands in it where its reader can read it, or where it is the `whole` offer, which may have to be
    translated first. Nobody should wait for the translation of a reminder.
    """
    place = place_named(appointment.place, appointment.how, charter)
    times = choices(appointment, at) or [appointment.starts_at]
    zone = charter.organisation.time_zone
    case = appointment.case
    telling = Telling(words_in=appointment.words_in)
    read = whole or not unfitting(case, telling, day=clocks.today_of(charter, at), charter=charter)
    return {
        "answer": f"/appointments/{appointment.id}",
        "times": [time.astimezone(zone).isoformat() for time in times],
        "minutes": appointment.minutes,
        "how": appointment.how.value,
        "place": place.name if place else "",
        "place_address": ", ".join(place.address) if place else "",
        "place_phone": place.phone if place else "",
        "ring": case.customer.phone if case.customer else "",
        "video": appointment.link,
        "home": ", ".join(appointment.address.splitlines()),
        "with_whom": signing.signed(case, appointment.with_whom, charter, clocks.today_of(charter, at)),
        "interpreter": appointment.interpreter,
        "adjustments": agreed_for(session, case),
        "words": "\n\n".join(filter(None, (appointment.purpose, appointment.bring))) if read else "",
    }
