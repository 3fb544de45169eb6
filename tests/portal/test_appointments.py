"""An appointment on the page of a case: seen beside the next step, answered, and put into a calendar."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.casework import diary, offering, representing
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel
from shared.models.appointments import Meeting
from tests.casework.meeting import an_offer
from tests.clock import SettableClock
from tests.delivery.test_calendar import lines, value
from tests.page import words_of
from tests.portal.desk import Desk, acts
from tests.portal.spoken_for import SpokenFor
from tests.portal.visitor import Visitor
from tests.restricted import closed, restricted

#: Wednesday and Thursday after New Year.
FIRST, SECOND = (datetime(2027, 1, day, 14, 30, tzinfo=UTC) for day in (6, 7))
Meet = Callable[..., Desk]


@pytest.fixture
def meet(begun: Callable[..., Desk], charter: Charter, clock: SettableClock) -> Meet:
    """A case with an appointment: `meet(FIRST, SECOND, how=Meeting.HOME)`."""

    def made(*times: datetime, **facts: Any) -> Desk:
        desk = begun()
        offer = an_offer(*(times or (FIRST,)), **facts)
        desk.do(lambda db, case, cast: offering.offer(db, case, offer, by=cast.triage, **acts(charter, clock)))
        return desk

    return made


def said(visitor: Visitor) -> str:
    """Everything that can be read on the page, what the last act did included."""
    return words_of(visitor.page.root)


@pytest.mark.clause("CH-8")
def test_it_stands_beside_the_next_step_and_is_confirmed_with_one_button(visitor: Visitor, meet: Meet) -> None:
    desk = meet(bring="Bring our letter.")
    visitor.open(desk.link)
    assert "Your appointment Wednesday 6 January 2027 at 2:30 pm We ring you." in visitor.words
    visitor.open(visitor.link("/appointments/"))
    for words in ("Can you come?", "About 30 minutes", "Wilma Worker", "The lamp at your door.", "Bring our letter."):
        assert words in visitor.words
    visitor.press()
    assert "Thank you. We meet on Wednesday 6 January 2027 at 2:30 pm." in said(visitor)
    assert "You can come, and we expect you." in visitor.words


@pytest.mark.clause("CH-8")
def test_one_of_several_times_has_to_be_chosen(visitor: Visitor, meet: Meet) -> None:
    desk = meet(FIRST, SECOND)
    assert "Choose the time that suits you." in visitor.open(desk.link).words
    visitor.open(visitor.link("/appointments/")).press()
    assert (visitor.status, visitor.errors) == (422, ["Choose the time that suits you"])
    visitor.press(starts_at=SECOND.isoformat())
    assert "We meet on Thursday 7 January 2027 at 2:30 pm." in said(visitor)


@pytest.mark.clause("CH-8", "SC-2")
def test_another_time_is_asked_for_in_words_and_promised_by_a_day(visitor: Visitor, meet: Meet) -> None:
    desk = meet()
    visitor.open(f"{desk.link}/appointments/1/another").press(words=" ")
    assert (visitor.status, len(visitor.errors)) == (422, 1)
    page = visitor.page
    for _ in range(2):
        visitor.press(as_it_was=page, words="Any morning.")
    assert "You asked for another time. We offer you one by Wednesday 23 December 2026." in visitor.words
    visitor.open(desk.link)
    assert visitor.words.count("You asked for another time than Wednesday 6 January 2027 at 2:30 pm.") == 1
    assert "Any morning." in visitor.words


@pytest.mark.clause("CH-8", "SC-2")
def test_it_is_called_off_after_one_more_question(visitor: Visitor, meet: Meet) -> None:
    desk = meet()
    visitor.open(f"{desk.link}/appointments/1/cancel")
    assert "Nobody expects you on Wednesday 6 January 2027 at 2:30 pm then." in visitor.words
    page = visitor.page
    for _ in range(2):
        visitor.press(as_it_was=page, words="")
    assert "Your appointment" not in visitor.words
    assert visitor.words.count("The appointment on Wednesday 6 January 2027 at 2:30 pm was called off.") == 1
    assert "This was called off. You need not come." in visitor.open(f"{desk.link}/appointments/1").words


@pytest.mark.clause("CH-8")
def test_an_answer_to_what_it_was_before_is_not_taken(
    visitor: Visitor, meet: Meet, charter: Charter, clock: SettableClock
) -> None:
    desk = meet()
    pages = [visitor.open(f"{desk.link}/appointments/1{end}").page for end in ("", "/another", "/cancel")]
    offer = an_offer(SECOND)

    def move(db: Any, case: Any, cast: Any) -> None:
        (mine,) = diary.of(db, case)
        offering.offer(db, case, offer, instead=mine, by=cast.triage, **acts(charter, clock))

    desk.do(move)
    for page in pages:
        visitor.press(as_it_was=page, words="No.")
        assert visitor.status == 409
        assert "This appointment has changed since you opened the page." in visitor.words
        assert "Thursday 7 January 2027 at 2:30 pm" in visitor.words
    visitor.press()
    assert "We meet on Thursday 7 January 2027" in said(visitor)


@pytest.mark.clause("CH-8")
def test_the_calendar_file_is_saved_and_never_shown_and_holds_no_secret(visitor: Visitor, meet: Meet) -> None:
    desk = meet(how=Meeting.PLACE, place="inverness", purpose="Lamp, door; step")
    assert visitor.open(f"{desk.link}/appointments/1/calendar").status == 404, "nothing is certain yet"
    visitor.open(f"{desk.link}/appointments/1").press()
    answer = visitor.client.get(visitor.link("/calendar"))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    reference, key = desk.link.split("/")[2:]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="appointment-{reference}.ics"'
    assert answer.headers["Cache-Control"] == "no-store"
    file = answer.data
    assert "DTSTART:20270106T143000Z" in lines(file)
    assert value(file, "LOCATION").startswith("Inverness Service Point, Town House")
    assert "Lamp, door; step" in value(file, "DESCRIPTION")
    assert key.encode() not in file.replace(b"\r\n ", b"")


@pytest.mark.clause("RP-8")
def test_the_calendar_file_does_not_ask_somebody_to_ring_whose_calls_are_not_taken(
    visitor: Visitor, meet: Meet, charter: Charter, clock: SettableClock
) -> None:
    desk = meet()
    visitor.open(f"{desk.link}/appointments/1").press()
    ring, file = f"phone {charter.organisation.phone}", visitor.link("/calendar")
    assert ring in value(visitor.client.get(file).data, "DESCRIPTION")
    shut = closed(Channel.PHONE)
    desk.do(
        lambda db, case, cast: restricted(
            db, case.customer, shut, proposed_by=cast.worker, decided_by=cast.leader, at=clock()
        )
    )
    assert ring not in value(visitor.client.get(file).data, "DESCRIPTION")


@pytest.mark.clause("SC-2")
def test_whoever_asks_for_another_time_reads_that_none_of_those_offered_holds(visitor: Visitor, meet: Meet) -> None:
    desk = meet(FIRST, SECOND)
    times = "on Wednesday 6 January 2027 at 2:30 pm and Thursday 7 January 2027 at 2:30 pm"
    assert f"You do not need to come {times}." in visitor.open(f"{desk.link}/appointments/1/another").words
    assert f"Nobody expects you {times} then." in visitor.open(f"{desk.link}/appointments/1/cancel").words


def test_what_has_passed_can_no_longer_be_answered(visitor: Visitor, meet: Meet, clock: SettableClock) -> None:
    desk = meet()
    page = visitor.open(f"{desk.link}/appointments/1").page
    clock.set(FIRST)
    visitor.press(as_it_was=page)
    assert visitor.status == 409
    assert "That time has passed." in visitor.words


HOSTILE = ["nonsense", "2027-01-06T14:30:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+23:59", "\x00", "x" * 9]


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_time_that_was_never_offered_confirms_nothing(visitor: Visitor, meet: Meet, typed: str) -> None:
    desk = meet()
    visitor.open(f"{desk.link}/appointments/1").press(starts_at=typed)
    assert visitor.status in (409, 422)
    assert "Can you come?" in visitor.open(f"{desk.link}/appointments/1").words


def test_nobody_opens_an_appointment_of_another_case(visitor: Visitor, meet: Meet) -> None:
    meet()
    other = meet()
    for end in ("1", "0", "99", "2147483648", "1/calendar", "1/another", "1/cancel"):
        assert visitor.open(f"{other.link}/appointments/{end}").status == 404, end


@pytest.mark.clause("CH-8", "RP-2")
def test_whoever_speaks_for_a_customer_answers_for_them_once_they_may(
    visitor: Visitor, spoken_for: Callable[..., SpokenFor]
) -> None:
    case = spoken_for()
    offer = an_offer(datetime(2027, 3, 9, 14, 30, tzinfo=UTC))
    case.do(lambda db, one, cast: offering.offer(db, one, offer, by=cast.triage, **case.now))
    assert visitor.open(f"{case.page}/appointments/1").path == case.page, "not before it is settled"
    case.decide(representing.settle)
    visitor.open(case.page)
    visitor.open(visitor.link("/appointments/1")).press()
    assert "You can come, and we expect you." in visitor.words


@pytest.mark.clause("CH-8", "CC-4", "RP-4")
def test_the_page_names_an_interpreter_only_once_one_is_booked(visitor: Visitor, meet: Meet) -> None:
    assert "interpreter" not in visitor.open(f"{meet().link}/appointments/1").words
    booked = meet(interpreter="Polish")
    assert "We have booked an interpreter: Polish." in visitor.open(f"{booked.link}/appointments/2").words


def test_nobody_whom_we_visit_at_home_is_asked_whether_they_can_come(visitor: Visitor, meet: Meet) -> None:
    desk = meet(how=Meeting.HOME)
    page = visitor.open(desk.link).link("/appointments/")
    assert "Does this time suit you?" in visitor.open(page).words
    for come in ("can come", "Can you come"):
        assert come not in visitor.words
    visitor.open(f"{page}/another")
    assert "You do not need to come" not in visitor.words and "We offer you another time by" in visitor.words
