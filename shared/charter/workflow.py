"""The stages of a case and the table of passages between them: who may take which step, from where, to where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from shared.charter.access import Right
from shared.charter.vocabulary import Act, Kind


class Stage(StrEnum):
    """Where a case is."""

    RECEIVED = "received"
    OFFERED = "offered"
    IN_HAND = "in-hand"
    WAITING = "waiting"
    CLOSED = "closed"


class Step(StrEnum):
    """One thing that can be done to a case, by staff or by the customer."""

    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ACCEPT = "accept"
    SEND_BACK = "send-back"
    TAKE = "take"
    GIVE = "give"
    REPLY = "reply"
    EXPLAIN = "explain"
    ASK = "ask"
    CARRY_ON = "carry-on"
    HEAR = "hear"
    WRITE = "write"
    NOTE = "note"
    CHANGE_KIND = "change-kind"
    CLOSE = "close"
    REOPEN = "reopen"
    CLEAR_UP = "clear-up"
    APPOINT = "appointments"
    ADD = "add"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """How a case came to be closed; the last six close without a full reply and each needs its reason in words."""

    ANSWERED = "answered"
    THANKED = "thanked"
    RESOLVED_AT_FIRST_CONTACT = "resolved-at-first-contact"
    WITHDRAWN = "withdrawn"
    NOT_OURS = "not-ours"
    ALREADY_ANSWERED = "already-answered"
    HEARD_NOTHING = "heard-nothing"
    SAME_AS_ANOTHER = "same-as-another"
    NOTHING_TO_ANSWER = "nothing-to-answer"
    NOBODY_TO_ANSWER = "nobody-to-answer"


#: What staff can choose between when they close a case without a full reply (clause CC-7: never silently).
CLOSING_WITHOUT_REPLY = (
    Outcome.WITHDRAWN,
    Outcome.NOT_OURS,
    Outcome.ALREADY_ANSWERED,
    Outcome.HEARD_NOTHING,
    Outcome.SAME_AS_ANOTHER,
    Outcome.NOTHING_TO_ANSWER,
    Outcome.NOBODY_TO_ANSWER,
)


class Why(StrEnum):
    """Why a step is refused; `templates/components/refusal.html` turns each into a sentence."""

    CLOSED_ALREADY = "closed-already"
    NOT_CLOSED = "not-closed"
    NOT_FROM_HERE = "not-from-here"
    NOT_YOUR_ROLE = "not-your-role"
    NOT_YOUR_TEAM = "not-your-team"
    NOT_OFFERED = "not-offered"
    NOT_ACCEPTED_YET = "not-accepted-yet"
    ACKNOWLEDGED_ALREADY = "acknowledged-already"
    PRAISES_NOBODY_YET = "praises-nobody-yet"
    COMPLIMENT_NEEDS_NO_REPLY = "compliment-needs-no-reply"
    NO_NAMED_CONTACT = "no-named-contact"
    NO_REPLY_PROMISED = "no-reply-promised"
    CLOCK_IS_STOPPED = "clock-is-stopped"
    YOURS_ALREADY = "yours-already"
    NOT_IN_TEAM = "not-in-team"
    SAME_TEAM = "same-team"
    SAME_KIND = "same-kind"
    DATE_NOT_LATER = "date-not-later"
    DATE_NOT_WORKING_DAY = "date-not-working-day"
    DATE_TOO_LATE = "date-too-late"
    DATE_NOT_KNOWN = "date-not-known"
    WAITING_ALREADY = "waiting-already"
    NOT_WAITING = "not-waiting"
    REASON_MISSING = "reason-missing"
    DOES_NOT_FIT = "does-not-fit"
    DECIDED_ALREADY = "decided-already"
    SOMEBODY_ELSE = "somebody-else"
    SPEAKS_ALREADY = "speaks-already"
    NOBODY_KNOWN = "nobody-known"
    NOTHING_TO_EXPLAIN = "nothing-to-explain"
    SEALED = "sealed"
    TIME_PASSED = "time-passed"
    PLACE_SHUT = "place-shut"
    NOT_OVER_YET = "not-over-yet"


class StepRefused(Exception):
    """A step is not allowed now; `why` and `facts` are what the refusing sentence is made of."""

    def __init__(self, step: Step, why: Why, **facts: object) -> None:
        self.step, self.why, self.facts = step, why, facts
        super().__init__(f"{step}: {why}")


@dataclass(frozen=True)
class Position:
    """What the table needs to know of a case and of the person about to act on it."""

    kind: Kind
    stage: Stage
    has_team: bool
    has_owner: bool
    mine: bool
    my_team: bool
    open_acts: frozenset[Act]
    stopped: bool
    rights: frozenset[Right] = field(default_factory=frozenset)
    asked_to_explain: bool = False


@dataclass(frozen=True)
class Passage:
    """One row of the table: from which stages, with any of which rights, to which stage (None: it stays)."""

    begins: frozenset[Stage]
    rights: frozenset[Right]
    ends: Stage | None = None


_OPEN = frozenset({Stage.RECEIVED, Stage.OFFERED, Stage.IN_HAND, Stage.WAITING})
_HELD = frozenset({Stage.IN_HAND, Stage.WAITING})
_ANYWHERE = _OPEN | {Stage.CLOSED}
_TRIAGE = frozenset({Right.TRIAGE})
_WORK = frozenset({Right.WORK_OWN_TEAM, Right.WORK_ANY_TEAM})
_BOTH = _TRIAGE | _WORK
_GIVE = frozenset({Right.GIVE_CASES})
_CUSTOMER: frozenset[Right] = frozenset()

PASSAGES: Mapping[Step, Passage] = {
    Step.ACKNOWLEDGE: Passage(_OPEN, _BOTH),
    Step.ROUTE: Passage(_OPEN, _BOTH, Stage.OFFERED),
    Step.ACCEPT: Passage(frozenset({Stage.OFFERED}), _WORK, Stage.IN_HAND),
    Step.SEND_BACK: Passage(frozenset({Stage.OFFERED}), _WORK, Stage.RECEIVED),
    Step.TAKE: Passage(_HELD, _WORK),
    Step.GIVE: Passage(_HELD, _GIVE),
    Step.REPLY: Passage(_HELD, _WORK, Stage.CLOSED),
    Step.EXPLAIN: Passage(_HELD, _WORK),
    Step.ASK: Passage(_OPEN - {Stage.WAITING}, _BOTH, Stage.WAITING),
    Step.CARRY_ON: Passage(frozenset({Stage.WAITING}), _BOTH),
    Step.HEAR: Passage(_ANYWHERE, _BOTH),
    Step.WRITE: Passage(_ANYWHERE, _BOTH),
    Step.NOTE: Passage(_ANYWHERE, _BOTH),
    Step.CHANGE_KIND: Passage(_OPEN, _BOTH),
    Step.CLOSE: Passage(_OPEN, _BOTH, Stage.CLOSED),
    Step.REOPEN: Passage(frozenset({Stage.CLOSED}), _BOTH),
    Step.CLEAR_UP: Passage(_ANYWHERE, _BOTH),
    Step.APPOINT: Passage(_OPEN, _BOTH),
    Step.ADD: Passage(_ANYWHERE, _CUSTOMER),
    Step.WITHDRAW: Passage(_OPEN, _CUSTOMER, Stage.CLOSED),
}

#: The order in which staff meet the steps on a case.
STAFF_STEPS = tuple(step for step, passage in PASSAGES.items() if passage.rights)


def refusal(step: Step, position: Position) -> Why | None:
    """Why this step is not open now to whoever stands there, or None when it is.

    Stage first, then role, then team, then what the step itself needs: the first reason that a person can act on.
    """
    passage = PASSAGES[step]
    return (
        _refused_by_stage(step, passage, position)
        or _refused_by_role(passage, position)
        or _refused_by_matter(step, position)
    )


def _refused_by_stage(step: Step, passage: Passage, position: Position) -> Why | None:
    if position.stage in passage.begins:
        return None
    if position.stage is Stage.CLOSED:
        return Why.CLOSED_ALREADY
    special = {
        Step.REOPEN: Why.NOT_CLOSED,
        Step.ACCEPT: Why.NOT_OFFERED,
        Step.SEND_BACK: Why.NOT_OFFERED,
        Step.ASK: Why.WAITING_ALREADY,
        Step.CARRY_ON: Why.NOT_WAITING,
    }
    return special.get(step, Why.NOT_ACCEPTED_YET)


def _refused_by_role(passage: Passage, position: Position) -> Why | None:
    if not passage.rights:
        return None
    held = passage.rights & position.rights
    if not held:
        return Why.NOT_YOUR_ROLE
    needs_team = held <= {Right.WORK_OWN_TEAM, Right.GIVE_CASES} and Right.WORK_ANY_TEAM not in position.rights
    return Why.NOT_YOUR_TEAM if needs_team and not position.my_team else None


def _refused_by_matter(step: Step, position: Position) -> Why | None:
    praise = position.kind is Kind.COMPLIMENT
    match step:
        case Step.ACKNOWLEDGE if Act.ACKNOWLEDGE not in position.open_acts:
            return Why.ACKNOWLEDGED_ALREADY
        case Step.ACKNOWLEDGE if praise and not position.has_team:
            return Why.PRAISES_NOBODY_YET
        case Step.REPLY if praise:
            return Why.COMPLIMENT_NEEDS_NO_REPLY
        case Step.REPLY if not position.has_owner:
            return Why.NO_NAMED_CONTACT
        case Step.EXPLAIN if position.stopped:
            return Why.CLOCK_IS_STOPPED
        case Step.EXPLAIN if Act.REPLY not in position.open_acts:
            return Why.NO_REPLY_PROMISED
        case Step.TAKE if position.mine:
            return Why.YOURS_ALREADY
        case Step.CLEAR_UP if not position.asked_to_explain:
            return Why.NOTHING_TO_EXPLAIN
    return None


def resting_stage(*, has_team: bool, accepted: bool) -> Stage:
    """Where an open case lies while nobody waits for the customer: the stage that it returns to."""
    if accepted:
        return Stage.IN_HAND
    return Stage.OFFERED if has_team else Stage.RECEIVED
