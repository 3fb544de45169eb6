"""What one person told us twice, on the page of either: where it goes on, and what was told shortly before."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from shared.casework import duplicates, explaining, signing, ties
from shared.casework.explaining import Explanation
from shared.charter.next_step import NextStep, next_step
from shared.charter.vocabulary import Seal
from shared.models.cases import Case
from shared.web.language import spoken_charter
from shared.web.now import today
from shared.web.unit_of_work import db


@dataclass(frozen=True)
class GoesOn:
    """The case in which another goes on, with its next step. `link` is its own page, if it is the same customer's."""

    case: Case
    step: NextStep
    explanation: Explanation | None
    answer: Explanation | None
    link: str


def together(case: Case) -> dict[str, Any]:
    """What the templates of a case's page are given besides."""
    return {"goes_on": _goes_on(case), "told_before": duplicates.told_before(db(), case)}


def _goes_on(case: Case) -> GoesOn | None:
    lead = ties.lead_of(db(), case)
    if lead is None or not ties.same_person(case, lead):  # what another person told us is not theirs to read
        return None
    spoken = spoken_charter()
    step = next_step(signing.story_told(lead, spoken, today()), spoken, today())
    explanation, answer = explaining.explained(lead, step, spoken), signing.answer_told(lead, spoken, today())
    return GoesOn(lead, step, explanation, answer, page_of(lead) if is_theirs(case, lead) else "")


def is_theirs(case: Case, other: Case) -> bool:
    """Is the other case the same customer's, and no more sealed, so that the link to one may lead to the other?"""
    same = case.customer_id is not None and case.customer_id == other.customer_id
    return same and other.seal in (Seal.NONE, case.seal)


def page_of(case: Case) -> str:
    """The customer's own page of a case."""
    return url_for("portal.track", reference=case.reference, key=case.tracking_key)


def page_after_adding(case: Case) -> str:
    """Where what was added can be read: on the page of the case that goes on, if it is theirs."""
    lead = ties.goes_on_in(db(), case)
    return page_of(lead if is_theirs(case, lead) else case)
