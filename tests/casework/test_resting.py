"""A complaint that rests: what stops, what goes on, and which dates follow."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.casework import clocks, replies, resting
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import Stage, Step, StepRefused, Why
from shared.models.cases import Case
from shared.models.decisions import RestFor
from shared.models.happened import Happened
from shared.models.staff import Staff
from tests.builders import a_case
from tests.casework.complaining import acting, in_hand, last_notice, on
from tests.people import Cast

REVIEW = date(2027, 3, 30)


def rest(session: Session, case: Case, by: Staff, charter: Charter, day: int, until: date = REVIEW) -> None:
    """Let it rest for a mediation, on that day of March."""
    how = {"what": RestFor.MEDIATION, "reason": "Both sides want to talk.", "review_on": until}
    resting.rest(session, case, **how, **acting(by, charter, day))
    session.flush()


def go_on(session: Session, case: Case, by: Staff, charter: Charter, day: int) -> None:
    """The talks have ended."""
    resting.go_on(session, case, how="They did not agree.", **acting(by, charter, day))
    session.flush()


def explain(session: Session, case: Case, by: Staff, charter: Charter, day: int, to: date) -> None:
    """Give the answer a new date, on that day of March."""
    replies.explain(session, case, day=to, reason="It takes longer.", **acting(by, charter, day))
    session.flush()


#: what happens, on which days of March 2027; when the answer is due then; why. It came on Tuesday 2 March, which
#: counts, and is to be answered by Monday 8 March.
DATES: list[tuple[list[tuple[str, int]], date | None, str]] = [
    ([], date(2027, 3, 8), "nothing stops"),
    ([("rest", 4)], None, "while it rests nobody knows the date"),
    ([("rest", 4), ("go on", 4)], date(2027, 3, 8), "ended on the same day it stood still for no day"),
    ([("rest", 4), ("go on", 11)], date(2027, 3, 15), "five working days later, because it stood still for five"),
    ([("rest", 5), ("go on", 8)], date(2027, 3, 9), "a weekend of rest is one working day"),
    ([("rest", 8), ("go on", 9)], date(2027, 3, 9), "stopped on its last day, it has that day again"),
    ([("rest", 3), ("go on", 4), ("rest", 5), ("go on", 9)], date(2027, 3, 11), "two rests: one day and two"),
    ([("rest", 10)], date(2027, 3, 8), "it was late before, and a rest does not hide that"),
    ([("rest", 10), ("go on", 17)], date(2027, 3, 8), "late it was and late it stays"),
    ([("explain", 5)], date(2027, 3, 12), "given a new date in time"),
    ([("explain", 5), ("rest", 8), ("go on", 11)], date(2027, 3, 17), "a given date gains the three days as well"),
    ([("rest", 4), ("go on", 5), ("explain", 8)], date(2027, 3, 12), "after the rest a new date can be given again"),
]


@pytest.mark.clause("FP-4")
def test_clocks_gain_the_days_for_which_a_complaint_rests(session: Session, charter: Charter, cast: Cast) -> None:
    for events, due, why in DATES:
        case = in_hand(session, charter, cast)
        replies.acknowledge(session, case, words="We have it.", **acting(cast.worker, charter))
        for what, day in events:
            if what == "rest":
                rest(session, case, cast.worker, charter, day)
            elif what == "go on":
                go_on(session, case, cast.worker, charter, day)
            else:
                explain(session, case, cast.worker, charter, day, date(2027, 3, 12))
        answer = clocks.open_clock(case, Act.REPLY)
        assert answer is not None, why
        assert answer.due_on == due, why


@pytest.mark.clause("FP-4", "CC-6")
def test_published_figures_keep_the_date_from_before_the_rest(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    rest(session, case, cast.worker, charter, 4)
    go_on(session, case, cast.worker, charter, 11)
    assert {clock.first_due_on for clock in case.clocks} == {date(2027, 3, 8)}
    assert {clock.due_on for clock in case.clocks} == {date(2027, 3, 15)}


def test_a_clock_that_stands_still_is_not_moved_until_it_runs_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    rest(session, case, cast.worker, charter, 4)
    with pytest.raises(StepRefused) as refused:
        explain(session, case, cast.worker, charter, 5, date(2027, 3, 12))
    assert refused.value.why is Why.RESTING_ALREADY


def test_the_bound_of_a_new_date_moves_with_the_days_of_rest(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    assert clocks.latest_new_date(case, charter) == date(2027, 3, 15)
    rest(session, case, cast.worker, charter, 4)
    assert clocks.latest_new_date(case, charter) is None
    go_on(session, case, cast.worker, charter, 11)
    assert clocks.latest_new_date(case, charter) == date(2027, 3, 22)
    explain(session, case, cast.worker, charter, 12, date(2027, 3, 22))
    assert clocks.latest_new_date(case, charter) == date(2027, 3, 22)


@pytest.mark.clause("FP-4")
def test_the_person_reads_why_it_rests_and_when_we_look_again(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    rest(session, case, cast.worker, charter, 4)
    assert (case.stage, case.rest_until, case.next_on) == (Stage.RESTING, REVIEW, REVIEW)
    notice = last_notice(session, case)
    assert notice.template == "rested"
    assert notice.facts["reason"] == "Both sides want to talk."
    assert notice.facts["until"] == "2027-03-30"
    go_on(session, case, cast.worker, charter, 11)
    assert last_notice(session, case).template == "goes_on"
    assert last_notice(session, case).facts["reply_by"] == "2027-03-15"
    assert (case.rests[0].began_on, case.rests[0].ended_on) == (date(2027, 3, 4), date(2027, 3, 11))
    assert case.rests[0].how == "They did not agree."
    assert [line.what for line in case.happenings[-2:]] == [Happened.RESTED, Happened.REST_ENDED]


@pytest.mark.parametrize(
    ("until", "why", "reason"),
    [
        (date(2027, 3, 4), Why.DATE_NOT_LATER, "today is no rest"),
        (date(2027, 3, 6), Why.DATE_NOT_WORKING_DAY, "nobody looks again on a Saturday"),
        (date(2099, 3, 4), Why.DATE_NOT_KNOWN, "nobody knows the holidays of that year"),
    ],
)
def test_somebody_looks_again_on_a_day_that_we_work(
    session: Session, charter: Charter, cast: Cast, until: date, why: Why, reason: str
) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        rest(session, case, cast.worker, charter, 4, until)
    assert refused.value.why is why, reason
    assert case.stage is Stage.IN_HAND


def test_only_a_complaint_rests_and_only_once_at_a_time(session: Session, charter: Charter, cast: Cast) -> None:
    request = a_case(session, charter, Kind.REQUEST)
    with pytest.raises(StepRefused) as refused:
        rest(session, request, cast.relations, charter, 4)
    assert refused.value.why is Why.NOT_A_COMPLAINT
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        go_on(session, case, cast.worker, charter, 4)
    assert (refused.value.step, refused.value.why) == (Step.GO_ON, Why.NOT_RESTING)
    rest(session, case, cast.worker, charter, 4)
    with pytest.raises(StepRefused) as refused:
        rest(session, case, cast.worker, charter, 5)
    assert refused.value.why is Why.RESTING_ALREADY


def test_who_waits_for_an_answer_can_let_it_rest_and_waits_no_longer(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    replies.ask(session, case, words="Which lamp?", **acting(cast.worker, charter, 3))
    rest(session, case, cast.worker, charter, 4)
    assert (case.stage, case.waiting_until) == (Stage.RESTING, None)
    go_on(session, case, cast.worker, charter, 5)
    assert case.stage is Stage.IN_HAND


@pytest.mark.clause("FP-4")
def test_the_customer_ends_the_rest_and_their_days_are_counted_again(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    rest(session, case, cast.worker, charter, 4)
    for _ in range(2):
        resting.ask_to_go_on(session, case, words="Nobody rang.", at=on(11), charter=charter)
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    assert (case.stage, answer.due_on) == (Stage.IN_HAND, date(2027, 3, 15))
    assert [line.what for line in case.happenings].count(Happened.REST_ENDED) == 1
    notice = last_notice(session, case)
    assert (notice.template, notice.facts["asked"]) == ("goes_on", True)
