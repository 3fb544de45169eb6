"""Appeals against a restriction: always heard, by a role that hears, never by a decider, with an effect."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appeals, deciding, engaging, replies, restriction_letters, reviewing, routes, routing
from shared.casework.closing import closing_ways
from shared.casework.engaging import Standing
from shared.casework.steps import position
from shared.charter.access import Role
from shared.charter.fairness import NotAllowed, WhyNot
from shared.charter.organisation import Charter
from shared.charter.passages import refusal
from shared.charter.procedure import Finding
from shared.charter.signs import Sign
from shared.charter.vocabulary import Act, Seal
from shared.charter.workflow import Outcome, Stage, Step, StepRefused, Why
from shared.delivery.making import words_of
from shared.models.cases import Case
from shared.models.notices import Notice
from shared.models.restrictions import Entered, Restriction, State
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_member_of_staff, a_written_decision, decide
from tests.engaged import TEAM, a_restriction, days_later

#: Those whom the policy names, and two who may decide a restriction but hear no appeal.
HEARS = (Role.HEAD_OF_SERVICE, Role.STRATEGIC_LEAD, Role.EXECUTIVE_CHIEF_OFFICER)
HEARS_NOT = (Role.CASE_WORKER, Role.TEAM_LEADER, Role.CUSTOMER_RELATIONS)


@pytest.fixture
def made(session: Session, charter: Charter) -> Restriction:
    """In force, and told."""
    return a_restriction(session, charter, service="roads")


def appealed(session: Session, charter: Charter, made: Restriction, key: str = "one", **how: Any) -> Case:
    """The case of an appeal against it."""
    case = appeals.appeal(session, made, words="It was not me.", key=key, charter=charter, **{"at": TUESDAY, **how})
    session.flush()
    return case


def somebody(session: Session, role: Role, case: Case) -> Staff:
    """In the team that the appeal was offered to."""
    return a_member_of_staff(session, role, case.team or "")


def letters(session: Session, made: Restriction) -> list[str]:
    return [one.template for one in restriction_letters.letters_of(session, made)]


@pytest.mark.clause("RP-10")
def test_an_appeal_is_a_case_of_its_own_offered_to_the_service_and_sealed(
    session: Session, charter: Charter, made: Restriction
) -> None:
    case = appealed(session, charter, made)
    assert (case.procedure, case.seal, case.stage) == ("appeal", Seal.APPEAL, Stage.OFFERED)
    assert (case.team, case.customer) == (charter.services["roads"].team, made.customer)
    assert {clock.act for clock in case.clocks} >= {Act.ACKNOWLEDGE}
    assert engaging.standing(made, TUESDAY.date()) is Standing.UNDER_APPEAL
    assert engaging.is_in_force(made, TUESDAY.date(), charter), "the charter holds it meanwhile"


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("role", HEARS)
def test_an_appeal_goes_all_the_way_from_offer_to_decision(
    session: Session, charter: Charter, made: Restriction, role: Role
) -> None:
    case = appealed(session, charter, made)
    hears = somebody(session, role, case)
    how: dict[str, Any] = {"by": hears, "at": TUESDAY, "charter": charter}
    routing.accept(session, case, **how)
    replies.acknowledge(session, case, words="We look at it.", **how)
    decide(session, case, outcome=Finding.NOT_UPHELD, **how)
    assert (case.stage, made.entries[-1].what) == (Stage.CLOSED, Entered.APPEAL_DECIDED)


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize(
    ("outcome", "state", "to_change", "then"),
    [
        (Finding.UPHELD, State.ENDED, False, ["restricted", "restriction_ended"]),
        (Finding.PARTLY_UPHELD, State.IN_FORCE, True, ["restricted"]),
        (Finding.NOT_UPHELD, State.IN_FORCE, False, ["restricted"]),
    ],
)
def test_what_comes_of_it_has_an_effect_and_is_told(
    session: Session,
    charter: Charter,
    made: Restriction,
    outcome: Finding,
    state: State,
    to_change: bool,
    then: list[str],
) -> None:
    case = appealed(session, charter, made)
    decide(session, case, by=somebody(session, HEARS[0], case), charter=charter, outcome=outcome)
    session.flush()
    assert (made.state, appeals.to_change(made), letters(session, made)) == (state, to_change, then)
    told = session.scalars(sa.select(Notice).where(Notice.case_id == case.id, Notice.template == "decided")).one()
    assert [one["name"] for one in told.facts["letter"]["ombudsmen"]] == ["Scottish Public Services Ombudsman"]


def test_an_appeal_that_was_upheld_is_said_so_in_the_letter_that_it_has_ended(
    session: Session, charter: Charter, made: Restriction
) -> None:
    case = appealed(session, charter, made)
    decide(session, case, by=somebody(session, HEARS[0], case), charter=charter, outcome=Finding.UPHELD)
    session.flush()
    assert restriction_letters.letters_of(session, made)[-1].facts["upheld"] is True


@pytest.mark.clause("RP-10")
def test_upheld_in_part_it_asks_for_a_change_until_it_is_changed(
    session: Session, charter: Charter, made: Restriction
) -> None:
    case = appealed(session, charter, made)
    decide(session, case, by=somebody(session, HEARS[0], case), charter=charter, outcome=Finding.PARTLY_UPHELD)
    assert appeals.to_change(made)
    by = made.decided_by
    assert by is not None
    reviewing.end(session, made, reasons="It is quiet.", by=by, at=TUESDAY, charter=charter)
    assert not appeals.to_change(made)


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("role", HEARS_NOT)
def test_a_role_that_hears_no_appeals_decides_none(
    session: Session, charter: Charter, made: Restriction, role: Role
) -> None:
    case = appealed(session, charter, made)
    a_written_decision(session, case, by=somebody(session, HEARS[0], case), charter=charter)
    case.owner = other = somebody(session, role, case)
    assert refusal(Step.DECIDE, position(case, other, charter)) is not None
    with pytest.raises(StepRefused):
        deciding.issue(session, case, by=other, at=TUESDAY, charter=charter)
    assert case.stage is not Stage.CLOSED


#: What would make an appeal something else, or end it without a decision.
WAYS_ROUND = (Step.CLOSE, Step.CHANGE_KIND, Step.SIGN, Step.LINK, Step.SPLIT)


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("step", WAYS_ROUND)
def test_nobody_gets_round_an_appeal_by_making_it_something_else(
    session: Session, charter: Charter, made: Restriction, step: Step
) -> None:
    case = appealed(session, charter, made)
    case.stage = Stage.IN_HAND
    case.owner = relations = somebody(session, Role.CUSTOMER_RELATIONS, case)
    assert refusal(step, position(case, relations, charter)) is Why.HEARS_NO_APPEALS


def test_that_it_is_an_appeal_cannot_be_taken_back(session: Session, charter: Charter, made: Restriction) -> None:
    case = appealed(session, charter, made)
    head = somebody(session, HEARS[0], case)
    routes.set_signs(session, case, signs=[Sign.HATE], reason="Words.", by=head, at=TUESDAY, charter=charter)
    assert case.procedure == "appeal" and {*case.signs} == {Sign.RESTRICTION, Sign.HATE}


#: Whoever had a part in it, by what they did.
HAD_A_PART: dict[str, Callable[[Restriction, Staff], None]] = {
    "decided it": lambda made, who: setattr(made, "decided_by_id", who.id),
    "proposed it": lambda made, who: setattr(made, "proposed_by_id", who.id),
    "let it go without a review": lambda made, who: setattr(made, "excepted_by_id", who.id),
    "was harmed": lambda made, who: setattr(made.incidents[0], "affected_id", who.id),
    "wrote it down": lambda made, who: setattr(made.incidents[0], "staff_id", who.id),
}


@pytest.mark.clause("RP-10")
@pytest.mark.parametrize("part", HAD_A_PART)
def test_nobody_who_had_a_part_in_it_hears_the_appeal(
    session: Session, charter: Charter, made: Restriction, part: str
) -> None:
    case = appealed(session, charter, made)
    head = somebody(session, Role.HEAD_OF_SERVICE, case)
    a_written_decision(session, case, by=head, charter=charter)
    HAD_A_PART[part](made, head)
    for step in (Step.DECIDE, Step.APPROVE, Step.TAKE, Step.GIVE, *WAYS_ROUND):
        assert refusal(step, position(case, head, charter)) is Why.DECIDED_THE_RESTRICTION, step
    with pytest.raises(StepRefused):
        deciding.issue(session, case, by=head, at=TUESDAY, charter=charter)
    assert made.state is State.IN_FORCE


@pytest.mark.clause("RP-10")
def test_a_second_appeal_is_refused_while_one_is_open_and_heard_afterwards(
    session: Session, charter: Charter, made: Restriction
) -> None:
    case = appealed(session, charter, made)
    with pytest.raises(NotAllowed) as refused:
        appealed(session, charter, made, key="two")
    assert refused.value.why is WhyNot.APPEAL_OPEN
    decide(session, case, by=somebody(session, HEARS[0], case), charter=charter, outcome=Finding.NOT_UPHELD)
    assert appealed(session, charter, made, key="two") is not case


def test_pressed_twice_it_is_one(session: Session, charter: Charter, made: Restriction) -> None:
    assert appealed(session, charter, made) is appealed(session, charter, made)
    assert len(made.appeals) == 1


@pytest.mark.clause("RP-10")
def test_a_late_appeal_is_heard(session: Session, charter: Charter, made: Restriction) -> None:
    assert appealed(session, charter, made, at=days_later(80)).procedure == "appeal"


def test_what_has_ended_cannot_be_appealed_against(session: Session, charter: Charter, made: Restriction) -> None:
    reviewing.end(session, made, reasons="It is quiet.", by=made.decided_by, at=TUESDAY, charter=charter)
    with pytest.raises(NotAllowed) as refused:
        appealed(session, charter, made, at=TUESDAY + timedelta(days=1))
    assert refused.value.why is WhyNot.NOT_NOW


@pytest.mark.clause("RP-10")
def test_nobody_says_that_it_stays_while_somebody_hears_an_appeal(
    session: Session, charter: Charter, made: Restriction
) -> None:
    appealed(session, charter, made)
    how: dict[str, Any] = {"reasons": "It is quiet.", "by": made.decided_by, "at": TUESDAY, "charter": charter}
    with pytest.raises(NotAllowed) as refused:
        reviewing.review(session, made, next_on=made.ends_on, **how)
    assert refused.value.why is WhyNot.APPEAL_OPEN


def test_an_appeal_about_no_service_goes_to_customer_relations(session: Session, charter: Charter) -> None:
    case = appealed(session, charter, a_restriction(session, charter))
    assert case.team == charter.organisation.customer_relations_team
    assert case.team != TEAM


@pytest.mark.clause("RP-10")
def test_an_appeal_that_is_not_taken_back_is_decided(session: Session, charter: Charter, made: Restriction) -> None:
    case = appealed(session, charter, made)
    assert closing_ways(case) == (Outcome.WITHDRAWN,)


@pytest.mark.clause("RP-8")
def test_whoever_may_not_phone_is_not_asked_to(session: Session, charter: Charter, made: Restriction) -> None:
    case = appealed(session, charter, made)
    told = session.scalars(sa.select(Notice).where(Notice.case_id == case.id)).all()
    assert told and all(one.facts["no_phone"] for one in told)
    letter = words_of(told[0], charter, "https://council.example")
    assert "the same page" in letter.text and "can also phone" not in letter.text
