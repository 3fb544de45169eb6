"""How a complaint is dealt with, as its own page tells it: stage by stage, what was agreed, decided and promised."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from shared.casework import clocks, disputed, linking, procedures, remedies
from shared.casework.steps import is_closed, position
from shared.charter.organisation import Signpost
from shared.charter.passages import refusal
from shared.charter.procedure import Procedure, ProcedureStage, asking_limits
from shared.charter.spans import months_after
from shared.charter.workflow import Outcome, Stage, Step
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.web.council import charter
from shared.web.language import spoken_charter
from shared.web.unit_of_work import db

_FROM_ANSWER = "answer"
#: The complaint was not looked into: the ombudsman may be asked whether that was right (E-06).
_NOT_LOOKED_INTO = frozenset({Outcome.NOT_ACCEPTED, Outcome.NOT_TAKEN_UP})


class Agreed(StrEnum):
    """How far we agree with the customer about what their complaint is."""

    ASKED = "asked"
    NO = "no"
    CHANGING = "changing"
    STANDS = "stands"
    YES = "yes"
    OVER = "over"


@dataclass(frozen=True)
class Understood:
    """What we understand a complaint to be, as it was sent. `refused_on` is the day of the customer's no to it."""

    definition: str
    points: tuple[str, ...]
    sought: str
    agreed: Agreed
    refused_on: date | None = None

    @property
    def mark(self) -> str:
        """Names these very words, so that nobody agrees to others that they have not read."""
        told = "\n".join([self.definition, self.sought, *self.points])
        return hashlib.sha256(told.encode()).hexdigest()[:20]


@dataclass(frozen=True)
class Outside:
    """Who looks at it after our last answer. `day` is the last on which they normally do, as far as anybody knows."""

    signpost: Signpost
    months: int
    from_answer: bool
    day: date | None


@dataclass(frozen=True)
class Dealing:
    """How one complaint is dealt with.

    `next_stage` is there where it may be asked for now, `ask_by` is the day by which people normally ask, as advice
    only. `answered`: this stage has had its decision. `rests` and `taken_up` are what the history tells of a rest that
    goes on, and of a complaint without a name. `outside` is there when the council has said its last word, `then` names
    who comes after it while it has not.
    """

    procedure: Procedure
    stage: ProcedureStage
    next_stage: ProcedureStage | None
    ask_by: date | None
    answered: bool
    understood: Understood | None
    rests: Mapping[str, Any] | None
    taken_up: Mapping[str, Any] | None
    outside: Outside | None
    then: Signpost | None

    @property
    def asked_quietly(self) -> bool:
        """May the next stage be asked for although this one has no answer yet?"""
        return self.next_stage is not None and not self.answered


def beside(case: Case) -> dict[str, Any]:
    """What the templates of a case's page are given to tell all this."""
    return {
        "dealing": dealing(case),
        "remedies": remedies.promised_to(db(), case),
        "ties": linking.known_to_customer(db(), case),
    }


def dealing(case: Case) -> Dealing | None:
    """How this complaint is dealt with, in the language of the page; None for every other kind."""
    spoken = spoken_charter()
    procedure, stage = procedures.of_case(case, spoken), procedures.stage_of(case, spoken)
    if procedure is None or stage is None:
        return None
    answered_on = procedures.answered_on(case, spoken)
    last = procedure.is_last(stage.number)
    over = (last and (answered_on or _ended_by_us(case))) or case.outcome in _NOT_LOOKED_INTO
    who = next(iter(spoken.ombudsmen(procedure, case.service)), None)
    limits = asking_limits(procedure, known_on=case.happened_on, answered_on=answered_on)
    return Dealing(
        procedure=procedure,
        stage=stage,
        next_stage=procedure.after(stage.number) if may_ask(case) else None,
        ask_by=limits.latest if answered_on else None,
        answered=answered_on is not None,
        understood=understood(case),
        rests=_told_last(case, Happened.RESTED) if case.stage is Stage.RESTING else None,
        taken_up=_told_last(case, Happened.TAKEN_UP),
        outside=_outside(who, procedure, case.happened_on, answered_on) if who and over else None,
        # Nobody outside hears a complaint that nobody makes.
        then=None if over or procedures.is_nameless(case) else who,
    )


def _ended_by_us(case: Case) -> bool:
    """Was a later stage closed without an answer, so that nobody in the council looks at it again?"""
    ours = case.outcome not in (Outcome.WITHDRAWN, Outcome.SAME_AS_ANOTHER)
    return is_closed(case) and case.stage_number > 1 and ours


def may_ask(case: Case) -> bool:
    """May the next stage be asked for now: this one was answered, or is open and the next may be asked for at once?"""
    own = charter()
    if refusal(Step.NEXT_STAGE, position(case, None, own)) is not None:
        return False
    return not is_closed(case) or procedures.answered_on(case, own) is not None


def understood(case: Case) -> Understood | None:
    """What we have last told the customer that their complaint is, in the stage it is in; None before we have."""
    sent: Mapping[str, Any] | None = None
    changed = agreed = stands = False
    for line in case.happenings:
        match line.what:
            case Happened.ESCALATED:
                sent, changed, agreed, stands = None, False, False, False
            case Happened.POINTS_SENT:
                sent, changed, agreed, stands = line.facts, False, False, False
            case Happened.POINTS_CHANGED:
                changed, agreed = True, False
            case Happened.POINTS_STAND:
                stands = True
            case Happened.POINTS_AGREED:
                agreed = True
    if agreed and (changed or sent is None):
        return _as_agreed(case)
    if sent is None:
        return None
    told = sent["definition"], tuple(sent["points"]), sent["sought"]
    no = disputed.standing_no(case)
    agreement = _how_far(case, changed=changed or no is not None, agreed=agreed)
    if agreement is Agreed.CHANGING and no is not None:
        return Understood(*told, Agreed.NO, clocks.today_of(charter(), no.at))
    return Understood(*told, Agreed.STANDS if agreement is Agreed.ASKED and stands else agreement)


def _as_agreed(case: Case) -> Understood | None:
    """What the customer agreed to when they spoke with us, although it was never sent to them in these words."""
    decision = procedures.decision_of(case)
    if decision is None:
        return None
    return Understood(decision.definition, tuple(one.words for one in decision.points), decision.sought, Agreed.YES)


def _how_far(case: Case, *, changed: bool, agreed: bool) -> Agreed:
    if agreed:
        return Agreed.YES
    decision = procedures.decision_of(case)
    if is_closed(case) or decision is None or decision.issued_at is not None:
        return Agreed.OVER
    return Agreed.CHANGING if changed else Agreed.ASKED


def _told_last(case: Case, what: Happened) -> Mapping[str, Any] | None:
    return next((line.facts for line in reversed(case.happenings) if line.what is what), None)


def _outside(who: Signpost, procedure: Procedure, known_on: date | None, answered_on: date | None) -> Outside:
    from_answer, months = procedure.ombudsman_from == _FROM_ANSWER, procedure.ombudsman_months
    since = answered_on if from_answer else known_on
    return Outside(who, months, from_answer, months_after(since, months) if since and months else None)
