"""What a decision says: every part of its letter as facts, and as words in one language."""

from datetime import date
from typing import Any

from shared.casework import procedures, signing
from shared.charter.organisation import Charter, Signpost
from shared.charter.procedure import Procedure, asking_limits
from shared.charter.reaching import AND
from shared.delivery.decision_letter import written
from shared.models.cases import Case
from shared.models.decisions import Decision, Point, Remedy
from shared.models.staff import Staff


def letter_of(case: Case, decision: Decision, charter: Charter, *, by: Staff, on: date | None = None) -> dict[str, Any]:
    """All that the letter of this decision tells, as plain values; what was true when it was issued (E-18).

    `on` is the day on which it leaves: from it follows `ask_by`, the day by which it helps to ask for the next stage.
    """
    procedure = procedures.of_case(case, charter)
    assert procedure is not None
    stage, following = procedure.stage(decision.stage), procedure.after(decision.stage)
    ask_by = asking_limits(procedure, known_on=case.happened_on, answered_on=on).latest if following and on else None
    return {
        "procedure": procedure.name,
        "stage": stage.name,
        "number": decision.stage,
        "stages": len(procedure.stages),
        "definition": decision.definition,
        "points": [_point(one) for one in decision.points],
        "outcome": decision.outcome.value if decision.outcome else None,
        "reasons": decision.reasons,
        "sought": decision.sought,
        "met": decision.met.value if decision.met else None,
        "met_how": decision.met_how,
        "remedies": [_remedy(one) for one in decision.remedies],
        "no_remedy": decision.no_remedy,
        "lessons": [one.words for one in decision.lessons],
        "contact": signing.contact_of(case, charter, on, by=by),
        "next_stage": following.name if following else None,
        "next_plain": following.plain if following else None,
        "ask_by": ask_by.isoformat() if ask_by else None,
        "ombudsmen": [_outside(one, procedure) for one in charter.ombudsmen(procedure, case.service)],
    }


def _point(one: Point) -> dict[str, Any]:
    return {"words": one.words, "finding": one.finding.value if one.finding else None, "reasons": one.reasons}


def _remedy(one: Remedy) -> dict[str, Any]:
    due, done = one.due_on.isoformat(), one.ended_on is not None
    return {"kind": one.kind.value, "words": one.words, "pence": one.pence, "by": due, "done": done}


def _outside(one: Signpost, procedure: Procedure) -> dict[str, Any]:
    return {
        "name": one.name,
        "what_for": one.what_for,
        "link": one.link,
        "phone": one.phone,
        "months": procedure.ombudsman_months,
        "from": procedure.ombudsman_from,
    }


def body_of(letter: dict[str, Any], charter: Charter, language: str) -> str:
    """The letter's own part, ready to be read, said or translated: built, never typed from nothing.

    In one language, or in two, one after the other, where `language` names both.
    """
    return "\n\n".join(written(letter, charter, one) for one in language.split(AND))
