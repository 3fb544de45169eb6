"""One appointment at a desk: what the customer told us by phone, calling it off, and afterwards how it went (CH-8)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.appointments import CallOffForm, ComingForm, WentForm
from backoffice.guard import NUMBER, case_or_404, may, me
from backoffice.wording import refusal_words
from shared.casework import appointments, diary
from shared.casework.appointments import AppointmentRefused, Outdated
from shared.charter.access import Right
from shared.charter.workflow import StepRefused
from shared.models.appointments import Appointment, Arranged
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"/cases/<reference>/appointments/<{NUMBER}:number>"


@blueprint.get(_PAGE)
@may(Right.OPEN_WORKLIST)
def appointment(reference: str, number: int) -> Response:
    """All about one appointment, and what can be done with it."""
    case, found = _opened(reference, number)
    return _page(case, found)


@blueprint.post(f"{_PAGE}/coming")
@may(Right.OPEN_WORKLIST)
def appointment_coming(reference: str, number: int) -> Response:
    """They told us by phone, by letter or face to face that they can come."""
    case, found = _opened(reference, number)
    if _pressed_twice(found):
        return sent_to(url_for("backoffice.case", reference=case.reference))
    form = ComingForm()
    form.open_on(diary.choices(found, now()))
    if not form.starts_at.choices:
        return _page(case, found, 409, outdated=Outdated.CHANGED)
    if not form.checked():
        return _page(case, found, 422, coming=form)
    time, seen = datetime.fromisoformat(form.starts_at.data), form.seen_sequence
    said = _("It is written down. The customer gets a message that says so.")
    return _do(case, found, said, lambda how: appointments.confirm(db(), found, time, seen=seen, **how))


@blueprint.post(f"{_PAGE}/call-off")
@may(Right.OPEN_WORKLIST)
def appointment_call_off(reference: str, number: int) -> Response:
    """It will not take place; the customer is told why."""
    case, found = _opened(reference, number)
    form = CallOffForm()
    if not form.checked():
        return _page(case, found, 422, call_off=form)
    words, seen = form.words.data or "", form.seen_sequence
    said = _("It is called off. The customer is told.")
    return _do(case, found, said, lambda how: appointments.cancel(db(), found, words, seen=seen, **how))


@blueprint.post(f"{_PAGE}/went")
@may(Right.OPEN_WORKLIST)
def appointment_went(reference: str, number: int) -> Response:
    """It took place, or it did not."""
    case, found = _opened(reference, number)
    form = WentForm()
    form.open()
    if not form.checked():
        return _page(case, found, 422, went=form)
    kept, words = form.went.data == Arranged.KEPT, form.note.data or ""
    return _do(
        case, found, _("It is written down."), lambda how: appointments.mark(db(), found, kept=kept, words=words, **how)
    )


def _pressed_twice(found: Appointment) -> bool:
    chosen = request.form.get("starts_at")
    return found.state is Arranged.CONFIRMED and chosen == found.starts_at.isoformat()


def _do(case: Case, found: Appointment, said: str, act: Callable[[dict[str, Any]], object]) -> Response:
    try:
        act({"by": me(), "at": now(), "charter": charter()})
    except AppointmentRefused as refused:
        return _page(case, found, 409, outdated=refused.why)
    except StepRefused as refused:
        return _page(case, found, 409, refused=refusal_words(refused))
    flash(said, "success")
    return sent_to(url_for("backoffice.case", reference=case.reference))


def _opened(reference: str, number: int) -> tuple[Case, Appointment]:
    case = case_or_404(reference, to_change=request.method == "POST")
    found = diary.one(db(), case, number)
    return (case, found) if found is not None else abort(404)


def _page(case: Case, found: Appointment, status: int = 200, **given: Any) -> Response:
    choices = diary.choices(found, now())
    coming = given.pop("coming", None) or ComingForm(formdata=None)
    coming.open_on(choices)
    call_off = given.pop("call_off", None) or CallOffForm(formdata=None)
    went = given.pop("went", None) or WentForm(formdata=None)
    went.open()
    for form in (coming, call_off, went):
        form.seen.data = str(found.sequence)
    return show(
        "backoffice/appointments/appointment.html",
        status=status,
        case=case,
        appointment=found,
        choices=choices,
        place=diary.place_named(found.place, found.how, spoken_charter()),
        adjustments=diary.agreed_for(db(), case),
        suits=diary.times_that_suit(found),
        begun=found.starts_at <= now(),
        coming=coming,
        call_off=call_off,
        went=went,
        wrong=next((one for one in (coming, call_off, went) if one.errors), None),
        **given,
    )
