"""Who may take which step, from where: every step, every stage, every role, and why not."""

from dataclasses import replace
from itertools import product

import pytest

from shared.charter.access import RIGHTS, Role
from shared.charter.vocabulary import Act, Kind
from shared.charter.passages import PASSAGES, STAFF_STEPS, Position, refusal, resting_stage
from shared.charter.workflow import CLOSING_WITHOUT_REPLY, Outcome, Stage, Step, Why

#: Everybody who may stand before a case: each role where the case is its own team's, two from elsewhere, the customer.
PEOPLE: dict[str, tuple[Role | None, bool]] = {
    "triage": (Role.TRIAGE_OFFICER, False),
    "worker": (Role.CASE_WORKER, True),
    "leader": (Role.TEAM_LEADER, True),
    "head": (Role.HEAD_OF_SERVICE, True),
    "relations": (Role.CUSTOMER_RELATIONS, False),
    "safeguarding": (Role.SAFEGUARDING_OFFICER, False),
    "member": (Role.MEMBER, True),
    "analyst": (Role.ANALYST, True),
    "administrator": (Role.ADMINISTRATOR, True),
    "stranger": (Role.CASE_WORKER, False),
    "strange leader": (Role.TEAM_LEADER, False),
    "customer": (None, False),
}
EVERYBODY = frozenset(PEOPLE)
ANY_TEAM = frozenset({"relations", "safeguarding"})
TRIAGE = ANY_TEAM | {"triage"}
TEAM = frozenset({"worker", "leader", "head"})
STRANGERS = frozenset({"stranger", "strange leader"})
ONLOOKERS = frozenset({"member", "analyst", "administrator", "customer"})

RECEIVED, OFFERED, IN_HAND, WAITING, CLOSED = ({stage} for stage in Stage)
HELD = IN_HAND | WAITING
ROUTED = OFFERED | HELD
OPEN = RECEIVED | ROUTED
DESK = {Step.ACKNOWLEDGE, Step.ROUTE, Step.CHANGE_KIND, Step.CLOSE}
TALK = {Step.HEAR, Step.WRITE, Step.NOTE}
ANSWER = {Step.TAKE, Step.REPLY, Step.EXPLAIN}
OFFER = {Step.ACCEPT, Step.SEND_BACK}

# steps, stages, people, why not (None: it is open), reason
ROWS = [
    (DESK | TALK | {Step.ASK}, RECEIVED, TRIAGE, None, "what just came in is for triage to see to"),
    (DESK | TALK | {Step.ASK}, RECEIVED, TEAM | STRANGERS, Why.NOT_YOUR_TEAM, "no team has it yet"),
    (DESK | TALK | {Step.ASK}, RECEIVED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (DESK | TALK, ROUTED, TRIAGE | TEAM, None, "triage and the team that has it can both help"),
    (DESK | TALK, ROUTED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case is not theirs to touch"),
    (DESK | TALK, ROUTED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (DESK | {Step.ASK, Step.CARRY_ON}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over until it is opened again"),
    (TALK, CLOSED, TRIAGE | TEAM, None, "people still ring about an answered case"),
    (TALK, CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "an answered case of another team stays theirs"),
    (TALK, CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.ASK}, OFFERED | IN_HAND, TRIAGE | TEAM, None, "a question may be asked before anybody accepts"),
    ({Step.ASK}, OFFERED | IN_HAND, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    ({Step.ASK}, OFFERED | IN_HAND, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.ASK}, WAITING, EVERYBODY, Why.WAITING_ALREADY, "one question is out already"),
    ({Step.CARRY_ON}, RECEIVED | OFFERED | IN_HAND, EVERYBODY, Why.NOT_WAITING, "nobody was asked anything"),
    ({Step.CARRY_ON}, WAITING, TRIAGE | TEAM, None, "whoever could ask can go on without the answer"),
    ({Step.CARRY_ON}, WAITING, STRANGERS, Why.NOT_YOUR_TEAM, "another team's question"),
    ({Step.CARRY_ON}, WAITING, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (OFFER, OFFERED, TEAM | ANY_TEAM, None, "the team says yes or no; customer relations for any team"),
    (OFFER, OFFERED, {"triage"} | ONLOOKERS, Why.NOT_YOUR_ROLE, "whoever offers does not accept"),
    (OFFER, OFFERED, STRANGERS, Why.NOT_YOUR_TEAM, "it was offered to somebody else"),
    (OFFER, RECEIVED | HELD, EVERYBODY, Why.NOT_OFFERED, "nothing lies on offer"),
    (OFFER, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over"),
    (ANSWER, HELD, TEAM | ANY_TEAM, None, "the team answers; customer relations for any team"),
    (ANSWER, HELD, {"triage"} | ONLOOKERS, Why.NOT_YOUR_ROLE, "triage routes and does not answer"),
    (ANSWER, HELD, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    (ANSWER | {Step.GIVE}, RECEIVED | OFFERED, EVERYBODY, Why.NOT_ACCEPTED_YET, "nobody answers before saying yes"),
    (ANSWER | {Step.GIVE}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over"),
    ({Step.GIVE}, HELD, {"leader", "head", "relations"}, None, "those who share out the work"),
    ({Step.GIVE}, HELD, {"strange leader"}, Why.NOT_YOUR_TEAM, "a leader shares out her own team's work"),
    ({Step.GIVE}, HELD, {"triage", "worker", "stranger"} | ONLOOKERS, Why.NOT_YOUR_ROLE, "not theirs to share out"),
    ({Step.GIVE}, HELD, {"safeguarding"}, Why.NOT_YOUR_ROLE, "they work on a case, and share out none"),
    ({Step.CLEAR_UP}, OPEN | CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's message"),
    ({Step.CLEAR_UP}, OPEN | CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they write to nobody"),
    ({Step.CLEAR_UP}, ROUTED | CLOSED, TEAM, Why.NOTHING_TO_EXPLAIN, "nobody has asked"),
    ({Step.CLEAR_UP}, RECEIVED, TEAM, Why.NOT_YOUR_TEAM, "no team has it yet"),
    ({Step.CLEAR_UP}, OPEN | CLOSED, TRIAGE, Why.NOTHING_TO_EXPLAIN, "nobody has asked"),
    ({Step.APPOINT}, ROUTED, TRIAGE | TEAM, None, "whoever may write to somebody may also meet them"),
    ({Step.APPOINT}, RECEIVED, TRIAGE, None, "somebody may be met before it is known whose matter it is"),
    ({Step.APPOINT}, RECEIVED, TEAM, Why.NOT_YOUR_TEAM, "no team has it yet"),
    ({Step.APPOINT}, OPEN, STRANGERS, Why.NOT_YOUR_TEAM, "another team's customer"),
    ({Step.APPOINT}, OPEN, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.APPOINT}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "what is over needs no meeting"),
    ({Step.REOPEN}, CLOSED, TRIAGE | TEAM, None, "whoever could close it can open it"),
    ({Step.REOPEN}, CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    ({Step.REOPEN}, CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "the customer opens it by writing, not by this step"),
    ({Step.REOPEN}, OPEN, EVERYBODY, Why.NOT_CLOSED, "it is open"),
    ({Step.ADD}, OPEN | CLOSED, EVERYBODY, None, "whoever holds the key to a case may always say more"),
    ({Step.WITHDRAW}, OPEN, EVERYBODY, None, "whoever holds the key may call an open case off"),
    ({Step.WITHDRAW}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "there is nothing left to call off"),
]


def standing_at(stage: Stage, who: str, kind: Kind = Kind.REQUEST) -> Position:
    """That person before an ordinary case at that stage, with everything still to do."""
    role, own = PEOPLE[who]
    return Position(
        kind=kind,
        stage=stage,
        has_team=stage is not Stage.RECEIVED,
        has_owner=stage in HELD | CLOSED,
        mine=False,
        my_team=own and stage is not Stage.RECEIVED,
        open_acts=frozenset({Act.ACKNOWLEDGE, Act.REPLY}),
        stopped=False,
        rights=RIGHTS[role] if role else frozenset(),
    )


def test_every_step_at_every_stage_for_every_person_is_decided_by_one_row() -> None:
    decided = [cell for steps, stages, people, _, _ in ROWS for cell in product(steps, stages, people)]
    assert len(decided) == len(set(decided)), "two rows decide one thing"
    assert set(decided) == set(product(Step, Stage, PEOPLE))
    assert {role for role, _ in PEOPLE.values()} == {*Role, None}


@pytest.mark.clause("CH-3", "CC-5")
@pytest.mark.parametrize(("steps", "stages", "people", "why", "reason"), ROWS)
def test_who_may_take_which_step_from_where(
    steps: set[Step], stages: set[Stage], people: set[str], why: Why | None, reason: str
) -> None:
    for step, stage, who in product(steps, stages, people):
        assert refusal(step, standing_at(stage, who)) is why, f"{step} by {who} at {stage}: {reason}"


# step, what is different about the case, why not, reason
MATTERS = [
    (Step.ACKNOWLEDGE, {"open_acts": {Act.REPLY}}, Why.ACKNOWLEDGED_ALREADY, "nobody is told twice that we have it"),
    (Step.ACKNOWLEDGE, {"kind": Kind.COMPLIMENT}, None, "praise that has its team is passed on"),
    (
        Step.ACKNOWLEDGE,
        {"kind": Kind.COMPLIMENT, "has_team": False, "rights": RIGHTS[Role.TRIAGE_OFFICER]},
        Why.PRAISES_NOBODY_YET,
        "praise must reach somebody before it is acknowledged",
    ),
    (
        Step.ACKNOWLEDGE,
        {"has_team": False, "rights": RIGHTS[Role.TRIAGE_OFFICER]},
        None,
        "anything else may be acknowledged before it is routed",
    ),
    (Step.REPLY, {"kind": Kind.COMPLIMENT}, Why.COMPLIMENT_NEEDS_NO_REPLY, "thanks are enough"),
    (Step.REPLY, {"has_owner": False}, Why.NO_NAMED_CONTACT, "an answer names whom to ask for"),
    (Step.REPLY, {"open_acts": set()}, None, "an answer may be given though none is owed"),
    (Step.REPLY, {"stopped": True}, None, "whoever can answer early does not wait"),
    (Step.EXPLAIN, {"stopped": True}, Why.CLOCK_IS_STOPPED, "there is no date to move"),
    (Step.EXPLAIN, {"open_acts": {Act.ACKNOWLEDGE}}, Why.NO_REPLY_PROMISED, "no answer has a date yet"),
    (Step.TAKE, {"mine": True}, Why.YOURS_ALREADY, "nobody takes what she has"),
    (Step.CLEAR_UP, {"asked_to_explain": False}, Why.NOTHING_TO_EXPLAIN, "nobody has asked, or all is explained"),
    (Step.TAKE, {"has_owner": False}, None, "a case without an owner is there to be taken"),
    (Step.NOTE, {"kind": Kind.COMPLIMENT, "open_acts": set(), "stopped": True}, None, "a note needs nothing"),
]


@pytest.mark.clause("CC-2", "FP-1")
@pytest.mark.parametrize(("step", "different", "why", "reason"), MATTERS)
def test_what_a_step_itself_needs(step: Step, different: dict[str, object], why: Why | None, reason: str) -> None:
    changed = {key: frozenset(value) if isinstance(value, set) else value for key, value in different.items()}
    ordinary = replace(standing_at(Stage.IN_HAND, "worker"), asked_to_explain=True)
    assert refusal(step, ordinary) is None, "on an ordinary case it is open"
    assert refusal(step, replace(ordinary, **changed)) is why, reason


def test_a_person_reads_first_what_she_can_change_least() -> None:
    far = replace(standing_at(Stage.CLOSED, "stranger"), open_acts=frozenset())
    assert refusal(Step.REPLY, far) is Why.CLOSED_ALREADY, "stage before team, team before matter"


#: Only these steps take a case to another stage by themselves; asking and hearing also let it rest again.
MOVES = {
    Step.ROUTE: Stage.OFFERED,
    Step.ACCEPT: Stage.IN_HAND,
    Step.SEND_BACK: Stage.RECEIVED,
    Step.REPLY: Stage.CLOSED,
    Step.ASK: Stage.WAITING,
    Step.CLOSE: Stage.CLOSED,
    Step.WITHDRAW: Stage.CLOSED,
}


def test_every_step_is_in_the_table_and_leads_where_it_says() -> None:
    assert set(PASSAGES) == set(Step)
    assert {step: passage.ends for step, passage in PASSAGES.items() if passage.ends} == MOVES
    assert set(Step) - set(STAFF_STEPS) == {Step.ADD, Step.WITHDRAW}, "the rest are for staff"


@pytest.mark.parametrize(
    ("has_team", "accepted", "expected", "reason"),
    [
        (False, False, Stage.RECEIVED, "nobody has it"),
        (True, False, Stage.OFFERED, "a team was asked and has not said yes"),
        (True, True, Stage.IN_HAND, "a team said yes"),
    ],
)
def test_a_case_rests_where_it_lay_before_the_question(
    has_team: bool, accepted: bool, expected: Stage, reason: str
) -> None:
    assert resting_stage(has_team=has_team, accepted=accepted) is expected, reason


@pytest.mark.clause("CC-7")
def test_staff_cannot_close_as_answered_what_nobody_answered() -> None:
    assert set(Outcome) - set(CLOSING_WITHOUT_REPLY) == {
        Outcome.ANSWERED,
        Outcome.THANKED,
        Outcome.RESOLVED_AT_FIRST_CONTACT,
    }
