"""The steps for what needs a way of its own: signs, complaints without a name or that came late, who is kept apart."""

from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext as _

from backoffice.forms.procedure import (
    ABOUT,
    BACK,
    CONFLICT,
    LOOK,
    AcceptLateForm,
    KeepApartForm,
    SignsForm,
    TakeUpForm,
    WhenForm,
)
from backoffice.guard import me
from backoffice.steps import Taking, step_route
from shared.casework import accepting, conflicts, diary, nameless, procedures, routes
from shared.charter.access import sealed_from
from shared.charter.signs import Sign, sealed_by
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.links import Apart
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import now, today
from shared.web.unit_of_work import db


@step_route(Step.TAKE_UP)
def take_up(case: Case) -> Taking:
    """A manager decides what to do about a complaint without a name (clause FP-5)."""
    form = TakeUpForm()
    day = form.day.data if form.what.data == LOOK else None
    act = partial(nameless.take_up, day=day, reason=form.reason.data or "")
    said = _("Your decision is kept. It stands on the page of the complaint.")
    return Taking(form, act, said)


@step_route(Step.ACCEPT_LATE)
def accept_late(case: Case) -> Taking:
    """It came late, and we look into it all the same (standards E-06, Sc-11)."""
    form = AcceptLateForm()
    act = partial(accepting.accept_late, reason=form.reason.data or "")
    more = {"last": procedures.last_day(case, charter())}
    return Taking(form, act, _("Your reason is kept, and we go on with it."), more=more)


@step_route(Step.SAY_WHEN)
def say_when(case: Case) -> Taking:
    """It happened on another day than we know, or we did not know the day."""
    form = WhenForm(day=case.happened_on)
    # Where no day was given the form is refused before the act is called.
    return Taking(form, partial(accepting.say_when, day=form.day.data or today()), _("The day is kept."))


@step_route(Step.SIGN)
def sign(case: Case) -> Taking:
    """What makes it special: procedure, first destination and seal follow (clauses FP-7, FP-8, FP-16)."""
    suggested = routes.hints(case, charter())
    form = SignsForm(signs=[*case.signs, *(one.sign for one in suggested if one.sign == request.args.get("add"))])
    form.signs.choices = [(one.sign.value, one.name) for one in spoken_charter().signs.values()]
    aside = next((one.sign for one in suggested if one.sign == form.aside.data), None)
    form.aside.data = aside.value if aside else ""
    if aside is not None:
        return Taking(form, partial(routes.put_aside, sign=aside), _("It is not suggested again."))
    chosen = [Sign(one) for one in form.signs.data or () if one in set(Sign)]
    act = partial(routes.set_signs, signs=chosen, reason=form.reason.data or "")
    return Taking(
        form, act, _kept_of_signs(case, chosen), more={"suggested": suggested, "closed_to_me": sealed_from(me().rights)}
    )


def _kept_of_signs(case: Case, chosen: list[Sign]) -> str:
    """What follows for whoever sets them: the case may go from their sight, or somebody is still to be kept off it."""
    if sealed_by(charter().signs, chosen) in sealed_from(me().rights):
        return str(_("Saved. From now on only colleagues who may see such cases see this one. You no longer do."))
    if Sign.STAFF in chosen and not conflicts.apart_from(case):
        return str(_("Saved. Nobody is kept off this case yet. If you know whom it is about, keep them off it."))
    return str(_("Saved. What makes it special stands on the case."))


@step_route(Step.KEEP_APART)
def keep_apart(case: Case) -> Taking:
    """Somebody is kept off the case, or may come back."""
    form = KeepApartForm()
    kept = {one.id: one for one in conflicts.apart_from(case) if one.what is not Apart.PROTECTED}
    found = {one.id: one for one in conflicts.named(db(), form.name.data or "")}
    teams = spoken_charter()
    form.offer(
        [(one.id, f"{one.name} ({teams.team_name(one.team)})") for one in found.values()],
        [(one.id, one.staff.name) for one in kept.values()],
    )

    whom = {CONFLICT: me(), ABOUT: found.get(form.chosen)}.get(form.what.data or "")
    form.meet(diary.with_staff(db(), case, whom, at=now()) if whom else (), whom.name if whom else "")

    def act(session: Any, case: Case, **how: Any) -> None:
        # Who is meant is known only once the form is known to be right.
        reason = form.reason.data or ""
        if form.what.data == BACK:
            conflicts.let_back(session, case, kept[form.chosen], reason=reason, **how)
        elif form.what.data == CONFLICT:
            conflicts.keep_apart(
                session, case, staff=me(), what=Apart.CONFLICT, reason=reason, **how, instead=form.given_to
            )
        else:
            who = found[form.chosen]
            conflicts.keep_apart(
                session, case, staff=who, what=Apart.COMPLAINED_OF, reason=reason, **how, instead=form.given_to
            )

    kept_off = _("Saved. Whoever you named no longer sees this case. To let them come back, open this page again.")
    said = {BACK: _("Saved. They see this case again."), CONFLICT: _("Saved. You no longer see this case.")}
    return Taking(form, act, said.get(form.what.data or "", kept_off))
