"""The steps with which a case ends without a full reply, or begins again."""

from functools import partial
from typing import Any

from flask_babel import gettext as _

from backoffice.forms.steps import CloseForm, ReopenForm
from backoffice.guard import me
from backoffice.steps import Taking, step_route
from backoffice.telling import asked_how
from backoffice.wording import outcome_words
from shared.casework import closing, finding
from shared.charter.vocabulary import Topic
from shared.charter.workflow import Outcome, Step
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.unit_of_work import db


@step_route(Step.CLOSE)
def close(case: Case) -> Taking:
    """It ends without a full reply, with a reason, and the customer is told (clause CC-7)."""
    form = CloseForm()
    ways = closing.closing_ways(case)
    form.outcome.choices = [(one.value, outcome_words(one)) for one in ways]
    chosen = next((one for one in ways if one.value == form.outcome.data), ways[0])
    form.whose.choices = [("", _("Somebody who is not in this list")), *_others(case)]
    where: dict[str, Any] = {}
    if chosen is Outcome.ALREADY_ANSWERED:
        given = form.answered_in.data or ""
        form.found = where["answered_in"] = finding.case_seen_by(db(), given, me(), charter()) if given else None
    if chosen is Outcome.NOT_OURS:
        where["whose"] = next((one for one in charter().signposts if one.id == form.whose.data), None)
    act = partial(closing.close, outcome=chosen, reason=form.reason.data or "", telling=asked_how(form), **where)
    return Taking(form, act, _("The case is closed, and the customer is told why."), tells=True)


def _others(case: Case) -> list[tuple[str, str]]:
    """Who else it may be for: bodies that deal with what is often sent here first, then all others that we know of."""
    known = spoken_charter()
    likely = known.help_with(Topic.ANOTHER_BODY, case.service)
    return [(one.id, one.name) for one in dict.fromkeys((*likely, *known.signposts))]


@step_route(Step.REOPEN)
def reopen(case: Case) -> Taking:
    """It was not over after all."""
    form = ReopenForm()
    act = partial(closing.reopen, reason=form.reason.data or "", telling=asked_how(form))
    return Taking(form, act, _("The case is open again, with a new date. The customer is told."), tells=True)
