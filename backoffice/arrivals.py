"""Mail that arrived: what became of each, and what somebody has to look at because no machine could decide it."""

from typing import cast

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.arrivals import AsideForm, JoinForm, OpenForm, SortForm
from backoffice.guard import NUMBER, may, me
from shared.arrivals.reading import read
from shared.casework import arrivals as taking_in
from shared.casework import customers, finding, sorting
from shared.casework.parcels import Parcel, for_colleagues, letterbox_of, parcel_of, without_secrets
from shared.casework.sealed_from import covers_mail
from shared.casework.steps import steps_for
from shared.charter.access import Right
from shared.charter.workflow import Step, StepRefused
from shared.models.arrivals import Arrival, Became
from shared.web.council import charter, settings
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.safe_text import tidy
from shared.web.unit_of_work import db

#: Of the message as it came a page shows no more: the rest is files.
SHOWN = 20_000
_FORMS: dict[str, type[SortForm]] = {"join": JoinForm, "open": OpenForm, "aside": AsideForm}


@blueprint.get("/mail")
@may(Right.READ_NOTICES)
def mail() -> Response:
    """What arrived, the newest first; at first only what waits for somebody."""
    every = request.args.get("show") == "all"
    page = sorting.mail(db(), me(), charter(), waiting=not every, before=request.args.get("before"))
    waiting = sorting.waiting(db(), me(), charter())
    return show("backoffice/arrivals/mail.html", page=page, every=every, waiting=waiting)


@blueprint.get(f"/mail/<{NUMBER}:number>")
@may(Right.READ_NOTICES)
def arrived(number: int) -> Response:
    """One message: what it says, what became of it, and the message as it came."""
    return _page(_arrival_or_404(number))


@blueprint.post(f"/mail/<{NUMBER}:number>/<any(join, open, aside):way>")
@may(Right.TRIAGE)
def sort_mail(number: int, way: str) -> Response:
    """Put a message that waited where it belongs, with the reason."""
    arrival, form = _arrival_or_404(number), _FORMS[way](prefix=f"{way}-")
    if not form.checked():
        return _page(arrival, way, form)
    parcel = _parcel(arrival) if way != "aside" else None
    try:
        where = _sort(_arrival_or_404(number, to_change=True), way, form, parcel)
    except sorting.SettledAlready:
        flash(_("A colleague was quicker. Nothing of yours was saved."))
        return sent_to(url_for("backoffice.arrived", number=number))
    except (_NoSuchCase, StepRefused):
        cast(JoinForm, form).refuse()
        return _page(arrival, way, form)
    flash(_("Saved."), "success")
    return sent_to(where)


class _NoSuchCase(Exception):
    """There is no case of that reference that this person may see."""


def _sort(arrival: Arrival, way: str, form: SortForm, parcel: Parcel | None) -> str:
    """Do it; where to go next. Raises `SettledAlready`, `StepRefused` and `_NoSuchCase`."""
    reason = form.reason.data or ""
    if parcel is None:
        sorting.put_aside(db(), arrival, reason=reason, by=me(), at=now())
        return url_for("backoffice.mail")
    if way == "open":
        case = sorting.open_case(
            db(), arrival, parcel, reason=reason, by=me(), at=now(), charter=charter(), box=letterbox_of(settings())
        )
    else:
        typed = cast(JoinForm, form).reference.data or ""
        found = finding.case_seen_by(db(), typed, me(), charter(), to_change=True)
        if found is None:
            raise _NoSuchCase(typed)
        case = found
        sorting.join(
            db(),
            arrival,
            parcel,
            case,
            reason=reason,
            by=me(),
            at=now(),
            charter=charter(),
            box=letterbox_of(settings()),
        )
    return url_for("backoffice.case", reference=case.reference)


def _arrival_or_404(number: int, *, to_change: bool = False) -> Arrival:
    found = sorting.arrival_seen_by(db(), number, me(), charter(), to_change=to_change)
    if found is None:
        abort(404)
    return found


def _parcel(arrival: Arrival) -> Parcel:
    """The message with its files looked into, which takes seconds: the transaction ends first, so nobody waits."""
    raw = _raw(arrival)
    db().rollback()
    return parcel_of(raw or b"", settings().clamav)


def _raw(arrival: Arrival) -> bytes | None:
    return sorting.raw_of(arrival, letterbox_of(settings()).raw)


def _page(arrival: Arrival, way: str = "", form: SortForm | None = None) -> Response:
    covered = covers_mail(db(), arrival)
    raw = None if covered else _raw(arrival)
    message = for_colleagues(read(raw or b""))
    forms = {name: form if form is not None and name == way else _asked(name) for name in _FORMS}
    return show(
        "backoffice/arrivals/message.html",
        arrival=arrival,
        message=message,
        covered=covered,
        raw=_as_it_came(raw or b""),
        may_put=_may_put(arrival),
        may_sort=me().may(Right.TRIAGE) and sorting.may_be_sorted(arrival) and raw is not None,
        says_something=taking_in.says_something(message),
        form=form,
        whom=arrival.case.customer
        if arrival.case
        else customers.managed_like(db(), arrival.from_name, arrival.from_address, ""),
        way=way,
        forms=forms,
        status=422 if form is not None and form.errors else 200,
    )


def _may_put(arrival: Arrival) -> bool:
    """Has it become a case that this person may yet put to the one where it belongs?"""
    case = arrival.case if arrival.became is Became.CASE else None
    return case is not None and case.closed_at is None and steps_for(case, me(), charter())[Step.LINK] is None


def _asked(way: str) -> SortForm:
    return _FORMS[way](formdata=None, prefix=f"{way}-")


def _as_it_came(raw: bytes) -> str:
    """Its beginning as text; lines that were only broken for the way are whole, so that no secret link hides there."""
    return without_secrets(tidy(raw[:SHOWN].decode("utf-8", "replace").replace("=\r\n", "").replace("=\n", "")))
