"""A complaint goes from stage to stage, and nobody judges their own decision."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from shared.casework import clocks, decisions, procedures, replies, routing, stages
from shared.casework.accounts import able_to_deal_with
from shared.casework.closing import close
from shared.casework.steps import steps_for
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act
from shared.charter.workflow import Outcome, Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.builders import a_decided_complaint, decide
from tests.casework.complaining import acting, defined, in_hand, last_notice, on
from tests.people import Cast, a_cast


def escalated(session: Session, charter: Charter, cast: Cast) -> Case:
    """A complaint that the worker decided, which the customer wants looked at again."""
    case = a_decided_complaint(session, charter, by=cast.worker)
    stages.ask_next_stage(session, case, words="", at=on(4), charter=charter)
    session.flush()
    return case


@pytest.mark.clause("RP-6")
def test_the_next_stage_begins_afresh_with_its_own_dates(session: Session, charter: Charter, cast: Cast) -> None:
    case = escalated(session, charter, cast)
    assert (case.stage_number, case.stage, case.owner, case.outcome) == (2, Stage.OFFERED, None, None)
    due = {clock.act: clock.due_on for clock in case.clocks if clock.open}
    # Counted inclusively from Thursday 4 March: three days, and twenty with Good Friday's weekend among them.
    assert due[Act.ACKNOWLEDGE] == date(2027, 3, 8)
    assert due[Act.REPLY] == charter.calendar.add(date(2027, 3, 4), 19)
    assert procedures.began_on(case) == date(2027, 3, 4)
    assert last_notice(session, case).template == "escalated"
    assert last_notice(session, case).facts["stage"] == "Investigation"


@pytest.mark.clause("RP-6")
def test_an_investigation_over_christmas_skips_the_scottish_holidays(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_decided_complaint(session, charter, by=cast.worker, at=datetime(2026, 12, 1, 10, tzinfo=UTC))
    asked = datetime(2026, 12, 18, 10, tzinfo=UTC)
    stages.ask_next_stage(session, case, words="", at=asked, charter=charter)
    closed = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 1, 4)]
    assert not any(charter.calendar.counts(day) for day in closed)
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    # Day 1 is Friday 18 December; day 20 is nineteen working days later.
    assert answer.due_on == charter.calendar.add(date(2026, 12, 18), 19)
    assert answer.due_on is not None
    assert answer.due_on > date(2027, 1, 18)


def worked_over(session: Session, charter: Charter, cast: Cast, *, outcome: bool = True) -> Case:
    """A complaint whose decision a colleague wrote in part and the worker finished; with `outcome` it left."""
    case = in_hand(session, charter, cast)
    defined(session, case, cast.worker, charter)
    routing.take(session, case, **acting(cast.colleague, charter))
    decisions.find(session, case, **decisions.as_found(procedures.decision_of(case)), **acting(cast.colleague, charter))
    routing.take(session, case, **acting(cast.worker, charter))
    if outcome:
        decide(session, case, by=cast.worker, charter=charter)
    stages.raise_stage(session, case, words="Somebody was hurt.", asked=outcome, **acting(cast.worker, charter, 3))
    session.flush()
    return case


@pytest.mark.clause("RP-6")
def test_whoever_wrote_a_part_of_one_decision_does_not_deal_with_the_next(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = worked_over(session, charter, cast)
    for one in (cast.worker, cast.colleague):
        assert steps_for(case, one, charter)[Step.ACCEPT] is Why.DECIDED_EARLIER_STAGE
    assert steps_for(case, cast.leader, charter)[Step.ACCEPT] is None
    with pytest.raises(StepRefused) as refused:
        close(session, case, outcome=Outcome.NOTHING_TO_ANSWER, reason="Seen to.", **acting(cast.colleague, charter, 5))
    assert refused.value.why is Why.DECIDED_EARLIER_STAGE


def test_whoever_found_it_too_serious_goes_on_with_what_nobody_has_decided(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = worked_over(session, charter, cast, outcome=False)
    assert steps_for(case, cast.colleague, charter)[Step.ACCEPT] is None


#: What whoever decided stage 1 tries at stage 2.
TRIES: dict[str, Callable[[Session, Case, Cast, Charter], object]] = {
    "accept": lambda s, c, p, ch: routing.accept(s, c, **acting(p.worker, ch, 5)),
    "take": lambda s, c, p, ch: (
        routing.accept(s, c, **acting(p.colleague, ch, 5)),
        routing.take(s, c, **acting(p.worker, ch, 5)),
    ),
    "give": lambda s, c, p, ch: (
        routing.accept(s, c, **acting(p.colleague, ch, 5)),
        routing.give(s, c, to=p.worker, **acting(p.leader, ch, 5)),
    ),
    "decision": lambda s, c, p, ch: (
        routing.accept(s, c, **acting(p.colleague, ch, 5)),
        decide(s, c, by=p.worker, charter=ch, at=on(5)),
    ),
}


@pytest.mark.clause("RP-6")
@pytest.mark.parametrize("what", TRIES)
def test_whoever_decided_one_stage_does_not_deal_with_the_next(
    session: Session, charter: Charter, cast: Cast, what: str
) -> None:
    case = escalated(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        TRIES[what](session, case, cast, charter)
    assert refused.value.why is Why.DECIDED_EARLIER_STAGE
    assert cast.worker not in [case.owner]


@pytest.mark.clause("RP-6")
def test_whoever_decided_before_is_not_offered_to_be_given_it(session: Session, charter: Charter, cast: Cast) -> None:
    case = escalated(session, charter, cast)
    routing.accept(session, case, **acting(cast.colleague, charter, 5))
    assert cast.worker not in able_to_deal_with(session, case, charter)
    assert cast.leader in able_to_deal_with(session, case, charter)


@pytest.mark.clause("RP-6")
def test_a_serious_complaint_goes_to_the_investigation_at_once(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    words = "Somebody was hurt."
    stages.raise_stage(session, case, words=words, asked=False, **acting(cast.worker, charter, 3))
    assert case.stage_number == 2
    line = case.happenings[-1]
    assert (line.what, line.facts["asked"], line.by_name) == (Happened.ESCALATED, False, cast.worker.name)
    assert last_notice(session, case).facts["reason"] == words
    assert all(clock.dropped_on for clock in case.clocks if clock.stage == 1)


def test_whoever_finds_it_too_serious_says_why_and_the_customer_need_not(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        stages.raise_stage(session, case, words=" ", asked=False, **acting(cast.worker, charter, 3))
    assert refused.value.why is Why.REASON_MISSING
    stages.raise_stage(session, case, words="", **acting(cast.worker, charter, 3))
    assert case.stage_number == 2


def test_in_england_the_second_stage_waits_for_the_first_answer_and_there_is_no_third(session: Session) -> None:
    england = load_charter("feedback-authority")
    cast = a_cast(session, england)
    case = in_hand(session, england, cast)
    with pytest.raises(StepRefused) as refused:
        stages.raise_stage(session, case, words="", **acting(cast.worker, england, 3))
    assert refused.value.why is Why.STAGE_NOT_ANSWERED
    decide(session, case, by=cast.worker, charter=england, at=on(4))
    stages.ask_next_stage(session, case, words="You did not read it.", at=on(5), charter=england)
    assert {clock.act for clock in case.clocks if clock.open} == {Act.ACKNOWLEDGE}
    replies.acknowledge(session, case, words="We look again.", **acting(cast.relations, england, 8))
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    assert answer.due_on == england.calendar.add(date(2027, 3, 8), 20), "counted from the acknowledgement"
    decide(session, case, by=cast.colleague, charter=england, at=on(9))
    with pytest.raises(StepRefused) as refused:
        stages.ask_next_stage(session, case, words="", at=on(10), charter=england)
    assert refused.value.why is Why.NO_STAGE_AFTER


def test_a_second_wish_for_the_next_stage_changes_nothing(session: Session, charter: Charter, cast: Cast) -> None:
    case = escalated(session, charter, cast)
    version = case.version
    with pytest.raises(StepRefused) as refused:
        stages.ask_next_stage(session, case, words="", at=on(5), charter=charter)
    assert refused.value.why is Why.NO_STAGE_AFTER
    assert case.version == version
    assert steps_for(case, cast.leader, charter)[Step.RAISE] is Why.NO_STAGE_AFTER
