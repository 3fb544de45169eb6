"""What can be done with a restriction by whom, asked before anybody tries: the acts themselves ask once more."""

from collections.abc import Mapping
from enum import StrEnum

from shared.casework import untold
from shared.casework.engaging import appealed
from shared.casework.hearing import decider
from shared.casework.restricting import engagement_of, refusal
from shared.casework.reviewing import STANDING
from shared.charter.access import Right
from shared.charter.fairness import WhyNot, may_decide, may_except
from shared.charter.organisation import Charter
from shared.models.restrictions import Restriction, State
from shared.models.staff import Staff


class Act(StrEnum):
    """One thing that can be done with a restriction, as its page is called."""

    APPROVE = "approve"
    TURN_DOWN = "turn-down"
    CORRECT = "correct"
    TELL = "tell"
    REWORD = "reword"
    BEGIN_UNTOLD = "begin-untold"
    TELL_NOW = "tell-now"
    STILL_UNTOLD = "still-untold"
    REVIEW = "review"
    CHANGE = "change"
    END = "end"
    APPEAL = "appeal"


_FROM: Mapping[Act, tuple[State, ...]] = {
    Act.APPROVE: (State.PROPOSED,),
    Act.TURN_DOWN: (State.PROPOSED,),
    Act.CORRECT: (State.PROPOSED,),
    Act.TELL: (State.APPROVED,),
    Act.REWORD: (State.PROPOSED, State.APPROVED),
    Act.BEGIN_UNTOLD: (State.APPROVED,),
    Act.TELL_NOW: (State.IN_FORCE,),
    Act.STILL_UNTOLD: (State.IN_FORCE,),
    Act.REVIEW: STANDING,
    Act.CHANGE: STANDING,
    Act.END: (*STANDING, State.APPROVED),
    Act.APPEAL: STANDING,
}
_UNTOLD = (Act.TELL_NOW, Act.STILL_UNTOLD)
#: To ease or end it harms nobody and waits for nothing.
_NOT_DURING_APPEAL = (Act.REVIEW, Act.APPEAL)


def why_not(restriction: Restriction, act: Act, by: Staff, charter: Charter) -> WhyNot | None:
    """Why this person cannot do that with it now; None where they can.

    Raises `NotAllowed` where the council has not decided what is needed for it.
    """
    if restriction.state not in _FROM[act] or (act in _UNTOLD and not untold.untold(restriction)):
        return WhyNot.NOT_NOW
    if act in _NOT_DURING_APPEAL and appealed(restriction):
        return WhyNot.APPEAL_OPEN
    if not by.may(Right.PROPOSE_RESTRICTIONS):
        return WhyNot.NOT_YOUR_ROLE
    return _by_role(restriction, act, by, charter)


def _by_role(restriction: Restriction, act: Act, by: Staff, charter: Charter) -> WhyNot | None:
    who, engagement = decider(restriction, by), engagement_of(charter)
    match act:
        case Act.CORRECT | Act.APPEAL:
            return None
        case Act.APPROVE | Act.TURN_DOWN:
            return refusal(restriction, by, charter)
        case Act.BEGIN_UNTOLD | Act.STILL_UNTOLD:
            return may_except(engagement, who)
        case Act.TELL | Act.TELL_NOW | Act.REWORD:
            part = {restriction.decided_by_id}
            if act is not Act.REWORD or restriction.state is State.PROPOSED:
                part.add(restriction.proposed_by_id)
            return None if by.id in part else refusal(restriction, by, charter)
    why = may_decide(engagement, restriction.categories, who)
    return None if act is Act.END and why is WhyNot.PROPOSED_YOURSELF else why


def open_acts(restriction: Restriction, by: Staff, charter: Charter) -> list[Act]:
    """Everything that this person can do with it now, the most likely first."""
    if charter.engagement is None or not charter.engagement.live:
        return []
    return [act for act in Act if why_not(restriction, act, by, charter) is None]
