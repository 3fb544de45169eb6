"""Words between the council and the customer."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import heard, replies
from shared.charter.calendar import local_day
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Channel, Kind
from shared.charter.workflow import Outcome, Stage, StepRefused, Why
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.casework.test_routing import in_hand, offered
from tests.people import Cast, a_cast


def last_notice(session: Session) -> Notice:
    """What was owed last."""
    session.flush()
    return session.scalars(sa.select(Notice).order_by(Notice.id.desc()).limit(1)).one()


@pytest.mark.clause("FP-1")
def test_acknowledging_in_time_keeps_the_promise_and_tells_the_customer(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    replies.acknowledge(session, case, words="Wilma has it.", by=cast.worker, at=TUESDAY, charter=charter)
    clock = case.clocks[0]
    assert (clock.act, clock.kept_on, clock.kept_by) == (Act.ACKNOWLEDGE, date(2027, 3, 2), Act.ACKNOWLEDGE)
    assert case.next_on == next(c.due_on for c in case.clocks if c.open)
    assert case.contacts[-1].ours
    assert last_notice(session).facts["words"] == "Wilma has it."


@pytest.mark.clause("FP-1")
def test_a_compliment_ends_with_thanks_and_the_team_praised_is_told(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = offered(session, charter, cast, Kind.COMPLIMENT)
    replies.acknowledge(session, case, words="Thank you.", by=cast.triage, at=TUESDAY, charter=charter)
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.THANKED)
    praise = last_notice(session)
    assert (praise.template, praise.to_address) == ("praise", charter.teams[cast.team].email)
    assert praise.facts["words"] == case.words


def test_praise_for_nobody_in_particular_finds_its_team_first(session: Session, charter: Charter, cast: Cast) -> None:
    case = a_case(session, charter, Kind.COMPLIMENT)
    with pytest.raises(StepRefused) as refused:
        replies.acknowledge(session, case, words="Thank you.", by=cast.triage, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.PRAISES_NOBODY_YET


@pytest.mark.clause("CC-2", "CC-7")
def test_an_answer_names_whom_to_ask_for_and_closes_the_case(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    replies.reply(session, case, words="The light works.", by=cast.leader, at=TUESDAY, charter=charter)
    assert (case.stage, case.outcome) == (Stage.CLOSED, Outcome.ANSWERED)
    assert all(not clock.open for clock in case.clocks)
    assert last_notice(session).facts["contact"] == "Wilma Worker"


@pytest.mark.clause("CC-2")
def test_nobody_is_answered_by_nobody_in_particular(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    case.owner = None
    session.flush()
    with pytest.raises(StepRefused) as refused:
        replies.reply(session, case, words="Done.", by=cast.leader, at=TUESDAY, charter=charter)
    assert refused.value.why is Why.NO_NAMED_CONTACT


def test_in_england_a_complaint_is_answered_ten_days_from_its_acknowledgement(session: Session) -> None:
    charter = load_charter("feedback-authority")
    cast = a_cast(session, charter)
    case = in_hand(session, charter, cast, Kind.COMPLAINT)
    assert [clock.act for clock in case.clocks] == [Act.ACKNOWLEDGE]
    replies.acknowledge(
        session, case, words="We have it.", by=cast.worker, at=TUESDAY + timedelta(days=2), charter=charter
    )
    # Thursday 4 March, then ten working days: Thursday 18 March.
    assert case.next_on == date(2027, 3, 18)


@pytest.mark.clause("FP-2", "CC-1")
def test_explaining_in_time_keeps_the_promise_and_opens_the_new_date(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast, Kind.COMMENT)
    replies.acknowledge(session, case, words="We have it.", by=cast.worker, at=TUESDAY, charter=charter)
    day = date(2027, 3, 31)
    replies.explain(session, case, day=day, reason="The part is on order.", by=cast.worker, at=TUESDAY, charter=charter)
    old, new = (clock for clock in case.clocks if clock.act is Act.REPLY)
    assert (old.kept_by, old.kept_on) == (Act.EXPLAIN, date(2027, 3, 2))
    assert (new.due_on, new.given, new.why, case.next_on) == (day, True, "The part is on order.", day)
    assert last_notice(session).facts["reason"] == "The part is on order."


@pytest.mark.parametrize(
    ("day", "why", "reason"),
    [
        (date(2027, 3, 2), Why.DATE_NOT_LATER, "today is no new date"),
        (date(2027, 3, 8), Why.DATE_NOT_LATER, "that is the date we have already promised"),
        (date(2027, 3, 13), Why.DATE_NOT_WORKING_DAY, "nobody answers on a Saturday"),
        (date(2027, 3, 16), Why.DATE_TOO_LATE, "day ten of the frontline stage is Monday 15 March"),
    ],
)
def test_a_new_date_for_a_scottish_complaint_stays_within_its_bounds(
    session: Session, charter: Charter, cast: Cast, day: date, why: Why, reason: str
) -> None:
    case = in_hand(session, charter, cast, Kind.COMPLAINT)
    with pytest.raises(StepRefused) as refused:
        replies.explain(session, case, day=day, reason="Busy.", by=cast.worker, at=TUESDAY, charter=charter)
    assert refused.value.why is why, reason
    assert case.next_on == date(2027, 3, 8)


def test_asking_the_customer_stops_the_clock_and_their_answer_starts_it_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    replies.acknowledge(session, case, words="We have it.", by=cast.worker, at=TUESDAY, charter=charter)
    due = next(clock.due_on for clock in case.clocks if clock.open)
    replies.ask(session, case, words="Which lamp?", by=cast.worker, at=TUESDAY, charter=charter)
    clock = next(clock for clock in case.clocks if clock.open)
    assert (case.stage, clock.due_on, case.next_on) == (Stage.WAITING, None, case.waiting_until)
    answered = TUESDAY + timedelta(days=3)
    heard.hear(session, case, words="Number 4.", channel=Channel.WEB, at=answered, charter=charter)
    assert due is not None
    # It stood still on Wednesday, Thursday and Friday.
    assert clock.due_on == charter.calendar.add(due, 3)
    assert (case.stage, case.waiting_until) == (Stage.IN_HAND, None)


def test_a_complaints_clock_runs_on_while_we_ask(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast, Kind.COMPLAINT)
    replies.ask(session, case, words="Which day was it?", by=cast.worker, at=TUESDAY, charter=charter)
    assert all(clock.due_on for clock in case.clocks)


@pytest.mark.clause("SC-1")
def test_what_a_customer_adds_to_an_answered_case_opens_it_with_a_new_promise(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    replies.reply(session, case, words="Fixed.", by=cast.worker, at=TUESDAY, charter=charter)
    at = TUESDAY + timedelta(days=6)
    heard.hear(session, case, words="It is out again.", channel=Channel.WEB, at=at, charter=charter)
    assert case.stage is Stage.IN_HAND
    assert case.outcome is None
    clock = next(clock for clock in case.clocks if clock.open)
    assert clock.started_on == local_day(at, charter.organisation.time_zone)
    assert Happened.REOPENED in [line.what for line in case.happenings]


def test_a_note_is_for_colleagues_only_and_owes_nobody_anything(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    before = last_notice(session).id
    replies.note(session, case, words="Rang the depot.", by=cast.worker, at=TUESDAY, charter=charter)
    assert not case.happenings[-1].public
    assert last_notice(session).id == before


def test_going_on_without_an_answer_lets_the_clock_run_again(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    replies.ask(session, case, words="Which lamp?", by=cast.worker, at=TUESDAY, charter=charter)
    replies.carry_on(session, case, by=cast.worker, at=TUESDAY + timedelta(days=1), charter=charter)
    assert case.stage is Stage.IN_HAND
    assert all(clock.due_on for clock in case.clocks if clock.open)
