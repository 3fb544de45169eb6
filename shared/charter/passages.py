"""The table of passages between the stages of a case: who may take which step, from where, to where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.charter.access import Right
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Stage, Step, Why


@dataclass(frozen=True)
class Position:
    """What the table needs to know of a case and of the person about to act on it.

    `procedure` is that of a complaint, empty for every other kind. `stage_answered`: the decision of its stage was
    issued. `next_at_once`: its next stage may be asked for before that. `decided_earlier`: this person decided an
    earlier stage. `appeal`: it is an appeal against a restriction; `hears_appeals`: the charter names this person's
    role for that; `decided_restriction`: they decided it, or were harmed by what it is about. `named_other`: a measure
    says that somebody else alone deals with the customer; `matter_closed`: that we answer no more on this case.
    `nameless`: nobody knows who complains. `came_late`: after the last day on which it came in time;
    `accepted_late`: somebody has said why it is looked into all the same.
    """

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
    procedure: str = ""
    has_next_stage: bool = False
    next_at_once: bool = False
    stage_answered: bool = False
    decided_earlier: bool = False
    nameless: bool = False
    came_late: bool = False
    accepted_late: bool = False
    approval_asked: bool = False
    wrote_decision: bool = False
    kept_apart: bool = False
    appeal: bool = False
    hears_appeals: bool = False
    decided_restriction: bool = False
    named_other: bool = False
    matter_closed: bool = False


@dataclass(frozen=True)
class Passage:
    """One row of the table: from which stages, with any of which rights, to which stage (None: it stays)."""

    begins: frozenset[Stage]
    rights: frozenset[Right]
    ends: Stage | None = None


_RUNNING = frozenset({Stage.RECEIVED, Stage.OFFERED, Stage.IN_HAND, Stage.WAITING})
_OPEN = _RUNNING | {Stage.RESTING}
_HELD = frozenset({Stage.IN_HAND, Stage.WAITING})
_ANYWHERE = _OPEN | {Stage.CLOSED}
_TRIAGE = frozenset({Right.TRIAGE})
_WORK = frozenset({Right.WORK_OWN_TEAM, Right.WORK_ANY_TEAM})
_BOTH = _TRIAGE | _WORK
#: What a councillor does too with a view about a policy that councillors made, and with nothing else (clause FP-6).
_ANSWER = frozenset({Right.ANSWER_VIEWS})
_GIVE = frozenset({Right.GIVE_CASES})
_CUSTOMER: frozenset[Right] = frozenset()
#: Rights that reach no further than the teams that somebody works for or leads.
_OF_OWN_TEAM = frozenset(
    {Right.ANSWER_VIEWS, Right.WORK_OWN_TEAM, Right.GIVE_CASES, Right.APPROVE_DECISIONS, Right.DECIDE_NAMELESS}
)

PASSAGES: Mapping[Step, Passage] = {
    Step.ACKNOWLEDGE: Passage(_RUNNING, _BOTH | _ANSWER),
    Step.ROUTE: Passage(_RUNNING, _BOTH, Stage.OFFERED),
    Step.ACCEPT: Passage(frozenset({Stage.OFFERED}), _WORK | _ANSWER, Stage.IN_HAND),
    Step.SEND_BACK: Passage(frozenset({Stage.OFFERED}), _WORK | _ANSWER, Stage.RECEIVED),
    Step.TAKE: Passage(_HELD | {Stage.RESTING}, _WORK | _ANSWER),
    Step.GIVE: Passage(_HELD | {Stage.RESTING}, _GIVE),
    Step.REPLY: Passage(_HELD, _WORK | _ANSWER, Stage.CLOSED),
    Step.AGREE: Passage(_RUNNING, _BOTH),
    Step.DECIDE: Passage(_HELD, _WORK, Stage.CLOSED),
    Step.APPROVE: Passage(_HELD, frozenset({Right.APPROVE_DECISIONS})),
    Step.TAKE_UP: Passage(_RUNNING, frozenset({Right.DECIDE_NAMELESS})),
    Step.ACCEPT_LATE: Passage(_RUNNING, _BOTH),
    Step.SAY_WHEN: Passage(_ANYWHERE, _BOTH),
    Step.EXPLAIN: Passage(_HELD, _WORK | _ANSWER),
    Step.MEET: Passage(_RUNNING, _BOTH),
    Step.REPORT: Passage(_RUNNING, _BOTH),
    Step.ASK: Passage(_RUNNING - {Stage.WAITING}, _BOTH | _ANSWER, Stage.WAITING),
    Step.CARRY_ON: Passage(frozenset({Stage.WAITING}), _BOTH | _ANSWER),
    Step.HEAR: Passage(_ANYWHERE, _BOTH),
    Step.WRITE: Passage(_ANYWHERE, _BOTH | _ANSWER),
    Step.NOTE: Passage(_ANYWHERE, _BOTH | _ANSWER),
    Step.SIGN: Passage(_RUNNING, _BOTH),
    Step.CHANGE_KIND: Passage(_RUNNING, _BOTH),
    Step.RAISE: Passage(_RUNNING | {Stage.CLOSED}, _BOTH),
    Step.REST: Passage(_RUNNING, _BOTH, Stage.RESTING),
    Step.GO_ON: Passage(frozenset({Stage.RESTING}), _BOTH),
    Step.CLOSE: Passage(_OPEN, _BOTH, Stage.CLOSED),
    Step.REOPEN: Passage(frozenset({Stage.CLOSED}), _BOTH),
    Step.CLEAR_UP: Passage(_ANYWHERE, _BOTH),
    Step.APPOINT: Passage(_OPEN, _BOTH),
    Step.LINK: Passage(_ANYWHERE, _BOTH),
    Step.SPLIT: Passage(_OPEN, _BOTH),
    Step.KEEP_APART: Passage(_ANYWHERE, _BOTH | _GIVE),
    Step.ADD: Passage(_ANYWHERE, _CUSTOMER),
    Step.WITHDRAW: Passage(_OPEN, _CUSTOMER, Stage.CLOSED),
    Step.NEXT_STAGE: Passage(_ANYWHERE, _CUSTOMER),
    Step.COMPLAIN: Passage(_ANYWHERE, _CUSTOMER),
}

#: The order in which staff meet the steps on a case.
STAFF_STEPS = tuple(step for step, passage in PASSAGES.items() if passage.rights)
#: What whoever decided one stage of a complaint does not do at a later one: all that decides it, shapes it or ends it.
_FRESH_EYES = frozenset(
    {
        Step.ACKNOWLEDGE,
        Step.ACCEPT,
        Step.TAKE,
        Step.REPLY,
        Step.AGREE,
        Step.DECIDE,
        Step.APPROVE,
        Step.TAKE_UP,
        Step.ACCEPT_LATE,
        Step.EXPLAIN,
        Step.MEET,
        Step.REPORT,
        Step.SIGN,
        Step.CHANGE_KIND,
        Step.REST,
        Step.CLOSE,
        Step.LINK,
        Step.SPLIT,
    }
)
#: What makes an appeal something else, or ends it without a decision.
_UNMAKING = frozenset({Step.CLOSE, Step.CHANGE_KIND, Step.SIGN, Step.LINK, Step.SPLIT})
#: What only a role that the charter names does with an appeal against a restriction (clause RP-10).
_HEARING = frozenset({Step.DECIDE, Step.APPROVE, Step.REPLY}) | _UNMAKING
#: What only the one person does who deals with everything of a customer, or nobody where a matter is closed (RP-8).
_ANSWERING = frozenset({Step.REPLY, Step.DECIDE, Step.EXPLAIN, Step.ASK, Step.WRITE, Step.APPOINT})
#: What belongs to a complaint's procedure, and to nothing else.
_OF_COMPLAINTS = frozenset(
    {
        Step.AGREE,
        Step.DECIDE,
        Step.APPROVE,
        Step.TAKE_UP,
        Step.ACCEPT_LATE,
        Step.SAY_WHEN,
        Step.MEET,
        Step.REPORT,
        Step.RAISE,
        Step.REST,
        Step.NEXT_STAGE,
    }
)


def refusal(step: Step, position: Position) -> Why | None:
    """Why this step is not open now to whoever stands there, or None when it is.

    Stage first, then role, then team, then what the step itself needs: the first reason that a person can act on.
    """
    passage = PASSAGES[step]
    return (
        (Why.KEPT_APART if position.kept_apart else None)
        or _refused_by_stage(step, passage, position)
        or _refused_by_role(passage, position)
        or _refused_by_measure(step, position)
        or _refused_by_procedure(step, position)
        or _refused_by_matter(step, position)
    )


def _refused_by_stage(step: Step, passage: Passage, position: Position) -> Why | None:
    if position.stage in passage.begins:
        return None
    if position.stage is Stage.CLOSED:
        return Why.CLOSED_ALREADY
    if position.stage is Stage.RESTING:
        return Why.RESTING_ALREADY
    special = {
        Step.REOPEN: Why.NOT_CLOSED,
        Step.ACCEPT: Why.NOT_OFFERED,
        Step.SEND_BACK: Why.NOT_OFFERED,
        Step.ASK: Why.WAITING_ALREADY,
        Step.CARRY_ON: Why.NOT_WAITING,
        Step.GO_ON: Why.NOT_RESTING,
    }
    return special.get(step, Why.NOT_ACCEPTED_YET)


def _refused_by_role(passage: Passage, position: Position) -> Why | None:
    if not passage.rights:
        return None
    held = passage.rights & position.rights
    if not held:
        return Why.NOT_YOUR_ROLE
    if held == _ANSWER and position.kind is not Kind.REPRESENTATION:
        return Why.NOT_YOUR_ROLE
    needs_team = held <= _OF_OWN_TEAM and Right.WORK_ANY_TEAM not in position.rights
    return Why.NOT_YOUR_TEAM if needs_team and not position.my_team else None


def _refused_by_measure(step: Step, position: Position) -> Why | None:
    """What managing engagement asks for: who hears an appeal, who alone answers, on what we answer no more."""
    if position.appeal:
        if position.decided_restriction:  # nothing at all: the customer was promised somebody who had no part in it
            return Why.DECIDED_THE_RESTRICTION
        if step in _HEARING and not position.hears_appeals:
            return Why.HEARS_NO_APPEALS
        return Why.NEEDS_DECISION if step is Step.CHANGE_KIND else None
    if step in _ANSWERING and position.matter_closed:
        return Why.MATTER_CLOSED
    if step in _ANSWERING and position.named_other and Right.DECIDE_RESTRICTIONS not in position.rights:
        return Why.ONLY_THE_NAMED
    return None


def _refused_by_procedure(step: Step, position: Position) -> Why | None:
    """What a complaint's procedure asks for (clauses RP-6, CC-6)."""
    if step in _OF_COMPLAINTS and not position.procedure:
        return Why.NOT_A_COMPLAINT
    if step in _FRESH_EYES and position.decided_earlier:
        return Why.DECIDED_EARLIER_STAGE
    match step:
        case Step.REPLY if position.procedure:
            return Why.NEEDS_DECISION
        case Step.AGREE | Step.APPROVE if position.stage_answered:
            return Why.DECIDED_ALREADY
        case Step.APPROVE if not position.approval_asked:
            return Why.APPROVAL_NOT_ASKED
        case Step.APPROVE if position.wrote_decision:
            return Why.APPROVER_IS_AUTHOR
        case Step.TAKE_UP if not position.nameless:
            return Why.HAS_A_NAME
        case Step.TAKE_UP if Act.DECIDE not in position.open_acts:
            return Why.DECIDED_ALREADY
        case Step.ACCEPT_LATE if not position.came_late:
            return Why.CAME_IN_TIME
        case Step.ACCEPT_LATE if position.accepted_late:
            return Why.DECIDED_ALREADY
        case Step.DECIDE if position.nameless and Act.DECIDE in position.open_acts:
            return Why.NOT_TAKEN_UP
        case Step.RAISE | Step.NEXT_STAGE if not position.has_next_stage:
            return Why.NO_STAGE_AFTER
        case Step.RAISE | Step.NEXT_STAGE if not (position.stage_answered or position.next_at_once):
            return Why.STAGE_NOT_ANSWERED
        case Step.COMPLAIN if position.procedure:
            return Why.COMPLAINED_ALREADY
    return None


def _refused_by_matter(step: Step, position: Position) -> Why | None:
    praise = position.kind is Kind.COMPLIMENT
    match step:
        case Step.ACKNOWLEDGE if Act.ACKNOWLEDGE not in position.open_acts:
            return Why.ACKNOWLEDGED_ALREADY
        case Step.ACKNOWLEDGE if praise and not position.has_team:
            return Why.PRAISES_NOBODY_YET
        case Step.REPLY if praise:
            return Why.COMPLIMENT_NEEDS_NO_REPLY
        case Step.REPLY | Step.DECIDE if not position.has_owner:
            return Why.NO_NAMED_CONTACT
        case Step.EXPLAIN if position.stopped:
            return Why.CLOCK_IS_STOPPED
        case Step.EXPLAIN if Act.REPLY not in position.open_acts:
            return Why.NO_REPLY_PROMISED
        case Step.MEET if Act.MEET not in position.open_acts:
            return Why.NOT_PROMISED_HERE
        case Step.REPORT if Act.REPORT not in position.open_acts:
            return Why.NOT_PROMISED_HERE
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
