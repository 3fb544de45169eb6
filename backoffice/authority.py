"""Who speaks for the customer of a case: brought in, settled, refused, ended; and who gets our messages (FP-10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.authority import MessagesForm, SettleForm, SpeakerReachForm, SpeakForm, WhyForm
from backoffice.forms.steps import StepForm, pressing
from backoffice.guard import case_or_404, may, me
from backoffice.wording import refusal_words
from shared.casework import files, representing, speakers, speakers_reach, timeline
from shared.casework.steps import StaleCase, require, require_fresh
from shared.charter.access import Right
from shared.charter.vocabulary import Evidence, MessagesTo, OnBehalf, Scope
from shared.charter.workflow import Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.files import Purpose
from shared.models.representatives import Authority, Speaks
from shared.web.council import charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_PAGE = "/cases/<reference>/authority"
_ACTS = "add, settle, refuse, choose, reach, end"
#: From where each is taken; None: while nobody speaks, or waits to.
_FROM: Mapping[str, tuple[Speaks | None, ...]] = {
    "add": (None,),
    "settle": (Speaks.WAITING,),
    "refuse": (Speaks.WAITING,),
    "choose": (Speaks.IN_FORCE,),
    "reach": (Speaks.WAITING, Speaks.IN_FORCE),
    "end": (Speaks.IN_FORCE,),
}


@dataclass(frozen=True)
class Deciding:
    """One decision as somebody is about to take it: what it asks, what it does, what is said when it is done."""

    form: StepForm
    act: Callable[..., object]
    said: str


@blueprint.get(_PAGE)
@may(Right.OPEN_WORKLIST)
def authority(reference: str) -> Response:
    """Who speaks for the customer, how we know, and what can be decided about it."""
    case = case_or_404(reference)
    return show("backoffice/authority/authority.html", open_acts=_open_acts(case), **_page_of(case))


@blueprint.route(f"{_PAGE}/<any({_ACTS}):act>", methods=["GET", "POST"])
@may(Right.OPEN_WORKLIST)
def decide_authority(reference: str, act: str) -> Response:
    """Ask for one decision, or take it: once, and only on the case as it was seen."""
    case = case_or_404(reference, to_change=request.method == "POST")
    if timeline.done_already(db(), pressing(request.form.get("once"))):
        return _back(case, _("That was done already, the first time you pressed."))
    refused = _refused_before(case, act)
    if refused is not None:
        return _asks(act, case, None, status=409, refused=refusal_words(refused))
    deciding = _deciding(act, case)
    if not deciding.form.checked():
        return _asks(act, case, deciding.form, status=422 if deciding.form.errors else 200)
    return _take(act, case, deciding)


def _take(act: str, case: Case, deciding: Deciding) -> Response:
    form = deciding.form
    try:
        require_fresh(case, form.seen_version)
        deciding.act(at=now(), charter=charter(), by=me(), once=form.pressing)
    except StaleCase as stale:
        return _asks(act, case, form, status=409, missed=timeline.since(case, stale.seen))
    except StepRefused as refused:
        return _asks(act, case, form, status=409, refused=refusal_words(refused))
    return _back(case, deciding.said)


def _deciding(act: str, case: Case) -> Deciding:
    match act:
        case "add":
            return _adding(case)
        case "settle":
            return _settling(_speaking(case))
        case "refuse":
            form = WhyForm()
            refuse = partial(representing.refuse, db(), _speaking(case), how=form.how.data or "")
            return Deciding(form, refuse, _("They may not speak for the customer. They are told so, and nothing else."))
        case "choose":
            return _choosing(_speaking(case))
        case "reach":
            return _reaching(_speaking(case))
    form = WhyForm()
    ending = partial(representing.end, db(), _speaking(case), how=form.how.data or "")
    return Deciding(
        form, ending, _("They speak for the customer no longer. We tell both, as far as we know how to reach them.")
    )


def _adding(case: Case) -> Deciding:
    form = SpeakForm()
    form.open_for(case)

    def bring_in(**how: Any) -> object:
        return representing.bring_in(db(), case, form.somebody, OnBehalf(form.on_behalf.data), **how)

    return Deciding(form, bring_in, _("It is written down who wants to speak for the customer."))


def _settling(one: Authority) -> Deciding:
    form = SettleForm()
    form.offer(one.messages_to, one.scope, today())

    def settle(**how: Any) -> None:
        representing.settle(
            db(),
            one,
            evidence=Evidence(form.evidence.data),
            how=form.how.data or "",
            scope=Scope(form.scope.data),
            messages_to=MessagesTo(form.messages_to.data),
            ends_on=form.ends_on.data,
            **how,
        )

    return Deciding(
        form,
        settle,
        _("It is settled: they speak for the customer. We tell both, as far as we know how to reach them."),
    )


def _choosing(one: Authority) -> Deciding:
    form = MessagesForm()
    form.offer(one.messages_to)

    def choose(**how: Any) -> None:
        representing.choose(db(), one, MessagesTo(form.messages_to.data), **how)

    return Deciding(form, choose, _("Saved. This holds from now on."))


def _reaching(one: Authority) -> Deciding:
    form = SpeakerReachForm(obj=one.representative)
    form.offer(charter(), one.representative)

    def change(**how: Any) -> None:
        speakers_reach.change(db(), one, form.record(), **how)

    return Deciding(form, change, _("Saved. What we still owe them follows it."))


def _speaking(case: Case) -> Authority:
    found = speakers.speaking(case, today())
    return found if found is not None else abort(404)


def _refused_before(case: Case, act: str) -> StepRefused | None:
    """Why this is not for this person, or not to be decided now; said before they write anything."""
    found = speakers.speaking(case, today())
    stands = found.stands(today()) if found else None
    if stands not in _FROM[act]:
        return StepRefused(Step.HEAR, Why.SPEAKS_ALREADY if act == "add" else Why.DECIDED_ALREADY)
    if act == "add" and case.customer is None:
        return StepRefused(Step.HEAR, Why.NOBODY_KNOWN)
    try:
        require(Step.HEAR, case, by=me(), charter=charter())
    except StepRefused as refused:
        return refused
    return None


def _open_acts(case: Case) -> list[str]:
    return [act for act in _FROM if _refused_before(case, act) is None]


def _back(case: Case, said: str) -> Response:
    flash(said, "success")
    return sent_to(url_for("backoffice.authority", reference=case.reference))


def _asks(act: str, case: Case, form: StepForm | None, *, status: int, **more: Any) -> Response:
    if form is not None and status != 422:
        form.open_on(case)
    typed = form is not None and form.typed
    return show(f"backoffice/authority/{act}.html", status=status, form=form, typed=typed, **_page_of(case), **more)


def _page_of(case: Case) -> dict[str, Any]:
    """What every page about who speaks is given."""
    here = case.authorities[-1] if case.authorities else None
    return {
        "case": case,
        "authorities": [(one, one.stands(today())) for one in reversed(case.authorities)],
        "proofs": [one for one in files.of_case(db(), case) if one.purpose is Purpose.EVIDENCE],
        "by_link": here is not None and speakers.asked_themselves(here),
    }
