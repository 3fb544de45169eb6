"""An appointment, for whoever is to come: say yes, ask for another time, call it off, put it in a calendar (CH-8)."""

from typing import Any

from flask import Response, abort, flash
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.calendar_file import calendar_file
from portal.case_link import BOTH, CaseLink, link_to, private
from portal.forms.appointments import AnotherTimeForm, AppointmentForm, CallOffForm, ConfirmForm
from shared.casework import appointments, diary
from shared.casework.appointments import AppointmentRefused, Outdated
from shared.charter.vocabulary import Support
from shared.models.appointments import Appointment, Arranged
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.filters import moment
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"{BOTH}/appointments/<int(max=2147483647):number>"


@blueprint.get(_PAGE)
def appointment(door: str, reference: str, key: str, number: int) -> Response:
    """When, where, with whom; and what can be answered."""
    link = link_to(door, reference, key)
    return _page(link, _found(link, number), ConfirmForm())


@blueprint.post(_PAGE)
@csrf.exempt  # the form looks at its token itself
def confirm_appointment(door: str, reference: str, key: str, number: int) -> Response:
    """They can come; pressed twice, it is said once."""
    link, form = link_to(door, reference, key), ConfirmForm()
    found = _found(link, number)
    if not form.checked() or form.chosen is None:
        return _page(link, found, form, 422)
    try:
        seen = form.seen_sequence
        appointments.confirm(db(), found, form.chosen, seen=seen, at=now(), charter=charter())
    except AppointmentRefused as refused:
        return _page(link, found, ConfirmForm(formdata=None), 409, refused.why)
    flash(gettext("Thank you. We meet on %(moment)s.", moment=moment(found.starts_at)), "success")
    return sent_to(_address(link, found))


@blueprint.get(f"{_PAGE}/another")
def another_time(door: str, reference: str, key: str, number: int) -> Response:
    """When would suit you better?"""
    link = link_to(door, reference, key)
    return _question("another_time", link, _found(link, number), AnotherTimeForm())


@blueprint.post(f"{_PAGE}/another")
@csrf.exempt
def ask_another_time(door: str, reference: str, key: str, number: int) -> Response:
    """We offer one by a day; asked twice, it is asked once."""
    link, form = link_to(door, reference, key), AnotherTimeForm()
    found = _found(link, number)
    if not form.checked():
        return _question("another_time", link, found, form, 422)
    try:
        words, seen = form.words.data or "", form.seen_sequence
        appointments.ask_another(db(), found, words, seen=seen, at=now(), charter=charter())
    except AppointmentRefused as refused:
        return _page(link, found, ConfirmForm(formdata=None), 409, refused.why)
    flash(gettext("Thank you for telling us. We will offer you another time."), "success")
    return sent_to(_address(link, found))


@blueprint.get(f"{_PAGE}/cancel")
def call_off(door: str, reference: str, key: str, number: int) -> Response:
    """Are you sure?"""
    link = link_to(door, reference, key)
    return _question("cancel", link, _found(link, number), CallOffForm())


@blueprint.post(f"{_PAGE}/cancel")
@csrf.exempt
def called_off(door: str, reference: str, key: str, number: int) -> Response:
    """Nobody need come; called off twice, it is called off once."""
    link, form = link_to(door, reference, key), CallOffForm()
    found = _found(link, number)
    if not form.checked():
        return _question("cancel", link, found, form, 422)
    try:
        words, seen = form.words.data or "", form.seen_sequence
        appointments.cancel(db(), found, words, seen=seen, at=now(), charter=charter())
    except AppointmentRefused as refused:
        return _page(link, found, ConfirmForm(formdata=None), 409, refused.why)
    flash(gettext("You have called off the appointment. Thank you for telling us."), "success")
    return sent_to(link.here)


@blueprint.get(f"{_PAGE}/calendar")
def appointment_file(door: str, reference: str, key: str, number: int) -> Response:
    """The appointment as a file for a calendar; only once it is certain."""
    link = link_to(door, reference, key)
    found = _found(link, number)
    if found.state is not Arranged.CONFIRMED:
        abort(404)
    return private(calendar_file(link.case, found))


def _found(link: CaseLink, number: int) -> Appointment:
    return diary.one(db(), link.case, number) or abort(404)


def _address(link: CaseLink, found: Appointment) -> str:
    return f"{link.here}/appointments/{found.id}"


def _page(
    link: CaseLink, found: Appointment, form: AppointmentForm, status: int = 200, refused: Outdated | None = None
) -> Response:
    form.seen.data = str(found.sequence)
    return _shown("appointment", link, found, form, status, refused=refused, choices=diary.choices(found, now()))


def _question(name: str, link: CaseLink, found: Appointment, form: AppointmentForm, status: int = 200) -> Response:
    """A question about what is still ahead; else the page, which says how it stands."""
    gone = not found.ahead or (found.state is Arranged.ANOTHER_TIME and name == "another_time")
    if gone:
        return sent_to(_address(link, found))
    if status == 200:
        form.seen.data = str(found.sequence)
    by = charter().supported_by(Support.APPOINTMENT, today())
    return _shown(name, link, found, form, status, by=by, times=diary.choices(found, now()) or [found.starts_at])


def _shown(name: str, link: CaseLink, found: Appointment, form: AppointmentForm, status: int, **more: Any) -> Response:
    page = show(
        f"portal/appointments/{name}.html",
        status=status,
        appointment=found,
        place=diary.place_named(found.place, found.how, spoken_charter()),
        adjustments=diary.agreed_for(db(), link.case),
        form=form,
        here=_address(link, found),
        back=link.here,
        section="look_up",
        **more,
    )
    return private(page)
