"""The steps with which a case ends without a full reply, or begins again."""

from functools import partial

from flask_babel import gettext as _

from backoffice.forms.steps import CloseForm, ReopenForm
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how
from backoffice.wording import outcome_words
from shared.casework import closing
from shared.charter.workflow import Step
from shared.models.cases import Case


@step_route(Step.CLOSE)
def close(case: Case) -> Taking:
    """It ends without a full reply, with a reason, and the customer is told (clause CC-7)."""
    form = CloseForm()
    ways = closing.closing_ways(case)
    form.outcome.choices = [(one.value, outcome_words(one)) for one in ways]
    chosen = next((one for one in ways if one.value == form.outcome.data), ways[0])
    act = partial(closing.close, outcome=chosen, reason=form.reason.data or "", telling=asked_how(form))
    return Taking(form, act, _("The case is closed, and the customer is told why."), tells=True)


@step_route(Step.REOPEN)
def reopen(case: Case) -> Taking:
    """It was not over after all."""
    form = ReopenForm()
    act = partial(closing.reopen, reason=form.reason.data or "", telling=asked_how(form))
    return Taking(form, act, _("The case is open again, with a new date. The customer is told."), tells=True)
