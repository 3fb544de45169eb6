"""Appointments: offered, confirmed, moved, called off, kept; each told to both sides, and done once."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import appointments, closing, diary, lateness, offering
from shared.casework.appointments import AppointmentRefused, Outdated
from shared.casework.customers import Person
from shared.casework.offering import Offer
from shared.casework.reaching import Telling
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Kind, Reach
from shared.charter.workflow import Outcome, Step, StepRefused, Why
from shared.models.appointments import Arranged, Meeting
from shared.models.customers import Adjustment, Agreement
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.builders import TUESDAY, a_case
from tests.casework.meeting import NEXT_TUESDAY, NEXT_WEDNESDAY, an_offer, offered, to_do, told
from tests.casework.test_routing import in_hand
from tests.people import Cast

AGNIESZKA = Person("Agnieszka Nowak", "agnieszka@customer.example", reach=Reach.EMAIL, reads="pl", interpreter="Polish")


@pytest.mark.clause("CH-8")
def test_an_offer_tells_the_customer_everything_they_need(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    place = charter.places[0]
    offered(
        session, case, cast.worker, charter, NEXT_TUESDAY, how=Meeting.PLACE, place=place.id, bring="Bring our letter."
    )
    (notice,) = told(session)
    facts = notice.facts
    assert facts["times"] == ["2027-03-09T14:30:00+00:00"]
    assert (facts["place"], facts["place_phone"], facts["minutes"]) == (place.name, place.phone, 30)
    assert facts["words"] == "The lamp at your door.\n\nBring our letter."
    assert case.happenings[-1].what is Happened.APPOINTMENT_OFFERED
    assert to_do(session) == [], "staff know what they offered"


@pytest.mark.clause("CH-8", "RP-4", "CC-4")
def test_the_notice_names_what_was_agreed_and_an_interpreter_only_once_one_is_booked(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=AGNIESZKA)
    assert case.customer is not None
    for what, status in (("Speak slowly", Agreement.AGREED), ("A room upstairs", Agreement.NOT_AGREED)):
        session.add(
            Adjustment(
                customer=case.customer,
                what=what,
                status=status,
                asked_at=TUESDAY,
                answer_by=TUESDAY.date(),
                decided_at=TUESDAY,
                decided_by=cast.worker,
                reason="We have none." if status is Agreement.NOT_AGREED else "",
            )
        )
    telling = Telling(words_in="en", translate=True)
    offering.offer(session, case, an_offer(), by=cast.triage, at=TUESDAY, charter=charter, telling=telling)
    booked = an_offer(NEXT_WEDNESDAY, interpreter="Polish")
    offering.offer(session, case, booked, by=cast.triage, at=TUESDAY, charter=charter, telling=telling)
    first, second = told(session)
    assert (first.facts["interpreter"], second.facts["interpreter"]) == ("", "Polish")
    assert first.facts["adjustments"] == ["Speak slowly"]


@pytest.mark.clause("CH-8", "CC-4")
def test_what_staff_wrote_in_another_language_is_left_out_of_what_cannot_wait(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = a_case(session, charter, person=AGNIESZKA)
    telling = Telling(words_in="en", translate=True)
    mine = offering.offer(session, case, an_offer(), by=cast.triage, at=TUESDAY, charter=charter, telling=telling)
    assert told(session)[-1].facts["words"] == "The lamp at your door.", "the offer waits for its translation"
    appointments.confirm(session, mine, NEXT_TUESDAY, seen=mine.sequence, at=TUESDAY, charter=charter)
    confirmed = told(session)[-1]
    assert confirmed.facts["words"] == ""
    assert confirmed.held_for is None


# what staff offer, why it is refused, reason
REFUSED = [
    (an_offer(TUESDAY - timedelta(hours=1)), Why.TIME_PASSED, "it is over"),
    (an_offer(NEXT_TUESDAY + timedelta(days=4)), Why.DATE_NOT_WORKING_DAY, "a Saturday"),
    (an_offer(NEXT_TUESDAY, NEXT_TUESDAY + timedelta(days=4)), Why.DATE_NOT_WORKING_DAY, "one of two is a Saturday"),
    (an_offer(NEXT_TUESDAY.replace(year=2031)), Why.DATE_NOT_KNOWN, "nobody knows that year's holidays"),
    (
        an_offer(NEXT_TUESDAY.replace(hour=20), how=Meeting.PLACE, place="inverness"),
        Why.PLACE_SHUT,
        "nobody is there at eight",
    ),
    (an_offer(purpose=" "), Why.REASON_MISSING, "nobody comes without knowing why"),
]


@pytest.mark.clause("CH-8")
@pytest.mark.parametrize(("offer", "why", "reason"), REFUSED)
def test_an_offer_that_cannot_be_kept_is_refused(
    session: Session, charter: Charter, cast: Cast, offer: Offer, why: Why, reason: str
) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        offering.offer(session, case, offer, by=cast.worker, at=TUESDAY, charter=charter)
    assert refused.value.why is why, reason
    assert not told(session)


def test_another_team_offers_nothing(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    with pytest.raises(StepRefused) as refused:
        offered(session, case, cast.stranger, charter)
    assert (refused.value.step, refused.value.why) == (Step.APPOINT, Why.NOT_YOUR_TEAM)


@pytest.mark.clause("CH-8", "SC-2")
def test_confirming_is_told_to_both_sides_and_done_once(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    mine = offered(session, case, cast.worker, charter, NEXT_TUESDAY, NEXT_WEDNESDAY)
    for _ in range(2):
        appointments.confirm(session, mine, NEXT_WEDNESDAY, seen=mine.sequence, at=TUESDAY, charter=charter)
    assert (mine.state, mine.starts_at) == (Arranged.CONFIRMED, NEXT_WEDNESDAY)
    assert [one.template for one in told(session)] == ["appointment_offered", "appointment_confirmed"]
    assert told(session)[-1].facts["times"] == ["2027-03-10T14:30:00+00:00"]
    assert to_do(session) == ["confirmed"]


@pytest.mark.clause("CH-8", "SC-2")
def test_somebody_who_asks_for_another_time_is_offered_one_by_a_day(
    session: Session, charter: Charter, cast: Cast
) -> None:
    case = in_hand(session, charter, cast)
    mine = offered(session, case, cast.worker, charter)
    for _ in range(2):
        seen = mine.sequence
        appointments.ask_another(session, mine, "Any morning.", seen=seen, at=TUESDAY, charter=charter)
    assert (mine.state, mine.another_by) == (Arranged.ANOTHER_TIME, date(2027, 3, 4)), "two working days"
    assert (mine.remind_on, to_do(session)) == (None, ["another-time"])
    assert told(session)[-1].template == "appointment_another_time"
    assert case.happenings[-1].facts["words"] == "Any morning."
    morning = NEXT_WEDNESDAY.replace(hour=9)
    again = offering.offer(session, case, an_offer(morning), instead=mine, by=cast.worker, at=TUESDAY, charter=charter)
    assert again is mine
    assert (mine.state, mine.sequence, mine.another_by, to_do(session)) == (Arranged.OFFERED, 1, None, [])
    assert [time.starts_at for time in mine.times] == [morning]


@pytest.mark.clause("CH-8", "SC-2")
@pytest.mark.parametrize("by_us", [False, True], ids=["by the customer", "by staff"])
def test_calling_off_is_told_to_both_sides_and_done_once(
    session: Session, charter: Charter, cast: Cast, by_us: bool
) -> None:
    case = in_hand(session, charter, cast)
    mine = offered(session, case, cast.worker, charter)
    by = cast.worker if by_us else None
    for _ in range(2):
        appointments.cancel(session, mine, "Snow.", seen=0, at=TUESDAY, charter=charter, by=by)
    assert (mine.state, mine.sequence, mine.remind_on) == (Arranged.CANCELLED, 1, None)
    assert [one.template for one in told(session)] == ["appointment_offered", "appointment_cancelled"]
    assert told(session)[-1].facts["by_us"] is by_us
    assert to_do(session) == ([] if by_us else ["cancelled"])
    assert not diary.coming(session, case, at=TUESDAY)


# what happened before, why the answer comes too late
TOO_LATE = [
    ("moved", Outdated.CHANGED),
    ("called off", Outdated.OVER),
    ("passed", Outdated.PASSED),
    ("never offered", Outdated.CHANGED),
]


@pytest.mark.clause("CH-8")
@pytest.mark.parametrize(("before", "why"), TOO_LATE)
def test_an_answer_to_what_an_appointment_was_before_changes_nothing(
    session: Session, charter: Charter, cast: Cast, before: str, why: Outdated
) -> None:
    case = in_hand(session, charter, cast)
    mine = offered(session, case, cast.worker, charter)
    at, starts_at = TUESDAY, NEXT_TUESDAY
    if before == "moved":
        other = an_offer(NEXT_WEDNESDAY)
        offering.offer(session, case, other, instead=mine, by=cast.worker, at=TUESDAY, charter=charter)
    elif before == "called off":
        appointments.cancel(session, mine, "Snow.", seen=0, at=TUESDAY, charter=charter, by=cast.worker)
    elif before == "passed":
        at = NEXT_TUESDAY + timedelta(minutes=1)
    else:
        starts_at = NEXT_WEDNESDAY
    with pytest.raises(AppointmentRefused) as refused:
        appointments.confirm(session, mine, starts_at, seen=0, at=at, charter=charter)
    assert refused.value.why is why
    assert mine.state is not Arranged.CONFIRMED


@pytest.mark.clause("CH-8")
def test_staff_say_afterwards_and_not_before_how_it_went(session: Session, charter: Charter, cast: Cast) -> None:
    case = in_hand(session, charter, cast)
    mine = offered(session, case, cast.worker, charter)
    how = {"by": cast.worker, "charter": charter, "words": "She came with her son."}
    with pytest.raises(StepRefused) as refused:
        appointments.mark(session, mine, kept=True, at=TUESDAY, **how)
    assert refused.value.why is Why.NOT_OVER_YET
    appointments.mark(session, mine, kept=True, at=NEXT_TUESDAY, **how)
    assert (mine.state, case.happenings[-1].what) == (Arranged.KEPT, Happened.APPOINTMENT_KEPT)
    with pytest.raises(AppointmentRefused):
        appointments.mark(session, mine, kept=False, at=NEXT_TUESDAY, **how)


@pytest.mark.clause("CH-8")
def test_a_case_that_ends_without_an_answer_leaves_nobody_waiting_at_a_door(
    session: Session, charter: Charter, cast: Cast
) -> None:
    withdrawn, closed, answered = (in_hand(session, charter, cast, Kind.REQUEST) for _ in range(3))
    mine = [offered(session, case, cast.worker, charter) for case in (withdrawn, closed, answered)]
    closing.withdraw(session, withdrawn, at=TUESDAY, charter=charter)
    closing.close(
        session,
        closed,
        outcome=Outcome.NOT_OURS,
        reason="Another council's.",
        by=cast.worker,
        at=TUESDAY,
        charter=charter,
    )
    assert [one.state for one in mine] == [Arranged.CANCELLED, Arranged.CANCELLED, Arranged.OFFERED]


def test_an_appointment_of_another_case_is_not_found_on_this_one(
    session: Session, charter: Charter, cast: Cast
) -> None:
    mine = offered(session, in_hand(session, charter, cast), cast.worker, charter)
    other = a_case(session, charter)
    assert diary.one(session, other, mine.id) is None
    assert diary.one(session, mine.case, mine.id) is mine


@pytest.mark.clause("SC-2", "CH-1")
def test_a_missed_offer_of_another_time_is_told_once(session: Session, charter: Charter, cast: Cast) -> None:
    mine = offered(session, in_hand(session, charter, cast), cast.worker, charter)
    appointments.ask_another(session, mine, "Any morning.", seen=0, at=TUESDAY, charter=charter)
    after = TUESDAY + timedelta(days=3)
    assert [lateness.tell_late_help(session, at=after, charter=charter) for _ in range(2)] == [1, 0]
    notice = session.scalars(sa.select(Notice).where(Notice.template == "late_help")).one()
    assert (notice.facts["support"], notice.facts["day"]) == ("appointment", "2027-03-04")
