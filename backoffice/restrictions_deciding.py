"""What is done with a restriction: decided, told, thought over, looked at again, changed, ended (RP-7 to RP-11)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import pgettext

from backoffice.blueprint import blueprint
from backoffice.forms.measures import ActForm
from backoffice.forms.restrictions import (
    ChangeForm,
    DecideForm,
    EndForm,
    ReviewForm,
    RewordForm,
    TellForm,
    TellNowForm,
    UntoldForm,
)
from backoffice.guard import may, me
from backoffice.restrictions import PAGE, page_of, restriction_or_404
from backoffice.restrictions_letters import letter_as_it_would_be
from backoffice.restrictions_proposing import checked, offer_measures, offered_for
from backoffice.restrictions_refused import answered, refused_words
from shared.casework import offering, restricting, restrictions, reviewing, untold
from shared.casework.restriction_steps import Act, why_not
from shared.casework.restrictions import StaleRestriction
from shared.charter.access import Right
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.spans import months_after
from shared.models.restrictions import Restriction
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.pages import sent_to, show
from shared.web.unit_of_work import db

_ACTS = ",".join(f"'{one}'" for one in Act if one not in (Act.CORRECT, Act.APPEAL))


@dataclass(frozen=True)
class Acting:
    """One act as somebody is about to take it: what it asks, what it does, and what is said when it is done."""

    form: ActForm
    do: Callable[..., object]
    said: str
    read: Callable[[], str] = str
    more: Mapping[str, object] = field(default_factory=dict)


@blueprint.route(f"{PAGE}/<any({_ACTS}):act>", methods=["GET", "POST"])
@may(Right.PROPOSE_RESTRICTIONS)
def act_on_restriction(number: int, act: str) -> Response:
    """Ask for one act, show what the customer would read, or do it: once, and only on what was seen."""
    found, what = restriction_or_404(number), Act(act)
    acting = _ACTING[what](found)
    if request.method == "POST" and restrictions.entered_already(db(), acting.form.pressing):
        return _back(found, _("That was done already, the first time you pressed."))
    try:
        why = why_not(found, what, me(), charter())
    except NotAllowed as refused:
        why = refused.why
    if why is not None:
        return answered(found, why)
    if "check" in request.form:
        return _asks(found, what, acting, **checked(acting.read()))
    if not acting.form.checked():
        return _asks(found, what, acting, 422 if acting.form.errors else 200)
    return _done(found, what, acting)


def _done(found: Restriction, what: Act, acting: Acting) -> Response:
    try:
        restrictions.require_fresh(found, acting.form.seen_version)
        acting.do(db(), found, by=me(), at=now(), charter=charter(), once=acting.form.pressing)
    except StaleRestriction:
        return _asks(found, what, acting, 409, stale=True)
    except NotAllowed as refused:
        return _refused(found, what, acting, refused)
    return _back(found, acting.said)


#: What is refused for one answer stands beside it: the first of these fields that the form has.
_BESIDE: Mapping[WhyNot, tuple[str, ...]] = {
    WhyNot.DAY_IN_THE_PAST: ("starts_on", "day", "ends_on"),
    WhyNot.STARTS_WHEN: ("starts_on",),
    WhyNot.TOO_LONG: ("ends_on",),
    WhyNot.REVIEW_MISSING: ("day", "review_on"),
    WhyNot.REVIEW_TOO_LATE: ("day", "review_on"),
    WhyNot.REVIEW_AFTER_END: ("day", "review_on"),
    WhyNot.BLAMES: ("reasons", "why"),
    WhyNot.NO_MEASURE: ("measures",),
    WhyNot.MATTER_OPEN: ("measures",),
    WhyNot.NAMED_HARMED: ("measures",),
    WhyNot.HARDER: ("measures",),
    WhyNot.NOT_HERE: ("measures",),
    WhyNot.NO_WAY_LEFT: ("measures",),
}


def _refused(found: Restriction, what: Act, acting: Acting, refused: NotAllowed) -> Response:
    names = _BESIDE.get(refused.why, ())
    beside = next((acting.form[name] for name in names if name in acting.form), None)
    if beside is None:
        return _asks(found, what, acting, 409, refused_for=refused)
    beside.errors = [refused_words(refused)]
    return _asks(found, what, acting, 422)


def _asks(found: Restriction, what: Act, acting: Acting, status: int = 200, **more: Any) -> Response:
    acting.form.open_at(found.version)
    context = {**page_of(found), "form": acting.form, "act": what, **acting.more, **more}
    return show(f"backoffice/restrictions/{what}.html", status=status, **context)


def _back(found: Restriction, said: str) -> Response:
    flash(said, "success")
    return sent_to(url_for("backoffice.restriction", number=found.id))


def _approve(found: Restriction) -> Acting:
    form = DecideForm()
    do = partial(restricting.approve, reasons=form.reasons.data or "")
    return Acting(
        form,
        do,
        pgettext("a restriction", "It is decided. It begins when the customer has been told."),
        more=_words_of(found),
    )


def _turn_down(found: Restriction) -> Acting:
    form = DecideForm()
    do = partial(restricting.turn_down, reasons=form.reasons.data or "")
    return Acting(form, do, _("It is turned down. Nothing changes for the customer."))


def _tell(found: Restriction) -> Acting:
    form = TellForm()
    if not form.filled_in:
        form.starts_on.data = today()
    do = partial(restricting.tell, starts_on=form.starts_on.data or date.min)
    return Acting(
        form, do, _("The letter is on its way."), more={**_words_of(found), **_meetings(found, form.starts_on.data)}
    )


def _meetings(found: Restriction, starts_on: date | None) -> Mapping[str, object]:
    """What was arranged in a way that this closes: called off with it."""
    shut = offering.in_shut_ways(db(), found, starts_on or today(), at=now(), charter=charter())
    return {"meetings": shut}


def _words_of(found: Restriction) -> Mapping[str, object]:
    """What the customer would read, how plain it is, and what in it blames."""
    return {**letter_as_it_would_be(found), **checked(found.why)}


def _begin_untold(found: Restriction) -> Acting:
    form = UntoldForm()
    do = partial(restricting.begin_untold, reason=form.reasons.data or "", reconsider_on=form.day.data or date.min)
    return Acting(
        form, do, _("It is in force. The customer is not told; we think about that again."), more=_meetings(found, None)
    )


def _tell_now(found: Restriction) -> Acting:
    return Acting(TellNowForm(), untold.tell_after_all, _("The letter is on its way."), more=_words_of(found))


def _still_untold(found: Restriction) -> Acting:
    form = UntoldForm()
    do = partial(untold.still, reason=form.reasons.data or "", reconsider_on=form.day.data or date.min)
    return Acting(form, do, _("It is written down, with the day on which we think about it again."))


def _reword(found: Restriction) -> Acting:
    form = RewordForm()
    if not form.filled_in:
        form.why.data = found.why
    do = partial(restricting.reword, why=form.why.data or "")
    return Acting(form, do, _("The words are changed."), read=lambda: form.why.data or "")


def _review(found: Restriction) -> Acting:
    form = ReviewForm()
    engagement = charter().engagement
    if not form.filled_in and engagement is not None:
        next_on = months_after(today(), max(engagement.review_months // 2, 1))
        form.day.data = next_on if next_on < found.ends_on else None
    do = partial(reviewing.review, reasons=form.reasons.data or "", next_on=form.day.data)
    return Acting(form, do, _("It is written down. The customer is told."), read=lambda: form.reasons.data or "")


def _change(found: Restriction) -> Acting:
    form = ChangeForm()
    engagement = spoken_charter().engagement
    if engagement is not None:
        offer_measures(form, offered_for(found.customer, engagement))
    if not form.filled_in:
        form.open_with(found.limits)
        form.ends_on.data, form.review_on.data = found.ends_on, found.review_on

    def do(*act: Any, **how: Any) -> None:
        reviewing.change(
            *act,
            measures=form.written(),
            reasons=form.reasons.data or "",
            ends_on=form.ends_on.data or date.min,
            review_on=form.review_on.data,
            **how,
        )

    return Acting(form, do, _("It is changed. The customer is told."), read=lambda: form.reasons.data or "")


def _end(found: Restriction) -> Acting:
    form = EndForm()
    do = partial(reviewing.end, reasons=form.reasons.data or "")
    told = pgettext("a restriction", "It is over. The customer is told.")
    said = told if found.told_at else pgettext("a restriction", "It is over.")
    return Acting(form, do, said, read=lambda: form.reasons.data or "")


_ACTING: Mapping[Act, Callable[[Restriction], Acting]] = {
    Act.APPROVE: _approve,
    Act.TURN_DOWN: _turn_down,
    Act.TELL: _tell,
    Act.BEGIN_UNTOLD: _begin_untold,
    Act.TELL_NOW: _tell_now,
    Act.STILL_UNTOLD: _still_untold,
    Act.REWORD: _reword,
    Act.REVIEW: _review,
    Act.CHANGE: _change,
    Act.END: _end,
}
