"""The steps of a complaint's procedure: agree what it is, meet, report, raise it, let it rest, go on."""

from datetime import date
from functools import partial

from flask_babel import gettext as _

from backoffice.forms.procedure import ASKED, SEND, AgreeForm, GoOnForm, HappenedForm, RaiseForm, RestForm
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how
from backoffice.wording import rests_for
from shared.casework import agreeing, clocks, procedures, resting, stages
from shared.charter.vocabulary import IN_MONTHS, Act
from shared.charter.workflow import Step
from shared.models.cases import Case, Clock
from shared.models.decisions import RestFor
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.now import today

#: In so many working days we look again at a complaint that rests, unless somebody says otherwise.
_LOOK_AGAIN = 20


@step_route(Step.AGREE)
def agree(case: Case) -> Taking:
    """What the complaint is: sent to the customer, or agreed to by them (standards E-08, Sc-06)."""
    form = AgreeForm()
    telling = asked_how(form)
    more = {"decision": procedures.decision_of(case), "latest": _day_to_agree(case)}
    if form.what.data == SEND:
        said = _("What we think it is about is on its way to the customer.")
        return Taking(form, partial(agreeing.send_points, telling=telling), said, tells=True, more=more)
    day = form.day.data if more["latest"] else None
    act = partial(agreeing.agree, how=form.how.data or "", day=day, telling=telling)
    return Taking(form, act, _("It is agreed, and the customer has it in writing."), tells=True, more=more)


def _day_to_agree(case: Case) -> date | None:
    """The last day that may be agreed for the answer, where the law leaves the day to us and the customer.

    Such an answer is promised within months, as for adult social care.
    """
    owed = clocks.open_clock(case, Act.REPLY)
    return owed.due_on if owed is not None and owed.counting in IN_MONTHS else None


@step_route(Step.MEET)
def meet(case: Case) -> Taking:
    """The talk was held, or the panel has met."""
    form = HappenedForm()
    act = partial(agreeing.meet, words=form.words.data or "", telling=asked_how(form))
    return Taking(form, act, _("What came of it is on its way to the customer."), tells=True)


@step_route(Step.REPORT)
def report(case: Case) -> Taking:
    """What the panel thinks, in writing."""
    form = HappenedForm()
    act = partial(agreeing.report, words=form.words.data or "", telling=asked_how(form))
    return Taking(form, act, _("The report is on its way to the customer."), tells=True)


@step_route(Step.RAISE)
def raise_stage(case: Case) -> Taking:
    """To the next stage, looked at by somebody who did not decide it before (clause RP-6)."""
    form = RaiseForm()
    telling = asked_how(form)
    asked = form.why.data == ASKED
    act = partial(stages.raise_stage, words=form.words.data or "", asked=asked, telling=telling)
    procedure = procedures.of_case(case, spoken_charter())
    following = procedure.after(case.stage_number) if procedure else None
    said = _("It is in its next stage now. The customer is told.")
    return Taking(form, act, said, tells=True, more={"following": following})


@step_route(Step.REST)
def rest(case: Case) -> Taking:
    """It rests while people talk it over; what is late already stays late (clause FP-4)."""
    form = RestForm(day=charter().calendar.add(today(), _LOOK_AGAIN))
    form.what.choices = [(one.value, rests_for(one)) for one in RestFor]
    chosen = next((one for one in RestFor if one.value == form.what.data), RestFor.MEDIATION)
    until, telling = form.day.data or today(), asked_how(form)
    act = partial(resting.rest, what=chosen, reason=form.reason.data or "", review_on=until, telling=telling)
    said = _("The complaint rests. The customer is told.")
    return Taking(form, act, said, tells=True, more={"stopping": _running(case)})


def _running(case: Case) -> list[Clock]:
    """The clocks that would stand still, and those that are late and do not."""
    return [clock for clock in case.clocks if clock.open and clock.due_on]


@step_route(Step.GO_ON)
def go_on(case: Case) -> Taking:
    """It rests no longer."""
    form = GoOnForm()
    act = partial(resting.go_on, how=form.how.data or "", telling=asked_how(form))
    return Taking(form, act, _("The clocks run again. The customer is told the new date."), tells=True)
