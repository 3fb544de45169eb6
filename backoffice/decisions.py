"""The decision as a whole: what is done and what is missing, its letter, who reads it first, and its leaving."""

from functools import partial
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.decisions_taking import Asked, take
from backoffice.forms.decisions import IssueForm, ReadForm
from backoffice.guard import may, me
from backoffice.telling import asked_how
from shared.casework import approvals, deciding, decisions, procedures
from shared.casework.decisions import Missing
from shared.casework.reaching import Telling
from shared.casework.steps import steps_for
from shared.charter.access import Right
from shared.charter.workflow import Step
from shared.models.cases import Case
from shared.models.decisions import Decision
from shared.models.staff import Staff
from shared.web.council import charter
from shared.web.unit_of_work import db

#: What each part of the letter has to say before it is done.
_SAYS = {
    "points": {Missing.DEFINITION, Missing.POINTS, Missing.DISPUTED},
    "found": {Missing.FINDINGS, Missing.OUTCOME, Missing.MATCH, Missing.REASONS, Missing.AGREEMENT},
    "wanted": {Missing.MET},
    "right": {Missing.REMEDY},
    "learn": {Missing.TRAINING},
}


def decide(case: Case) -> Asked:
    """The letter that is built, and what is missing: somebody reads it, or it leaves (clauses CC-6, RP-6)."""
    form = IssueForm()
    telling = asked_how(form)
    asks = "ask" in request.form
    act = deciding.ask_approval if asks else partial(deciding.issue, telling=telling)
    asked_for, issued = _("Your team is asked to read it."), _("The decision is issued, and the case is closed.")
    here, away = (url_for(f"backoffice.{one}", reference=case.reference) for one in ("decide", "case"))
    return Asked(
        "backoffice/decisions/decision.html",
        Step.DECIDE,
        form,
        act,
        asked_for if asks else issued,
        here if asks else away,
        rehearsed=_rehearsed(telling),
        more=_whole(case),
    )


def _rehearsed(telling: Telling) -> Any:
    return partial(deciding.as_issued, telling=telling) if "preview" in request.form else None


def _whole(case: Case) -> dict[str, Any]:
    """How far each part is, and who may read it; nothing for what is no complaint."""
    if procedures.of_case(case, charter()) is None:
        return {"parts": [], "readers": [], "to_read": False}
    lacking, decision = decisions.missing(case, charter()), procedures.decision_of(case)
    righted = decision is not None and (decision.outcome is None or decision.outcome in decisions.RIGHTED)
    asked_for = {
        "wanted": bool(decision and decision.sought.strip()) or (decision is None and bool(case.wanted.strip())),
        "right": decision is None or righted,
        "learn": decision is None or righted,
    }
    begun = decision is not None and decision.outcome is not None
    parts = [
        {
            "name": name,
            "url": url_for(f"backoffice.decision_{name}", reference=case.reference),
            "needed": asked_for.get(name, True),
            "lacks": [one.value for one in lacking if one in says],
            "open": name in ("right", "learn") and not begun,
        }
        for name, says in _SAYS.items()
    ]
    by_somebody = decisions.needs_approval(case, charter())
    return {
        "parts": parts,
        "readers": approvals.able_to_read(db(), case, charter(), but=_writer(decision)) if by_somebody else [],
        "to_read": steps_for(case, me(), charter())[Step.APPROVE] is None,
    }


def _writer(decision: Decision | None) -> Staff:
    """Whoever asked for it to be read; before that, whoever has it open and would ask."""
    return (decision.approval_asked_by if decision else None) or me()


def approve(case: Case) -> Asked:
    """Somebody who did not write it reads it: it may leave, or this has to change."""
    form = ReadForm()
    back = "back" in request.form
    act = partial(deciding.send_back, reason=form.reason.data or "") if back else deciding.approve
    said = _("It has gone back with your words.") if back else _("It may leave. Whoever wrote it can issue it now.")
    then = url_for("backoffice.case", reference=case.reference)
    form.must_say_why = back
    return Asked(
        "backoffice/decisions/approve.html",
        Step.APPROVE,
        form,
        act,
        said,
        then,
        rehearsed=_rehearsed(Telling(words_in=charter().organisation.languages[0], translate=True)),
        texts=[form.reason.data or ""],
    )


for _step, _prepare in ((Step.DECIDE, decide), (Step.APPROVE, approve)):
    blueprint.add_url_rule(
        f"/cases/<reference>/{_step.value}",
        _step.name.lower(),
        may(Right.OPEN_WORKLIST)(partial(take, _prepare, "backoffice.case")),
        methods=["GET", "POST"],
    )
