"""Who may take which step, from where: every step, every stage, every role."""

from dataclasses import replace
from itertools import product

import pytest

from shared.charter.access import RIGHTS, Right, Role
from shared.charter.passages import PASSAGES, STAFF_STEPS, Position, refusal, resting_stage
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Stage, Step, Why

#: Everybody who may stand before a case: each role where the case is its own team's, two from elsewhere, the customer.
PEOPLE: dict[str, tuple[Role | None, bool]] = {
    "triage": (Role.TRIAGE_OFFICER, False),
    "worker": (Role.CASE_WORKER, True),
    "leader": (Role.TEAM_LEADER, True),
    "head": (Role.HEAD_OF_SERVICE, True),
    "lead": (Role.STRATEGIC_LEAD, True),
    "officer": (Role.EXECUTIVE_CHIEF_OFFICER, True),
    "relations": (Role.CUSTOMER_RELATIONS, False),
    "safeguarding": (Role.SAFEGUARDING_OFFICER, False),
    "member": (Role.MEMBER, True),
    "analyst": (Role.ANALYST, True),
    "administrator": (Role.ADMINISTRATOR, True),
    "chief": (Role.CHIEF_EXECUTIVE, True),
    "depute": (Role.DEPUTE_CHIEF_EXECUTIVE, True),
    "stranger": (Role.CASE_WORKER, False),
    "strange leader": (Role.TEAM_LEADER, False),
    "customer": (None, False),
}
EVERYBODY = frozenset(PEOPLE)
ANY_TEAM = frozenset({"relations", "safeguarding"})
TRIAGE = ANY_TEAM | {"triage"}
MANAGERS = frozenset({"leader", "head", "lead", "officer"})
TEAM = MANAGERS | {"worker"}
STRANGERS = frozenset({"stranger", "strange leader"})
ONLOOKERS = frozenset({"member", "analyst", "administrator", "chief", "depute", "customer"})
NO_MANAGERS = ONLOOKERS | {"triage", "worker", "stranger", "safeguarding"}

RECEIVED, OFFERED, IN_HAND, WAITING, RESTING, CLOSED = ({stage} for stage in Stage)
HELD = IN_HAND | WAITING
ROUTED = OFFERED | HELD
RUNNING = RECEIVED | ROUTED
OPEN = RUNNING | RESTING
WITH_TEAM = ROUTED | RESTING
DESK = {Step.ACKNOWLEDGE, Step.ROUTE, Step.CHANGE_KIND, Step.SIGN}
PROCEDURE = {Step.AGREE, Step.ACCEPT_LATE, Step.MEET, Step.REPORT, Step.REST, Step.RAISE}
TALK = {Step.HEAR, Step.WRITE, Step.NOTE, Step.LINK, Step.KEEP_APART, Step.SAY_WHEN}
ANSWER = {Step.TAKE, Step.REPLY, Step.EXPLAIN, Step.DECIDE}
OFFER = {Step.ACCEPT, Step.SEND_BACK}
#: What may be arranged or set apart while a case is open.
MORE = {Step.APPOINT, Step.SPLIT}
#: What the customer does, whoever looks over their shoulder.
OURS = {Step.ADD, Step.NEXT_STAGE, Step.COMPLAIN}

# steps, stages, people, why not (None: it is open), reason
ROWS = [
    (DESK | PROCEDURE | TALK | {Step.ASK}, RECEIVED, TRIAGE, None, "what just came in is for triage to see to"),
    (DESK | PROCEDURE | TALK | {Step.ASK}, RECEIVED, TEAM | STRANGERS, Why.NOT_YOUR_TEAM, "no team has it yet"),
    (DESK | PROCEDURE | TALK | {Step.ASK}, RECEIVED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (DESK | PROCEDURE | TALK, ROUTED, TRIAGE | TEAM, None, "triage and the team that has it can both help"),
    (DESK | PROCEDURE | TALK, ROUTED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case is not theirs to touch"),
    (DESK | PROCEDURE | TALK, ROUTED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (DESK | PROCEDURE | {Step.ASK, Step.CARRY_ON}, RESTING, EVERYBODY, Why.RESTING_ALREADY, "people talk it over"),
    ((DESK | PROCEDURE) - {Step.RAISE}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over until it is opened again"),
    ({Step.ASK, Step.CARRY_ON, Step.CLOSE}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "nobody is asked once it is over"),
    ({Step.RAISE}, CLOSED, TRIAGE | TEAM, None, "the next stage begins after the answer of this one"),
    ({Step.RAISE}, CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's complaint"),
    ({Step.RAISE}, CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (TALK, RESTING | CLOSED, TRIAGE | TEAM, None, "people still ring about an answered case, or one that rests"),
    (TALK, RESTING | CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "a case of another team stays theirs"),
    (TALK, RESTING | CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.CLOSE}, RECEIVED, TRIAGE, None, "what needs no answer is closed with a reason"),
    ({Step.CLOSE}, RECEIVED, TEAM | STRANGERS, Why.NOT_YOUR_TEAM, "no team has it yet"),
    ({Step.CLOSE}, WITH_TEAM, TRIAGE | TEAM, None, "and what talking has settled"),
    ({Step.CLOSE}, WITH_TEAM, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    ({Step.CLOSE}, OPEN, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.ASK}, OFFERED | IN_HAND, TRIAGE | TEAM, None, "a question may be asked before anybody accepts"),
    ({Step.ASK}, OFFERED | IN_HAND, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    ({Step.ASK}, OFFERED | IN_HAND, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.ASK}, WAITING, EVERYBODY, Why.WAITING_ALREADY, "one question is out already"),
    ({Step.CARRY_ON}, RECEIVED | OFFERED | IN_HAND, EVERYBODY, Why.NOT_WAITING, "nobody was asked anything"),
    ({Step.CARRY_ON}, WAITING, TRIAGE | TEAM, None, "whoever could ask can go on without the answer"),
    ({Step.CARRY_ON}, WAITING, STRANGERS, Why.NOT_YOUR_TEAM, "another team's question"),
    ({Step.CARRY_ON}, WAITING, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.GO_ON}, RESTING, TRIAGE | TEAM, None, "whoever let it rest can go on"),
    ({Step.GO_ON}, RESTING, STRANGERS, Why.NOT_YOUR_TEAM, "another team's complaint"),
    ({Step.GO_ON}, RESTING, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    ({Step.GO_ON}, RUNNING, EVERYBODY, Why.NOT_RESTING, "it does not rest"),
    ({Step.GO_ON}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over"),
    (OFFER, OFFERED, TEAM | ANY_TEAM, None, "the team says yes or no; customer relations for any team"),
    (OFFER, OFFERED, {"triage"} | ONLOOKERS, Why.NOT_YOUR_ROLE, "whoever offers does not accept"),
    (OFFER, OFFERED, STRANGERS, Why.NOT_YOUR_TEAM, "it was offered to somebody else"),
    (OFFER, RECEIVED | HELD, EVERYBODY, Why.NOT_OFFERED, "nothing lies on offer"),
    (OFFER, RESTING, EVERYBODY, Why.RESTING_ALREADY, "nothing is asked of a team while it rests"),
    (OFFER, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over"),
    (ANSWER, HELD, TEAM | ANY_TEAM, None, "the team answers; customer relations for any team"),
    (ANSWER, HELD, {"triage"} | ONLOOKERS, Why.NOT_YOUR_ROLE, "triage routes and does not answer"),
    (ANSWER, HELD, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    (ANSWER | {Step.GIVE}, RECEIVED | OFFERED, EVERYBODY, Why.NOT_ACCEPTED_YET, "nobody answers before saying yes"),
    (ANSWER | {Step.GIVE}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over"),
    (ANSWER - {Step.TAKE}, RESTING, EVERYBODY, Why.RESTING_ALREADY, "nobody answers over the heads of those who talk"),
    ({Step.TAKE}, RESTING, TEAM | ANY_TEAM, None, "somebody else may look after it meanwhile"),
    ({Step.TAKE}, RESTING, {"triage"} | ONLOOKERS, Why.NOT_YOUR_ROLE, "triage answers nothing"),
    ({Step.TAKE}, RESTING, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    ({Step.GIVE}, HELD | RESTING, MANAGERS | {"relations"}, None, "those who share out the work"),
    ({Step.GIVE}, HELD | RESTING, {"strange leader"}, Why.NOT_YOUR_TEAM, "a leader shares out her own team's work"),
    ({Step.GIVE}, HELD | RESTING, NO_MANAGERS, Why.NOT_YOUR_ROLE, "not theirs to share out"),
    ({Step.APPROVE}, HELD, MANAGERS | {"relations"}, None, "a manager reads a decision before it leaves"),
    ({Step.APPROVE}, HELD, {"strange leader"}, Why.NOT_YOUR_TEAM, "another team's decision"),
    ({Step.APPROVE}, HELD, NO_MANAGERS, Why.NOT_YOUR_ROLE, "they approve nothing"),
    ({Step.APPROVE}, RECEIVED | OFFERED, EVERYBODY, Why.NOT_ACCEPTED_YET, "nothing is decided before somebody accepts"),
    ({Step.APPROVE}, RESTING, EVERYBODY, Why.RESTING_ALREADY, "people talk it over"),
    ({Step.APPROVE, Step.TAKE_UP}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "it is over"),
    ({Step.TAKE_UP}, ROUTED, MANAGERS | {"relations"}, None, "a manager decides on what nobody signed"),
    ({Step.TAKE_UP}, RECEIVED, {"relations"}, None, "or Customer Relations, before any team has it"),
    ({Step.TAKE_UP}, RECEIVED, MANAGERS | {"strange leader"}, Why.NOT_YOUR_TEAM, "no team has it yet"),
    ({Step.TAKE_UP}, ROUTED, {"strange leader"}, Why.NOT_YOUR_TEAM, "a manager of another team"),
    ({Step.TAKE_UP}, RUNNING, NO_MANAGERS, Why.NOT_YOUR_ROLE, "they are no managers"),
    ({Step.TAKE_UP}, RESTING, EVERYBODY, Why.RESTING_ALREADY, "it is with the mediators"),
    ({Step.CLEAR_UP}, OPEN | CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's message"),
    ({Step.CLEAR_UP}, OPEN | CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "they write to nobody"),
    ({Step.CLEAR_UP}, WITH_TEAM | CLOSED, TEAM, Why.NOTHING_TO_EXPLAIN, "nobody has asked"),
    ({Step.CLEAR_UP}, RECEIVED, TEAM, Why.NOT_YOUR_TEAM, "no team has it yet"),
    ({Step.CLEAR_UP}, OPEN | CLOSED, TRIAGE, Why.NOTHING_TO_EXPLAIN, "nobody has asked"),
    (MORE, WITH_TEAM, TRIAGE | TEAM, None, "whoever may write to somebody may also meet them"),
    (MORE, RECEIVED, TRIAGE, None, "somebody may be met before it is known whose matter it is"),
    (MORE, RECEIVED, TEAM, Why.NOT_YOUR_TEAM, "no team has it yet"),
    (MORE, OPEN, STRANGERS, Why.NOT_YOUR_TEAM, "another team's customer"),
    (MORE, OPEN, ONLOOKERS, Why.NOT_YOUR_ROLE, "they work on no case"),
    (MORE, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "what is over needs no meeting"),
    ({Step.REOPEN}, CLOSED, TRIAGE | TEAM, None, "whoever could close it can open it"),
    ({Step.REOPEN}, CLOSED, STRANGERS, Why.NOT_YOUR_TEAM, "another team's case"),
    ({Step.REOPEN}, CLOSED, ONLOOKERS, Why.NOT_YOUR_ROLE, "the customer opens it by writing, not by this step"),
    ({Step.REOPEN}, RUNNING, EVERYBODY, Why.NOT_CLOSED, "it is open"),
    ({Step.REOPEN}, RESTING, EVERYBODY, Why.RESTING_ALREADY, "it is open, and rests"),
    (OURS, OPEN | CLOSED, EVERYBODY, None, "whoever holds the key to a case may always say more, and complain"),
    ({Step.WITHDRAW}, OPEN, EVERYBODY, None, "whoever holds the key may call an open case off"),
    ({Step.WITHDRAW}, CLOSED, EVERYBODY, Why.CLOSED_ALREADY, "there is nothing left to call off"),
]

#: What a step of a complaint's procedure finds when it can be taken; the other steps are tried on a request.
COMPLAINTS: dict[Step, dict[str, object]] = {
    Step.AGREE: {},
    Step.ACCEPT_LATE: {"came_late": True},
    Step.SAY_WHEN: {},
    Step.DECIDE: {},
    Step.REST: {},
    Step.APPROVE: {"approval_asked": True},
    Step.TAKE_UP: {"nameless": True, "open_acts": frozenset({Act.DECIDE})},
    Step.MEET: {"open_acts": frozenset({Act.MEET})},
    Step.REPORT: {"open_acts": frozenset({Act.REPORT})},
    Step.RAISE: {"has_next_stage": True, "next_at_once": True},
    Step.NEXT_STAGE: {"has_next_stage": True, "next_at_once": True},
}


def standing_at(stage: Stage, who: str, step: Step | None = None) -> Position:
    """That person before an ordinary case at that stage, with everything still to do that the step needs."""
    role, own = PEOPLE[who]
    found = Position(
        kind=Kind.REQUEST,
        stage=stage,
        has_team=stage is not Stage.RECEIVED,
        has_owner=stage in HELD | CLOSED,
        mine=False,
        my_team=own and stage is not Stage.RECEIVED,
        open_acts=frozenset({Act.ACKNOWLEDGE, Act.REPLY}),
        stopped=False,
        rights=RIGHTS[role] if role else frozenset(),
    )
    if step not in COMPLAINTS:
        return found
    return replace(found, kind=Kind.COMPLAINT, procedure="complaint", **COMPLAINTS[step])


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
        assert refusal(step, standing_at(stage, who, step)) is why, f"{step} by {who} at {stage}: {reason}"


#: Only these steps take a case to another stage by themselves; asking and hearing also let it rest again.
MOVES = {
    Step.ROUTE: Stage.OFFERED,
    Step.ACCEPT: Stage.IN_HAND,
    Step.SEND_BACK: Stage.RECEIVED,
    Step.REPLY: Stage.CLOSED,
    Step.DECIDE: Stage.CLOSED,
    Step.ASK: Stage.WAITING,
    Step.REST: Stage.RESTING,
    Step.CLOSE: Stage.CLOSED,
    Step.WITHDRAW: Stage.CLOSED,
}


def test_every_step_is_in_the_table_and_leads_where_it_says() -> None:
    assert set(PASSAGES) == set(Step)
    assert {step: passage.ends for step, passage in PASSAGES.items() if passage.ends} == MOVES
    assert set(Step) - set(STAFF_STEPS) == OURS | {Step.WITHDRAW}, "the rest are for staff"


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


# kind, step, why not, reason
VIEWS = [
    (Kind.REPRESENTATION, Step.ACCEPT, None, "it is about a policy that councillors made"),
    (Kind.REPRESENTATION, Step.REPLY, None, "and they answer what they made"),
    (Kind.REPRESENTATION, Step.WRITE, None, "or ask back in a letter"),
    (Kind.REPRESENTATION, Step.CLOSE, Why.NOT_YOUR_ROLE, "whether it is answered at all is for officers"),
    (Kind.REPRESENTATION, Step.CHANGE_KIND, Why.NOT_YOUR_ROLE, "and what it is, too"),
    (Kind.REQUEST, Step.REPLY, Why.NOT_YOUR_ROLE, "bins are the officers'"),
    (Kind.COMMENT, Step.WRITE, Why.NOT_YOUR_ROLE, "so are ideas about bins"),
]


@pytest.mark.clause("FP-6")
@pytest.mark.parametrize(("kind", "step", "why", "reason"), VIEWS)
def test_a_councillor_answers_views_about_policies_and_nothing_else(
    kind: Kind, step: Step, why: Why | None, reason: str
) -> None:
    stage = Stage.OFFERED if step is Step.ACCEPT else Stage.IN_HAND
    before = replace(standing_at(stage, "worker"), kind=kind, rights=RIGHTS[Role.MEMBER])
    assert refusal(step, before) is why, reason
    if why is None:
        assert refusal(step, replace(before, my_team=False)) is Why.NOT_YOUR_TEAM, "another committee's is not theirs"


_MANAGES = RIGHTS[Role.TEAM_LEADER]
_WORKS = RIGHTS[Role.CASE_WORKER]
_HEARS = RIGHTS[Role.HEAD_OF_SERVICE]

# step, what is true besides, whose rights, why not (None: it is open), reason
MEASURES = [
    (Step.WRITE, {"named_other": True}, _WORKS, Why.ONLY_THE_NAMED, "one person deals with everything (RP-8)"),
    (Step.REPLY, {"named_other": True}, _WORKS, Why.ONLY_THE_NAMED, "an answer most of all"),
    (Step.APPOINT, {"named_other": True}, _WORKS, Why.ONLY_THE_NAMED, "a meeting is an answer too"),
    (Step.WRITE, {"named_other": True}, _MANAGES, None, "a manager may, where the one person is ill"),
    (Step.ACKNOWLEDGE, {"named_other": True}, _WORKS, None, "that we have it is told by anybody, in time"),
    (Step.NOTE, {"named_other": True}, _WORKS, None, "what they hear is still written down"),
    (Step.HEAR, {"matter_closed": True}, _WORKS, None, "what comes in is always kept"),
    (Step.WRITE, {"matter_closed": True}, _MANAGES, Why.MATTER_CLOSED, "we have said that we answer no more"),
    (Step.DECIDE, {"appeal": True}, _MANAGES, Why.HEARS_NO_APPEALS, "a team leader hears no appeal (RP-10)"),
    (Step.DECIDE, {"appeal": True, "hears_appeals": True}, _HEARS, None, "a head of service does"),
    (
        Step.DECIDE,
        {"appeal": True, "hears_appeals": True, "decided_restriction": True},
        _HEARS,
        Why.DECIDED_THE_RESTRICTION,
        "never whoever decided it",
    ),
    (
        Step.TAKE,
        {"appeal": True, "decided_restriction": True},
        _HEARS,
        Why.DECIDED_THE_RESTRICTION,
        "nor do they look after it",
    ),
    (
        Step.CHANGE_KIND,
        {"appeal": True, "hears_appeals": True},
        _HEARS,
        Why.NEEDS_DECISION,
        "an appeal is heard and never made something else",
    ),
    (Step.ACKNOWLEDGE, {"appeal": True}, _WORKS, None, "that we have an appeal is told by anybody who sees it"),
]


@pytest.mark.clause("RP-8", "RP-10")
@pytest.mark.parametrize(("step", "true", "rights", "why", "reason"), MEASURES)
def test_what_a_measure_or_an_appeal_asks_of_whoever_acts(
    step: Step, true: dict[str, bool], rights: frozenset[Right], why: Why | None, reason: str
) -> None:
    where = replace(standing_at(Stage.IN_HAND, "worker", step), rights=rights, **true)  # type: ignore[arg-type]
    assert refusal(step, where) is why, reason
