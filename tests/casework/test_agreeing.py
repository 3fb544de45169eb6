"""What a complaint is about, agreed with whoever complains; talks, panels and reports."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from shared.casework import agreeing, clocks, procedures, stages
from shared.charter.organisation import Charter
from shared.charter.reading import load_charter
from shared.charter.vocabulary import Act, Kind
from shared.charter.workflow import StepRefused, Why
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.builders import a_case, decide
from tests.casework.complaining import acting, defined, in_hand, last_notice, on, told
from tests.people import Cast, a_cast


@pytest.mark.clause("FP-14")
def test_the_points_are_sent_to_be_agreed_with_what_the_customer_wants(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = defined(session, in_hand(session, charter, cast), cast.worker, charter)
    agreeing.send_points(session, case, **acting(cast.worker, charter))
    notice = last_notice(session, case)
    assert notice.template == "points"
    assert notice.facts["words"] == "The light was not mended.\n\n1. The light was out.\n\n2. Nobody rang back."
    assert notice.facts["sought"] == "Mend it."
    assert case.happenings[-1].facts["points"] == ["The light was out.", "Nobody rang back."]


def test_nothing_is_sent_or_agreed_before_anybody_wrote_down_what_it_is(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    for act in (
        lambda: agreeing.send_points(session, case, **acting(cast.worker, charter)),
        lambda: agreeing.agree(session, case, how="By phone.", **acting(cast.worker, charter)),
        lambda: agreeing.agree(session, case, by=None, at=on(2), charter=charter),
    ):
        with pytest.raises(StepRefused) as refused:
            act()
        assert refused.value.why is Why.PARTS_MISSING


@pytest.mark.clause("FP-14")
def test_it_is_agreed_by_phone_or_on_their_own_page_and_then_once_for_all(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = defined(session, in_hand(session, charter, cast), cast.worker, charter)
    agreeing.agree(session, case, how="On the phone.", **acting(cast.worker, charter, 3))
    decision = procedures.decision_of(case)
    assert decision is not None
    assert (decision.agreed_on, decision.agreed_how) == (date(2027, 3, 3), "On the phone.")
    with pytest.raises(StepRefused) as refused:
        agreeing.agree(session, case, how="Again.", **acting(cast.worker, charter, 4))
    assert refused.value.why is Why.ALREADY_AGREED
    agreeing.agree(session, case, by=None, at=on(5), charter=charter)
    assert decision.agreed_on == date(2027, 3, 3)
    assert told(session, case).count("agreed") == 1


def test_agreeing_by_phone_says_how(session: Session, charter: Charter, cast: Cast) -> None:
    case = defined(session, in_hand(session, charter, cast), cast.worker, charter)
    with pytest.raises(StepRefused) as refused:
        agreeing.agree(session, case, how=" ", **acting(cast.worker, charter))
    assert refused.value.why is Why.REASON_MISSING


@pytest.fixture
def england() -> Charter:
    """An English council with care for adults and help for children."""
    return load_charter("feedback-authority")


def about_care(session: Session, england: Charter, cast: Cast, service: str) -> Case:
    """A complaint that takes a procedure of its own by law, in the hands of Customer Relations."""
    case = a_case(session, england, Kind.COMPLAINT, service=service)
    return defined(session, case, cast.relations, england)


@pytest.mark.clause("FP-8")
@pytest.mark.parametrize(
    ("day", "why", "reason"),
    [
        (date(2027, 4, 9), None, "sooner than the six months of the law"),
        (date(2027, 9, 1), None, "the last day that the law gives"),
        (date(2027, 9, 2), Why.DATE_TOO_LATE, "the law gives six months and no more"),
        (date(2027, 3, 2), Why.DATE_NOT_LATER, "today is no day to agree on"),
        (date(2027, 4, 10), Why.DATE_NOT_WORKING_DAY, "nobody answers on a Saturday"),
    ],
)
def test_for_adult_social_care_the_day_of_the_answer_is_agreed(
    session: Session, england: Charter, day: date, why: Why | None, reason: str
) -> None:
    cast = a_cast(session, england)
    case = about_care(session, england, cast, "adult-care")
    how = {"how": "We talked about a plan.", "day": day, **acting(cast.relations, england)}
    if why is None:
        agreeing.agree(session, case, **how)
        answer = clocks.open_clock(case, Act.REPLY)
        assert answer is not None
        assert (answer.due_on, answer.first_due_on) == (day, day), reason
        assert last_notice(session, case).facts["day"] == day.isoformat()
        return
    with pytest.raises(StepRefused) as refused:
        agreeing.agree(session, case, **how)
    assert refused.value.why is why, reason


@pytest.mark.clause("FP-8")
def test_under_the_children_act_the_investigation_is_counted_from_what_was_agreed_and_the_panel_has_its_own_dates(
    session: Session, england: Charter
) -> None:
    cast = a_cast(session, england)
    case = about_care(session, england, cast, "children-and-families")
    decide(session, case, by=cast.relations, charter=england, at=on(3))
    stages.ask_next_stage(session, case, words="", at=on(4), charter=england)
    assert {clock.act for clock in case.clocks if clock.open} == {Act.AGREE}
    agreeing.agree(session, case, by=None, at=on(9), charter=england)
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    assert answer.due_on == england.calendar.add(date(2027, 3, 9), 25)
    decide(session, case, by=cast.worker, charter=england, at=on(10))
    stages.ask_next_stage(session, case, words="", at=on(11), charter=england)
    assert {clock.act for clock in case.clocks if clock.open} == {Act.MEET}
    agreeing.meet(session, case, words="The panel met.", **acting(cast.colleague, england, 12))
    meeting = clocks.open_clock(case, Act.REPORT)
    assert meeting is not None
    assert meeting.due_on == england.calendar.add(date(2027, 3, 12), 5)
    agreeing.report(session, case, words="The panel says that you are right.", **acting(cast.colleague, england, 15))
    answer = clocks.open_clock(case, Act.REPLY)
    assert answer is not None
    assert answer.due_on == england.calendar.add(date(2027, 3, 15), 15)
    assert told(session, case)[-2:] == ["meet", "report"]
    assert [line.what for line in case.happenings[-2:]] == [Happened.MET, Happened.REPORTED]


def test_where_no_panel_is_promised_none_meets(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    for act in (agreeing.meet, agreeing.report):
        with pytest.raises(StepRefused) as refused:
            act(session, case, words="We met.", **acting(cast.worker, charter))
        assert refused.value.why is Why.NOT_PROMISED_HERE
