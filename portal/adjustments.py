"""How somebody is reached and what we do differently for them: read, changed and asked for on their own page."""

from flask import Response, abort, flash, url_for
from flask_babel import gettext

from portal.blueprint import blueprint
from portal.case_link import BOTH, CaseLink, link_to
from portal.forms.adjustments import AskForm, ChangeForm, ReviewForm, changed_meanwhile
from portal.forms.patient import PatientForm
from portal.progress import opened
from portal.representing import private
from shared.casework import adjustments, reaching, records
from shared.casework.records import StaleRecord
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.web.council import charter
from shared.web.extensions import csrf
from shared.web.filters import day
from shared.web.language import offered
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/track/<reference>/<key>/adjustments"
_ASK = f"{BOTH}/adjustments/ask"
_LARGEST_NUMBER = 2_147_483_647


@blueprint.get(_PAGE)
def adjusted(reference: str, key: str) -> Response:
    """How we reach you, and what we do differently for you."""
    return _page("page", *_named(reference, key), ReviewForm())


@blueprint.get(f"{_PAGE}/reach")
def change_reach(reference: str, key: str) -> Response:
    """In which way, format and language, and when."""
    case, customer = _named(reference, key)
    return _page("reach", case, customer, _change_form(customer))


@blueprint.post(f"{_PAGE}/reach")
@csrf.exempt  # the form looks at its token itself, so that nothing typed is lost when it has run out
def changed_reach(reference: str, key: str) -> Response:
    """From now on, for everything, and for what has not left yet."""
    case, customer = _named(reference, key)
    form = _change_form(customer)
    if not form.checked():
        return _page("reach", case, customer, form, 422)
    seen = form.seen_version
    try:
        records.change(db(), customer, form.record(), case=case, at=now(), charter=charter(), seen=seen)
    except StaleRecord:
        form.open_on()
        form.seen.errors = [changed_meanwhile()]
        return _page("reach", case, customer, form, 409)
    flash(gettext("Saved. From now on we reach you like this, whatever it is about."), "success")
    return _back(case)


def _change_form(customer: Customer) -> ChangeForm:
    form = ChangeForm(obj=customer)
    form.of(customer)
    form.know(offered(), customer.language or charter().organisation.languages[0])
    if not form.filled_in:
        form.open_on()
    return form


@blueprint.get(_ASK)
def ask_adjustment(door: str, reference: str, key: str) -> Response:
    """Is there anything else that we should do differently?"""
    return _asks(link_to(door, reference, key), AskForm())


@blueprint.post(_ASK)
@csrf.exempt
def asked_adjustment(door: str, reference: str, key: str) -> Response:
    """Somebody decides by a day whether we do it; whoever speaks for them may ask for it too (rule A-04)."""
    link, form = link_to(door, reference, key), AskForm()
    case, customer = link.case, link.case.customer
    if customer is None or not form.checked():
        return _asks(link, form, 422)
    what, name = form.what.data or "", link.name or ""
    one = adjustments.ask(db(), customer, what, case=case, at=now(), charter=charter(), later=True, name=name)
    if link.authority is None:
        flash(
            gettext("We have written it down. You can see below by when we tell you whether we can do it."), "success"
        )
        return _back(case)
    if adjustments.waits(one):
        by = day(one.answer_by)
        flash(gettext("You asked for this. By %(day)s we tell you whether we can do it.", day=by), "success")
    return sent_to(link.here)


def _asks(link: CaseLink, form: AskForm, status: int = 200) -> Response:
    if link.case.customer is None:
        abort(404)
    back = link.here if link.authority else f"{link.here}/adjustments"
    return private(show("portal/adjustments/ask.html", status=status, form=form, here=back, section="look_up"))


@blueprint.post(f"{_PAGE}/<int:number>/review")
@csrf.exempt
def ask_review(reference: str, key: str, number: int) -> Response:
    """Somebody else looks again at what we did not agree to; pressed twice, once."""
    case, customer = _named(reference, key)
    one = adjustments.one_of(db(), customer, number, to_change=True) if number <= _LARGEST_NUMBER else None
    if one is None:
        abort(404)
    form = ReviewForm()
    if not form.checked():
        return _page("page", case, customer, form, 422)
    adjustments.ask_review(db(), one, case=case, at=now(), charter=charter())
    flash(gettext("Somebody else looks at it again. You can see below by when."), "success")
    return _back(case)


def _named(reference: str, key: str) -> tuple[Case, Customer]:
    """The case behind a secret link and whose it is; of somebody without a name nothing is recorded."""
    case = opened(reference, key)
    if case.customer is None:
        abort(404)
    return case, case.customer


def _back(case: Case) -> Response:
    return sent_to(url_for("portal.adjusted", reference=case.reference, key=case.tracking_key))


def _page(name: str, case: Case, customer: Customer, form: PatientForm, status: int = 200) -> Response:
    page = show(
        f"portal/adjustments/{name}.html",
        status=status,
        case=case,
        customer=customer,
        form=form,
        adjustments=adjustments.of(db(), customer),
        reads=reaching.needs_of(customer, charter()).languages,
        home=url_for("portal.track", reference=case.reference, key=case.tracking_key),
        here=url_for("portal.adjusted", reference=case.reference, key=case.tracking_key),
        section="look_up",
    )
    return private(page)
