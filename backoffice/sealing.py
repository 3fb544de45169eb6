"""Covered messages: covered, opened by a second reader who says why, answered without their words (RP-16, RP-25)."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.sealing import OWN, CoverForm, MatterForm, TellForm, UncoverForm, WhyForm
from backoffice.forms.steps import pressing
from backoffice.guard import NUMBER, case_or_404, may, me
from backoffice.telling import asked_how
from backoffice.telling import misfits_of as told_misfits
from backoffice.telling import page_of as fitting_of
from backoffice.wording import refusal_words
from shared.casework import sealing, timeline
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed
from shared.charter.workflow import StepRefused
from shared.models.cases import Case, Contact
from shared.models.readings import Read, SealedWords
from shared.web import read_record
from shared.web.council import charter
from shared.web.now import now
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = f"/covered/<{NUMBER}:number>"


@blueprint.context_processor
def _in_cases() -> dict[str, Any]:
    """For the pages of a case: which of its messages are covered, and whether this person may cover one."""
    return {
        "covered_in": lambda case: sealing.covered_in(db(), case),
        "may_cover": lambda case: sealing.may_cover(case, me(), charter()),
    }


@blueprint.route(f"/cases/<reference>/messages/<{NUMBER}:number>/cover", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def cover(reference: str, number: int) -> Response:
    """Take a message out of everybody's sight, and name what it holds."""
    case = case_or_404(reference, to_change=request.method == "POST")
    contact = _message_or_404(case, number)
    already = sealing.covered_in(db(), case).get(contact.id)
    if already is not None:
        return sent_to(url_for("backoffice.covered", number=already.id))
    form = CoverForm()
    if not form.checked():
        form.open()
        status = 422 if form.errors else 200
        return show("backoffice/sealing/cover.html", status=status, case=case, contact=contact, form=form)
    label, once = form.label.data or "", form.pressing
    try:
        sealing.cover(db(), case, contact, label=label, by=me(), at=now(), charter=charter(), once=once)
    except StepRefused as refused:
        words = refusal_words(refused)
        return show("backoffice/sealing/cover.html", status=409, case=case, contact=contact, form=form, refused=words)
    flash(_("The message is covered. Somebody else reads it, and the date for our answer stays."), "success")
    return sent_to(url_for("backoffice.case", reference=case.reference))


@blueprint.get(_PAGE)
@may(Right.OPEN_WORKLIST)
def covered(number: int) -> Response:
    """What a message holds, in a word or two; and what can be done with it. Its words are not here."""
    return _show(_covered_or_404(number))


@blueprint.post(f"{_PAGE}/open")
@may(Right.OPEN_WORKLIST)
def open_covered(number: int) -> Response:
    """The words, once, for whoever says why: in the answer to this very form, and at no address of their own."""
    sealed, form = _covered_or_404(number), WhyForm()
    why = sealing.may_read(sealed, me())
    if why is not None:
        return _show(sealed, 409, not_allowed=why)
    if not form.checked():
        return _show(sealed, 422, why_form=form)
    whose = {"case_id": sealed.case_id, "customer_id": sealed.case.customer_id}
    read_record.unsealed(Read.WORDS, sealed.id, why=form.why.data or "", **whose)
    return _show(sealed, words=sealed.words, wanted=sealed.wanted)


@blueprint.post(f"{_PAGE}/matter")
@may(Right.OPEN_WORKLIST)
def take_out_matter(number: int) -> Response:
    """What is to be answered."""
    form = MatterForm()

    def act(sealed: SealedWords, **how: Any) -> None:
        sealing.take_out(db(), sealed, matter=form.words, **how)

    return _act(number, "matter_form", form, act, _("It is kept. What they ask for now stands in the case."))


@blueprint.post(f"{_PAGE}/put-back")
@may(Right.JUDGE_INCIDENTS)
def put_back(number: int) -> Response:
    """It should not have been covered."""
    form = UncoverForm()

    def act(sealed: SealedWords, **how: Any) -> None:
        sealing.uncover(db(), sealed, reason=form.reason.data or "", **how)

    return _act(number, "uncover_form", form, act, _("The message can be read again on the page of the case."))


@blueprint.post(f"{_PAGE}/tell")
@may(Right.JUDGE_INCIDENTS)
def tell_sender(number: int) -> Response:
    """Tell the sender that we cannot accept it."""
    form = TellForm()
    telling = asked_how(form)

    def act(sealed: SealedWords, **how: Any) -> None:
        own = form.name.data == OWN
        sealing.tell(db(), sealed, words=form.words.data or "", own_name=own, telling=telling, **how)

    return _act(number, "tell_form", form, act, _("Your message is on its way."))


def _act(number: int, name: str, form: Any, act: Callable[..., None], said: str) -> Response:
    """Ask the form, act, go to the case; or show the page again with what was typed."""
    if timeline.done_already(db(), pressing(request.form.get("once"))):
        flash(_("That was done already, the first time you pressed."), "success")
        return sent_to(url_for("backoffice.tasks"))
    sealed = _covered_or_404(number)
    if not form.checked():
        return _show(sealed, 422, **{name: form})
    reference = sealed.case.reference
    try:
        act(sealed, by=me(), at=now(), charter=charter(), once=form.pressing)
    except NotAllowed as refused:
        return _show(sealed, 409, not_allowed=refused.why, **{name: form})
    except StepRefused as refused:
        return _show(sealed, 409, refused=refusal_words(refused), misfits=told_misfits(refused), **{name: form})
    flash(said, "success")
    return sent_to(url_for("backoffice.case", reference=reference))


def _covered_or_404(number: int) -> SealedWords:
    changing = request.method == "POST"
    return sealing.covered_seen_by(db(), number, me(), charter(), to_change=changing) or abort(404)


def _message_or_404(case: Case, number: int) -> Contact:
    """A message of the customer's on this case."""
    return next((one for one in case.contacts if one.id == number and not one.ours), None) or abort(404)


def _show(sealed: SealedWords, status: int = 200, **more: Any) -> Response:
    """The page of a covered message; nobody keeps it on the way."""
    forms = {
        "why_form": WhyForm(formdata=None),
        "matter_form": MatterForm(formdata=None),
        "uncover_form": UncoverForm(formdata=None),
        "tell_form": TellForm(formdata=None),
        **more,
    }
    for name in ("matter_form", "uncover_form", "tell_form"):
        forms[name].open()
    asked_how(forms["tell_form"])
    page = show(
        "backoffice/sealing/covered.html",
        status=status,
        sealed=sealed,
        case=sealed.case,
        unreadable=sealing.may_read(sealed, me()),
        may_tell=sealing.may_tell(sealed, me()) is None and sealed.told_at is None,
        opened=sealing.was_opened(db(), sealed),
        form=next((forms[name] for name in more if name.endswith("_form")), None),
        **fitting_of(forms["tell_form"], sealed.case),
        **forms,
    )
    page.headers["Cache-Control"] = "no-store"
    return page
