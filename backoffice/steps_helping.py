"""The steps with which staff help somebody along: explain what we meant, offer an appointment (CH-7, CH-8)."""

from functools import partial
from typing import Any

from flask import request
from flask_babel import gettext as _

from backoffice.forms.appointments import AppointForm
from backoffice.forms.steps import ClearUpForm
from backoffice.guard import me
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how
from shared.casework import diary, meanings, offering
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.web.language import spoken_charter
from shared.web.now import now
from shared.web.unit_of_work import db


@step_route(Step.CLEAR_UP)
def clear_up(case: Case) -> Taking:
    """What we meant, for whoever asked us to explain it."""
    form = ClearUpForm()
    act = partial(meanings.explain, words=form.words.data or "", telling=asked_how(form))
    return Taking(form, act, _("Your explanation is on its way."), tells=True)


@step_route(Step.APPOINT)
def appoint(case: Case) -> Taking:
    """When could we meet, where, and what about?"""
    form = AppointForm(instead=request.args.get("instead"))
    ahead = [one for one in diary.of(db(), case) if one.ahead]
    form.open_at(case, ahead, spoken_charter(), now(), me().name)
    telling = asked_how(form)

    def act(session: Any, case: Case, **how: Any) -> object:
        # The form is read only once it is known to be right.
        return offering.offer(session, case, form.offer_made(), instead=form.replaced, telling=telling, **how)

    suits = [words for words in map(diary.times_that_suit, ahead) if words]
    more = {"agreed_for": diary.agreed_for(db(), case), "suits": suits}
    return Taking(form, act, _("The appointment is offered. The customer is told."), tells=True, more=more)
