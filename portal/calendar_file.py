"""An appointment in the words of its reader, as a file that any calendar takes."""

from flask import Response
from flask_babel import gettext

from shared.casework import diary, limited, signing
from shared.charter.vocabulary import Reach
from shared.delivery.calendar import Entry, written
from shared.models.appointments import Appointment, Meeting
from shared.models.cases import Case
from shared.web.language import spoken_charter
from shared.web.now import today

#: Should a browser show it all the same, it may do nothing there.
_POLICY = "default-src 'none'; sandbox"


def calendar_file(case: Case, appointment: Appointment) -> Response:
    """To be saved. It holds no secret link: calendars are shared, and read by others than their owner."""
    council = spoken_charter().organisation
    whom = signing.signed(case, appointment.with_whom, spoken_charter(), today())
    details = [appointment.purpose, appointment.bring, gettext("You talk with %(name)s.", name=whom)]
    details += [gettext("Our reference is %(reference)s.", reference=case.reference)]
    if not limited.told(case.customer, today(), spoken_charter()).shuts(Reach.PHONE):
        details += [gettext("If you cannot come, phone %(phone)s.", phone=council.phone)]
    entry = Entry(
        uid=f"{appointment.uid}@{council.mail_from.rpartition('@')[2]}",
        sequence=appointment.sequence,
        changed_at=appointment.changed_at,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        summary=gettext("Appointment with %(council)s", council=council.name),
        where=_where(appointment),
        details="\n".join(filter(None, details)),
    )
    response = Response(written(entry), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="appointment-{case.reference}.ics"'
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _where(appointment: Appointment) -> str:
    place = diary.place_named(appointment.place, appointment.how, spoken_charter())
    if place is not None:
        return ", ".join((place.name, *place.address))
    return {Meeting.VIDEO: appointment.link, Meeting.HOME: ", ".join(appointment.address.splitlines())}.get(
        appointment.how, ""
    )
