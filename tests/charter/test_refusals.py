"""What a step itself needs, when the stage, the role and the team are right: of the matter, and of its procedure."""

from dataclasses import replace

import pytest

from shared.charter.access import RIGHTS, Role
from shared.charter.passages import refusal
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Stage, Step, Why
from tests.charter.test_passages import COMPLAINTS, standing_at

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


#: Before a complaint that may be decided, asked about again and raised: everything that any of these steps needs.
READY = {"kind": Kind.COMPLAINT, "procedure": "complaint", "has_next_stage": True, "next_at_once": True}

# step, what is different about the complaint, why not, reason
OF_COMPLAINTS = [
    (Step.REPLY, {}, Why.NEEDS_DECISION, "a complaint is decided, with reasons"),
    (Step.DECIDE, {"nameless": True, "open_acts": {Act.DECIDE}}, Why.NOT_TAKEN_UP, "a manager decides first"),
    (Step.DECIDE, {"nameless": True}, None, "the manager has decided to look into it"),
    (Step.DECIDE, {"has_owner": False}, Why.NO_NAMED_CONTACT, "a decision names whom to ask for"),
    (Step.DECIDE, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "stage 2 has another handler (E-21)"),
    (Step.TAKE, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "nor does she take it"),
    (Step.AGREE, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "nor does she say what it is about"),
    (Step.ACKNOWLEDGE, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "somebody else says that they look again"),
    (Step.EXPLAIN, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "nor is the date hers to move"),
    (Step.REST, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "nor does she let it lie"),
    (Step.CLOSE, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "nobody shuts the door on her own answer"),
    (Step.CHANGE_KIND, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "it stays a complaint for others to read"),
    (Step.LINK, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "nor does she put it away in another case"),
    (Step.SPLIT, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "or take a part out of it"),
    (Step.SIGN, {"decided_earlier": True}, Why.DECIDED_EARLIER_STAGE, "or send it on by another way"),
    (Step.ROUTE, {"decided_earlier": True}, None, "she may hand it on"),
    (Step.HEAR, {"decided_earlier": True}, None, "and write down what somebody tells her on the phone"),
    (Step.AGREE, {"stage_answered": True}, Why.DECIDED_ALREADY, "it was decided"),
    (Step.APPROVE, {"approval_asked": False}, Why.APPROVAL_NOT_ASKED, "nobody has asked yet"),
    (Step.APPROVE, {"wrote_decision": True}, Why.APPROVER_IS_AUTHOR, "nobody reads her own letter for the council"),
    (Step.APPROVE, {"stage_answered": True}, Why.DECIDED_ALREADY, "it has left already"),
    (Step.TAKE_UP, {"nameless": False}, Why.HAS_A_NAME, "whoever signed is promised an answer"),
    (Step.TAKE_UP, {"open_acts": {Act.REPLY}}, Why.DECIDED_ALREADY, "the manager has decided"),
    (Step.ACCEPT_LATE, {"came_late": False}, Why.CAME_IN_TIME, "nothing to excuse"),
    (Step.ACCEPT_LATE, {"accepted_late": True}, Why.DECIDED_ALREADY, "somebody has said why already"),
    (Step.MEET, {"open_acts": {Act.REPLY}}, Why.NOT_PROMISED_HERE, "no talk and no panel was promised"),
    (Step.REPORT, {"open_acts": {Act.REPLY}}, Why.NOT_PROMISED_HERE, "no report was promised"),
    (Step.RAISE, {"has_next_stage": False}, Why.NO_STAGE_AFTER, "that was our last word"),
    (Step.RAISE, {"next_at_once": False}, Why.STAGE_NOT_ANSWERED, "first we answer at this stage"),
    (Step.RAISE, {"next_at_once": False, "stage_answered": True}, None, "answered: they may go on"),
    (Step.NEXT_STAGE, {"has_next_stage": False}, Why.NO_STAGE_AFTER, "then the ombudsman looks at it"),
    (Step.NEXT_STAGE, {"next_at_once": False}, Why.STAGE_NOT_ANSWERED, "first we answer at this stage"),
    (Step.NEXT_STAGE, {"decided_earlier": True}, None, "no handler of ours can shut that way"),
    (Step.COMPLAIN, {}, Why.COMPLAINED_ALREADY, "this is the complaint"),
    (Step.EXPLAIN, {}, None, "more time, with reasons"),
    (Step.NOTE, {"kept_apart": True}, Why.KEPT_APART, "whoever it is about does not touch it"),
    (Step.DECIDE, {"kept_apart": True}, Why.KEPT_APART, "and decides nothing about it"),
]


@pytest.mark.clause("RP-6", "CC-6", "FP-5")
@pytest.mark.parametrize(("step", "different", "why", "reason"), OF_COMPLAINTS)
def test_what_a_complaints_procedure_asks_of_a_step(
    step: Step, different: dict[str, object], why: Why | None, reason: str
) -> None:
    who = "leader" if step in (Step.APPROVE, Step.TAKE_UP) else "worker"
    ready = replace(standing_at(Stage.IN_HAND, who, step), **READY)
    changed = {key: frozenset(value) if isinstance(value, set) else value for key, value in different.items()}
    assert refusal(step, replace(ready, **changed)) is why, reason


@pytest.mark.parametrize("step", sorted(COMPLAINTS))
def test_what_belongs_to_a_complaint_is_open_on_no_request(step: Step) -> None:
    request = replace(standing_at(Stage.IN_HAND, "leader", step), kind=Kind.REQUEST, procedure="")
    assert refusal(step, request) is Why.NOT_A_COMPLAINT


def test_a_person_reads_first_what_she_can_change_least() -> None:
    far = replace(standing_at(Stage.CLOSED, "stranger"), open_acts=frozenset())
    assert refusal(Step.REPLY, far) is Why.CLOSED_ALREADY, "stage before team, team before matter"
    assert refusal(Step.REPLY, replace(far, kept_apart=True)) is Why.KEPT_APART, "before anything else about the case"
