"""What is done differently for one person: noted, agreed, refused, ended, looked at again by somebody else (RP-4)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import Response, abort, flash, request
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.customers import CHANGES, back_to, case_of, customer_or_404, person_page
from backoffice.forms.customers import AgreeForm, EndForm, NeedForm, OnceForm, RefuseForm, ReviewForm
from backoffice.guard import NUMBER, may, me
from backoffice.tasks import task_tabs
from backoffice.telling import asked_how, misfits_of
from backoffice.telling import page_of as fitting_of
from backoffice.wording import refusal_words
from shared.casework import adjustments, timeline
from shared.charter.access import Right
from shared.charter.workflow import StepRefused, Why
from shared.models.customers import Adjustment, Customer
from shared.web.council import charter
from shared.web.filters import day
from shared.web.now import now, today
from shared.web.pages import show
from shared.web.unit_of_work import db

_PERSON = f"/customers/<{NUMBER}:number>/adjustments"
_ONE = f"{_PERSON}/<{NUMBER}:adjustment>"
#: Who may decide what, and when; agreeing and refusing have one rule.
_OPEN = {"end": adjustments.require_not_ended, "review": adjustments.require_reviewable}
#: After this long somebody looks again, unless another day was chosen.
_A_YEAR = timedelta(days=365)


@blueprint.get("/adjustments")
@may(Right.READ_NOTICES)
def adjustments_due() -> Response:
    """What was agreed so long ago that somebody should look whether it still helps."""
    page = adjustments.due(db(), me(), charter(), today=today(), after=request.args.get("after"))
    return show("backoffice/customers/adjustments.html", page=page, tabs=task_tabs("again"))


@blueprint.route(f"{_PERSON}/add", methods=["GET", "POST"])
@may(*CHANGES)
def note_need(number: int) -> Response:
    """Write down what somebody needs us to do; whether we do it is decided by a day."""
    person, form = customer_or_404(number), NeedForm()
    if not form.checked():
        status = 422 if form.errors else 200
        return show("backoffice/customers/need.html", form=form, status=status, **person_page(person))
    case, what = case_of(person), form.what.data or ""
    adjustments.ask(db(), person, what, case=case, at=now(), charter=charter(), by=me())
    flash(_("It is written down. Somebody decides by a day whether we do it."), "success")
    return back_to(person)


@blueprint.route(f"{_ONE}/agree", methods=["GET", "POST"])
@may(*CHANGES)
def agree_adjustment(number: int, adjustment: int) -> Response:
    """We do it, on every case, and look again on a day."""
    person, one = _one_or_404(number, adjustment)
    form = AgreeForm()
    form.suggest(one.what, one.review_on if one.review_on and one.review_on > today() else today() + _A_YEAR)
    telling = asked_how(form)
    act = partial(adjustments.agree, what=form.what.data or "", review_on=form.day.data or today(), telling=telling)
    act = partial(act, charter=charter())
    return _decide("agree", person, one, form, act, _("We do it from now on. The customer is told."))


@blueprint.route(f"{_ONE}/refuse", methods=["GET", "POST"])
@may(*CHANGES)
def refuse_adjustment(number: int, adjustment: int) -> Response:
    """We do not do it, with the reason; the customer may ask that somebody else looks again."""
    person, one = _one_or_404(number, adjustment)
    form = RefuseForm()
    act = partial(adjustments.refuse, reason=form.reason.data or "", telling=asked_how(form), charter=charter())
    said = _("It is not agreed. The customer is told why, and that somebody else can look again.")
    return _decide("refuse", person, one, form, act, said)


@blueprint.route(f"{_ONE}/end", methods=["GET", "POST"])
@may(*CHANGES)
def end_adjustment(number: int, adjustment: int) -> Response:
    """It is not needed any more."""
    person, one = _one_or_404(number, adjustment)
    form = EndForm()
    act = partial(adjustments.end, reason=form.reason.data or "")
    return _decide("end", person, one, form, act, _("It is ended."))


@blueprint.route(f"{_ONE}/review", methods=["GET", "POST"])
@may(*CHANGES)
def ask_adjustment_review(number: int, adjustment: int) -> Response:
    """The customer told us that they want somebody else to look again."""
    person, one = _one_or_404(number, adjustment)
    act = partial(adjustments.ask_review, charter=charter())
    return _decide("review", person, one, ReviewForm(), act, _("Somebody else looks again."))


def _one_or_404(number: int, adjustment: int) -> tuple[Customer, Adjustment]:
    person = customer_or_404(number)
    one = adjustments.one_of(db(), person, adjustment, to_change=request.method == "POST")
    if one is None:
        abort(404)
    return person, one


def _decide(
    what: str, person: Customer, one: Adjustment, form: OnceForm, act: Callable[..., object], said: str
) -> Response:
    """Ask, or do it once: pressed again it is done, and two who decide at once do not undo each other."""
    if timeline.done_already(db(), form.pressing):
        flash(_("That was done already, the first time you pressed."), "success")
        return back_to(person)
    refused = _refused_before(what, one)
    if refused is not None or not form.checked():
        return _asks(what, person, one, form, 409 if refused else 422 if form.errors else 200, refused)
    try:
        adjustments.require_seen(one, form.seen.data or "")
        act(db(), one, case=case_of(person), by=me(), at=now(), once=form.pressing)
    except StepRefused as refusal:
        return _refused(what, person, one, form, refusal)
    flash(said, "success")
    return back_to(person)


def _refused_before(what: str, one: Adjustment) -> StepRefused | None:
    """Why this decision is not open to whoever asks for it, said before they write anything."""
    try:
        _OPEN.get(what, adjustments.require_open)(one, me())
    except StepRefused as refusal:
        return refusal
    return None


def _refused(what: str, person: Customer, one: Adjustment, form: OnceForm, refusal: StepRefused) -> Response:
    if isinstance(form, AgreeForm) and refusal.why in (Why.DATE_NOT_LATER, Why.DATE_TOO_LATE):
        latest = refusal.facts["day"]
        too_late = _("Choose %(day)s or an earlier day: we look again at least once a year.", day=day(latest))  # type: ignore[arg-type]
        form.day.errors = [too_late if refusal.why is Why.DATE_TOO_LATE else refusal_words(refusal)]
        return _asks(what, person, one, form, 422, None)
    return _asks(what, person, one, form, 409, refusal)


def _asks(
    what: str, person: Customer, one: Adjustment, form: OnceForm, status: int, refusal: StepRefused | None
) -> Response:
    if status != 422:
        form.open_on(adjustments.seen_as(one))
    page = person_page(person)
    return show(
        f"backoffice/customers/{what}.html",
        status=status,
        one=one,
        form=form,
        refused=refusal_words(refusal) if refusal else None,
        misfits=misfits_of(refusal) if refusal else [],
        shut=_refused_before(what, one) is not None,
        **page,
        **fitting_of(form, page["case"]),
    )
